// Coasts and borders for a globe of a few hundred pixels: the same topology, fewer points.

const [TOLERANCE_DEG, SMALL_DEG] = [0.12, 0.5];

export function coarse(world) {
  const { step_deg: step, first_deg: first } = world;
  const arcs = world.arcs.map((arc) => {
    const points = [];
    let [x, y] = [0, 0];
    for (let i = 0; i < arc.length; i += 2) {
      x += arc[i];
      y += arc[i + 1];
      points.push([x * step[0] + first[0], y * step[1] + first[1]]);
    }
    return simple(points);
  });
  const large = (polygon) => span(polygon[0].flatMap((number) => arcs[number < 0 ? ~number : number])) > SMALL_DEG;
  return { step_deg: [0.01, 0.01], first_deg: [-180, -90], arcs: arcs.map(stepped), land: world.land.filter(large).map((polygon) => [polygon[0]]), borders: world.borders };
}

/** Douglas and Peucker 1973; the ends of an arc stay, so that outlines still close. */
function simple(points) {
  const keep = new Uint8Array(points.length);
  keep[0] = keep[points.length - 1] = 1;
  const stack = [[0, points.length - 1]];
  // a closed arc is split at its farthest point, or it would become one point
  while (stack.length) {
    const [a, b] = stack.pop();
    let [worst, at] = [TOLERANCE_DEG, -1];
    for (let i = a + 1; i < b; i += 1) {
      const far = distance(points[i], points[a], points[b]);
      if (far > worst) [worst, at] = [far, i];
    }
    if (at < 0) continue;
    keep[at] = 1;
    stack.push([a, at], [at, b]);
  }
  return points.filter((_, i) => keep[i]);
}

function distance([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const long = dx * dx + dy * dy;
  const share = long ? Math.min(Math.max(((x - ax) * dx + (y - ay) * dy) / long, 0), 1) : 0;
  return Math.hypot(x - ax - share * dx, y - ay - share * dy);
}

function span(points) {
  const sides = [0, 1].map((i) => points.map((point) => point[i]));
  return Math.max(...sides.map((side) => side.reduce((a, b) => Math.max(a, b)) - side.reduce((a, b) => Math.min(a, b))));
}

function stepped(points) {
  let [lastX, lastY] = [0, 0];
  return points.flatMap(([lon, lat]) => {
    const [x, y] = [Math.round((lon + 180) * 100), Math.round((lat + 90) * 100)];
    const step = [x - lastX, y - lastY];
    [lastX, lastY] = [x, y];
    return step;
  });
}
