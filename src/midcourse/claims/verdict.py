"""What a claim comes to: whether its condition is met, by how much, and on what that depends."""

from __future__ import annotations

import math
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


class Moved(NamedTuple):
    """The condition with one input at another value than the stated; `fulfilled` is None where there is no answer."""

    value: Value
    fulfilled: bool | None
    showing: Computed


class Bears(NamedTuple):
    """An input that may be otherwise, and what comes of it."""

    varied: Varied
    moved: tuple[Moved, ...]

    def turns(self, met: bool | None) -> bool:
        """Whether the condition is another at one of these values."""
        return any(one.fulfilled is not None and one.fulfilled is not met for one in self.moved)


class Verdict(NamedTuple):
    """What a claim comes to.

    `computed` are its quantities with all inputs as stated, `outcome` the condition there. `open` names what is in
    doubt of a quantity by itself and leaves the condition open (luck, worlds, few tests, how an article is read),
    `inputs` every input that may be otherwise.
    """

    claim: Claim
    computed: dict[str, Computed]
    outcome: Outcome
    open: tuple[str, ...]
    inputs: tuple[Bears, ...]

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
        return (*turning, *self.open)

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
        Verdict. Each input is moved alone, and looked at only at its ends: a condition that is met at both ends and
        not between them is not seen (`flips_of` looks between).

    Raises:
        KeyboardInterrupt: interrupted.
    """
    claim, condition = work.claim, work.claim.tested
    stated = work.at()
    outcome = condition.at(values_of(stated))
    inputs = tuple(Bears(one, _moved(work, condition, one)) for one in work.moves)
    return Verdict(claim, stated, outcome, _open(condition, stated, outcome), inputs)


def values_of(computed: dict[str, Computed]) -> dict[str, float]:
    """Return the value of each quantity."""
    return {name: one.value for name, one in computed.items()}


def _moved(work: Work, condition: Condition, one: Varied) -> tuple[Moved, ...]:
    values: tuple[Value, ...] = one.values or (one.low, one.high)
    found = []
    for value in values:
        if value == one.stated:
            continue
        there = work.decisive({one: value})
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
