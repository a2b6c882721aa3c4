// One line in the bar: what is under way or went wrong; it goes with the next thing that goes right.

import { at } from "./element.js";
import { on } from "./state.js";

let old = false;

export function makeNotice() {
  const say = (words, wrong) => {
    old = false;
    at("notice").textContent = words ?? "";
    at("notice").classList.toggle("problem", Boolean(words) && wrong);
  };
  on("busy", (words) => say(words, false));
  on("wrong", (words) => say(words, true));
  on("asked", () => (old = true));
  on("checked", (fine) => fine && old && say("", false));
}
