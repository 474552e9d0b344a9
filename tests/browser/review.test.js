// The page of a review: valid, accessible, narrow enough, alone; and nothing of a branch runs in it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, test } from "node:test";
import { accessibility, launch, look, looks, open, overhang } from "./support/browser.js";
import { newFolder, run } from "./support/site.js";

const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
const folder = newFolder();
let browser;

/** Changes every text of a review that comes from files. */
const saying = (review, text) => {
  for (const change of review.changes) {
    Object.assign(change, { outcome: text, before: text, after: text, notes: [text] });
    if (change.document) Object.assign(change.document, { id: text, title: text });
  }
  for (const document of review.documents) {
    document.document.title = text;
    for (const field of document.fields) Object.assign(field, { field: text, before: text, after: text });
  }
  for (const epic of [...review.ranking.before, ...review.ranking.after]) epic.title = text;
  for (const finding of review.findings.new) Object.assign(finding, { message: text, hint: text });
  review.notes = [text];
  review.base.name = text;
  return review;
};

/** Writes a review as a page and gives its file. */
const page = (name, json) => {
  const [from, to] = [path.join(folder, `${name}.json`), path.join(folder, `${name}.html`)];
  writeFileSync(from, json);
  run("review", "--from", from, "--format", `html=${to}`);
  return to;
};

const files = {};
before(async () => {
  const demo = path.join(folder, "demo");
  run("demo", demo);
  const json = run("review", demo, "--base", "HEAD~60", "--format", "json");
  files.changes = page("changes", json);
  const hostile = "'\"><script>document.title='ran'</script><img src=x onerror=document.title='ran'></style></title>\u202e`<b>`";
  files.hostile = page("hostile", JSON.stringify(saying(JSON.parse(json), hostile)));
  files.nothing = page("nothing", run("review", demo, "--base", "HEAD", "--head", "HEAD", "--format", "json"));
  browser = await launch();
});
after(() => browser?.close());

test("the pages are valid HTML", () => {
  const checked = spawnSync("java", ["-Xss2m", "-jar", jar, "--format", "json", "--stdout", ...Object.values(files)],
    { encoding: "utf8", maxBuffer: 1 << 28 });
  assert.equal(checked.error, undefined);
  // The checker knows neither container queries nor the geometry of drawings, and no hash in a policy: a test below does.
  const falseAlarm = ({ message }) => message.startsWith("CSS: ") || message.startsWith("Inline style violates");
  const all = JSON.parse(checked.stdout).messages;
  assert.equal(all.filter(({ message }) => message.startsWith("Inline style")).length, 3, "every page was read");
  const said = all.filter((message) => !falseAlarm(message));
  assert.deepEqual(said.map(({ url, lastLine, message, extract }) => `${url}:${lastLine} ${message} ${extract ?? ""}`), []);
});

test("they are accessible and fit every window, in both colour schemes", async () => {
  for (const [name, file] of Object.entries(files)) {
    for (const view of looks) {
      const { page, troubles, close } = await open(browser, "file://");
      await look(page, view);
      await page.goto(`file://${file}`);
      assert.deepEqual(await accessibility(page), [], `${name} ${JSON.stringify(view)}`);
      assert.equal(await overhang(page), 0, `${name} ${JSON.stringify(view)}`);
      assert.deepEqual(troubles, [], name);
      await close();
    }
  }
});

test("the style is allowed, and nothing else is", async () => {
  const { page, troubles, close } = await open(browser, "file://");
  await page.goto(`file://${files.hostile}`);
  assert.notEqual(await page.title(), "ran");
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector(".changes thead th")).fontWeight), "600");
  assert.equal(await page.locator("script, main img, main b script").count(), 0);
  await page.evaluate(() => {
    const style = document.createElement("style");
    style.textContent = "body { display: none !important }";
    document.head.append(style);
  });
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).display), "none");
  assert.equal(troubles.filter((trouble) => !trouble.includes("Content Security Policy")).length, 0, troubles.join("\n"));
  assert.ok(!readFileSync(files.hostile, "utf8").includes("\u202e"));
  await close();
});

test("each line of the ranking leads from an epic's place before to its place now", async () => {
  const { page, close } = await open(browser, "file://");
  await page.goto(`file://${files.changes}`);
  const off = await page.evaluate(() => {
    const drawing = document.querySelector(".lines").getBoundingClientRect();
    const [before, now] = [...document.querySelectorAll(".ranked ol")].map((list) => [...list.children]);
    const place = (list, id) => list.find((item) => item.querySelector("b")?.textContent === id);
    const middle = (item) => { const box = item.getBoundingClientRect(); return box.top + box.height / 2 - drawing.top; };
    const scale = drawing.height / document.querySelector(".lines").viewBox.baseVal.height;
    const ids = before.map((item) => item.querySelector("b")?.textContent).filter((id) => id && place(now, id));
    return [...document.querySelectorAll(".lines path")].map((path, at) => {
      const numbers = path.getAttribute("d").match(/\d+/g).map(Number);
      return Math.max(
        Math.abs(numbers[1] * scale - middle(place(before, ids[at]))), Math.abs(numbers.at(-1) * scale - middle(place(now, ids[at]))));
    });
  });
  assert.ok(off.length > 5 && off.every((pixels) => pixels < 3), JSON.stringify(off));
  await close();
});
