// Numbers as sliders: value, unit, grade, source, and on the slider the span that the literature leaves open.

import { at, el } from "./element.js";
import { write } from "./api.js";
import { asked, on, state, tell } from "./state.js";

const GROUPS = { rules: "Rules", attack: "Attack", interceptors: "Interceptors", sensors: "Sensors", defended: "Defended" };
const rows = new Map();
let checks = 0; // only the answer to the last question counts

export function makeKnobs() {
  on("scenario", draw);
}

function draw({ knobs, numbers }) {
  rows.clear();
  const few = [...knobs, ...numbers.filter((one) => state.changes.has(one.path) && !knobs.some((knob) => knob.path === one.path))];
  const home = at("knobs");
  home.replaceChildren();
  for (const group of new Set(few.map((knob) => knob.group))) {
    const set = el("fieldset", { "data-group": group }, el("legend", {}, GROUPS[group] ?? group));
    set.append(...few.filter((knob) => knob.group === group).map(row));
    home.append(set);
  }
  // what a permalink changes but no number of the scenario has: shown all the same, with the server's word beside it
  const known = new Set(few.map((one) => one.path));
  const strange = [...state.changes.keys()].filter((path) => !known.has(path));
  if (strange.length) home.append(el("fieldset", {}, el("legend", {}, "Other changes"), strange.map(bare)));
  home.append(another(numbers), el("p", { id: "problem", class: "problem", role: "alert", hidden: true }));
  check();
}

function row(knob) {
  const id = `knob-${knob.path}`;
  const said = state.changes.get(knob.path);
  const value = said === undefined ? knob.value : bareValue(said, knob);
  const field = knob.kind === "choice" ? choice(knob, id, value) : number(knob, id, value);
  const undo = el("button", { type: "button", class: "plain undo", title: `As it was: ${knob.value} ${knob.unit}`, "aria-label": `${knob.label}: as it was`, onclick: () => reset(knob) }, "↺");
  const wrong = el("p", { class: "problem", id: `${id}-problem`, role: "alert", hidden: true });
  const box = el("div", { class: "knob", "data-path": knob.path },
    el("div", { class: "line" }, el("label", { for: id, title: knob.path }, knob.label), undo, field, el("span", { class: "unit" }, knob.unit ?? "")),
    knob.kind === "choice" ? null : slider(knob, field),
    whence(knob, id), wrong);
  rows.set(knob.path, { box, field, wrong, knob });
  mark(knob);
  return box;
}

