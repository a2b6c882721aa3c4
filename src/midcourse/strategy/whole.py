"""The race by a second method: one world, whole missiles, interceptors and decoys, arrivals summed exactly."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from midcourse.strategy.arrivals import arriving_exactly

MOST = 100_000  # of anything, where a wish has no bound


@dataclass
class Stock:
    """Whole things of one kind: how many stand, what comes in which year, and the part of a thing saved up."""

    count: int
    delay: int
    coming: dict[int, int] = field(default_factory=dict)
    saved: float = 0.0

    @property
    def counted(self) -> int:
        """What stands and what is on order."""
        return self.count + sum(self.coming.values())

    def order(self, year: int, wish: int, most: float) -> None:
        """Order whole things; the part of a thing that a year leaves is saved for the next."""
        self.saved = min(self.saved, 1.0) + most
        bought = max(0, min(wish, int(self.saved + 1e-9), MOST))
        self.saved -= bought
        self.coming[year + self.delay] = self.coming.get(year + self.delay, 0) + bought
        self.deliver(year)

    def deliver(self, year: int) -> None:
        """Take in what comes in a year."""
        self.count += self.coming.pop(year, 0)


def in_whole(c: Mapping[str, float], hit: float, years: int, shield: str) -> dict[str, float]:
    """Return what stands at the end of a race of whole things, with what would then arrive.

    Args:
        c: coefficients as stated; hit: chance of a hit of one shot; years, shield: as for `race.respond`.
    """
    wait = round(c["missile-delay"])
    own, russia = (
        Stock(round(c["interceptors-now"]), round(c["shield-delay"])),
        Stock(round(c["russian-warheads"]), wait),
    )
    rogue, decoys = Stock(round(c["rogue-missiles-now"]), wait), Stock(0, wait)
    share = c["survivable"] * c["reliable"]

    def reply(arsenal: int) -> float:
        return arriving_exactly(arsenal * share, 0.0, own.count, c["shots"], hit, c["common-cause"])

    def attack(missiles: int, false: int) -> float:
        coming, taken = missiles * c["rogue-reliable"], false * c["decoy-credit"]
        # a mean over the two whole numbers beside it: forces this small are not rounded
        low, part = math.floor(coming), coming - math.floor(coming)
        ends = [
            arriving_exactly(w, taken, own.count, c["shots"], hit, c["common-cause"]) for w in (low, low + 1)
        ]
        return ends[0] * (1.0 - part) + ends[1] * part

    for year in range(1, years + 1):
        for stock in (own, russia, rogue, decoys):
            stock.deliver(year)
        objects = rogue.count * c["rogue-reliable"] + decoys.count * c["decoy-credit"]
        objects -= c["tolerated-arrivals"]
        if shield == "complete":
            objects = max(objects, russia.count * share - c["tolerated-arrivals"])
        wish = math.ceil(c["shots"] * objects - own.counted - 1e-9)
        own.order(year, wish, min(c["interceptor-rate"], c["shield-budget"] / c["system-price"]))
        wish = least(reply, russia.counted, c["required-arrivals"]) - russia.counted
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
    c: Mapping[str, float], year: int, own: Stock, decoys: Stock, attack: Callable[[int, int], float]
) -> None:
    missiles = (
        least(lambda count: attack(count, decoys.counted), own.counted, c["rogue-required"]) - own.counted
    )
    more = (
        least(lambda count: attack(own.counted, count), decoys.counted, c["rogue-required"]) - decoys.counted
    )
    cheap = more < MOST // 2 and more * c["decoy-price"] < missiles * c["rogue-missile-price"]
    most = c["rogue-budget"] / c["rogue-missile-price"]
    own.order(year, 0 if cheap else missiles, 0.0 if cheap else min(c["rogue-rate"], most))
    decoys.order(year, more if cheap else 0, c["rogue-budget"] / c["decoy-price"] if cheap else 0.0)


def least(of: Callable[[int], float], start: int, wanted: float) -> int:
    """Return the least whole number from `start` on at which a rising function reaches what is wanted, else `MOST`."""
    if of(start) >= wanted - 1e-9:
        return start
    step = 1
    while of(start + step) < wanted - 1e-9:
        step *= 2
        if start + step > 4096 + start:
            return MOST
    low, high = start + step // 2, start + step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if of(middle) >= wanted - 1e-9 else (middle, high)
    return high
