// How many runs, worlds, which seed and grade; and the button that starts them.

import { at, el } from "./element.js";
import { write } from "./api.js";
import { show } from "./knobs.js";
import { asked, on, state, tell } from "./state.js";

const GRADES = ["official", "peer-reviewed", "press", "estimated", "assumed"];

export function makeStart() {
  const fields = ["runs", "worlds", "seed"].map(count);
  const grade = el("select", { id: "grade", onchange: () => ((state.grade = grade.value || null), tell("asked")) },
    el("option", { value: "" }, "every number"), (state.limits?.grades ?? GRADES).map((one) => el("option", { value: one }, one)));
  const only = el("div", { class: "option", "data-option": "grade" }, el("label", { for: "grade" }, "grade"), grade, wrong());
  const run = el("button", { type: "button", id: "run", class: "main", onclick: () => start("run") }, "Fight");
  at("start").append(el("div", { class: "options" }, fields, only), run);
  on("scenario asked", refresh);
}

const wrong = () => el("p", { class: "problem", role: "alert", hidden: true });

function count(name) {
  const field = el("input", { id: name, type: "text", inputmode: "numeric", autocomplete: "off", value: state[name] });
  field.addEventListener("input", () => {
    // sent as it stands, so that nothing is rounded and the server says what is wrong with it
    state[name] = field.value;
    tell("asked");
  });
  return el("div", { class: "option", "data-option": name }, el("label", { for: name }, name), field, wrong());
}

export function refresh() {
  for (const name of ["runs", "worlds", "seed"]) if (document.activeElement !== at(name)) at(name).value = state[name];
  const grade = at("grade");
  // a grade that a link names and nobody knows: shown all the same, with the server's word beside it
  if (state.grade && ![...grade.options].some((one) => one.value === state.grade)) grade.append(el("option", { value: state.grade }, state.grade));
  grade.value = state.grade ?? "";
}

/** Start work of a kind with what stands on the left; returns the job, or null where it was refused. */
export async function start(kind, more = {}) {
  tell("busy", "");
  try {
    const job = await write("jobs", { ...asked(kind), ...more });
    tell("job", job);
    return job;
  } catch (problem) {
    show(problem);
    tell("wrong", problem.message);
    return null;
  }
}
