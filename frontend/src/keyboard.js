// Keys; while one writes into a field they belong to the field.

import { at, el } from "./element.js";
import { clock, play, setSpeed, setTime, SPEEDS } from "./clock.js";
import { theGlobe } from "./stage.js";
import { open } from "./tabs.js";

const KEYS = [
  ["Space", "play or pause"], ["← →", "one second back or on; with Shift ten"], ["Home, End", "first and last second"], ["[ ]", "slower, faster"],
  ["W A S D", "turn the globe"], ["+ -", "nearer, farther"], ["0", "see it all"], ["2", "flat map and globe"], ["R", "radar volumes"],
  ["G", "fight with what stands on the left"], ["Alt+Shift and E C O H", "Engagement, Claims, Compare, Chase"], ["Tab", "to the next field"], ["?", "these keys"],
];
const ROOMS = { e: "engagement", c: "claims", o: "compare", h: "chase" };

export function makeKeyboard() {
  const dialog = at("keys");
  dialog.append(el("h2", {}, "Keys"), el("dl", {}, KEYS.map(([key, words]) => [el("dt", {}, key), el("dd", {}, words)])), el("form", { method: "dialog" }, el("button", { autofocus: true }, "Close")));
  at("help").addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", press);
}

function press(event) {
  if (event.altKey && event.shiftKey && ROOMS[event.key.toLowerCase()]) {
    open(ROOMS[event.key.toLowerCase()]);
    event.preventDefault();
    return;
  }
  const { target } = event;
  const writing = target.closest("input:not([type=range]), select, textarea, dialog") || (target.matches("input[type=range]") && target.id !== "scrub");
  if (writing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === " " && target.closest("button, summary, a, [role=tab]")) return;
  const act = ACTS[event.key] ?? ACTS[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act(event);
}

const speed = (step) => setSpeed(SPEEDS[Math.min(Math.max(SPEEDS.indexOf(clock.speed) + step, 0), SPEEDS.length - 1)]);
const nudge = (event) => theGlobe()?.nudge(event.key.toLowerCase());
const ACTS = {
  " ": () => play(),
  ArrowLeft: (event) => setTime(clock.time - (event.shiftKey ? 10 : 1)),
  ArrowRight: (event) => setTime(clock.time + (event.shiftKey ? 10 : 1)),
  Home: () => setTime(0),
  End: () => setTime(clock.end),
  "[": () => speed(-1),
  "]": () => speed(1),
  w: nudge, a: nudge, s: nudge, d: nudge, "+": nudge, "-": nudge,
  0: () => theGlobe()?.look(),
  2: () => at("flat")?.click(),
  r: () => at("radars")?.click(),
  g: () => at("run").click(),
  "?": () => at("keys").showModal(),
};
