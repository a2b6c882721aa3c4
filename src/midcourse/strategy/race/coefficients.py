"""Coefficients of a model of races or costs: from the catalogue or as asked, nominal and drawn world by world."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from midcourse.catalog.reader import load_coefficient
from midcourse.scenario.latin import drawn, is_doubtful, strata
from midcourse.strategy.question.asked import Settable, as_asked, pairs

if TYPE_CHECKING:
    import numpy as np

    from midcourse.catalog.provenance import Provenance
    from midcourse.strategy.question.hangs import Draws

AMOUNTS = {"1 a year": 2.0, "years": 60.0}
"""Most that an amount may be asked to be, by what it is of; of all else `MOST_AMOUNT`."""
MOST_AMOUNT, MOST_USD, LEAST_PRICE_USD, LEAST_SHARE, MOST_SHOTS = 20_000.0, 1e13, 1e3, 0.01, 20.0
DIVIDED_BY = ("survivable", "reliable", "rogue-reliable")


@dataclass(frozen=True)
class Coefficient:
    """One coefficient in use: what it is, its number with author and doubt.

    `of`: for how many things a price is; `whole`: whether it counts things or years that cannot be parted.
    """

    id: str
    name: str
    kind: str
    per: str
    dollars: int | None
    of: int
    whole: bool
    number: Provenance

    @property
    def value(self) -> float:
        """The number, of one thing."""
        return self.number.value / self.of

    @property
    def doubtful(self) -> bool:
        """Whether worlds draw it."""
        return is_doubtful(self.number)

    def as_dict(self) -> dict[str, Any]:
        """Return it for `--json`."""
        one = self.number
        return {
            "coefficient": self.id,
            "name": self.name,
            "value": one.value,
            "low": one.low,
            "high": one.high,
            "unit": one.unit or self.per,
            "dollars": self.dollars,
            "of": self.of,
            "source": one.source,
            "where": one.where,
            "grade": one.grade,
        }


def coefficient(name: str) -> Coefficient:
    """Return a coefficient of the catalogue."""
    model, numbers = load_coefficient(name)
    per, dollars, of = (getattr(model, key, None) for key in ("per", "dollars", "of"))
    whole = getattr(model, "whole", False)
    return Coefficient(name, model.name, model.kind, per or "", dollars, of or 1, whole, numbers["value"])


def chosen(names: Sequence[str], sets: Iterable[str] = ()) -> dict[str, Coefficient]:
    """Return the coefficients of a model, some as asked.

    Args:
        names: ids of those that the model uses.
        sets: `NAME=VALUE` each; a coefficient that is set has no doubt.

    Raises:
        ScenarioError: no such coefficient in this model, given twice, not a number, not whole where it counts things,
            or out of bounds.
    """
    found = {name: coefficient(name) for name in names}
    for name, value in pairs(sets, found, "coefficient", "shots=2").items():
        found[name] = replace(found[name], number=as_asked(name, value, settable(found[name])))
    return found


def settable(one: Coefficient) -> Settable:
    """Return what a coefficient may be asked to be."""
    return Settable(one.number, bounds_of(one), one.whole, partial(words, one=one), one.per)


def bounds_of(one: Coefficient) -> tuple[float, float]:
    """Return the least and the greatest that a coefficient may be asked to be: what is divided by is not nought."""
    if one.id == "shots":
        return 1.0, MOST_SHOTS
    if one.kind == "price":
        return (
            LEAST_PRICE_USD if one.id.endswith("-price") or one.id.startswith("operation") else 0.0
        ), MOST_USD
    if one.kind == "share":
        return LEAST_SHARE if one.id in DIVIDED_BY else 0.0, 1.0
    return 0.0, AMOUNTS.get(one.per, MOST_AMOUNT)


def nominal(known: Mapping[str, Coefficient]) -> dict[str, float]:
    """Return every coefficient as stated."""
    return {name: one.value for name, one in known.items()}


def worlds_of(known: Mapping[str, Coefficient], count: int, seed: int) -> dict[str, np.ndarray]:
    """Draw every coefficient in every world: a Latin hypercube, each keyed by its id; shape (count,) each.

    What counts things is drawn as the nearest whole number.
    """
    import numpy as np

    found = {}
    for name, one in known.items():
        shares = strata(f"coefficient {name}", count, seed) if one.doubtful else [0.5] * count
        values = np.array([drawn(one.number, share) / one.of for share in shares])
        found[name] = np.rint(values) if one.whole else values
    return found


def hits_of(kill: Provenance, count: int, seed: int) -> np.ndarray:
    """Draw the chance of a hit in every world, shape (count,)."""
    import numpy as np

    if kill.low is None or kill.high is None:
        return np.full(count, kill.value)
    return np.array([drawn(kill, share) for share in strata("coefficient kill", count, seed)])


def draws_of(known: Mapping[str, Coefficient], hit: Provenance | None, seed: int, worlds: int) -> Draws:
    """Return what worlds draw for coefficients, and for the chance of a hit where there is one."""
    values = worlds_of(known, worlds, seed)
    found = {name: (one.number.grade, values[name]) for name, one in known.items()}
    return found if hit is None else {**found, "kill": (hit.grade, hits_of(hit, worlds, seed))}


def said(one: Coefficient) -> str:
    """Return the number as people read it, with its span."""
    ends = [one.number.low, one.number.high]
    span = [f"{words(end, one)}" for end in ends if end is not None]
    return words(one.number.value, one) + (f" ({' to '.join(span)})" if span else "")


def words(value: float, one: Coefficient) -> str:
    """Return a value of a coefficient as people read it."""
    return dollars(value) if one.kind == "price" else f"{value:g}"


def dollars(value: float) -> str:
    """Return money as people read it: bn$ from a thousand million on, else M$."""
    if abs(value) >= 9.995e8:
        return f"{value / 1e9:,.3g} bn$" if abs(value) < 9.995e11 else f"{value / 1e9:,.0f} bn$"
    return f"{value / 1e6:.3g} M$" if value else "0 $"
