"""What a number of shots is worth: the chance of a kill where part of each failure is common to all of them."""

from __future__ import annotations

from collections.abc import Sequence


def common_and_own(chances: Sequence[float], common: float, geometry: float = 1.0) -> tuple[float, float]:
    """Part a shot's chance into what all shots have in common and what is its own.

    Args:
        chances: chances to pass each step.
        common: share of each failure that strikes all shots alike.
        geometry: chance that a shot that works hits.

    Returns:
        chance that nothing common fails, and that a shot kills where nothing common fails.
    """
    alive, own = 1.0, geometry
    for chance in chances:
        q = 1.0 - chance
        alive *= 1.0 - common * q
        own *= chance / (1.0 - common * q) if chance > 0.0 else 0.0
    return alive, own


def kill_table(chances: Sequence[float], common: float, most: int) -> tuple[float, ...]:
    """Return the chance that 0, 1, 2 … shots of one make kill one target, each further shot worth less."""
    alive, own = common_and_own(chances, common)
    return tuple(alive * (1.0 - (1.0 - own) ** n) for n in range(most + 1))
