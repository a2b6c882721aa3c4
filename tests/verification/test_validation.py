"""docs/validation.md is what its tool writes, and the targets are heard as they should be."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import make_validation as maker
from midcourse.verification import shipped
from midcourse.verification.row import Row
from midcourse.verification.target import judged

ROOT = Path(__file__).parents[2]
# 4A, 4B and 4D of the list of targets; of 4E, 4F and 4G what the argument answers with
PUBLISHED = "01 02 03 05 07 08 09 12 14 15 16 18 19 21 22 24 25 27 28 42 43 45 47 48 49 50 52 54 57 70"
TABLE = {"prefix": "x", "kind": "published", "source": "here"}
TARGET = {"id": "V", "what": "speed", "value": 6.3, "unit": "km/s", "tolerance": 0.1, "why": "rounded"}


@pytest.fixture(scope="module")
def made() -> tuple[list[Any], str]:
    """Return the lines of the page and the sentence of the README, made anew."""
    return maker.page()


def test_the_page_is_what_the_tool_writes(made: tuple[list[Any], str]) -> None:
    assert maker.differences(made[0], maker.PAGE.read_text(encoding="utf-8")) == []


def test_the_readme_carries_the_count(made: tuple[list[Any], str]) -> None:
    text = maker.README.read_text(encoding="utf-8")
    assert made[1] in " ".join(text.split())
    assert len(re.findall(maker.SAID, text)) == 1


def test_readme_and_page_have_one_number_in_which_every_row_outside_counts(
    made: tuple[list[Any], str], worked: dict[str, list[Row]]
) -> None:
    rows = [row for rows in worked.values() for row in rows]
    outside = sum(row.is_outside for row in rows)  # of all of verify, also of what the page may not have
    page = "\n".join(line.text for line in made[0])
    (found,) = re.findall(r"\| all \| (\d+) inside, (\d+) outside", page)
    assert int(found[1]) == outside == page.count("| outside (")
    assert made[1] == f"Of {sum(map(int, found))} comparisons {outside} lie outside their tolerance"
    assert page.count(made[1]) == 1
    kinds = [re.findall(rf"\| {kind} \| (\d+) inside, (\d+) outside", page)[0] for kind in maker.KINDS]
    assert [sum(int(one[at]) for one in kinds) for at in (0, 1)] == [int(each) for each in found]


def test_what_no_interceptor_moves_is_no_comparison(worked: dict[str, list[Row]]) -> None:
    (row,) = worked["published-Wilkening-threshold"]
    assert row.passed is None and not row.is_outside and "without a single interceptor" in row.note


def test_a_changed_page_is_seen(made: tuple[list[Any], str]) -> None:
    text = "\n".join(line.text for line in made[0])
    assert maker.differences(made[0], text) == []
    row = next(line.text for line in made[0] if "published-V-08" in line.text)
    ours = row.split(" | ")[maker.OURS]
    near, far = (row.replace(f"| {ours} |", f"| {int(ours) + more} |") for more in (10, 40))
    assert maker.differences(made[0], text.replace(row, near)) == []  # one of the last place printed
    assert maker.differences(made[0], text.replace(row, far)) == [far]
    other = row.replace("| 4500 |", "| 4501 |")
    assert maker.differences(made[0], text.replace(row, other)) == [other]
    assert maker.differences(made[0], text + "\nmore")


def test_every_target_of_the_list_is_there(worked: dict[str, list[Row]]) -> None:
    for number in PUBLISHED.split():
        rows = worked[f"published-V-{number}"]
        assert all(row.kind in ("published", "closed form") and row.source for row in rows)


def test_reasons_stand_only_where_ours_lies_outside(worked: dict[str, list[Row]]) -> None:
    given = [
        row.note
        for rows in worked.values()
        for row in rows
        if row.is_outside and not row.case.startswith("rocket-")
    ]
    tables = [
        shipped.table(name)
        for name in ("published_missiles", "published_interceptors", "burnout_speeds", "argument")
    ]
    rows = [row for table in tables for row in table["rows"]]
    rows += [target for row in shipped.table("lofted")["rows"] for target in row["targets"]]
    parts = [part for name in ("radar", "guidance") for part in shipped.table(name).values()]
    rows += [row for part in parts if isinstance(part, dict) for row in (part, *part.get("rows", ()))]
    reasons = [
        value for row in rows if isinstance(row, dict) for key, value in row.items() if "outside" in key
    ]
    assert len(reasons) == len(given) == 10  # and two of the rockets, which stand in `note` there
    assert {f"outside ({reason.strip()})" for reason in reasons} == set(given)


def test_a_target_is_inside_outside_or_a_failure() -> None:
    assert judged(TABLE, TARGET, 6.35).passed is True
    assert judged(TABLE, TARGET, 6.5).passed is False
    assert judged(TABLE, TARGET, float("nan")).passed is False
    excused = judged(TABLE, TARGET | {"outside": "another thing"}, 6.5)
    assert excused.passed is None and excused.is_outside
    assert judged(TABLE, TARGET | {"outside": "another thing"}, 6.35).passed is True
    shown = judged(TABLE, TARGET | {"shown": "for information"}, 6.3)
    assert shown.passed is None and not shown.is_outside


@pytest.mark.parametrize(("ours", "passed"), [(89.0, False), (91.0, True), (219.0, True), (221.0, False)])
def test_a_bracket_is_widened_by_a_share_of_its_ends(ours: float, passed: bool) -> None:
    bracket = {
        "id": "V",
        "what": "range",
        "low": 100,
        "high": 200,
        "unit": "km",
        "share": 0.1,
        "why": "guess",
    }
    row = judged(TABLE, bracket, ours)
    assert row.passed is passed
    assert (row.printed, row.why) == ("100 to 200", "10 %: guess")
