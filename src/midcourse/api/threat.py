"""Which missiles of which countries reach which places: one verdict a missile and a target."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from midcourse.api.pairs import Pair, pairs
from midcourse.api.regions import Day, Region, Spot, parse_day, parse_owners, parse_regions
from midcourse.catalog.arsenal import Armed, arsenal, flown
from midcourse.sentences.threat import BARELY, INSIDE, MOSTLY, OUTSIDE
from midcourse.shown.card import Card, Shown
from midcourse.shown.command import line
from midcourse.shown.document import finite
from midcourse.shown.frame import Table, framed, table_of

if TYPE_CHECKING:
    import pandas as pd

    from midcourse.pictures.plots import ThreatPlots

REACHED = (INSIDE, MOSTLY)


@dataclass(frozen=True)
class Reach:
    """One missile and one target: how far the missile flies that way, and what follows.

    Args:
        armed, region, pair: the missile with its owner, and where from and where to.
        range_m: greatest range towards the target on the turning Earth, infinite where it has no end.
    """

    armed: Armed
    region: Region
    pair: Pair
    range_m: float

    @property
    def verdict(self) -> str:
        """One of VERDICTS."""
        far_m = self.pair.distance_m
        if far_m <= self.range_m:
            return INSIDE if far_m <= self.range_low_m else MOSTLY
        return BARELY if far_m <= self.range_m * self.armed.high_share else OUTSIDE

    @property
    def reached(self) -> bool:
        """Whether the missile gets there with its range as it is flown."""
        return self.verdict in REACHED

    @property
    def range_low_m(self) -> float:
        """The range at the low end of the published bracket: the published one where the flown one has no end."""
        published = self.armed.missile.range_m
        if math.isinf(self.range_m) and published is not None:
            return published * self.armed.low_share
        return self.range_m * self.armed.low_share

    def as_dict(self) -> dict[str, Any]:
        """Return one row of `midcourse threat --json`."""
        armed = self.armed
        return {
            "owner": armed.owner,
            "missile": armed.missile.id,
            "notional": armed.notional,
            "available": armed.available(),
            "status": armed.status,
            "payload_kg": armed.missile.payload_kg,
            "launch": _place(self.pair.launch),
            "region": self.region.id,
            "target": {**_place(self.pair.target), "role": self.pair.role},
            "distance_m": self.pair.distance_m,
            "range_m": finite(self.range_m),
            "range_low_m": finite(self.range_low_m),
            "range_high_m": finite(self.range_m * armed.high_share),
            "verdict": self.verdict,
        }


COLUMNS = (
    "owner", "missile", "status", "launch", "region", "target", "distance_m", "range_m", "range_low_m",
    "range_high_m", "verdict",
)  # fmt: skip


@dataclass(frozen=True, repr=False)
class Threat(Shown):
    """The answer: every missile looked at against every target, and the missiles that did not exist at the date."""

    owners: tuple[str, ...]
    regions: tuple[Region, ...]
    day: Day | None
    reaches: tuple[Reach, ...]
    missing: tuple[Armed, ...]
    rerun: str = ""

    def of(self, armed: Armed, region: Region) -> list[Reach]:
        """Return the verdicts of one missile in one region, nearest target first."""
        return [reach for reach in self.reaches if reach.armed is armed and reach.region is region]

    @property
    def armed(self) -> tuple[Armed, ...]:
        """The missiles that were looked at, by owner and year."""
        return tuple({id(reach.armed): reach.armed for reach in self.reaches}.values())

    @property
    def plot(self) -> ThreatPlots:
        """The pictures: `matrix()` of targets by missiles, `map()` with the verdicts below; `save_all(DIR)`."""
        from midcourse.pictures.plots import ThreatPlots

        return ThreatPlots(self)

    def answer(self) -> str:
        """Return the answer in one sentence, and another where something stays in doubt."""
        from midcourse.sentences.threat import answer

        return answer(self)

    def as_dict(self) -> dict[str, Any]:
        """Return what `midcourse threat --json` prints."""
        return {
            "answer": self.answer(),
            "owners": list(self.owners),
            "regions": [region.id for region in self.regions],
            "as_of": None if self.day is None else self.day.text,
            "rows": [reach.as_dict() for reach in self.reaches],
            "missing": [
                {
                    "owner": one.owner,
                    "missile": one.missile.id,
                    "status": one.status,
                    "available": one.available(),
                }
                for one in self.missing
            ],
            "launch_rule": "the site or city of the owner that is nearest to the target",
        }

    def frame(self, name: str = "reaches") -> pd.DataFrame:
        """Return `reaches` as a data frame: a row a missile and target, with distance, range and verdict."""
        return framed(name, {"reaches": self._reaches})

    def _reaches(self) -> Table:
        rows = (one.as_dict() for one in self.reaches)
        named = ({**row, **{end: row[end]["name"] for end in ("launch", "target")}} for row in rows)
        return table_of(COLUMNS, named)

    def _line(self) -> str:
        reached = {one.pair.target.id for one in self.reaches if one.reached}
        day = "" if self.day is None else f" in {self.day.text}"
        targets = {one.pair.target.id for one in self.reaches}
        return f"{', '.join(self.owners)}{day}: {len(reached)} of {len(targets)} places within reach"

    def _card(self) -> Card:
        from midcourse.sentences.threat import region_line

        rows = tuple(
            (one.owner, one.missile.id, one.years, region.name, region_line(self.of(one, region)))
            for one in self.armed
            for region in self.regions
        )
        return Card(self.answer(), "", ("owner", "missile", "since", "to", "reaches"), rows, (self.rerun,), "frame()")


def who_reaches(
    owners: str,
    to: str,
    as_of: str | None = None,
    tick: Callable[[int, str], None] = lambda count, what: None,
) -> Threat:
    """Say which missiles of some countries reach which places.

    Args:
        owners: names of countries with commas, e.g. `iran,north-korea`.
        to: `europe` or countries, with commas.
        as_of: date YYYY[-MM[-DD]]; missiles that did not exist then are listed and not flown.
        tick: called around each missile with how many have just been done, and its id.

    Returns:
        Threat.

    Raises:
        ScenarioError: an unknown owner or region, or no date.
    """
    day, who, where = parse_day(as_of), parse_owners(owners), parse_regions(to)
    there = {(owner, region.id): pairs(owner, region) for owner in who for region in where}
    year = None if day is None else day.year
    every = [armed for owner in who for armed in arsenal(owner, year)]
    looked_at = [armed for owner in who for armed in flown(owner, year)]
    found: list[Reach] = []
    for armed in looked_at:
        tick(0, armed.missile.id)
        for region in where:
            found += _reaches(armed, region, there[armed.owner, region.id])
        tick(1, armed.missile.id)
    missing = tuple(one for one in every if one not in looked_at)
    return Threat(who, where, day, tuple(found), missing, line("threat", [owners], {"to": to, "as-of": as_of}))


def _reaches(armed: Armed, region: Region, there: list[Pair]) -> list[Reach]:
    from midcourse.threats.fly import pad_of, stack_of
    from midcourse.threats.towards import range_towards

    craft = stack_of(armed.missile)
    return [
        Reach(armed, region, pair, range_towards(craft, pad_of(pair.launch), pad_of(pair.target)))
        for pair in there
    ]


def _place(spot: Spot) -> dict[str, Any]:
    return {"id": spot.id, "name": spot.name, "lat_deg": spot.lat_deg, "lon_deg": spot.lon_deg}
