"""Write coast, borders, land and countries, from Natural Earth at 1:50 million.

Natural Earth is in the public domain.  It is read in the form that the npm package `world-atlas` gives it
(TopoJSON, package licence ISC, Michael Bostock): fetch it with `npm pack world-atlas@2` in some other folder,
unpack, and give the path of `countries-50m.json`.

What is written keeps the topology: every line stands once, as an arc, and outlines are lists of arcs.  An arc that
belongs to one country is coast (or the shore of an inland sea), an arc shared by two countries is border.  A line
may cross the date line; the ring that closes Antarctica around the pole is left out.  Borders are those of Natural
Earth, which draws who holds the ground, not who is in the right.  Countries are filed under their ISO code; grounds
without a code of their own are put where ISO 3166 has them (`FILED`), or nowhere.

Run: python tools/make_world.py countries-50m.json [output.json]
"""

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HOME = Path(__file__).parents[1] / "src/midcourse/geography"
POLE_LAT = -89.99
FILED = {"Kosovo": "XK", "Somaliland": "SO", "N. Cyprus": "CY", "Indian Ocean Ter.": "AU"}

Polygon = list[list[int]]


def polygons(geometry: dict[str, Any]) -> list[Polygon]:
    """The polygons of a geometry: rings of arc numbers, the outer ring first; a complement means backwards."""
    found: list[Polygon] = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return found


def arc_numbers(many: list[Polygon]) -> Iterator[int]:
    for polygon in many:
        for ring in polygon:
            yield from (arc if arc >= 0 else ~arc for arc in ring)


def around_the_pole(topology: dict[str, Any]) -> set[int]:
    """The arcs that lie at the pole from end to end, where an outline was closed by hand."""
    ky, y0 = topology["transform"]["scale"][1], topology["transform"]["translate"][1]
    found = set()
    for number, arc in enumerate(topology["arcs"]):
        y = 0
        lats = []
        for _, dy in arc:
            y += dy
            lats.append(y * ky + y0)
        if max(lats) < POLE_LAT:
            found.add(number)
    return found


def without(many: list[Polygon], pole: set[int]) -> list[Polygon]:
    return [[ring for ring in polygon if not pole & set(ring)] for polygon in many]


def world(topology: dict[str, Any]) -> dict[str, Any]:
    """The arcs, and what they are the outlines of."""
    codes = {}
    for row in csv.DictReader((HOME / "countries.csv").read_text(encoding="utf-8").splitlines()):
        if row["number"]:
            codes[row["number"]] = row["iso2"]
    pole = around_the_pole(topology)
    countries: dict[str, list[Polygon]] = defaultdict(list)
    users: dict[int, set[str]] = defaultdict(set)
    uses: dict[int, int] = defaultdict(int)
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        shape = without(polygons(geometry), pole)
        for arc in arc_numbers(shape):
            users[arc].add(name)
            uses[arc] += 1
        code = FILED.get(name) or codes.get(geometry.get("id", ""))
        if code is None:
            print(f"in no country: {name}")
        else:
            countries[code] += shape
    land = [
        polygon
        for geometry in topology["objects"]["land"]["geometries"]
        for polygon in without(polygons(geometry), pole)
    ]
    return {
        "arcs": [[number for point in arc for number in point] for arc in topology["arcs"]],
        "coast": sorted(arc for arc, count in uses.items() if count == 1),
        "borders": sorted(arc for arc, names in users.items() if len(names) > 1),
        "land": land,
        "countries": dict(sorted(countries.items())),
    }


def as_text(found: dict[str, Any], transform: dict[str, Any]) -> str:
    """JSON with one arc, polygon or country on one line of the file."""
    head = {
        "source": "Natural Earth 1:50m by way of npm world-atlas 2 (countries-50m.json)",
        "licence": "Natural Earth is in the public domain",
        "unit": "steps of longitude and latitude; an arc is its first point and the differences that follow",
        "step_deg": transform["scale"],
        "first_deg": transform["translate"],
    }
    body = [f' "{key}": {json.dumps(value)}' for key, value in head.items()]
    for key, content in found.items():
        if isinstance(content, dict):
            rows = ",\n".join(f'  "{code}": {dense(value)}' for code, value in content.items())
            body.append(f' "{key}": {{\n{rows}\n }}')
        elif key in ("coast", "borders"):
            body.append(f' "{key}": {dense(content)}')
        else:
            rows = ",\n".join(f"  {dense(value)}" for value in content)
            body.append(f' "{key}": [\n{rows}\n ]')
    return "{\n" + ",\n".join(body) + "\n}\n"


def dense(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    found = world(topology)
    path = Path(sys.argv[2]) if len(sys.argv) > 2 else HOME / "world.json"
    path.write_text(as_text(found, topology["transform"]), encoding="utf-8")
    print(", ".join(f"{len(value)} {key}" for key, value in found.items()))
    print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
