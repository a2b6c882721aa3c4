"""What an answer is over one input, in cells of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from midcourse.sentences.race import WORDS, figure
from midcourse.shown.share import percent
from midcourse.strategy.race.coefficients import dollars

if TYPE_CHECKING:
    from midcourse.strategy.question.over import Found, Quantity, Swept

MONEY = ("$", "$ a year")
NONE = "no number"
NAMES = {
    **WORDS,
    "outlay-shield": "the shield's outlay",
    "outlay-missiles": "the missiles' outlay",
    "greater rate": "rate at which they part, or settle",
    "stable": "share of worlds that settle",
}
"""What the quantities are called."""


def varied_words(varied: Swept) -> str:
    """Return the sentence above the table: what is varied, over what, and what it is otherwise."""
    over = varied.over
    first, last = (written(value, over.unit) for value in (over.values[0], over.values[-1]))
    return f"Over {over.name} from {first} to {last}, {written(over.stated, over.unit)} as stated:"


def varied_heads(varied: Swept) -> tuple[str, ...]:
    """Return the heads of the table."""
    over = varied.over
    unit = f" [{over.unit}]" if over.unit and over.unit not in MONEY else ""
    return (f"{over.name}{unit}", *(named(one) for one in varied.quantities if one.name in varied.listed))


def varied_cells(varied: Swept) -> list[tuple[str, ...]]:
    """Return a row for each value of the input; that which is stated has a star."""
    over = varied.over
    return [
        (
            f"{written(at, over.unit)}{' *' if at == over.stated else ''}",
            *(
                _cell(of, one)
                for of, one in zip(varied.quantities, each, strict=True)
                if of.name in varied.listed
            ),
        )
        for at, each in zip(over.values, varied.found, strict=True)
    ]


def named(one: Quantity) -> str:
    """Return a quantity as people call it."""
    return NAMES.get(one.name, one.name)


def written(value: float, unit: str) -> str:
    """Return a number of a unit as people read it."""
    if unit in MONEY:
        return dollars(value)
    if unit == "share":
        return percent(value)
    return f"{value:.4g}" if abs(value) < 1e4 else f"{value:,.0f}"


def _cell(of: Quantity, one: Found) -> str:
    def told(value: float) -> str:
        if of.unit == "index":
            return f"{value:.3f}"
        return written(value, of.unit) if of.unit in (*MONEY, "share") else figure(value)

    if one.value is None:
        up = "" if one.low is None else f" ({told(one.low)} up)"
        return f"{NONE}{up}" if of.unit == "interceptors" else "–"
    if one.low is None:
        return told(one.value)
    return f"{told(one.value)} ({told(one.low)} {'up' if one.high is None else f'to {told(one.high)}'})"
