"""What a complete shield takes, by size of raid: interceptors with a band, years to build, decoys that undo it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from midcourse.battle.kill import common_and_own
from midcourse.catalog.provenance import Provenance
from midcourse.scenario.latin import drawn as at_share
from midcourse.strategy.expansion.drawn import Drawn, NoneDrawn, drawn, none_drawn
from midcourse.strategy.expansion.expansion import (
    arriving_evenly,
    decoys_that_undo,
    decoys_that_undo_any,
    interceptors,
    interceptors_with_a_look,
    least_arriving,
    none_arrives,
    objects_engaged,
    shots_for_none,
    shots_for_share,
    stock_for_none,
    stock_for_share,
    years,
)
from midcourse.strategy.expansion.inventory import Inventory
from midcourse.strategy.question.over import Found

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

    @property
    def seeks_none(self) -> bool:
        """Whether interceptors are sought with which none arrives: then the readings of common failures part."""
        return self.none is not None and self.shots is None

    @property
    def is_deceived(self) -> bool:
        """Whether some decoys are taken for warheads."""
        return self.decoys * (1.0 - self.rejected) > 0.0

    def each(self, warheads: int, p: float, common: float) -> float | None:
        """Return the least shots at each object in the mean, as evenly as whole numbers go; None: no number is enough.

        Some objects get one more than others; but to a chance that none arrives, with decoys that are taken for
        warheads, all get as many.
        """
        if self.shots is not None:
            return float(self.shots)
        if self.leakage is not None:
            return stock_for_share(p, self.leakage, common, self.track)
        assert self.none is not None
        least = shots_for_none if self.is_deceived else stock_for_none
        return least(p, self.none, warheads, common, self.track)

    def alike(self, p: float, common: float) -> tuple[Shield, float]:
        """Return the shield and the chance of one shot where what is common to a failure strikes the whole defence.

        The chance that nothing common fails goes into `track`, which is P_track of Wilkening 2000.
        """
        alive, own = common_and_own([p], common)
        return replace(self, track=self.track * alive), own

    def whole_shots(self, p: float, common: float) -> int | None:
        """Return the least shots with as many at every object, to the share that may arrive; None: none is enough."""
        assert self.leakage is not None
        return shots_for_share(p, self.leakage, common, self.track)

    def takes(self, warheads: int, p: float, common: float, whole_defence: bool = False) -> int | None:
        """Return the least interceptors for one size of raid; None where no number is enough.

        `whole_defence`: what is common to a failure strikes all of it, and not object by object. Of a share that
        arrives the mean is the same; of a chance that none does it is not.
        """
        if whole_defence and self.seeks_none:
            other, own = self.alike(p, common)
            return other.takes(warheads, own, 0.0)
        shots = self.each(warheads, p, common)
        return None if shots is None else interceptors(warheads, shots, self.decoys, self.rejected)

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
        shots, interceptors: at each object in the mean, and in all; None where no number is enough.
        low, high: 5 and 95 % of the doubt of `interceptors`; None: no number is enough there.
        all_alike, all_alike_low, all_alike_high: the three where what is common to a failure strikes the whole
            defence, and not object by object.
        no_number: share of the doubt in which no number is enough.
        least_arriving: share that arrives however many are fired.
        with_a_look: fired in the mean where the second half waits for what came of the first.
        arriving, none_arrives: closed form with those interceptors.
        drawn: the same drawn shot by shot.
        years, years_low, years_high: to build what is missing, at the mean rate, the quickest and the slowest.
        undone_by: decoys in all, none rejected, that bring what arrives to the share that counts as undone, with
            the shots dealt anew over all objects; undone_insisting: where so many are fired at each as without decoys.
        years_planned: to build what is missing at the greatest pace that was planned.
        by_object, whole_defence: the chance that none arrives with the interceptors of either reading of what fails in
            common, by two methods; None where that is not the goal, or no number is enough.
    """

    warheads: int
    objects: float
    shots: float | None
    interceptors: int | None
    low: int | None
    high: int | None
    all_alike: int | None
    all_alike_low: int | None
    all_alike_high: int | None
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
    by_object: NoneDrawn | None = None
    whole_defence: NoneDrawn | None = None

    @property
    def disagreement(self) -> float | None:
        """Drawn less closed form, of the share that arrives."""
        return None if self.drawn is None or self.arriving is None else self.drawn.arriving - self.arriving

    def as_dict(self) -> dict[str, Any]:
        """Return what `--json` prints."""
        return {**asdict(self), "disagreement": self.disagreement}


