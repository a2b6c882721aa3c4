// The globe on a plain canvas: land, borders, radar volumes, paths, things, names.

import { geoArea, geoGraticule10, geoOrthographic, geoPath } from "d3-geo";
import { arcsOf, ringOf } from "../src/outlines.js";
import { doubt, where } from "./packets.js";
import { Eye, fromFixed } from "./space.js";

export class CanvasGlobe {
  constructor(canvas, world, things) {
    Object.assign(this, { canvas, things, ink: canvas.getContext("2d"), time: 0 });
    const arcs = arcsOf(world);
    const polygons = world.land.map((polygon) => polygon.map((ring) => ringOf(arcs, ring))).filter((rings) => rings[0].length > 3);
    // an outline thinned to nothing may turn inside out, and would fill the globe
    this.land = { type: "MultiPolygon", coordinates: polygons.filter((rings) => geoArea({ type: "Polygon", coordinates: rings }) < 6) };
    this.borders = { type: "MultiLineString", coordinates: world.borders.map((number) => arcs[number]) };
    this.eye = new Eye(...middle(things));
    this.zoom = zoomOf(things, this.eye);
    this.projection = geoOrthographic().clipAngle(90).precision(0.5);
  }

  setTime(time) {
    this.time = time;
    this.ask();
  }

  ask() {
    if (this.asked) return;
    this.asked = requestAnimationFrame(() => {
      this.asked = null;
      this.draw();
    });
  }

  draw() {
    const { canvas, ink, eye } = this;
    const [wide, high, fine] = [canvas.clientWidth, canvas.clientHeight, Math.min(devicePixelRatio || 1, 2)];
    canvas.width = wide * fine;
    canvas.height = high * fine;
    ink.setTransform(fine, 0, 0, fine, 0, 0);
    eye.scale = (Math.min(wide, high) / 2) * this.zoom;
    eye.middle = [wide / 2, high / 2];
    this.ground(wide, high);
    for (const one of this.things) if (one.wires && this.there(one)) one.wires.forEach((line) => this.line(line, one.colour, 1, false));
    for (const one of [...this.things].reverse()) if (one.line && one.from <= this.time) this.path(one);
    for (const one of [...this.things].reverse()) if (this.there(one)) this.thing(one);
    this.names(wide, high);
  }

  there = (one) => one.from <= this.time && this.time <= one.to;

  ground(wide, high) {
    const { ink, eye, projection } = this;
    projection.rotate([-eye.lon, -eye.lat]).scale(eye.scale).translate(eye.centre).clipExtent([[-50, -50], [wide + 50, high + 50]]);
    const path = geoPath(projection, ink);
    const lay = (shape, fill, stroke, width = 0.7) => {
      ink.beginPath();
      path(shape);
      if (fill) (ink.fillStyle = fill), ink.fill();
      if (stroke) (ink.strokeStyle = stroke), (ink.lineWidth = width), ink.stroke();
    };
    lay({ type: "Sphere" }, "#d5e1e9", "#9fb0bb");
    lay(geoGraticule10(), null, "rgba(90, 110, 125, 0.18)");
    lay(this.land, "#f2efe9", "#8b97a0");
    lay(this.borders, null, "#b5ac9c", 0.6);
  }

  line(places, colour, width, dashed, alpha = 1) {
    const { ink, eye } = this;
    ink.strokeStyle = colour;
    ink.globalAlpha = alpha;
    ink.lineWidth = width;
    ink.setLineDash(dashed ? [5, 4] : []);
    ink.beginPath();
    let drawn = false;
    for (const place of places) {
      const [x, y, seen] = eye.see(place);
      if (seen) ink[drawn ? "lineTo" : "moveTo"](x, y);
      drawn = seen;
    }
    ink.stroke();
    ink.setLineDash([]);
    ink.globalAlpha = 1;
  }

  path(one) {
    const rows = one.path.findIndex((row) => row[0] > this.time);
    const places = rows < 0 ? one.line : [...one.line.slice(0, rows), fromFixed(where(one, this.time))];
    this.line(places, one.colour, 1.8, one.dashed);
  }

  thing(one) {
    if (one.path && this.time > one.ends) return;
    const { ink, eye } = this;
    const place = fromFixed(where(one, this.time));
    const [x, y, seen] = eye.see(place);
    if (!seen) return;
    if (one.radii) {
      ink.strokeStyle = one.colour;
      ink.beginPath();
      ink.arc(x, y, Math.max((doubt(one, this.time) / 6371008.8) * eye.scale, 2), 0, 7);
      ink.stroke();
    }
    if (!one.size) return;
    ink.beginPath();
    ink.arc(x, y, one.size / 2, 0, 7);
    ink.fillStyle = one.colour;
    ink.fill();
    ink.strokeStyle = "#1c2226";
    ink.lineWidth = 0.8;
    ink.stroke();
  }

  /** Names where there is room for them. */
  names(wide, high) {
    const { ink, eye } = this;
    const taken = [];
    ink.font = "600 11.5px 'Segoe UI', 'Noto Sans', 'DejaVu Sans', Arial, sans-serif";
    ink.lineJoin = "round";
    for (const one of this.things) {
      if (!one.name || !this.there(one) || (one.path && this.time > one.ends)) continue;
      const [x, y, seen] = eye.see(fromFixed(where(one, this.time)));
      const long = ink.measureText(one.name).width;
      if (!seen || x < 0 || y < 0 || x > wide || y > high) continue;
      if (taken.some((box) => box[3] === one.name && Math.hypot(box[4] - x, box[5] - y) < 14)) continue;
      const spots = [[9, 4], [9, -8], [9, 16], [-9 - long, 4], [-long / 2, -11]];
      const spot = spots.map(([right, down]) => [x + right, y + down]).find(([a, b]) => taken.every(([c, d, e]) => a > c + e || a + long < c || Math.abs(b - d) > 13));
      if (!spot) continue;
      taken.push([spot[0], spot[1], long, one.name, x, y]);
      ink.strokeStyle = "#fff";
      ink.lineWidth = 3;
      ink.strokeText(one.name, ...spot);
      ink.fillStyle = "#20262b";
      ink.fillText(one.name, ...spot);
    }
  }
}

const places = (things) => things.flatMap((one) => (one.line ? one.line.filter((_, i) => i % 5 === 0) : one.stand ? [fromFixed(one.stand)] : [])).filter((place) => Math.hypot(...place) < 2);

function middle(things) {
  const all = places(things);
  const sum = [0, 1, 2].map((i) => all.reduce((total, place) => total + place[i], 0) / Math.max(all.length, 1));
  const degrees = 180 / Math.PI;
  return [Math.atan2(sum[1], sum[0]) * degrees, Math.atan2(sum[2], Math.hypot(sum[0], sum[1])) * degrees];
}

function zoomOf(things, eye) {
  eye.scale = 1;
  eye.middle = [0, 0];
  const far = Math.max(0.12, ...places(things).map((place) => eye.see(place)).filter(([, , seen]) => seen).map(([x, y]) => Math.hypot(x, y)));
  return Math.min(0.6 / far, 8);
}
