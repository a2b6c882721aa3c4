"""The book that a tracker keeps of one object: begin, confirm, hold, drop."""

from __future__ import annotations

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.tracking.track import advance, begin, measured_position, update

EMPTY = 0
ONE_DETECTION = 1
TENTATIVE = 2
STARTED = 3

CONFIRM_HITS = 3  # of the last five looks
CONFIRM_WINDOW = 31  # five bits
SILENCE_S = 20.0
FIRM_LOOKS = 5
FIRM_MAJOR_M = 500e3

BOOK = np.dtype(
    [
        ("stage", "i4"),
        ("window", "i4"),
        ("looks", "i4"),
        ("cold_looks", "i4"),
        ("burning", "i1"),
        ("sensor", "i4"),
        ("time_s", "f8"),
        ("detected_s", "f8"),
        ("first_m", "f8", (3,)),
        ("state", "f8", (6,)),
        ("cov", "f8", (6, 6)),
    ]
)


@kernel
def absorb(
    earth, book, sensor, radar, site, time_s, azimuth, elevation, range_m, range_s, angle_s, burning, point
):
    """Take one detection into the book.

    Args:
        earth: Earth.
        book: one record of BOOK.
        sensor, radar, site: number of the radar that saw it, its RadarRow and `ecef` place (3,).
        time_s: time of the look.
        azimuth, elevation, range_m: measured.
        range_s, angle_s: the standard errors the tracker assumes.
        burning: 1 where the look shows a plume.
        point: room for a position, shape (3,).
    """
    angle = earth.omega_rad_s * time_s
    book.window = ((book.window << 1) | 1) & CONFIRM_WINDOW
    burnt = burning == 1 or book.burning == 1  # it may have burnt for part of the time since the last look
    book.burning = burning
    book.sensor = sensor
    if book.stage == EMPTY:
        measured_position(radar.lat, radar.lon, site, azimuth, elevation, range_m, angle, point)
        book.first_m[:] = point
        book.stage = ONE_DETECTION
        book.looks = 1
        book.cold_looks = 0
    elif book.stage == ONE_DETECTION:
        measured_position(radar.lat, radar.lon, site, azimuth, elevation, range_m, angle, point)
        sigma = max(range_s, angle_s * range_m)
        begin(book.first_m, point, max(time_s - book.detected_s, 1e-3), sigma, book.state, book.cov)
        book.stage = TENTATIVE
        book.looks += 1
    else:
        advance(earth, time_s - book.time_s, burnt, book.state, book.cov)
        update(
            radar.lat,
            radar.lon,
            site,
            angle,
            azimuth,
            elevation,
            range_m,
            range_s,
            angle_s,
            book.state,
            book.cov,
        )
        book.looks += 1
    if burning == 0:
        book.cold_looks += 1
    book.time_s = time_s
    book.detected_s = time_s
    if book.stage == TENTATIVE and _ones(book.window) >= CONFIRM_HITS:
        book.stage = STARTED


@kernel
def miss_look(book, time_s):
    """Note a look that saw nothing; drop what has been silent for too long."""
    book.window = (book.window << 1) & CONFIRM_WINDOW
    forget(book, time_s)


@kernel
def forget(book, time_s):
    """Drop an object that no radar has detected for too long."""
    if book.stage != EMPTY and time_s - book.detected_s > SILENCE_S:
        book.stage = EMPTY
        book.looks = 0
        book.window = 0


@kernel(shared=True)
def _ones(bits):
    count = 0
    while bits:
        count += bits & 1
        bits >>= 1
    return count
