// Text from anyone stays text: a backlog full of script, in every field, name and body, runs nothing.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { launch, open } from "./support/browser.js";
import { serve } from "./support/server.js";
import { build, newFolder, pagesOf } from "./support/site.js";

const attacks = [
  `<script>window.pwned=1;alert(1)</script>`,
  `</title></style></textarea></script><script>window.pwned=1</script>`,
  `"><img src=x onerror="window.pwned=1">`,
  `' onfocus='window.pwned=1' autofocus tabindex=1 x='`,
  `<svg onload=window.pwned=1><set attributeName=href to=javascript:window.pwned=1 />`,
  `<math><annotation-xml encoding=text/html><iframe srcdoc="<script>parent.pwned=1</script>">`,
  `<!--><img src=x onerror=window.pwned=1>-->`,
  `{{ 7 * 7 }}{% include "base.html" %}<details open ontoggle=window.pwned=1>`,
  `]]></script><base href=//evil.example/><meta http-equiv=refresh content=0;url=//evil.example/>`,
  `&lt;script&gt;window.pwned=1&lt;/script&gt;`,
];

const bodies = [
  ...attacks,
  `[a](javascript:window.pwned=1) [b](&#106;avascript:window.pwned=1) [c](<java\tscript:window.pwned=1>) ![d](javascript:window.pwned=1)`,
  `[e](data:text/html,<script>window.pwned=1</script>) <a href="vbscript:window.pwned=1" onclick="window.pwned=1">f</a>`,
  `# Heading {onclick=window.pwned=1}\n\n\`\`\`"><img src=x onerror=window.pwned=1>\ncode\n\`\`\`\n`,
  `<form action=//evil.example><button formaction=javascript:window.pwned=1>g</button><input autofocus onfocus=window.pwned=1></form>`,
  `<object data=//evil.example/x></object><embed src=//evil.example/x><link rel=stylesheet href=//evil.example/x.css>`,
  `<style>@import "//evil.example/x.css"; body { display: none }</style><div style="position:fixed;inset:0">over all</div>`,
  `| a |\n| --- |\n| "><img src=x onerror=window.pwned=1> |\n\n[^1]\n\n[^1]: <script>window.pwned=1</script>\n`,
];

/** Writes front matter; JSON is YAML, and quotes whatever it holds. */
const document = (fields, body) => `---\n${Object.entries(fields).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join("\n")}\n---\n${body}\n`;

const epic = (attack, at, body) => document({
  id: at % 2 ? `${attack}${at}` : `E-${at}`, title: attack, owner: attack, team: attack, status: attack, type: attack,
  tags: [attack], product: attack, initiative: attack, depends_on: [attack], key_results: [attack],
  scores: { impact: 9, effort: attack, [attack]: 3 }, moscow: attack, [attack]: attack, own_field: { [attack]: [attack] },
  cost_of_delay: { per_week: attack, urgency: attack, consequence: attack }, estimate: attack,
  requested_by: [{ team: attack, need_by: attack }],
  outcomes: [
    { metric: attack, baseline: "70%", target: "90%", by: "2025-06-30", source: attack, owner: attack, timing: attack, value: attack,
      learned: attack, abandoned: attack, actuals: [{ on: "2025-05-01", value: "75%", note: attack }],
      guardrails: [{ metric: attack, limit: attack }] },
    { metric: `${attack} again`, baseline: attack, target: attack, by: attack },
  ],
  agreement: { reason: attack, impact: attack, cause: attack, trigger: attack, taken_by: attack, owner: attack, status: attack },
}, body);

/** Writes a backlog in which every text is an attack. */
const hostileBacklog = () => {
  const folder = newFolder();
  const write = (file, text) => {
    const place = path.join(folder, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
  };
  const [attack] = attacks;
  write("backlit.toml", `[site]\ntitle = ${JSON.stringify(attacks[1])}\ndescription = ${JSON.stringify(attacks[2])}\n`);
  bodies.forEach((body, at) => write(`epics/e${at}.md`, epic(attacks[at % attacks.length], at, body)));
  bodies.forEach((body, at) => write(`wiki/w${at}.md`, document({ title: attacks[at % attacks.length] }, `${body}\n\n[[${attack}]]\n\n${body}`)));
  write(`wiki/<img src=x onerror=window.pwned=1>/"><svg onload=window.pwned=1>.md`, bodies.join("\n\n"));
  write("initiatives/i.md", document({ title: attack, sponsor: attack, lead_team: attack, outcomes: [{ metric: attack }] }, bodies[1]));
  write("objectives/o.md", document({
    title: attack, level: attack, period: attack, team: attack, parent: attack,
    key_results: [{ id: attack, title: attack, metric: attack, baseline: "1", target: "2" }],
  }, attack));
  write("teams/t.md", document({ title: attack, members: attacks, allocation: { [attack]: "10%" }, capacity: "12w" }, attack));
  write("value-streams/v.md", document({ title: attack, product: attack, steps: [{ name: attack, state: attack }] }, attack));
  write("sprints/s.md", document({ title: attack, goal: attack, result: attack, team: attack }, attack));
  write("epics/broken.md", `---\ntitle: [${attack}\n---\n${attack}`);
  return folder;
};

let browser, server, site;
before(async () => {
  [browser, server] = await Promise.all([launch(), serve()]);
  site = build(hostileBacklog());
  server.mount(site);
});
after(async () => {
  await browser.close();
  server.close();
});

/** Lists what a page must not hold, whatever its text says. */
const findDanger = () => {
  const found = [];
  const ours = /^\/(static\/[a-z]+|search-index|backlog-data)\.js$/;
  const allowed = /^(https?:|mailto:|data:image\/)/;
  if (globalThis.pwned !== undefined) found.push("script ran");
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    if (["iframe", "object", "embed", "base", "form", "style", "math", "textarea"].includes(name)) found.push(`<${name}>`);
    if (name === "script" && !ours.test(element.src.slice(location.origin.length))) found.push("a script of its own");
    if (name === "meta" && element.httpEquiv === "refresh") found.push("a redirect");
    if (name === "link" && new URL(element.href).host !== location.host) found.push(`a link to ${element.href}`);
    for (const { name: attribute, value } of element.attributes) {
      if (attribute.startsWith("on") || attribute === "style" || attribute === "srcdoc") found.push(`${name} ${attribute}`);
      const address = ["href", "src", "action", "formaction", "xlink:href"].includes(attribute) && new URL(value, location);
      if (address && !allowed.test(address.href)) found.push(`${name} ${attribute}=${value}`);
    }
  }
  if (document.querySelectorAll("main").length !== 1) found.push("not one `main`");
  return found;
};

