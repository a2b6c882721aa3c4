"""What flight tests count for: hits of attempts, and how many came through each step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from midcourse.catalog.flight_tests import STEPS, FlightRecord, FlightTest
from midcourse.catalog.model import Interceptor
from midcourse.catalog.reader import load_record


@dataclass(frozen=True)
class Counts:
    """What a record counts for.

    Args:
        hits: hits.
        attempts: tests in which an interceptor was to be fired at a target that worked.
        steps: for each of `STEPS` how many passed it, of how many that came so far; empty where only totals are known.
    """

    hits: int
    attempts: int
    steps: dict[str, tuple[int, int]] = field(default_factory=dict)


def tally(tests: Iterable[FlightTest]) -> Counts:
    """Count tests.

    Args:
        tests: the tests that are to count; those whose target failed do not.

    Returns:
        Counts, step by step.
    """
    left = [test for test in tests if test.outcome != "no test"]
    attempts, steps = len(left), {}
    for step in STEPS:
        passed = [test for test in left if test.failed != step]
        steps[step] = (len(passed), len(left))
        left = passed
    return Counts(len(left), attempts, steps)


def chosen(record: FlightRecord, configurations: Sequence[str]) -> tuple[FlightTest, ...]:
    """Return the tests of some configurations, of all where none is named.

    Raises:
        ValueError: a configuration that was never tested.
    """
    for name in configurations:
        if name not in record.configurations:
            known = ", ".join(record.configurations) or "none: the record has totals only"
            raise ValueError(f"no such configuration: {name}; known: {known}")
    return tuple(test for test in record.tests if not configurations or test.configuration in configurations)


def counts_in(record: FlightRecord, configurations: Sequence[str] = ()) -> Counts:
    """Count what a record says of some configurations, of all where none is named.

    Raises:
        ValueError: a configuration that was never tested.
    """
    tests = chosen(record, configurations)
    if record.totals is not None:
        return Counts(record.totals.hits, record.totals.attempts)
    return tally(tests)


def record_of(interceptor: Interceptor) -> Counts | None:
    """Return what the flight tests say of an interceptor, None where none speaks for it.

    Args:
        interceptor: a catalogue entry, or one like it.

    Raises:
        CatalogError: the record that it names is not there, or is broken.
        ValueError: it names a configuration that was never tested.
    """
    if interceptor.record is None:
        return None
    record, _ = load_record(interceptor.record.of)
    return counts_in(record, interceptor.record.configurations)
