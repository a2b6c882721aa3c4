// Work under way: how far it is, and buttons to stop it and to take it up again.

import { at, el } from "./element.js";
import { follow, read, write } from "./api.js";
import { on, tell } from "./state.js";

const WORDS = { queued: "waits", running: "fights", complete: "done", interrupted: "interrupted", cancelled: "stopped", failed: "failed" };
const KINDS = { run: "runs", footprint: "footprint", chase: "chase", claim: "claim" };
const SHOWN = 4;
const jobs = new Map();
const ended = new Set();

export async function makeJobs() {
  on("job", (job) => take(job, true));
  try {
    for (const job of (await read("jobs")).slice(0, SHOWN).reverse()) take(job, false);
  } catch (problem) {
    tell("busy", problem.message);
  }
}

const open = (job) => job.status === "queued" || job.status === "running";

function take(job, mine) {
  const known = jobs.get(job.job);
  jobs.set(job.job, { ...known, job, mine: mine || known?.mine });
  if (mine || open(job)) ended.delete(job.job); // asked for again: its end is told again
  if (open(job)) {
    if (!known?.stop) jobs.get(job.job).stop = follow(job.job, heard);
  } else end(job);
  draw();
}

function heard(job) {
  const held = jobs.get(job.job);
  held.job = job;
  if (!open(job)) {
    held.stop?.();
    held.stop = null;
    end(job);
  }
  draw();
}

function end(job) {
  if (ended.has(job.job)) return;
  ended.add(job.job);
  if (jobs.get(job.job).mine) tell("ended", job);
}

function draw() {
  const latest = [...jobs.values()].reverse();
  at("jobs").replaceChildren(...latest.slice(0, SHOWN).map(({ job }) => one(job)));
}

function one(job) {
  const name = `${job.asked?.scenario ?? "own scenario"}, ${KINDS[job.kind] ?? job.kind}`;
  const far = job.total ? `${job.done} of ${job.total}` : "";
  const act = (verb, words) => el("button", { type: "button", class: "plain", onclick: () => send(job.job, verb) }, words);
  return el("div", { class: `job ${job.status}`, "data-job": job.job },
    el("div", { class: "line" }, el("span", { class: "name" }, name), el("span", { class: "state" }, [WORDS[job.status] ?? job.status, far].filter(Boolean).join(" ")),
      open(job) ? act("cancel", "Stop") : null,
      job.status === "interrupted" || job.status === "cancelled" ? act("resume", "Resume") : null),
    open(job) ? el("progress", { max: Math.max(job.total, 1), value: job.done, "aria-label": name }) : null,
    job.error ? el("p", { class: "problem" }, job.error) : null);
}

async function send(name, verb) {
  try {
    take(await write(`jobs/${encodeURIComponent(name)}/${verb}`), true);
  } catch (problem) {
    tell("busy", problem.message);
  }
}
