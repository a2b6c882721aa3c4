// Which scenario, which variant; what is changed of it is kept by path.

import { at, el } from "./element.js";
import { read } from "./api.js";
import { state, tell } from "./state.js";

export async function makeScenarios() {
  state.scenarios = await read("scenarios");
  const pick = el("select", { id: "which", onchange: () => choose(pick.value) }, state.scenarios.map((one) => el("option", { value: one.id, title: one.about }, one.name)));
  const variant = el("select", { id: "variant", onchange: () => choose(state.scenario.id, variant.value || null) });
  const about = el("p", { class: "about quiet" });
  at("scenario").append(
    el("label", { for: "which" }, "Scenario"), pick,
    el("div", { id: "variants" }, el("label", { for: "variant" }, "Variant"), variant), about,
  );
}

/** Show a scenario; changes and sizes are taken over where a permalink or a run brings some. Returns whether there is such a one. */
export async function choose(id, variant = null, changes = new Map(), more = {}) {
  tell("busy", "");
  try {
    state.scenario = await read(`scenarios/${encodeURIComponent(id)}${variant ? `?variant=${encodeURIComponent(variant)}` : ""}`);
  } catch (problem) {
    tell("wrong", problem.message);
    at("which").value = state.scenario?.id ?? "";
    at("variant").value = state.variant ?? "";
    return false;
  }
  Object.assign(state, { asked: null, checked: null, ...more });
  state.variant = variant;
  state.changes = new Map(changes);
  at("which").value = id;
  shown();
  tell("scenario", state.scenario);
  return true;
}

function shown() {
  const { variants, about, as_of: date } = state.scenario;
  const names = variants ?? [];
  const words = (one) => (typeof one === "string" ? one : one.name ?? one.id);
  const key = (one) => (typeof one === "string" ? one : one.id);
  at("variants").hidden = !names.length;
  at("variant").replaceChildren(el("option", { value: "" }, "as it is"), ...names.map((one) => el("option", { value: key(one) }, words(one))));
  at("variant").value = state.variant ?? "";
  document.querySelector("#scenario .about").textContent = `${about ?? ""}${date ? ` As of ${date}.` : ""}`;
  document.title = `${state.scenario.name}: midcourse`;
}

/** Where it happens: [longitude, latitude] of its raid and of what it defends, as far as its numbers say. */
export function theatre(scenario) {
  const numbers = new Map((scenario?.numbers ?? []).map((one) => [one.path, Number(one.value)]));
  const places = [...numbers].filter(([path]) => /^(raid\.\d+\.(from|to)|defended\.\d+)\.lat$/.test(path)).map(([path, lat]) => [numbers.get(path.replace(/lat$/, "lon")), lat]);
  return places.filter((place) => place.every(Number.isFinite));
}
