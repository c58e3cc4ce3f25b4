// Draws the Vega-Lite pictures of a page in the colours of the page. Vega interprets its expressions
// instead of compiling them, so that the page's policy need not allow it.
const dark = matchMedia("(prefers-color-scheme: dark)");
const COLOURS = { "#333333": "--ink", "#dddddd": "--line", "#8a8a8a": "--soft", white: "--card" };

function coloured(part, colours) {
  if (typeof part === "string") return colours[part] ?? part;
  if (Array.isArray(part)) return part.map((each) => coloured(each, colours));
  if (part && typeof part === "object") {
    return Object.fromEntries(Object.entries(part).map(([name, each]) =>
      [name, name === "values" ? each : coloured(each, colours)]));
  }
  return part;
}

function later(day, days) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

async function draw(figure) {
  const answer = await fetch(figure.dataset.chart);
  if (!answer.ok) throw new Error(`the picture could not be had: ${answer.status}`);
  const style = getComputedStyle(document.documentElement);
  const colours = Object.fromEntries(
    Object.entries(COLOURS).map(([name, variable]) => [name, style.getPropertyValue(variable).trim()]));
  const spec = coloured(await answer.json(), colours);
  spec.background = "transparent";
  let place = figure.querySelector(".drawn");
  if (!place) {
    place = document.createElement("div");
    place.className = "drawn";
    figure.prepend(place);
  }
  const { view } = await window.vegaEmbed(place, spec, {
    actions: false, renderer: "svg", ast: true, logLevel: 1, defaultStyle: false, tooltip: { disableDefaultStyle: true },
  });
  // Rules that only divide have no name: to a screen reader they are no pictures.
  for (const mark of place.querySelectorAll("[role=graphics-symbol]:not([aria-label])")) {
    mark.removeAttribute("role");
    mark.removeAttribute("aria-roledescription");
    mark.setAttribute("aria-hidden", "true");
  }
  view.addEventListener("click", (_, item) => {
    const day = item?.datum?.day;
    if (!day || !figure.dataset.leads) return;
    const days = Number(figure.dataset.days) - 1;
    location.href = `${figure.dataset.leads}&since=${day}&until=${later(day, days)}`;
  });
}

const figures = [...document.querySelectorAll("[data-chart]")];
const drawAll = () => Promise.all(figures.map(draw));
drawAll();
dark.addEventListener("change", drawAll);
