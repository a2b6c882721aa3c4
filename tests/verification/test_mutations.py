"""A model that is wrong in one thing fails a named case: the checks can see what they claim to check."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from midcourse.kernels.atmosphere import EXPONENTIAL, US76_KIND, Air
from midcourse.kernels.earth import Earth
from midcourse.verification import (
    air,
    arcs,
    argument,
    assignment,
    bound,
    burnout_speeds,
    entry,
    filters,
    geodesy,
    guidance,
    invariants,
    lofted,
    nesc,
    orbits,
    published_flights,
    published_interceptors,
    radar,
    rockets,
    sensors,
    stage_sets,
    thrust,
    tracking,
)
from midcourse.verification.row import Change, unchanged
from midcourse.verification.run import Topic

ENTRY_CASE = "allen-eggers 2000m/s,20deg,1000kg/m2"


def earth_by(**factors: float) -> Change:
    """Multiply constants of the Earth."""
    return lambda earth, air: (
        earth._replace(**{key: getattr(earth, key) * by for key, by in factors.items()}),
        air,
    )


def air_with(**fields: float) -> Change:
    """Replace fields of the air."""
    return lambda earth, air: (earth, air._replace(**fields))


def solar_day(earth: Earth, air: Air) -> tuple[Earth, Air]:
    return (earth._replace(omega_rad_s=2.0 * math.pi / 86_400.0) if earth.omega_rad_s else earth), air


def exponential(earth: Earth, air: Air) -> tuple[Earth, Air]:
    return earth, (air._replace(kind=EXPONENTIAL) if air.kind == US76_KIND else air)


def south_wind(earth: Earth, air: Air) -> tuple[Earth, Air]:
    return earth, air._replace(wind_north_m_s=-air.wind_north_m_s)


@dataclass(frozen=True)
class Mutation:
    """A mistake in the model, and a case of a topic that must see it."""

    name: str
    change: Change
    topic: Topic
    case: str


MUTATIONS = [
    Mutation("geometric for geopotential height", air_with(height_radius_m=1e12), air.rows, "us76-18km"),
    Mutation("geometric height, flown", air_with(height_radius_m=1e12), nesc.rows, "nesc-6"),
    Mutation("geometric height, arcs", air_with(height_radius_m=1e12), arcs.rows, "arcs"),
    Mutation("solar for sidereal day", solar_day, arcs.rows, "arcs"),
    Mutation("rotation off by 1e-6", earth_by(omega_rad_s=1.0 + 1e-6), arcs.rows, "arcs"),
    Mutation("Earth at rest", earth_by(omega_rad_s=0.0), nesc.rows, "nesc-1"),
    Mutation("no J2", earth_by(j2=0.0), orbits.rows, "j2-S01"),
    Mutation("no J2, gravity", earth_by(j2=0.0), geodesy.rows, "normal-gravity 0,0"),
    Mutation("no J2, arcs", earth_by(j2=0.0), arcs.rows, "arcs-polar"),
    Mutation("J2 off by 1e-4", earth_by(j2=1.0 + 1e-4), orbits.rows, "j2-Vallado2-4"),
    Mutation("air at rest", air_with(turning=0.0), nesc.rows, "nesc-6"),
    Mutation("air at rest, arcs", air_with(turning=0.0), arcs.rows, "arcs-eastward"),
    Mutation("GM off by 1e-6", earth_by(gm_m3_s2=1.0 + 1e-6), orbits.rows, "kepler-S01"),
    Mutation("GM off by 1e-6, Lambert", earth_by(gm_m3_s2=1.0 + 1e-6), orbits.rows, "lambert-izzo2015-1-0"),
    Mutation(
        "GM off by 1e-6, range", earth_by(gm_m3_s2=1.0 + 1e-6), orbits.rows, "free-flight 0km,7200m/s,30deg"
    ),
    Mutation("GM off by 1e-9", earth_by(gm_m3_s2=1.0 + 1e-9), orbits.rows, "kepler-Vallado2-4"),
    Mutation("Earth a sphere", earth_by(f=0.0), geodesy.rows, "look-4"),
    Mutation("flattening off by 1e-6", earth_by(f=1.0 + 1e-6), geodesy.rows, "geodetic 90,0,0"),
    Mutation("radius off by 1 mm", earth_by(a_m=1.0 + 1.6e-10), geodesy.rows, "geodetic 0,0,0"),
    Mutation("radius off by 10 m, distance", earth_by(a_m=1.0 + 1.6e-6), geodesy.rows, "geodesic-1"),
    Mutation("no wind", air_with(windy=0), nesc.rows, "nesc-8"),
    Mutation("wind from the other side", south_wind, invariants.rows, "wind"),
    Mutation("scale height off by 1e-4", air_with(scale_height_m=7200.72), entry.rows, ENTRY_CASE),
    Mutation("exponential air", exponential, air.rows, "us76-10km"),
    Mutation("exponential air, flown", exponential, nesc.rows, "nesc-9"),
    Mutation("exponential air, nozzle", exponential, thrust.rows, "pad"),
    Mutation("no air", air_with(kind=0), rockets.rows, "rocket-andromeda"),
    Mutation("GM off by 1 %, range", earth_by(gm_m3_s2=0.99), stage_sets.rows, "stage-set-ghadr"),
    Mutation("Earth at rest, range", earth_by(omega_rad_s=0.0), stage_sets.rows, "stage-set-sejjil"),
    Mutation("GM off by 6 %, loss", earth_by(gm_m3_s2=0.94), burnout_speeds.rows, "burnout-2-stages 0kg"),
    Mutation("Earth at rest, 2003", earth_by(omega_rad_s=0.0), burnout_speeds.rows, "burnout-3-stages 2003"),
    Mutation("GM off by 5 %, arc", earth_by(gm_m3_s2=0.95), lofted.rows, "lofted-hwasong-12"),
    Mutation("GM off by 6 %, claim", earth_by(gm_m3_s2=0.94), published_interceptors.rows, "published-V-22"),
    Mutation("GM off by 3 %, bracket", earth_by(gm_m3_s2=0.97), published_flights.rows, "published-V-15"),
]


def fallen(topic: Topic, change: Change) -> set[str]:
    """Return the names of the cases that fail."""
    return {row.case for row in topic(change) if row.passed is False}


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def verif_mutation_fails_its_case(mutation: Mutation) -> None:
    assert mutation.case in fallen(mutation.topic, mutation.change)


@pytest.mark.parametrize("topic", [entry.rows], ids=["entry"])
def verif_drag_that_does_not_follow_mach_fails(topic: Topic, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not fallen(topic, unchanged)
    right = entry.drag_curve
    monkeypatch.setattr(entry, "drag_curve", lambda mach, cd: np.full_like(right(mach, cd), cd.mean()))
    assert "entry-mach 4000m/s,60deg" in fallen(topic, unchanged)


def verif_drag_curve_shifted_by_one_cell_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    right = entry.drag_curve
    monkeypatch.setattr(entry, "drag_curve", lambda mach, cd: right(mach, cd)[1:].copy())
    assert "entry-mach 2000m/s,90deg" in fallen(entry.rows, unchanged)


@dataclass(frozen=True)
class Slip:
    """A mistake in a kernel that takes neither Earth nor air: what replaces it where a topic calls it."""

    name: str
    room: Any
    kernel: str
    wrong: Callable[[Any], Any]
    topic: Topic
    case: str


def scaled_at(place: int, by: float) -> Callable[[Any], Any]:
    """Scale one argument."""
    return lambda right: lambda *given: right(*given[:place], by * given[place], *given[place + 1 :])


def mirrored(right: Any) -> Any:
    """Count the bearing the other way round."""
    return lambda x, y, z: (lambda seen: (seen[0], -seen[1], seen[2]))(right(x, y, z))


ALARM = "radar-swerling0 1e-06 13dB"
SLIPS = [
    Slip("temperature 1 % high", radar, "snr", scaled_at(6, 1.01), radar.rows, "radar-equation-range"),
    Slip("aperture counted once", radar, "snr", scaled_at(2, 0.5), radar.rows, "radar-equation-power"),
    Slip("case 1 for case 3", radar, "detection", lambda right: lambda k, *x: right(min(k, 1), *x), radar.rows,
         "radar-swerling3 1e-06 13dB"),
    Slip("case 1 for a steady target", radar, "detection", lambda right: lambda k, *x: right(max(k, 1), *x),
         radar.rows, ALARM),
    Slip("false alarm doubled", radar, "detection", scaled_at(2, 2.0), radar.rows, ALARM),
    Slip("bending from the true horizon", radar, "bending_rad", lambda right: lambda e, h: right(e + 0.01, h),
         radar.rows, "radar-bending-traced 0m 0deg"),
    Slip("range 12 % long", sensors, "snr", scaled_at(7, 1.6), sensors.rows, "published-V-42"),
    Slip("aperture 30 % large", sensors, "beam_width", scaled_at(1, 1.3), sensors.rows,
         "published-V-45"),
    Slip("bearing the other way", filters, "seen", mirrored, tracking.rows, "tracking-ekf"),
    Slip("bearing the other way, points", filters, "seen", mirrored, tracking.rows, "tracking-ukf"),
    Slip("error of a look 0.1 % large", filters, "correct", scaled_at(4, 1.001), tracking.rows, "tracking-linear"),
    Slip("step 0.1 % long, points", filters, "predict_points", scaled_at(1, 1.001), tracking.rows, "tracking-ukf"),
    Slip("error of a look 0.1 % large, bound", bound, "correct", scaled_at(4, 1.001), tracking.rows,
         "tracking-bound 118s"),
    Slip("gain 3 % high", guidance, "home_at", scaled_at(0, 1.03), guidance.rows, "guidance-home 1-lag N4 1.25"),
    Slip("lag 1 % long", guidance, "home_at", scaled_at(7, 1.01), guidance.rows, "guidance-home 1-lag N3 2.75"),
    Slip("command 1 % strong", guidance, "command", scaled_at(0, 1.01), guidance.rows, "guidance-law 5-lag N4 3"),
    Slip("one shot in four counted twice", argument, "salvo", scaled_at(1, 1.25), argument.rows, "published-V-49"),
    Slip("chance asked 1 % high", argument, "kill_needed", scaled_at(0, 1.01), argument.rows, "published-V-54"),
    Slip("bombers left out", argument, "counted", lambda right: lambda forces, treaty: {
        one.system: right(forces, treaty)[one.system] for one in forces.systems if one.kind != "bomber"},
         argument.rows, "published-V-57"),
    Slip("costs rounded", assignment, "assign", lambda right: lambda cost, *x: right(np.round(cost, 1), *x),
         assignment.rows, "assignment-random"),
    Slip("kill doubled", assignment, "residual", scaled_at(1, 0.5), assignment.rows, "assignment-shots 6"),
]  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def verif_slip_fails_its_case(slip: Slip, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slip.room, slip.kernel, slip.wrong(getattr(slip.room, slip.kernel)))
    assert slip.case in fallen(slip.topic, unchanged)
