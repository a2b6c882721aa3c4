"""How forces stand: by kind of base the share of the warheads, of these on alert, of these that outlive an attack.

A shield beside it: how many interceptors, how many shots at each object, what its failures have in common.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from midcourse.catalog.flight_tests import Cited
from midcourse.catalog.model import Checked, Entry, Ratio
from midcourse.catalog.provenance import Quantity

Count = Annotated[float, Quantity("ratio")]
ALERTS = ("day-to-day", "generated")
MISSILE_BASES = ("silo", "road", "sea")


class Leg(Checked):
    """Missiles of one kind of base.

    `share` of all deployed warheads; of these `day_to_day` and `generated` on alert: in their silos, away from their
    garrisons, at sea; of those on alert `survives` outlives an attack that is waited for to its end.
    """

    basing: Literal["silo", "road", "sea"]
    share: Ratio = Field(ge=0, le=1)
    day_to_day: Ratio = Field(ge=0, le=1)
    generated: Ratio = Field(ge=0, le=1)
    survives: Ratio = Field(ge=0, le=1)

    @model_validator(mode="after")
    def _more_when_generated(self) -> Leg:
        if self.day_to_day > self.generated:
            raise ValueError("more are on alert day to day than when forces are generated")
        return self


class Posture(Entry):
    """How the missiles of a state stood in a year; what the legs leave of the whole is on bombers, no part of it."""

    state: Literal["US", "SU", "RU"]
    year: int = Field(ge=1945, le=2200)
    reliability: Ratio = Field(ge=0, le=1)
    legs: tuple[Leg, ...] = Field(min_length=1, max_length=3)

    @model_validator(mode="after")
    def _each_once_and_no_more_than_all(self) -> Posture:
        if len({leg.basing for leg in self.legs}) < len(self.legs):
            raise ValueError("a kind of base twice")
        if sum(leg.share for leg in self.legs) > 1.0 + 1e-9:
            raise ValueError("the shares of the legs are above one")
        return self


class Shield(Entry, Cited):
    """Interceptors of one day or plan, whose they are, how they are spent; `record` names the tests behind them.

    `year` is that in which they stood, or for which they were planned.
    """

    state: Literal["US", "SU", "RU"]
    year: int = Field(ge=1945, le=2200)
    interceptors: Count = Field(ge=0, le=1e5)
    shots: Count = Field(ge=1, le=20)
    common_cause: Ratio = Field(ge=0, le=1)
    record: str | None = Field(default=None, max_length=64)

    @property
    def sources(self) -> set[str]:
        """Keys of the sources that the entry cites beside those of its numbers."""
        return {self.source}
