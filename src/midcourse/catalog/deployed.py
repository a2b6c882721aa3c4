"""Deployed strategic forces of a state on a day, as a treaty or an estimate counts them: rows by system, or totals."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from midcourse.catalog.flight_tests import Cited, day
from midcourse.catalog.model import Checked, Entry, Mass

MEASURES = {
    "start-1": "warheads that START I counts, by attribution",
    "operational": "warheads that are really deployed, as SORT speaks of them",
    "new-start": "deployed warheads that New START counts, a bomber as one",
}


class System(Checked):
    """One system: how many deployed missiles or bombers, and the warheads that are counted for all of them.

    `each` is what counts for one missile. Of bombers with cruise missiles `fitted` is how many each is equipped for
    beyond those that count at a figure of the treaty.
    """

    system: str = Field(min_length=1, max_length=60)
    kind: Literal["icbm", "slbm", "bomber"]
    vehicles: int = Field(ge=0, le=100_000)
    warheads: int = Field(ge=0, le=100_000)
    each: int | None = Field(default=None, ge=1, le=100)
    fitted: int | None = Field(default=None, ge=1, le=100)
    basing: Literal["silo", "road", "rail", "sea", "air"]
    heavy: bool = False
    cruise: bool = False

    @model_validator(mode="after")
    def _bombers_alone_carry_cruise_missiles(self) -> System:
        if self.cruise and self.kind != "bomber":
            raise ValueError("cruise missiles are of bombers here")
        if (self.kind == "bomber") == (self.each is not None):
            raise ValueError("a missile says how many warheads count for each, a bomber does not")
        return self

    @property
    def mobile(self) -> bool:
        """Whether it is a mobile missile on land."""
        return self.basing in ("road", "rail")


class Forces(Entry, Cited):
    """What one state has deployed on a day, by one measure. Totals that no source gives are None."""

    state: Literal["US", "SU", "RU"]
    day: date
    measure: Literal["start-1", "operational", "new-start"]
    vehicles: int | None = Field(default=None, ge=0, le=100_000)
    launchers: int | None = Field(default=None, ge=0, le=100_000)
    warheads: int | None = Field(default=None, ge=0, le=100_000)
    throw_weight_kg: Mass | None = Field(alias="throw_weight", default=None, gt=0, le=1e9)
    systems: tuple[System, ...] = Field(default=(), max_length=100)

    @field_validator("day", mode="before")
    @classmethod
    def _as_day(cls, given: Any) -> Any:
        return day(given)

    @model_validator(mode="after")
    def _rows_sum_to_the_totals(self) -> Forces:
        if not self.systems and self.warheads is None:
            raise ValueError("neither systems nor a total of warheads")
        for name in ("vehicles", "warheads") if self.systems else ():
            total, found = getattr(self, name), sum(getattr(one, name) for one in self.systems)
            if total is not None and total != found:
                raise ValueError(f"{name} of the systems sum to {found}, not to {total}")
        return self

    @property
    def sources(self) -> set[str]:
        """Keys of all sources that the entry cites."""
        return {self.source}
