"""Rounds of salvos at many targets from one stock, in the mean: what the closed form makes of decoys and debris."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Target(NamedTuple):
    """What a battery may shoot at: chance that it is taken for a threat, rounds there is time for, the shooter."""

    thing: int
    weight: float
    rounds: int
    battery: int


def open_by_round(targets: Sequence[Target], stock: int, salvo: int, closes: float) -> list[list[float]]:
    """Return for each target and round the chance that it is still shot at.

    Args:
        targets: of one battery.
        stock: interceptors that may be used.
        salvo: shots a round.
        closes: chance that the report of one shot ends the shooting at its target.

    Returns:
        chances, target by target; what is left of the stock is dealt out evenly among those still open.
    """
    left = float(stock)
    still = [target.weight for target in targets]
    found: list[list[float]] = [[] for _ in targets]
    for i in range(max((target.rounds for target in targets), default=0)):
        here = [chance if i < target.rounds else 0.0 for chance, target in zip(still, targets, strict=True)]
        shots = min(float(salvo), left / max(sum(here), 1.0))
        left -= shots * sum(here)
        for chance, rounds in zip(here, found, strict=True):
            rounds.append(chance)
        still = [chance * (1.0 - closes) ** shots for chance in still]
    return found


def salvos_at(
    one: int, targets: Sequence[Target], opened: Sequence[Sequence[float]], stock: int, salvo: int
) -> list[float]:
    """Return the mean number of shots of each round at one target, as long as it is open.

    Args:
        one: its position among the targets of the battery.
        targets, opened: all of them, and `open_by_round`.
        stock, salvo: as for `open_by_round`.

    Returns:
        shots, round by round; not whole where the stock does not suffice for all.
    """
    left = float(stock)
    found = []
    for i in range(targets[one].rounds):
        others = sum(rounds[i] for k, rounds in enumerate(opened) if k != one)
        shots = min(float(salvo), left / (1.0 + others))
        left -= shots * (1.0 + others)
        found.append(shots)
    return found
