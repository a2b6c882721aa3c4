"""Flight tests: totals of the press come out by counting; what an interceptor says of itself is what they count."""

from __future__ import annotations

from datetime import date

import pytest
from scipy.stats import beta

from midcourse.catalog import FlightRecord, entries, load_interceptor, load_record, record_of, tally
from midcourse.catalog.fields import build
from midcourse.catalog.flight_counts import chosen, counts_in
from midcourse.catalog.flight_tests import STEPS
from midcourse.catalog.tree import Origin, parse_text
from midcourse.errors import CatalogError

DEPLOYED = ("three-stage", "two-stage")
TOTALS = [
    # the agency before IFT-9: six tests, four hits (SpaceRef, August 2002)
    ("2002-08-16", (), (), 4, 6),
    # Arms Control Association, September 2003: all eight tests with the surrogate booster, five succeeded
    ("2023-12-31", ("surrogate",), (), 5, 8),
    # the agency in September 2007, six of ten: neither the first test nor that of December 2004 is an attempt to it
    ("2007-09-28", (), ("IFT-3", "IFT-13C"), 6, 10),
    # the agency in January 2013: seven of 14, not counting a partial test in 1999 and a no test in 2007
    ("2013-01-26", (), ("IFT-3",), 7, 14),
    # Reuters, 6 July 2013: 16 tests, eight hits
    ("2013-07-06", (), (), 8, 16),
    # Reuters, 30 May 2017, before the test: nine of 17 since 1999
    ("2017-05-29", (), (), 9, 17),
    # Metro, 30 May 2017: four of nine attempts since 2004
    ("2017-05-29", DEPLOYED, (), 4, 9),
    # Popular Mechanics and War on the Rocks, October 2017: ten of 18
    ("2017-10-31", (), (), 10, 18),
]


@pytest.mark.parametrize(("until", "configurations", "without", "hits", "attempts"), TOTALS)
def val_totals_of_others_come_out_by_counting(
    until: str, configurations: tuple[str, ...], without: tuple[str, ...], hits: int, attempts: int
) -> None:
    record, _ = load_record("gmd")
    tests = [test for test in chosen(record, configurations) if test.date <= date.fromisoformat(until)]
    found = tally(test for test in tests if test.name not in without)
    assert (found.hits, found.attempts) == (hits, attempts)


def val_tests_of_deployed_interceptors_that_flew() -> None:
    # Hudson Institute 2018: five of eight; two of these tests had no launch and are not among its eight
    record, _ = load_record("gmd")
    found = tally(test for test in chosen(record, DEPLOYED) if test.date.year <= 2017)
    assert (found.hits, found.steps["launch"][0]) == (5, 8)


STEP_COUNTS = {
    "gbi-three-stage": ((10, 12), (10, 10), (9, 10), (7, 9)),
    "gbi-two-stage": ((10, 12), (10, 10), (9, 10), (7, 9)),
    "surrogate-2001": ((8, 8), (8, 8), (6, 8), (5, 6)),
}


@pytest.mark.parametrize("entry", STEP_COUNTS)
def verif_reliability_of_an_entry_is_the_posterior_of_its_counts(entry: str) -> None:
    interceptor, numbers = load_interceptor(entry)
    counts = record_of(interceptor)
    assert counts is not None and tuple(counts.steps.values()) == STEP_COUNTS[entry]
    assert tuple(counts.steps) == STEPS
    for step, (passed, came) in counts.steps.items():
        number = numbers[f"reliability.{step}"]
        assert f"{passed} of {came} " in number.where
        low, middle, high = beta.ppf((0.025, 0.5, 0.975), passed + 0.5, came - passed + 0.5)
        assert (number.low, number.value, number.high) == pytest.approx((low, middle, high), abs=6e-4)


@pytest.mark.parametrize("entry", entries("interceptors"))
def test_variants_share_the_record_of_their_entry(entry: str) -> None:
    due = {"gbi-three-stage": (7, 12), "gbi-two-stage": (7, 12), "surrogate-2001": (5, 8), "thaad": (16, 16)}
    counts = record_of(load_interceptor(entry)[0])
    found = None if counts is None else (counts.hits, counts.attempts)
    assert found == due.get(entry.partition("@")[0])  # none is cited for sm-3-iia


