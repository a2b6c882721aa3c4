"""A race year by year: each side buys what keeps the arrivals that it wants, within rate, budget and delay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from midcourse.strategy.balance.balance import kill_share, through
from midcourse.strategy.race.wanted import arsenal_wanted, decoys_wanted, interceptors_wanted, warheads_wanted

SHIELDS = ("limited", "complete")
FIRST_YEAR = 2010
MAX_YEARS = 60
DAY_TO_DAY = 0.07
"""Share of Russian warheads that outlives a first strike day to day: of 2683 arrive 163, 0.85 of those that do."""
NO_SHIELD = ("interceptors-now", "interceptor-rate")
"""Coefficients that are nought in a race without a shield."""
LEAST = 1e-9
ADDS_MORE = "Russia adds more than without a shield"
MORE = 0.5
"""Half a warhead: what is less is no more."""
NAMES = (
    "interceptors-now", "russian-warheads", "rogue-missiles-now", "survivable", "reliable", "rogue-reliable",
    "required-arrivals", "rogue-required", "tolerated-arrivals", "shots", "common-cause", "decoy-credit",
    "interceptor-rate", "warhead-rate", "rogue-rate", "shield-delay", "missile-delay", "system-price",
    "warhead-price", "rogue-missile-price", "decoy-price", "shield-budget", "russian-budget", "rogue-budget",
    "discount",
)  # fmt: skip


@dataclass(frozen=True)
class Response:
    """The years of a race, arrays of shape (years + 1, worlds): stocks, what would arrive, money spent so far.

    `ordered` are the interceptors ordered so far. `russian_wanted` is what Russia has, has on order and lacks;
    `shield_lacking` and `russian_lacking` is what a side wanted in the year and could not order, because a rate or a
    purse was at its end. `bought_decoys` is where the small player once found decoys cheaper, shape (worlds,).
    """

    interceptors: np.ndarray
    russian: np.ndarray
    rogue: np.ndarray
    decoys: np.ndarray
    russian_arriving: np.ndarray
    rogue_arriving: np.ndarray
    shield_usd: np.ndarray
    russian_usd: np.ndarray
    rogue_usd: np.ndarray
    ordered: np.ndarray
    shield_lacking: np.ndarray
    russian_lacking: np.ndarray
    russian_wanted: np.ndarray
    bought_decoys: np.ndarray

    @property
    def russian_capped(self) -> np.ndarray:
        """By year and world: whether Russia wanted more than rate and purse let it order."""
        return self.russian_lacking > LEAST

    @property
    def shield_capped(self) -> np.ndarray:
        """By year and world: whether the shield wanted more than rate and purse let it order."""
        return self.shield_lacking > LEAST


class _Side:
    """One thing that is bought: what stands, what is on order, what it has cost."""

    def __init__(self, now: np.ndarray, delay_years: np.ndarray, years: int) -> None:
        self.stock = now.astype(float)
        self.delay = np.rint(delay_years).astype(int)
        self.coming = np.zeros((years + 2 + int(self.delay.max(initial=0)), now.size))
        self.spent_usd = np.zeros(now.size)
        self.ordered = np.zeros(now.size)
        self.lacking = np.zeros(now.size)

    def deliver(self, year: int) -> None:
        self.stock = self.stock + self.coming[year]
        self.coming[year] = 0.0

    @property
    def counted(self) -> np.ndarray:
        """What stands and what is on order."""
        return self.stock + self.coming.sum(axis=0)

    def buy(self, year: int, wanted: Any, rate: Any, budget_usd: Any, price_usd: Any, worth: np.ndarray) -> None:
        """Order what is wanted beyond what is counted, within rate and budget, and remember what is lacking."""
        missing = np.maximum(wanted - self.counted, 0.0)
        count = affordable(missing, rate, budget_usd, price_usd)
        self.lacking = missing - count
        self.order(year, count, price_usd, worth)

    def order(self, year: int, count: np.ndarray, price_usd: Any, worth: np.ndarray) -> None:
        self.ordered = self.ordered + count
        self.coming[year + self.delay, np.arange(count.size)] += count
        self.spent_usd = self.spent_usd + count * price_usd * worth
        self.deliver(year)


def affordable(wanted: Any, rate: Any, budget_usd: Any, price_usd: Any) -> np.ndarray:
    """Return what is ordered in a year: what is wanted, within what can be built and paid."""
    most = np.minimum(rate, budget_usd / np.maximum(price_usd, 1e-9))
    return np.clip(wanted, 0.0, most)


def kills(c: Mapping[str, np.ndarray], hit: np.ndarray) -> np.ndarray:
    """Return K of every world."""
    return kill_share(hit, c["shots"], c["common-cause"])


def respond(c: Mapping[str, np.ndarray], hit: np.ndarray, years: int, shield: str = "limited") -> Response:
    """Let the sides buy for some years, all worlds at once.

    Args:
        c: coefficients of `NAMES`, shape (worlds,) each.
        hit: chance of a hit of one shot, shape (worlds,).
        years: how many.
        shield: `limited` is sized for the small player, `complete` for Russia's reply too.

    In a year deliveries come first; then the shield orders, then Russia, then the small player. Each knows what the
    others have, and not what they have ordered. Numbers are means and need not be whole.
    """
    kill = kills(c, hit)
    interceptors = _Side(c["interceptors-now"], c["shield-delay"], years)
    russian = _Side(c["russian-warheads"], c["missile-delay"], years)
    rogue = _Side(c["rogue-missiles-now"], c["missile-delay"], years)
    decoys = _Side(np.zeros(hit.size), c["missile-delay"], years)
    bought = np.zeros(hit.size, dtype=bool)
    rows: list[tuple[np.ndarray, ...]] = []
    for year in range(years + 1):
        for side in (interceptors, russian, rogue, decoys):
            side.deliver(year)
        worth = (1.0 + c["discount"]) ** -float(year)
        if year:
            _shield_orders(c, year, worth, interceptors, russian, rogue, decoys, shield)
            _russia_orders(c, year, worth, interceptors, russian, kill)
            bought |= _rogue_orders(c, year, worth, interceptors, rogue, decoys, kill)
        rows.append(_row(c, kill, interceptors, russian, rogue, decoys))
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    return Response(*[*columns, bought])


def without_shield(c: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the same worlds without a shield."""
    return {**c, **{name: np.zeros_like(c[name]) for name in NO_SHIELD}}


