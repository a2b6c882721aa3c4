// A permalink holds scenario, changes, seed and sizes of a run: whoever opens it can fight the same bytes.

import { alike, changesOf, settingsOf } from "./settings.js";
import { state } from "./state.js";

/** The address of the run that is shown, as the server states it; null where a scenario of one's own has none. */
export function permalink() {
  const { run, number } = state;
  const words = run?.permalink?.split("#")[1];
  if (!words) return null;
  return `${location.origin}${location.pathname}#${words}${number === null ? "" : `&run=${number}`}`;
}

/** What the address asks for, or null where it names no scenario. */
export function fromAddress() {
  const words = new URLSearchParams(location.hash.slice(1));
  if (!words.get("s")) return null;
  const usual = state.limits?.defaults ?? {};
  const text = (name, otherwise) => words.get(name) ?? String(usual[name] ?? otherwise);
  const number = words.get("run");
  return {
    scenario: words.get("s"),
    variant: words.get("v"),
    sets: [...changesOf(words.getAll("set"))].map(([path, value]) => `${path}=${value}`),
    seed: text("seed", 1),
    runs: text("runs", 1000),
    worlds: text("worlds", 32),
    grade: words.get("grade"),
    number: /^\d{1,9}$/.test(number ?? "") ? Number(number) : null,
    digest: words.get("digest"),
  };
}

/** Whether a run is the one that a link asks for. */
export const ofLink = (run, asked) => Boolean(run && asked && alike(settingsOf(run), asked));

/** Whether the runs of a folder are the bytes that the link promised, in words. */
export function promised(run, asked) {
  if (!asked?.digest || !run.digest || !ofLink(run, asked)) return null;
  if (run.digest === asked.digest) return { same: true, words: "The same bytes as the link promised." };
  const { version, machine } = run.manifest ?? {};
  return { same: false, words: `Other bytes than the link promised, from the same settings: another version of midcourse or of its libraries gives other bytes. This is midcourse ${version} on ${machine}.` };
}
