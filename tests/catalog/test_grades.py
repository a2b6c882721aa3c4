"""Grades follow what was read: a recalled figure is no official one, and one number has one author."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
import yaml

from midcourse.catalog.reader import entries, load_coefficient, load_shield
from midcourse.strategy.expansion.inventory import inventory

HOME = files("midcourse")
SOURCES = yaml.safe_load(HOME.joinpath("catalog/sources.yaml").read_text(encoding="utf-8"))
READ = ("official", "peer-reviewed")


def cited(held: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield everything with a grade."""
    if isinstance(held, dict):
        if "grade" in held:
            yield path, held
        for key, inner in held.items():
            yield from cited(inner, f"{path}.{key}")
    elif isinstance(held, list):
        for at, inner in enumerate(held):
            yield from cited(inner, f"{path}.{at}")


def documents() -> Iterator[tuple[str, dict[str, Any]]]:
    for folder in ("catalog", "claims/library"):
        for home in (HOME.joinpath(folder), *(one for one in HOME.joinpath(folder).iterdir() if one.is_dir())):
            for file in home.iterdir():
                if file.name.endswith(".yaml"):
                    yield from cited(yaml.safe_load(file.read_text(encoding="utf-8")), file.name)


def recalled(one: dict[str, Any]) -> bool:
    """Whether its `where` begins with the word, or nothing of its source was read."""
    where = str(one.get("where", ""))
    return where.startswith("recalled") or SOURCES.get(one.get("source"), {}).get("seen") == "recalled"


def prop_what_is_recalled_is_not_graded_as_if_it_had_been_read() -> None:
    found = dict(documents())
    assert len(found) > 1000
    assert [path for path, one in found.items() if recalled(one) and one["grade"] in READ] == []


@pytest.mark.parametrize("name", [name for name in entries("coefficients") if name.startswith("plan-")])
def test_digits_of_the_plans_are_recalled_and_say_so(name: str) -> None:
    number = load_coefficient(name)[1]["value"]
    assert "recalled" in number.where and number.grade == "estimated"


def test_the_hundred_interceptors_of_the_plan_have_one_author() -> None:
    plan = next(one for one in inventory().planned if one.name == "Expanded C1")
    shield = load_shield("c1-plan")[1]["interceptors"]
    threshold = load_coefficient("threshold-interceptors")[1]["value"]
    claim = yaml.safe_load(HOME.joinpath("claims/library/cuts-make-the-shield-matter.yaml").read_text("utf-8"))
    said = claim["numbers"]["interceptors"]
    due = (plan.count, plan.source, plan.grade)
    assert due == (100, "ucs-2000", "estimated")
    assert {(one.value, one.source, one.grade) for one in (shield, threshold)} == {due}
    assert (said["value"], said["source"], said["grade"]) == due
    assert {one.grade for one in inventory().planned if one.source == plan.source} == {plan.grade}


def test_one_count_of_interceptors_has_one_author() -> None:
    counted = {one.count: one.source for one in inventory().counted}
    assert load_shield("gmd-2017")[1]["interceptors"].source == counted[44]
    assert load_coefficient("interceptors-now")[1]["value"].source == counted[30]
