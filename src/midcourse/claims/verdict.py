"""What a claim comes to: whether its condition is met, by how much, and on what that depends."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from midcourse.claims.spans import point

if TYPE_CHECKING:
    from midcourse.claims.expression import Condition, Outcome
    from midcourse.claims.model import Claim
    from midcourse.claims.work import Computed, Work
    from midcourse.study.vary import Value, Varied

HOLDS = "holds"
FAILS = "does not hold"
DEPENDS = "depends on"
UNKNOWN = "cannot be told"
NOTHING: Mapping[Varied, Value] = MappingProxyType({})


class Moved(NamedTuple):
    """The condition with one input at another value than the stated; `fulfilled` is None where there is no answer."""

    value: Value
    fulfilled: bool | None
    showing: Computed


class Bears(NamedTuple):
    """An input that may be otherwise, and what comes of it; `others` by each further reading of equal standing."""

    varied: Varied
    moved: tuple[Moved, ...]
    others: tuple[tuple[Value, tuple[Moved, ...]], ...] = ()

    def turns(self, met: bool | None) -> bool:
        """Whether the condition is another at one of these values."""
        return _turned(self.moved, met)


class Reading(NamedTuple):
    """The condition by one reading of equal standing: its value, whether it is met, and the quantity that is shown.

    `depends_on`: what may turn it there, as `Verdict.depends_on` has it, the reading itself left out.
    """

    value: Value
    fulfilled: bool | None
    showing: Computed
    depends_on: tuple[str, ...]

    @property
    def told(self) -> tuple[bool | None, bool]:
        """What two readings are compared by: whether it is met, and whether anything turns it."""
        return self.fulfilled, bool(self.depends_on)


def _turned(moved: Iterable[Moved], met: bool | None) -> bool:
    return any(one.fulfilled is not None and one.fulfilled is not met for one in moved)


class Verdict(NamedTuple):
    """What a claim comes to.

    `computed` are its quantities with all inputs as stated, `outcome` the condition there. `open` names what is in
    doubt of a quantity by itself and leaves the condition open (luck, worlds, few tests, how an article is read),
    `inputs` every input that may be otherwise. `readings` are those of equal standing, the first of which `computed`
    and `outcome` take; empty for a claim without them.
    """

    claim: Claim
    computed: dict[str, Computed]
    outcome: Outcome
    open: tuple[str, ...]
    inputs: tuple[Bears, ...]
    readings: tuple[Reading, ...] = ()

    @property
    def word(self) -> str:
        """`holds`, `does not hold`, `depends on …`, or `cannot be told` where a quantity has no value."""
        if self.outcome.fulfilled is None:
            return UNKNOWN
        on = self.depends_on
        return f"{DEPENDS} {', '.join(on)}" if on else HOLDS if self.outcome.fulfilled else FAILS

    @property
    def kind(self) -> str:
        """The verdict without what it depends on."""
        return DEPENDS if self.outcome.fulfilled is not None and self.depends_on else self.word

    @property
    def depends_on(self) -> tuple[str, ...]:
        """What may turn it: paths of inputs, names of the claim's own numbers, and what is open by itself."""
        turning = [one.varied.path for one in self.inputs if one.turns(self.outcome.fulfilled)]
        if not self.readings:
            return (*turning, *self.open)
        first = [str(self.claim.readings)] if self.turns_on_reading else []
        every = [name for one in self.readings for name in one.depends_on]
        return (*first, *dict.fromkeys(every))

    @property
    def parted(self) -> bool:
        """Whether the readings of equal standing part: then no verdict is that of the inputs as stated."""
        return len({one.told for one in self.readings}) > 1

    @property
    def turns_on_reading(self) -> bool:
        """Whether the condition is met by one of them and not by another; else they part in how firm it is."""
        return len({one.fulfilled for one in self.readings}) > 1

    @property
    def missing(self) -> tuple[str, ...]:
        """Why quantities have no value."""
        return tuple(
            f"{name}: {one.why or 'no value'}"
            for name, one in self.computed.items()
            if one.value != one.value
        )


