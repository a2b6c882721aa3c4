// One clock for globe and time line: seconds of the scenario. It runs here, whether there is a globe or not.

import { tell } from "./state.js";

export const SPEEDS = [1, 5, 10, 20, 50, 100];
export const clock = { time: 0, end: 1, playing: false, speed: 20, untouched: true };
let last = null;

export function setTime(time) {
  clock.untouched = false;
  clock.time = Math.min(Math.max(time, 0), clock.end);
  tell("time", clock.time);
}

/** A new scene: shown at a moment at which something can be seen, played from its beginning. */
export function setEnd(end, first) {
  clock.end = Math.max(end, 1);
  setTime(first);
  clock.untouched = true;
}

export function play(playing = !clock.playing) {
  if (playing && (clock.untouched || clock.time >= clock.end)) setTime(0);
  clock.playing = playing;
  last = null;
  tell("playing", playing);
  if (playing) requestAnimationFrame(step);
}

export function setSpeed(speed) {
  clock.speed = speed;
  tell("playing", clock.playing);
}

function step(now) {
  if (!clock.playing) return;
  // a slow frame must not jump over half an engagement
  if (last !== null) setTime(clock.time + clock.speed * Math.min((now - last) / 1000, 1));
  last = now;
  if (clock.time >= clock.end) play(false);
  else requestAnimationFrame(step);
}

export function spoken(time) {
  const whole = Math.floor(time);
  return `${String(Math.floor(whole / 60)).padStart(2, "0")}:${String(whole % 60).padStart(2, "0")}`;
}
