// A page of the preview follows its file: without losing the reader's place, and with what is wrong over it.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cpSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { launch, open } from "./support/browser.js";
import { exampleSite, newFolder, program } from "./support/site.js";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** Makes a folder a repository whose branch `main` has all of it. */
const commit = (folder) => {
  const who = ["-c", "user.name=Maria", "-c", "user.email=maria@example.org"];
  const git = (...words) => execFileSync("git", ["-C", folder, ...who, ...words], { env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null" } });
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("commit", "--quiet", "--message", "All of it");
};

/** Starts a preview of a copy of the example; gives its address, a way to change a file, and its end. */
const preview = async (t, ...options) => {
  const folder = path.join(newFolder(), "site");
  cpSync(exampleSite, folder, { recursive: true });
  if (options.includes("--review")) commit(folder);
  const child = spawn(program(), ["serve", folder, "--port", "0", "--as-of", "2025-06-09", ...options], { stdio: ["ignore", "pipe", "ignore"] });
  t.after(() => child.kill());
  const line = await new Promise((found) => child.stdout.once("data", (bytes) => found(bytes.toString())));
  const base = line.match(/http:\S+/)[0];
  const change = (file, from, to) => {
    const place = path.join(folder, file);
    const text = readFileSync(place, "utf8");
    assert.ok(text.includes(from), `${file} has ${from}`);
    // As editors do: a new file takes the old one's place.
    writeFileSync(place + "~", text.replace(from, to));
    renameSync(place + "~", place);
  };
  return { base, change };
};

test("a saved file is on the page, which keeps its place and what is unfolded", async (t) => {
  const { base, change } = await preview(t);
  const { page, troubles, close } = await open(browser, base);
  t.after(close);
  await page.goto(base + "epics/srch-12.html");
  await page.evaluate(() => { globalThis.kept = true; });
  await page.click("main details summary >> nth=0");
  assert.equal(await page.evaluate(() => document.querySelector("main details").open), true);
  await page.evaluate(() => scrollTo({ top: 300, behavior: "instant" }));
  const at = await page.evaluate(() => scrollY);
  change("epics/SRCH-12.md", "title: Refactor the search service", "title: Search that holds");
  await page.waitForSelector("h1:text-is('Search that holds')");
  assert.equal(await page.evaluate(() => globalThis.kept), true, "no load of the whole page");
  assert.equal(await page.evaluate(() => scrollY), at);
  assert.equal(await page.evaluate(() => document.querySelector("main details").open), true);
  assert.match(await page.title(), /Search that holds/);
  assert.deepEqual(troubles, []);
});

test("a list keeps its filter and its place", async (t) => {
  const { base, change } = await preview(t);
  const { page, close } = await open(browser, base);
  t.after(close);
  await page.goto(base + "backlog.html");
  await page.fill("[data-find]", "search");
  change("epics/SRCH-12.md", "title: Refactor the search service", "title: Search that holds");
  await page.waitForSelector("main tr.row:has-text('Search that holds')");
  await page.waitForFunction(() => document.querySelector("[data-find]").value === "search");
  await page.waitForFunction(() => [...document.querySelectorAll("main tr.row")].some((row) => row.hidden));
});

test("a mistake stands over the page and goes away by itself", async (t) => {
  const { base, change } = await preview(t);
  const { page, close } = await open(browser, base);
  t.after(close);
  await page.goto(base + "epics/srch-12.html");
  change("epics/SRCH-12.md", "status: in-progress", "status: in-progess<img src=x onerror=alert(1)>");
  const overlay = page.locator("#backlit-trouble");
  await overlay.waitFor();
  assert.match(await overlay.textContent(), /epics\/SRCH-12\.md:\d+:\d+/);
  assert.equal(await overlay.locator("img").count(), 0);
  change("epics/SRCH-12.md", "status: in-progess<img src=x onerror=alert(1)>", "status: in-progress");
  await overlay.waitFor({ state: "detached" });
  change("backlit.toml", "[site]", "[site]\nnonsense = 1");
  await overlay.waitFor();
  assert.equal(await page.textContent("h1"), "Refactor the search service");
  change("backlit.toml", "[site]\nnonsense = 1", "[site]");
  await overlay.waitFor({ state: "detached" });
});

test("what check says stands beside the page, and follows each save", async (t) => {
  const { base, change } = await preview(t);
  const { page, troubles, close } = await open(browser, base);
  t.after(close);
  await page.goto(base + "epics/srch-12.html");
  const panel = page.locator("#backlit-notes");
  await panel.waitFor();
  await panel.locator("summary", { hasText: /finding/i }).waitFor();
  change("epics/SRCH-12.md", "  - metric: Search success rate", "  - metric: Ship <b>the new</b> search service");
  await page.waitForFunction(() => document.querySelector("#backlit-notes")?.textContent.includes("output-not-outcome"));
  await panel.locator("summary").click();
  const said = panel.locator("li", { hasText: "output-not-outcome" });
  assert.match(await said.textContent(), /line \d+/);
  assert.equal(await panel.locator("b").count(), 0, "what a file says is text");
  change("epics/SRCH-12.md", "  - metric: Ship <b>the new</b> search service", "  - metric: Search success rate");
  await said.waitFor({ state: "detached" });
  await page.goto(base + "backlog.html");
  await page.waitForSelector("html[data-live]");
  assert.equal(await panel.count(), 0, "a list has no document");
  assert.deepEqual(troubles, []);
});

test("under the real prefix, the browser follows the file that was saved", async (t) => {
  const { base, change } = await preview(t, "--base-path", "/wiki/", "--follow");
  assert.match(base, /\/wiki\/$/);
  const { page, close } = await open(browser, base);
  t.after(close);
  await page.goto(base);
  // What was saved before the page listened is nothing to follow.
  await page.waitForSelector("html[data-live]");
  change("epics/SRCH-12.md", "title: Refactor the search service", "title: Search that holds");
  await page.waitForURL(base + "epics/srch-12.html");
  await page.waitForSelector("h1:text-is('Search that holds')");
});

test("ten pages are open at once, and all of them follow", async (t) => {
  const { base, change } = await preview(t);
  const { page, close } = await open(browser, base);
  t.after(close);
  const pages = [page];
  while (pages.length < 10) pages.push(await page.context().newPage());
  // A browser opens six connections to a server: were each held by a page that listens, the seventh would never come.
  for (const each of pages) await each.goto(base + "epics/srch-12.html", { timeout: 10_000 });
  change("epics/SRCH-12.md", "title: Refactor the search service", "title: Search that holds");
  for (const each of pages) await each.waitForSelector("h1:text-is('Search that holds')", { timeout: 10_000 });
  change("epics/SRCH-12.md", "status: in-progress", "status: in-progess");
  for (const each of pages) await each.locator("#backlit-trouble").waitFor({ timeout: 10_000 });
  change("epics/SRCH-12.md", "status: in-progess", "status: in-progress");
  for (const each of pages) await each.locator("#backlit-trouble").waitFor({ state: "detached", timeout: 10_000 });
});

test("a mistake that was hidden stays hidden while others listen", async (t) => {
  const { base, change } = await preview(t);
  const { page, close } = await open(browser, base);
  t.after(close);
  const pages = [page];
  while (pages.length < 6) pages.push(await page.context().newPage());
  for (const each of pages) await each.goto(base + "epics/srch-12.html");
  change("epics/SRCH-12.md", "status: in-progress", "status: in-progess");
  const overlay = page.locator("#backlit-trouble");
  await overlay.locator("button").click();
  // By the second time, what it was told at the first has been heard.
  const again = () => page.waitForResponse((answer) => answer.url().includes("/-/live"));
  await again();
  await again();
  assert.equal(await overlay.count(), 0);
});

test("a page that a reader comes back to follows again", async (t) => {
  const { base, change } = await preview(t);
  const { page, close } = await open(browser, base);
  t.after(close);
  await page.goto(base + "epics/srch-12.html");
  await page.waitForSelector("html[data-live]");
  // As the browser does where it keeps a page for the way back; while it is driven, it keeps none.
  const turn = (name) => page.evaluate((name) => dispatchEvent(new PageTransitionEvent(name, { persisted: true })), name);
  await turn("pagehide");
  change("epics/SRCH-12.md", "title: Refactor the search service", "title: Search that holds");
  await turn("pageshow");
  await page.waitForSelector("h1:text-is('Search that holds')");
});

test("on a small screen the way to the review is not under what check says", async (t) => {
  const { base } = await preview(t, "--review", "main");
  const { page, close } = await open(browser, base);
  t.after(close);
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto(base + "epics/srch-12.html");
  await page.locator("#backlit-notes").waitFor();
  const [notes, way] = await page.evaluate(() =>
    ["#backlit-notes", "#backlit-review"].map((name) => document.querySelector(name).getBoundingClientRect().toJSON()));
  assert.ok(way.bottom <= notes.top || way.right <= notes.left, JSON.stringify([way, notes]));
});
