// Pictures of the run folder, where the browser cannot draw a globe.

import { el } from "./element.js";
import { state } from "./state.js";

const PICTURES = [
  ["map", "Where it happens: the run that the folder recorded"],
  ["altitude", "Altitude against range"],
  ["timeline", "Engagement time line and battle space"],
  ["factors", "The kill chain, link by link"],
];

export function showStills(home) {
  const why = el("p", { class: "quiet" }, "This browser draws no WebGL, so these are the still pictures of the run folder. Everything else on the page works.");
  const figures = state.run ? PICTURES.map(([name, words]) => figure(name, words)) : [];
  home.querySelector(".stills")?.remove();
  home.prepend(el("div", { class: "stills" }, why, figures.length ? figures : el("p", { class: "empty" }, "Fight a scenario, or choose a run.")));
}

function figure(name, words) {
  const frame = el("figure", {});
  const address = `api/runs/${encodeURIComponent(state.run.run_id)}/figures/${name}.png`;
  frame.append(el("img", { src: address, alt: words, onerror: () => frame.remove() }), el("figcaption", {}, words));
  return frame;
}