def stock(shield: Shield, warheads: int, whole_defence: bool = False) -> Found:
    """Return the interceptors that one size of raid takes with 5 and 95 % of the doubt; None: none is enough.

    `whole_defence`: whether what is common to a failure strikes all of it, and not object by object.
    """
    low, high, _ = _band(shield, warheads, whole_defence)
    return Found(shield.takes(warheads, shield.kill.value, shield.common, whole_defence), low, high)


def _none(shield: Shield, warheads: int, seed: int, whole_defence: bool) -> NoneDrawn | None:
    """Work out the chance that none arrives, by one reading of what fails in common; without decoys alone."""
    if not shield.seeks_none or shield.is_deceived:
        return None
    p, common = shield.kill.value, shield.common
    one, shot, part = (*shield.alike(p, common), 0.0) if whole_defence else (shield, p, common)
    each = one.each(warheads, shot, part)
    if each is None:
        return None
    closed = none_arrives(shot, each, warheads, part, one.track)
    return none_drawn(warheads, each, p, common, shield.track, closed, seed, whole_defence)


def need(shield: Shield, warheads: int, stocks: Inventory, seed: int = 1) -> Need:
    """Work out what one size of raid takes, in closed form and drawn."""
    p, common = shield.kill.value, shield.common
    shots, many = shield.each(warheads, p, common), shield.takes(warheads, p, common)
    low, high, no_number = _band(shield, warheads)
    alike = many, low, high
    if shield.seeks_none:
        alike = shield.takes(warheads, p, common, True), *_band(shield, warheads, True)[:2]
    load = {"decoys": shield.decoys, "rejected": shield.rejected}
    objects = objects_engaged(warheads, **load)
    floor = least_arriving(p, common, shield.track)
    nones = [_none(shield, warheads, seed, whole_defence) for whole_defence in (False, True)]
    if shots is None or many is None:
        empty = (None,) * 10
        return Need(warheads, objects, None, None, low, high, *alike, no_number, floor, *empty, *nones)
    shots = many / objects
    rate, have, most = stocks.whole, stocks.last.count, math.ceil(shots - 1e-9)
    evenly = shield.shots is None
    return Need(
        warheads, objects, shots, many, low, high, *alike, no_number, floor,
        shield.track * interceptors_with_a_look(p, warheads, shots, common, **load),
        arriving_evenly(many / objects, p, common, shield.track),
        none_arrives(p, many / objects, warheads, common, shield.track),
        drawn(warheads, many, p, most, common, shield.track, shield.decoys, shield.rejected, seed, evenly),
        years(many, have, rate.value), years(many, have, rate.high), years(many, have, rate.low),
        decoys_that_undo_any(warheads, many, p, shield.undone, common, shield.track) if most else 0.0,
        decoys_that_undo(warheads, many, p, most, shield.undone, common, shield.track) if most else 0.0,
        years(many, have, stocks.pace.value), *nones,
    )  # fmt: skip


def _band(shield: Shield, warheads: int, whole_defence: bool = False) -> tuple[int | None, int | None, float]:
    found = [shield.takes(warheads, p, c, whole_defence) for p, c in shield.doubted()]
    ends = band_of([math.inf if n is None else float(n) for n in found])
    low, high = (None if math.isinf(n) else int(n) for n in ends)
    return low, high, sum(n is None for n in found) / len(found)


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


def suffices_for(shield: Shield, stock: int, whole_defence: bool = False) -> int:
    """Return the greatest raid that a stock keeps to the goal, by either reading; 0 where it is none."""
    p, c = shield.kill.value, shield.common
    low, high = 0, stock + 1  # one shot at each warhead at the least
    while high - low > 1:
        middle = (low + high) // 2
        taken = shield.takes(middle, p, c, whole_defence)
        low, high = (middle, high) if taken is not None and taken <= stock else (low, middle)
    return low
