"""Write docs/third-parties.md and its maps: who had to do with the plan of 2007 besides those who shoot.

python tools/make_third_parties.py             writes the page and its maps
python tools/make_third_parties.py --check     compares with what stands there; exit 1 where they differ
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from make_europe import differences, table, wrapped
from midcourse.analysis.coming_down import TUMBLING_KG_M2, burnouts_s, come_down
from midcourse.analysis.onlookers import ABROAD, onlookers
from midcourse.analysis.territory import InCountry, by_country
from midcourse.api.third_parties import ThirdParties, third_parties
from midcourse.catalog.model import Missile
from midcourse.catalog.provenance import Assumed
from midcourse.scenario import load_scenario
from midcourse.sentences.third_parties import context, falls, intercepts, percent, radars, shots

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/third-parties.md"
SCENARIOS = {"europe-2007": "Iran to Europe", "russia-2007": "Russia to Washington"}
MAPS = {name: ROOT / f"docs/pictures/third-parties-{name}.png" for name in SCENARIOS}
DOTS_PER_INCH = 110
TURNS_DEG = (-20.0, 20.0)
SOME = 8  # every so many flights are let fall with other coefficients


def filled(rows: list[list[str]]) -> list[list[str]]:
    """Return rows with the first cell repeated where it is that of the row above."""
    for above, row in zip(rows, rows[1:], strict=False):
        row[0] = row[0] or above[0]
    return [[cell.replace("\n", ", ") or "–" for cell in row] for row in rows]


def first_stages(found: ThirdParties, beta_kg_m2: float) -> tuple[InCountry, ...]:
    """Return where first stages come down with another ballistic coefficient."""
    at_s = burnouts_s(found.scenario.batteries[0].interceptor)[0]
    flights = [one.flight for one in found.found.flights[::SOME]]
    return by_country([come_down(path, path.launch_s + at_s, beta_kg_m2) for path in flights])


def bracket() -> tuple[float, float]:
    """Return the low and the high of the ballistic coefficient of a tumbling stage."""
    (doubt,) = (one for one in Missile.model_fields["stage_beta_kg_m2"].metadata if isinstance(one, Assumed))
    assert doubt.low is not None and doubt.high is not None
    return doubt.low, doubt.high


def doubted(found: ThirdParties) -> str:
    low, high = bracket()
    told = []
    for beta in (TUMBLING_KG_M2, low, high):
        rows = ", ".join(f"{row.name} {percent(row.share)}" for row in first_stages(found, beta)[:3])
        told.append(f"with {beta:.0f} kg/m² {rows}")
    return "; ".join(told)


def turned(found: ThirdParties) -> str:
    """Return the share of the interceptors that Armavir has in its field where it looks elsewhere."""
    armavir, told = ABROAD[0], []
    for turn in TURNS_DEG:
        other = armavir._replace(boresight_deg=armavir.boresight_deg + turn)
        (one,) = onlookers(found.scenario, found.found.sky, found.found.flights, (other,))
        told.append(f"{percent(one.looked[0].view_share)} at {other.boresight_deg:.0f}°")
    return " and ".join(told)


def told_is_so(found: dict[str, ThirdParties]) -> None:
    """Hold what the page says in words."""
    europe, russia = found["europe-2007"].found, found["russia-2007"].found
    assert europe.intercepts[0].over.country == "UA"
    for one in (europe, russia):
        last = [flight.stages[-1] for flight in one.flights] + [
            flight.fall for flight in one.flights if flight.missed
        ]
        assert all(fall is not None and fall.country is None for fall in last)
        assert one is russia or all(fall is not None and fall.lat_deg < -30.0 for fall in last)
    assert [row.over.country for row in russia.intercepts[:2]] == [None, "IS"]
    assert all(fall.country for one in europe.flights if (fall := one.stages[0]))
    assert {fall.country for one in russia.flights if (fall := one.stages[0])} == {"SE", "NO", "DK", None}
    seconds = {one.fall.country for one in russia.missile_stages if (one.missile, one.stage) == ("topol", 2)}
    assert seconds == {"SE", "FI"}
    armavir, gabala = europe.onlookers
    ours, theirs = armavir.looked
    assert armavir.there is False and gabala.there is True
    assert ours.least_burning_rcs_m2 is None and ours.least_rcs_m2 is not None
    assert ours.least_rcs_m2 < armavir.warhead_rcs_m2[0]
    assert theirs.even_first_s is not None and gabala.looked[1].even_first_s is not None
    assert gabala.looked[0].view_share == 0.0 < gabala.looked[0].above_share
    assert all(row.view_share == 0.0 for one in russia.onlookers for row in one.looked)
    assert all(
        row.above_share == 0.0 for one in russia.onlookers for row in one.looked if row.battery is not None
    )


def minutes(found: ThirdParties) -> str:
    """Return how long kill vehicles that strike nothing still fly."""
    waits_s = [one.fall.time_s - one.flight.end_s for one in found.found.flights if one.fall is not None]
    return f"{min(waits_s) / 60.0:.0f} to {max(waits_s) / 60.0:.0f}"


def late_s(found: ThirdParties) -> tuple[float, float]:
    """Return how long before its intercept an interceptor first stands in the field of Armavir, at most, and when."""
    first_s = found.found.onlookers[0].looked[0].first_s
    assert first_s is not None
    return float(
        np.max([one.flight.end_s for one in found.found.flights if one.flight.end_s < 520.0])
    ) - first_s, first_s


def europe_words(found: ThirdParties) -> list[str]:
    at_most_s, first_s = late_s(found)
    ours = found.found.onlookers[0].looked[0]
    return wrapped(f"""
        - **Intercepts.** Most are over Ukraine and the Black Sea, some 750 km up; later shots meet the missile over
        the middle of Europe.

        - **First stages** of the interceptors fall on land, some hundred km from the site; on which country hangs on
        the ballistic coefficient of an empty stage, which nobody has published. In every eighth flight:
        {doubted(found)}.

        - **What burns out at 8 km/s goes round half of the Earth.** Last stages and kill vehicles that strike nothing
        come down in the ocean far in the south, the kill vehicles {minutes(found)} minutes after the intercept.

        - **Armavir**, had it been there in 2007, would have seen the missile. It would have had
        {percent(ours.view_share)} of the interceptors in its field, from {first_s:.0f} s on, no more than
        {at_most_s:.0f} s before the first intercepts: they burn out far below its horizon. {ours.least_rcs_m2:.2g} m²
        is less than any warhead of the catalogue shows in this band. Where its face looked decides: {turned(found)}.

        - **Gabala** sees the missile leave, and looks away from Poland: the interceptors stand above its horizon,
        outside its field.""")


def russia_words(found: ThirdParties) -> list[str]:
    return wrapped(f"""
        - **Intercepts** are over the Norwegian Sea and the North Atlantic, some over Iceland.

        - **First stages** of the interceptors fall on Sweden, Norway and Denmark or into the sea around them; by
        ballistic coefficient, in every eighth flight: {doubted(found)}.

        - **Second stages** of missiles of Vypolzovo, Teykovo and Yoshkar-Ola fall on Sweden and Finland; last ones
        fly with their warheads.

        - **Last stages** of interceptors and kill vehicles that strike nothing come down in the Pacific or the
        southern ocean, the kill vehicles {minutes(found)} minutes after the intercept.

        - **Neither radar** has anything of it in view: the missiles fly away from both, and what rises above the
        horizon of Armavir does so behind its face. Other Russian warning radars are not in the catalogue.""")


def section(name: str, found: ThirdParties) -> list[str]:
    words = europe_words(found) if name == "europe-2007" else russia_words(found)
    heads = ["radar", "object", "above its horizon", "in its field", "s", "highest", "even chance, s"]
    heads.append("least cross section")
    return [
        f"## {SCENARIOS[name]}: {name}",
        "",
        f"![Countries, tracks and radars of {name}]({MAPS[name].relative_to(PAGE.parent).as_posix()})",
        "",
        *wrapped(shots(found)),
        *words,
        *table(["intercepts over", "of all", "of kills", "s", "altitude, km"], filled(intercepts(found))),
        "",
        *table(["what comes down", "where", "share", "s"], filled(falls(found))),
        "",
        *table(heads, filled(radars(found))),
        "",
        *wrapped(context(found)),
    ]


def lines_of(found: dict[str, ThirdParties]) -> list[str]:
    told_is_so(found)
    text = [
        "# Third parties",
        "",
        *wrapped(
            """Written by `tools/make_third_parties.py`; do not edit it. It is what `midcourse third-parties
            europe-2007` and `midcourse third-parties russia-2007` say: over whose territory intercepts happen,
            where spent stages and interceptors that strike nothing come down, and whether warning radars abroad
            would see it. Countries, times and altitudes, no finer place; borders are those of Natural Earth, today's,
            by who holds the ground; how it is worked is told with the
            [model](models/third_parties.md). 200 runs of the nominal world; times are scenario time, 0 is the
            first lift-off."""
        ),
        *(line for name, one in found.items() for line in section(name, one)),
    ]
    return "\n".join(text).rstrip().splitlines()


def main(arguments: list[str]) -> int:
    found = {name: third_parties(load_scenario(name)) for name in SCENARIOS}
    lines = lines_of(found)
    if "--check" in arguments:
        wrong = differences(lines, PAGE.read_text(encoding="utf-8"))
        print("\n".join(wrong))
        return 1 if wrong else 0
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    from midcourse.views.style import save

    for name, path in MAPS.items():
        save(found[name].plot.map().figure, path, "png", DOTS_PER_INCH)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
