// Which run folder is shown: those on this machine, the newest first.

import { el } from "./element.js";
import { read } from "./api.js";
import { showFolder } from "./answer.js";
import { changeWords, settingsOf } from "./settings.js";
import { on, state, tell } from "./state.js";

export function folderName(run) {
  const p = typeof run.p_no_leaker === "number" ? run.p_no_leaker : run.p_no_leaker?.value;
  const share = p == null ? (run.status === "complete" ? "" : `, ${run.status}`) : `, ${Math.round(100 * p)} %`;
  const settings = settingsOf(run);
  return `${[run.scenario, ...changeWords(settings), `${run.runs} runs`, `${run.worlds} worlds`, `seed ${settings.seed}`].join(", ")}${share}`;
}

export async function folders() {
  try {
    return await read("runs");
  } catch (problem) {
    tell("wrong", problem.message);
    return [];
  }
}

export function chooser() {
  const pick = el("select", { id: "folder", "aria-label": "Run folder", onchange: () => pick.value && showFolder(pick.value) });
  const fill = async () => {
    const found = await folders();
    pick.replaceChildren(el("option", { value: "" }, found.length ? "Earlier runs …" : "No runs yet"), ...found.map((run) => el("option", { value: run.run_id }, folderName(run))));
    pick.value = state.run?.run_id ?? "";
  };
  on("run ended", fill);
  fill();
  return el("div", { class: "chooser" }, pick);
}
