"""The answer of `midcourse threat` in words."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from midcourse.api.regions import Region
    from midcourse.api.threat import Reach, Threat

MOST_NAMES = 3
INSIDE = "inside"
MOSTLY = "inside, but not at the low end of the published range"
BARELY = "only at the high end of the published range"
OUTSIDE = "outside"
VERDICTS = (INSIDE, MOSTLY, BARELY, OUTSIDE)


def answer(told: Threat) -> str:
    """Return what the verdicts come to: which missiles reach what, and what stays in doubt."""
    parts = [part for region in told.regions for part in _region(told, region)]
    text = "; ".join(parts) + "."
    text = f"In {told.day.words}, {text}" if told.day is not None else text[0].upper() + text[1:]
    doubts = [doubt for region in told.regions for doubt in _doubts(told, region)]
    return text + (f" In doubt: {'; '.join(doubts)}." if doubts and told.day is not None else "")


def counted(reaches: list[Reach]) -> list[Reach]:
    """Return the targets that a missile reaches with its range as it is flown."""
    return [reach for reach in reaches if reach.reached]


def region_line(reaches: list[Reach]) -> str:
    """Say how many targets of a region a missile reaches, and how far the nearest one outside is."""
    found = counted(reaches)
    outside = [reach for reach in reaches if reach not in found]
    names = (
        f" ({listed([reach.pair.target.name for reach in found])})" if 0 < len(found) <= MOST_NAMES else ""
    )
    told = f"{len(found) or 'none'} of {len(reaches)}{names}"
    if outside:
        reach = min(outside, key=lambda one: one.pair.distance_m - one.range_m)
        told += f"; next {reach.pair.target.name}, {(reach.pair.distance_m - reach.range_m) / 1e3:,.0f} km too far"
    return told


def spoken(owner: str) -> str:
    """Return a country as it stands in a sentence."""
    return f"the {owner}" if owner.startswith("United") else owner


def listed(words: list[str], link: str = "and") -> str:
    """Return words with commas, and a last link."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {link} {words[-1]}"


def _region(told: Threat, region: Region) -> list[str]:
    parts, none = [], []
    past = told.day is not None
    for owner in told.owners:
        mine = [one for one in told.armed if one.owner == owner and one.exists]
        kept = [(one, _count(told.of(one, region))) for one in mine if counted(told.of(one, region))]
        if not kept:
            none.append(spoken(owner))
            continue
        said = []
        for count, group in groupby(kept, lambda pair: pair[1]):
            ids = [one.missile.id if past else f"{one.missile.id} ({one.first[1]})" for one, _ in group]
            said.append(f"{count} with {listed(ids)}")
        places = region.kind[1] if region.id == "europe" else f"places looked at in {region.name}"
        total = len(told.of(mine[0], region))
        parts.append(
            f"of {total} {places}, {spoken(owner)} {'reached' if past else 'reaches'} {', '.join(said)}"
        )
    if none:
        parts.append(
            f"no missile of {listed(none, 'or')} {'reached' if past else 'reaches'} a {region.kind[0]}"
        )
    return parts


def _count(every: list[Reach]) -> str:
    found = counted(every)
    if len(found) == len(every):
        return "all"
    names = [reach.pair.target.name for reach in found]
    return f"{len(found)}{f' ({listed(names)})' if len(names) <= MOST_NAMES else ''}"


def _doubts(told: Threat, region: Region) -> list[str]:
    doubts = []
    for one in told.armed:
        every = told.of(one, region)
        names = {
            verdict: [reach.pair.target.name for reach in every if reach.verdict == verdict][:MOST_NAMES]
            for verdict in (INSIDE, MOSTLY, BARELY)
        }
        who = f"{one.missile.id} of {spoken(one.owner)}"
        if one.contested and any(names.values()):
            doubts.append(
                f"whether there was {who} at all, for {listed([n for v in names.values() for n in v])}"
            )
        elif names[MOSTLY]:
            doubts.append(f"{who} did not reach {listed(names[MOSTLY])} with the least published range")
        if one.exists and names[BARELY]:
            doubts.append(f"{who} reached {listed(names[BARELY])} only with the greatest published range")
    return doubts
