// The centre: globe, or still pictures where the browser cannot draw one; and what is laid over it.

import { at, el } from "./element.js";
import { read } from "./api.js";
import { clock, play, setEnd, setTime, SPEEDS, setSpeed, spoken } from "./clock.js";
import { drawable } from "./renderer.js";
import { on, state, tell } from "./state.js";
import { showStills } from "./still.js";

let globe = null;
let loading = 0;

export const theGlobe = () => globe;

export async function makeStage() {
  const home = at("globe");
  controls();
  if (drawable()) {
    const hidden = el("div", { hidden: true });
    const frame = el("div", { class: "canvas" });
    home.append(frame, hidden, el("p", { class: "credit" }, "Cesium, Natural Earth"), el("p", { class: "legend" }, legend()));
    try {
      globe = await (await import("./globe.js")).makeGlobe(frame, { hidden });
      home.dataset.ready = "globe";
      on("time", (time) => globe.setTime(time));
      on("focus", (id) => globe.focus(id));
    } catch (problem) {
      home.replaceChildren(el("p", { class: "empty" }, `The globe cannot be drawn: ${problem.message}`));
    }
  }
  if (!globe) {
    home.dataset.ready = "stills";
    on("run", () => showStills(home));
    showStills(home);
  }
  const card = el("aside", { class: "picked", hidden: true, "aria-live": "polite" });
  home.append(card);
  on("picked", (one) => pickedCard(card, one));
}

function legend() {
  const words = [["radar", "radar"], ["warhead", "warhead"], ["decoy", "decoy"], ["interceptor", "interceptor"], ["kill", "kill vehicle"], ["event", "event"]];
  return words.map(([name, word]) => el("span", { class: `key ${name}` }, word));
}

function pickedCard(card, one) {
  card.hidden = !one;
  if (!one) return;
  const close = el("button", { type: "button", class: "plain", "aria-label": "Close", onclick: () => (card.hidden = true) }, "×");
  card.replaceChildren(close, el("h3", {}, one.name), el("p", {}, one.words));
}

/** Show one run of the folder that is chosen. */
export async function showRun(number) {
  const { run } = state;
  const turn = ++loading;
  at("globe").dataset.scene = "loading";
  tell("busy", `Run ${number} is fought again …`);
  try {
    const scene = await read(`runs/${encodeURIComponent(run.run_id)}/scene?run=${number}`);
    if (turn !== loading) return;
    play(false);
    state.scene = scene;
    state.number = number;
    await globe?.show(scene);
    if (turn !== loading) return;
    tell("scene", scene);
    setEnd(scene.end_s, telling(scene));
    at("globe").dataset.scene = `${run.run_id}:${number}`;
    tell("busy", scene.left_out ?? "");
  } catch (problem) {
    at("globe").dataset.scene = "failed";
    tell("wrong", problem.message);
  }
}

/** The moment that says most at one look: a little after the first intercept, otherwise halfway. */
function telling(scene) {
  const shots = (scene.lanes ?? []).flatMap((lane) => lane.marks ?? []).filter((mark) => mark.kind === "intercept" || mark.kind === "miss");
  return shots.length ? Math.min(...shots.map((mark) => mark.at_s)) + 2 : scene.end_s / 2;
}

function controls() {
  const button = el("button", { type: "button", id: "play", class: "main", onclick: () => play() }, "Play");
  const time = el("output", { id: "time", "aria-live": "off" }, "00:00");
  const scrub = el("input", { type: "range", id: "scrub", min: 0, max: 1, step: "any", value: 0, "aria-label": "Time of the scenario", oninput: () => setTime(Number(scrub.value)) });
  const speed = el("select", { id: "speed", "aria-label": "Speed", onchange: () => setSpeed(Number(speed.value)) }, SPEEDS.map((x) => el("option", { value: x }, `${x}×`)));
  speed.value = clock.speed;
  const bar = at("controls");
  bar.append(button, time, scrub, speed);
  if (drawable()) at("views").append(...views());
  on("time", (now) => {
    scrub.max = clock.end;
    scrub.value = now;
    time.value = `${spoken(now)} / ${spoken(clock.end)}`;
  });
  on("playing", (playing) => {
    button.textContent = playing ? "Pause" : "Play";
    speed.value = clock.speed;
  });
}

function views() {
  const flat = el("button", { type: "button", id: "flat", "aria-pressed": "false", title: "Flat map (2)", onclick: () => toggle(flat, (yes) => globe?.flat(yes)) }, "Flat");
  const look = el("button", { type: "button", id: "look", title: "See it all (0)", onclick: () => globe?.look() }, "All");
  const sharp = el("button", { type: "button", id: "sharp", "aria-pressed": "true", title: "Full detail; slower without a graphics card", onclick: () => toggle(sharp, (yes) => globe?.sharp(yes)) }, "Sharp");
  const radars = el("button", { type: "button", id: "radars", "aria-pressed": "true", title: "What the radars could see (R)", onclick: () => toggle(radars, (yes) => globe?.radars(yes)) }, "Radars");
  on("stage", () => sharp.setAttribute("aria-pressed", String(Boolean(globe?.isSharp()))));
  return [flat, look, sharp, radars];
}

function toggle(button, act) {
  const yes = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(yes));
  act(yes);
}
