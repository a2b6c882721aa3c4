// What a run was fought with, or a form or a link asks for: one shape, of texts, so that two can be held against each other.

import { state } from "./state.js";

/** Of a line of the list of runs, or of the document of one. */
export function settingsOf(run) {
  const held = run.manifest ?? run;
  const { variant = null, sets } = held.how ?? {};
  return { scenario: held.scenario, variant: variant ?? null, sets: sets ?? [], grade: held.grade ?? null, seed: seedOf(run, held), runs: String(held.runs), worlds: String(held.worlds) };
}

// a seed may be greater than what a number of JavaScript holds; in the name of its folder it is text
const seedOf = (run, held) => /-s(\d+)-n\d/.exec(run.run_id ?? "")?.[1] ?? String(held.seed);

export const settingsOfForm = () => ({
  scenario: state.scenario?.id ?? null, variant: state.variant, sets: setsOf(state.changes), grade: state.grade,
  seed: state.seed.trim(), runs: state.runs.trim(), worlds: state.worlds.trim(),
});

export const setsOf = (changes) => [...changes].map(([path, value]) => `${path}=${value}`);

/** Texts PATH=VALUE as a map; what names no path is left out. */
export const changesOf = (sets) => new Map(sets.map((one) => [one.slice(0, one.indexOf("=")), one.slice(one.indexOf("=") + 1)]).filter(([path]) => path));

const said = ({ scenario, variant, sets, grade, seed, runs, worlds }) => JSON.stringify([scenario, variant || null, [...sets].sort(), grade || null, seed, runs, worlds]);

export const alike = (left, right) => said(left) === said(right);

/** The changes in words: variant, replaced values, grade. */
export const changeWords = ({ variant, sets, grade }) => [variant ? `variant ${variant}` : null, ...(sets ?? []), grade ? `grade ${grade}` : null].filter(Boolean);
