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

/** Show a scenario; changes are taken over where a permalink brings some. */
export async function choose(id, variant = null, changes = new Map()) {
  tell("busy", "");
  try {
    state.scenario = await read(`scenarios/${encodeURIComponent(id)}${variant ? `?variant=${encodeURIComponent(variant)}` : ""}`);
  } catch (problem) {
    tell("busy", problem.message);
    return;
  }
  state.variant = variant;
  state.changes = new Map(changes);
  at("which").value = id;
  shown();
  tell("scenario", state.scenario);
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
