// Weights that a reader moves: the browser must rank as the program does.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { accessibility, launch, open } from "./support/browser.js";
import { serve } from "./support/server.js";
import { build, newFolder, run } from "./support/site.js";

const names = ["impact", "effort", "risk", "time_to_value"];
const standard = { impact: 40, effort: 25, risk: 20, time_to_value: 15 };

/** Gives numbers that look random and are the same every time. */
const numbers = (seed) => () => {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return seed / 2147483648;
};

/** Writes a backlog with ties, gaps, scores off the scale and more than two pages. */
const backlog = () => {
  const folder = newFolder();
  mkdirSync(path.join(folder, "epics"));
  const next = numbers(3);
  const pick = (list) => list[Math.floor(next() * list.length)];
  for (let n = 0; n < 130; n += 1) {
    const scores = names.filter(() => next() > 0.12).map((name) => `${name}: ${next() < 0.01 ? 40 : pick([1, 2, 3, 5, 8, 10])}`);
    const cost = `{ per_week: ${pick([0, 1000, 2000])}, urgency: ${pick(["standard", "expedite", "standard"])} }`;
    writeFileSync(path.join(folder, `epics/E-${n}.md`),
      `---\nid: E-${n}\ntitle: Epic <b>${n}</b>\ntype: feature\nstatus: ${pick(["ready", "idea", "in-progress"])}\n` +
      `scores: { ${scores.join(", ")} }\nestimate: ${1 + Math.floor(next() * 9)} weeks\ncost_of_delay: ${cost}\n---\n`);
  }
  return folder;
};

/** Ranks with the program under other weights. */
const expected = (folder, weights) => {
  const lines = names.map((name) => `${name} = ${weights[name]}`);
  writeFileSync(path.join(folder, "backlit.toml"), `[site]\nas_of = "2026-06-09"\n[ranking.weights]\n${lines.join("\n")}\n`);
  const { ranked } = JSON.parse(run("rank", folder, "--format", "json"));
  return ranked.map(({ rank, tied, id, score }) => `${rank}${tied ? "=" : ""} ${id} ${Math.round(score * 100)}`);
};

let browser, server, folder, page, tab;
before(async () => {
  [browser, server] = await Promise.all([launch(), serve()]);
  folder = backlog();
  expected(folder, standard);
  server.mount(build(folder));
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

const said = () => page.locator("[data-weights] [role=status]");
const rows = () => page.locator("table.has-ranks tbody tr.row");
const list = () => rows().evaluateAll((found) => found.map((row) => {
  const rank = row.querySelector(".c-rank").firstChild.textContent.trim();
  const id = row.querySelector(".c-epic a").getAttribute("href").match(/epics\/(.*)\.html/)[1].toUpperCase();
  return `${rank} ${id} ${row.querySelector(".c-score strong").textContent}`;
}));

/** Opens the backlog at some weights and reads its whole list. */
const ranked = async (weights) => {
  await page.goto(`${server.base}backlog.html?w=${names.map((name) => `${name}:${weights[name]}`).join(",")}`);
  await page.waitForFunction(() => document.querySelector("[data-weights] [role=status]").textContent);
  while (await page.isVisible("[data-more]")) await page.click("[data-more]");
  return list();
};

test("the browser ranks as the program does, at the configured weights and at others", async () => {
  const next = numbers(7);
  const random = Array.from({ length: 5 }, () => Object.fromEntries(names.map((name) => [name, Math.floor(next() * 100)])));
  const zeros = [{ ...standard, impact: 0, risk: 0 }, { impact: 1, effort: 0, risk: 0, time_to_value: 0 }];
  for (const weights of [standard, ...random, ...zeros]) {
    const wanted = expected(folder, weights);
    assert.ok(wanted.length > 50);
    assert.deepEqual(await ranked(weights), wanted, JSON.stringify(weights));
  }
  expected(folder, standard);
});

test("moving a slider says what moved, stays in the address, and a reset brings everything back", async () => {
  await page.goto(server.base + "backlog.html");
  const texts = () => rows().allInnerTexts();
  const configured = await texts();
  await page.click("[data-weights] summary");
  await page.locator("#bl-w-1").press("End");
  await page.waitForURL(/w=impact:100,effort:25,risk:20,time_to_value:15/);
  assert.match(await said().innerText(), /^\d+ of \d+ moved\. First: Epic <b>/);
  assert.equal(await rows().count(), 50);
  assert.ok(await page.locator(".c-rank .c-up").count() > 0);
  assert.equal(await rows().locator("b").count(), 0, "titles stay text");
  assert.deepEqual(await accessibility(page), []);
  await page.fill("#bl-find", "epic");
  await page.waitForURL(/w=impact:100.*q=epic/);
  await page.fill("#bl-find", "");
  await page.click("[data-reset]");
  assert.deepEqual(await texts(), configured);
  assert.doesNotMatch(page.url(), /w=/);
});

test("weights that are all zero are refused in words, and odd ones in the address do no harm", async () => {
  await page.goto(server.base + "backlog.html?w=impact:0,effort:0,risk:0,time_to_value:0");
  await said().filter({ hasText: "At least one weight" }).waitFor();
  assert.ok(await rows().count() > 0);
  await page.goto(server.base + "backlog.html?w=impact:1e9,%3Cb%3E:4,effort,risk:-3,time_to_value:NaN,__proto__:5");
  await said().filter({ hasText: "Nothing moved" }).waitFor();
});
