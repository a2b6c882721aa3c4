// A permalink holds scenario, changes, seed and sizes: whoever opens it fights the same bytes.

import { state } from "./state.js";

export function permalink() {
  const words = new URLSearchParams();
  const { variant, changes, seed, runs, worlds, grade, number, run } = state;
  words.set("s", state.scenario?.id ?? "");
  if (variant) words.set("v", variant);
  for (const [path, value] of changes) words.append("set", `${path}=${value}`);
  words.set("seed", seed);
  words.set("runs", runs);
  words.set("worlds", worlds);
  if (grade) words.set("grade", grade);
  if (number !== null) words.set("run", number);
  if (run?.digest) words.set("digest", run.digest);
  return `${location.origin}${location.pathname}#${words}`;
}

const whole = (text, otherwise) => (/^\d+$/.test(text ?? "") ? Number(text) : otherwise);

/** What the address asks for, or null where it names no scenario. */
export function fromAddress() {
  const words = new URLSearchParams(location.hash.slice(1));
  if (!words.get("s")) return null;
  const sets = words.getAll("set").map((one) => [one.slice(0, one.indexOf("=")), one.slice(one.indexOf("=") + 1)]);
  return {
    scenario: words.get("s"),
    variant: words.get("v"),
    changes: new Map(sets.filter(([path]) => path)),
    seed: whole(words.get("seed"), 1),
    runs: whole(words.get("runs"), 40),
    worlds: whole(words.get("worlds"), 4),
    grade: words.get("grade"),
    number: whole(words.get("run"), null),
    digest: words.get("digest"),
  };
}

/** Whether the runs of a folder are the bytes that the link promised, in words. */
export function promised(run, asked) {
  if (!asked?.digest) return null;
  if (run.digest === asked.digest) return { same: true, words: "The same bytes as the link promised." };
  const version = run.manifest?.version;
  return { same: false, words: `Other bytes than the link promised: this is midcourse ${version} on ${run.manifest?.machine}; the link was made by another version or machine.` };
}
