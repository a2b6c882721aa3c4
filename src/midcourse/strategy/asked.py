"""`--set NAME=VALUE`: numbers that a question puts in place of cited ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from midcourse.catalog.provenance import USER, Provenance
from midcourse.catalog.spelling import did_you_mean
from midcourse.errors import ScenarioError
from midcourse.units import parse_quantity

KEY = "--set"


def pairs(sets: Iterable[str], known: Iterable[str], what: str, example: str) -> dict[str, str]:
    """Return the values that were typed, by the name of what they replace.

    Args:
        sets: `NAME=VALUE` each.
        known: names that can be set.
        what: a thing of that name, in words; example: of one setting.

    Raises:
        ScenarioError: no such name, given twice, or not in this form.
    """
    names: Sequence[str] = sorted(known)
    told: dict[str, str] = {}
    for text in sets:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not value:
            raise ScenarioError("not understood", key=KEY, got=text, allowed=f"NAME=VALUE, e.g. {example}")
        if name not in names:
            why = f"no such {what} here{did_you_mean(name, names)}"
            raise ScenarioError(why, key=KEY, got=name, allowed=", ".join(names))
        if name in told:
            raise ScenarioError("given twice", key=KEY, got=text, allowed=f"each {what} once")
        told[name] = value
    return told


def as_asked(
    name: str,
    text: str,
    number: Provenance,
    bounds: tuple[float, float],
    is_whole: bool = False,
    words: Callable[[float], str] = "{:g}".format,
    per: str = "",
) -> Provenance:
    """Return a number as it was typed, without doubt and with the question as its author.

    Args:
        name: of what is set; text: its value.
        number: what it replaces.
        bounds: least and greatest, in the unit of the number; is_whole: whether it counts things.
        words: how a bound is written; per: of what it counts.

    Raises:
        ScenarioError: not a number, in another unit, out of bounds, or not whole where things are counted.
    """
    key = f"{KEY} {name}"
    try:
        value = parse_quantity(text, number.dimension)
    except ScenarioError as problem:
        raise ScenarioError(problem.why, key=key, got=problem.got, allowed=problem.allowed) from None
    least, most = bounds
    kind = "a whole number from " if is_whole else ""
    allowed = f"{kind}{words(least)} to {words(most)} {per}".rstrip()
    if not least <= value <= most:
        raise ScenarioError("out of bounds", key=key, got=text, allowed=allowed)
    if is_whole and value != round(value):
        raise ScenarioError("not a whole number", key=key, got=text, allowed=allowed)
    return replace(number, value=value, low=None, high=None, source="as asked", where="", grade=USER)
