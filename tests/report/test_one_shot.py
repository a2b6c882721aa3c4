"""What the report says of one shot and the test record."""

from __future__ import annotations

from typing import Any

import pytest

from midcourse.campaign.estimate import posterior, share
from midcourse.campaign.runs import Fought
from midcourse.report.one_shot import TITLE, one_shot, rest, sentence
from midcourse.report.told import Told
from midcourse.scenario import Scenario


def row(hits: int, n: int, tested: tuple[int, int] | None = (7, 12)) -> dict[str, Any]:
    simulated = share(hits, n) if n else None
    record = None if tested is None else posterior(*tested)
    outside = None
    if simulated is not None and record is not None:
        outside = not record.low <= simulated.value <= record.high
    return {
        "interceptor": "sm-3-iia",
        "works": 0.5,
        "p_hit": None if simulated is None else simulated.value,
        "low": None if simulated is None else simulated.low,
        "high": None if simulated is None else simulated.high,
        "n": n,
        "record": None if record is None else record.as_dict(),
        "parts": outside,
    }


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (
            row(550, 1000),
            "hits in 55 % of the cases. That is within what 7 hits in 12 tests allow (35 % to 79 %",
        ),
        (row(900, 1000), "That is above what 7 hits in 12 tests allow"),
        (row(100, 1000), "That is below what 7 hits in 12 tests allow"),
        (row(0, 0), "no first shot at a warhead was simulated that could stand beside 7 hits in 12 tests"),
        (row(5, 9, None), "the catalogue holds no flight tests of it"),
    ],
)
def test_the_sentence_says_whether_they_part(told: dict[str, Any], words: str) -> None:
    said = sentence("The name", told)
    assert said.startswith("The name: ") and words in said
    assert ("the two part by more than the interval of the record" in said) is (told["parts"] is True)
    assert ("the two do not part" in said) is (told["parts"] is False)
    assert "More runs" not in said


@pytest.mark.parametrize(("hits", "n"), [(40, 50), (39, 50), (16, 50)])
def test_the_sentence_says_where_luck_alone_could_decide(hits: int, n: int) -> None:
    assert "More runs may change that" in sentence("X", row(hits, n))


@pytest.mark.parametrize(("hits", "words"), [(500, "no more than luck"), (300, "below"), (700, "above")])
def test_what_geometry_takes_is_told_only_beyond_luck(hits: int, words: str) -> None:
    assert words in rest(row(hits, 1000))
    assert rest(row(0, 0)) == ""


def told(scenario: Scenario, many: Fought, rows: Any) -> Told:
    summary = {} if rows is None else {"shot": rows}
    return Told(scenario, summary, many.worlds, 1, many.asked, True, None, {}, {})


def test_the_table_stands_with_its_reason(scenario: Scenario, many: Fought) -> None:
    html = one_shot(told(scenario, many, [row(550, 1000)]))
    assert f"<caption>{TITLE}</caption>" in html
    assert "SM-3 Block IIA" in html and "<td>7 of 12</td>" in html
    assert "not independent" in html and "follow a script" in html


def test_without_a_record_no_reason_is_given(scenario: Scenario, many: Fought) -> None:
    html = one_shot(told(scenario, many, [row(5, 9, None)]))
    assert "<td>none</td>" in html and "not independent" not in html


def test_a_summary_without_shots_gives_nothing(scenario: Scenario, many: Fought) -> None:
    assert one_shot(told(scenario, many, None)) == one_shot(told(scenario, many, [])) == ""


def test_the_page_holds_the_table(html: str) -> None:
    chain = html.split('<section id="chain"')[1].split("</section>")[0]
    assert TITLE in chain
    assert "there is nothing to hold its shot against" in chain
