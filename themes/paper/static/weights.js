// Weights that a reader moves: the list is ranked anew at once, and the address keeps the setting in ?w=. The arithmetic is that of
// the weighted score: missing answers leave the sum, the rest is divided by the weight that they carry.
"use strict";
(() => {
  const panel = document.querySelector("[data-weights]");
  const body = document.querySelector("table.epics.has-ranks tbody");
  if (!panel || !body) return;
  const sliders = [...panel.querySelectorAll("input[type=range]")];
  const say = panel.querySelector("[role=status]");
  const reset = panel.querySelector("[data-reset]");
  const more = panel.querySelector("[data-more]");
  const rows = globalThis.backlitRows;
  const { element } = rows;
  const PAGE = 50;
  const original = [...body.children];
  const pages = document.querySelector(".pages");
  let data = null;
  let shown = PAGE;
  // What counts is exact as long as nobody moves a slider, which stands on whole numbers.
  let weights = null;

  const load = () => rows.load().then((found) => { data = found; },
    (error) => { say.textContent = "The list's data can't be loaded."; throw error; });

  const equal = (a, b) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

  const score = (answers, shares) => {
    let coverage = 0;
    for (const [n, share] of shares.entries()) {
      if (share <= 0) continue;
      if (answers[n] === "x") return null;
      if (answers[n] !== null) coverage += share;
    }
    coverage = Math.min(coverage, 1);
    if (coverage <= 0 || coverage + 1e-9 < data.min_coverage) return null;
    const parts = shares.map((share, n) => (share > 0 && answers[n] !== null ? (share * answers[n]) / coverage : 0));
    return { value: parts.reduce((sum, part) => sum + part, 0), parts };
  };

  // The epics come in the order that decides among equals, and sorting keeps it; nearly equal scores share a rank.
  const rank = () => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const shares = weights.map((weight) => weight / total);
    const entries = [];
    data.epics.forEach((epic, place) => {
      const scored = score(epic.answers, shares);
      if (scored) entries.push({ epic, place, ...scored });
    });
    entries.sort((a, b) => b.value - a.value || a.place - b.place);
    for (let from = 0; from < entries.length;) {
      let to = from;
      while (to < entries.length && equal(entries[to].value, entries[from].value)) to += 1;
      const group = entries.slice(from, to).sort((a, b) => a.place - b.place);
      group.forEach((entry, n) => { entries[from + n] = Object.assign(entry, { rank: from + 1, tied: group.length > 1 }); });
      from = to;
    }
    return entries;
  };

  const change = ({ epic, rank: now }) => {
    const moved = epic.rank === null ? 0 : epic.rank - now;
    if (epic.rank !== null && !moved) return null;
    const places = Math.abs(moved) === 1 ? " place" : " places";
    const [className, sign, words] = epic.rank === null ? ["c-new", "new", ", newly ranked"]
      : moved > 0 ? ["c-up", "▲ " + moved, ", up " + moved + places]
      : ["c-down", "▼ " + -moved, ", down " + -moved + places];
    const mark = element("span", "change small " + className);
    const drawn = element("span", "", sign);
    drawn.setAttribute("aria-hidden", "true");
    mark.append(drawn, element("span", "sr", words));
    return mark;
  };

  const bar = (svg, parts) => {
    const first = svg.querySelector("rect");
    let x = 0;
    svg.removeAttribute("aria-label");
    svg.setAttribute("aria-hidden", "true");
    svg.replaceChildren(...parts.map((part, n) => {
      const rect = first.cloneNode();
      rect.setAttribute("class", "p" + Math.min(n, 7));
      const from = Math.round(x * 100);
      x += part;
      rect.setAttribute("x", from + "%");
      rect.setAttribute("width", Math.round(x * 100) - from + "%");
      return rect;
    }));
  };

  const rowOf = rows.rowsOf(body);
  const model = rowOf.values().next().value;

  // A row that this page does not have keeps the cells of a score, to be filled.
  const weighed = (epic) => {
    const made = rows.plain(model, epic);
    made.querySelector(".c-score").replaceWith(model.querySelector(".c-score").cloneNode(true));
    return made;
  };

  const row = (entry) => {
    const made = rowOf.get(entry.epic.href)?.cloneNode(true) ?? weighed(entry.epic);
    made.hidden = false;
    const place = made.querySelector(".c-rank");
    place.dataset.v = String(entry.rank);
    place.replaceChildren(entry.rank + (entry.tied ? "=" : ""), " ", ...[change(entry)].filter(Boolean));
    const points = made.querySelector(".c-score");
    points.dataset.v = String(entry.value);
    points.querySelectorAll(".small").forEach((note) => note.remove());
    points.querySelector("strong").textContent = String(Math.round(entry.value * 100));
    const svg = points.querySelector("svg");
    if (svg) bar(svg, entry.parts);
    made.querySelectorAll(".why").forEach((why) => why.remove());
    made.querySelector(".c-seq")?.replaceChildren();
    return made;
  };

  const address = (setting) => {
    const params = new URLSearchParams(location.search);
    params.delete("w");
    const rest = params.toString();
    const query = [rest, setting && "w=" + setting].filter(Boolean).join("&");
    try { history.replaceState(null, "", location.pathname + (query ? "?" + query : "") + location.hash); } catch {}
  };

  const outputs = () => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    sliders.forEach((slider, n) => {
      const share = total > 0 ? Math.round((100 * weights[n]) / total) + "%" : "–";
      slider.value = String(weights[n]);
      slider.setAttribute("aria-valuetext", share + " of the score");
      slider.closest("p").querySelector("output").textContent = share;
    });
    return total > 0;
  };

  const show = () => {
    reset.hidden = false;
    if (!outputs()) { say.textContent = "At least one weight must be more than zero."; return; }
    const entries = rank();
    body.replaceChildren(...entries.slice(0, shown).map(row));
    if (pages) pages.hidden = true;
    more.hidden = entries.length <= shown;
    const moved = entries.filter(({ epic, rank: now }) => epic.rank !== now).length;
    const lost = data.epics.filter((epic) => epic.rank !== null).length - entries.filter(({ epic }) => epic.rank !== null).length;
    const left = lost > 0 ? " " + lost + " can't be scored by these weights." : "";
    const first = entries.length ? " First: " + entries[0].epic.title + "." : "";
    say.textContent = (moved ? moved + " of " + entries.length + " moved." : "Nothing moved.") + first + left;
    address(data.criteria.map(({ name }, n) => encodeURIComponent(name) + ":" + Math.round(weights[n] * 100) / 100).join(","));
    filter();
  };

  const filter = () => {
    const input = document.querySelector("[data-find]");
    if (input?.value) input.dispatchEvent(new Event("input"));
  };

  const restore = () => {
    weights = data.criteria.map(({ percent }) => percent);
    shown = PAGE;
    outputs();
    for (const each of original) each.hidden = false;
    body.replaceChildren(...original);
    if (pages) pages.hidden = false;
    more.hidden = reset.hidden = true;
    say.textContent = "";
    address("");
    filter();
  };

  const ready = (then) => load().then(() => { weights ??= data.criteria.map(({ percent }) => percent); then(); }, () => {});

  sliders.forEach((slider, n) => slider.addEventListener("input", () => {
    const value = Number(slider.value);
    ready(() => { weights[n] = value; show(); });
  }));
  reset.addEventListener("click", () => { restore(); sliders[0].focus(); });
  more.addEventListener("click", () => { shown += PAGE; show(); });

  const asked = new URLSearchParams(location.search).get("w");
  if (asked) {
    panel.open = true;
    ready(() => {
      for (const part of asked.split(",")) {
        const cut = part.lastIndexOf(":");
        const n = data.criteria.findIndex(({ name }) => name === part.slice(0, cut));
        const value = Number(part.slice(cut + 1));
        if (n >= 0 && value >= 0 && value <= 100) weights[n] = value;
      }
      show();
    });
  }
  panel.hidden = false;
})();
