"""Conditions: what they say, their margin, and what they leave open within intervals."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midcourse.claims.expression import Condition, Formula
from midcourse.claims.spans import Span
from midcourse.errors import ClaimError

SIDES = (
    "a + b * 2 - 1",
    "a * b",
    "a - b / 3",
    "abs(a - b)",
    "min(a, b, 2)",
    "max(a, -b)",
    "a ** 2",
    "(a + 3) / 7",
    "-a",
)
NUMBERS = st.floats(-5.0, 5.0)


@pytest.mark.parametrize(
    ("text", "values", "met", "margin"),
    [
        ("a > 1", {"a": 1.5}, True, 0.5),
        ("a > 1", {"a": 1.0}, False, 0.0),
        ("a >= 1", {"a": 1.0}, True, 0.0),
        ("1 < a <= 3", {"a": 3.5}, False, -0.5),
        ("0.4 <= a <= 0.6", {"a": 0.5}, True, 0.1),
        ("not a > 1", {"a": 4.0}, False, -3.0),
        ("a > 1 and b > 1", {"a": 1.1, "b": 9.0}, True, 0.1),
        ("a > 1 or b > 1", {"a": 1.1, "b": 9.0}, True, 8.0),
        ("a > 1 or b > 1", {"a": 0.9, "b": -9.0}, False, -0.1),
        ("min(a, b) < 2 ** 3", {"a": 7.0, "b": 9.0}, True, 1.0),
    ],
)
def verif_a_condition_is_met_by_its_margin(
    text: str, values: dict[str, float], met: bool, margin: float
) -> None:
    found = Condition(text).at(values)
    assert found.fulfilled is met
    assert found.margin == pytest.approx(margin)


@given(a=NUMBERS, b=NUMBERS, at=st.sampled_from(SIDES), limit=NUMBERS)
def prop_a_condition_is_what_python_makes_of_it(a: float, b: float, at: str, limit: float) -> None:
    names = {"a": a, "b": b, "min": min, "max": max, "abs": abs}
    assert Condition(f"{at} >= {limit!r}").at({"a": a, "b": b}).fulfilled is (
        eval(at, {"__builtins__": {}}, names) >= limit
    )
    assert Formula(at).at({"a": a, "b": b}) == pytest.approx(eval(at, {"__builtins__": {}}, names))


@given(
    ends=st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS), at=st.sampled_from(SIDES), limit=NUMBERS,
    inside=st.tuples(st.floats(0, 1), st.floats(0, 1)), sign=st.sampled_from(("<", "<=", ">", ">=")),
)  # fmt: skip
def prop_what_is_settled_over_intervals_holds_for_every_point_in_them(
    ends: tuple[float, ...], at: str, limit: float, inside: tuple[float, float], sign: str
) -> None:
    spans = {"a": Span(min(ends[:2]), max(ends[:2])), "b": Span(min(ends[2:]), max(ends[2:]))}
    condition = Condition(f"{at} {sign} {limit!r} or not b > a")
    settled = condition.within(spans)
    values = {
        name: one.low + share * (one.high - one.low)
        for (name, one), share in zip(spans.items(), inside, strict=True)
    }
    if settled is not None:
        assert condition.at(values).fulfilled is settled


@given(a=NUMBERS, b=NUMBERS, at=st.sampled_from(SIDES), limit=NUMBERS)
def prop_over_points_an_interval_says_what_the_point_says(a: float, b: float, at: str, limit: float) -> None:
    condition = Condition(f"{at} < {limit!r} and a > b")
    assert condition.within({"a": Span(a, a), "b": Span(b, b)}) is condition.at({"a": a, "b": b}).fulfilled


def test_an_interval_across_the_threshold_leaves_it_open() -> None:
    condition = Condition("a > 1 and b > 1")
    assert condition.within({"a": Span(0.5, 2.0), "b": Span(2.0, 3.0)}) is None
    assert condition.within({"a": Span(0.5, 2.0), "b": Span(0.0, 1.0)}) is False
    assert Condition("a / b > 1").within({"a": Span(1, 2), "b": Span(-1, 1)}) is None


def test_a_quantity_without_a_value_has_no_answer() -> None:
    assert Condition("a > 1 and b > 1").at({"a": math.nan, "b": 0.0}).fulfilled is None
    assert Condition("a > 1").within({"a": Span(math.nan, math.nan)}) is None
    assert Condition("a / b > 1").at({"a": 1.0, "b": 0.0}).fulfilled is None


@pytest.mark.parametrize(
    "text",
    ["a", "a + 1", "a == 1", "a != b", "a > ", "a > 'x'", "a.b > 1", "a[0] > 1", "print(a) > 1", "min() > 1",
     "a > 1 if b > 1 else a > 2", "(lambda: 1)() > 0", "__import__('os') > 1", "a > True", "abs(a, b) > 1", "a in b",
     "max(key=a) > 1", "a := 1", "1" * 600 + " > a", "a & b > 1", "[a] > 1"],
)  # fmt: skip
def test_what_is_no_condition_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(ClaimError) as caught:
        Condition(text)
    assert caught.value.key == "condition"
    assert "\n" not in caught.value.one_line()


def test_names_stand_in_their_order_and_once() -> None:
    assert Condition("b > 1 and max(a, b) < c").names == ("b", "a", "c")
