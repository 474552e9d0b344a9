// Keeps an open page of the preview as its file is: swaps what changed, or loads the page anew where script has
// attached itself to it, and keeps the place, what is unfolded, and what is typed.
"use strict";
(() => {
  const script = document.currentScript;
  const { base } = script.dataset;
  const place = () => {
    const path = decodeURIComponent(location.pathname).slice(base.length);
    return path === "" || path.endsWith("/") ? path + "index.html" : path;
  };
  const store = "backlit-live";
  const scripted = "main [data-find], main [data-table], main [data-weights], main form, main script";

  const opened = () => [...document.querySelectorAll("main details")].map((each) => each.open);
  const reopen = (states) => {
    const all = [...document.querySelectorAll("main details")];
    if (all.length === states.length) all.forEach((each, at) => { each.open = states[at]; });
  };

  // Whether the panel of findings is unfolded; it stays so from load to load.
  let unfold = false;
  const unfolded = () => document.querySelector("#backlit-notes")?.open ?? unfold;

  const reload = () => {
    if (leaving) return;
    try {
      sessionStorage.setItem(store, JSON.stringify({ page: place(), x: scrollX, y: scrollY, open: opened(), notes: unfolded() }));
    } catch {}
    location.reload();
  };
  const restore = () => {
    try {
      const kept = JSON.parse(sessionStorage.getItem(store));
      sessionStorage.removeItem(store);
      if (kept?.page !== place()) return;
      reopen(kept.open);
      unfold = kept.notes;
      scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
    } catch {}
  };

  const swap = async (seen) => {
    const answer = await fetch(location.href, { cache: "no-store" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const same = (selector) => document.querySelectorAll(selector).length === fresh.querySelectorAll(selector).length;
    const plain = !document.querySelector(scripted) && !fresh.querySelector(scripted) && same("link[rel=stylesheet], script[src]");
    if (!plain || !fresh.querySelector("main") || seen !== newest) return seen === newest ? reload() : undefined;
    const states = opened();
    for (const part of ["main", "footer.foot", "header.side nav", "p.brand", "p.as-of"]) {
      const [old, now] = [document.querySelector(part), fresh.querySelector(part)];
      if (old && now && old.outerHTML !== now.outerHTML) old.replaceWith(document.adoptNode(now));
    }
    document.title = fresh.title;
    reopen(states);
    document.dispatchEvent(new CustomEvent("backlit:changed"));
  };

  let newest = script.dataset.seen;
  // On the way to another page, this one is not loaded anew: that would call the reader back.
  let leaving = false;

  const overlay = (said) => {
    document.querySelector("#backlit-trouble")?.remove();
    if (!said) return;
    const box = document.createElement("aside");
    box.id = "backlit-trouble";
    box.setAttribute("role", "alert");
    const head = document.createElement("p");
    head.className = "head";
    head.textContent = said.title;
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Hide";
    close.addEventListener("click", () => box.remove());
    head.append(close);
    box.append(head);
    for (const each of said.findings) {
      const one = document.createElement("section");
      for (const [tag, text] of [["h2", each.message], ["p", each.place], ["pre", each.excerpt], ["p", each.hint]]) {
        if (!text) continue;
        const part = document.createElement(tag);
        part.textContent = text;
        one.append(part);
      }
      box.append(one);
    }
    document.body.append(box);
  };

  // What `check` says of the document, beside its page; it stays open or closed as the reader left it.
  const panel = (said) => {
    const open = unfolded();
    document.querySelector("#backlit-notes")?.remove();
    if (!said) return;
    const box = document.createElement("details");
    box.id = "backlit-notes";
    box.open = open && said.findings.length > 0;
    const add = (to, tag, text, name) => {
      if (!text) return undefined;
      const part = document.createElement(tag);
      part.textContent = text;
      if (name) part.className = name;
      to.append(part);
      return part;
    };
    add(box, "summary", said.title).setAttribute("role", "status");
    const list = document.createElement("ul");
    for (const each of said.findings) {
      const item = document.createElement("li");
      item.className = each.class;
      add(item, "span", each.place, "place");
      add(item, "p", each.message);
      add(item, "p", each.hint, "hint");
      list.append(item);
    }
    if (said.findings.length > 0) box.append(list);
    document.body.append(box);
  };

  // What was told last: whoever listens again is told all of it again.
  const last = {};
  const news = (name, act) => ({ data }) => {
    const first = !(name in last);
    if (data === last[name]) return;
    last[name] = data;
    act(data, first);
  };
  const heard = {
    open: () => { document.documentElement.dataset.live = ""; },
    page: ({ data }) => {
      if (data === newest) return;
      newest = data;
      swap(newest).catch(reload);
    },
    trouble: news("trouble", (data) => overlay(JSON.parse(data))),
    notes: news("notes", (data) => panel(JSON.parse(data))),
    saved: news("saved", (data, first) => {
      if (first || data === place()) return;
      leaving = true;
      location.assign(base + data.split("/").map(encodeURIComponent).join("/"));
    }),
    // The browser connects again by itself, but would say what it saw at first. This is also how a page gives way to
    // others, as a browser opens few connections.
    error: () => {
      events.close();
      waiting = setTimeout(listen, 500);
    },
  };

  let events, waiting;
  const listen = () => {
    const address = base + "-/live?page=" + encodeURIComponent(place()) + "&seen=" + encodeURIComponent(newest);
    events = new EventSource(address);
    for (const [name, act] of Object.entries(heard)) events.addEventListener(name, act);
  };
  addEventListener("pagehide", () => {
    clearTimeout(waiting);
    events.close();
  });
  // A reader who comes back finds the page as it was left, which may be no longer what its file says.
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    leaving = false;
    listen();
  });

  // The way between the site and the review of its branch.
  const { review } = script.dataset;
  if (review) {
    const way = document.createElement("a");
    way.id = "backlit-review";
    const there = place() === review;
    way.href = there ? base : base + review;
    way.textContent = there ? "To the site" : "What this branch changes";
    document.body.append(way);
  }

  restore();
  listen();
})();
