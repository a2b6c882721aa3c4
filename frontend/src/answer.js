// The right side: the sentence, its number with luck and doubt, why it went wrong, which run is shown, what can be taken away.

import { at, el } from "./element.js";
import { read } from "./api.js";
import { band, bandWords } from "./band.js";
import { ledger, reasons } from "./ledger.js";
import { ofLink, permalink, promised } from "./permalink.js";
import { chooser } from "./runs.js";
import { alike, settingsOf, settingsOfForm } from "./settings.js";
import { showRun } from "./stage.js";
import { on, state, tell } from "./state.js";

const FORMS = [["kml", "Google Earth"], ["czml", "Cesium"], ["geojson", "maps"], ["csv", "tables"], ["stk", "STK"]];

export function makeAnswer() {
  at("right").append(chooser(), el("p", { id: "other", class: "quiet", role: "status", hidden: true }), el("div", { id: "answer" }, el("p", { class: "empty" }, "Nothing fought yet. Choose a scenario and press Fight.")));
  on("run", draw);
  on("run scenario asked checked", other);
  on("scene", () => {
    numbers();
    takeaway();
    why();
  });
}

/** One quiet line where the answer is not of what stands on the left. */
function other() {
  const { run, asked, checked } = state;
  const [held, form] = [run && settingsOf(run), settingsOfForm()];
  const counts = held && ["seed", "runs", "worlds"].every((name) => held[name] === form[name]);
  // the same scenario may be said in other words: then its hash is the same
  const same = held && (alike(held, form) || (counts && checked?.scenario_sha256 === run.manifest.hash));
  at("other").hidden = same || !(run || asked);
  at("other").textContent = asked ? "Press Fight to reproduce it." : "The answer is of other settings: Fight works it again.";
}

/** Show a run folder, and one of its runs: the one that a link named, or that of median outcome. */
export async function showFolder(id) {
  tell("busy", "");
  try {
    state.run = await read(`runs/${encodeURIComponent(id)}`);
  } catch (problem) {
    tell("wrong", problem.message);
    return;
  }
  tell("run", state.run);
  const { first, median, worst } = state.run.recorded ?? {};
  const linked = ofLink(state.run, state.asked) ? state.asked.number : null;
  const chosen = linked ?? median ?? first ?? worst;
  if (chosen !== undefined && chosen !== null) await showRun(chosen);
}

function draw(run) {
  const p = run.summary?.p_no_leaker;
  at("answer").replaceChildren(
    el("h2", { class: "sentence" }, run.answer ?? "No answer: the work was interrupted."),
    p ? el("div", { class: "number" }, el("strong", { id: "value", "data-value": p.value }, `${(100 * p.value).toFixed(1)} %`), el("ul", { class: "bands" }, bandWords(p).map((words, i) => el("li", { class: i ? "doubt" : "luck" }, words)))) : "",
    p ? band(p) : "",
    hangs(run) ?? "", ledger(run) ?? "",
    el("div", { id: "numbers" }), el("div", { id: "why" }), el("div", { id: "takeaway" }),
  );
  numbers();
  takeaway();
}

function hangs(run) {
  const names = (run.hangs_on ?? []).map((one) => (typeof one === "string" ? one : one.words ?? one.label ?? one.path));
  return names.length ? el("p", { class: "hangs" }, el("span", { class: "quiet" }, "Of what is assumed, hangs most on: "), names.join("; ")) : null;
}

function numbers() {
  const { run } = state;
  const home = at("numbers");
  if (!home) return;
  const roles = Object.entries(run.recorded ?? {}).filter(([, number]) => number !== null && number !== undefined);
  const button = ([role, number]) => el("button", { type: "button", "aria-pressed": String(state.number === number), onclick: () => showRun(number) }, role, el("small", {}, ` ${number}`));
  const field = el("input", { id: "number", type: "number", min: 0, step: 1, value: state.number ?? "", "aria-label": "Any run by its number", onchange: () => field.value !== "" && showRun(Number(field.value)) });
  home.replaceChildren(el("h3", {}, "Run on the globe"), el("div", { class: "row" }, roles.map(button), field));
}

/** Sentences of the run that is shown: which link failed for which object. */
function why() {
  at("why")?.replaceChildren(reasons(state.scene));
}

function takeaway() {
  const { run, number } = state;
  const home = at("takeaway");
  if (!home) return;
  const base = `api/runs/${encodeURIComponent(run.run_id)}`;
  const query = number === null ? "" : `?run=${number}`;
  const word = promised(run, state.asked);
  home.replaceChildren(
    el("h3", {}, "Take away"),
    el("div", { class: "row exports" }, FORMS.map(([form, what]) => el("a", { class: "button", href: `${base}/export/${form}${query}`, download: "", title: `for ${what}` }, form.toUpperCase())),
      el("a", { class: "button", href: `${base}/report`, target: "_blank", rel: "noopener" }, "Report"),
      el("a", { class: "button", href: `${base}/globe${query}`, download: `run-${number ?? 0}.html`, title: "This run as one file that opens from disk" }, "One file"),
      el("a", { class: "button", href: `${base}/figures/map.png`, download: "map.png" }, "PNG")),
    permalink() ? el("div", { class: "row" }, el("button", { type: "button", id: "permalink", onclick: copy }, "Copy permalink"), el("span", { id: "copied", role: "status" })) : "",
    word ? el("p", { id: "same", class: word.same ? "good" : "problem" }, word.words) : "",
    run.digest ? el("p", { class: "quiet digest", title: run.digest }, "results.parquet sha256 ", el("code", { id: "digest", "data-digest": run.digest }, run.digest.slice(0, 16))) : "",
    run.rerun ? el("details", {}, el("summary", {}, "The same on the command line"), el("code", {}, run.rerun)) : "",
  );
}

async function copy() {
  const address = permalink();
  at("permalink").dataset.address = address;
  history.replaceState(null, "", address);
  try {
    await navigator.clipboard.writeText(address);
    at("copied").textContent = "copied";
  } catch {
    at("copied").textContent = "it stands in the address bar";
  }
}
