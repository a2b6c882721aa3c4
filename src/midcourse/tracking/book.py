"""The book that a tracker keeps of one object: cue, begin, confirm, hold, drop."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.kernels.filter import ERRORS, LAST_BIT
from midcourse.tracking.track import DIAGONAL, advance, begin, consider, measured_position, update

EMPTY, CUED, ONE_DETECTION, TENTATIVE, STARTED = 0, 1, 2, 3, 4
HELD_S = 5.0  # an object seen so lately needs no cue

BOOK = np.dtype(
    [
        ("stage", "i4"),
        ("window", "i4"),
        ("looks", "i4"),
        ("cold_looks", "i4"),
        ("burning", "i1"),
        ("sensor", "i4"),
        ("sensors", "i4"),
        ("number", "i4"),
        ("time_s", "f8"),
        ("detected_s", "f8"),
        ("begun_s", "f8"),
        ("missed", "i4"),
        ("first_m", "f8", (3,)),
        ("state", "f8", (6,)),
        ("cov", "f8", (21,)),
    ],
    align=True,
)


class TrackRules(NamedTuple):
    """When a track starts, is dropped and is firm: hits of the last looks, silence in s, looks, ellipse in m.

    `report_s`: interval of its rows; `unscented`: whether the filter is that one and not the extended.
    """

    confirm: int
    window: int
    silence_s: float
    firm_looks: int
    firm_ellipse_m: float
    report_s: float
    unscented: bool


@kernel(shared=True, bare=True)
def absorb(
    earth,
    rules,
    book,
    sensor,
    radar,
    frame,
    time_s,
    sight,
    range_sigma_m,
    angle_sigma_rad,
    burning,
    room,
    shared,
):
    """Take one detection into the book.

    Args:
        earth, rules: Earth and TrackRules.
        book: one record of BOOK.
        sensor, radar, frame: number of the radar that saw it, its RadarRow and its Frame at that moment, `eci`.
        time_s: time of the look.
        sight: Sight.
        range_sigma_m, angle_sigma_rad: the standard errors the tracker assumes.
        burning: 1 where the look shows a plume.
        room: room for points and a covariance of a track, shape (19, 6).
        shared: covariance of the track with the constant errors of all radars, shape (`filter.blocks`, 48).
    """
    point = room[0, :3]
    book.window = ((book.window << 1) | 1) & ((1 << rules.window) - 1)
    burnt = burning == 1 or book.burning == 1  # it may have burnt for part of the time since the last look
    book.burning = burning
    book.sensor = sensor
    book.sensors = book.sensors | (1 << min(sensor, LAST_BIT))
    if book.stage == EMPTY:
        measured_position(frame, sight, point)
        for i in range(3):
            book.first_m[i] = point[i]
        book.stage = ONE_DETECTION
        book.looks = 1
        book.cold_looks = 0
    elif book.stage == ONE_DETECTION:
        measured_position(frame, sight, point)
        sigma = max(range_sigma_m, angle_sigma_rad * sight.range_m)
        begin(book.first_m, point, max(time_s - book.detected_s, 1e-3), sigma, book.state, book.cov)
        consider(frame, ERRORS * sensor, radar.range_bias_m, radar.angle_bias_rad, book.state, book.cov, shared)
        book.stage = TENTATIVE
        book.begun_s = time_s
        book.looks += 1
    else:
        if book.stage == CUED:
            book.stage = TENTATIVE
            book.begun_s = time_s
            book.missed = 0
            shared[:, :] = 0.0
            book.looks = 0
            book.cold_looks = 0
        carry_book(earth, rules, book, time_s, burnt, shared, room)
        update(
            frame, sight, range_sigma_m, angle_sigma_rad, ERRORS * sensor, radar.range_bias_m, radar.angle_bias_rad,
            rules.unscented, book.sensors, book.state, book.cov, shared,
        )  # fmt: skip
        book.looks += 1
    if burning == 0:
        book.cold_looks += 1
    book.time_s = time_s
    book.detected_s = time_s
    if book.stage == TENTATIVE and _ones(book.window) >= rules.confirm:
        book.stage = STARTED


@kernel(shared=True, bare=True)
def carry_book(earth, rules, book, time_s, burning, shared, room):
    """Carry what is tracked or cued forward to a time; arguments as for `absorb`."""
    advance(
        earth,
        time_s - book.time_s,
        burning,
        rules.unscented,
        book.sensors,
        book.state,
        book.cov,
        shared,
        room,
    )
    book.time_s = time_s


@kernel(shared=True, bare=True)
def take_cue(book, time_s, state, position_sigma_m, velocity_sigma_m_s):
    """Begin a book from the state that satellites give at burnout, unless a radar holds the object.

    Args:
        book: one record of BOOK.
        time_s: time of the state.
        state: with its errors, `eci`, shape (6,).
        position_sigma_m, velocity_sigma_m_s: standard errors an axis.
    """
    if book.stage >= TENTATIVE and time_s - book.detected_s < HELD_S:
        return
    book.stage = CUED
    book.missed = 0
    book.window = 0
    book.looks = 0
    book.burning = 0
    book.time_s = time_s
    book.detected_s = time_s
    for i in range(6):
        book.state[i] = state[i]
    for k in range(21):
        book.cov[k] = 0.0
    for i in range(3):
        book.cov[DIAGONAL[i]] = position_sigma_m * position_sigma_m
        book.cov[DIAGONAL[3 + i]] = velocity_sigma_m_s * velocity_sigma_m_s


@kernel(shared=True, bare=True)
def miss_look(rules, book):
    """Note a look that saw nothing; what a cue is about is then looked for more widely."""
    if book.stage == CUED:
        book.missed += 1
    book.window = (book.window << 1) & ((1 << rules.window) - 1)


@kernel(shared=True, bare=True)
def forget(rules, book, time_s):
    """Drop an object that no radar has detected for too long, and say so.

    Where it was going is kept as a cue for all radars, unless it burnt when it was last seen, or was never tracked.
    """
    if book.stage > CUED and time_s - book.detected_s > rules.silence_s:
        book.stage = CUED if book.stage >= TENTATIVE and book.burning == 0 else EMPTY
        book.looks = 0
        book.cold_looks = 0
        book.missed = 0
        book.window = 0
        return True
    return False


@kernel(shared=True, bare=True)
def _ones(bits):
    count = 0
    while bits:
        count += bits & 1
        bits >>= 1
    return count