def prop_steps_lose_the_misses_and_nothing_else() -> None:
    for entry in entries("records"):
        record, _ = load_record(entry)
        for name in record.configurations:
            counts = counts_in(record, (name,))
            came = counts.attempts
            for passed, tried in counts.steps.values():
                assert passed <= tried == came
                came = passed
            assert came == counts.hits


def test_a_test_whose_target_failed_counts_nowhere() -> None:
    record, _ = load_record("gmd")
    (lost,) = [test for test in record.tests if test.outcome == "no test"]
    assert lost.name == "FTG-03"
    assert tally([lost]).attempts == tally([]).attempts == 0
    assert tally(record.tests) == tally(test for test in record.tests if test is not lost)


def test_a_configuration_that_was_never_tested_is_refused() -> None:
    for entry in entries("records"):
        with pytest.raises(ValueError, match="no such configuration: four-stage"):
            counts_in(load_record(entry)[0], ("four-stage",))


ROW = (
    "{name: A, date: 2001-02-03, configuration: x, purpose: y, fired: 1, outcome: hit, source: sutton, grade: press}"
)
MISS = ROW.replace("hit", "miss, cause: z")
SOURCE = "source: sutton\n"
TOTAL = "{hits: 2, attempts: 3, since: 2001-01-01, until: 2002-01-01, source: sutton, grade: press}"
BROKEN = [
    (f"tests: [{ROW.replace('hit', 'hit, failed: boost')}]", "a hit with failed boost"),
    (f"tests: [{MISS}]", "a miss with failed left out"),
    (f"tests: [{MISS.replace('miss', 'miss, failed: target')}]", "a miss with failed target"),
    (f"tests: [{MISS.replace('miss', 'no test')}]", "a no test with failed left out"),
    (f"tests: [{ROW.replace('purpose: y, ', '')}]", "a key is missing"),
    (f"tests: [{ROW.replace('fired: 1, ', '')}]", "a key is missing"),
    ("tests: [" + ROW.replace("y,", "'',") + "]", "at least 1 character"),
    (f"tests: [{ROW.replace('hit', 'hit, cause: z')}]", "a hit with a cause"),
    (f"tests: [{ROW.replace('hit', 'miss, failed: boost')}]", "a miss without its cause"),
    (f"tests: [{MISS.replace('miss', 'miss, failed: launch')}]", "failed launch and 1 fired"),
    (f"tests: [{ROW.replace('fired: 1', 'fired: 0')}]", "failed left out and 0 fired"),
    (f"tests: [{ROW}]", "names its source"),
    (f"tests: [{ROW.replace('hit', 'partly')}]", "not allowed here"),
    (f"tests: [{ROW.replace('2001-02-03', '2001-02-30')}]", "not a day"),
    (f"tests: [{ROW.replace('2001-02-03', '2001')}]", "valid date"),
    (f"tests: [{ROW.replace('press', 'rumour')}]", "not a grade"),
    (f"tests: [{ROW.replace('source: sutton, ', '')}]", "a key is missing"),
    (f"tests: [{ROW.replace('name: A', 'name: A, result: hit')}]", "unknown key"),
    (f"{SOURCE}tests: [{ROW}, {ROW}]", "a test stands there twice"),
    (f"{SOURCE}tests: [{ROW}, {ROW.replace('A', 'B').replace('2001', '2000')}]", "not in the order of their dates"),
    (f"tests: [{ROW}]\ntotals: {TOTAL}", "either tests or totals"),
    ("name: nothing", "either tests or totals"),
    (f"totals: {TOTAL.replace('hits: 2', 'hits: 4')}", "more hits than attempts"),
    (f"totals: {TOTAL.replace('until: 2002', 'until: 2000')}", "since is after until"),
    (f"totals: {TOTAL.replace('attempts: 3', 'attempts: 0')}", "greater than or equal to 1"),
]


@pytest.mark.parametrize(("text", "why"), BROKEN)
def test_broken_records_are_refused_with_their_line(text: str, why: str) -> None:
    node = parse_text(text, Origin("catalog/records/x.yaml", CatalogError, cited=True))
    with pytest.raises(CatalogError, match=why) as caught:
        build(FlightRecord, node)
    assert caught.value.line == 1 + text.startswith(SOURCE) * ("tests" in str(caught.value.key))
