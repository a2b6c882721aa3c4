"""Numbers of the catalogue: no author, no entry; and changes laid over an entry."""

from __future__ import annotations

import pytest

from midcourse.catalog.fields import build
from midcourse.catalog.merge import merged
from midcourse.catalog.model import DragTable, Reliability, Stage
from midcourse.catalog.tree import Origin, parse_text, plain
from midcourse.errors import CatalogError, ScenarioError

CITED = Origin("entry.yaml", CatalogError, cited=True)
USER = Origin("mine.yaml", ScenarioError)

STAGE = """
propellant: 10 kg
inert: 2 kg
isp_vacuum: 250 s
isp_sea_level: 230 s
burn: 5 s
diameter: 0.5 m
"""


def _ratios(first: str) -> str:
    rest = "{value: 0.9, source: s, grade: assumed}"
    return f"launch: {first}\nboost: {rest}\nseparation: {rest}\nseeker: {rest}\n"


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("0.9", "without a source"),
        ("{value: 0.9}", "without a source"),
        ("{value: 0.9, source: s}", "not a grade"),
        ("{value: 0.9, source: s, grade: user}", "not a grade"),
        ("{value: 0.9, source: s, grade: certain}", "not a grade"),
        ("{value: 0.9, low: 0.95, source: s, grade: press}", "out of order"),
        ("{value: 0.9, high: 0.8, source: s, grade: press}", "out of order"),
        ("{value: 0.9, high: 1.1, source: s, grade: press}", "out of range"),
        ("{low: 0.9, source: s, grade: press}", "without its value"),
        ("{value: 0.9, sorce: s, grade: press}", "did you mean source"),
        ("{value: 0.9, source: s, grade: press, distribution: guess}", "not a distribution"),
        ("{value: 0.9, source: [s], grade: press}", "text is due"),
    ],
)
def test_number_without_author_does_not_load(number: str, why: str) -> None:
    with pytest.raises(CatalogError, match=why) as caught:
        build(Reliability, parse_text(_ratios(number), CITED))
    assert caught.value.line == 1
    assert caught.value.key is not None and caught.value.key.startswith("launch")


def test_plain_number_of_a_user_is_graded_user() -> None:
    stage, numbers = build(Stage, parse_text(STAGE, USER), "raid.0.stages.0")
    assert stage.propellant_kg == 10.0
    assert stage.exit_area_m2 is None
    assert numbers["raid.0.stages.0.propellant"].grade == "user"
    assert numbers["raid.0.stages.0.ignition_delay"].source == "midcourse-default"


def test_impulses_out_of_order_are_refused() -> None:
    with pytest.raises(ScenarioError, match="isp_sea_level is above isp_vacuum"):
        build(Stage, parse_text(STAGE.replace("230 s", "260 s"), USER))


def test_missing_key_is_named() -> None:
    with pytest.raises(ScenarioError, match="burn: a key is missing") as caught:
        build(Stage, parse_text(STAGE.replace("burn: 5 s\n", ""), USER))
    assert caught.value.key == "burn"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{mach: [0], cd: [0.2]}", "at least 2"),
        ("{mach: [0, 1, 1], cd: [0.2, 0.3, 0.3]}", "strictly increasing"),
        ("{mach: [0, 2, 1], cd: [0.2, 0.3, 0.3]}", "strictly increasing"),
        ("{mach: [0, 1], cd: [0.2]}", "at least 2"),
        ("{mach: [0, 1, 2], cd: [0.2, 0.3]}", "differ in length"),
        ("{mach: [0, 1], cd: [0.2, -0.3]}", "cd is not between"),
        ("{mach: [0, x], cd: [0.2, 0.3]}", "valid number"),
        ("{mach: {}, cd: [0.2, 0.3]}", "a list"),
    ],
)
def test_bad_drag_tables_are_refused(text: str, why: str) -> None:
    with pytest.raises(ScenarioError, match=why):
        build(DragTable, parse_text(text, USER))


def test_changes_replace_numbers_whole_and_reach_into_lists() -> None:
    base = parse_text(
        "{a: {value: 1 kg, low: 0 kg, source: s}, b: [{c: 1, d: 2}], drag: {id: x, cd: [1]}}", CITED
    )
    over = parse_text("{a: {value: 2 kg}, b: {0: {c: 5}}, drag: {cd: [2]}}", USER)
    assert plain(merged(base, over)) == {
        "a": {"value": "2 kg"},
        "b": ({"c": 5, "d": 2},),
        "drag": {"cd": (2,)},
    }


@pytest.mark.parametrize("index", ["1", "-1", "x", "²", "99999"])
def test_change_beyond_a_list_is_refused(index: str) -> None:
    base = parse_text("{b: [{c: 1}]}", CITED)
    with pytest.raises(ScenarioError, match="no such item"):
        merged(base, parse_text(f"b: {{'{index}': {{c: 5}}}}", USER))
