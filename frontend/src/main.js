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
import { fromAddress } from "./permalink.js";
import { folders } from "./runs.js";
import { choose, makeScenarios } from "./scenarios.js";
import { makeStage, theGlobe } from "./stage.js";
import { makeStart, refresh, start } from "./start.js";
import { on, state, tell } from "./state.js";
import { clock } from "./clock.js";
import { makeTabs } from "./tabs.js";
import { makeTimeline } from "./timeline.js";
import { takeToken } from "./token.js";

const FIRST = "nodong-japan"; // the smallest: it is there in a minute

takeToken();
on("busy", (words) => (at("notice").textContent = words ?? ""));
on("ended", (job) => job.kind === "run" && job.run_id && (job.status === "complete" || job.done > 0) && showFolder(job.run_id, state.asked?.number ?? null));
on("checked", (fine) => (at("run").dataset.rerun = fine?.rerun ?? ""));
let recheck;
on("asked", () => {
  clearTimeout(recheck);
  recheck = setTimeout(check, 300);
});

async function begin() {
  makeTabs();
  makeKnobs();
  makeStart();
  makeTimeline();
  makeAnswer();
  makeClaims();
  makeCompare();
  makeKeyboard();
  state.limits = await read("health").catch(() => null);
  await makeScenarios();
  const stage = makeStage().then(() => tell("stage"));
  makeOverlays();
  await makeJobs();
  await enter();
  await stage;
  if (state.scene) await theGlobe()?.show(state.scene);
  theGlobe()?.setTime(clock.time);
  document.documentElement.dataset.ready = "yes";
}

/** What the address asks for; otherwise the first scenario, and the newest run of this machine. */
async function enter() {
  const asked = fromAddress();
  if (!asked) {
    await choose(state.scenarios.some((one) => one.id === FIRST) ? FIRST : state.scenarios[0].id);
    const [newest] = (await folders()).filter((run) => run.status === "complete");
    if (newest) await showFolder(newest.run_id);
    return;
  }
  const { seed, runs, worlds, grade } = asked;
  Object.assign(state, { seed, runs, worlds, grade, asked });
  refresh();
  await choose(asked.scenario, asked.variant, asked.changes);
  await start("run"); // what ends, or was there already, is shown
}

addEventListener("hashchange", () => {
  takeToken();
  if (fromAddress() && location.hash !== "") enter();
});
begin().catch((problem) => tell("busy", problem.message));

/** For tests and for who looks into the page: what it shows. */
window.midcourse = { state, clock, globe: theGlobe };
