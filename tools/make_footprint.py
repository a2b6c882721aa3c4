"""Write docs/footprint.md and its maps: what the plan of 2007 defends in Europe, constraint by constraint.

python tools/make_footprint.py             writes the page and its maps
python tools/make_footprint.py --check     compares with what stands there; exit 1 where they differ
"""

from __future__ import annotations

import sys
from pathlib import Path

from make_europe import differences, table, wrapped
from midcourse.analysis.footprint import MOST_SHOTS, NESTINGS
from midcourse.api.coverage import Footprint, Region, footprint
from midcourse.geography import capitals
from midcourse.scenario import load_scenario

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/footprint.md"
MAPS = {
    0: ROOT / "docs/pictures/footprint-europe-kinematic.png",
    -1: ROOT / "docs/pictures/footprint-europe.png",
}
DOTS_PER_INCH = 110
EUROPE = Region(34.0, -25.0, 72.0, 46.0)
RERUN = "midcourse footprint europe-2007 --region 34,-25,72,46 --nested"


def areas(found: Footprint) -> list[str]:
    rows = []
    for n, name in enumerate(NESTINGS):
        cells = [
            sum(found.area_km2(c) for c in found.cells if c.shots[n] == k) / 1e6
            for k in range(1, MOST_SHOTS + 1)
        ]
        rows.append([name, f"{sum(cells):.2f}", *(f"{area:.2f}" for area in cells)])
    return table(["constraint", "defended, million km2", "1 shot", "2", "3", "4 or more"], rows)


def reasons(found: Footprint) -> list[str]:
    rows = [
        [
            "defended" if name == "none" else name,
            f"{row['area_km2'] / 1e6:.2f}",
            f"{row['population'] / 1e6:.0f}",
        ]
        for name, row in found.by_constraint.items()
    ]
    return table(["what stands in the way", "million km2", "million people in cities"], rows)


def cities(found: Footprint) -> list[str]:
    nearest = {(round(c.lat_deg - 0.5), round(c.lon_deg - 0.5)): c for c in found.cells}
    rows = []
    for city in sorted(capitals("EU"), key=lambda city: city.name):
        cell = nearest.get((int(city.lat_deg // 1), int(city.lon_deg // 1)))
        if cell is not None and cell.reached:
            rows.append(
                [
                    city.name,
                    *(str(shots) for shots in cell.shots),
                    cell.constraint.replace("none", "defended"),
                ]
            )
    return table(["capital, by its cell", *NESTINGS, "what stands in the way"], rows)


def lines_of(found: Footprint) -> list[str]:
    maps = {n: path.relative_to(PAGE.parent).as_posix() for n, path in MAPS.items()}
    text = [
        "# What the site in Poland defends",
        "",
        *wrapped(
            """Written by `tools/make_footprint.py`; do not edit it. It is what `midcourse footprint europe-2007
            --region 34,-25,72,46 --nested` says of the scenario [europe-2007](europe-2007.md): the missile of the
            scenario from Tabriz aimed at every degree of Europe, two-stage interceptors at Redzikowo, radars in
            Turkey and at Brdy. What a shot and a constraint are is told with the [model](models/footprint.md). The
            nominal world, every input at its stated value, no luck. Areas are of land and sea. Other sites, the United
            States and what was said of them are on [a page of their own](sites-2007.md)."""
        ),
        f"![Shots by aim point, all constraints]({maps[-1]})",
        "",
        f"![Shots by aim point, the kinematics alone]({maps[0]})",
        "",
        "## Area by constraint",
        "",
        *areas(found),
        "",
        "## What stands in the way",
        "",
        *reasons(found),
        "",
        "## Capitals",
        "",
        "Shots that there is time for at a missile aimed at the cell of each capital that is in range.",
        "",
        *cities(found),
        "",
    ]
    return "\n".join(text).rstrip().splitlines()


def main(arguments: list[str]) -> int:
    found = footprint(load_scenario("europe-2007"), 1.0, EUROPE, rerun=RERUN)
    lines = lines_of(found)
    if "--check" in arguments:
        wrong = differences(lines, PAGE.read_text(encoding="utf-8"))
        print("\n".join(wrong))
        return 1 if wrong else 0
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    from midcourse.views.style import save

    pictures = found.plot.nested()
    for n, path in MAPS.items():
        save(pictures[n].figure, path, "png", DOTS_PER_INCH)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
