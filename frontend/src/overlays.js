// What else may be laid over the globe: the footprint of a scenario, the chase after its missiles.

import { at, el } from "./element.js";
import { read } from "./api.js";
import { start } from "./start.js";
import { theGlobe } from "./stage.js";
import { on, state, tell } from "./state.js";

const answers = new Map(); // kind -> the answer for the scenario that is shown

export function makeOverlays() {
  at("views").append(button("footprint", "Footprint"), button("chase", "Chase"));
  on("scenario asked", forget);
  on("ended", (job) => job.kind in { footprint: 1, chase: 1 } && arrived(job));
  // a new scene clears the globe: what lay over it is laid again
  on("scene", () => [...answers.keys()].filter((kind) => at(`over-${kind}`).getAttribute("aria-pressed") === "true").forEach(lay));
  on("tab", (name) => name === "chase" && rows());
}

const FIRST = ["from", "missile", "interceptor", "feasible", "launch_s", "first_intercept_s", "last_intercept_s", "margin_s", "min_speed_m_s", "margin_m_s"];
const head = (name) => name.replace(/_m_s$/, " [m/s]").replace(/_s$/, " [s]").replaceAll("_", " ").replace(/^min /, "least ");

const button = (kind, words) => el("button", { type: "button", id: `over-${kind}`, "aria-pressed": "false", title: `${words}: works it out, then lays it over the globe`, onclick: () => press(kind) }, words);

function forget() {
  for (const kind of answers.keys()) theGlobe()?.drop(kind);
  answers.clear();
  for (const kind of ["footprint", "chase"]) at(`over-${kind}`).setAttribute("aria-pressed", "false");
  const chase = state.scenarios.find((one) => one.id === state.scenario?.id)?.chase ?? false;
  at("over-chase").hidden = !chase;
  at("tab-chase").hidden = !chase;
  rows();
}

export async function press(kind) {
  const globe = theGlobe();
  if (globe?.has(kind)) {
    globe.drop(kind);
    at(`over-${kind}`).setAttribute("aria-pressed", "false");
    return;
  }
  if (answers.has(kind)) return lay(kind);
  const job = await start(kind);
  if (job && job.status !== "complete") tell("busy", `The ${kind} is being worked out: see the jobs.`);
}

async function arrived(job) {
  if (job.status !== "complete") return tell("wrong", `The ${job.kind} was not worked out: ${job.error ?? job.status}.`);
  try {
    answers.set(job.kind, await read(`answers/${encodeURIComponent(job.job)}`));
  } catch (problem) {
    tell("wrong", problem.message);
    return undefined;
  }
  await lay(job.kind);
  return job.kind === "chase" ? rows() : undefined;
}

async function lay(kind) {
  const answer = answers.get(kind);
  if (theGlobe() && (answer.geojson || answer.czml)) {
    await theGlobe().overlay(kind, answer);
    at(`over-${kind}`).setAttribute("aria-pressed", "true");
  }
  tell("busy", answer.headline ?? "");
}

function rows() {
  const answer = answers.get("chase");
  const home = at("chase");
  home.replaceChildren(el("h2", {}, "Chase"), el("p", { class: "quiet lead" }, "Can interceptors catch missiles from behind: from which bases, and how fast would they have to be?"),
    el("div", { class: "row" }, el("button", { type: "button", class: "main", onclick: () => press("chase") }, answer ? "Show on the globe" : "Work it out")));
  if (!answer) return;
  const there = Object.keys(answer.rows?.[0] ?? {}).filter((name) => typeof answer.rows[0][name] !== "object" && name !== "battery");
  const names = [...FIRST.filter((name) => there.includes(name)), ...there.filter((name) => !FIRST.includes(name))];
  const cell = (value) => (typeof value === "number" ? Number(value.toPrecision(4)).toLocaleString("en") : value === true ? "yes" : value === false ? "no" : value ?? "");
  home.append(el("p", { class: "sentence" }, answer.headline ?? ""),
    el("div", { class: "scroll", tabindex: "0" }, el("table", {}, el("thead", {}, el("tr", {}, names.map((name) => el("th", { scope: "col" }, head(name))))),
      el("tbody", {}, (answer.rows ?? []).map((row) => el("tr", {}, names.map((name) => el("td", {}, cell(row[name])))))))));
}
