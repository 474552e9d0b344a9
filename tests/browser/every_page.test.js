// What holds for every page of the example site, whatever it shows.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessibility, launch, look, looks, open, overhang } from "./support/browser.js";
import { serve } from "./support/server.js";
import { build, exampleSite, oneOfEachKind, pagesOf } from "./support/site.js";

let browser, server, site;
before(async () => {
  [browser, server] = await Promise.all([launch(), serve()]);
  site = build(exampleSite);
  server.mount(site);
});
after(async () => {
  await browser.close();
  server.close();
});

/** Opens each of some pages in one tab and gives a list of `page: fault`. */
const faultsOn = async (pages, examine) => {
  const { page, troubles, close } = await open(browser, server.base);
  const faults = [];
  for (const [at, name] of pages.entries()) {
    troubles.length = 0;
    await page.goto(server.base + name);
    faults.push(...[...await examine(page, at), ...troubles].map((fault) => `${name}: ${fault}`));
  }
  await close();
  return faults;
};

test("pages load without an error, fit a window of 320 pixels and meet WCAG 2.2 AA", async () => {
  const faults = await faultsOn(pagesOf(site), async (page, at) => {
    await look(page, { colorScheme: "light", width: 320 });
    const wide = await overhang(page);
    await look(page, looks[at % looks.length]);
    return [...(wide ? [`${wide} pixels too wide`] : []), ...await accessibility(page)];
  });
  assert.deepEqual(faults, []);
});

test("links lead to pages, files and places that are there", async () => {
  const places = new Set();
  const links = [];
  await faultsOn(pagesOf(site), async (page) => {
    const { ids, hrefs } = await page.evaluate(() => ({
      ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
      hrefs: [...document.querySelectorAll("a[href]")].map((link) => new URL(link.getAttribute("href"), location).href),
    }));
    const here = page.url();
    ids.forEach((id) => places.add(here + "#" + id));
    hrefs.filter((href) => href.startsWith(server.base)).forEach((href) => links.push([here, href]));
    return [];
  });
  const answers = new Map();
  for (const file of new Set(links.map(([, href]) => href.split("#")[0]))) {
    const answer = await fetch(file);
    await answer.arrayBuffer();
    answers.set(file, answer.status);
  }
  assert.ok(links.length > 1000, "links were found");
  const broken = links
    .filter(([from]) => !from.endsWith("404.html"))
    .filter(([, href]) => answers.get(href.split("#")[0]) !== 200 || (/#./.test(href) && !places.has(decodeURI(href))))
    .map(([from, href]) => `${from} → ${href}`);
  assert.deepEqual([...new Set(broken)], []);
});

for (const theme of ["paper", "ledger"]) {
  test(`each kind of page meets WCAG 2.2 AA in both colour schemes, wide and narrow (${theme})`, async () => {
    const themed = build(exampleSite, "--theme", theme);
    server.mount(themed);
    const faults = await faultsOn(oneOfEachKind(themed), async (page) => {
      const found = [];
      for (const one of looks) {
        await look(page, one);
        const wide = await overhang(page);
        const all = [...(wide ? [`${wide} pixels too wide`] : []), ...await accessibility(page)];
        found.push(...all.map((fault) => `${one.colorScheme}, ${one.width}: ${fault}`));
      }
      return found;
    });
    assert.deepEqual(faults, []);
  });
}
