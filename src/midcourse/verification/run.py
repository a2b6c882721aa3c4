"""`midcourse verify`: every check case in one list."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from midcourse.verification import (
    air,
    arcs,
    argument,
    assignment,
    burnout_speeds,
    entry,
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
    statistics,
    streams,
    thrust,
    timing,
    tracking,
)
from midcourse.verification.row import Change, Row, unchanged

Topic = Callable[[Change], Iterator[Row]]

TARGETS: tuple[Topic, ...] = (
    published_flights.rows,
    lofted.rows,
    published_interceptors.rows,
    stage_sets.rows,
    burnout_speeds.rows,
    sensors.rows,
    radar.rows,
    tracking.rows,
    guidance.rows,
    assignment.rows,
    argument.rows,
)
TOPICS: tuple[Topic, ...] = (
    nesc.rows,
    air.rows,
    geodesy.rows,
    orbits.rows,
    entry.rows,
    rockets.rows,
    invariants.rows,
    thrust.rows,
    arcs.rows,
    streams.rows,
    statistics.rows,
    *TARGETS,
    timing.rows,
)
LONG_TOPICS: tuple[Topic, ...] = (arcs.single_rows,)


def verify(all_cases: bool = False, change: Change = unchanged) -> list[Row]:
    """Work every check case.

    Args:
        all_cases: also give each of the 2,000 random arcs a row of its own.
        change: what to do to the Earth and the air of each case before it is worked, for tests that
            want to see the checks fail.

    Returns:
        The rows, topic by topic.
    """
    topics = TOPICS + LONG_TOPICS if all_cases else TOPICS
    return [row for topic in topics for row in topic(change)]
