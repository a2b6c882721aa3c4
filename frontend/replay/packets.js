// CZML as the canvas needs it: where each thing is at a second, when it is there, its colour and lines.

import { fixed, fromFixed, turned } from "./space.js";

const seconds = (text, start) => (Date.parse(text) - start) / 1000;
const colour = (rgba, otherwise = "#666") => (rgba ? `rgba(${rgba[0]}, ${rgba[1]}, ${rgba[2]}, ${rgba[3] / 255})` : otherwise);

export function readScene(scene) {
  const start = Date.parse(scene.start_utc);
  return scene.czml.slice(1).map((packet) => thing(packet, start)).filter(Boolean);
}

function thing(packet, start) {
  const { position, availability, point } = packet;
  if (!position) return null;
  const [from, to] = availability ? String(availability).split("/").map((one) => seconds(one, start)) : [-Infinity, Infinity];
  const samples = position.cartesianVelocity ?? position.cartesian;
  const moving = Array.isArray(samples) && samples.length > 7;
  const stand = position.cartographicDegrees ? fixed(...position.cartographicDegrees.slice(-3)) : moving ? null : samples?.slice(-3);
  if (!moving && !stand) return null;
  const epoch = position.epoch ? seconds(position.epoch, start) : 0;
  const path = moving ? flown(samples, position.cartesianVelocity ? 7 : 4, epoch) : null;
  return {
    id: packet.id, name: packet.label?.text ?? "", from, to, path, stand,
    ends: path?.at(-1)[0] ?? to,
    size: point?.pixelSize ?? 0,
    colour: colour(point?.color?.rgba ?? packet.path?.material?.solidColor?.color?.rgba ?? packet.ellipsoid?.material?.solidColor?.color?.rgba),
    dashed: Boolean(packet.path?.material?.polylineDash),
    line: path && packet.path ? path.map((row) => fromFixed(row.slice(1, 4))) : null,
    wires: packet.ellipsoid && packet.orientation?.unitQuaternion?.length === 4 && stand ? wires(packet, stand) : null,
    radii: packet.ellipsoid?.radii?.cartesian?.length > 3 ? { rows: packet.ellipsoid.radii.cartesian, epoch: packet.ellipsoid.radii.epoch ? seconds(packet.ellipsoid.radii.epoch, start) : 0 } : null,
  };
}

function flown(samples, width, epoch) {
  const rows = [];
  for (let i = 0; i < samples.length; i += width) rows.push([samples[i] + epoch, ...samples.slice(i + 1, i + width)]);
  return rows;
}

/** Where a thing is [m, fixed to the Earth]: the cubic through places and velocities, or the line between places. */
export function where(one, time) {
  if (!one.path) return one.stand;
  const { path } = one;
  let [low, high] = [0, path.length - 1];
  if (time <= path[0][0]) return path[0].slice(1, 4);
  if (time >= path[high][0]) return path[high].slice(1, 4);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (path[middle][0] <= time) low = middle;
    else high = middle;
  }
  const [a, b] = [path[low], path[high]];
  const step = b[0] - a[0];
  const s = (time - a[0]) / step;
  if (a.length < 7) return [1, 2, 3].map((i) => a[i] + s * (b[i] - a[i]));
  return [1, 2, 3].map((i) => (1 + 2 * s) * (1 - s) ** 2 * a[i] + s * (1 - s) ** 2 * step * a[i + 3] + s * s * (3 - 2 * s) * b[i] + s * s * (s - 1) * step * b[i + 3]);
}

/** One radius [m] of a doubt at a second: the mean of its three. */
export function doubt(one, time) {
  const { rows, epoch } = one.radii;
  let at = 0;
  while (at + 4 < rows.length && rows[at + 4] + epoch <= time) at += 4;
  return (rows[at + 1] + rows[at + 2] + rows[at + 3]) / 3;
}

/** A radar volume as lines: rim and ribs. */
function wires(packet, stand) {
  const { radii, minimumClock = 0, maximumClock = 2 * Math.PI, minimumCone = 0, maximumCone = Math.PI / 2 } = packet.ellipsoid;
  const [rx, ry, rz] = radii.cartesian;
  const point = (clock, cone, share = 1) => {
    const local = [share * rx * Math.cos(clock) * Math.sin(cone), share * ry * Math.sin(clock) * Math.sin(cone), share * rz * Math.cos(cone)];
    const far = turned(packet.orientation.unitQuaternion, local);
    return fromFixed([0, 1, 2].map((i) => stand[i] + far[i]));
  };
  const steps = (count, act) => Array.from({ length: count + 1 }, (_, i) => act(i / count));
  const clock = (share) => minimumClock + share * (maximumClock - minimumClock);
  const cone = (share) => minimumCone + share * (maximumCone - minimumCone);
  const lines = steps(3, (rim) => steps(40, (s) => point(clock(s), cone(0.25 + 0.75 * rim))));
  lines.push(...steps(6, (rib) => steps(16, (s) => point(clock(rib), cone(s)))));
  if (maximumClock - minimumClock < 6.28) lines.push(...[0, 1].map((side) => steps(8, (s) => point(clock(side), maximumCone, s))));
  return lines;
}
