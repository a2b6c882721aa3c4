// What the page knows, and who is told when it changes.

const listeners = new Map();

export const state = {
  limits: null,
  scenarios: [],
  scenario: null, // the document of the chosen one
  variant: null,
  changes: new Map(), // path -> the text after "=", as the command line takes it
  grade: null,
  runs: "1000", // texts as they were typed: a seed may be greater than what a number holds
  worlds: "32",
  seed: "1",
  run: null, // the document of the run folder that is shown
  number: null, // which run of it
  scene: null,
  asked: null, // what a permalink asked for, as long as the form says the same
  checked: null, // what the server said of the form: its hash
};

export function on(names, listener) {
  for (const name of names.split(" ")) {
    if (!listeners.has(name)) listeners.set(name, []);
    listeners.get(name).push(listener);
  }
}

export function tell(name, value) {
  for (const listener of listeners.get(name) ?? []) listener(value);
}

/** What is asked for, in the form that the server takes. */
export function asked(kind = "run") {
  return {
    kind,
    scenario: state.scenario?.id ?? null,
    text: null,
    variant: state.variant,
    sets: [...state.changes].map(([path, value]) => `${path}=${value}`),
    grade: state.grade,
    runs: state.runs,
    worlds: state.worlds,
    seed: state.seed,
  };
}
