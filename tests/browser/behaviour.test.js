// What readers do: filter, sort, switch colours, move by keyboard, follow a deep link.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { launch, open } from "./support/browser.js";
import { serve } from "./support/server.js";
import { build, exampleSite } from "./support/site.js";

let browser, server, page, tab;
before(async () => {
  [browser, server] = await Promise.all([launch(), serve()]);
  server.mount(build(exampleSite));
});
after(async () => {
  await browser.close();
  server.close();
});
beforeEach(async () => {
  tab = await open(browser, server.base, { colorScheme: "light" });
  page = tab.page;
});
afterEach(async () => {
  assert.deepEqual(tab.troubles, []);
  await tab.close();
});

const shown = () => page.locator("tr.row:visible");
const titles = (table) => page.locator(`#${table} ~ .sheet tr.row th a`).allInnerTexts();
const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

test("the filter keeps the rows that hold every word, says how many, and stays in the address", async () => {
  await page.goto(server.base + "backlog.html");
  const all = await shown().count();
  await page.fill("#bl-find", "SEARCH refac");
  const found = await shown().count();
  assert.ok(found > 0 && found < all, `${found} of ${all}`);
  for (const text of await shown().allInnerTexts()) assert.match(text.toLowerCase(), /search[^]*refac|refac[^]*search/);
  assert.match(await page.innerText("[data-found]"), new RegExp(`^${found} of \\d+`));
  assert.match(page.url(), /\?q=SEARCH/);
  await page.reload();
  assert.equal(await page.inputValue("#bl-find"), "SEARCH refac");
  assert.equal(await shown().count(), found);
  await page.fill("#bl-find", "");
  assert.equal(await shown().count(), all);
  assert.doesNotMatch(page.url(), /q=/);
});

test("a column sorts up and down, by mouse and by keyboard, and the ranked order comes back", async () => {
  await page.goto(server.base + "backlog.html");
  const ranked = await titles("ranked");
  const column = page.locator("#ranked ~ .sheet thead th.c-epic");
  await column.getByRole("button").click();
  const up = await titles("ranked");
  assert.deepEqual(up, [...ranked].sort((a, b) => a.toLowerCase().localeCompare(b.toLowerCase())));
  assert.equal(await column.getAttribute("aria-sort"), "ascending");
  await column.getByRole("button").press("Enter");
  assert.deepEqual(await titles("ranked"), [...up].reverse());
  assert.equal(await column.getAttribute("aria-sort"), "descending");
  assert.equal(await page.locator("#ranked ~ .sheet tr.line").count(), 0, "a capacity line means nothing in this order");
  await page.reload();
  assert.deepEqual(await titles("ranked"), [...up].reverse(), "the order stays in the address");
  await page.locator("#ranked ~ .sheet thead th.c-rank").getByRole("button").click();
  assert.deepEqual(await titles("ranked"), ranked);
  assert.ok(await page.locator("#ranked ~ .sheet tr.line").count() > 0, "the capacity line is back");
});

test("the colour scheme follows the reader's setting until a switch overrides it, and the choice is remembered", async () => {
  await page.goto(server.base);
  const light = await ground();
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await ground();
  assert.notEqual(light, dark);
  await page.emulateMedia({ colorScheme: "light" });
  await page.click("[data-scheme=dark]");
  assert.equal(await ground(), dark);
  await page.goto(server.base + "backlog.html");
  assert.equal(await ground(), dark, "remembered on the next page");
  assert.equal(await page.getAttribute("[data-scheme=dark]", "aria-pressed"), "true");
  await page.click("[data-scheme=auto]");
  assert.equal(await ground(), light);
});

test("the first stop of the keyboard is the link over the navigation", async () => {
  await page.goto(server.base + "epics/srch-12.html");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to content");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "bl-content");
});

test("the navigation reaches every section and marks where the reader is", async () => {
  await page.goto(server.base);
  const sections = await page.locator("nav[aria-label=Site] a").evaluateAll((links) => links.map((link) => link.href));
  assert.ok(sections.length >= 7, `${sections.length} sections`);
  for (const section of sections) {
    await page.goto(section);
    const current = page.locator("nav[aria-label=Site] [aria-current=page]");
    assert.equal(await current.count(), 1, section);
    assert.equal(await current.evaluate((link) => link.href), section);
  }
});

test("from the overview to an epic, its team and its initiative, and back", async () => {
  await page.goto(server.base);
  await page.click("nav[aria-label=Site] a[href='backlog.html']");
  await page.click("text=Refactor the search service");
  await page.waitForURL("**/epics/srch-12.html");
  assert.equal(await page.innerText("h1"), "Refactor the search service");
  await page.click("main a[href='../teams/search.html'] >> nth=0");
  await page.waitForURL("**/teams/search.html");
  assert.equal(await page.innerText("h1"), "Search");
  await page.goBack();
  await page.click("main a[href='../initiatives/init-3.html'] >> nth=0");
  await page.waitForURL("**/initiatives/init-3.html");
  const back = page.locator("main a[href='../epics/srch-12.html']").filter({ visible: true });
  assert.ok(await back.count() > 0, "the initiative lists the epic");
});

test("an address leads straight to an outcome and marks it", async () => {
  await page.goto(server.base + "epics/srch-12.html#search-success-rate");
  const outcome = page.locator("#search-success-rate");
  assert.match(await outcome.innerText(), /Search success rate/);
  const { top, target } = await outcome.evaluate((element) => ({
    top: element.getBoundingClientRect().top,
    target: element.matches(":target"),
  }));
  assert.ok(target && top >= 0 && top < 900, `at ${top}`);
});

test("the menu folds away in a narrow window", async () => {
  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto(server.base);
  assert.equal(await page.isVisible("nav[aria-label=Site]"), false);
  await page.locator(".menu summary").press("Enter");
  assert.ok(await page.isVisible("nav[aria-label=Site]"));
});

test("nothing moves when the scripts come late", async () => {
  await page.setViewportSize({ width: 412, height: 823 });
  await page.route(/static\/.*\.js$/, async (route) => {
    await new Promise((done) => { setTimeout(done, 400); });
    await route.continue();
  });
  for (const name of ["backlog.html", "outcomes.html"]) {
    await page.goto(server.base + name);
    await page.locator(".find input").waitFor();
    await page.waitForTimeout(300);
    const moved = await page.evaluate(() => new Promise((done) => {
      new PerformanceObserver((list) => done(list.getEntries().reduce((sum, { value }) => sum + value, 0)))
        .observe({ type: "layout-shift", buffered: true });
      setTimeout(() => done(0), 500);
    }));
    assert.ok(moved < 0.05, `${name}: ${moved}`);
  }
});
