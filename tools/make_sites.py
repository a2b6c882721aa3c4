"""Write docs/sites-2007.md and its maps: whom the plan of 2007 defends, and whom other sites would have.

python tools/make_sites.py                     writes the page and its maps
python tools/make_sites.py --check             compares with what stands there; exit 1 where they differ
python tools/make_sites.py --check --quick     the same, the table of European cities alone
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from pathlib import Path

from make_europe import differences, table, wrapped
from midcourse.analysis.footprint import NOTHING, OUT_OF_RANGE, Cell, Defence, cell_at, defence_of
from midcourse.api.coverage import Footprint, Region, footprint
from midcourse.geography import City, cities, country_at, find_country
from midcourse.scenario import load_scenario, parse_place

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/sites-2007.md"
DOTS_PER_INCH = 110
EUROPE = Region(34.0, -25.0, 72.0, 46.0)
AMERICA = Region(24.0, -126.0, 50.0, -66.0)
LAUNCHES = Region(18.0, 30.0, 50.0, 72.0)
CASES = {
    "the plan: Poland, Brdy": ("europe-2007", None),
    "Poland, Gabala for Brdy": ("europe-gabala", None),
    "Poland, Gabala alone": ("europe-gabala", "gabala-alone"),
    "Turkey, Brdy": ("europe-turkey", None),
    "Turkey, Gabala for Brdy": ("europe-gabala", "interceptors-in-turkey"),
    "SM-3 IIA in Turkey and Germany": ("europe-turkey", "two-bases-sm-3-iia"),
    "SM-3 IIA off Crete": ("europe-ships", None),
    "SM-3 IIA in the German Bight": ("europe-ships", "north-sea"),
    "SM-3 IIA on three ships": ("europe-ships", "three-ships"),
}
COUNTRIES = ("TR", "GR", "BG", "RO", "IT", "ES", "PT", "FR", "GB", "DE", "PL", "CZ", "NO", "SE")
LARGEST = 12  # cities of a country
BESIDE_DEG = 0.4
AMERICANS = 30
TARGETS = ("london", "paris", "berlin", "warsaw", "rome", "athens", "ankara")
DRAWN = {
    "sites-gabala": ("Poland, Gabala for Brdy", EUROPE),
    "sites-turkey": ("Turkey, Brdy", EUROPE),
    "sites-ships": ("SM-3 IIA on three ships", EUROPE),
}
MAPS = {
    name: ROOT / f"docs/pictures/footprint-{name}.png" for name in (*DRAWN, "united-states", "denied-london")
}


def largest(country: str, count: int) -> list[City]:
    """Return the largest cities of a country; what lies beside a larger one is a part of it."""
    own = sorted((city for city in cities() if city.country == country), key=lambda city: -city.population)
    found: list[City] = []
    for city in own:
        wide = math.cos(math.radians(city.lat_deg))
        apart = (math.hypot(city.lat_deg - o.lat_deg, wide * (city.lon_deg - o.lon_deg)) for o in found)
        if len(found) < count and min(apart, default=math.inf) > BESIDE_DEG:
            found.append(city)
    return found


def defences() -> Iterator[tuple[str, Defence]]:
    """Yield each case with what defends in it."""
    for name, (scenario, variant) in CASES.items():
        yield name, defence_of(load_scenario(scenario, variant))


def cells_of(defence: Defence, towns: list[City]) -> list[Cell]:
    """Return the cell of each city itself."""
    return [cell_at(defence, town.lat_deg, town.lon_deg) for town in towns]


def counted(cells: list[Cell]) -> str:
    """Return how many of the cities that the missile reaches are defended."""
    reached = [cell for cell in cells if cell.reached]
    return f"{sum(cell.constraint == NOTHING for cell in reached)} of {len(reached)}" if reached else "–"


def by_city() -> list[str]:
    towns = {code: largest(code, LARGEST) for code in COUNTRIES}
    rows = [
        [name, *(counted(cells_of(defence, towns[code])) for code in COUNTRIES)] for name, defence in defences()
    ]
    return table(["interceptors, radar", *(find_country(code).name for code in COUNTRIES)], rows)


def area_row(name: str) -> list[str]:
    found = drawn(name, EUROPE, 2.0)
    reached = {k: row for k, row in found.by_constraint.items() if k != OUT_OF_RANGE}
    left = {k: row["area_km2"] or 0.0 for k, row in reached.items()}
    people = sum(row["population"] or 0.0 for row in reached.values())
    most = sorted((k for k in left if k != NOTHING), key=lambda k: -left[k])
    return [
        name, f"{found.covered_area_km2 / 1e6:.1f}", f"{100.0 * found.covered_area_km2 / sum(left.values()):.0f} %",
        f"{(found.covered_population or 0) / 1e6:.0f}", f"{100.0 * (found.covered_population or 0) / people:.0f} %",
        "; ".join(f"{k} {left[k] / 1e6:.1f}" for k in most[:3]),
    ]  # fmt: skip


def areas() -> list[str]:
    heads = ["interceptors, radar", "million km2", "of what is in reach", "million people", "of those in reach",
             "what stands in the way most, million km2"]  # fmt: skip
    return table(heads, [area_row(name) for name in CASES])


def drawn(name: str, region: Region, step_deg: float, variant: str | None = None) -> Footprint:
    scenario, own = CASES[name]
    return mapped(scenario, variant or own, step_deg, region)


def mapped(scenario: str, variant: str | None, step_deg: float, region: Region, aim: str | None = None) -> Footprint:
    sides = f"{region.south_deg:g},{region.west_deg:g},{region.north_deg:g},{region.east_deg:g}"
    words = ["midcourse footprint", scenario, f"--variant {variant}" if variant else "", f"--grid {step_deg:g}"]
    words += [f"--region {sides}", f"--denied {aim}" if aim else ""]
    rerun = " ".join(word for word in words if word)
    return footprint(load_scenario(scenario, variant), step_deg, region, aim=aim, rerun=rerun)


def in_america() -> list[str]:
    """Tell of the largest American cities that the missile reaches."""
    towns = largest("US", AMERICANS)
    rows = []
    scenario = load_scenario("europe-2007", "to-washington")
    for town, cell in zip(towns, cells_of(defence_of(scenario), towns), strict=True):
        if cell.reached:
            last = cell.constraint.replace(NOTHING, "defended")
            rows.append([town.name, *(str(shots) for shots in cell.shots), last])
    heads = ["city", "kinematic", "with cue", "with the radars", "with decision delay", "with shoot-look-shoot"]
    return table([*heads, "what stands in the way"], rows)


def iranian() -> list[tuple[float, float]]:
    """Return launch points one degree apart on Iranian ground."""
    grid = [(lat + 0.5, lon + 0.5) for lat in range(25, 40) for lon in range(44, 64)]
    return [(lat, lon) for lat, lon in grid if country_at(lat, lon) == "IR"]


def denied() -> list[str]:
    """Tell from how much of Iran each capital can be struck, and not defended."""
    points, rows = iranian(), []
    scenario = load_scenario("europe-2007")
    for target in (*TARGETS, "washington"):
        if target == "washington":
            scenario = load_scenario("europe-2007", "to-washington")
        defence = defence_of(scenario, parse_place(target))
        cells = [cell_at(defence, lat, lon) for lat, lon in points]
        reaching = [cell for cell in cells if cell.reached]
        kept = sum(cell.constraint == NOTHING for cell in reaching)
        left = {cell.constraint for cell in reaching} - {NOTHING}
        counts = sorted(((sum(cell.constraint == k for cell in reaching), k) for k in left), reverse=True)
        rows.append(
            [
                parse_place(target).name,
                f"{len(reaching)} of {len(points)}",
                f"{kept} of {len(reaching)}",
                "; ".join(f"{k} {count}" for count, k in counts) or "–",
            ]
        )
    return table(["aim point", "launch points in reach of it", "denied", "what stands in the way"], rows)


def lines_of(quick: bool) -> dict[str, list[str]]:
    """Return the sections of the page that are computed, by their heads."""
    parts = {"Cities": by_city()}
    if not quick:
        parts |= {"Area and people": areas(), "The United States": in_america(), "From where in Iran": denied()}
    return parts


INTRO = """Written by `tools/make_sites.py`; do not edit it. The missile, the doctrine and the clocks are those of
[europe-2007](europe-2007.md) throughout; only interceptors and radars differ, as the scenarios `europe-gabala`,
`europe-turkey` and `europe-ships` say. The nominal world, every input at its stated value, no luck. What a shot and
a constraint are is told with the [model](models/footprint.md); the plan itself is mapped degree by degree in
[what the site in Poland defends](footprint.md)."""
WORDS = {
    "Cities": f"""How many of the {LARGEST} largest cities of each country can be shot for, of those that the missile
    from Tabriz reaches.""",
    "Area and people": """Europe from 34 to 72 degrees north and 25 degrees west to 46 east, aim points two degrees
    apart; people in cities of 50,000 and more.""",
    "The United States": f"""Shots at a missile of 10,000 km with 900 kg from Tabriz (variant `to-washington`) at each
    of the {AMERICANS} largest American cities that it reaches, by the site in Poland alone: the interceptors in Alaska
    and California are no part of it.""",
    "From where in Iran": """Launch points one degree apart on Iranian ground, against the plan of 2007: from how many
    of them the missile reaches the city, and from how many of these there is a shot. To Washington flies the missile
    of 10,000 km.""",
}
PICTURES = {
    "Area and people": ("sites-gabala", "sites-turkey", "sites-ships"),
    "The United States": ("united-states",),
    "From where in Iran": ("denied-london",),
}


def page(parts: dict[str, list[str]]) -> list[str]:
    text = ["# Whom other sites would have defended", "", *wrapped(INTRO)]
    for head, lines in parts.items():
        text += [f"## {head}", "", *wrapped(WORDS[head])]
        for name in PICTURES.get(head, ()):
            text += [f"![{name}]({MAPS[name].relative_to(PAGE.parent).as_posix()})", ""]
        text += [*lines, ""]
    return text[:-1]


def draw() -> None:
    from midcourse.views.style import save

    found = {name: drawn(case, region, 1.0) for name, (case, region) in DRAWN.items()}
    plan = "the plan: Poland, Brdy"
    found["united-states"] = drawn(plan, AMERICA, 1.0, "to-washington")
    found["denied-london"] = mapped("europe-2007", None, 1.0, LAUNCHES, "london")
    for name, one in found.items():
        save(one.plot.map().figure, MAPS[name], "png", DOTS_PER_INCH)


def main(arguments: list[str]) -> int:
    parts = lines_of(quick="--quick" in arguments)
    if "--check" in arguments:
        text = PAGE.read_text(encoding="utf-8")
        wrong = []
        for head in parts:
            there = f"## {head}" + text.split(f"## {head}")[1].split("\n## ")[0]
            lines = page({head: parts[head]})
            wrong += differences(lines[lines.index(f"## {head}") :], there.rstrip())
        print("\n".join(wrong))
        return 1 if wrong else 0
    PAGE.write_text("\n".join(page(parts)) + "\n", encoding="utf-8")
    draw()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
