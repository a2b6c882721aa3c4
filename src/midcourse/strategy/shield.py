"""What a complete shield takes, by size of raid: interceptors with a band, years to build, decoys that undo it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from midcourse.catalog.provenance import Provenance
from midcourse.scenario.latin import drawn as at_share
from midcourse.strategy.drawn import Drawn, drawn
from midcourse.strategy.expansion import (
    arriving,
    decoys_that_undo,
    decoys_that_undo_any,
    interceptors,
    interceptors_with_a_look,
    least_arriving,
    none_arrives,
    objects_engaged,
    shots_for_none,
    shots_for_share,
    stock_for_share,
    years,
)
from midcourse.strategy.inventory import Inventory
from midcourse.strategy.over import Found

STEPS = 41  # of each input that is in doubt: the middles of so many equal shares
BAND = (0.05, 0.95)
COMMON = (0.1, 0.0, 0.3)  # value, low and high of the starting values
COMMON_SOURCE = "midcourse-starting-values"


@dataclass(frozen=True)
class Shield:
    """What is asked, and of what: the goal is a share that arrives, or a chance that none arrives; the other is None.

    `shots` is None where the least number is sought; `common_low` and `common_high` are the ends of its doubt.
    """

    kill: Provenance
    leakage: float | None = 0.05
    none: float | None = None
    shots: int | None = None
    common: float = COMMON[0]
    common_low: float = COMMON[1]
    common_high: float = COMMON[2]
    track: float = 1.0
    decoys: float = 0.0
    rejected: float = 0.0
    undone: float = 0.5

    def least_shots(self, warheads: int, p: float, common: float) -> int | None:
        """Return the shots at each object that the goal takes; None where no number is enough."""
        if self.leakage is not None:
            return shots_for_share(p, self.leakage, common, self.track)
        assert self.none is not None
        return shots_for_none(p, self.none, warheads, common, self.track)

    def least_stock(self, leakage: float, warheads: int, p: float, common: float) -> float:
        """Return the interceptors that keep what arrives to a share, dealt evenly; infinite where none do."""
        each = stock_for_share(p, leakage, common, self.track)
        return math.inf if each is None else each * objects_engaged(warheads, self.decoys, self.rejected)

    def doubted(self) -> list[tuple[float, float]]:
        """Return pairs of kill chance and common share that stand for the doubt, each as likely as the other."""
        shares = (np.arange(STEPS) + 0.5) / STEPS
        commons = np.interp(shares, (0.0, 0.5, 1.0), (self.common_low, self.common, self.common_high))
        if self.common_low == self.common_high:
            commons = commons[:1]
        known = self.kill.low is not None and self.kill.high is not None
        chances = [at_share(self.kill, share) for share in shares] if known else [self.kill.value]
        return [(float(p), float(c)) for p in chances for c in commons]


@dataclass(frozen=True)
class Need:
    """What one size of raid takes.

    Args:
        warheads, objects: in the raid, and what is shot at.
        shots, interceptors: at each object, and in all; None where no number is enough.
        low, high: 5 and 95 % of the doubt of `interceptors`; None: no number is enough there.
        no_number: share of the doubt in which no number is enough.
        least_arriving: share that arrives however many are fired.
        with_a_look: fired in the mean where the second half waits for what came of the first.
        arriving, none_arrives: closed form with those interceptors.
        drawn: the same drawn shot by shot.
        years, years_low, years_high: to build what is missing, at the mean rate, the quickest and the slowest.
        undone_by: decoys in all, none rejected, that bring what arrives to the share that counts as undone, with
            the shots dealt anew over all objects; undone_insisting: where so many are fired at each as without decoys.
        years_planned: to build what is missing at the greatest pace that was planned.
    """

    warheads: int
    objects: float
    shots: int | None
    interceptors: int | None
    low: int | None
    high: int | None
    no_number: float
    least_arriving: float
    with_a_look: float | None
    arriving: float | None
    none_arrives: float | None
    drawn: Drawn | None
    years: float | None
    years_low: float | None
    years_high: float | None
    undone_by: float | None
    undone_insisting: float | None
    years_planned: float | None

    @property
    def disagreement(self) -> float | None:
        """Drawn less closed form, of the share that arrives."""
        return None if self.drawn is None or self.arriving is None else self.drawn.arriving - self.arriving

    def as_dict(self) -> dict[str, Any]:
        """Return what `--json` prints."""
        return {**asdict(self), "disagreement": self.disagreement}


def stock(shield: Shield, warheads: int) -> Found:
    """Return the interceptors that one size of raid takes with 5 and 95 % of the doubt; None: none is enough."""
    p, common = shield.kill.value, shield.common
    shots = shield.shots if shield.shots is not None else shield.least_shots(warheads, p, common)
    low, high, _ = _band(shield, warheads)
    return Found(None if shots is None else interceptors(warheads, shots, shield.decoys, shield.rejected), low, high)


def need(shield: Shield, warheads: int, stocks: Inventory, seed: int = 1) -> Need:
    """Work out what one size of raid takes, in closed form and drawn."""
    p, common = shield.kill.value, shield.common
    shots = shield.shots if shield.shots is not None else shield.least_shots(warheads, p, common)
    low, high, no_number = _band(shield, warheads)
    load = {"decoys": shield.decoys, "rejected": shield.rejected}
    objects = objects_engaged(warheads, **load)
    floor = least_arriving(p, common, shield.track)
    if shots is None:
        empty = (None,) * 10
        return Need(warheads, objects, None, None, low, high, no_number, floor, *empty)
    many = interceptors(warheads, shots, **load)
    rate, have = stocks.whole, stocks.last.count
    return Need(
        warheads, objects, shots, many, low, high, no_number, floor,
        shield.track * interceptors_with_a_look(p, warheads, shots, common, **load),
        arriving(warheads, many, p, shots, common, shield.track, **load),
        none_arrives(p, shots, warheads, common, shield.track),
        drawn(warheads, many, p, shots, common, shield.track, shield.decoys, shield.rejected, seed),
        years(many, have, rate.value), years(many, have, rate.high), years(many, have, rate.low),
        decoys_that_undo_any(warheads, many, p, shield.undone, common, shield.track) if shots else 0.0,
        decoys_that_undo(warheads, many, p, shots, shield.undone, common, shield.track) if shots else 0.0,
        years(many, have, stocks.pace.value),
    )  # fmt: skip


def _band(shield: Shield, warheads: int) -> tuple[int | None, int | None, float]:
    load = shield.decoys, shield.rejected
    if shield.shots is not None:
        fixed = interceptors(warheads, shield.shots, *load)
        return fixed, fixed, 0.0
    found = [shield.least_shots(warheads, p, c) for p, c in shield.doubted()]
    low, high = band_of([math.inf if n is None else float(n) for n in found])
    ends = [None if math.isinf(n) else interceptors(warheads, int(n), *load) for n in (low, high)]
    return ends[0], ends[1], sum(n is None for n in found) / len(found)


def band_of(values: Sequence[float]) -> tuple[float, float]:
    """Return the 5 and 95 % points of values of which some may be infinite: the nearest that occur."""
    ranked = sorted(values)
    low, high = (ranked[min(int(share * len(ranked)), len(ranked) - 1)] for share in BAND)
    return low, high


def needs(
    shield: Shield,
    sizes: Sequence[int],
    stocks: Inventory,
    seed: int = 1,
    tick: Callable[[int], None] = lambda _: None,
) -> list[Need]:
    """Work out what raids of several sizes take."""
    found = []
    for warheads in sorted(set(sizes)):
        found.append(need(shield, warheads, stocks, seed))
        tick(1)
    return found


def suffices_for(shield: Shield, stock: int) -> int:
    """Return the greatest raid that a stock keeps to the goal; 0 where it is none."""
    p, c = shield.kill.value, shield.common
    low, high = 0, stock + 1  # one shot at each warhead at the least
    while high - low > 1:
        middle = (low + high) // 2
        shots = shield.shots if shield.shots is not None else shield.least_shots(middle, p, c)
        enough = shots is not None and interceptors(middle, shots, shield.decoys, shield.rejected) <= stock
        low, high = (middle, high) if enough else (low, middle)
    return low
