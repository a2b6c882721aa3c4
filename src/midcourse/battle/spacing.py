"""The launches that a battery has booked, and the distance in time that a new one keeps from all of them."""

from __future__ import annotations

import numpy as np

from midcourse.battle.window import first_meeting
from midcourse.kernels._jit import kernel


@kernel
def booked_so_far(booked):
    """Return how many launch times are filled; NaN marks the rest."""
    count = 0
    while count < booked.shape[0] and not np.isnan(booked[count]):
        count += 1
    return count


@kernel
def free_from(booked, time_s, spacing_s):
    """Return the first time from a time on at which a launch keeps its distance from all booked ones."""
    while True:
        near_s = _clash(booked, time_s, spacing_s)
        if np.isnan(near_s):
            return time_s
        time_s = near_s + spacing_s


@kernel
def spaced_meeting(booked, launch, start_s, not_before_s, spacing_s):
    """Find the earliest intercept whose launch keeps its distance from all booked ones.

    Args:
        booked: launch times, NaN beyond the last.
        launch, start_s: launches that meet a path, and the time of its track, as for `window.first_meeting`.
        not_before_s: earliest launch.
        spacing_s: least time between launches.

    Returns:
        time of the intercept and of its launch in s; NaN where there is none.
    """
    while True:
        met_s, launch_s = first_meeting(launch, start_s, not_before_s)
        if np.isnan(met_s):
            return np.nan, np.nan
        near_s = _clash(booked, launch_s, spacing_s)
        if np.isnan(near_s):
            return met_s, launch_s
        not_before_s = max(near_s + spacing_s, not_before_s + 1e-3)


@kernel
def _clash(booked, time_s, spacing_s):
    for i in range(booked.shape[0]):
        if np.isnan(booked[i]):
            break
        if abs(time_s - booked[i]) < spacing_s - 1e-6:
            return booked[i]
    return np.nan