def verdict_of(work: Work) -> Verdict:
    """Compute a claim with its inputs as stated, and with each at both ends of what it may be.

    Args:
        work: computes its quantities.

    Returns:
        Verdict. Each input is moved alone, by each reading of equal standing, and looked at only at its ends: a
        condition that is met at both ends and not between them is not seen (`flips_of` looks between).

    Raises:
        KeyboardInterrupt: interrupted.
    """
    claim, condition = work.claim, work.claim.tested
    stated = work.at()
    outcome = condition.at(values_of(stated))
    inputs = tuple(Bears(one, _moved(work, condition, one)) for one in work.moves)
    found = Verdict(claim, stated, outcome, _open(condition, stated, outcome), inputs)
    return found if claim.readings is None else _read_each_way(work, condition, found)


def _read_each_way(work: Work, condition: Condition, found: Verdict) -> Verdict:
    """Return the verdict with each of the readings that stand beside the first, every input moved by each of them."""
    which = next(one for one in found.inputs if one.varied.path == found.claim.readings)
    bears = [one for one in found.inputs if one is not which]
    turning = [one.varied.path for one in bears if one.turns(found.outcome.fulfilled)]
    shown, stated = found.computed[found.claim.shows], found.claim.numbers[str(found.claim.readings)].value
    readings = [Reading(stated, found.outcome.fulfilled, shown, (*turning, *found.open))]
    others: list[list[tuple[Value, tuple[Moved, ...]]]] = [[] for _ in bears]
    for at in which.moved:
        there = {which.varied: at.value}
        moved = [_moved(work, condition, one.varied, there) for one in bears]
        for rows, row in zip(others, moved, strict=True):
            rows.append((at.value, row))
        known = work.decisive(there)
        open_ = _open(condition, known, condition.at(values_of(known)))
        turning = [one.varied.path for one, row in zip(bears, moved, strict=True) if _turned(row, at.fulfilled)]
        readings.append(Reading(at.value, at.fulfilled, at.showing, (*turning, *open_)))
    told = {one.varied.path: tuple(rows) for one, rows in zip(bears, others, strict=True)}
    inputs = tuple(one._replace(others=told.get(one.varied.path, ())) for one in found.inputs)
    return found._replace(inputs=inputs, readings=tuple(readings))


def values_of(computed: dict[str, Computed]) -> dict[str, float]:
    """Return the value of each quantity."""
    return {name: one.value for name, one in computed.items()}


def _moved(
    work: Work, condition: Condition, one: Varied, beside: Mapping[Varied, Value] = NOTHING
) -> tuple[Moved, ...]:
    values: tuple[Value, ...] = one.values or (one.low, one.high)
    found = []
    for value in values:
        if value == one.stated:
            continue
        there = work.decisive({**beside, one: value})
        found.append(Moved(value, condition.at(values_of(there)).fulfilled, there[work.claim.shows]))
    return tuple(found)


def _open(condition: Condition, stated: dict[str, Computed], outcome: Outcome) -> tuple[str, ...]:
    """Return what leaves the condition open, each quantity within its interval and its band by itself."""
    if outcome.fulfilled is None:
        return ()
    fixed = {name: point(one.value) for name, one in stated.items()}
    found: list[str] = []
    for name, one in stated.items():
        ends = {one.spread: (one.low, one.high)} if one.spread else {}
        ends |= {} if one.doubt is None else {"doubt in all inputs together": one.doubt}
        for word, (low, high) in ends.items():
            if any(math.isnan(end) for end in (low, high)):
                continue
            at_ends = [condition.within({**fixed, name: point(end)}) for end in (low, high)]
            if any(answer is not None and answer is not outcome.fulfilled for answer in at_ends):
                found.append(word)
    return tuple(dict.fromkeys(found))
