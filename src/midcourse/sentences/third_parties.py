"""The answer about third parties in rows of words, for the screen and the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from midcourse.analysis.territory import by_country
from midcourse.sentences.threat import listed, spoken

if TYPE_CHECKING:
    from midcourse.analysis.onlookers import Looked, Onlooker
    from midcourse.analysis.territory import InCountry, Over
    from midcourse.api.third_parties import ThirdParties

MOST_OVER = 3
SEA = "at sea"
MOST_MISSILES = 8  # rows a radar


def headline(found: ThirdParties) -> str:
    """Return over whom intercepts happen, and where most of each thing that comes down falls, in one sentence."""
    rows = sorted(found.found.intercepts, key=lambda row: -row.over.share)
    told = [f"{_over(row.over.name)} ({percent(row.over.share)})" for row in rows[:MOST_OVER]]
    others = " and elsewhere" if len(rows) > MOST_OVER else ""
    text = f"Intercepts happen {', '.join(told)}{others}" if told else "No intercept happens over anyone"
    places = list(dict.fromkeys(spoken(row[1]) for row in falls(found) if row[0]))
    if not places:
        return f"{text}; nothing of it comes down by itself."
    return f"{text}; what comes down falls mostly in {listed(places)}.".replace("in at sea", "at sea")


def _over(name: str) -> str:
    return name if name == SEA else f"over {spoken(name)}"


def shots(found: ThirdParties) -> str:
    """Return a sentence of what became of the shots."""
    became = found.found.outcomes
    failed, arrived, kills, missed = (int(each.sum()) for each in became)
    if not failed + arrived:
        return "No shot is fired."
    return (
        f"{failed + arrived:,} shots: {failed:,} fail in flight, {arrived:,} arrive; of these {kills:,} kill, "
        f"{arrived - kills - missed:,} strike something else, {missed:,} miss or find nothing."
    )


def intercepts(found: ThirdParties) -> list[list[str]]:
    """Return a row for each country that intercepts happen over: share of all, of kills, times, altitudes."""
    return [
        [
            row.over.name,
            percent(row.over.share),
            "none" if row.kills_share is None else percent(row.kills_share),
            span(row.over.first_s, row.over.last_s),
            span(row.over.lowest_m, row.over.highest_m, 1e-3),
        ]
        for row in found.found.intercepts
    ]


def falls(found: ThirdParties) -> list[list[str]]:
    """Return a row for each thing that comes down and each country: what, where, share, times."""
    kinds: dict[str, list[Over]] = {}
    for one in found.found.missile_stages:
        kinds.setdefault(f"{one.missile}, stage {one.stage}", []).append(one.fall)
    rows = [line for what, points in kinds.items() for line in _lines(what, by_country(points))]
    for b, item in enumerate(found.scenario.batteries):
        whose = f"{item.interceptor.id} of {item.place.name}"
        for number, shares in enumerate(found.interceptor_stages(b), start=1):
            rows += _lines(f"{whose}, stage {number}", shares)
        rows += _lines(f"{whose}, missed", found.missed(b))
    return rows


def radars(found: ThirdParties) -> list[list[str]]:
    """Return a row for each radar abroad and each thing that it could see."""
    rows = []
    for one in found.found.onlookers:
        missiles = [row for row in one.looked if row.battery is None]
        shown = [row for row in one.looked if row.battery is not None] + missiles[:MOST_MISSILES]
        for k, looked in enumerate(shown):
            rows.append([radar(found, one) if k == 0 else "", *_looked(looked)])
        if len(missiles) > MOST_MISSILES:
            rows.append(["", f"{len(missiles) - MOST_MISSILES} more missiles: --json", *[""] * 6])
    return rows


def radar(found: ThirdParties, one: Onlooker) -> str:
    """Return the name of a radar, and whether it is there at the scenario's date."""
    day = found.scenario.as_of
    if one.there is None or day is None:
        return f"{one.name}\nsince {one.available}"
    if one.there:
        return one.name
    late = day.year < one.available
    return f"{one.name}\nnot yet there in {day.year}" if late else f"{one.name}\nclosed in {one.until}"


def context(found: ThirdParties) -> str:
    """Return a sentence of the cross sections of the catalogue's missiles in the bands of the radars abroad."""
    ranges = {(one.burning_rcs_m2, one.warhead_rcs_m2) for one in found.found.onlookers}
    told = [
        f"{_of(burning)} while they burn, {_of(warhead)} as warheads" for burning, warhead in sorted(ranges)
    ]
    return f"For comparison, missiles of the catalogue in the band of these radars: {'; '.join(told)}."


def percent(share: float) -> str:
    """Return a share in per cent; what is not quite nothing or all is not called so."""
    if 0.0 < share < 0.01:
        return "< 1 %"
    return "> 99 %" if 0.99 < share < 1.0 else f"{100.0 * share:.0f} %"


def span(low: float | None, high: float | None, scale: float = 1.0) -> str:
    """Return a range of whole numbers, one where both are the same, nothing where there is none."""
    if low is None or high is None:
        return ""
    ends = [f"{scale * end:,.0f}" for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else " to ".join(ends)


def square_metres(value: float | None) -> str:
    """Return a cross section with two figures; nothing where there is none."""
    return "" if value is None else f"{value:.2g} m²" if value >= 1e-4 else "< 1 cm²"


def _of(ends: tuple[float, float]) -> str:
    low, high = ends
    return f"{low:g} m²" if low == high else f"{low:g} to {high:g} m²"


def _lines(what: str, rows: tuple[InCountry, ...]) -> list[list[str]]:
    return [
        [what if k == 0 else "", row.name, percent(row.share), span(row.first_s, row.last_s)]
        for k, row in enumerate(rows)
    ]


def _looked(row: Looked) -> list[str]:
    burning = square_metres(row.least_burning_rcs_m2)
    least = square_metres(row.least_rcs_m2)
    return [
        row.what,
        percent(row.above_share),
        percent(row.view_share),
        span(row.first_s, row.last_s),
        f"{row.highest_elevation_deg:.1f}°",
        span(row.even_first_s, row.even_last_s),
        f"{least} ({burning})" if burning else least,
    ]
