// Coasts and borders from the arcs that midcourse ships (Natural Earth 1:50 million, public domain).

/** Undo the steps: arcs as lists of [longitude, latitude] in degrees. */
export function arcsOf(world) {
  const [stepLon, stepLat] = world.step_deg;
  const [firstLon, firstLat] = world.first_deg;
  return world.arcs.map((arc) => {
    const points = [];
    let [x, y] = [0, 0];
    for (let i = 0; i < arc.length; i += 2) {
      x += arc[i];
      y += arc[i + 1];
      points.push([x * stepLon + firstLon, y * stepLat + firstLat]);
    }
    return points;
  });
}

/** A closed ring from arc numbers; a complement means backwards. */
export function ringOf(arcs, numbers) {
  const points = [];
  for (const number of numbers) {
    const arc = number >= 0 ? arcs[number] : [...arcs[~number]].reverse();
    points.push(...(points.length ? arc.slice(1) : arc));
  }
  return points;
}
