// Lists of several pages: the filter and the headings of the backlog look through all rows, not only those of this page. The rows'
// data is loaded when it is first needed. What other scripts of the list need stands in backlitRows.
"use strict";
(() => {
  const here = document.currentScript.src;
  const SHOWN = 50;
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
  let loading = null;

  // Several epics of one rank are tied.
  const ready = (data) => {
    const ranks = new Map();
    for (const { rank } of data.epics) ranks.set(rank, (ranks.get(rank) ?? 0) + 1);
    for (const epic of data.epics) epic.tied = epic.rank !== null && ranks.get(epic.rank) > 1;
    return data;
  };

  const load = () => loading ??= new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = new URL("../backlog-data.js", here).href;
    script.onload = () => done(ready(globalThis.backlitBacklog));
    script.onerror = () => { loading = null; fail(new Error("backlog-data.js")); };
    document.head.append(script);
  });

  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };

  const rowsOf = (body) => new Map([...body.children].filter((row) => row.classList.contains("row"))
    .map((row) => [row.querySelector(".c-epic a").getAttribute("href"), row]));

  // The row of an epic that this page does not have: the columns of one that it has, without the drawings.
  const plain = (model, epic) => {
    const row = model.cloneNode(true);
    row.hidden = false;
    const put = (name, ...content) => row.querySelector(name)?.replaceChildren(...content);
    const link = element("a", "", epic.title);
    link.href = epic.href;
    link.dir = "auto";
    put(".c-epic", link);
    put(".c-type", element("span", "chip t-" + epic.kind[1], epic.kind[0]));
    put(".c-team", epic.team === null ? element("span", "mute", "no team") : element("bdi", "", epic.team));
    put(".c-rank", epic.rank === null ? "–" : epic.rank + (epic.tied ? "=" : ""));
    for (const name of [".c-bar", ".c-score", ".c-seq", ".c-rest"]) put(name);
    put(".c-state", element("span", "state s-" + epic.state[1], epic.state[0]));
    return row;
  };

  globalThis.backlitRows = { load, element, plain, rowsOf };

  const input = document.querySelector("[data-find]");
  const box = document.querySelector("[data-all]");
  if (!input || !box) return;
  const found = document.querySelector("[data-found]");
  const weighted = () => document.querySelector("[data-reset]")?.hidden === false;

  const KEYS = {
    "c-rank": (epic) => epic.rank, "c-score": (epic) => (epic.rank === null ? null : -epic.rank), "c-epic": (epic) => epic.title,
    "c-type": (epic) => epic.kind[0], "c-team": (epic) => epic.team ?? "", "c-state": (epic) => epic.state[0],
  };

  const lists = [["#ranked", "epics"], ["#in-progress", "commitments"]].flatMap(([id, name]) => {
    const table = document.querySelector(`section[aria-labelledby="${id.slice(1)}"] table, div${id} table`);
    if (!table) return [];
    const body = table.tBodies[0];
    const more = element("button", "more-rows", "Show 50 more");
    more.type = "button";
    more.hidden = true;
    table.closest(".sheet").after(more);
    const pages = [...document.querySelectorAll(".pages")].filter((nav) => (nav.closest("section") ?? null) === (name === "epics" ? null : table.closest("section")));
    const list = { name, table, body, more, pages, original: [...body.children], rows: rowsOf(body), shown: SHOWN };
    more.addEventListener("click", () => { list.shown += SHOWN; run(); });
    return [list];
  });
  const order = ({ table }) => {
    const head = table.querySelector("thead th[aria-sort]");
    const name = head && Object.keys(KEYS).find((name) => head.classList.contains(name));
    return name ? { name, sign: head.getAttribute("aria-sort") === "descending" ? -1 : 1 } : null;
  };

  const sorted = (epics, { name, sign }) => {
    const value = KEYS[name];
    return epics.map((epic) => [value(epic), epic]).sort(([a], [b]) => {
      if (a === null || b === null) return (a === null) - (b === null);
      return sign * (typeof a === "string" ? a.localeCompare(b) : a - b);
    }).map(([, epic]) => epic);
  };

  const matches = (list, data, words) => data[list.name].filter((epic) => {
    if (box.dataset.team && epic.team !== box.dataset.team) return false;
    if (box.dataset.kind && epic.kind[0] !== box.dataset.kind) return false;
    const row = list.rows.get(epic.href);
    const text = fold(row ? row.textContent : [epic.id, epic.title, ...epic.kind, epic.team ?? "no team", ...epic.state].join(" "));
    return words.every((word) => text.includes(word));
  });

  const show = (list, data, words, by) => {
    const epics = matches(list, data, words);
    const chosen = sorted(epics, by ?? { name: "c-rank", sign: 1 });
    const model = list.rows.values().next().value;
    list.body.replaceChildren(...chosen.slice(0, list.shown).map((epic) => {
      const row = list.rows.get(epic.href) ?? plain(model, epic);
      row.hidden = false;
      return row;
    }));
    list.more.hidden = chosen.length <= list.shown;
    for (const nav of list.pages) nav.hidden = true;
    return epics.length;
  };

  const restore = (list) => {
    list.body.replaceChildren(...list.original);
    for (const row of list.original) row.hidden = false;
    for (const nav of list.pages) nav.hidden = false;
    list.more.hidden = true;
    list.shown = SHOWN;
  };

  const inOrder = (by) => !by || (by.name === "c-rank" && by.sign === 1);

  const run = async () => {
    if (weighted()) return lists.forEach((list) => { list.more.hidden = true; });
    const words = [...new Set(fold(input.value).split(/\s+/).filter(Boolean))];
    const changed = lists.filter((list) => words.length || !inOrder(order(list)));
    lists.filter((list) => !changed.includes(list)).forEach(restore);
    if (!changed.length) return;
    const asked = input.value;
    const data = await load().catch(() => null);
    if (!data) { found.textContent += "; the other pages can't be loaded"; return; }
    if (asked !== input.value || weighted()) return;
    let count = 0;
    let all = 0;
    for (const list of changed) {
      count += show(list, data, words, order(list));
      all += matches(list, data, []).length;
    }
    found.textContent = words.length ? count + " of " + all : "";
  };

  input.addEventListener("input", run);
  for (const list of lists) {
    const own = new Set(list.rows.values());
    list.table.tHead.addEventListener("click", (event) => {
      if (!event.target.closest("button.sort")) return;
      // The page's own rows and its line stand in the order of rank again, whatever order the page came up in.
      if (order(list)?.name === "c-rank" && inOrder(order(list))) {
        list.original = [...list.body.children].filter((row) => own.has(row) || row.classList.contains("line"));
      }
      run();
    });
  }
  if (input.value || lists.some((list) => order(list))) run();
})();
