// The replay of one run in one file: it opens from disk and asks nobody for anything.

import lanes from "../src/styles/centre.css?inline";
import { clock, play, setEnd, setSpeed, setTime, SPEEDS, spoken } from "../src/clock.js";
import { at, el } from "../src/element.js";
import { on, state, tell } from "../src/state.js";
import { makeTimeline } from "../src/timeline.js";
import { CanvasGlobe } from "./canvas.js";
import { readScene } from "./packets.js";

const held = (id) => JSON.parse(at(id).textContent);

function begin() {
  const scene = held("scene");
  document.head.append(el("style", {}, lanes.slice(lanes.indexOf("#bottom"))));
  document.title = `${scene.name}, run ${scene.run}: midcourse`;
  at("name").textContent = `${scene.name}, run ${scene.run}${scene.world === null ? "" : ` of world ${scene.world}`}`;
  at("about").textContent = [...(scene.about ?? []), scene.left_out].filter(Boolean).join(" ");
  const globe = new CanvasGlobe(document.querySelector("canvas"), held("world"), readScene(scene));
  controls();
  makeTimeline();
  state.scene = scene;
  on("time", (time) => globe.setTime(time));
  tell("scene", scene);
  setEnd(scene.end_s, scene.end_s / 2);
  hands(globe);
  story(scene);
  new ResizeObserver(() => globe.ask()).observe(globe.canvas);
  document.documentElement.dataset.ready = "yes";
}

function controls() {
  const button = el("button", { type: "button", id: "play", onclick: () => play() }, "Play");
  const time = el("output", { id: "time" });
  const scrub = el("input", { type: "range", id: "scrub", min: 0, step: "any", "aria-label": "Time", oninput: () => setTime(Number(scrub.value)) });
  const speed = el("select", { "aria-label": "Speed", onchange: () => setSpeed(Number(speed.value)) }, SPEEDS.map((x) => el("option", { value: x }, `${x}×`)));
  speed.value = clock.speed;
  at("controls").append(button, time, scrub, speed);
  on("playing", (playing) => (button.textContent = playing ? "Pause" : "Play"));
  on("time", (now) => {
    scrub.max = clock.end;
    scrub.value = now;
    time.value = `${spoken(now)} / ${spoken(clock.end)}`;
  });
}

function hands(globe) {
  const { canvas, eye } = globe;
  const turn = (right, up) => (eye.turn(eye.aim[0] + right, eye.aim[1] + up), globe.ask());
  const near = (factor) => ((globe.zoom = Math.min(Math.max(globe.zoom * factor, 0.5), 30)), globe.ask());
  canvas.addEventListener("pointerdown", (event) => canvas.setPointerCapture(event.pointerId));
  canvas.addEventListener("pointermove", (event) => event.buttons & 1 && turn((-57.3 * event.movementX) / eye.scale, (57.3 * event.movementY) / eye.scale));
  canvas.addEventListener("wheel", (event) => (event.preventDefault(), near(event.deltaY < 0 ? 1.15 : 1 / 1.15)), { passive: false });
  const step = () => 10 / globe.zoom;
  const keys = {
    " ": () => play(), ArrowLeft: (e) => setTime(clock.time - (e.shiftKey ? 10 : 1)), ArrowRight: (e) => setTime(clock.time + (e.shiftKey ? 10 : 1)),
    a: () => turn(-step(), 0), d: () => turn(step(), 0), w: () => turn(0, step()), s: () => turn(0, -step()), "+": () => near(1.2), "-": () => near(1 / 1.2),
  };
  document.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.altKey || event.metaKey || event.target.closest("select") || (event.key === " " && event.target.closest("button"))) return;
    event.preventDefault();
    act(event);
  });
}

function story(scene) {
  const why = scene.why_not ?? [];
  const events = scene.events ?? [];
  at("told").append(
    why.length ? el("div", {}, el("h2", {}, "Why"), el("ul", {}, why.map((one) => el("li", {}, el("strong", {}, `${one.label ?? one.object}: ${one.fate}`), " ", one.sentence)))) : "",
    el("h2", {}, "What happened"), el("ol", {}, events.map((one) => el("li", {}, `${one.at_s.toFixed(1)} s: ${one.text}`))),
  );
}

begin();
