"""What many bodies or tracks share, as the programs of a device are given it."""

from __future__ import annotations

from typing import Any, NamedTuple


class Stack(NamedTuple):
    """What many launches share: drag coefficients on Mach steps of 0.01, programs of phases, shape (n, m, 13)."""

    curve: Any
    programs: Any


class Looks(NamedTuple):
    """Looks of one radar at many tracks.

    Time before each look in s, shape (looks,); the radar's Frame then, (looks, 7); per track and look the fields of
    Sight, (tracks, looks, 5), the standard errors of range in m and angle in rad, (tracks, looks, 2), and 1 where the
    look detected, (tracks, looks).
    """

    steps_s: Any
    frames: Any
    sights: Any
    sigmas: Any
    seen: Any
