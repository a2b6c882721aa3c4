// Claims as cards: who said what, when, what the record of midcourse says, and a button that works it again.

import { at, el, outward } from "./element.js";
import { read } from "./api.js";
import { start } from "./start.js";
import { on, tell } from "./state.js";

const cards = new Map();

export function makeClaims() {
  on("tab", (name) => name === "claims" && !cards.size && fill());
  on("ended", (job) => job.kind === "claim" && answered(job));
}

async function fill() {
  const home = at("claims");
  try {
    const claims = await read("claims");
    home.replaceChildren(el("h2", {}, "Claims, computed again"), el("p", { class: "quiet lead" }, "Sentences of both sides, each with its condition and what was found. Check works it again on this machine."), el("div", { class: "cards" }, claims.map(card)));
  } catch (problem) {
    tell("wrong", problem.message);
  }
}

const plain = (value) => (typeof value === "number" && !Number.isInteger(value) ? String(Number(value.toPrecision(3))) : words(value));

const words = (value) => (value === null || value === undefined ? "" : typeof value === "object" ? Object.entries(value).map(([name, one]) => `${name} ${plain(one)}`).join(", ") : String(value));

function card(claim) {
  const result = el("div", { class: "result", role: "status" });
  const check = el("button", { type: "button", onclick: () => work(claim.id, check, result) }, "Check");
  const source = claim.source_title ?? plain(claim.source);
  const box = el("article", { class: "card", "data-claim": claim.id, tabindex: "0" },
    el("p", { class: "who" }, [plain(claim.who), plain(claim.when)].filter(Boolean).join(", ")),
    el("blockquote", {}, claim.words),
    el("p", { class: "holds" }, plain(claim.holds ?? claim.verdict) || "Check works it out"),
    claim.condition ? el("p", { class: "quiet" }, plain(claim.condition)) : null,
    values(claim.values),
    el("p", { class: "quiet source" }, claim.source_url ? outward(claim.source_url, source) : source), el("div", { class: "row" }, check), result);
  cards.set(claim.id, { box, check, result });
  return box;
}

/** Recorded values: a plain one, or one with its unit and words. */
function values(rows) {
  const list = Array.isArray(rows) ? rows : Object.entries(rows ?? {}).map(([name, value]) => (value !== null && typeof value === "object" ? { name, ...value } : { name, value }));
  if (!list.length) return null;
  return el("ul", { class: "values" }, list.slice(0, 6).map((one) => el("li", {}, typeof one === "object" ? recorded(one) : plain(one))));
}

function recorded({ label, name, words: said, value, unit }) {
  const number = [plain(value), unit].filter(Boolean).join(" ");
  const words = said ?? label; // the name stands in the condition
  return [[name, words].filter(Boolean).join(" · "), number].filter(Boolean).join(": ");
}

async function work(id, button, result) {
  button.disabled = true;
  result.textContent = "works …";
  const job = await start("claim", { scenario: id, variant: null, sets: [], grade: null });
  if (!job) {
    button.disabled = false;
    result.textContent = document.getElementById("notice").textContent;
  } else if (job.status === "complete") answered(job);
}

async function answered(job) {
  const held = cards.get(job.asked?.scenario);
  if (!held) return;
  held.check.disabled = false;
  if (job.status !== "complete") {
    held.result.textContent = job.error ?? job.status;
    return;
  }
  const answer = await read(`answers/${encodeURIComponent(job.job)}`).catch((problem) => ({ words: problem.message }));
  held.result.textContent = plain(answer.headline ?? answer.words ?? answer.verdict ?? answer.holds);
}
