// The page: who is made in which order.

import "./styles/page.css";
import "./styles/left.css";
import "./styles/centre.css";
import "./styles/right.css";
import "./styles/rooms.css";
import { read } from "./api.js";
import { makeAnswer, showFolder } from "./answer.js";
import { makeClaims } from "./claims.js";
import { makeCompare } from "./compare.js";
import { at } from "./element.js";
import { makeJobs } from "./jobs.js";
import { makeKeyboard } from "./keyboard.js";
import { check, makeKnobs } from "./knobs.js";
import { makeOverlays } from "./overlays.js";
import { makeNotice } from "./notice.js";
import { fromAddress, ofLink } from "./permalink.js";
import { folders } from "./runs.js";
import { choose, makeScenarios, theatre } from "./scenarios.js";
import { changesOf, settingsOf } from "./settings.js";
import { makeStage, theGlobe } from "./stage.js";
import { makeStart } from "./start.js";
import { on, state, tell } from "./state.js";
import { clock } from "./clock.js";
import { makeTabs } from "./tabs.js";
import { makeTimeline } from "./timeline.js";
import { takeToken } from "./token.js";

const FIRST = "nodong-japan"; // the smallest: it is there in a minute

on("ended", (job) => job.kind === "run" && job.run_id && (job.status === "complete" || job.done > 0) && showFolder(job.run_id));
on("checked", (fine) => (at("run").dataset.rerun = fine?.rerun ?? ""));
let recheck;
on("asked", () => {
  if (state.asked) tell("busy", "");
  Object.assign(state, { asked: null, checked: null }); // what a link promised is promised of its own settings
  clearTimeout(recheck);
  recheck = setTimeout(check, 300);
});

async function begin() {
  makeNotice();
  const refused = await takeToken();
  state.limits = await read("health").catch(() => null);
  for (const [name, value] of Object.entries(state.limits?.defaults ?? {})) state[name] = String(value);
  makeTabs();
  makeKnobs();
  makeStart();
  makeTimeline();
  makeAnswer();
  makeClaims();
  makeCompare();
  makeKeyboard();
  await makeScenarios();
  const stage = makeStage().then(() => tell("stage"));
  makeOverlays();
  await makeJobs();
  await enter();
  await stage;
  if (state.scene) await theGlobe()?.show(state.scene);
  else theGlobe()?.goTo(theatre(state.scenario));
  theGlobe()?.setTime(clock.time);
  if (refused) tell("wrong", refused);
  document.documentElement.dataset.ready = "yes";
}

/** What the address asks for; otherwise, and where there is no such scenario, the newest run of this machine. */
async function enter() {
  const link = fromAddress();
  if (!link) return newest();
  if (await follow(link)) return undefined;
  const why = at("notice").textContent;
  await newest();
  return tell("wrong", why);
}

/** Fill in what a link asks for; it is shown where it is there already, and begins nothing: anyone can write a link. */
async function follow(link) {
  const { scenario, variant, sets, seed, runs, worlds, grade } = link;
  if (!(await choose(scenario, variant, changesOf(sets), { seed, runs, worlds, grade, asked: link }))) return false;
  const there = (await folders()).find((run) => run.status === "complete" && ofLink(run, link));
  if (there) await showFolder(there.run_id);
  else {
    at("run").focus();
    tell("busy", "Press Fight to reproduce it.");
  }
  return true;
}

/** The newest run with its settings on the left; where there is none, the first scenario as it is. */
async function newest() {
  const [run] = (await folders()).filter((one) => one.status === "complete");
  const { scenario, variant, sets, seed, runs, worlds, grade } = run ? settingsOf(run) : {};
  const known = run && state.scenarios.some((one) => one.id === scenario);
  if (!known || !(await choose(scenario, variant, changesOf(sets), { seed, runs, worlds, grade }))) {
    await choose(state.scenarios.some((one) => one.id === FIRST) ? FIRST : state.scenarios[0].id);
  }
  if (run) await showFolder(run.run_id);
}

addEventListener("hashchange", async () => {
  const refused = await takeToken();
  if (refused) tell("wrong", refused);
  const link = fromAddress();
  if (link) await follow(link);
});
on("scenario", (scenario) => theGlobe()?.goTo(theatre(scenario)));
begin().catch((problem) => tell("wrong", problem.message));

/** For tests and for who looks into the page: what it shows. */
window.midcourse = { state, clock, globe: theGlobe };
