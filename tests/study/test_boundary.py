"""Where two inputs turn an answer together: a straight line, a circle, counts, nothing."""

from __future__ import annotations

import math

import numpy as np
import pytest

from midcourse.pictures.study import answers
from midcourse.study.boundary import boundary_of

TWO = ["doctrine.decision_delay=0..600 s", "doctrine.latency=0..600 s"]  # stated: 60 s and 5 s


def test_the_nearest_point_of_a_straight_line_is_its_foot(known) -> None:
    question, work = known(lambda x, y: 365.0 - x - y, TWO)
    found = boundary_of(question, work, (0, 1))
    # from (60, 5) straight away: 150 s of each
    assert found.to == pytest.approx((210.0, 155.0), abs=12.0)
    assert question.told(work.all([found.to])[0]) is False
    assert math.hypot(*found.change) == pytest.approx(150.0 * math.sqrt(2.0) / 600.0, abs=0.02)


def test_the_line_lies_where_the_function_is_nought(known) -> None:
    question, work = known(lambda x, y: 200.0**2 - (x - 300.0) ** 2 - (y - 300.0) ** 2, TWO)
    found = boundary_of(question, work, (0, 1))
    line = np.concatenate([np.array(one) for one in found.lines])
    radius = np.hypot(line[:, 0] - 300.0, line[:, 1] - 300.0)
    assert np.abs(radius - 200.0).max() < 600.0 / 8.0 / 2.0**5
    # closed, and all around
    assert len(found.lines) == 1
    assert found.lines[0][0] == found.lines[0][-1]
    angle = np.sort(np.arctan2(line[:, 1] - 300.0, line[:, 0] - 300.0))
    assert np.diff(angle).max() < 0.5


def test_two_lines_stay_two(known) -> None:
    question, work = known(lambda x, y: 150.0 - abs(x - 300.0), TWO)
    found = boundary_of(question, work, (0, 1))
    assert len(found.lines) == 2
    assert sorted(round(np.array(one)[:, 0].mean()) for one in found.lines) == [
        pytest.approx(150, abs=3),
        pytest.approx(450, abs=3),
    ]


def test_counts_end_at_whole_numbers(known) -> None:
    question, work = known(lambda n, x: 14.5 - n - x / 100.0, ["batteries.0.count=1..20", TWO[0]])
    found = boundary_of(question, work, (0, 1))
    assert found.to[0] == int(found.to[0])
    assert question.told(work.all([found.to])[0]) is (not question.told(work.stated))


def test_one_answer_everywhere_has_no_line(known) -> None:
    question, work = known(lambda x, y: 1.0 + x + y, TWO)
    found = boundary_of(question, work, (0, 1))
    assert (found.lines, found.to, found.change) == ((), None, None)


def test_where_there_is_no_answer_there_is_no_line(known) -> None:
    question, work = known(lambda x, y: math.nan if x > 300.0 else 200.0 - x, TWO)
    found = boundary_of(question, work, (0, 1))
    assert np.concatenate([np.array(one) for one in found.lines])[:, 0].max() < 300.0


def test_yes_and_no_stand_on_their_sides_and_cover_no_mark(known) -> None:
    question, work = known(lambda x, y: 365.0 - x - y, TWO)
    found = boundary_of(question, work, (0, 1))
    words = {word: (x, y) for x, y, word in answers(question, found)}
    assert sum(words["yes"]) < 365.0 < sum(words["no"])
    for x, y in words.values():
        assert 0.0 < x < 600.0 and 0.0 < y < 600.0
        for mark in ((60.0, 5.0), found.to):
            assert max(abs(x - mark[0]), abs(y - mark[1])) > 0.08 * 600.0
