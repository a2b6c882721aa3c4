// The engagement as lanes over time; the line of now moves with the globe, and moves the globe.

import { at, el, svg } from "./element.js";
import { clock, play, setTime, spoken } from "./clock.js";
import { ink } from "./ink.js";
import { on, state, tell } from "./state.js";

const [LABEL, ROW, HEAD, PAD] = [172, 19, 20, 12];
const THIN = { in_view: 4, track: 9, boost: 11, flight: 3, planned: 2, flyout: 5, decision: 9 };
const MARKS = {
  launch: "M0-5L4.5 4H-4.5Z", burnout: "M-3-3H3V3H-3Z", first_seen: "M-4.5 0A4.5 4.5 0 1 0 4.5 0A4.5 4.5 0 1 0-4.5 0M-2.5 0A2.5 2.5 0 1 1 2.5 0A2.5 2.5 0 1 1-2.5 0",
  firm: "M-4 0A4 4 0 1 0 4 0A4 4 0 1 0-4 0", order: "M-4.5-4H4.5L0 5Z", intercept: "M0-6L1.6-1.6L6 0L1.6 1.6L0 6L-1.6 1.6L-6 0L-1.6-1.6Z",
  miss: "M-4-4L4 4M4-4L-4 4", arrival: "M0-5.5L5.5 0L0 5.5L-5.5 0Z",
};
let wide = 0;

export function makeTimeline() {
  const home = at("bottom");
  on("scene", () => draw(home, state.scene));
  on("time", now);
  new ResizeObserver(() => state.scene && home.clientWidth !== wide && draw(home, state.scene)).observe(home);
  home.append(el("p", { class: "empty" }, "Radars, tracks, decisions and shots of one run appear here, second by second."));
}

/** Draw lanes into an element; returns from seconds to pixels. `still`: without the line of now. */
export function draw(home, scene, still = false) {
  const width = Math.max(home.clientWidth, 320) - 14;
  if (!still) wide = home.clientWidth;
  const span = width - LABEL - PAD;
  const x = (time) => LABEL + (Math.min(Math.max(time, 0), scene.end_s) / scene.end_s) * span;
  const height = scene.lanes.length * ROW + 4;
  const axis = svg("svg", { class: "axis", width, height: HEAD, "aria-hidden": "true" }, ticks(scene.end_s, span).map((time) => [
    svg("line", { x1: x(time), x2: x(time), y1: HEAD - 5, y2: HEAD }), svg("text", { x: x(time), y: HEAD - 8, "text-anchor": "middle" }, spoken(time))]));
  const lanes = svg("svg", { class: "lanes", width, height }, ticks(scene.end_s, span).map((time) => svg("line", { class: "grid", x1: x(time), x2: x(time), y1: 0, y2: height })), scene.lanes.map((lane, i) => row(lane, i, x, width)));
  const frame = el("div", { class: "gantt", tabindex: still ? null : "0", role: still ? "img" : "slider", "aria-label": "Engagement time line", "aria-valuemin": 0, "aria-valuemax": Math.round(scene.end_s), "aria-valuenow": 0 }, axis, el("div", { class: "rows" }, lanes));
  if (!still) {
    const line = el("div", { class: "now", "aria-hidden": "true" });
    frame.append(line);
    frame.place = (time) => (line.style.transform = `translateX(${x(time)}px)`);
    drag(frame, (pixels) => ((pixels - LABEL) / span) * scene.end_s);
  }
  home.replaceChildren(frame);
  if (!still) now(clock.time);
}

function now(time) {
  const frame = document.querySelector("#bottom .gantt");
  if (!frame?.place) return;
  frame.place(time);
  frame.setAttribute("aria-valuenow", String(Math.round(time)));
  frame.setAttribute("aria-valuetext", `${spoken(time)} of ${spoken(clock.end)}`);
  frame.dataset.time = time.toFixed(3);
}

function drag(frame, seconds) {
  const move = (event) => setTime(seconds(event.clientX - frame.getBoundingClientRect().left));
  frame.addEventListener("pointerdown", (event) => {
    if (event.clientX - frame.getBoundingClientRect().left < LABEL || event.button !== 0) return;
    play(false);
    frame.setPointerCapture(event.pointerId);
    move(event);
    frame.addEventListener("pointermove", move);
    frame.addEventListener("pointerup", () => frame.removeEventListener("pointermove", move), { once: true });
  });
}

function row(lane, i, x, width) {
  const y = i * ROW;
  const colour = ink(lane.kind);
  const group = svg("g", { class: `lane ${lane.kind}`, transform: `translate(0 ${y})` });
  if (i % 2) group.append(svg("rect", { class: "stripe", x: 0, y: 0, width, height: ROW }));
  group.append(svg("rect", { x: 4, y: ROW / 2 - 4, width: 3, height: 8, fill: colour }));
  const name = svg("text", { class: "name", x: 12, y: ROW / 2 + 4 }, short(lane.label), svg("title", {}, lane.label));
  name.addEventListener("click", () => tell("focus", lane.marks?.find((mark) => mark.entity)?.entity ?? lane.id));
  group.append(name);
  for (const bar of lane.bars ?? []) group.append(strip(bar, x, colour));
  for (const mark of lane.marks ?? []) group.append(sign(mark, x, colour));
  return group;
}

function strip(bar, x, colour) {
  const tall = THIN[bar.kind] ?? 6;
  const long = Math.max(x(bar.to_s) - x(bar.from_s), 1.5);
  return svg("rect", { class: `strip ${bar.kind}`, x: x(bar.from_s), y: (ROW - tall) / 2, width: long, height: tall, fill: colour, rx: 1 },
    svg("title", {}, `${bar.label ?? bar.kind}: ${spoken(bar.from_s)} to ${spoken(bar.to_s)}`));
}

function sign(mark, x, colour) {
  return svg("path", { class: `mark ${mark.kind}`, d: MARKS[mark.kind] ?? MARKS.firm, transform: `translate(${x(mark.at_s)} ${ROW / 2})`, fill: mark.kind === "miss" ? "none" : colour, stroke: colour },
    svg("title", {}, `${mark.label ?? mark.kind}, ${spoken(mark.at_s)}`));
}

const short = (words) => (words.length > 25 ? `${words.slice(0, 24).trimEnd()}…` : words);

function ticks(end, span) {
  const steps = [10, 20, 30, 60, 120, 300, 600, 900, 1800, 3600];
  const step = steps.find((one) => (end / one) * 62 < span) ?? 7200;
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, i) => i * step);
}
