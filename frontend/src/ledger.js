// Why warheads got through: over all runs as shares, in the run that is shown as sentences.

import { el } from "./element.js";
import { tell } from "./state.js";
import { setTime } from "./clock.js";

export function ledger(run) {
  const rows = run.ledger ?? [];
  if (!rows.length) return null;
  const line = ({ words, reason, share }) => {
    const fill = el("span", { class: "fill" });
    fill.style.width = `${100 * share}%`;
    return el("li", {}, el("span", { class: "words" }, words ?? reason), el("span", { class: "share" }, `${Math.round(100 * share)} %`), el("span", { class: "bar", "aria-hidden": "true" }, fill));
  };
  return el("div", { id: "ledger" }, el("h3", {}, "Why not: of warheads that were not killed"), el("ul", {}, rows.map(line)));
}

export function reasons(scene) {
  const said = scene.why_not ?? [];
  const told = scene.events ?? [];
  const frame = el("div", {});
  if (said.length) frame.append(el("h3", {}, "In this run"), el("ul", { class: "reasons" }, said.slice(0, 12).map((one) => el("li", {}, el("strong", {}, `${one.label ?? one.object}: ${one.fate ?? ""}`), " ", one.sentence))));
  if (told.length) {
    const event = (one) => el("li", {}, el("button", { type: "button", class: "plain", onclick: () => (setTime(one.at_s), tell("picked", null)) }, `${one.at_s.toFixed(1)} s`), " ", one.text);
    frame.append(el("details", { class: "story" }, el("summary", {}, `The story: ${told.length} events`), el("ol", {}, told.slice(0, 400).map(event))));
  }
  return frame;
}
