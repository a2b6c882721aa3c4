// Land and sea as one picture, drawn here: no imagery is shipped and none is fetched.

import { arcsOf, ringOf } from "./outlines.js";

const [SEA, LAND, GRID] = ["#d5e1e9", "#f2efe9", "rgba(90, 110, 125, 0.22)"];

export function basemap(world, width) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = width / 2;
  const ink = canvas.getContext("2d");
  const scale = width / 360;
  ink.fillStyle = SEA;
  ink.fillRect(0, 0, canvas.width, canvas.height);
  const arcs = arcsOf(world);
  ink.fillStyle = LAND;
  for (const polygon of world.land) {
    ink.beginPath();
    for (const numbers of polygon) unrolled(ringOf(arcs, numbers)).forEach((ring) => trace(ink, ring, scale));
    ink.fill("evenodd");
  }
  ink.strokeStyle = GRID;
  ink.lineWidth = Math.max(width / 4096, 0.5);
  ink.beginPath();
  for (let lon = -180; lon <= 180; lon += 15) line(ink, lon, -90, lon, 90, scale);
  for (let lat = -75; lat <= 75; lat += 15) line(ink, -180, lat, 180, lat, scale);
  ink.stroke();
  return canvas;
}

/** A ring without jumps at the date line, drawn also one turn east and west; around a pole it is closed along it. */
function unrolled(ring) {
  const flat = [];
  let turn = 0;
  ring.forEach(([lon, lat], i) => {
    if (i && Math.abs(lon - ring[i - 1][0]) > 180) turn += lon < ring[i - 1][0] ? 360 : -360;
    flat.push([lon + turn, lat]);
  });
  const across = flat.at(-1)[0] - flat[0][0];
  if (Math.abs(across) > 180) {
    const pole = flat[0][1] < 0 ? -90 : 90;
    flat.push([flat.at(-1)[0], pole], [flat[0][0], pole]);
  }
  const out = flat.some(([lon]) => Math.abs(lon) > 180);
  return (out ? [-360, 0, 360] : [0]).map((shift) => flat.map(([lon, lat]) => [lon + shift, lat]));
}

function trace(ink, ring, scale) {
  ring.forEach(([lon, lat], i) => ink[i ? "lineTo" : "moveTo"]((lon + 180) * scale, (90 - lat) * scale));
  ink.closePath();
}

function line(ink, lonA, latA, lonB, latB, scale) {
  ink.moveTo((lonA + 180) * scale, (90 - latA) * scale);
  ink.lineTo((lonB + 180) * scale, (90 - latB) * scale);
}
