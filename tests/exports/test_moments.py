"""Moments that are written: near enough between them, whole milliseconds, turning with the Earth, in UTC."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import pytest

from midcourse.errors import ScenarioError
from midcourse.exports.moments import (
    CURVE_M,
    LINE_M,
    bent,
    curve_times,
    day_words,
    even_times,
    line_times,
    states_ecef,
    straight,
    utc,
)
from midcourse.exports.scene import start_of

SLACK = 1.1  # it is looked at a quarter, a half and three quarters of the way


@pytest.mark.parametrize(
    ("times", "curve", "within_m"), [(line_times, straight, LINE_M), (curve_times, bent, CURVE_M)]
)
def prop_between_samples_it_is_near(times, curve, within_m, europe) -> None:
    for thing in europe.scene.things:
        at_s = times(thing.path, thing.start_s, thing.end_s)
        states, gaps_s = states_ecef(thing.path, at_s), np.diff(at_s)
        for share in np.linspace(0.05, 0.95, 19):
            true = states_ecef(thing.path, at_s[:-1] + share * gaps_s)[:, :3]
            off_m = np.linalg.norm(true - curve(states[:-1], states[1:], gaps_s, share), axis=1)
            assert off_m.max() < SLACK * within_m, thing.id


def prop_samples_are_few(europe) -> None:
    warhead = europe.scene.things[0]
    assert len(curve_times(warhead.path, warhead.start_s, warhead.end_s)) < 60
    assert len(line_times(warhead.path, warhead.start_s, warhead.end_s)) < 200


@pytest.mark.parametrize("times", [line_times, curve_times, even_times])
def prop_moments_are_whole_milliseconds_of_the_flight(times, europe) -> None:
    for thing in europe.scene.things:
        at_s = times(thing.path, thing.start_s, thing.end_s)
        assert np.abs(at_s * 1e3 - np.rint(at_s * 1e3)).max() < 1e-6
        assert (np.diff(at_s) > 0.0).all()
        assert 0.0 <= at_s[0] - thing.start_s < 1e-3 and 0.0 <= thing.end_s - at_s[-1] < 1e-3


def test_even_moments_are_multiples_of_five_seconds_and_burnouts(europe) -> None:
    warhead = europe.scene.things[0]
    at_s = even_times(warhead.path, warhead.start_s, warhead.end_s)
    odd = at_s[np.rint(at_s * 1e3) % 5000 != 0]
    burnouts = [event.time_s for event in warhead.path.events if event.what.startswith("burnout")]
    assert burnouts and all(np.abs(odd - burnout).min() < 1e-3 for burnout in burnouts)
    assert np.isin(np.arange(5.0, warhead.end_s, 5.0), np.round(at_s, 3)).all()


def verif_states_are_those_of_proj_and_of_differences(europe, flown_ecef) -> None:
    for thing in europe.scene.things:
        at_s = np.linspace(thing.start_s + 1.0, thing.end_s - 1.0, 40)
        states = states_ecef(thing.path, at_s)
        assert np.abs(states[:, :3] - flown_ecef(thing.path, at_s)).max() < 1e-3  # m
        h = 1e-2
        slope = (flown_ecef(thing.path, at_s + h) - flown_ecef(thing.path, at_s - h)) / (2.0 * h)
        assert np.abs(states[:, 3:] - slope).max() < 0.3  # m/s, at a jump of the acceleration at most


def test_time_is_called_utc() -> None:
    start = start_of(date(2007, 10, 12))
    assert utc(start, 0.0) == "2007-10-12T00:00:00.000Z"
    assert utc(start, 899.5319) == "2007-10-12T00:14:59.532Z"
    assert utc(start, 86400.0005) == "2007-10-13T00:00:00.000Z"
    assert day_words(start) == "12 Oct 2007 00:00:00.000"
    assert utc(start_of(None), 1.0) == "2007-01-01T00:00:01.000Z"
    moment = datetime.fromisoformat(utc(start, 123.456)).replace(tzinfo=None)
    assert moment - start == timedelta(seconds=123.456)
    with pytest.raises(ScenarioError, match="calendar"):
        start_of(date(9999, 12, 31))
