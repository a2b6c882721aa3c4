"""Reported tests: the flight with a reported apogee and range, by one stage set that serves all flights."""

from __future__ import annotations

from typing import Literal, NamedTuple

from midcourse.catalog.model import Missile
from midcourse.errors import NoSolution
from midcourse.kernels.earth import WGS84, Earth
from midcourse.threats.aim import aim
from midcourse.threats.fly import Flown, fly_missile, stack_of
from midcourse.threats.launch import Pad, Shooting, Steering, place_at

PAYLOAD_CLOSE_KG = 0.05


class Reproduced(NamedTuple):
    """A reported test as flown: the path, the one input that was solved for, its value, and the missile with it."""

    flown: Flown
    by: Literal["cut-off", "payload"]
    value: float
    missile: Missile
    note: str

    @property
    def time_s(self) -> float:
        """Time from lift-off to impact."""
        return self.flown.path.end_s - self.flown.path.launch_s


def reproduce(
    missile: Missile,
    pad: Pad,
    azimuth_rad: float,
    apogee_m: float,
    range_m: float,
    payload_kg: tuple[float, float] | None = None,
    earth: Earth = WGS84,
) -> Reproduced:
    """Find the flight with a reported apogee and ground range: by the cut-off, else by the payload.

    Args:
        missile: catalogue entry.
        pad: launch point.
        azimuth_rad: direction of the impact point, clockwise from north.
        apogee_m, range_m: as reported.
        payload_kg: bounds within which the payload may be changed; None to leave it.
        earth: Earth.

    Returns:
        Reproduced; the impact within 1 m, the apogee within 1 m (by cut-off) or what 0.05 kg make (by payload).

    Raises:
        NoSolution: the missile does not fly so, with what it can do.
    """
    target = place_at(pad, azimuth_rad, range_m, earth)
    try:
        found = aim(stack_of(missile), pad, target, None, apogee_m, earth)
    except NoSolution as problem:
        if payload_kg is None:
            raise
        why = problem
    else:
        flown = fly_missile(missile, pad, found.steer, earth=earth)
        return Reproduced(flown, "cut-off", found.steer.cut_off_s, missile, found.note)
    mass_kg, steer = _payload(missile, pad, target, apogee_m, payload_kg, earth, why)
    loaded = missile.model_copy(update={"payload_kg": mass_kg})
    note = f"the cut-off alone does not do it: {why.why}"
    return Reproduced(fly_missile(loaded, pad, steer, earth=earth), "payload", mass_kg, loaded, note)


def _payload(
    missile: Missile,
    pad: Pad,
    target: Pad,
    apogee_m: float,
    bounds_kg: tuple[float, float],
    earth: Earth,
    why: NoSolution,
) -> tuple[float, Steering]:
    # the payload with which full burn just gets so high: a lighter one gets higher
    from scipy.optimize import brentq

    steers: dict[float, Steering] = {}

    def surplus_m(mass_kg: float) -> float:
        craft = stack_of(missile.model_copy(update={"payload_kg": mass_kg}))
        steers[mass_kg] = aim(craft, pad, target, "lofted", None, earth).steer
        return Shooting(craft, pad, target, earth).miss(steers[mass_kg], apogee=True).apogee_m - apogee_m

    light_kg, heavy_kg = bounds_kg
    over, under = surplus_m(light_kg), surplus_m(heavy_kg)
    if over < 0.0 or under > 0.0:
        gets_m = apogee_m + (over if over < 0.0 else under)
        raise NoSolution(
            f"neither the cut-off ({why.why}) nor a payload of {light_kg:.0f} to {heavy_kg:.0f} kg does it",
            got=f"{apogee_m / 1e3:.1f} km",
            nearest=f"{gets_m / 1e3:.1f} km with {light_kg if over < 0.0 else heavy_kg:.0f} kg and full burn",
        )
    mass_kg = float(brentq(surplus_m, light_kg, heavy_kg, xtol=PAYLOAD_CLOSE_KG))
    surplus_m(mass_kg)
    return mass_kg, steers[mass_kg]
