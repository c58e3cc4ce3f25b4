// Conveniences; every page works without them.
const items = () => [...document.querySelectorAll(".item")];

function walk(step) {
  const all = items();
  if (!all.length) return;
  const at = all.indexOf(document.activeElement.closest(".item"));
  const next = all[Math.min(all.length - 1, Math.max(0, at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input, textarea, select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "j") walk(1);
  else if (event.key === "k") walk(-1);
  else if (event.key === "/") {
    const field = document.querySelector("[data-live], .filters input:not([type=hidden]):not([type=checkbox])");
    if (field) { event.preventDefault(); field.focus(); field.select(); }
  } else if (event.key === "Enter" && event.target.matches(".item")) {
    const link = event.target.querySelector("h3 a, .evidence");
    if (link) link.click();
  }
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const words = button.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "Copied";
  } catch {
    const area = document.createElement("textarea");
    area.value = button.dataset.copy;
    document.body.append(area);
    area.select();
    button.textContent = document.execCommand("copy") ? "Copied" : "Could not copy";
    area.remove();
  }
  setTimeout(() => { button.textContent = words; }, 1500);
});

// Search as one types: the same page, its result put in place.
const live = document.querySelector("[data-live]");
if (live) {
  let waiting, under;
  const search = async () => {
    const asked = new URLSearchParams([...new FormData(live.form)].filter(([, value]) => value));
    const address = `${live.form.getAttribute("action")}${asked.size ? `?${asked}` : ""}`;
    under?.abort();
    under = new AbortController();
    try {
      const answer = await fetch(address, { signal: under.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.getElementById("found") || page.querySelector(".problem");
      document.getElementById("found").replaceChildren(...(found.id ? found.childNodes : [found]));
      history.replaceState(null, "", address);
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  };
  live.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 200); });
}

// On a narrow screen the filters fold away.
if (matchMedia("(max-width: 48rem)").matches) {
  for (const each of document.querySelectorAll(".filtering")) each.open = false;
}
