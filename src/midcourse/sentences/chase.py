"""Whether a battery catches missiles that fly away from it, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from midcourse.api.pursuit import Chase


def headline(found: Chase) -> str:
    """Return how many missiles each battery catches by the scenario's clock, and the speed that catches all."""
    told = [_battery(found, battery) for battery in range(len(found.interceptors))]
    return f"{'; '.join(told)}."


def _battery(found: Chase, battery: int) -> str:
    mine = [one.own for one in found.found if one.battery == battery]
    met = sum(own.first is not None for own in mine)
    name, speed = found.interceptors[battery], found.speeds_m_s[battery] / 1e3
    caught = f"{met or 'none'} of {len(mine)} missile{'' if len(mine) == 1 else 's'} to {found.target.name}"
    text = f"{name}, at {speed:.2f} km/s and by the scenario's clock, catches {caught}"
    least = [own.own_least for own in mine if own.own_least is not None]
    if not least:
        return f"{text}; no speed looked at is enough"
    most = max(least, key=lambda one: one.speed_m_s)
    whom = "all" if len(least) == len(mine) else f"{len(least)} of them, none for the rest"
    if len(mine) == 1:
        whom = "it"
    return f"{text}; {'less than ' * most.bound}{most.speed_m_s / 1e3:.2f} km/s would be enough for {whom}"
