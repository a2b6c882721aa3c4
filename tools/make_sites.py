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

import said_of_sites as said
from make_europe import differences, table, wrapped
from midcourse.analysis.footprint import NOTHING, OUT_OF_RANGE, Cell, Defence, cell_at, defence_of
from midcourse.api.coverage import Footprint, Region, footprint
from midcourse.cli.options import rerun_line
from midcourse.geography import City, cities, country_at, find_country
from midcourse.scenario import Scenario, load_scenario, parse_place

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/sites-2007.md"
DOTS_PER_INCH = 110
PLAN, ALONE, SOUTH = "the plan: Poland, Brdy", "Poland, Gabala alone", "Turkey, Brdy"
BLIND, LATE = "the plan without the radar in Turkey", "the plan, decision after 180 s"
EUROPE = Region(34.0, -25.0, 72.0, 46.0)
AMERICA = Region(24.0, -126.0, 50.0, -66.0)
LAUNCHES = Region(18.0, 30.0, 50.0, 72.0)
CASES = {
    PLAN: ("europe-2007", None),
    BLIND: ("europe-2007", "no-forward-radar"),
    LATE: ("europe-2007", None, "doctrine.decision_delay=180 s"),
    "Poland, Gabala for Brdy": ("europe-gabala", None),
    ALONE: ("europe-gabala", "gabala-alone"),
    SOUTH: ("europe-turkey", None),
    "Turkey, Gabala for Brdy": ("europe-gabala", "interceptors-in-turkey"),
    "SM-3 IIA in Turkey and Germany": ("europe-turkey", "two-bases-sm-3-iia"),
    "SM-3 IIA off Crete": ("europe-ships", None),
    "SM-3 IIA in the German Bight": ("europe-ships", "north-sea"),
    "SM-3 IIA on three ships": ("europe-ships", "three-ships"),
}
# the missile of 10,000 km of the variant `to-washington` of europe-2007
FAR = ("raid.0.missile=notional-icbm", "raid.0.payload=900 kg", "raid.0.to=washington")
OVER_THERE = (PLAN, SOUTH, "SM-3 IIA in Turkey and Germany", "SM-3 IIA on three ships")
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


def loaded(name: str, *sets: str) -> Scenario:
    """Return the scenario of a case."""
    scenario, variant, *own = CASES[name]
    return load_scenario(scenario, variant, [*own, *sets])


def defences() -> Iterator[tuple[str, Defence]]:
    """Yield each case with what defends in it."""
    for name in CASES:
        yield name, defence_of(loaded(name))


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


def drawn(name: str, region: Region, step_deg: float, aim: str | None = None, far: bool = False) -> Footprint:
    """Return the footprint of a case with the command that repeats it."""
    scenario, variant, *sets = CASES[name]
    variant = "to-washington" if far else variant
    sides = f"{region.south_deg:g},{region.west_deg:g},{region.north_deg:g},{region.east_deg:g}"
    typed = {"grid": f"{step_deg:g}", "region": sides, "denied": aim}
    rerun = rerun_line("footprint", scenario, variant, sets, typed)
    return footprint(load_scenario(scenario, variant, sets), step_deg, region, aim=aim, rerun=rerun)


def in_america() -> list[str]:
    """Tell of the largest American cities that the missile reaches."""
    towns = largest("US", AMERICANS)
    rows = []
    for name in OVER_THERE:
        cells = [cell for cell in cells_of(defence_of(loaded(name, *FAR)), towns) if cell.reached]
        shots = sorted({cell.shots[-1] for cell in cells})
        left = sorted({cell.constraint for cell in cells} - {NOTHING})
        span = " to ".join(map(str, dict.fromkeys((shots[0], shots[-1]))))
        rows.append([name, counted(cells), span, "; ".join(left) or "–"])
    return table(["interceptors, radar", "cities", "shots, shoot-look-shoot", "what stands in the way"], rows)


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


def comparison() -> list[str]:
    """Hold what was said against what is found."""
    asked: dict[tuple[str, str], list[Cell]] = {}

    def ask(case: str, code: str) -> list[Cell]:
        if (case, code) not in asked:
            far = FAR if code == "US" else ()
            towns = largest(code, AMERICANS if far else LARGEST)
            asked[case, code] = cells_of(defence_of(loaded(case, *far)), towns)
        return asked[case, code]

    people = tuple(round((drawn(case, EUROPE, 2.0).covered_population or 0) / 1e6) for case in (PLAN, SOUTH))
    to_warsaw = loaded(ALONE, "raid.0.to=warsaw")
    parts = [
        said.left_out(ask, PLAN, BLIND, LATE),
        said.both_shores(ask, PLAN),
        said.best_places(ask, PLAN, SOUTH, (people[0], people[1])),
        said.other_plans(ask, PLAN, OVER_THERE[1:]),
        said.gabala(
            said.seen_from_gabala(to_warsaw, iranian()), said.fought(loaded(ALONE)), said.fought(loaded(PLAN))
        ),
    ]
    return [line for part in parts for line in wrapped(part)[:-1]]


def lines_of(quick: bool) -> dict[str, list[str]]:
    """Return the sections of the page that are computed, by their heads."""
    parts = {"Cities": by_city()}
    if not quick:
        parts |= {"Area and people": areas(), "The United States": in_america(), "From where in Iran": denied()}
        parts |= {"What was said": comparison()}
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
    "The United States": f"""Against a missile of 10,000 km with 900 kg from Tabriz (variant `to-washington`): how many
    of those of the {AMERICANS} largest American cities that it reaches can be shot for, by the sites in Europe alone;
    the interceptors in Alaska and California are no part of it. The map is that of the plan.""",
    "What was said": """Each sentence in our words, with who said it; verdicts and numbers are worked with the page. No
    input was changed for any of them.""",
    "From where in Iran": """Launch points one degree apart on Iranian ground, against the plan of 2007: from how many
    of them the missile reaches the city, and from how many of these there is a shot. To Washington flies the missile
    of 10,000 km.""",
}
PICTURES = {
    "Area and people": ("sites-gabala", "sites-turkey", "sites-ships"),
    "The United States": ("united-states",),
    "From where in Iran": ("denied-london",),
}


ALT = {
    "sites-gabala": "Shots with the radar at Gabala in place of Brdy, by aim point",
    "sites-turkey": "Shots of interceptors in Turkey, by aim point",
    "sites-ships": "Shots of three ships, by aim point",
    "united-states": "Shots of the site in Poland at missiles to America, by aim point",
    "denied-london": "Shots at missiles to London, by launch point",
}


def page(parts: dict[str, list[str]]) -> list[str]:
    text = ["# Whom other sites would have defended", "", *wrapped(INTRO)]
    for head, lines in parts.items():
        text += [f"## {head}", "", *wrapped(WORDS[head])]
        for name in PICTURES.get(head, ()):
            text += [f"![{ALT[name]}]({MAPS[name].relative_to(PAGE.parent).as_posix()})", ""]
        text += [*lines, ""]
    return text[:-1]


def draw() -> None:
    from midcourse.views.style import save

    found = {name: drawn(case, region, 1.0) for name, (case, region) in DRAWN.items()}
    found["united-states"] = drawn(PLAN, AMERICA, 1.0, far=True)
    found["denied-london"] = drawn(PLAN, LAUNCHES, 1.0, aim="london")
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
