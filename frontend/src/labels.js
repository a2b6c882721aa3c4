// Names on the globe as text of the page: sharp at every resolution of the globe, and never over each other.

import { Cartesian2, Ellipsoid, EllipsoidalOccluder, SceneMode, SceneTransforms } from "@cesium/engine";
import { el } from "./element.js";

const MOST = 80;
const [HIGH, GAP] = [15, 9];
const RANKS = [/^event/, /warhead/, /^radar/, /^battery/, /^shot|interceptor/, /^launch/, /^aim/];
let layer, held = [];

export function makeLabels(home) {
  layer = el("div", { class: "labels", "aria-hidden": "true" });
  home.append(layer);
}

/** Take the labels of entities off the globe, those of an overlay beside those that are there. */
export function takeLabels(entities, when, owner = "run") {
  dropLabels(owner);
  const taken = entities.filter((one) => one.label).map((entity) => {
    const { label } = entity;
    const words = label.text?.getValue(when) ?? entity.name;
    entity.label = undefined;
    const rank = RANKS.findIndex((pattern) => pattern.test(entity.id));
    return { entity, shown: label.show, rank: rank < 0 ? RANKS.length : rank, words, owner };
  });
  held = [...held, ...taken].sort((a, b) => a.rank - b.rank);
}

export function dropLabels(owner) {
  held.filter((one) => one.owner === owner).forEach((one) => one.node?.remove());
  held = held.filter((one) => one.owner !== owner);
}

const there = ({ entity, shown }, time) => entity.isAvailable(time) && (shown?.getValue(time) ?? true);

/** Place the names for a frame that was just drawn. */
export function placeLabels(scene, time) {
  const taken = [];
  const occluder = new EllipsoidalOccluder(Ellipsoid.WGS84, scene.camera.positionWC);
  const { clientWidth: wide, clientHeight: high } = layer;
  let count = 0;
  for (const one of held) {
    const spot = count < MOST && there(one, time) ? placed(one, scene, time, occluder, taken, wide, high) : null;
    show(one, spot);
    if (spot) count += 1;
  }
}

function placed(one, scene, time, occluder, taken, wide, high) {
  const place = one.entity.position?.getValue(time);
  if (!place || (scene.mode === SceneMode.SCENE3D && !occluder.isPointVisible(place))) return null;
  const point = SceneTransforms.worldToWindowCoordinates(scene, place, new Cartesian2());
  if (!point || point.x < 0 || point.y < 0 || point.x > wide || point.y > high) return null;
  // what is aimed at is often what is defended: one name is enough
  if (taken.some((box) => box.words === one.words && Math.hypot(box.x - point.x, box.y - point.y) < 14)) return null;
  const long = (one.node ??= name(one.words)).offsetWidth || one.words.length * 6.6;
  const spots = [[GAP, -HIGH / 2], [GAP, -HIGH - 3], [GAP, 4], [-GAP - long, -HIGH / 2], [-long / 2, -HIGH - 8], [-long / 2, 9]];
  for (const [right, down] of spots) {
    const box = [point.x + right, point.y + down, point.x + right + long, point.y + down + HIGH];
    const free = box[0] > 0 && box[2] < wide && box[1] > 0 && box[3] < high && taken.every((other) => box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3]);
    if (!free) continue;
    taken.push(Object.assign(box, { words: one.words, x: point.x, y: point.y }));
    return box;
  }
  return null;
}

function name(words) {
  const node = el("span", {}, words.length > 34 ? `${words.slice(0, 33).trimEnd()}…` : words);
  layer.append(node);
  return node;
}

function show(one, spot) {
  if (!one.node) return;
  one.node.style.visibility = spot ? "visible" : "hidden";
  if (spot) one.node.style.transform = `translate(${Math.round(spot[0])}px, ${Math.round(spot[1])}px)`;
}
