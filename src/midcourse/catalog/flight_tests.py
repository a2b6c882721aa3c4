"""Records of flight tests: who shot when with what, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from midcourse.catalog.model import Checked, Entry
from midcourse.catalog.provenance import GRADES

STEPS = ("launch", "boost", "separation", "seeker")
"""What an interceptor must pass, in order; the seeker stands for the kill vehicle as a whole."""


class Cited(Checked):
    """A statement with its author; days are written year-month-day."""

    source: str = Field(min_length=1, max_length=64)
    where: str = Field(default="", max_length=300)
    grade: str

    @field_validator("grade")
    @classmethod
    def _known_grade(cls, given: str) -> str:
        if given not in GRADES:
            raise ValueError(f"not a grade: {', '.join(GRADES)}")
        return given


class FlightTest(Cited):
    """One attempt at an intercept: what flew, what for, how many interceptors were fired, what came of it and why."""

    name: str = Field(min_length=1, max_length=40)
    date: date
    configuration: str = Field(min_length=1, max_length=40)
    purpose: str = Field(min_length=1, max_length=100)
    fired: int = Field(ge=0, le=100)
    outcome: Literal["hit", "miss", "no test"]
    failed: Literal["launch", "boost", "separation", "seeker", "target"] | None = None
    cause: str = Field(default="", max_length=100)

    @field_validator("date", mode="before")
    @classmethod
    def _as_day(cls, given: Any) -> Any:
        return day(given)

    @model_validator(mode="after")
    def _outcome_has_its_cause(self) -> FlightTest:
        due = {"hit": (None,), "miss": STEPS, "no test": ("target",)}[self.outcome]
        if self.failed not in due:
            words = ", ".join(step or "left out" for step in due)
            raise ValueError(f"a {self.outcome} with failed {self.failed or 'left out'}; due is {words}")
        if bool(self.cause) == (self.outcome == "hit"):
            raise ValueError(f"a {self.outcome} {'with a' if self.cause else 'without its'} cause")
        if (self.fired == 0) != (self.failed in ("launch", "target")):
            raise ValueError(f"a {self.outcome} with failed {self.failed or 'left out'} and {self.fired} fired")
        return self


class Totals(Cited):
    """A published count of hits in attempts, where the tests are not listed singly."""

    hits: int = Field(ge=0, le=10_000)
    attempts: int = Field(ge=1, le=10_000)
    since: date
    until: date

    @field_validator("since", "until", mode="before")
    @classmethod
    def _as_day(cls, given: Any) -> Any:
        return day(given)

    @model_validator(mode="after")
    def _in_order(self) -> Totals:
        if self.hits > self.attempts:
            raise ValueError("more hits than attempts")
        if self.since > self.until:
            raise ValueError("since is after until")
        return self


class FlightRecord(Entry):
    """The flight tests of one system: singly in order of their dates, or a total.

    `source` is the compilation as a whole, which counts of single tests are cited by.
    """

    source: str = Field(default="", max_length=64)
    tests: tuple[FlightTest, ...] = Field(default=(), max_length=1000)
    totals: Totals | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> FlightRecord:
        if bool(self.tests) == (self.totals is not None):
            raise ValueError("a record has either tests or totals")
        if bool(self.tests) != bool(self.source):
            raise ValueError("a record of single tests names its source, a total has one of its own")
        names = [test.name for test in self.tests]
        if len(set(names)) != len(names):
            raise ValueError("a test stands there twice")
        days = [test.date for test in self.tests]
        if days != sorted(days):
            raise ValueError("tests are not in the order of their dates")
        return self

    @property
    def configurations(self) -> tuple[str, ...]:
        """Every configuration that was tested, in order of its first test."""
        return tuple(dict.fromkeys(test.configuration for test in self.tests))

    @property
    def sources(self) -> set[str]:
        """Keys of all sources that the record cites."""
        claims = (*self.tests, *([self.totals] if self.totals else []))
        return {claim.source for claim in claims} | ({self.source} if self.source else set())


def day(given: Any) -> Any:
    """Return a day of a file as a date; anything but text is left to the model."""
    if not isinstance(given, str):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise ValueError("not a day, e.g. 2002-10-14") from None
