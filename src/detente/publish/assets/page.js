"use strict";
(() => {
  const narrow = matchMedia("(max-width: 56rem)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const said = document.getElementById("said");
  const peek = document.getElementById("peek");
  const hidden = new Set();
  const segments = new Map();
  const marks = [...document.querySelectorAll(".m")].map((link) => {
    const covers = link.dataset.e.trim().split(" ").map((pair) => {
      const cut = pair.lastIndexOf(":");
      return { entry: pair.slice(0, cut), kind: pair.slice(cut + 1) };
    });
    for (const { entry } of covers) {
      if (!segments.has(entry)) segments.set(entry, []);
      if (!segments.get(entry).includes(link)) segments.get(entry).push(link);
    }
    return { link, covers };
  });
  const byLink = new Map(marks.map((mark) => [mark.link, mark]));
  let chosen = null;
  let turn = { link: null, at: 0 };

  const kindOf = (kind) => (kind === "cue" ? "statement" : kind);
  const shown = (mark) => mark.covers.filter(({ kind }) => kind !== "here" && !hidden.has(kindOf(kind)));
  const entriesAt = (mark) => [...new Set(shown(mark).map(({ entry }) => entry))];

  function clear() {
    if (!chosen) return;
    for (const link of segments.get(chosen) || []) link.classList.remove("on");
    const card = document.getElementById(chosen);
    if (card) { card.classList.remove("on"); card.removeAttribute("aria-current"); }
    chosen = null;
    peek.hidden = true;
  }

  function select(entry) {
    clear();
    const card = document.getElementById(entry);
    if (!card) return null;
    chosen = entry;
    for (const link of segments.get(entry) || []) link.classList.add("on");
    card.classList.add("on");
    card.setAttribute("aria-current", "true");
    history.replaceState(null, "", "#" + entry);
    return card;
  }

  const bring = (element, block) =>
    element.scrollIntoView({ block, behavior: still.matches ? "instant" : "smooth" });

  function showCard(card, note) {
    said.textContent = note;
    if (!narrow.matches) {
      bring(card, "center");
      card.focus({ preventScroll: true });
      return;
    }
    const copy = card.cloneNode(true);
    for (const element of [copy, ...copy.querySelectorAll("[id]")]) element.removeAttribute("id");
    copy.classList.remove("on");
    peek.querySelector("div").replaceChildren(copy);
    peek.hidden = false;
    if (turn.link && turn.link.getBoundingClientRect().bottom > peek.getBoundingClientRect().top) {
      turn.link.scrollIntoView({ block: "start", behavior: "instant" });
    }
    peek.querySelector("button").focus({ preventScroll: true });
  }

  function showWords(link) {
    if (link) { bring(link, "center"); link.focus({ preventScroll: true }); }
  }

  function fromText(link) {
    const entries = entriesAt(byLink.get(link));
    if (!entries.length) return;
    const at = turn.link === link ? (turn.at + 1) % entries.length : 0;
    turn = { link, at };
    const card = select(entries[at]);
    const more = entries.length > 1 ? `, ${at + 1} of ${entries.length} here; again for the next` : "";
    if (card) showCard(card, card.querySelector(".id").lastChild.textContent + more);
  }

  function fromRecord(card, part) {
    turn = { link: null, at: 0 };
    const entry = card.id;
    select(entry);
    const anchor = part && document.getElementById(part);
    let link = anchor;
    while (link && !(link.classList && link.classList.contains("m"))) link = link.nextElementSibling;
    showWords(link || (segments.get(entry) || [])[0]);
  }

  document.addEventListener("click", (event) => {
    const mark = event.target.closest(".m");
    if (mark) {
      event.preventDefault();
      fromText(mark);
      return;
    }
    if (event.target.closest(".peek")) return;
    const card = event.target.closest(".entry");
    if (!card) return;
    const link = event.target.closest("a");
    if (link && !link.hash.startsWith("#t-")) {
      const other = document.getElementById(link.hash.slice(1));
      if (other) { event.preventDefault(); select(other.id); bring(other, "center"); other.focus({ preventScroll: true }); }
      return;
    }
    if (!link && String(getSelection())) return;
    event.preventDefault();
    fromRecord(card, link ? link.hash.slice(1) : null);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") clear();
    if (event.key === "Enter" && event.target.classList.contains("entry")) fromRecord(event.target, null);
  });

  peek.querySelector("button").addEventListener("click", () => {
    const link = turn.link;
    clear();
    if (link) link.focus({ preventScroll: true });
  });

  const filters = document.querySelector(".filters");
  filters.hidden = false;
  filters.addEventListener("change", () => {
    hidden.clear();
    for (const box of filters.querySelectorAll("input")) if (!box.checked) hidden.add(box.value);
    for (const list of document.querySelectorAll(".list")) list.hidden = hidden.has(list.dataset.kind);
    for (const mark of marks) {
      const kinds = shown(mark).map(({ kind }) => kind);
      const on = mark.link.classList.contains("on");
      mark.link.className = kinds.length ? ["m", ...new Set(kinds), ...(on ? ["on"] : [])].join(" ") : "off";
      if (kinds.length) mark.link.href = "#" + entriesAt(mark)[0];
      else mark.link.removeAttribute("href");
    }
    if (chosen && hidden.has((document.getElementById(chosen) || { dataset: {} }).dataset.kind)) clear();
  });

  const start = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (start && start.classList.contains("entry")) select(start.id);
})();
