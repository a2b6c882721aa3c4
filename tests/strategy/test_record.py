"""Records of tests: published counts come out exactly; the posterior by quadrature and by tables of others."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.integrate import quad

from midcourse.catalog import entries, load_record
from midcourse.catalog.flight_tests import STEPS
from midcourse.engagement.closed_form import kill_chance
from midcourse.errors import ScenarioError
from midcourse.strategy.record import (
    INTERCEPTORS,
    LAUNCHED,
    TESTS,
    WAYS,
    counted,
    density,
    edge,
    every_way,
    failures,
    selected,
)

GMD, _ = load_record("gmd")
PUBLISHED = {
    # published.md 4E and section 5
    "V-50, to October 2017": ((None, "2017-10", ()), TESTS, 10, 18),
    "V-52, surrogate booster": ((None, None, ("surrogate",)), TESTS, 5, 8),
    "V-52, by its years": (("1999", "2002", ()), TESTS, 5, 8),
    "section 5, one per test": ((None, None, ()), TESTS, 12, 20),
    "section 5, the salvo twice": ((None, None, ()), INTERCEPTORS, 12, 21),
    "section 5, less the two never launched": ((None, None, ()), LAUNCHED, 12, 18),
    # Hudson Institute 2018: five of eight of the deployed booster
    "Hudson 2018": (("2004", "2018", ()), LAUNCHED, 5, 8),
}


@pytest.mark.parametrize("name", PUBLISHED)
def val_counts_are_those_published(name: str) -> None:
    asked, way, hits, attempts = PUBLISHED[name]
    found = counted(selected(GMD, *asked), way)
    assert (found.hits, found.attempts) == (hits, attempts)


def val_failures_split_by_cause_as_published() -> None:
    split = failures(GMD.tests, STEPS)
    assert split == {"launch": 2, "boost": 0, "separation": 3, "seeker": 3}
    named = {step: [test.name for test in GMD.tests if test.failed == step] for step in STEPS}
    assert named["separation"] == ["IFT-5", "IFT-10", "FTG-07"]
    assert named["seeker"] == ["IFT-4", "FTG-06", "FTG-06A"]
    assert named["launch"] == ["IFT-13C", "IFT-14"]


@pytest.mark.parametrize(("chance", "killed"), [(0.56, 0.96250), (0.50, 0.9375)], ids=["V-48", "V-49"])
def val_four_independent_shots(chance: float, killed: float) -> None:
    ours = kill_chance((1.0, 1.0, 1.0, chance), 1.0, 0.0, [4])
    assert ours == pytest.approx(killed, abs=2e-5)
    assert ours == pytest.approx(1.0 - (1.0 - chance) ** 4, abs=1e-12)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def verif_interval_holds_nine_tenths_by_quadrature(way: object) -> None:
    found = counted(GMD.tests, way)
    known = found.posterior
    assert known is not None

    def under(low: float, high: float, power: int = 0) -> float:
        inside = lambda x: float(density(found, np.array([x]))[0]) * x**power  # noqa: E731
        return quad(inside, low, high, epsabs=1e-12)[0]

    assert under(0.0, 1.0) == pytest.approx(1.0, abs=1e-9)
    assert under(0.0, known.low) == pytest.approx(0.05, abs=1e-9)
    assert under(known.high, 1.0) == pytest.approx(0.05, abs=1e-9)
    assert under(0.0, 1.0, 1) == pytest.approx(known.mean, abs=1e-9)
    assert known.mean == pytest.approx((found.hits + 0.5) / (found.attempts + 1), abs=1e-15)


def verif_density_is_the_likelihood_times_the_prior() -> None:
    found, x = counted(GMD.tests, TESTS), np.array([0.2, 0.5, 0.9])
    shape = x**12 * (1.0 - x) ** 8 / np.sqrt(x * (1.0 - x))
    whole = math.gamma(12.5) * math.gamma(8.5) / math.gamma(21.0)
    assert density(found, x) == pytest.approx(shape / whole, rel=1e-12)


def prop_ways_differ_by_what_is_no_plain_test_alone() -> None:
    for asked in [(None, None, (name,)) for name in GMD.configurations] + [("2006", "2017", ()), ("2014", None, ())]:
        tests = selected(GMD, *asked)
        one, every, launched = (counted(tests, way) for way in (TESTS, INTERCEPTORS, LAUNCHED))
        assert one.hits == every.hits == launched.hits
        never = sum(test.failed == "launch" for test in tests)
        assert launched.attempts == one.attempts - never
        salvos = sum(test.fired - 1 for test in tests if test.fired > 1)
        assert every.attempts == one.attempts + salvos
        assert sum(failures(tests, STEPS).values()) == one.attempts - one.hits


def test_a_salvo_is_counted_by_what_the_row_says() -> None:
    (salvo,) = [test for test in GMD.tests if test.fired > 1]
    assert salvo.name == "FTG-11"
    assert counted([salvo.model_copy(update={"fired": 4})], INTERCEPTORS).attempts == 4
    assert counted([salvo.model_copy(update={"fired": 4})], TESTS).attempts == 1


def test_no_attempt_has_no_posterior() -> None:
    never = [test for test in GMD.tests if test.failed == "launch"]
    assert counted(never, TESTS).attempts == 2
    assert counted(never, LAUNCHED).attempts == 0 and counted(never, LAUNCHED).posterior is None


def test_a_total_is_counted_as_its_source_does() -> None:
    record, _ = load_record("thaad-tests")
    (found,) = every_way(record, ())
    assert (found.hits, found.attempts, found.way.source, found.way.grade) == (16, 16, "donga-2019", "press")
    with pytest.raises(ScenarioError, match="one total"):
        selected(record, "2006", None, ())


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2004", "2004-01-01", "2004-12-31"),
        ("2004-02", "2004-02-01", "2004-02-29"),
        ("2004-12", "2004-12-01", "2004-12-31"),
        ("2004-12-15", "2004-12-15", "2004-12-15"),
    ],
)
def test_a_bare_year_or_month_is_its_first_day_in_since_its_last_in_until(text: str, first: str, last: str) -> None:
    assert str(edge(text, "--since")) == first
    assert str(edge(text, "--until")) == last


@pytest.mark.parametrize("key", ["--since", "--until"])
@pytest.mark.parametrize(
    "text", ["", "04", "2004-13", "2004-00", "2004-02-30", "2004-1", "1939", "2101", "soon", "２００４"]
)
def prop_what_is_no_date_is_refused(text: str, key: str) -> None:
    with pytest.raises(ScenarioError, match="not a date") as caught:
        edge(text, key)
    assert caught.value.key == key


def prop_both_ends_are_included() -> None:
    for entry in entries("records"):
        for test in load_record(entry)[0].tests:
            if test.outcome != "no test":
                assert selected(load_record(entry)[0], str(test.date), str(test.date), ()) == (test,)
