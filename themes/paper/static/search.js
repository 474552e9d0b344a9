// The search box: its index is loaded when it is first used. Results are made of text alone, never of markup.
"use strict";
(() => {
  const box = document.querySelector("[data-search]");
  if (!box) return;
  const input = box.querySelector("input");
  const panel = box.querySelector(".search-panel");
  const list = box.querySelector("[role=listbox]");
  const status = box.querySelector("[role=status]");
  const here = document.currentScript.src;
  const at = (path) => new URL(path, here).href;
  const SHOWN = 12;
  const LONGEST = 200;
  const MOST_WORDS = 12;
  let engine = null;
  let rows = null;
  let loading = null;
  let chosen = -1;

  const script = (path) => new Promise((done, fail) => {
    const element = document.createElement("script");
    element.src = at(path);
    element.onload = done;
    element.onerror = () => fail(new Error(path));
    document.head.append(element);
  });

  const fold = (term) => term.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const build = async () => {
    await Promise.all([script("minisearch.js"), script("../search-index.js")]);
    const { fields, rows: data } = globalThis.backlitSearch;
    rows = data.map((values, id) => Object.fromEntries([["row", id], ...fields.map((name, n) => [name, values[n]])]));
    const made = new globalThis.MiniSearch({
      idField: "row",
      fields: ["id", "title", "tags", "team", "status", "kind", "outcomes", "summary"],
      processTerm: fold,
      searchOptions: {
        boost: { id: 6, title: 4, tags: 2, outcomes: 2 },
        combineWith: "AND",
        prefix: true,
        fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      },
    });
    await made.addAllAsync(rows, { chunkSize: 500 });
    engine = made;
  };

  const load = () => {
    loading ??= build().then(show, () => { loading = null; say("The search index can't be loaded."); });
    return loading;
  };

  const say = (text) => { status.textContent = text; };

  const option = (result, number) => {
    const row = rows[result.id];
    const link = document.createElement("a");
    link.setAttribute("role", "option");
    link.id = "bl-search-" + number;
    link.tabIndex = -1;
    link.href = at("../" + row.href);
    link.setAttribute("aria-selected", "false");
    const part = (name, text) => {
      if (!text) return;
      const span = document.createElement("span");
      span.className = name;
      span.dir = "auto";
      span.textContent = text;
      link.append(span, " ");
    };
    part("search-title", row.title);
    part("small", [row.kind, row.id, row.status, row.team].filter(Boolean).join(" · "));
    part("search-words", row.summary);
    return link;
  };

  const open = (yes) => {
    panel.hidden = !yes;
    input.setAttribute("aria-expanded", String(yes && list.children.length > 0));
    if (!yes) choose(-1);
  };

  const choose = (number) => {
    const options = [...list.children];
    chosen = options.length ? number : -1;
    options.forEach((item, n) => item.setAttribute("aria-selected", String(n === chosen)));
    if (chosen < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
  };

  // What is pasted may be a book, whose words and letters would be compared with those of all pages for minutes.
  const asked = () => {
    const words = input.value.trim().slice(0, LONGEST).split(/[\s\p{Z}\p{P}]+/u).filter(Boolean);
    return [...new Set(words)].slice(0, MOST_WORDS).join(" ");
  };

  const show = () => {
    if (!input.value.trim()) { list.replaceChildren(); say(""); return open(false); }
    if (!engine) { say("Loading…"); return open(true); }
    const found = engine.search(asked());
    list.replaceChildren(...found.slice(0, SHOWN).map(option));
    list.hidden = !found.length;
    const first = found.length > SHOWN ? ", the first " + SHOWN + " shown" : "";
    say(found.length ? found.length + (found.length === 1 ? " result" : " results") + first : "Nothing found");
    choose(-1);
    open(true);
  };

  const keys = {
    ArrowDown: () => choose((chosen + 1) % list.children.length),
    ArrowUp: () => choose((chosen <= 0 ? list.children.length : chosen) - 1),
    Enter: () => list.children[Math.max(chosen, 0)]?.click(),
    Escape: () => { if (panel.hidden) input.value = ""; open(false); },
  };

  input.addEventListener("focus", () => { load(); if (input.value.trim()) show(); });
  input.addEventListener("input", () => { load(); show(); });
  input.addEventListener("keydown", (event) => {
    if (!keys[event.key] || event.isComposing) return;
    event.preventDefault();
    if (event.key.startsWith("Arrow") && panel.hidden) show();
    keys[event.key]();
  });
  box.addEventListener("focusout", (event) => { if (!box.contains(event.relatedTarget)) open(false); });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  box.hidden = false;
})();
