// The search box: found by keyboard, loaded when it is first used, and made of text alone.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { pathToFileURL } from "node:url";
import { accessibility, launch, open } from "./support/browser.js";
import { serve } from "./support/server.js";
import { build, exampleSite, newFolder } from "./support/site.js";

let browser, server, site, page, tab;
before(async () => {
  [browser, server] = await Promise.all([launch(), serve()]);
  site = build(exampleSite);
  server.mount(site);
});
after(async () => {
  await browser.close();
  server.close();
});
beforeEach(async () => {
  tab = await open(browser, server.base);
  page = tab.page;
});
afterEach(async () => {
  assert.deepEqual(tab.troubles, []);
  await tab.close();
});

const results = () => page.locator(".search-panel [role=option]");
const search = async (words) => {
  await page.keyboard.press("/");
  await page.keyboard.type(words);
  await page.waitForFunction(() => /result|Nothing/.test(document.querySelector(".search-panel [role=status]").textContent));
};

test("the index is loaded with the first use, and arrows and Enter lead to a page", async () => {
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(server.base + "teams/search.html");
  assert.ok(!asked.some((url) => /search-index|minisearch/.test(url)), "nobody has searched yet");
  await search("refactor sear");
  assert.ok(asked.some((url) => url.endsWith("search-index.js")));
  assert.match(await results().first().innerText(), /Refactor the search service/);
  assert.deepEqual(await accessibility(page), []);
  await page.keyboard.press("ArrowDown");
  const active = await page.getAttribute("#bl-search", "aria-activedescendant");
  assert.equal(await page.locator(`#${active}`).getAttribute("aria-selected"), "true");
  await page.keyboard.press("Enter");
  await page.waitForURL(/epics\/srch-12\.html$/);
});

test("an id finds its epic first, accents and a slip of the finger don't matter, and Escape closes", async () => {
  await page.goto(server.base + "index.html");
  await search("grow-3");
  assert.match(await results().first().getAttribute("href"), /epics\/grow-3\.html$/);
  await page.fill("#bl-search", "");
  await search("ónboardng");
  assert.match(await results().first().innerText(), /onboarding/i);
  await page.keyboard.press("Escape");
  assert.ok(await page.locator(".search-panel").isHidden());
  assert.equal(await page.getAttribute("#bl-search", "aria-expanded"), "false");
  await page.fill("#bl-search", "");
  await search("qqqqzzzz");
  assert.equal(await page.innerText(".search-panel [role=status]"), "Nothing found");
});

test("a book that is pasted is looked for in part, and keeps nobody waiting", async () => {
  await page.goto(server.base + "backlog.html");
  for (const pasted of ["x".repeat(60_000), "refactor ".repeat(20_000), "(.*)+$[".repeat(9_000)]) {
    const begun = Date.now();
    for (const box of ["#bl-search", "#bl-find"]) await page.fill(box, pasted);
    await page.focus("#bl-search");
    await page.waitForFunction(() => /result|Nothing/.test(document.querySelector(".search-panel [role=status]").textContent));
    assert.ok(Date.now() - begun < 5_000, `${Date.now() - begun} ms`);
  }
  await page.fill("#bl-search", "refactor, ".repeat(9_000));
  assert.match(await results().first().innerText(), /Refactor/);
});

test("a slash that is typed into a field stays a slash", async () => {
  await page.goto(server.base + "backlog.html");
  await page.focus("#bl-find");
  await page.keyboard.press("/");
  assert.equal(await page.inputValue("#bl-find"), "/");
});

test("it works from a disk, and hostile titles stay text", async () => {
  const folder = newFolder();
  mkdirSync(path.join(folder, "epics"));
  const title = '</script><img src=x onerror=alert(1)>"';
  writeFileSync(path.join(folder, "epics/a.md"), `---\nid: A-1\ntitle: ${JSON.stringify(title)}\n---\n<b>Summary</b> & more\n`);
  const disk = pathToFileURL(build(folder)).href;
  const local = await open(browser, disk);
  await local.page.goto(disk + "/epics/a-1.html");
  page = local.page;
  await search("a-1");
  assert.equal(await results().first().locator(".search-title").innerText(), title);
  assert.equal(await results().locator("img, b, script").count(), 0);
  assert.deepEqual(local.troubles, []);
  await local.close();
});

test("without script there is no box that does nothing", async () => {
  const plain = await open(browser, server.base, { javaScriptEnabled: false });
  await plain.page.goto(server.base + "backlog.html");
  assert.ok(await plain.page.locator("#bl-search").isHidden());
  assert.ok(await plain.page.locator("[data-weights]").isHidden());
  await plain.close();
});
