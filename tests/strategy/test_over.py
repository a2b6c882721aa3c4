"""Answers of the argument over one input: what is read, and that every point is the answer with that value set."""

from __future__ import annotations

import math

import numpy as np
import pytest

import midcourse as mc
from midcourse.errors import ScenarioError
from midcourse.strategy.question.over import over_of
from midcourse.strategy.race.coefficients import chosen, settable
from midcourse.strategy.race.race import NAMES

COEFFICIENTS = {name: settable(one) for name, one in chosen(NAMES).items()}


def read(text: str) -> list[float]:
    return over_of(text, COEFFICIENTS, "coefficient").values


def at(rows: list[dict[str, object]], value: float, quantity: str) -> dict[str, object]:
    (one,) = (row for row in rows if row["at"] == pytest.approx(value) and row["quantity"] == quantity)
    return one


def test_a_range_has_equal_steps_and_the_stated_value() -> None:
    assert read("survivable=0.1..0.5:5") == pytest.approx([0.1, 0.2, 0.3, 0.4, 0.5])
    assert read("survivable=0.1..0.3:2") == pytest.approx([0.1, 0.2, 0.3])
    assert len(read("survivable=0.3..0.5")) == 11
    # 0.2 as a step is 0.2 as stated, though not to the last bit
    assert len(read("survivable=0.1..0.3")) == 11 and read("survivable=0.1..0.3").count(0.2) == 1
    assert read("survivable=10..30 %:2") == pytest.approx([0.1, 0.2, 0.3])


