// Places: from Earth-fixed metres to a globe seen from far away, with altitude to scale.

const [A, F] = [6378137, 1 / 298.257223563];
const E2 = F * (2 - F);
const RADIUS = 6371008.8;

/** Longitude, latitude [rad] and height [m] above the ellipsoid. */
export function geodetic([x, y, z]) {
  const flat = Math.hypot(x, y);
  let lat = Math.atan2(z, flat * (1 - E2));
  let height = 0;
  for (let i = 0; i < 4; i += 1) {
    const n = A / Math.sqrt(1 - E2 * Math.sin(lat) ** 2);
    height = Math.abs(lat) < 1.5 ? flat / Math.cos(lat) - n : Math.abs(z) / Math.sin(Math.abs(lat)) - n * (1 - E2);
    lat = Math.atan2(z, flat * (1 - (E2 * n) / (n + height)));
  }
  return [Math.atan2(y, x), lat, height];
}

/** A place on the drawn globe, whose radius is 1: direction by geodetic latitude, length by height. */
export function onGlobe(lon, lat, height) {
  const r = 1 + height / RADIUS;
  return [r * Math.cos(lat) * Math.cos(lon), r * Math.cos(lat) * Math.sin(lon), r * Math.sin(lat)];
}

export const fromFixed = (place) => onGlobe(...geodetic(place));

export function fixed(lonDeg, latDeg, height) {
  const [lon, lat] = [lonDeg, latDeg].map((x) => (x * Math.PI) / 180);
  const n = A / Math.sqrt(1 - E2 * Math.sin(lat) ** 2);
  return [(n + height) * Math.cos(lat) * Math.cos(lon), (n + height) * Math.cos(lat) * Math.sin(lon), (n * (1 - E2) + height) * Math.sin(lat)];
}

/** Turn a vector by a unit quaternion [x, y, z, w]. */
export function turned([qx, qy, qz, qw], [x, y, z]) {
  const [tx, ty, tz] = [2 * (qy * z - qz * y), 2 * (qz * x - qx * z), 2 * (qx * y - qy * x)];
  return [x + qw * tx + qy * tz - qz * ty, y + qw * ty + qz * tx - qx * tz, z + qw * tz + qx * ty - qy * tx];
}

const TILT_DEG = 38; // the eye stands so far south of what it looks at, or north of it below the equator: altitude shows

/** The eye far away: x to the right, y up, z towards the eye; `aim` is in the middle of the picture. */
export class Eye {
  constructor(lonDeg, latDeg) {
    this.scale = 300;
    this.middle = [0, 0];
    this.turn(lonDeg, latDeg);
  }

  turn(lonDeg, latDeg) {
    this.aim = [((lonDeg + 540) % 360) - 180, Math.min(Math.max(latDeg, -85), 85)];
    this.lon = this.aim[0];
    this.lat = this.aim[1] - TILT_DEG * Math.max(-1, Math.min(1, this.aim[1] / 15));
    const [lon, lat, aimLat] = [this.lon, this.lat, this.aim[1]].map((x) => (x * Math.PI) / 180);
    this.right = [-Math.sin(lon), Math.cos(lon), 0];
    this.up = [-Math.sin(lat) * Math.cos(lon), -Math.sin(lat) * Math.sin(lon), Math.cos(lat)];
    this.out = [Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)];
    this.lift = Math.sin(aimLat - lat);
  }

  /** Pixels of the middle of the globe. */
  get centre() {
    return [this.middle[0], this.middle[1] + this.lift * this.scale];
  }

  /** Pixels, and whether the globe does not hide the place. */
  see(place) {
    const [x, y, z] = [this.right, this.up, this.out].map((axis) => axis[0] * place[0] + axis[1] * place[1] + axis[2] * place[2]);
    const [midX, midY] = this.centre;
    return [midX + x * this.scale, midY - y * this.scale, z > 0 || Math.hypot(x, y) > 1];
  }
}
