"""The closed form beside the simulation, world by world, as the page tells it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from midcourse.campaign.runs import Fought
from midcourse.report.told import Told
from midcourse.report.worlds import MOST_ROWS, worlds_table
from midcourse.scenario import Scenario


def row(world: int, closed: float, simulated: float, n: int = 100) -> dict[str, Any]:
    return {"world": world, "p_no_leaker": closed, "simulated": simulated, "n": n}


@pytest.fixture
def empty(scenario: Scenario, many: Fought) -> Told:
    return Told(scenario, {"closed_form": None}, many.worlds, 1, 64, True, None, {}, {})


def with_rows(told: Told, rows: list[dict[str, Any]]) -> str:
    return worlds_table(replace(told, summary={"closed_form": {"worlds": rows}}))


def test_each_world_has_its_line_and_says_whether_luck_explains_it(empty: Told) -> None:
    html = with_rows(empty, [row(0, 0.5, 0.52), row(3, 0.9, 0.1), row(4, 0.0, 0.0, 20)])
    lines = re.findall(r'<tr><th scope="row">(\d+)</th>(.*?)</tr>', html)
    assert [(number, cells.endswith("<td>yes</td>")) for number, cells in lines] == [
        ("0", True),
        ("3", False),
        ("4", True),
    ]
    assert "In 2 of 3 worlds" in html and "Rank correlation" not in html


def test_two_methods_that_go_together_are_said_to(empty: Told) -> None:
    html = with_rows(empty, [row(k, 0.1 * k, 0.1 * k) for k in range(6)])
    assert "In 6 of 6 worlds" in html and "over the worlds: +1.00" in html


def test_of_many_worlds_those_furthest_apart_are_shown(empty: Told) -> None:
    html = with_rows(empty, [row(k, 0.5, 0.5 + 0.001 * k) for k in range(100)])
    assert html.count('<th scope="row">') == MOST_ROWS and '<th scope="row">99</th>' in html
    assert "furthest apart" in html and '<th scope="row">0</th>' not in html


def test_without_worlds_nothing_is_said(empty: Told) -> None:
    assert worlds_table(empty) == with_rows(empty, []) == ""


def test_the_page_holds_the_table(html: str) -> None:
    assert "world by world" in html.split('<section id="chain"')[1].split("</section>")[0]