test("nothing that a backlog says runs, loads or covers the page", async () => {
  const pages = pagesOf(site);
  assert.ok(pages.length > 2 * bodies.length, `${pages.length} pages`);
  const { page, troubles, close } = await open(browser, server.base);
  const faults = [];
  for (const name of pages) {
    troubles.length = 0;
    await page.goto(server.base + name.split("/").map(encodeURIComponent).join("/"));
    const danger = await page.evaluate(findDanger);
    faults.push(...[...danger, ...troubles].map((fault) => `${name}: ${fault}`));
  }
  await close();
  assert.deepEqual(faults, []);
});

test("the words of an attack stay readable", async () => {
  const { page, close } = await open(browser, server.base);
  await page.goto(server.base + "epics/e-0.html");
  assert.equal(await page.innerText("h1"), attacks[0]);
  assert.ok((await page.title()).startsWith(attacks[0]));
  await page.goto(server.base + "backlog.html");
  assert.ok((await page.innerText("main")).includes(attacks[0]));
  await close();
});

test("no word and no nesting makes a page wider than 320 pixels", async () => {
  const folder = newFolder();
  const write = (file, text) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  const word = "M".repeat(200);
  write("backlit.toml", [
    `[site]\ntitle = "${word}"\nas_of = "2025-06-01"`,
    `[workflow]\nstates = [{ name = "ready", class = "waiting", title = "${word}" }, { name = "${word}", class = "active" }, { name = "done", class = "done" }]`,
    `[ranking.weights]\nimpact = 0.5\n${word} = 0.5\n`,
  ].join("\n"));
  for (const at of [1, 2]) {
    const epic = document({ id: `E-${at}`, title: word, status: at === 1 ? "ready" : word, owner: word, team: word, scores: { impact: at, [word]: 3 },
      transitions: [{ to: "ready", on: "2025-02-01" }, ...(at === 1 ? [] : [{ to: word, on: "2025-04-01" }])],
      outcomes: [{ metric: word, baseline: "1", target: "2", by: "2025-06-30", source: word }] }, word);
    write(`epics/e${at}.md`, epic);
    write(`wiki/deep/${word}/w${at}.md`, `# ${word}\n\n${"> - ".repeat(12)}${word}\n\n${"- > ".repeat(12)}${word}\n\n${"> ".repeat(28)}${word}\n`);
  }
  // A reading above a word is never broken, whatever it says.
  write("wiki/ruby.md", `A <ruby>a<rt>${word}</rt></ruby> b\n\n<ruby>a<rt>${word}</rt></ruby>\n\n- > <b><ruby>a<rt>${word}</rt></ruby></b>\n`);
  // Marks that no letter carries stand beside each other, and nothing breaks their row.
  const marks = "\u0e47".repeat(100);
  write("epics/marks.md", document({ id: "M-1", title: marks, owner: marks, team: marks, product: marks, depends_on: ["E-1"] }, `# ${marks}\n\n${marks}`));
  write("wiki/marks.md", document({ title: marks }, `[[M-1]] ${marks}`));
  for (const kind of ["initiatives", "objectives", "teams", "sprints", "value-streams"]) {
    write(`${kind}/one.md`, document({ id: `${kind}${word.slice(20)}`, title: word, owner: word, product: word, goal: word, level: word, period: word }, word));
  }
  const wide = build(folder);
  server.mount(wide);
  const { page, close } = await open(browser, server.base);
  await page.setViewportSize({ width: 320, height: 800 });
  const faults = [];
  for (const name of pagesOf(wide)) {
    await page.goto(server.base + name.split("/").map(encodeURIComponent).join("/"));
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 320) faults.push(`${name}: ${width}`);
  }
  await close();
  server.mount(site);
  assert.deepEqual(faults, []);
});

test("the search shows an attack as text", async () => {
  const { page, troubles, close } = await open(browser, server.base);
  await page.goto(server.base);
  await page.getByRole("combobox").fill("window.pwned");
  await page.getByRole("option").first().waitFor();
  assert.match(await page.getByRole("listbox").innerText(), /pwned/);
  assert.deepEqual([...await page.evaluate(findDanger), ...troubles], []);
  await close();
});
