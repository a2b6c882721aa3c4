// Two runs side by side: answers with their bands, ledgers, lanes of one run each.

import { at, el } from "./element.js";
import { read } from "./api.js";
import { band, bandWords } from "./band.js";
import { ledger } from "./ledger.js";
import { folderName, folders } from "./runs.js";
import { draw } from "./timeline.js";
import { on, state, tell } from "./state.js";

const chosen = [null, null];

export function makeCompare() {
  on("tab", (name) => name === "compare" && fill());
}

async function fill() {
  const found = (await folders()).filter((run) => run.status === "complete");
  const home = at("compare");
  home.replaceChildren(el("h2", {}, "Two runs side by side"), el("p", { id: "difference", class: "lead" }), el("div", { class: "pair" }, [0, 1].map((side) => column(side, found))));
  chosen[0] = state.run?.run_id ?? found[0]?.run_id ?? null;
  const others = found.filter((run) => run.run_id !== chosen[0]);
  const like = found.find((run) => run.run_id === chosen[0]);
  chosen[1] = (others.find((run) => run.scenario === like?.scenario) ?? others[0])?.run_id ?? null;
  chosen.forEach((id, side) => {
    at(`side-${side}`).value = id ?? "";
    if (id) show(side, id);
  });
}

function column(side, found) {
  const pick = el("select", { id: `side-${side}`, "aria-label": side ? "Right run" : "Left run", onchange: () => show(side, pick.value) }, el("option", { value: "" }, "choose a run"), found.map((run) => el("option", { value: run.run_id }, folderName(run))));
  return el("section", { class: "column" }, pick, el("div", { id: `shown-${side}` }));
}

async function show(side, id) {
  chosen[side] = id;
  const home = at(`shown-${side}`);
  try {
    const run = await read(`runs/${encodeURIComponent(id)}`);
    const p = run.summary?.p_no_leaker;
    const lanes = el("div", { class: "still" });
    home.dataset.value = p?.value ?? "";
    home.replaceChildren(el("p", { class: "sentence" }, run.answer ?? ""), p ? el("p", { class: "number" }, el("strong", {}, `${(100 * p.value).toFixed(1)} %`), " ", bandWords(p).join(", ")) : "", p ? band(p) : "", changes(run), ledger(run) ?? "", lanes);
    difference();
    const { first, median } = run.recorded ?? {};
    const number = median ?? first;
    if (number === undefined || number === null) return;
    const scene = await read(`runs/${encodeURIComponent(id)}/scene?run=${number}`);
    if (chosen[side] !== id) return;
    lanes.before(el("h3", {}, `Run ${number}`));
    draw(lanes, scene, true);
  } catch (problem) {
    home.textContent = problem.message;
  }
}

function changes(run) {
  const { sets, variant } = run.manifest?.how ?? {};
  const words = [variant ? `variant ${variant}` : null, ...(sets ?? [])].filter(Boolean);
  return el("p", { class: "quiet" }, words.length ? `Changed: ${words.join("; ")}` : "As the scenario states it.");
}

function difference() {
  const [left, right] = [0, 1].map((side) => at(`shown-${side}`).dataset.value).map((value) => (value ? Number(value) : NaN));
  const points = 100 * (right - left);
  at("difference").textContent = Number.isFinite(points) ? `The right one lets nothing through in ${Math.abs(points).toFixed(1)} of 100 runs ${points < 0 ? "less" : "more"}. Where seed and runs are the same, both had the same luck.` : "";
  tell("compared");
}