def _row(
    c: Mapping[str, np.ndarray], kill: np.ndarray, shield: _Side, russian: _Side, rogue: _Side, decoys: _Side
) -> tuple[np.ndarray, ...]:
    met = (shield.stock, c["shots"], kill)
    replying = russian.stock * c["survivable"] * c["reliable"]
    coming, false = rogue.stock * c["rogue-reliable"], decoys.stock * c["decoy-credit"]
    return (
        *(side.stock for side in (shield, russian, rogue, decoys)),
        through(replying, 0.0, *met),
        through(coming, false, *met),
        shield.spent_usd,
        russian.spent_usd,
        rogue.spent_usd + decoys.spent_usd,
        shield.ordered,
        shield.lacking,
        russian.lacking,
        russian.counted + russian.lacking,
    )


def _shield_orders(
    c: Mapping[str, np.ndarray], year: int, worth: np.ndarray, own: _Side, russian: _Side, rogue: _Side, decoys: _Side,
    shield: str,
) -> None:  # fmt: skip
    coming, false = rogue.stock * c["rogue-reliable"], decoys.stock * c["decoy-credit"]
    wanted = interceptors_wanted(coming, false, c["shots"], c["tolerated-arrivals"])
    if shield == "complete":
        replying = russian.stock * c["survivable"] * c["reliable"]
        wanted = np.maximum(wanted, interceptors_wanted(replying, 0.0, c["shots"], c["tolerated-arrivals"]))
    own.buy(year, wanted, c["interceptor-rate"], c["shield-budget"], c["system-price"], worth)


def _russia_orders(
    c: Mapping[str, np.ndarray], year: int, worth: np.ndarray, shield: _Side, own: _Side, kill: np.ndarray
) -> None:
    share = np.maximum(c["survivable"] * c["reliable"], 1e-9)
    wanted = arsenal_wanted(c["required-arrivals"], share, shield.stock, c["shots"], kill)
    own.buy(year, wanted, c["warhead-rate"], c["russian-budget"], c["warhead-price"], worth)


def _rogue_orders(
    c: Mapping[str, np.ndarray],
    year: int,
    worth: np.ndarray,
    shield: _Side,
    own: _Side,
    decoys: _Side,
    kill: np.ndarray,
) -> np.ndarray:
    """Compare the price of missiles and of decoys for the arrivals that are wanted, and order the cheaper."""
    flies, taken = np.maximum(c["rogue-reliable"], 1e-9), np.maximum(c["decoy-credit"], 1e-9)
    coming, false = own.counted * flies, decoys.counted * taken
    met = (shield.stock, c["shots"], kill)
    missiles = np.maximum(warheads_wanted(c["rogue-required"], false, *met) - coming, 0.0) / flies
    more = np.maximum(decoys_wanted(c["rogue-required"], coming, *met) - false, 0.0) / taken
    short = through(coming, false, *met) < c["rogue-required"] * (1.0 - 1e-12)
    by_decoys = short & (more * c["decoy-price"] < missiles * c["rogue-missile-price"])
    rate = np.where(short & ~by_decoys, c["rogue-rate"], 0.0)
    budget_usd = c["rogue-budget"]
    own.order(
        year,
        affordable(missiles, rate, budget_usd, c["rogue-missile-price"]),
        c["rogue-missile-price"],
        worth,
    )
    count = affordable(np.where(by_decoys, more, 0.0), np.inf, budget_usd, c["decoy-price"])
    decoys.order(year, count, c["decoy-price"], worth)
    return by_decoys


def nominal_arrays(values: Mapping[str, float]) -> dict[str, np.ndarray]:
    """Return coefficients as stated in the form of one world."""
    return {name: np.array([value]) for name, value in values.items()}
