"""`--set NAME=VALUE`: numbers that a question puts in place of cited ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from midcourse.catalog.provenance import USER, Provenance
from midcourse.catalog.spelling import did_you_mean
from midcourse.errors import ScenarioError
from midcourse.units import parse_quantity

KEY = "--set"


class Settable(NamedTuple):
    """A number that a question may replace: what stands there, and what it may be.

    `bounds` are least and greatest in the unit of the number, `is_whole` whether it counts things, `words` how a
    bound is written, `per` of what it counts.
    """

    number: Provenance
    bounds: tuple[float, float] = (0.0, 1.0)
    is_whole: bool = False
    words: Callable[[float], str] = "{:g}".format
    per: str = ""

    @property
    def allowed(self) -> str:
        """What it may be, in words."""
        least, most = self.bounds
        kind = "a whole number from " if self.is_whole else ""
        return f"{kind}{self.words(least)} to {self.words(most)} {self.per}".rstrip()


def pairs(sets: Iterable[str], known: Iterable[str], what: str, example: str) -> dict[str, str]:
    """Return the values that were typed, by the name of what they replace.

    Args:
        sets: `NAME=VALUE` each.
        known: names that can be set.
        what: a thing of that name, in words; example: of one setting.

    Raises:
        ScenarioError: no such name, given twice, or not in this form.
    """
    told: dict[str, str] = {}
    for text in sets:
        name, value = pair(text, known, what, f"NAME=VALUE, e.g. {example}", KEY)
        if name in told:
            raise ScenarioError("given twice", key=KEY, got=text, allowed=f"each {what} once")
        told[name] = value
    return told


def pair(text: str, known: Iterable[str], what: str, form: str, key: str) -> tuple[str, str]:
    """Return name and value of what was typed.

    Args:
        text: `NAME=VALUE`.
        known: names that there are; what: a thing of that name, in words.
        form: what may be typed, in words; key: the option.

    Raises:
        ScenarioError: no such name, or not in this form.
    """
    names: Sequence[str] = sorted(known)
    name, equals, value = (part.strip() for part in text.partition("="))
    if not equals or not value:
        raise ScenarioError("not understood", key=key, got=text, allowed=form)
    if name not in names:
        why = f"no such {what} here{did_you_mean(name, names)}"
        raise ScenarioError(why, key=key, got=name, allowed=", ".join(names))
    return name, value


def as_asked(name: str, text: str, one: Settable, key: str = KEY) -> Provenance:
    """Return a number as it was typed, without doubt and with the question as its author.

    Args:
        name: of what is set; text: its value.
        one: what it replaces, and what it may be.
        key: the option.

    Raises:
        ScenarioError: not a number, in another unit, out of bounds, or not whole where things are counted.
    """
    key = f"{key} {name}"
    try:
        value = parse_quantity(text, one.number.dimension)
    except ScenarioError as problem:
        raise ScenarioError(problem.why, key=key, got=problem.got, allowed=problem.allowed) from None
    least, most = one.bounds
    if not least <= value <= most:
        raise ScenarioError("out of bounds", key=key, got=text, allowed=one.allowed)
    if one.is_whole and value != round(value):
        raise ScenarioError("not a whole number", key=key, got=text, allowed=one.allowed)
    return typed_in(one.number, value)


def typed_in(number: Provenance, value: float) -> Provenance:
    """Return a number with another value, without doubt and with the question as its author."""
    return replace(number, value=value, low=None, high=None, source="as asked", where="", grade=USER)
