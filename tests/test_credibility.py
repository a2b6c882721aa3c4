"""The credibility page is what its tool writes, its evidence is there, and no level stands above it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

import credibility_argument as argument
import make_credibility as maker
from midcourse.verification.row import Row
from midcourse.verification.run import verify

Data = dict[str, Any]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return verify()


@pytest.fixture
def data() -> Data:
    """Return the factors, to be spoiled."""
    found: Data = deepcopy(maker.load())
    return found


def factor(data: Data, name: str) -> Data:
    (found,) = [one for one in data["factors"] if one["id"] == name]
    return found


def test_the_page_is_what_the_tool_writes(data: Data) -> None:
    assert maker.PAGE.read_text(encoding="utf-8") == maker.page(data)


def test_all_evidence_is_there_and_no_level_stands_above_it(data: Data, rows: list[Row]) -> None:
    assert maker.problems(data, rows) == []
    assert len(data["factors"]) == 11


def prop_no_level_can_be_raised_without_new_evidence(data: Data, rows: list[Row]) -> None:
    for one in data["factors"]:
        one["level"] += 1
        assert any(f"level {one['level']} without evidence" in line for line in maker.problems(data, rows)), (
            one["id"]
        )
        one["level"] -= 1


def prop_each_kind_of_evidence_that_a_level_needs_is_missed(data: Data, rows: list[Row]) -> None:
    for one in data["factors"]:
        needed = {kind for level in range(1, one["level"] + 1) for kind in maker.needed(one, level)}
        for kind in needed:
            whole = one["evidence"]
            one["evidence"] = [item for item in whole if item["kind"] != kind]
            assert any(line.endswith(f"of the kind {kind}") for line in maker.problems(data, rows))
            one["evidence"] = whole


def test_nothing_was_reviewed_from_outside_and_the_page_says_so(data: Data) -> None:
    kinds = {item["kind"] for one in data["factors"] for item in one["evidence"]}
    assert not kinds & {"review-inside", "review-outside", "use", "audit"}
    assert factor(data, "development-review")["level"] == factor(data, "use-review")["level"] == 0
    assert "Nobody from outside has reviewed any of this." in maker.page(data)


def prop_no_part_of_the_argument_stands_above_its_evidence(data: Data, rows: list[Row]) -> None:
    parts = {part["id"]: part for part in data["argument"]}
    assert tuple(parts) == argument.PARTS
    for name, part in parts.items():
        for one in argument.JUDGED_BY:
            part["levels"][one] += 1
            told = [line for line in maker.problems(data, rows) if line.startswith(name)]
            assert any("without evidence of the kind" in line or "are assumed" in line for line in told), (name, one)
            part["levels"][one] -= 1


def test_numbers_that_are_mostly_assumed_give_no_pedigree(data: Data, rows: list[Row]) -> None:
    share = {part["id"]: argument.assumed(argument.grades(part)) for part in data["argument"]}
    race = next(part for part in data["argument"] if part["id"] == "race")
    assert share["race"] > argument.ASSUMED > share["record"]
    race["levels"]["input-pedigree"] = 1
    at = "tests/test_credibility.py::test_the_page_is_what_the_tool_writes"
    race["evidence"]["input-pedigree"].append({"kind": "test", "at": at, "says": "all that level 1 asks"})
    (told,) = maker.problems(data, rows)
    assert told.startswith("race: a pedigree, though") and told.endswith("of its numbers are assumed")


def test_a_part_that_is_left_out_is_missed(data: Data, rows: list[Row]) -> None:
    data["argument"].pop()
    assert "the parts of the argument are not all there, in their order" in maker.problems(data, rows)


def test_dead_evidence_of_a_part_is_named(data: Data, rows: list[Row]) -> None:
    record = data["argument"][1]["evidence"]["verification"]
    next(item for item in record if item["kind"] == "published")["at"] = "published-V-00"
    assert maker.problems(data, rows) == ["record, verification: published-V-00: no such verify case"]


def test_a_recount_of_typed_rows_validates_nothing(data: Data) -> None:
    parts = {part["id"]: part for part in data["argument"]}
    recounts = {"published-V-49", "published-V-50", "published-V-52", "published-V-57"}
    for part in parts.values():
        assert not recounts & {item["at"] for item in part["evidence"]["validation"]}, part["id"]
        assert part["levels"]["validation"] == 0


def test_expand_is_counted_with_every_input(data: Data) -> None:
    (part,) = [part for part in data["argument"] if part["id"] == "expansion"]
    counts = argument.grades(part)
    bare = argument.expanding()
    assert bare["assumed"] == len(argument.NO_SOURCE) < counts["assumed"]
    # five counts, five plans, their rate, the greatest pace, the chance of a hit
    assert bare.total() - bare["assumed"] == 13
    assert argument.assumed(counts) > argument.ASSUMED and part["levels"]["input-pedigree"] == 0


SPOILED: dict[str, tuple[Callable[[Data], object], str]] = {
    "dead file": (lambda item: item.update(kind="page", at="docs/gone.md"), "no such file"),
    "dead heading": (lambda item: item.update(kind="page", at="docs/validation.md#gone"), "no such heading"),
    "dead test": (lambda item: item.update(kind="test", at="tests/test_docs.py::test_gone"), "no such test"),
    "dead case": (lambda item: item.update(kind="program", at="gone"), "no such verify case"),
    "case of another kind": (
        lambda item: item.update(kind="published", at="stage-set"),
        "no row of it is published",
    ),
    "unknown kind": (lambda item: item.update(kind="hearsay"), "no such kind: hearsay"),
    "cut text": (lambda item: item.update(year=None), "not kind, at and says"),
}


@pytest.mark.parametrize("name", SPOILED)
def test_dead_evidence_is_named(name: str, data: Data, rows: list[Row]) -> None:
    spoil, why = SPOILED[name]
    spoil(factor(data, "verification")["evidence"][-1])
    assert any(why in line for line in maker.problems(data, rows))


def test_a_case_that_fails_is_no_evidence(data: Data, rows: list[Row]) -> None:
    failed = [replace(row, passed=False) if row.case == "nesc-6" else row for row in rows]
    assert maker.problems(data, failed) == ["verification: nesc: a verify case that fails"]


def test_a_factor_that_is_left_out_is_missed(data: Data, rows: list[Row]) -> None:
    data["factors"].pop(3)
    assert "the factors are not those of the standard, in its order" in maker.problems(data, rows)
