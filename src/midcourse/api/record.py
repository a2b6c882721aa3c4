"""What flight tests say of the chance of a hit: `midcourse tests` and `mc.flight_record`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from midcourse.catalog.flight_tests import STEPS
from midcourse.catalog.spelling import did_you_mean
from midcourse.errors import ScenarioError
from midcourse.shown.card import Card, Shown
from midcourse.shown.command import line
from midcourse.shown.frame import Table, framed, table_of

if TYPE_CHECKING:
    import pandas as pd

    from midcourse.catalog.flight_tests import FlightRecord, FlightTest
    from midcourse.pictures.record import RecordPlots
    from midcourse.strategy.record import HitCount

TEST_COLUMNS = (
    "name", "date", "configuration", "purpose", "fired", "outcome", "failed", "cause", "source", "where", "grade",
)  # fmt: skip
WAY_COLUMNS = ("count", "hits", "attempts", "mean", "low", "high", "rule", "source", "grade")
NOT_SAID = (
    "Tests are not combat: they were planned to be met, configurations differ, targets were known beforehand. "
    "All are taken as alike and independent."
)


@dataclass(frozen=True, repr=False)
class RecordOfTests(Shown):
    """The answer: the tests that were asked for, counted in every way; `chosen` is the way that heads it."""

    record: FlightRecord
    tests: tuple[FlightTest, ...]
    ways: tuple[HitCount, ...]
    chosen: HitCount
    since: str | None
    until: str | None
    configurations: tuple[str, ...]
    rerun: str = ""

    @property
    def failures(self) -> dict[str, int]:
        """How many tests failed at each step, one per test."""
        from midcourse.strategy.record import failures

        return failures(self.tests, STEPS)

    @property
    def plot(self) -> RecordPlots:
        """The picture: `posterior()` under every way of counting; `save_all(DIR)`."""
        from midcourse.pictures.record import RecordPlots

        return RecordPlots(self)

    def answer(self) -> str:
        """Return the answer in one sentence."""
        one = self.chosen
        assert one.posterior is not None
        mean, low, high = one.posterior.mean, one.posterior.low, one.posterior.high
        asked = f" ({self.asked()})" if self.asked() else ""
        return (
            f"{one.hits} hits of {one.attempts} attempts{asked}: chance of a hit {mean:.3f}, "
            f"{low:.3f} to {high:.3f} (90 %, Jeffreys prior)."
        )

    def asked(self) -> str:
        """Return in words which tests were asked for; empty for all."""
        words = [" and ".join(self.configurations)] if self.configurations else []
        words += [f"since {self.since}"] if self.since else []
        words += [f"until {self.until}"] if self.until else []
        return ", ".join(words)

    def as_dict(self) -> dict[str, Any]:
        """Return what `midcourse tests --json` prints."""
        from midcourse.catalog.show import source

        cited = sorted({test.source for test in self.tests} or self.record.sources)
        return {
            "answer": self.answer(),
            "record": self.record.id,
            "name": self.record.name,
            "summary": self.record.summary,
            "since": self.since,
            "until": self.until,
            "configurations": list(self.configurations or self.record.configurations),
            **_way(self.chosen),
            "ways": [_way(one) for one in self.ways],
            "failures": self.failures,
            "tests": [test.model_dump(mode="json") for test in self.tests],
            "leaves_out": NOT_SAID,
            "sources": {key: source(key) for key in cited},
        }

    def frame(self, name: str = "tests") -> pd.DataFrame:
        """Return `tests`, a row a test, or `ways`, a row a way of counting, as a data frame."""
        return framed(name, {"tests": self._tests, "ways": self._ways})

    def _tests(self) -> Table:
        return table_of(TEST_COLUMNS, (test.model_dump(mode="json") for test in self.tests))

    def _ways(self) -> Table:
        rows = (_way(one) for one in self.ways)
        return table_of(WAY_COLUMNS, ({**row, **(row["posterior"] or {})} for row in rows))

    def _line(self) -> str:
        return f"{self.record.id}: {self.answer()}"

    def _card(self) -> Card:
        rows = tuple(
            (test.date, test.name, test.configuration, test.purpose, test.outcome, test.cause) for test in self.tests
        )
        ways = "; ".join(f"{one.way.name} {one.hits} of {one.attempts}" for one in self.ways)
        head = ("date", "test", "configuration", "purpose", "outcome", "cause")
        return Card(self.answer(), "", head, rows, (f"HitCount by {ways}.", NOT_SAID, self.rerun), "frame()")


def flight_record(
    record: str,
    since: str | None = None,
    until: str | None = None,
    configuration: str | Sequence[str] | None = None,
    count: str | None = None,
) -> RecordOfTests:
    """Return the flight tests of a system and what they say of the chance of a hit.

    Args:
        record: id of a record of the catalogue, e.g. `gmd`.
        since, until: dates YYYY[-MM[-DD]], both included; a year is its first day in `since`, its last in `until`.
        configuration: what flew, one or several; all if None.
        count: the way to count that heads the answer: `tests`, `interceptors`, `launched`; `tests` if None.

    Returns:
        RecordOfTests.

    Raises:
        CatalogError: no such record.
        ScenarioError: no such configuration or way to count, no date, or no attempt left.
    """
    from midcourse.catalog.reader import load_record
    from midcourse.strategy.record import every_way, selected

    loaded, _ = load_record(record)
    one = (configuration,) if isinstance(configuration, str) else tuple(configuration or ())
    names = tuple(dict.fromkeys(one))
    tests = selected(loaded, since, until, names)
    ways = every_way(loaded, tests)
    known = [found.way.name for found in ways]
    if count is not None and count not in known:
        why = f"no such way to count{did_you_mean(count, known)}"
        raise ScenarioError(why, key="--count", got=count, allowed=", ".join(known))
    chosen = ways[0] if count is None else ways[known.index(count)]
    if not chosen.attempts:
        raise ScenarioError("no attempt is left", key="--count", got=count, allowed="tests")
    typed = {"since": since, "until": until, "configuration": list(names), "count": count}
    return RecordOfTests(loaded, tests, ways, chosen, since, until, names, line("tests", [record], typed))


def _way(found: HitCount) -> dict[str, Any]:
    known = found.posterior
    return {
        "count": found.way.name,
        "rule": found.way.rule,
        "source": found.way.source,
        "grade": found.way.grade,
        "hits": found.hits,
        "attempts": found.attempts,
        "posterior": None if known is None else {"mean": known.mean, "low": known.low, "high": known.high},
    }
