// How many runs, worlds, which seed and grade; and the button that starts them.

import { at, el } from "./element.js";
import { write } from "./api.js";
import { show } from "./knobs.js";
import { asked, on, state, tell } from "./state.js";

const GRADES = ["official", "measured", "derived", "estimated", "assumed"];

export function makeStart() {
  const fields = ["runs", "worlds", "seed"].map(count);
  const grade = el("select", { id: "grade", onchange: () => ((state.grade = grade.value || null), tell("asked")) },
    el("option", { value: "" }, "every number"), GRADES.map((one) => el("option", { value: one }, one)));
  const only = el("div", { class: "option", "data-option": "--grade" }, el("label", { for: "grade" }, "grade"), grade, wrong());
  const run = el("button", { type: "button", id: "run", class: "main", onclick: () => start("run") }, "Fight");
  at("start").append(el("div", { class: "options" }, fields, only), run);
  on("scenario asked", refresh);
}

const wrong = () => el("p", { class: "problem", role: "alert", hidden: true });

function count(name) {
  const field = el("input", { id: name, type: "text", inputmode: "numeric", autocomplete: "off", value: String(state[name]) });
  field.addEventListener("input", () => {
    // what is no whole number is sent as it stands, so that the server says what is wrong with it
    state[name] = /^\d+$/.test(field.value.trim()) ? Number(field.value) : field.value;
    tell("asked");
  });
  return el("div", { class: "option", "data-option": `--${name}` }, el("label", { for: name }, name), field, wrong());
}

export function refresh() {
  for (const name of ["runs", "worlds", "seed"]) if (document.activeElement !== at(name)) at(name).value = state[name];
  at("grade").value = state.grade ?? "";
}

/** Start work of a kind with what stands on the left; returns the job, or null where it was refused. */
export async function start(kind, more = {}) {
  try {
    const job = await write("jobs", { ...asked(kind), ...more });
    tell("job", job);
    return job;
  } catch (problem) {
    show(problem);
    tell("busy", problem.message);
    return null;
  }
}
