"""START, SORT, New START: sums of 1990 exactly, counting rules, limits on their days."""

from __future__ import annotations

from datetime import date

import pytest
from worlds import of

from midcourse.catalog import entries, load_forces, load_treaty
from midcourse.catalog.deployed import Forces, System
from midcourse.catalog.fields import build
from midcourse.catalog.treaty import Treaty
from midcourse.catalog.tree import Origin, parse_text
from midcourse.compliance.counting import counted, warheads_of
from midcourse.compliance.finding import ABSENT, ALLOWED, BREACH
from midcourse.compliance.treaty import findings_of_forces, fitting, treaty_of
from midcourse.errors import CatalogError, ScenarioError
from midcourse.strategy.balance.forces import Bound, levels, limits_on

# memorandum of understanding of START I, 1 September 1990
PUBLISHED = {
    "usa-1990": (2246, 8210, 10_563, 1672, 574, 2353),
    "ussr-1990": (2500, 9416, 10_271, 2338, 162, 855),
}


@pytest.mark.parametrize("entry", PUBLISHED)
def val_tables_of_1990_sum_exactly(entry: str) -> None:
    forces, _ = load_forces(entry)
    by = counted(forces, load_treaty("start-1")[0])
    missiles = [one for one in forces.systems if one.kind != "bomber"]
    bombers = [one for one in forces.systems if one.kind == "bomber"]
    assert (
        sum(one.vehicles for one in forces.systems),
        sum(by[one.system] for one in missiles),
        sum(by.values()),
        sum(one.vehicles for one in missiles),
        sum(one.vehicles for one in bombers),
        sum(by[one.system] for one in bombers),
    ) == PUBLISHED[entry]


@pytest.mark.parametrize("entry", PUBLISHED)
def verif_counting_rules_give_the_published_figure_of_each_system(entry: str) -> None:
    forces, _ = load_forces(entry)
    assert counted(forces, load_treaty("start-1")[0]) == {one.system: one.warheads for one in forces.systems}


def val_bombers_with_cruise_missiles() -> None:
    # 189 American: 150 x 10 + 39 x 12 = 1968; Soviet 84 x 8 = 672 and 15 x 8 = 120
    rules = {one.state: one for one in load_treaty("start-1")[0].counting}
    usa, ussr = rules["US"], rules["SU"]
    by = {one.system: one for entry in PUBLISHED for one in load_forces(entry)[0].systems}
    assert warheads_of(by["B-52 with cruise missiles"], 0, usa) == 150 * 10 + 39 * 12 == 1968
    assert warheads_of(by["Bear with cruise missiles"], 0, ussr) == 672
    assert warheads_of(by["Blackjack"], 84, ussr) == 120
    assert (
        warheads_of(by["B-52 with cruise missiles"], 100, usa) == 50 * 10 + 139 * 12
    )  # those before it count first
    with pytest.raises(ScenarioError, match="nothing says what they are fitted for"):
        warheads_of(by["Blackjack"], 180, ussr)


def val_series_stands_as_published() -> None:
    due = {
        "usa-2001": (5949, None, None), "russia-2001": (5518, None, None),
        "usa-2009": (5916, 1188, None), "russia-2009": (3897, 809, None),
        "russia-2009-deployed": (2683, 608, None), "usa-2009-early": (2200, None, None),
        "usa-2009-end": (1968, None, None),
        "usa-2011": (1800, 882, 1124), "russia-2011": (1537, 521, 865),
        "usa-2011-september": (1790, 822, 1043), "russia-2011-september": (1566, 516, 871),
        "usa-2018": (1350, 652, 800), "russia-2018": (1444, 527, 779),
    }  # fmt: skip
    assert set(due) | set(PUBLISHED) == set(entries("forces"))
    for entry, numbers in due.items():
        forces, _ = load_forces(entry)
        assert (forces.warheads, forces.vehicles, forces.launchers) == numbers


LIMITS = {
    ("start-1", "II, vehicles"): 1600, ("start-1", "II, warheads"): 6000, ("start-1", "II, missiles"): 4900,
    ("start-1", "II, heavy missiles"): 154, ("start-1", "II, heavy warheads"): 1540, ("start-1", "II, mobile"): 1100,
    ("start-1", "II, throw-weight"): 3.6e6, ("start-2", "I, missiles"): 3500, ("start-2", "I, SLBM"): 1750,
    ("start-2", "I, several warheads"): 0, ("start-2", "II, heavy missiles"): 0, ("sort", "I"): 2200,
    ("new-start", "II, warheads"): 1550, ("new-start", "II, vehicles"): 700, ("new-start", "II, launchers"): 800,
}  # fmt: skip


@pytest.mark.parametrize(("treaty", "article"), LIMITS)
def val_limits_are_those_published_and_one_more_is_a_breach(treaty: str, article: str) -> None:
    law = treaty_of(treaty)
    forces = "ussr-1990" if treaty.startswith("start") else fitting(law)[0]
    (found,) = of(findings_of_forces(treaty, forces), article)
    assert found.limit_value == LIMITS[treaty, article]
    assert found.value_number is not None
    assert (found.verdict == BREACH) == (found.value_number > found.limit_value)


def val_limits_were_met_on_their_days() -> None:
    assert {one.verdict for one in findings_of_forces("start-1", "usa-2001")} == {ALLOWED, ABSENT}
    assert {one.verdict for one in findings_of_forces("new-start", "usa-2018")} == {ALLOWED}
    assert {one.verdict for one in findings_of_forces("new-start", "russia-2018")} == {ALLOWED}
    assert [one.verdict for one in findings_of_forces("sort", "usa-2009-end")] == [ALLOWED]