def test_what_counts_things_is_whole_and_a_unit_holds_for_both_ends() -> None:
    assert read("shots=1..5:20") == [1.0, 2.0, 3.0, 4.0, 5.0]
    assert read("shots=2,5,2") == [2.0, 5.0]
    assert read("shield-budget=500..2000 M$:3") == pytest.approx([5e8, 1e9, 1.25e9, 2e9])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("survivabel=0..1", "did you mean survivable"),
        ("survivable", "not understood"),
        ("survivable=", "not understood"),
        ("survivable=0.5..0.2", "empty"),
        ("survivable=0.2..1.5", "out of bounds"),
        ("survivable=-1..0.5", "out of bounds"),
        ("survivable=nan..0.5", "number"),
        ("survivable=0.2..0.5:1", "not a number of steps"),
        ("survivable=0.2..0.5:1000", "not a number of steps"),
        ("survivable=0.2", "not a range"),
        ("survivable=a,b", "number"),
        ("shots=1.5,2", "not a whole number"),
        ("shield-budget=1..2", "unit"),
    ],
)
def test_a_range_that_cannot_be_is_refused_in_one_line(text: str, why: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        read(text)
    told = str(caught.value)
    assert why in told and "--vary" in told and "\n" not in told


@pytest.mark.parametrize(
    ("name", "value"), [("russia-posture.sea.survives", 0.5), ("shield.interceptors", 100.0), ("shield.kill", 0.3)]
)
def verif_a_point_of_a_drawdown_is_the_answer_with_that_value(name: str, value: float) -> None:
    varied = mc.drawdown(vary=f"{name}={value},{0.0 if value != 0.3 else 0.9}", sizes="500,1000").varied
    assert varied is not None
    rows = varied.rows()
    match name:
        case "shield.interceptors":
            plain = mc.drawdown(interceptors=value, sizes="500,1000")
        case "shield.kill":
            plain = mc.drawdown(kill=f"{value}@crs-2007", sizes="500,1000")
        case _:
            plain = mc.drawdown(sets=[f"{name}={value}"], sizes="500,1000")
    for row in plain.rows:
        if row.size == plain.force.warheads:
            found = at(rows, value, f"arrive, {row.alert}")
            assert (found["value"], found["low"], found["high"]) == pytest.approx((row.value, row.low, row.high))
    shielded = next(one for one in plain.index if one.shield == "one-sided")
    assert at(rows, value, "stability, day-to-day")["value"] == pytest.approx(shielded.value)


def verif_a_point_of_a_race_is_the_answer_with_that_value() -> None:
    rows = mc.race(vary="survivable=0.05,0.3", worlds=40, years=8).varied.rows()
    plain = mc.race(sets=["survivable=0.05"], worlds=40, years=8)
    for quantity in plain.units:
        one, found = plain.at_end(quantity), at(rows, 0.05, quantity)
        assert (found["value"], found["low"], found["high"]) == pytest.approx((one.value, one.low, one.high))
    assert at(rows, 0.05, "Russia adds more than without a shield")["value"] == plain.for_the_shield[
        "Russia adds more than without a shield"
    ]


def verif_a_point_of_outlays_and_of_an_exchange_is_the_answer_with_that_value() -> None:
    rows = mc.race("richardson", 8, vary="reaction-shield=0.05,0.4", worlds=40).varied.rows()
    plain = mc.race("richardson", 8, ["reaction-shield=0.4"], worlds=40)
    assert at(rows, 0.4, "outlay-shield")["value"] == pytest.approx(plain.at_end(0).value, rel=1e-9)
    assert at(rows, 0.4, "greater rate")["value"] == pytest.approx(plain.model.eigenvalues[0], rel=1e-12)
    assert at(rows, 0.4, "stable")["value"] == plain.stable_share
    rows = mc.cost(vary="shots=1,3", worlds=40).varied.rows()
    names = dict.fromkeys(row["quantity"] for row in rows)
    for one, name in zip(mc.cost(shots=3, worlds=40).exchanges, names, strict=True):
        assert at(rows, 3.0, name)["value"] == pytest.approx(one.exchange.value, rel=1e-12)


def verif_a_point_of_an_expansion_is_the_answer_with_that_value() -> None:
    rows = mc.expand([10, 100], vary="common-cause=0,0.05,0.2").varied.rows()
    (_, plain) = mc.expand([10, 100], common_cause=0.05).needs
    found = at(rows, 0.05, "interceptors, 100 warheads")
    assert (found["value"], found["low"], found["high"]) == (plain.interceptors, plain.low, plain.high)
    never = at(rows, 0.2, "interceptors, 100 warheads")
    assert never["value"] is None and at(rows, 0.2, "arrive however many are fired")["value"] > 0.05


def verif_where_none_may_arrive_both_readings_are_varied() -> None:
    rows = mc.expand([10], none=0.9, vary="common-cause=0,0.1").varied.rows()
    (plain,) = mc.expand([10], none=0.9, common_cause=0.1).needs
    one, whole = (at(rows, 0.1, f"interceptors, 10 warheads{how}") for how in ("", ", by the whole defence"))
    assert (one["value"], whole["value"]) == (plain.interceptors, plain.all_alike) == (None, 54)
    same = [at(rows, 0.0, f"interceptors, 10 warheads{how}")["value"] for how in ("", ", by the whole defence")]
    assert same[0] == same[1]


def test_one_input_at_a_time() -> None:
    with pytest.raises(ScenarioError, match="one input at a time"):
        mc.drawdown(vary=["shield.kill=0..1"], sizes="500,1000")


def prop_more_interceptors_never_let_more_arrive_and_decoys_never_fewer() -> None:
    for name, sign in (("shield.interceptors=0..400:9", -1.0), ("shield.decoys=0..10:9", 1.0)):
        varied = mc.drawdown(vary=name, sizes="500,1000").varied
        for quantity in ("arrive, day-to-day", "arrive, generated"):
            assert (sign * np.diff(varied.column(quantity), axis=1) >= -1e-9).all()


def test_a_side_without_a_shield_has_none_to_vary() -> None:
    ask = {"attacker": "russia-2009-deployed", "force": "usa-2009-early", "sizes": "500,1000"}
    for name in ("interceptors=0..100", "kill=0.1..0.9"):
        with pytest.raises(ScenarioError, match="no shield"):
            mc.drawdown(**ask, vary=f"shield.{name}")
    found = mc.drawdown(**ask, shots=2, kill="record:gmd", vary="shield.interceptors=0,100").varied
    assert found.column("arrive, day-to-day")[0, 1] < found.column("arrive, day-to-day")[0, 0]


def test_values_that_do_not_go_with_others_are_refused() -> None:
    with pytest.raises(ScenarioError, match="more are on alert day to day"):
        mc.drawdown(vary="russia-posture.sea.day_to_day=0.1..0.9")
    with pytest.raises(ScenarioError, match="above one together"):
        mc.drawdown(vary="russia-posture.silo.share=0.4..0.9")


def test_a_varied_answer_has_a_frame_a_table_and_a_picture() -> None:
    from matplotlib import pyplot

    for found in (
        mc.drawdown(vary="shield.decoys=0,5", sizes="500,1000"),
        mc.race(vary="kill=0.2,0.8", years=5, worlds=0),
        mc.race("richardson", 5, vary="fatigue-shield=0.1,0.4", worlds=0),
        mc.cost(vary="kill=0.2,0.8", worlds=0),
        mc.expand([10], vary="kill=0.02,0.8", none=0.9),
    ):
        rows = found.varied.rows()
        assert len(found.frame("varied")) == len(rows)
        axes = found.plot.varied()
        assert axes.get_xlabel() and found.varied.over.name in axes.get_xlabel()
        pyplot.close(axes.figure)
        assert f"--vary {found.varied.over.name}" in found.rerun.replace("'", "")
        assert all(row["value"] is None or math.isfinite(row["value"]) for row in rows)
    with pytest.raises(ScenarioError, match="no input was varied"):
        mc.cost(worlds=0).plot.varied()
