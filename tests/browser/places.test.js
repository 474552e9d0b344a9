// The same site works at the top of a host, below any path, from a disk, on paper, and without script.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch, open } from "./support/browser.js";
import { serve } from "./support/server.js";
import { build, exampleSite, oneOfEachKind } from "./support/site.js";

let browser, site;
before(async () => {
  browser = await launch();
  site = build(exampleSite);
});
after(() => browser.close());

/** Visits one page of each kind from the overview's folder and gives the troubles; checks that style and script came. */
const visit = async (base, folder, pages) => {
  const { page, troubles, close } = await open(browser, base);
  for (const name of pages) {
    await page.goto(folder + name);
    if (!await page.isVisible(".scheme")) troubles.push(`${name}: the script did not run`);
    const styled = await page.evaluate(() => getComputedStyle(document.querySelector(".skip")).position === "absolute");
    if (!styled) troubles.push(`${name}: the style sheets did not come`);
  }
  await close();
  return troubles;
};

test("under a path of a host, the page for lost readers included", async (t) => {
  const server = await serve("/any/prefix/");
  t.after(server.close);
  server.mount(build(exampleSite, "--base-url", server.base));
  assert.deepEqual(await visit(server.base, server.base, oneOfEachKind(site)), []);
  const { page, close } = await open(browser, server.base);
  const answer = await page.goto(server.base + "no/such/page.html");
  assert.equal(answer.status(), 404);
  assert.ok(await page.isVisible(".scheme"), "styles and script come at any depth");
  await page.click("main a >> nth=0");
  await page.waitForURL((url) => url.href.startsWith(server.base) && !url.href.includes("such"));
  await page.waitForSelector("h1");
  await close();
});

test("from a disk, without any server", async () => {
  const folder = pathToFileURL(site).href + "/";
  const pages = oneOfEachKind(site).filter((name) => name !== "404.html");
  assert.deepEqual(await visit(folder, folder, pages), []);
});

test("without script everything that is written can be read", async (t) => {
  const server = await serve();
  t.after(server.close);
  server.mount(site);
  const [plain, full] = await Promise.all([
    open(browser, server.base, { javaScriptEnabled: false }),
    open(browser, server.base),
  ]);
  const words = (page) => page.evaluate(() => {
    document.querySelectorAll(".find, [data-weights]").forEach((added) => added.remove());
    return document.querySelector("main").innerText.replace(/\s+/g, " ");
  });
  for (const name of oneOfEachKind(site)) {
    await Promise.all([plain.page.goto(server.base + name), full.page.goto(server.base + name)]);
    const controls = plain.page.locator(".scheme, [data-find], [data-weights], [data-search]");
    assert.equal(await controls.filter({ visible: true }).count(), 0, `${name}: a control that can't work`);
    assert.equal(await words(plain.page), await words(full.page), name);
  }
  await plain.page.setViewportSize({ width: 320, height: 800 });
  await plain.page.goto(server.base + "backlog.html");
  assert.equal(await plain.page.isVisible("nav[aria-label=Site]"), false);
  await plain.page.click(".menu summary");
  await plain.page.click("nav[aria-label=Site] a[href='wiki.html']");
  await plain.page.waitForURL("**/wiki.html");
  await Promise.all([plain.close(), full.close()]);
});

test("on paper there is the text, dark on white, and nothing to click", async (t) => {
  const server = await serve();
  t.after(server.close);
  server.mount(site);
  const { page, close } = await open(browser, server.base);
  for (const name of oneOfEachKind(site)) {
    await page.goto(server.base + name);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const { ground, ink } = await page.evaluate(() => ({
      ground: getComputedStyle(document.documentElement).backgroundColor,
      ink: getComputedStyle(document.querySelector("h1")).color,
    }));
    const light = (colour) => colour.match(/[\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 3;
    assert.ok(light(ground) > 240 || ground === "rgba(0, 0, 0, 0)", `${name}: ground ${ground}`);
    assert.ok(light(ink) < 90, `${name}: ink ${ink}`);
    for (const control of [".scheme", "nav[aria-label=Site]", ".find", ".skip", "[data-search]", "[data-weights]"]) {
      assert.equal(await page.locator(control).filter({ visible: true }).count(), 0, `${name}: ${control} is printed`);
    }
    // A button with a box is missing where a table's head stands again on the next sheet.
    const boxes = (buttons) => buttons.filter((button) => button.getClientRects().length > 0).length;
    assert.equal(await page.locator("th button").evaluateAll(boxes), 0, `${name}: a head of a table is a button`);
    await page.emulateMedia({ media: "screen" });
  }
  await close();
});