def bounds(forces: str) -> dict[tuple[str, str], Bound]:
    return {(one.treaty, one.what): one for one in limits_on(load_forces(forces)[0])}


def val_vehicles_and_launchers_stand_beside_warheads() -> None:
    found = bounds("usa-2018")
    due = {"warheads": (1550, 1350), "vehicles": (700, 652), "launchers": (800, 800)}
    for what, (limit, held) in due.items():
        one = found["new-start", what]
        assert (one.limit_value, one.counted, one.below) == (limit, held, limit - held) and one.in_force
    assert bounds("russia-2009")["start-1", "vehicles"].below == 1600 - 809
    assert bounds("usa-1990")["start-1", "vehicles"].below == 1600 - 2246


def test_start_2_is_not_held_against_what_start_1_counts() -> None:
    for entry in ("usa-2001", "russia-2001", "usa-2009", "russia-2009"):
        one = bounds(entry)["start-2", "warheads"]
        assert one.counted is None and one.below is None and not one.counts_so and not one.in_force
        assert one.because == "counts bombers by what they carry, which is not known"
    # of 1990 rows by system are known: missiles alone are above the limit, whatever bombers carry
    one = bounds("usa-1990")["start-2", "warheads"]
    assert (one.counted, one.below, one.counts_so) == (8210, 3500 - 8210, False)
    assert one.because == "4,710 above the limit by missiles alone"


def test_helsinki_is_a_framework_that_was_never_signed() -> None:
    law = load_treaty("helsinki-1997")[0]
    assert law.framework and law.signed is None and law.in_force is None and law.measure is None
    for entry in ("usa-1990", "russia-2009-deployed", "usa-2018"):
        one = bounds(entry)["helsinki-1997", "warheads"]
        assert one.limit_value == 2500 and one.counted is None and one.framework and not one.in_force
    assert next(level for level in levels() if level.treaty == law.id).grade == "estimated"
    with pytest.raises(ScenarioError, match=r"never signed as a treaty.*allowed: abm-1972"):
        findings_of_forces("helsinki-1997", "usa-2001")
    text = "kind: offensive\nframework: true\nparties: [US, RU]\nsigned: 1997-03-21\nmeasure: operational\n"
    cited = "source: sutton, grade: press"
    rest = f"dates: {{{cited}}}\narticles: [{{article: I, rule: heavy, words: a, {cited}}}]"
    with pytest.raises(CatalogError, match="a framework was not"):
        build(Treaty, parse_text(text + rest, Origin("treaty.yaml", CatalogError)))


def test_a_limit_binds_from_the_day_on_which_it_is_due() -> None:
    (early,) = of(findings_of_forces("new-start", "usa-2011"), "II, vehicles")
    assert early.verdict == BREACH and not early.in_force and "due on 2018-02-05" in early.because
    (late,) = of(findings_of_forces("new-start", "usa-2011", date(2018, 2, 5)), "II, vehicles")
    assert late.in_force
    assert not any(one.in_force for one in findings_of_forces("start-2", "usa-1990", date(2005, 1, 1)))


def test_bombers_of_start_2_are_not_guessed() -> None:
    # warheads of missiles alone: above the limit is a breach, below it says nothing
    (found,) = of(findings_of_forces("start-2", "usa-1990"), "I, missiles")
    assert found.verdict == BREACH and found.value == "8,210"
    (total,) = of(findings_of_forces("start-2", "usa-2001"), "I, missiles")
    assert total.verdict == ABSENT


@pytest.mark.parametrize(
    ("treaty", "forces"),
    [("start-1", "usa-2018"), ("abm-1972", "usa-1990"), ("sort", "ussr-1990"), ("start-1", "usa")],
)
def test_forces_that_do_not_fit_are_refused_with_those_that_do(treaty: str, forces: str) -> None:
    with pytest.raises(ScenarioError, match="allowed: "):
        findings_of_forces(treaty, forces)


BAD = {
    "vehicles: 11": "vehicles of the systems sum to 10, not to 11",
    "warheads: 31": "warheads of the systems sum to 30, not to 31",
    "state: UK": "state",
    "day: yesterday": "not a day",
}


@pytest.mark.parametrize("line", BAD)
def test_forces_whose_rows_do_not_sum_do_not_load(line: str) -> None:
    text = "state: US\nday: 1990-09-01\nmeasure: start-1\nvehicles: 10\nwarheads: 30\nsource: sutton\ngrade: press\n"
    rows = "systems: [{system: A, kind: icbm, basing: silo, vehicles: 10, warheads: 30, each: 3}]\n"
    key = line.partition(":")[0]
    changed = "".join(f"{line}\n" if one.startswith(f"{key}:") else f"{one}\n" for one in text.splitlines())
    build(Forces, parse_text(text + rows, Origin("forces.yaml", CatalogError)))
    with pytest.raises(CatalogError, match=BAD[line]):
        build(Forces, parse_text(changed + rows, Origin("forces.yaml", CatalogError)))


def test_missiles_say_what_counts_and_bombers_do_not() -> None:
    for more in ("kind: icbm", "kind: bomber, each: 3", "kind: icbm, each: 3, cruise: true"):
        text = f"{{system: A, basing: silo, vehicles: 1, warheads: 3, {more}}}"
        node = parse_text(text, Origin("x.yaml", CatalogError))
        with pytest.raises(CatalogError):
            build(System, node)
