"""What a claim is made of: who said what, the quantities that bear on it, the condition, and what may be otherwise."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import Field, field_validator, model_validator

from midcourse.catalog.flight_tests import Cited
from midcourse.catalog.model import Checked
from midcourse.claims.expression import Condition
from midcourse.claims.kinds import Asked

MOST_WORDS = 30
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
Short = Annotated[str, Field(min_length=1, max_length=400)]
Long = Annotated[str, Field(min_length=1, max_length=2000)]


class Given(Cited):
    """A number of the claim itself, with its doubt, or a word among several readings, the first of which is stated."""

    value: float | int | str
    low: float | int | None = None
    high: float | int | None = None
    others: tuple[float | int | str, ...] = Field(default=(), max_length=20)

    @model_validator(mode="after")
    def _in_order(self) -> Given:
        if isinstance(self.value, str):
            if self.low is not None or self.high is not None:
                raise ValueError("a word has no low and no high: its other readings stand in others")
        elif (self.low is not None and self.low > self.value) or (
            self.high is not None and self.high < self.value
        ):
            raise ValueError("low, value and high are out of order")
        if (self.low is None) != (self.high is None):
            raise ValueError("low and high stand together")
        if self.others and self.low is not None:
            raise ValueError("either low and high, or others")
        return self


class Recorded(Checked):
    """What a quantity was when it was last computed, and how far it may be off before that no longer reproduces.

    `low` and `high` are the ends of its band of doubt then; a low without a high has no end above.
    """

    value: float | int | None
    tolerance: float | int = Field(ge=0)
    low: float | int | None = None
    high: float | int | None = None


class Claim(Cited):
    """A published assertion.

    `says` is the assertion in words of our own; `means` a paragraph on what was computed, in which `{name}` stands for
    a quantity. `condition` is an expression over `quantities` and `numbers`; the claim holds where it is met. Values
    under `set` are replaced in every scenario that a quantity asks. `moves` are inputs of the scenario that may be
    otherwise: a path that is doubted between its low and high, or what `--vary` takes. `readings` names a number with
    others of which none comes first: where they part the answer depends on them, and none is called the stated one.
    `beside` are quantities that are told in one row with the one that it shows. No verdict is ever stored.
    """

    id: str = Field(default="", max_length=64)
    says: Short
    who: Short
    when: date
    means: Long
    shows: str
    scenario: str | None = Field(default=None, max_length=200)
    variant: str | None = Field(default=None, max_length=100)
    sets: tuple[str, ...] = Field(default=(), max_length=50, alias="set")
    quantities: dict[str, Asked] = Field(min_length=1, max_length=40)
    numbers: dict[str, Given] = Field(default_factory=dict, max_length=40)
    condition: str = Field(min_length=1, max_length=500)
    moves: tuple[str, ...] = Field(default=(), max_length=20)
    readings: str | None = Field(default=None, max_length=40)
    beside: tuple[str, ...] = Field(default=(), max_length=10)
    recorded: dict[str, Recorded] = Field(default_factory=dict, max_length=40)

    @field_validator("when", mode="before")
    @classmethod
    def _as_day(cls, given: Any) -> Any:
        if isinstance(given, str):
            try:
                return date.fromisoformat(given)
            except ValueError:
                pass
        raise ValueError("not a day, e.g. 2007-02-22")

    @field_validator("says")
    @classmethod
    def _one_sentence(cls, given: str) -> str:
        if len(given.split()) > MOST_WORDS:
            raise ValueError(f"longer than {MOST_WORDS} words")
        return given

    @field_validator("quantities", "numbers")
    @classmethod
    def _plain_names(cls, given: dict[str, Any]) -> dict[str, Any]:
        for name in given:
            if not NAME.fullmatch(name):
                raise ValueError(f"not a name: {name}; small letters, digits and _")
        return given

    @property
    def tested(self) -> Condition:
        """The condition, read."""
        return Condition(self.condition)
