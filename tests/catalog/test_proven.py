"""Reliability counted from flight tests: one row of a record moves an entry; the closed form agrees with others."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from scipy.special import betainc
from scipy.stats import beta

from midcourse.catalog import FlightRecord, load_interceptor, load_record, proven
from midcourse.catalog.fields import build
from midcourse.catalog.jeffreys import below, quantile
from midcourse.catalog.model import Interceptor
from midcourse.catalog.reader import entry_node
from midcourse.errors import CatalogError, ScenarioError
from midcourse.scenario import load_scenario
from midcourse.verification.shipped import table

COUNTS = [(0, 0), (0, 1), (1, 0), (7, 2), (10, 0), (12, 8), (3, 40), (200, 300), (999, 1)]
# as they were typed into the entry by hand before they were counted: value, low, high
TYPED = {
    "gbi-two-stage": ((0.824, 0.564, 0.964), (0.978, 0.783, 1.0), (0.886, 0.619, 0.989), (0.767, 0.456, 0.951)),
    "surrogate-2001": ((0.973, 0.738, 1.0), (0.973, 0.738, 1.0), (0.739, 0.408, 0.944), (0.814, 0.442, 0.981)),
}


@pytest.mark.parametrize(("passed", "failed"), COUNTS)
def verif_closed_form_beside_scipy(passed: int, failed: int) -> None:
    for share in (0.025, 0.05, 0.5, 0.95, 0.975):
        due = beta.ppf(share, passed + 0.5, failed + 0.5)
        assert quantile(share, passed, failed) == pytest.approx(due, rel=1e-9, abs=1e-13)
        assert below(due, passed, failed) == pytest.approx(betainc(passed + 0.5, failed + 0.5, due), abs=1e-12)


@pytest.mark.parametrize("row", table("statistics")["intervals"]["rows"], ids=str)
def val_closed_form_beside_statsmodels(row: list[float]) -> None:
    passed, tried, low, high = int(row[0]), int(row[1]), row[6], row[7]
    found = [quantile(share, passed, tried - passed) for share in (0.025, 0.975)]
    assert found == pytest.approx([low, high], rel=1e-9)


@pytest.mark.parametrize("entry", TYPED)
def regress_numbers_are_those_once_typed_by_hand(entry: str) -> None:
    # no outside oracle for the rounding; the distribution itself is checked above
    _, numbers = load_interceptor(entry)
    for step, due in zip(("launch", "boost", "separation", "seeker"), TYPED[entry], strict=True):
        number = numbers[f"reliability.{step}"]
        assert (number.value, number.low, number.high) == due
        assert (number.source, number.grade, number.unit) == ("gmd-test-record", "estimated", "")


def with_outcome(name: str, **changes: object) -> Callable[[str], tuple[FlightRecord, dict]]:
    """Return a reader of a record of which one test came out otherwise."""
    record, numbers = load_record("gmd")
    tests = tuple(test.model_copy(update=changes) if test.name == name else test for test in record.tests)
    return lambda entry: (record.model_copy(update={"tests": tests}), numbers)


def test_one_row_of_the_record_moves_the_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    before, _ = load_interceptor("gbi-two-stage")
    monkeypatch.setattr(proven, "load_record", with_outcome("FTG-07", outcome="hit", failed=None, cause=""))
    after, numbers = load_interceptor("gbi-two-stage")
    assert after.reliability.separation == pytest.approx(beta.ppf(0.5, 10.5, 0.5), abs=6e-4)
    assert after.reliability.separation > before.reliability.separation + 0.05
    assert after.reliability.seeker == pytest.approx(beta.ppf(0.5, 8.5, 2.5), abs=6e-4)
    assert after.reliability.launch == before.reliability.launch
    assert "10 of 10 kill vehicles" in numbers["reliability.separation"].where
    scenario = load_scenario("europe-2007")
    assert scenario.batteries[0].interceptor.reliability == after.reliability
    assert load_interceptor("surrogate-2001")[0].reliability.separation == 0.739  # another configuration


def test_what_is_typed_stays_and_the_rest_is_counted() -> None:
    path = "batteries.0.reliability.boost"
    one = load_scenario("europe-2007", sets=[f"{path}=0.8"])
    plain = load_scenario("europe-2007").batteries[0].interceptor.reliability
    assert one.batteries[0].interceptor.reliability == plain.model_copy(update={"boost": 0.8})
    assert one.provenance[path].grade == "user"


def test_a_scenario_that_names_other_tests_counts_those() -> None:
    one = load_scenario("europe-2007", sets=["batteries.0.record.configurations=[surrogate]"])
    surrogate = load_interceptor("surrogate-2001")[0].reliability
    assert one.batteries[0].interceptor.reliability == surrogate


@pytest.mark.parametrize(("of", "why"), [("gmb", "did you mean gmd"), ("thaad-tests", "the record has totals only")])
def test_a_record_that_cannot_be_counted_is_refused(of: str, why: str) -> None:
    with pytest.raises(ScenarioError, match=why):
        load_scenario("europe-2007", sets=[f"batteries.0.record={{of: {of}}}"])


def test_a_configuration_that_was_never_tested_names_the_line_of_the_record() -> None:
    node = entry_node("interceptors", "surrogate-2001")
    used = node.mapping()["record"]
    wrong = used._replace(value={**used.value, "configurations": used._replace(value=[used._replace(value="x")])})
    changed = node._replace(value={**node.value, "record": wrong})
    with pytest.raises(CatalogError, match="no such configuration: x") as caught:
        proven.with_reliability(changed)
    assert caught.value.line == used.line and caught.value.file == "catalog/interceptors/surrogate-2001.yaml"


def prop_an_entry_without_reliability_and_record_is_refused() -> None:
    node = entry_node("interceptors", "thaad")
    bare = {key: child for key, child in node.value.items() if key != "reliability"}
    for drop in itertools.chain([()], [("record",)]):
        left = {key: child for key, child in bare.items() if key not in drop}
        with pytest.raises(CatalogError, match="reliability: a key is missing"):
            build(Interceptor, proven.with_reliability(node._replace(value=left)))
