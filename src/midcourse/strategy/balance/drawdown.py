"""Warheads that arrive in reply against the size of an arsenal, and first-strike stability beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from midcourse.campaign.estimate import BAND
from midcourse.catalog.posture import ALERTS
from midcourse.catalog.reader import load_forces
from midcourse.strategy.balance.arrivals import arrivals
from midcourse.strategy.balance.balance import NO_DEFENCE, Defence, arriving, dealt_evenly, parted
from midcourse.strategy.balance.stability import WEIGHT, Side, index
from midcourse.strategy.balance.stance import Stance, stance_of, stated_of, values_of

if TYPE_CHECKING:
    from midcourse.catalog.provenance import Provenance

SHIELD = "shield."
SIDES = ("none", "one-sided", "two-sided")
"""Who has a shield: nobody, the side that the reply arrives at, both."""


@dataclass(frozen=True)
class Exchange:
    """Two forces by their ids, and the shield of the first with the authors of its numbers.

    `replaced`: numbers of how they stand that hold in place of the catalogue's, by the names of `stance.stated_of`.
    """

    attacker: str
    force: str
    numbers: dict[str, Provenance]
    worlds: int
    seed: int
    replaced: Mapping[str, Provenance] = field(default_factory=dict)

    def shields(self, worlds: int) -> Defence:
        """Return the shield in each world, the nominal one alone where there are none."""
        found = {
            name: values_of(f"{SHIELD}{name}", number, worlds, self.seed)
            for name, number in self.numbers.items()
        }
        # how many shots are fired is an order, not a doubt: `at_shots` and `evenly` say what others leave
        return Defence(**{**found, "shots": np.array([self.numbers["shots"].value])})

    def at_shots(self, flying: float, shots: float) -> float:
        """Return what arrives of so many in flight with another number of shots at each object, as stated."""
        return float(arriving(flying, self.shields(0)._replace(shots=shots))[0])

    def evenly(self, flying: float) -> float:
        """Return what arrives of so many where shots are dealt evenly, as stated: no one round leaves less."""
        return float(dealt_evenly(flying, self.shields(0))[0])

    @property
    def fails_at_once(self) -> float:
        """Chance that something fails which the whole shield has in common, as stated; 0 where nothing is fired."""
        shield = self.shields(0)
        if not float(np.asarray(shield.interceptors).ravel()[0]):
            return 0.0
        return 1.0 - float(parted(shield.kill, shield.common_cause)[0].ravel()[0])

    def replacing(self, name: str, number: Provenance) -> Exchange:
        """Return the question with one number in place of its own, by the names of `inputs`."""
        own = name.removeprefix(SHIELD)
        if own != name:
            return replace(self, numbers={**self.numbers, own: number})
        return replace(self, replaced={**self.replaced, name: number})

    def draws(self) -> dict[str, tuple[str, np.ndarray]]:
        """Return the grade of every number of the reply and its values in the worlds, shape (worlds,)."""
        found = {
            f"{SHIELD}{name}": (number.grade, values_of(f"{SHIELD}{name}", number, self.worlds, self.seed))
            for name, number in self.numbers.items()
            if name != "shots"
        }
        stated = stated_of(load_forces(self.force)[0], self.replaced)
        for name, one in stated.items():
            found[name] = one.number.grade, values_of(one.key, one.number, self.worlds, self.seed)
        return found

    def reply_worlds(self, size: float, alert: str) -> np.ndarray:
        """Return what arrives of so many deployed in each world, shape (worlds,)."""
        return arriving(size * self.stances(self.worlds)[1].reply[alert], self.shields(self.worlds))

    def stances(self, worlds: int) -> tuple[Stance, Stance]:
        """Return how the attacker's and the struck side's forces stand in each world."""
        first, second = (
            stance_of(side, worlds, self.seed, self.replaced) for side in (self.attacker, self.force)
        )
        return first, second


@dataclass(frozen=True)
class Reply:
    """What arrives in reply from one size of an arsenal on one alert.

    `value` by the closed form, `second` by the distribution; `luck_low`, `luck_high` 5 and 95 % of that, with
    every input as stated; `low`, `high` 5 and 95 % of the worlds of doubt. `flying` is what comes to the shield.
    """

    size: float
    alert: str
    flying: float
    value: float
    second: float
    luck_low: float
    luck_high: float
    low: float
    high: float

    @property
    def disagreement(self) -> float:
        """How far the two methods lie apart."""
        return self.second - self.value


@dataclass(frozen=True)
class Stability:
    """The index for one size of both arsenals, one alert, and who has a shield: by two methods, with its band."""

    size: float | None
    alert: str
    shield: str
    value: float
    second: float
    low: float
    high: float


def replies(question: Exchange, sizes: Sequence[float], alerts: Sequence[str] = ALERTS) -> list[Reply]:
    """Return what arrives in reply, size by size and alert by alert.

    Args:
        question: forces and shield.
        sizes: deployed warheads of the side that is struck first; how they stand is taken not to hang on their number.
        alerts: of `ALERTS`.

    Returns:
        a row for each size and alert.
    """
    nominal, doubtful = question.stances(0)[1], question.stances(question.worlds)[1]
    shield, shields = question.shields(0), question.shields(question.worlds)
    rows = []
    for alert in alerts:
        for size in sizes:
            flying = float(size * nominal.reply[alert][0])
            second = arrivals(flying, _plain(shield))
            low, high = np.percentile(arriving(size * doubtful.reply[alert], shields), BAND)
            value = float(arriving(flying, shield)[0])
            rows.append(
                Reply(size, alert, flying, value, second.mean, *second.edges(), float(low), float(high))
            )
    return rows


def stabilities(question: Exchange, own: tuple[float, float], sizes: Sequence[float] = ()) -> list[Stability]:
    """Return the index of first-strike stability: of the forces as they are, and of equal arsenals of some sizes.

    Args:
        question: forces and shield; where both sides have one it is the same.
        own: deployed warheads of attacker and struck side as they are.
        sizes: of both.

    Returns:
        a row for each size (None for the forces as they are), alert, and who has a shield.
    """
    nominal, doubtful = question.stances(0), question.stances(question.worlds)
    shield, shields = question.shields(0), question.shields(question.worlds)
    weights = values_of("stability.weight", WEIGHT, question.worlds, question.seed)
    rows = []
    for size in (None, *sizes):
        both = own if size is None else (size, size)
        for alert in ALERTS:
            for name in SIDES:
                value = float(_index(both, alert, name, nominal, shield, np.array([WEIGHT.value]))[0])
                spread = np.percentile(_index(both, alert, name, doubtful, shields, weights), BAND)
                second = _second(both, alert, name, nominal, shield)
                rows.append(Stability(size, alert, name, value, second, float(spread[0]), float(spread[1])))
    return rows


def _shields_of(name: str, shield: Defence) -> tuple[Defence, Defence]:
    """Return the shields of attacker and struck side."""
    return (NO_DEFENCE if name == "none" else shield, shield if name == "two-sided" else NO_DEFENCE)


def _index(
    sizes: tuple[float, float],
    alert: str,
    name: str,
    stances: tuple[Stance, Stance],
    shield: Defence,
    weight: np.ndarray,
) -> np.ndarray:
    (attacker, struck), (a, b) = _shields_of(name, shield), stances
    flown = sizes[0] * a.first, sizes[1] * b.first
    reply = arriving(sizes[1] * b.reply[alert], attacker), arriving(sizes[0] * a.reply[alert], struck)
    first = arriving(flown[1], attacker), arriving(flown[0], struck)
    return index(Side(reply[0], first[0], flown[0]), Side(reply[1], first[1], flown[1]), weight)


def _second(
    sizes: tuple[float, float], alert: str, name: str, stances: tuple[Stance, Stance], shield: Defence
) -> float:
    (attacker, struck), (a, b) = _shields_of(name, shield), stances
    could = [size * float(stance.first[0]) for size, stance in zip(sizes, stances, strict=True)]
    flights = ((sizes[1], b, attacker, could[0]), (sizes[0], a, struck, could[1]))
    arrived = [
        Side(
            arrivals(size * float(stance.reply[alert][0]), _plain(over)).mean,
            arrivals(size * float(stance.first[0]), _plain(over)).mean,
            round(own),
        )
        for size, stance, over, own in flights
    ]
    return float(index(arrived[0], arrived[1], WEIGHT.value))


def _plain(shield: Defence) -> Defence:
    return Defence(*(float(np.asarray(part).reshape(-1)[0]) for part in shield))
