"""From the answer about third parties to its map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from midcourse.analysis.territory import by_country, name_of
from midcourse.records import WARHEAD
from midcourse.scenario.place import parse_place
from midcourse.sentences.third_parties import percent
from midcourse.views.third_parties import Country, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from midcourse.analysis.onlookers import Onlooker
    from midcourse.analysis.territory import InCountry, Over
    from midcourse.api.third_parties import ThirdParties
    from midcourse.scenario.place import Place
    from midcourse.truth import Trajectory

POINTS = 80
MOST_TRACKS = 40
MOST_NAMED = 6


def sheet(found: ThirdParties) -> Sheet:
    """Put the map together: countries with their words, tracks, marks, and what lies at sea or off the map below it.

    Args:
        found: the answer.
    """
    kinds = _kinds(found)
    codes = {row.over.country: row.over.share for row in found.found.intercepts}
    for points in kinds.values():
        codes.update({one.country: 0.0 for one in points if one is not None and one.country not in codes})
    countries = tuple(
        Country(code, _words(code, share), share, _kinds_in(code, kinds))
        for code, share in codes.items()
        if code is not None
    )
    marks, near = _marks(found)
    scenario = found.scenario
    title = f"Third parties to {scenario.name_id}: {scenario.name}"
    runs = f"{found.runs:,} run{'s' * (found.runs > 1)}"
    note = (
        f"{found.rerun} --plot DIR. Nominal world, {runs}. Whole countries; no place is finer. "
        "What a hit leaves behind is not modelled."
    )
    return Sheet(title, countries, _tracks(found), marks, near, _told(found, kinds), note)


def _kinds(found: ThirdParties) -> dict[str, list[Over | None]]:
    flights = found.found.flights
    return {
        "missile": [one.fall for one in found.found.missile_stages],
        "stage": [fall for one in flights for fall in one.stages],
        "miss": [one.fall for one in flights if one.missed],
    }


def _kinds_in(code: str, kinds: dict[str, list[Over | None]]) -> tuple[str, ...]:
    return tuple(
        kind
        for kind, points in kinds.items()
        if any(one is not None and one.country == code for one in points)
    )


def _words(code: str, share: float) -> str:
    return f"{name_of(code)}\n{percent(share)} of intercepts" if share > 0.0 else name_of(code)


def _tracks(found: ThirdParties) -> tuple[tuple[str, np.ndarray], ...]:
    sky, flights = found.found.sky, found.found.flights
    tracks = [("missile", _track(sky.paths[k])) for k in np.flatnonzero(sky.kind == WARHEAD)[:MOST_TRACKS]]
    for b in range(len(found.scenario.batteries)):
        mine = sorted((one.flight for one in flights if one.battery == b), key=lambda path: path.end_s)
        if mine:
            tracks.append(("shot", _track(mine[len(mine) // 2])))
    return tuple(tracks)


def _track(path: Trajectory) -> np.ndarray:
    track: np.ndarray = path.geodetic(path.times(POINTS))[:, :2]
    return track


def _marks(found: ThirdParties) -> tuple[tuple[tuple[str, str, float, float], ...], tuple[bool, ...]]:
    # radars that nothing rises above are no reason for a larger map
    scenario = found.scenario
    marks = {("launch", _short(item.from_place)): (item.from_place, True) for item in scenario.raid}
    marks |= {("battery", _short(item.place)): (item.place, True) for item in scenario.batteries}
    for one in found.found.onlookers:
        kind = "later" if one.there is False else "radar"
        marks[kind, _radar(found, one)] = (
            parse_place(one.site),
            any(row.above_share > 0.0 for row in one.looked),
        )
    rows = tuple((kind, name, place.lat_deg, place.lon_deg) for (kind, name), (place, _) in marks.items())
    return rows, tuple(near for _, near in marks.values())


def _short(place: Place) -> str:
    return place.name.partition(" (")[0]


def _radar(found: ThirdParties, one: Onlooker) -> str:
    name, day = parse_place(one.site).name, found.scenario.as_of
    return (
        f"{name}, since {one.available}" if one.there is False and day and day.year < one.available else name
    )


def _told(found: ThirdParties, kinds: dict[str, list[Over | None]]) -> tuple[str, ...]:
    became, flights = found.found.outcomes, found.found.flights
    if not (became.failed | became.arrived).any():
        lines = ["No shot is fired."]
    else:
        lines = [_line("Intercepts over", [row.over for row in found.found.intercepts])]
    lines.append(_line("Stages of the missiles come down", by_country(kinds["missile"])))
    for n in range(max((len(one.stages) for one in flights), default=0)):
        falls = [one.stages[n] for one in flights if len(one.stages) > n]
        lines.append(_line(f"Stage {n + 1} of the interceptors", by_country(falls)))
    lines.append(_line("Interceptors that miss", by_country(kinds["miss"])))
    return tuple(line for line in lines if line)


def _line(head: str, rows: Sequence[InCountry]) -> str:
    if not rows:
        return ""
    named = [f"{row.name} {percent(row.share)}" for row in rows[:MOST_NAMED]]
    more = f", {len(rows) - MOST_NAMED} more" if len(rows) > MOST_NAMED else ""
    return f"{head}: {', '.join(named)}{more}"
