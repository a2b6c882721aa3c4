// The answer as a band: the value, what luck alone leaves open, and what nobody knows.

import { svg } from "./element.js";

const [WIDE, LEFT, RIGHT] = [280, 8, 8];
const x = (share) => LEFT + share * (WIDE - LEFT - RIGHT);
const percent = (share) => `${Math.round(100 * share)}`;

/** Args: p is `p_no_leaker` of a summary: value, low, high by luck; doubt.low and doubt.high over worlds. */
export function band(p) {
  const doubt = p.doubt?.low != null && p.doubt?.high != null ? p.doubt : null;
  const said = [`${percent(p.value)} of 100`, `luck ${percent(p.low)} to ${percent(p.high)}`, doubt ? `doubt ${percent(doubt.low)} to ${percent(doubt.high)}` : "doubt not told: too few worlds"].join(", ");
  const picture = svg("svg", { viewBox: `0 0 ${WIDE} 58`, class: "band", role: "img", "aria-label": said });
  for (let i = 0; i <= 4; i += 1) {
    const at = x(i / 4);
    picture.append(svg("line", { x1: at, x2: at, y1: 4, y2: 40, class: "tick" }), svg("text", { x: at, y: 53, "text-anchor": i === 0 ? "start" : i === 4 ? "end" : "middle", class: "scale" }, `${25 * i} %`));
  }
  if (doubt) picture.append(bar(doubt.low, doubt.high, 8, 28, "doubt"));
  picture.append(bar(p.low, p.high, 16, 12, "luck"));
  picture.append(svg("line", { x1: x(p.value), x2: x(p.value), y1: 4, y2: 40, class: "value" }));
  return picture;
}

const bar = (low, high, y, height, kind) => svg("rect", { x: x(low), y, width: Math.max(x(high) - x(low), 2), height, class: kind });

/** What the band shows, as a legend with numbers. */
export function bandWords(p) {
  const words = [`luck ${percent(p.low)} to ${percent(p.high)} %`];
  if (p.doubt?.low != null && p.doubt?.high != null) words.push(`doubt ${percent(p.doubt.low)} to ${percent(p.doubt.high)} %`);
  else if (p.doubt) words.push("doubt: too few worlds");
  return words;
}
