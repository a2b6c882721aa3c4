"""What the quantities of a claim are called, and their units, as far as that is known without computing them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from midcourse.claims import quantities as asking
from midcourse.claims.argument import race_words
from midcourse.claims.kinds import (
    Asked,
    DifferenceAsked,
    FindingsAsked,
    ForceAsked,
    FormulaAsked,
    InputAsked,
    MetricAsked,
    OnsetAsked,
    RaceAsked,
    ReachAsked,
    RecordAsked,
    ReplyAsked,
    ShotsAsked,
)
from midcourse.claims.model import Claim

REPLY = {
    "deployed": "warheads that are deployed", "flying": "warheads that fly in reply",
    "arriving": "warheads that arrive in reply", "stopped": "share of the reply that the shield stops",
}  # fmt: skip


class Label(NamedTuple):
    """What a quantity is called, and its unit as `Computed` has it."""

    words: str
    unit: str


def labels_of(claim: Claim) -> dict[str, Label]:
    """Return what each quantity of a claim is called."""
    return {name: _label(asked, claim) for name, asked in claim.quantities.items()}


def recorded_values(claim: Claim) -> dict[str, float]:
    """Return what each quantity was when it was last computed, NaN where it had no value or none is recorded."""
    held = {name: claim.recorded[name].value for name in claim.quantities if name in claim.recorded}
    values = {name: math.nan if held.get(name) is None else float(held[name] or 0.0) for name in claim.quantities}
    own = {name: float(one.value) for name, one in claim.numbers.items() if not isinstance(one.value, str)}
    return {**own, **values}


def _label(asked: Asked, claim: Claim) -> Label:
    word = _reader(claim)
    if isinstance(asked, MetricAsked | DifferenceAsked):
        from midcourse.study.metric import metric_of

        metric, gap = metric_of(asked.of, "of"), isinstance(asked, DifferenceAsked)
        tail = ": here less the scenario of the claim" if gap else ""
        return Label(f"{metric.words}{tail}", asking.unit_of(metric, gap))
    if isinstance(asked, InputAsked):
        return Label(asking.NAMED.get(asked.of.rpartition(".")[2], asked.of), "count")
    if isinstance(asked, FindingsAsked):
        which = f" ({', '.join(asked.articles)})" if asked.articles else ""
        return Label(f"{asking.FOUND[asked.verdict]} of {asked.of}{which}", "count")
    if isinstance(asked, RecordAsked):
        counted = asked.gives in ("hits", "attempts")
        return Label(asking.COUNTED[asked.gives], "count" if counted else asking.SHARE)
    if isinstance(asked, ReachAsked):
        return Label(f"how far the missiles of {word(asked.owner)} fly beyond {word(asked.aim)}", "m")
    if isinstance(asked, ShotsAsked):
        return Label("chance that one of the shots hits", asking.SHARE)
    if isinstance(asked, FormulaAsked):
        return Label(asked.words, asked.unit)
    if isinstance(asked, OnsetAsked):
        return Label(asked.words, "count")
    if isinstance(asked, ForceAsked):
        return Label(f"{asked.gives} of {word(asked.of)}", "count")
    return _argued(asked, claim)


def _argued(asked: Asked, claim: Claim) -> Label:
    word = _reader(claim)
    if isinstance(asked, ReplyAsked):
        gives = word(asked.gives)
        words = REPLY.get(gives, gives)
        return Label(f"{words}, {word(asked.alert)} alert", asking.SHARE if gives == "stopped" else "count")
    if isinstance(asked, RaceAsked):
        if asked.gives == "stability":
            return Label("stability of Richardson's equations, a b less k l", "")
        words = race_words(asked, int(float(word(asked.years))), None if asked.alert is None else word(asked.alert))
        return Label(words, asking.SHARE if asked.of_worlds else "count")
    return Label("interceptors that are needed", "count")


def _reader(claim: Claim) -> Callable[[object], str]:
    def read(given: object) -> str:
        held = claim.numbers.get(given) if isinstance(given, str) else None
        return str(given if held is None else held.value)

    return read
