// What script adds to pages that read fully without it: the colour switch, a text filter, sorting. The address keeps ?q= and ?sort=.
"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
  const params = new URLSearchParams(location.search);

  const remember = (name, value) => {
    const now = new URLSearchParams(location.search);
    for (const each of [params, now]) if (value) each.set(name, value); else each.delete(name);
    const query = now.toString().replaceAll("%3A", ":").replaceAll("%2C", ",");
    try { history.replaceState(null, "", location.pathname + (query ? "?" + query : "") + location.hash); } catch {}
    for (const link of all(".pills a, .pages a")) {
      const href = link.getAttribute("href").split("?")[0];
      link.setAttribute("href", params.get("q") ? href + "?q=" + encodeURIComponent(params.get("q")) : href);
    }
  };

  const scheme = () => {
    const box = document.querySelector(".scheme");
    if (!box) return;
    const show = () => all("button", box).forEach((b) =>
      b.setAttribute("aria-pressed", String(b.dataset.scheme === (root.dataset.theme || "auto"))));
    box.addEventListener("click", (event) => {
      const choice = event.target.dataset.scheme;
      if (!choice) return;
      if (choice === "auto") delete root.dataset.theme; else root.dataset.theme = choice;
      try {
        if (choice === "auto") localStorage.removeItem("backlit-scheme"); else localStorage.setItem("backlit-scheme", choice);
      } catch {}
      show();
    });
    box.hidden = false;
    show();
  };

  // Browsers that cannot show a closed <details> get it opened where the navigation stands at the side.
  const menu = () => {
    const details = document.querySelector("details.menu");
    if (details && matchMedia("(min-width: 820px)").matches && !CSS.supports("selector(::details-content)")) details.open = true;
  };

  const filter = () => {
    const input = document.querySelector("[data-find]");
    if (!input) return;
    const found = document.querySelector("[data-found]");
    const run = () => {
      const rows = all("[data-table] tbody tr.row").map((row) => [row, fold(row.textContent)]);
      const words = [...new Set(fold(input.value).split(/\s+/).filter(Boolean))];
      let count = 0;
      for (const [row, text] of rows) {
        row.hidden = !words.every((word) => text.includes(word));
        if (!row.hidden) count += 1;
      }
      all("[data-table] tr.line").forEach((line) => { line.hidden = words.length > 0; });
      found.textContent = words.length ? count + " of " + rows.length + " on this page" : "";
      remember("q", input.value.trim());
    };
    input.value = params.get("q") || "";
    input.addEventListener("input", run);
    input.closest(".find").hidden = false;
    if (input.value) run();
  };

  const key = (row, index, kind) => {
    const cell = row.cells[index];
    const text = (cell?.dataset.v ?? cell?.querySelector("a")?.textContent ?? cell?.textContent ?? "").trim();
    if (kind === "text") return text.toLocaleLowerCase();
    const value = parseFloat(text);
    return Number.isNaN(value) ? null : value;
  };

  // A capacity line belongs before a row of the ranked order (or at its end): it stands only in that order.
  const linesOf = new Map(all("[data-table]").map((table) =>
    [table, new Map(all("tr.line", table).map((line) => [line.nextElementSibling, line]))]));

  // Equal rows keep the order in which the page came.
  const rowsOf = new Map(all("[data-table]").map((table) => [table, all("tr.row", table)]));

  const sortBy = (table, head, order) => {
    const body = table.tBodies[0];
    const rows = rowsOf.get(table).map((row) => [key(row, head.cellIndex, head.dataset.sort), row]);
    const sign = order === "descending" ? -1 : 1;
    rows.sort(([a], [b]) => {
      if (a === null || b === null) return (a === null) - (b === null);
      return sign * (head.dataset.sort === "text" ? a.localeCompare(b) : a - b);
    });
    const ranked = head.classList.contains("c-rank") && order === "ascending";
    const lines = linesOf.get(table);
    all("tr.line", body).forEach((line) => line.remove());
    body.append(...rows.flatMap(([, row]) => (ranked && lines.has(row) ? [lines.get(row), row] : [row])));
    if (ranked && lines.has(null)) body.append(lines.get(null));
    all("th[aria-sort]", table).forEach((th) => th.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", order);
  };

  const sort = () => {
    all("[data-table]").forEach((table, number) => {
      all("thead th[data-sort]", table).forEach((head) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "sort";
        button.append(...head.childNodes);
        head.append(button);
        const name = number + "." + head.cellIndex;
        button.addEventListener("click", () => {
          const order = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
          sortBy(table, head, order);
          remember("sort", name + (order === "descending" ? "-" : ""));
        });
        const asked = params.get("sort") || "";
        if (asked.replace("-", "") === name) sortBy(table, head, asked.endsWith("-") ? "descending" : "ascending");
      });
    });
  };

  scheme();
  menu();
  sort();
  filter();
})();
