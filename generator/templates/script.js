"use strict";

(() => {
  const root = document.body.dataset.root;

  // On a narrow screen the list of pages begins closed.
  if (!matchMedia("(min-width: 64rem)").matches) {
    document.querySelector(".sidebar details").open = false;
  }
  matchMedia("(min-width: 64rem)").addEventListener("change", (wide) => {
    document.querySelector(".sidebar details").open = wide.matches;
  });
  document.querySelector(".sidebar [aria-current]")?.scrollIntoView({ block: "nearest" });

  // Code can be copied.
  for (const panel of document.querySelectorAll(".panel")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.setAttribute("aria-label", `Copy ${panel.querySelector("figcaption span").textContent}`);
    button.addEventListener("click", async () => {
      const text = panel.querySelector("code").textContent;
      const done = await navigator.clipboard?.writeText(text).then(() => true, () => false);
      button.textContent = done ? "Copied" : "Not allowed here";
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
    panel.querySelector("figcaption").append(button);
  }

  const box = document.querySelector(".search");
  const input = document.getElementById("page:search");
  const list = document.getElementById("page:hits");
  const status = document.getElementById("page:found");
  const most = 12;
  let hits = [];
  let chosen = -1;
  box.hidden = false;

  // The index is a script, for a page that was opened as a file may fetch nothing.
  let index;
  const load = () => {
    index ??= new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = `${root}search-index.js`;
      script.addEventListener("load", () => resolve(window.searchIndex));
      script.addEventListener("error", () => resolve([]));
      document.head.append(script);
    });
    return index;
  };

  // How well an entry answers; the lower, the better. Every word must stand somewhere in it. Of
  // equals a page comes before what stands on one, and a short name before a long one.
  const rank = ([name, what, place], words) => {
    const label = name.toLowerCase();
    const text = `${label} ${what.toLowerCase()}`;
    if (!words.every((word) => text.includes(word))) return Infinity;
    if (label === words.join(" ")) return 0;
    const order = (place.includes("#") ? 0.5 : 0) + label.length / 1000;
    if (label.split(/\s/).some((word) => word.startsWith(words[0]))) return 1 + order;
    return (label.includes(words[0]) ? 2 : 3) + order;
  };

  const choose = (position) => {
    chosen = position;
    [...list.children].forEach((option, at) => {
      option.setAttribute("aria-selected", String(at === chosen));
      if (at === chosen) option.scrollIntoView({ block: "nearest" });
    });
    if (chosen < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `page:hit-${chosen}`);
  };

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  };

  const follow = (hit) => {
    close();
    location.href = root + hit[2];
  };

  const show = async () => {
    const asked = input.value;
    const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
    const entries = words.length ? await load() : [];
    if (asked !== input.value) return;
    hits = entries
      .map((entry) => [rank(entry, words), entry])
      .filter(([score]) => score < Infinity)
      .sort(([one], [other]) => one - other)
      .slice(0, most)
      .map(([, entry]) => entry);
    list.replaceChildren(...hits.map((hit, at) => {
      const option = document.createElement("li");
      option.id = `page:hit-${at}`;
      option.setAttribute("role", "option");
      option.append(hit[0]);
      const what = document.createElement("small");
      what.textContent = hit[1];
      option.append(what);
      option.addEventListener("mousedown", (event) => event.preventDefault());
      option.addEventListener("click", () => follow(hit));
      return option;
    }));
    list.hidden = hits.length === 0;
    input.setAttribute("aria-expanded", String(hits.length > 0));
    status.textContent = words.length ? (hits.length ? `${hits.length} found` : "Nothing found") : "";
    choose(hits.length ? 0 : -1);
  };

  input.addEventListener("focus", load, { once: true });
  input.addEventListener("input", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && hits.length && !list.hidden) choose((chosen + step + hits.length) % hits.length);
    else if (event.key === "Enter" && hits[chosen] && !list.hidden) follow(hits[chosen]);
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, textarea, [contenteditable]");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
  });
})();
