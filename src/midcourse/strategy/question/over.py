"""`--vary NAME=A..B`: one input of a question over a range, and what the answer is at each of its values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from midcourse.catalog.provenance import Provenance
from midcourse.errors import ScenarioError
from midcourse.strategy.question.asked import Settable, as_asked, pair, typed_in
from midcourse.study.vary import MOST_STEPS, ends_of, is_steps

KEY = "--vary"
FORM = "NAME=A..B, NAME=A..B:N or NAME=A,B,C"
STEPS, NEAR = 11, 1e-9
COLUMNS = ("input", "at", "input_unit", "quantity", "unit", "value", "low", "high")


@dataclass(frozen=True)
class Over:
    """An input and the values that it takes, in order; `stated` is what it is otherwise, in `unit`."""

    name: str
    stated: float
    unit: str
    numbers: tuple[Provenance, ...]

    @property
    def values(self) -> list[float]:
        """The values that it takes."""
        return [one.value for one in self.numbers]


class Quantity(NamedTuple):
    """What is told at each value: its name and its unit."""

    name: str
    unit: str


class Found(NamedTuple):
    """A quantity as stated and 5 and 95 % of the worlds of doubt; None where it has no number or no band."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Swept:
    """What an answer is over one input: for each of its values every quantity, in order.

    `listed` names the quantities of the table that people read, `pictured` those of a picture, four at most, and
    `logarithmic` those of them that take powers.
    """

    over: Over
    quantities: tuple[Quantity, ...]
    found: tuple[tuple[Found, ...], ...]
    listed: tuple[str, ...]
    pictured: tuple[str, ...]
    logarithmic: frozenset[str] = frozenset()

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each value and quantity, under `COLUMNS`."""
        over = self.over
        return [
            {"input": over.name, "at": at, "input_unit": over.unit, "quantity": of.name, "unit": of.unit,
             **one._asdict()}
            for at, each in zip(over.values, self.found, strict=True)
            for of, one in zip(self.quantities, each, strict=True)
        ]  # fmt: skip

    def column(self, name: str) -> np.ndarray:
        """Return value, low and high of a quantity at every value of the input, shape (3, points), NaN for none."""
        at = [one.name for one in self.quantities].index(name)
        told = [[np.nan if part is None else part for part in each[at]] for each in self.found]
        return np.array(told, dtype=float).T


def over_of(text: str, known: Mapping[str, Settable], what: str) -> Over:
    """Read what `--vary` says.

    Args:
        text: `NAME=A..B` for eleven values with equal steps, `NAME=A..B:N` for N, or `NAME=A,B,C`; the stated value is
            among those of a range.
        known: inputs by name; what: one of them, in words.

    Raises:
        ScenarioError: no such input, not in one of these forms, an empty range, or a value that it cannot have.
    """
    if not isinstance(text, str):
        raise ScenarioError("one input at a time", key=KEY, got=str(text), allowed=FORM)
    name, typed = pair(text, known, what, FORM, KEY)
    one = known[name]
    number = one.number
    if ".." in typed:
        numbers = _range(name, typed, one)
    else:
        numbers = [as_asked(name, part.strip(), one, KEY) for part in typed.split(",")]
    values = sorted({each.value for each in numbers})
    if not 2 <= len(values) <= MOST_STEPS:
        got, allowed = f"{len(values)} values", f"2 to {MOST_STEPS} values: {FORM}"
        raise ScenarioError("not a range", key=f"{KEY} {name}", got=got, allowed=allowed)
    return Over(name, number.value, number.unit or one.per, tuple(typed_in(number, v) for v in values))


def _range(name: str, typed: str, one: Settable) -> list[Provenance]:
    key = f"{KEY} {name}"
    first, last, many = ends_of(typed, has_unit=True)
    low, high = (as_asked(name, part, one, KEY).value for part in (first, last))
    if low >= high:
        raise ScenarioError("the range is empty", key=key, got=typed, allowed="a low below its high")
    if many is not None and not is_steps(many):
        raise ScenarioError("not a number of steps", key=key, got=many, allowed=f"2 to {MOST_STEPS}")
    stated, found = one.number.value, np.linspace(low, high, int(many) if many else STEPS).tolist()
    values = {float(round(value)) for value in found} if one.is_whole else set(found)
    if low <= stated <= high:
        # 0.1 as a step of a range is not 0.1 to the last bit
        values = {value for value in values if abs(value - stated) > NEAR * (high - low)} | {stated}
    return [typed_in(one.number, value) for value in values]


def banded(value: Any, drawn: np.ndarray) -> Found:
    """Return a number with 5 and 95 % of its values in the worlds, shape (worlds,)."""
    from midcourse.strategy.question.bands import banded as ranged

    one = ranged(value, drawn)
    return Found(one.value, one.low, one.high)
