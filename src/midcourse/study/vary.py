"""One input that is varied: its path, its ends, its stated value, and the scenario with another value in its place."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from midcourse.errors import MidcourseError, ScenarioError
from midcourse.scenario.place import Place, parse_place
from midcourse.study.paths import ATTACKER, KEY, spread, standing
from midcourse.units import DIMENSIONS, parse_quantity

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario

FORM = "PATH=LOW..HIGH, PATH=A..B:N, PATH=A,B,C, or PATH alone for the low and high of its entry"
MOST_STEPS = 200
MOST_WORDS = 40
_ITEM = re.compile(r"raid\.(\d+|\*)\.(.+)")
_BARE = re.compile(r"^[-+0-9.eE]+")

Value = float | str | bool


@dataclass(frozen=True)
class Varied:
    """An input and what it may be.

    `paths` are all that `path` stands for where it holds a `*`. A number has `low`, `high` and, of a sweep, `steps`;
    what is no number has its `values`. `stated` is what the scenario has, None where it has none. Numbers are in
    `unit`, SI, and have a `dimension` if they are quantities; `whole` where they are counts.
    """

    path: str
    paths: tuple[str, ...]
    stated: Value | None
    low: float = 0.0
    high: float = 0.0
    unit: str = ""
    dimension: str = ""
    whole: bool = False
    steps: int = 0
    values: tuple[Value, ...] = ()

    @property
    def is_number(self) -> bool:
        """Whether it lies on a line, so that there is something between two values."""
        return not self.values or not isinstance(self.values[0], (str, bool))

    @property
    def span(self) -> float:
        """How far apart the ends are; changes are told in shares of it."""
        return self.high - self.low

    @property
    def start(self) -> float:
        """The stated value of a number, from which changes are told; without one its low."""
        return float(self.stated) if isinstance(self.stated, (int, float)) else self.low

    def plain(self, value: Value | None) -> Value | None:
        """Return a value as documents have it: counts as whole numbers."""
        return int(value) if self.whole and isinstance(value, float) else value

    def evenly(self, count: int) -> list[Value]:
        """Return so many values from end to end, or all that were listed; whole numbers once each."""
        if self.values:
            return list(self.values)
        found = [self.low + self.span * i / (count - 1) for i in range(count)]
        return sorted({float(round(value)) for value in found}) if self.whole else list(found)

    def sample(self, count: int) -> list[Value]:
        """Return so many values from end to end, the stated one among them; all there are where they are fewer."""
        if self.values:
            return list(self.values)
        if self.whole and self.span < count:
            return [float(n) for n in range(int(self.low), int(self.high) + 1)]
        found = set(self.evenly(count))
        if isinstance(self.stated, (int, float)) and self.low <= self.stated <= self.high:
            found.add(float(self.stated))
        return sorted(found, key=float)

    def at(self, scenario: Scenario, value: Value) -> Scenario:
        """Return the scenario with this value in place of the stated one.

        Raises:
            ScenarioError: the scenario cannot take it.
        """
        for path in self.paths:
            scenario = scenario.set(path, self._written(value))
        return scenario

    def _written(self, value: Value) -> Any:
        if isinstance(value, (str, bool)):
            return value
        if self.whole:
            return round(value)
        return f"{float(value)!r} {self.unit}" if self.unit else float(value)


def varied(scenario: Scenario, text: str) -> Varied:
    """Read what `--vary` says.

    Args:
        scenario: checked scenario.
        text: `PATH=LOW..HIGH`, `PATH=A..B:N`, `PATH=A,B,C`, or a path alone.

    Returns:
        Varied; both ends have been tried in the scenario.

    Raises:
        ScenarioError: no such path, an input that is not varied here, or a value that it cannot take.
    """
    path, sign, values = (part.strip() for part in text.partition("="))
    paths = spread(scenario, path)
    for one in paths:
        _refuse_attack(one, path)
    found = _read(scenario, path, paths, values if sign else None)
    for value in found.values or (found.low, found.high):
        try:
            found.at(scenario, value)
        except MidcourseError as problem:
            raise ScenarioError(
                f"{path}: {problem.why}", key=KEY, got=text, allowed=problem.allowed, nearest=problem.nearest
            ) from None
    return found


def _read(scenario: Scenario, path: str, paths: tuple[str, ...], text: str | None) -> Varied:
    stated, quantity = standing(scenario, paths[0])
    if isinstance(stated, Place):
        return _words(path, paths, stated.id or stated.name or "", _places(text, path))
    if isinstance(stated, bool):
        return _words(path, paths, stated, (False, True) if text is None else _switches(text, path))
    if isinstance(stated, str) or (stated is None and quantity is None):
        if text is None:
            raise _fault("what it may be is not said", path, f"{path}=A,B,C")
        return _words(path, paths, stated, tuple(one.strip() for one in text.split(",")))
    whole = quantity is None and isinstance(stated, int)
    unit = "" if quantity is None else DIMENSIONS[quantity].unit
    blank = Varied(path, paths, stated, unit=unit, dimension=quantity or "", whole=whole)
    if text is None:
        held = scenario.provenance.get(paths[0])
        ends = (None, None) if held is None else (held.low, held.high)
        low, high = (stated if end is None else end for end in ends)
        if low is None or high is None or low == high:
            raise _fault("its entry has no low and high", path, f"{path}=LOW..HIGH")
        return replace(blank, low=float(low), high=float(high))
    if ".." in text:
        return _between(blank, text, quantity)
    listed = tuple(sorted({_number(one, quantity, whole, path) for one in text.split(",")}))
    if len(listed) > MOST_STEPS:
        raise _fault("too many values", path, f"at most {MOST_STEPS}")
    return replace(blank, low=listed[0], high=listed[-1], steps=len(listed), values=listed)


def _between(blank: Varied, text: str, quantity: str | None) -> Varied:
    first, last, many = ends_of(text, quantity is not None)
    low, high = (_number(one, quantity, blank.whole, blank.path) for one in (first, last))
    if low >= high:
        raise _fault("the range is empty", blank.path, "a low below its high", got=text)
    if many is not None and not is_steps(many):
        raise _fault("not a number of steps", blank.path, f"2 to {MOST_STEPS}", got=many)
    return replace(blank, low=low, high=high, steps=int(many) if many else 0)


def ends_of(text: str, has_unit: bool) -> tuple[str, str, str | None]:
    """Return low, high and the number of steps of `A..B:N` as they are typed, None where no number is.

    `has_unit`: whether a unit is due; that of the high holds for both, as in `140..837 kg`.
    """
    ends, colon, many = text.partition(":")
    first, _, last = (part.strip() for part in ends.partition(".."))
    unit = _BARE.sub("", last).strip()
    if has_unit and unit and _BARE.fullmatch(first):
        first = f"{first} {unit}"
    return first, last, many.strip() if colon else None


def is_steps(text: str) -> bool:
    """Return whether a text is a number of steps."""
    return text.isdecimal() and 2 <= int(text) <= MOST_STEPS


def _fault(why: str, path: str, allowed: str, got: str | None = None) -> ScenarioError:
    return ScenarioError(f"{path}: {why}", key=KEY, got=got, allowed=allowed)


def _number(text: str, quantity: str | None, whole: bool, path: str) -> float:
    try:
        if quantity is not None:
            return parse_quantity(text.strip(), quantity)
        value = float(text)
    except MidcourseError as problem:
        raise _fault(problem.why, path, problem.allowed or "", got=text.strip()) from None
    except ValueError:
        raise _fault("not a number", path, FORM, got=text.strip()) from None
    if not math.isfinite(value) or (whole and value != int(value)):
        raise _fault("a whole number is due" if whole else "not a finite number", path, FORM, got=text.strip())
    return value


def _words(path: str, paths: tuple[str, ...], stated: Any, values: tuple[Value, ...]) -> Varied:
    if len(values) > MOST_WORDS or not all(str(value) for value in values):
        raise _fault("too many values, or an empty one", path, f"1 to {MOST_WORDS} with commas")
    return Varied(path, paths, stated, steps=len(values), values=values)


def _places(text: str | None, path: str) -> tuple[str, ...]:
    if text is None:
        raise _fault("which places is not said", path, f"{path}=tabriz,qom")
    # two numbers that follow each other are one place
    parts = [part.strip() for part in text.split(",")]
    found = []
    while parts:
        part = parts.pop(0)
        found.append(f"{part},{parts.pop(0)}" if part[:1] in tuple("+-.0123456789") and parts else part)
    for one in found:
        parse_place(one, key=KEY)
    return tuple(found)


def _switches(text: str, path: str) -> tuple[bool, ...]:
    words = {"true": True, "false": False}
    found = []
    for one in text.split(","):
        if one.strip() not in words:
            raise _fault("a switch", path, "true,false", got=one.strip())
        found.append(words[one.strip()])
    return tuple(found)


def _refuse_attack(path: str, typed: str) -> None:
    found = _ITEM.fullmatch(path)
    if found is not None and found[2] not in ATTACKER:
        allowed = f"of the raid: {', '.join(ATTACKER)}; anything of the defence; doctrine.attacker_knows"
        raise _fault("midcourse does not look for a better attack", typed, allowed)