function number(knob, id, value) {
  const field = el("input", { id, type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false", value: String(value), "aria-describedby": `${id}-source ${id}-problem` });
  field.addEventListener("input", () => change(knob, field.value));
  return field;
}

function choice(knob, id, value) {
  const words = (one) => (one === true ? "yes" : one === false ? "no" : String(one));
  const field = el("select", { id, "aria-describedby": `${id}-problem`, onchange: () => change(knob, field.value) }, knob.choices.map((one) => el("option", { value: String(one) }, words(one))));
  field.value = String(value);
  return field;
}

function slider(knob, field) {
  const share = (x) => (knob.max > knob.min ? (100 * (x - knob.min)) / (knob.max - knob.min) : 0);
  const range = el("input", { type: "range", min: knob.min, max: knob.max, step: knob.step, value: Number(field.value), "aria-label": `${knob.label}, slider`, "aria-valuetext": `${field.value} ${knob.unit}` });
  range.addEventListener("input", () => {
    field.value = String(Number(Number(range.value).toPrecision(6)));
    range.setAttribute("aria-valuetext", `${field.value} ${knob.unit}`);
    change(knob, field.value);
  });
  field.addEventListener("input", () => Number.isFinite(Number(field.value)) && (range.value = Number(field.value)));
  const track = el("div", { class: "slide" }, range);
  if (knob.low !== null && knob.high !== null && knob.high > knob.low) {
    const span = el("span", { class: "span", title: `${knob.low} to ${knob.high} ${knob.unit} in the literature` });
    // the thumb of a slider is 12 px wide and stays inside: marks follow its middle
    span.style.left = `calc(6px + (100% - 12px) * ${share(knob.low) / 100})`;
    span.style.width = `calc((100% - 12px) * ${(share(knob.high) - share(knob.low)) / 100})`;
    track.prepend(span);
  }
  return track;
}

function whence(knob, id) {
  const span = knob.low !== null && knob.high !== null && knob.high > knob.low ? `${knob.low} to ${knob.high} ${knob.unit}` : "";
  const full = [knob.source_title, knob.where].filter(Boolean).join(". ");
  return el("p", { class: "whence", id: `${id}-source`, tabindex: "0" },
    el("span", { class: `grade ${knob.grade}` }, knob.grade), span ? el("span", { class: "low-high" }, span) : null,
    el("span", { class: "source" }, full || knob.source));
}

const bareValue = (said, knob) => (knob.unit && said.endsWith(` ${knob.unit}`) ? said.slice(0, -knob.unit.length - 1) : said);

function change(knob, text) {
  const words = text.trim();
  if (words === String(knob.value)) state.changes.delete(knob.path);
  else state.changes.set(knob.path, knob.unit && /^[-+.\deE]+$/.test(words) ? `${words} ${knob.unit}` : words);
  mark(knob);
  tell("asked");
}

function reset(knob) {
  const { field, box } = rows.get(knob.path);
  field.value = String(knob.value);
  const range = box.querySelector("input[type=range]");
  if (range) range.value = knob.value;
  change(knob, field.value);
}

const mark = (knob) => rows.get(knob.path)?.box.classList.toggle("changed", state.changes.has(knob.path));

/** Any other number of the scenario, added to the list by its path, or by PATH=VALUE at once. */
function another(numbers) {
  const field = el("input", { id: "another", list: "paths", placeholder: "any other number, or PATH=VALUE …", "aria-label": "Add a number by its path, or PATH=VALUE", "aria-describedby": "another-problem", autocomplete: "off" });
  const wrong = el("p", { class: "problem", id: "another-problem", role: "alert", hidden: true });
  const list = el("datalist", { id: "paths" }, numbers.map((one) => el("option", { value: one.path }, one.label)));
  field.addEventListener("input", () => (wrong.hidden = true));
  field.addEventListener("change", async () => {
    const [, path, value] = /^\s*([^=\s]*)\s*(?:=\s*(.*?))?\s*$/.exec(field.value) ?? [null, field.value.trim()];
    if (!path && value === undefined) return;
    const why = await add(numbers, path, value, field);
    wrong.textContent = why ?? "";
    wrong.hidden = !why;
    wrong.scrollIntoView({ block: "nearest" });
    if (!why) field.value = "";
  });
  return el("div", { class: "another" }, field, wrong, list);
}

/** Go to a number, which is added where it is not there yet; returns what is wrong with its path or value, in the server's words. */
async function add(numbers, path, value, field) {
  const knob = rows.get(path)?.knob ?? numbers.find((one) => one.path === path);
  if (!knob || value !== undefined) {
    const said = knob?.unit && /^[-+.\deE]+$/.test(value) ? `${value} ${knob.unit}` : value ?? "0";
    try {
      const { scenario, variant } = asked(); // of nothing else that stands in the form
      await write("check", { scenario, variant, sets: [`${path}=${said}`] });
    } catch (problem) {
      return problem.message;
    }
    if (!knob && value === undefined) return `${path} takes a value: write ${path}=VALUE`;
  }
  if (!knob) state.changes.set(path, value);
  if (!rows.has(path)) field.closest("div").before(knob ? row(knob) : bare(path));
  const held = rows.get(path);
  if (value !== undefined) put(held, value);
  held.box.scrollIntoView({ block: "center" });
  held.field.focus();
  return null;
}

/** A value into its field and slider, as if it had been typed. */
function put({ field, knob }, value) {
  field.value = bareValue(value, knob);
  field.dispatchEvent(new Event(field.tagName === "SELECT" ? "change" : "input"));
}

function bare(path) {
  const field = el("input", { id: `knob-${path}`, type: "text", value: state.changes.get(path), "aria-label": path });
  const wrong = el("p", { class: "problem", role: "alert", hidden: true });
  const knob = { path, value: null, unit: "" };
  field.addEventListener("input", () => change(knob, field.value));
  const box = el("div", { class: "knob changed", "data-path": path }, el("div", { class: "line" }, el("label", { for: `knob-${path}` }, path), field), wrong);
  rows.set(path, { box, field, wrong, knob });
  return box;
}

/** Ask the server whether it would fight this; what it says stands beside the field. */
export async function check() {
  const turn = ++checks;
  try {
    const fine = await write("check", asked());
    if (turn !== checks) return true;
    state.checked = fine;
    clear();
    tell("checked", fine);
    return true;
  } catch (problem) {
    if (turn !== checks) return false;
    show(problem);
    tell("checked", null);
    return false;
  }
}

export function clear() {
  for (const { wrong, field } of rows.values()) {
    wrong.hidden = true;
    field.removeAttribute("aria-invalid");
  }
  for (const one of document.querySelectorAll("#start .problem, #problem")) one.hidden = true;
}

export function show(problem) {
  clear();
  const key = String(problem.key ?? "").replace(/^--(set )?/, "");
  const found = rows.get(key) ?? [...rows.entries()].find(([path]) => key && (key.startsWith(path) || problem.message.includes(`${path}`)))?.[1];
  const option = document.querySelector(`#start [data-option="${CSS.escape(key)}"] .problem`);
  const place = found?.wrong ?? option ?? at("problem");
  if (!place) return;
  place.textContent = problem.message;
  place.hidden = false;
  found?.field.setAttribute("aria-invalid", "true");
}
