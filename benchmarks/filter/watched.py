"""Falling bodies above a radar that turns with the Earth, and its looks at each of them."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from midcourse.kernels.earth import WGS84, frame_at, geodetic_to_ecef, into_frame, turned_frame
from midcourse.kernels.motion import vacuum_step

STEP_S = 1.0
RANGE_SIGMA_M, ANGLE_SIGMA_RAD = 5.0, 5e-4  # standard errors of a look, m and rad
PRIOR = (500.0, 500.0, 500.0, 20.0, 20.0, 20.0)
PLACE = (math.radians(50.0), math.radians(15.0), 500.0)
STEEPEST_RAD = math.radians(85.0)  # straight above azimuth means nothing, and lanes give such a look back


class Watch(NamedTuple):
    """What all filters are given: Frames (looks, 7), azimuth, elevation and range (tracks, looks, 3), and a start."""

    frames: np.ndarray
    measured: np.ndarray
    start: np.ndarray

    def first(self, tracks: int) -> Watch:
        """Return the first tracks alone."""
        return self._replace(measured=self.measured[:tracks], start=self.start[:tracks])


def watched(tracks: int, looks: int) -> Watch:
    """Let bodies fall for some minutes above a radar, none overhead, and look at each every second."""
    luck = np.random.default_rng(7)
    frame = frame_at(*PLACE[:2], *geodetic_to_ecef(WGS84, *PLACE))
    turns = WGS84.omega_rad_s * STEP_S * np.arange(1, looks + 1)
    frames = [turned_frame(frame, math.cos(turn), math.sin(turn)) for turn in turns]
    measured, start = np.empty((tracks, looks, 3)), np.empty((tracks, 6))
    k = 0
    while k < tracks:
        away = luck.uniform((-4e5, 6e5, 3e5), (4e5, 1.2e6, 6e5))
        axes = np.array([into_frame(frame._replace(x_m=0.0, y_m=0.0, z_m=0.0), *row) for row in np.eye(3)])
        place = np.array(frame[4:]) + axes @ away
        state = [*place, *(axes @ luck.uniform((-2e3, -5e3, -5e2), (2e3, -3e3, 1.5e3)))]
        start[k] = np.array(state) + luck.normal(size=6) * PRIOR
        for i, at in enumerate(frames):
            state = vacuum_step(WGS84, STEP_S, *state)
            east, north, up = into_frame(at, *state[:3])
            far = math.hypot(east, north)
            seen = (math.atan2(east, north), math.atan2(up, far), math.hypot(far, up))
            sigmas = (ANGLE_SIGMA_RAD * seen[2] / far, ANGLE_SIGMA_RAD, RANGE_SIGMA_M)
            measured[k, i] = seen + luck.normal(size=3) * sigmas
        k += measured[k, :, 1].max() < STEEPEST_RAD
    return Watch(np.array(frames), measured, start)


def apart(mine: tuple[np.ndarray, np.ndarray], other: tuple[np.ndarray, np.ndarray]) -> str:
    """Say how far states and standard errors of the tracks of `other` lie from ours."""
    count = len(other[0])
    gap = np.abs(mine[0][:count] - other[0])
    sigma = [np.sqrt(np.diagonal(covs[:count], axis1=1, axis2=2)) for covs in (mine[1], other[1])]
    share = np.max(np.abs(sigma[0] / sigma[1] - 1.0))
    return f"{gap[:, :3].max():.0e} m, {gap[:, 3:].max():.0e} m/s, {share:.0e} of sigma"
