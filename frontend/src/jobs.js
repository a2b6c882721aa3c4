// Work under way: how far it is, and buttons to stop it and to take it up again.

import { at, el } from "./element.js";
import { follow, read, write } from "./api.js";
import { changeWords } from "./settings.js";
import { on, tell } from "./state.js";

const WORDS = { queued: "waits", running: "fights", complete: "done", interrupted: "interrupted", cancelled: "stopped", failed: "failed" };
const KINDS = { run: "runs", footprint: "footprint", chase: "chase", claim: "claim" };
const STREAMS = { mine: 5, others: 3 }; // a browser holds six connections to one server
const AGAIN = new Set(["interrupted", "cancelled", "failed"]);
const jobs = new Map();
const ended = new Set();

export async function makeJobs() {
  on("job", (job) => take(job, true));
  try {
    for (const job of (await read("jobs")).reverse()) take(job, false);
  } catch (problem) {
    tell("wrong", problem.message);
  }
}

const open = (job) => job.status === "queued" || job.status === "running";

function take(job, mine) {
  const known = jobs.get(job.job);
  jobs.set(job.job, { ...known, job, mine: mine || known?.mine });
  if (mine || open(job)) ended.delete(job.job); // asked for again: its end is told again
  if (open(job)) more();
  else end(job);
  draw();
}

/** Follow open jobs, those begun here first; the others as soon as one ends. */
function more() {
  const all = [...jobs.values()];
  const waiting = all.filter(({ job, stop }) => open(job) && !stop).sort((one, other) => Number(Boolean(other.mine)) - Number(Boolean(one.mine)));
  let held = all.filter(({ stop }) => stop).length;
  for (const one of waiting) {
    if (held >= (one.mine ? STREAMS.mine : STREAMS.others)) break;
    one.stop = follow(one.job.job, heard);
    held += 1;
  }
}

function heard(job) {
  const held = jobs.get(job.job);
  held.job = job;
  if (!open(job)) {
    held.stop?.();
    held.stop = null;
    more();
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
  at("jobs").replaceChildren(...latest.map(({ job }) => one(job)));
}

function nameOf(job) {
  const { scenario, variant, sets, grade, seed } = job.asked ?? {};
  const words = changeWords({ variant, sets, grade });
  // of a great seed the name of the folder has every digit
  if (job.kind === "run") words.push(`seed ${/-s(\d+)-n\d/.exec(job.run_id ?? "")?.[1] ?? seed}`);
  return [scenario ?? "own scenario", KINDS[job.kind] ?? job.kind, ...words].join(", ");
}

/** How far: of complete work the runs that were asked for, without those of the nominal world beside them. */
function farOf(job) {
  if (job.status === "complete") return job.kind === "run" ? `${job.asked?.runs ?? job.total}` : "";
  return job.total ? `${Math.min(job.done, job.total)} of ${job.total}` : "";
}

function one(job) {
  const name = nameOf(job);
  const far = farOf(job);
  const act = (verb, words) => el("button", { type: "button", class: "plain", onclick: () => send(job.job, verb) }, words);
  return el("div", { class: `job ${job.status}`, "data-job": job.job },
    el("div", { class: "line" }, el("span", { class: "name", title: name }, name), el("span", { class: "state" }, [WORDS[job.status] ?? job.status, far].filter(Boolean).join(" ")),
      open(job) ? act("cancel", "Stop") : null,
      AGAIN.has(job.status) ? act("resume", "Resume") : null),
    open(job) ? el("progress", { max: Math.max(job.total, 1), value: job.done, "aria-label": name }) : null,
    job.note ? el("p", { class: "quiet" }, job.note) : null,
    job.error ? el("p", { class: "problem" }, job.error) : null);
}

async function send(name, verb) {
  try {
    take(await write(`jobs/${encodeURIComponent(name)}/${verb}`), true);
  } catch (problem) {
    tell("wrong", problem.message);
  }
}
