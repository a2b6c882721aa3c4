// Two runs side by side: answers with their bands, ledgers, lanes of one run each.

import { at, el } from "./element.js";
import { read } from "./api.js";
import { band, bandWords } from "./band.js";
import { ledger } from "./ledger.js";
import { folderName, folders } from "./runs.js";
import { changeWords, settingsOf } from "./settings.js";
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
  const pair = twoOfOne(found);
  [0, 1].forEach((side) => (chosen[side] = pair[side]?.run_id ?? null));
  chosen.forEach((id, side) => {
    at(`side-${side}`).value = id ?? "";
    if (id) show(side, id);
  });
}

/** The run that is shown and another of its scenario; where there is none, two of any one scenario. */
function twoOfOne(found) {
  const pairOf = (first) => [first, found.find((run) => run !== first && run.scenario === first.scenario)];
  const shown = found.find((run) => run.run_id === state.run?.run_id) ?? found[0];
  const pairs = [shown, ...found].filter(Boolean).map(pairOf);
  return pairs.find(([, other]) => other) ?? pairs[0] ?? [];
}

function column(side, found) {
  const pick = el("select", { id: `side-${side}`, "aria-label": side ? "Right run" : "Left run", onchange: () => show(side, pick.value) }, el("option", { value: "" }, "choose a run"), found.map((run) => el("option", { value: run.run_id }, folderName(run))));
  return el("section", { class: "column" }, pick, el("div", { id: `shown-${side}` }));
}

async function show(side, id) {
  chosen[side] = id;
  const home = at(`shown-${side}`);
  if (!id) {
    home.replaceChildren();
    home.dataset.value = home.dataset.scenario = "";
    difference();
    return;
  }
  try {
    const run = await read(`runs/${encodeURIComponent(id)}`);
    if (chosen[side] !== id) return;
    const p = run.summary?.p_no_leaker;
    const lanes = el("div", { class: "still" });
    home.dataset.value = p?.value ?? "";
    home.dataset.scenario = run.manifest.scenario;
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
  const words = changeWords(settingsOf(run));
  return el("p", { class: "quiet" }, words.length ? `Changed: ${words.join("; ")}` : "As the scenario states it.");
}

function difference() {
  const [left, right] = [0, 1].map((side) => at(`shown-${side}`).dataset.value).map((value) => (value ? Number(value) : NaN));
  const [one, other] = [0, 1].map((side) => at(`shown-${side}`).dataset.scenario);
  const points = 100 * (right - left);
  if (one && other && one !== other) at("difference").textContent = "Two different scenarios: their numbers are of different things.";
  else at("difference").textContent = Number.isFinite(points) ? `The right one lets nothing through in ${Math.abs(points).toFixed(1)} of 100 runs ${points < 0 ? "less" : "more"}. Where seed and runs are the same, both had the same luck.` : "";
  tell("compared");
}
