"""Write coastlines and country borders for the maps, from Natural Earth at 1:110 million.

Natural Earth is in the public domain.  It is read in the form that the npm package `world-atlas` gives it
(TopoJSON, package licence ISC, Michael Bostock): fetch it with `npm pack world-atlas@2` in some other folder,
unpack, and give the path of `countries-110m.json`.

A line that belongs to one country is coast (or the shore of an inland sea), a line shared by two countries is
border.  Lines that only close a polygon at the date line or at the pole are left out; a line that crosses the
date line is cut there.  Borders are those of Natural Earth, which draws who holds the ground, not who is in
the right.

Run: python tools/make_coast.py countries-110m.json [output.json]
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

OUTPUT = Path(__file__).parents[1] / "src/midcourse/views/coast_110m.json"
CUT_LON, CUT_LAT = 179.995, -89.995

Point = tuple[float, float]
Line = list[Point]


def decode(topology: dict[str, Any]) -> list[Line]:
    """Undo the quantised differences of TopoJSON: longitude and latitude in degrees for every arc."""
    (kx, ky), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * kx + x0, y * ky + y0))
        lines.append(line)
    return lines


def rings(geometry: dict[str, Any]) -> Iterator[list[int]]:
    """The rings of a polygon or of many, as lists of arc numbers (a complement means backwards)."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in polygons:
        yield from polygon


def users(topology: dict[str, Any]) -> dict[int, list[str]]:
    """For every arc the countries whose outline uses it, once per use."""
    found: dict[int, list[str]] = defaultdict(list)
    for geometry in topology["objects"]["countries"]["geometries"]:
        for ring in rings(geometry):
            for arc in ring:
                found[arc if arc >= 0 else ~arc].append(geometry["properties"]["name"])
    return found


def on_cut(p: Point, q: Point) -> bool:
    """True for a piece that runs along the date line or the pole, where polygons are closed by hand."""
    return (abs(p[0]) > CUT_LON and abs(q[0]) > CUT_LON) or (p[1] < CUT_LAT and q[1] < CUT_LAT)


def cut(line: Line) -> Iterator[Line]:
    """The pieces of a line that are really there, cut where it crosses the date line."""
    piece = [line[0]]
    for p, q in pairwise(line):
        if on_cut(p, q):
            yield piece
            piece = [q]
        elif abs(q[0] - p[0]) > 180.0:
            side = 180.0 if p[0] > 0 else -180.0
            width = q[0] + 2 * side - p[0]
            lat = p[1] + (q[1] - p[1]) * (side - p[0]) / width if width else p[1]
            yield [*piece, (side, lat)]
            piece = [(-side, lat), q]
        else:
            piece.append(q)
    yield piece


def tidy(line: Line) -> Line:
    """Round to 0.01 degree and drop points that fall together."""
    out: Line = []
    for lon, lat in line:
        point = (round(lon, 2) + 0.0, round(lat, 2) + 0.0)
        if not out or point != out[-1]:
            out.append(point)
    return out


def mesh(topology: dict[str, Any]) -> tuple[list[Line], list[Line]]:
    """Coast lines and border lines."""
    coast: list[Line] = []
    borders: list[Line] = []
    lines = decode(topology)
    for number, names in sorted(users(topology).items()):
        if len(names) > 1 and len(set(names)) == 1:
            continue  # the same country on both sides: a polygon's seam
        group = borders if len(names) > 1 else coast
        group += [piece for piece in map(tidy, cut(lines[number])) if len(piece) > 1]
    return coast, borders


def as_text(coast: list[Line], borders: list[Line]) -> str:
    """JSON with one line of the map on one line of the file."""
    head = {
        "source": "Natural Earth 1:110m by way of npm world-atlas 2 (countries-110m.json)",
        "licence": "Natural Earth is in the public domain",
        "unit": "degrees: longitude, latitude; lines are cut at the date line",
    }
    body = [f" {json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    for name, lines in (("coast", coast), ("borders", borders)):
        rows = ",\n".join(
            "  " + json.dumps(line, separators=(",", ":")).replace(".0,", ",").replace(".0]", "]")
            for line in lines
        )
        body.append(f' "{name}": [\n{rows}\n ]')
    return "{\n" + ",\n".join(body) + "\n}\n"


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    coast, borders = mesh(topology)
    path = Path(sys.argv[2]) if len(sys.argv) > 2 else OUTPUT
    path.write_text(as_text(coast, borders), encoding="utf-8")
    points = sum(map(len, coast)), sum(map(len, borders))
    print(f"{len(coast)} coast lines ({points[0]} points), {len(borders)} border lines ({points[1]} points)")
    print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
