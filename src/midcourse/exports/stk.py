"""Ephemeris files for STK and what reads its form: one `.e` a thing, Earth-fixed, metres."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from midcourse.exports.looks import plain, thing_words
from midcourse.exports.moments import curve_times, day_words, states_ecef

if TYPE_CHECKING:
    from midcourse.exports.flown import Thing
    from midcourse.exports.scene import ExportScene

HEAD = """InterpolationMethod Hermite
InterpolationSamplesM1 1
DistanceUnit Meters
CentralBody Earth
CoordinateSystem Fixed
"""


def stk(scene: ExportScene, thing: Thing) -> Iterator[str]:
    """Write one thing as an ephemeris, stk.v.12.0: seconds, place and velocity over the turning Earth.

    Args:
        scene: the run it is of.
        thing: what flew.

    Source: the description of the format in the help pages of STK 12. Between points the reader draws the cubic curve
    through place and velocity, within 1 m of the flight.
    """
    times_s = curve_times(thing.path, thing.start_s, thing.end_s)
    yield "stk.v.12.0\n\n"
    for line in (f"{thing.name}: {thing_words(thing)}", *scene.about()):
        yield f"# {' '.join(plain(line).split())}\n"
    yield f"\nBEGIN Ephemeris\n\nNumberOfEphemerisPoints {len(times_s)}\n"
    yield f"ScenarioEpoch {day_words(scene.start)}\n{HEAD}\nEphemerisTimePosVel\n\n"
    for time_s, state in zip(times_s, states_ecef(thing.path, times_s), strict=True):
        yield (
            " ".join([f"{time_s:.3f}", *(f"{x:.4f}" for x in state[:3]), *(f"{x:.7f}" for x in state[3:])])
            + "\n"
        )
    yield "\nEND Ephemeris\n"
