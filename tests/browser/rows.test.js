// Lists of several pages: the filter and the headings look through the rows of all pages.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { accessibility, launch, open } from "./support/browser.js";
import { serve } from "./support/server.js";
import { build, newFolder } from "./support/site.js";

const COUNT = 170;

/** Writes a backlog of four pages of ranked epics and two of work under way; the ids fall as the ranks rise. */
const backlog = () => {
  const folder = newFolder();
  mkdirSync(path.join(folder, "epics"));
  for (let n = 0; n < COUNT + 60; n += 1) {
    const status = n < COUNT ? "ready" : "in-progress";
    const impact = (1 + (9 * n) / (COUNT + 60)).toFixed(3);
    writeFileSync(path.join(folder, `epics/E-${n}.md`),
      `---\nid: E-${n}\ntitle: Epic <b>${String(n).padStart(3, "0")}</b>\ntype: feature\nstatus: ${status}\nteam: ${n % 2 ? "Odd" : "Even"}\n` +
      `scores: { impact: ${impact}, effort: 3, risk: 3, time_to_value: 3 }\n---\n`);
  }
  writeFileSync(path.join(folder, "backlit.toml"), '[site]\nas_of = "2026-06-09"\n');
  return folder;
};

let browser, server, page, tab;
before(async () => {
  [browser, server] = await Promise.all([launch(), serve()]);
  server.mount(build(backlog()));
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

const titles = () => page.locator("table.has-ranks tbody tr.row:visible .c-epic a").allInnerTexts();
const said = (text) => page.waitForFunction((text) => document.querySelector("[data-found]").textContent === text, text);

test("the filter finds rows of every page, says of how many, and brings the page back", async () => {
  await page.goto(server.base + "backlog.html");
  const before = await titles();
  assert.equal(before.length, 50);
  await page.fill("#bl-find", "epic <b>00");
  await said(`10 of ${COUNT + 60}`);
  assert.deepEqual(await titles(), ["9", "8", "7", "6", "5", "4", "3", "2", "1", "0"].map((n) => `Epic <b>00${n}</b>`));
  assert.equal(await page.locator(".pages:visible").count(), 0);
  assert.deepEqual(await accessibility(page), []);
  await page.fill("#bl-find", "");
  await said("");
  assert.deepEqual(await titles(), before);
  assert.ok((await page.locator(".pages:visible").count()) > 0);
});

test("a heading sorts all rows, fifty at a time, and the address can be shared", async () => {
  await page.goto(server.base + "backlog.html");
  await page.click("table.has-ranks th.c-epic button");
  const first = "Epic <b>000</b>";
  await page.waitForFunction((first) => document.querySelector("table.has-ranks tbody .c-epic a").textContent === first, first);
  assert.equal((await titles()).length, 50);
  await page.click(".more-rows:visible");
  await page.waitForFunction(() => document.querySelectorAll("table.has-ranks tbody tr.row").length === 100);
  assert.ok((await page.locator("#in-progress ~ .pages, section[aria-labelledby=in-progress] .pages").first().isVisible()), "the other list stays");
  await page.reload();
  await page.waitForFunction((first) => document.querySelector("table.has-ranks tbody .c-epic a").textContent === first, first);
  await page.click("table.has-ranks th.c-rank button");
  await page.waitForFunction(() => document.querySelector("table.has-ranks tbody .c-rank").textContent.trim().startsWith("1"));
  assert.ok((await page.locator(".pages:visible").count()) > 0);
});

test("the list of a team stays that of the team", async () => {
  await page.goto(server.base + "backlog-team-odd.html");
  await page.fill("#bl-find", "epic");
  await said(`${(COUNT + 60) / 2} of ${(COUNT + 60) / 2}`);
  assert.ok((await titles()).every((title) => /[13579]<\/b>$/.test(title)));
});

test("without script every row is on some page", async () => {
  const { context } = tab;
  const plain = await (context ?? page.context()).browser().newContext({ javaScriptEnabled: false });
  const reader = await plain.newPage();
  const seen = new Set();
  for (const start of ["backlog.html", "backlog/in-progress-2.html"]) {
    let next = server.base + start;
    while (next) {
      await reader.goto(next);
      for (const href of await reader.locator(".c-epic a").evaluateAll((links) => links.map((link) => link.href))) seen.add(href);
      const links = reader.locator("nav.pages:last-of-type a[rel=next]");
      next = (await links.count()) ? await links.last().evaluate((link) => link.href) : null;
    }
  }
  assert.equal(seen.size, COUNT + 60);
  await plain.close();
});
