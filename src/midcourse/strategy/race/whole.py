"""The race by a second method: one world, whole missiles, interceptors and decoys, arrivals summed exactly.

What is whole can be let go kind by kind (`PARTS`); with all of it let go the race is that of the first method, which
says where the two differ.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from midcourse.strategy.balance.arrivals import arriving_exactly
from midcourse.strategy.balance.balance import kill_share, through

MOST = 100_000  # of anything, where a wish has no bound
SETS, ROUNDING, ORDERS = PARTS = ("sets", "rounding", "orders")
"""What is whole: sets of shots, warheads and believed decoys in flight, and what is ordered."""
HALVINGS = 80
Arrivals = Callable[[float, float, float], float]


@dataclass
class Stock:
    """Whole things of one kind: how many stand, what comes in which year, and the part of a thing saved up."""

    count: float
    delay: int
    in_parts: bool = False
    coming: dict[int, float] = field(default_factory=dict)
    saved: float = 0.0

    @property
    def counted(self) -> float:
        """What stands and what is on order."""
        return self.count + sum(self.coming.values())

    def order(self, year: int, wish: float, most: float) -> None:
        """Order whole things; the part of a thing that a year leaves is saved for the next."""
        if self.in_parts:
            bought = max(0.0, min(wish, most))
        else:
            self.saved = min(self.saved, 1.0) + most
            bought = max(0, min(math.ceil(wish - 1e-9), int(self.saved + 1e-9), MOST))
            self.saved -= bought
        self.coming[year + self.delay] = self.coming.get(year + self.delay, 0) + bought
        self.deliver(year)

    def deliver(self, year: int) -> None:
        """Take in what comes in a year."""
        self.count += self.coming.pop(year, 0)


def arrivals_of(c: Mapping[str, float], hit: float, let_go: Collection[str]) -> Arrivals:
    """Return what tells arrivals by warheads, believed decoys and interceptors.

    With all whole it is the sum over the distribution; where something is let go, the closed form, which is the mean
    of that sum at whole numbers, with what is still whole rounded as the sum has it.
    """
    if not let_go:
        return lambda w, d, n: arriving_exactly(w, d, n, c["shots"], hit, c["common-cause"])
    shots = c["shots"] if SETS in let_go else max(1, round(c["shots"]))
    kill = kill_share(hit, shots, c["common-cause"])

    def told(w: float, d: float, n: float) -> float:
        met = n if SETS in let_go else float((n + 1e-9) // shots * shots)
        flying = (w, d) if ROUNDING in let_go else (float(round(w)), float(round(d)))
        return float(through(*flying, met, shots, kill))

    return told


def in_whole(
    c: Mapping[str, float], hit: float, years: int, shield: str, let_go: Collection[str] = ()
) -> dict[str, float]:
    """Return what stands at the end of a race of whole things, with what would then arrive.

    Args:
        c: coefficients as stated; hit: chance of a hit of one shot; years, shield: as for `race.respond`.
        let_go: which of `PARTS` need not be whole.
    """
    parts, wait = ORDERS in let_go, round(c["missile-delay"])
    starts = [c[name] for name in ("interceptors-now", "russian-warheads", "rogue-missiles-now")]
    now = starts if parts else [round(value) for value in starts]
    own = Stock(now[0], round(c["shield-delay"]), parts)
    russia, rogue, decoys = (Stock(count, wait, parts) for count in (*now[1:], 0))
    share, told = c["survivable"] * c["reliable"], arrivals_of(c, hit, let_go)

    def reply(arsenal: float) -> float:
        return told(arsenal * share, 0.0, own.count)

    def attack(missiles: float, false: float) -> float:
        coming, taken = missiles * c["rogue-reliable"], false * c["decoy-credit"]
        if ROUNDING in let_go:
            return told(coming, taken, own.count)
        # a mean over the two whole numbers beside it: forces this small are not rounded
        low, part = math.floor(coming), coming - math.floor(coming)
        return told(low, taken, own.count) * (1.0 - part) + told(low + 1, taken, own.count) * part

    for year in range(1, years + 1):
        for stock in (own, russia, rogue, decoys):
            stock.deliver(year)
        objects = rogue.count * c["rogue-reliable"] + decoys.count * c["decoy-credit"]
        objects -= c["tolerated-arrivals"]
        if shield == "complete":
            objects = max(objects, russia.count * share - c["tolerated-arrivals"])
        most = min(c["interceptor-rate"], c["shield-budget"] / c["system-price"])
        own.order(year, c["shots"] * objects - own.counted, most)
        wish = least(reply, russia.counted, c["required-arrivals"], parts) - russia.counted
        russia.order(year, wish, min(c["warhead-rate"], c["russian-budget"] / c["warhead-price"]))
        _rogue(c, year, rogue, decoys, attack)
    return {
        "interceptors": own.count,
        "russian": russia.count,
        "rogue": rogue.count,
        "decoys": decoys.count,
        "russian_arriving": reply(russia.count),
        "rogue_arriving": attack(rogue.count, decoys.count),
    }


def _rogue(
    c: Mapping[str, float], year: int, own: Stock, decoys: Stock, attack: Callable[[float, float], float]
) -> None:
    wanted, parts = c["rogue-required"], own.in_parts
    missiles = least(lambda count: attack(count, decoys.counted), own.counted, wanted, parts) - own.counted
    more = least(lambda count: attack(own.counted, count), decoys.counted, wanted, parts) - decoys.counted
    cheap = more < MOST // 2 and more * c["decoy-price"] < missiles * c["rogue-missile-price"]
    most = c["rogue-budget"] / c["rogue-missile-price"]
    own.order(year, 0 if cheap else missiles, 0.0 if cheap else min(c["rogue-rate"], most))
    decoys.order(year, more if cheap else 0, c["rogue-budget"] / c["decoy-price"] if cheap else 0.0)


def least(of: Callable[[float], float], start: float, wanted: float, in_parts: bool = False) -> float:
    """Return the least number from `start` on at which a rising function reaches what is wanted, else `MOST`.

    Args:
        of: the function.
        start: where the search begins.
        wanted: what is to be reached.
        in_parts: whether the number need not be a whole one more than `start`.
    """
    if of(start) >= wanted - 1e-9:
        return start
    step = 1
    while of(start + step) < wanted - 1e-9:
        step *= 2
        if start + step > 4096 + start:
            return MOST
    low, high = start + step // 2, start + step
    if in_parts:
        for _ in range(HALVINGS):
            half = 0.5 * (low + high)
            low, high = (low, half) if of(half) >= wanted - 1e-12 else (half, high)
        return high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if of(middle) >= wanted - 1e-9 else (middle, high)
    return high
