"""The closed form of expansion against printed figures, itself turned round, and raids drawn shot by shot."""

from __future__ import annotations

import math

import numpy as np
import pytest

from midcourse.battle.kill import common_and_own
from midcourse.strategy.balance.balance import kill_needed
from midcourse.strategy.expansion import expansion as form
from midcourse.strategy.expansion.drawn import drawn
from midcourse.strategy.expansion.inventory import Counted, inventory, rate_of
from midcourse.strategy.expansion.shield import Shield, band_of, need, suffices_for
from midcourse.strategy.question.kill import kill_of

# Wilkening 2000, the formula turned round: kill chance of one shot for 0.8 that none of W arrives, n shots each
REQUIRED = {1: (0.800, 0.946, 0.978, 0.989), 2: (0.553, 0.767, 0.851, 0.895), 4: (0.331, 0.517, 0.615, 0.675)}
SIZES = (1, 4, 10, 20)
CHANCES = (0.05, 0.3, 0.56, 0.9, 0.999)


@pytest.mark.parametrize("shots", REQUIRED)
def val_required_kill_chance_of_wilkening(shots: int) -> None:
    for warheads, p in zip(SIZES, REQUIRED[shots], strict=True):
        # three figures are printed: half of the last is worth up to 0.008 where twenty come
        assert form.none_arrives(p, shots, warheads) == pytest.approx(0.8, abs=0.01)


def val_four_shots_at_56_and_at_50_percent() -> None:
    assert form.kill_chance(0.56, 4) == pytest.approx(0.9625, abs=5e-5)
    assert form.kill_chance(0.50, 4) == pytest.approx(0.9375, abs=1e-12)


def val_44_interceptors_at_four_each_engage_eleven() -> None:
    assert form.interceptors(11, 4) == 44
    assert form.arriving(12, 44, 1.0, 4) == pytest.approx(1.0 / 12.0, abs=1e-12)


@pytest.mark.parametrize("shots", (1, 2, 5))
def verif_required_chance_gives_back_the_goal(shots: int) -> None:
    for warheads in (1, 7, 300, 3000):
        p = float(kill_needed(0.8, warheads, shots))
        assert form.none_arrives(p, shots, warheads) == pytest.approx(0.8, rel=1e-9)
        assert form.shots_for_none(p, 0.8, warheads) == shots


@pytest.mark.parametrize("p", CHANCES)
@pytest.mark.parametrize("common", (0.0, 0.1, 1.0))
def prop_least_shots_do_and_one_fewer_does_not(p: float, common: float) -> None:
    for leakage in (0.5, 0.1, 0.02, 1e-4):
        n = form.shots_for_share(p, leakage, common)
        if n is None:
            assert form.kill_chance(p, form.MOST_SHOTS, common) <= 1.0 - leakage + 1e-9
            continue
        assert form.kill_chance(p, n, common) >= 1.0 - leakage - 1e-9
        assert n == 0 or form.kill_chance(p, n - 1, common) < 1.0 - leakage
        each = form.stock_for_share(p, leakage, common)
        assert each is not None and n - 1 <= each <= n


def verif_many_shots_leave_what_fails_in_common_in_the_engine() -> None:
    for p in CHANCES:
        assert form.kill_chance(p, 1, 0.3) == pytest.approx(p, rel=1e-12)
        alive, _ = common_and_own([p], 0.3)
        assert form.least_arriving(p, 0.3) == pytest.approx(1.0 - alive, rel=1e-12)


def prop_no_number_is_enough_below_what_fails_in_common() -> None:
    floor = form.least_arriving(0.6, 0.1)
    assert floor == pytest.approx(0.04, rel=1e-12)
    assert form.shots_for_share(0.6, 0.99 * floor, 0.1) is None
    assert form.shots_for_share(0.6, 1.01 * floor, 0.1) is not None
    assert form.shots_for_share(0.0, 0.5) is None and form.shots_for_share(1.0, 0.0) == 1
    assert form.shots_for_none(0.6, 0.9, 3, 0.1) is None  # 0.96^3 is below 0.9
    assert form.shots_for_none(0.6, 0.95, 1, 0.0, track=0.9) is None


@pytest.mark.parametrize("decoys", (0.0, 2.0))
def verif_closed_form_is_what_draws_give(decoys: float) -> None:
    for stock in (0, 70, 200, 600):
        closed = form.arriving(100, stock, 0.6, 2, 0.1, 0.95, decoys, 0.25)
        found = drawn(100, stock, 0.6, 2, 0.1, 0.95, decoys, 0.25)
        assert found.arriving == pytest.approx(
            closed, abs=0.012
        )  # about 2,000 raids, of which 5 % are not tracked
        assert found.low <= found.arriving <= found.high


def verif_a_look_spares_what_the_first_half_killed() -> None:
    p, n = 0.6, 100_000
    rng = np.random.default_rng(1)
    missed = (rng.random((n, 2)) >= p).all(axis=1)
    assert form.interceptors_with_a_look(p, 1, 4) == pytest.approx(2.0 + 2.0 * missed.mean(), abs=0.01)


def verif_decoys_that_undo_bring_the_share_they_say() -> None:
    decoys = form.decoys_that_undo(100, 500, 0.6, 5, 0.5, 0.1)
    assert form.arriving(100, 500, 0.6, 5, 0.1, decoys=decoys / 100) == pytest.approx(0.5, rel=1e-12)
    assert form.decoys_that_undo(100, 10, 0.6, 5, 0.5) == 0.0  # it is undone without any


def verif_decoys_that_undo_shots_dealt_anew() -> None:
    for stock, p, u, c in ((15_000, 0.6, 0.5, 0.1), (500, 0.6, 0.3, 0.1), (400, 0.9, 0.05, 0.0)):
        decoys = form.decoys_that_undo_any(100, stock, p, u, c)
        each = stock / (100 + decoys)
        few = math.floor(each)
        kills = [form.kill_chance(p, n, c) for n in (few, few + 1)]
        assert 1.0 - kills[0] - (each - few) * (kills[1] - kills[0]) == pytest.approx(u, rel=1e-9)
        # no number of shots at each object is undone later
        fixed = [form.decoys_that_undo(100, stock, p, n, u, c) for n in range(1, 12)]
        assert decoys >= max(fixed) - 1e-6
    # 15,000 against 3,000: five at each are undone by 2,712 decoys, which is no bound
    assert form.decoys_that_undo_any(3000, 15_000, 0.6, 0.5, 0.1) == pytest.approx(15_000.0)
    assert form.decoys_that_undo(3000, 15_000, 0.6, 5, 0.5, 0.1) < 3000.0
    assert form.decoys_that_undo_any(100, 10, 0.6, 0.5) == 0.0
    assert math.isinf(form.decoys_that_undo_any(100, 10, 0.6, 1.0))


def test_years_at_the_pace_of_the_plan_are_those_of_the_claim() -> None:
    from midcourse.api.expansion import expand
    from midcourse.claims.read import load_claim

    pace = inventory().pace
    assert pace.value == load_claim("can-be-expanded").numbers["pace"].value
    found = expand(warheads=(3000,))
    last = found.needs[-1]
    assert last.years_planned == pytest.approx((last.interceptors - 44) / 17)
    assert "at past rates 2,600 to 18,000 years, at plan C3's 17 a year 850." in found.answer()
    assert len(found.answer().split()) <= 30 and any("ucs-2000" in line for line in found._card().notes)


def test_the_headline_of_fought_raids_says_where_radar_time_decides() -> None:
    from types import SimpleNamespace

    from midcourse.records import LINKS
    from midcourse.sentences.expansion import UNTRACKED, decided

    assert UNTRACKED in LINKS
    links = ({UNTRACKED: 0.2, "no interceptor left": 0.8}, {UNTRACKED: 0.91}, {UNTRACKED: 0.996})
    raids = [SimpleNamespace(warheads=n, why_not=why) for n, why in zip((100, 1000, 3000), links, strict=True)]
    assert decided(raids[:1]) == ""
    assert decided(raids) == (
        " In fought raids of 1,000 and 3,000 warheads radar time decides, not interceptors: no firm track for 91 % to "
        "99.6 % of what arrives."
    )


def prop_years_and_rates() -> None:
    assert form.years(44, 44, 2.0) == 0.0 and form.years(64, 44, 2.0) == 10.0
    assert math.isinf(form.years(64, 44, 0.0))
    rate = rate_of(Counted(10, 2000.0, 2001.0, "", "", ""), Counted(20, 2005.0, 2006.0, "", "", ""))
    assert (rate.value, rate.low, rate.high) == pytest.approx((2.0, 10 / 6, 2.5))


def test_inventory_is_cited_and_rises() -> None:
    found = inventory()
    assert [one.count for one in found.counted] == [8, 11, 30, 36, 44]
    assert {one.name: one.count for one in found.planned}["C3"] == 250
    assert 0.5 < found.whole.low < found.whole.value < found.whole.high < 10.0


def prop_bands_hold_the_stated_number_and_grow_with_the_raid() -> None:
    shield = Shield(kill_of("record:gmd"), leakage=0.2)
    found = [need(shield, warheads, inventory()) for warheads in (1, 10, 100)]
    for one in found:
        assert one.low is not None and one.high is not None and one.interceptors is not None
        assert one.low <= one.interceptors <= one.high
        assert abs(one.disagreement or 0.0) < 0.03
    assert [one.interceptors for one in found] == sorted(one.interceptors or 0 for one in found)
    assert band_of([1.0, math.inf, math.inf]) == (1.0, math.inf)


@pytest.mark.parametrize("leakage", (0.05, 0.15, 0.35, 0.6))
def verif_shots_dealt_evenly_meet_the_goal_and_one_fewer_does_not(leakage: float) -> None:
    shield, p, c = Shield(kill_of("record:gmd"), leakage), kill_of("record:gmd").value, 0.1
    one = need(shield, 1000, inventory())
    assert one.interceptors is not None and one.arriving is not None
    assert one.arriving <= leakage + 1e-12
    assert form.arriving_evenly((one.interceptors - 1) / 1000, p, c) > leakage
    # as many at each object take more, unless the goal lies on a whole number
    whole = form.shots_for_share(p, leakage, c)
    assert whole is not None and one.interceptors <= 1000 * whole
    assert one.drawn is not None and one.drawn.low - 0.01 <= one.arriving <= one.drawn.high + 0.01


def verif_evenly_is_straight_between_whole_numbers_and_no_way_leaves_less() -> None:
    assert form.arriving_evenly(2.0, 0.6, 0.1) == pytest.approx(1.0 - form.kill_chance(0.6, 2, 0.1), rel=1e-12)
    middle = 0.5 * (form.arriving_evenly(2.0, 0.6) + form.arriving_evenly(3.0, 0.6))
    assert form.arriving_evenly(2.5, 0.6) == pytest.approx(middle, rel=1e-12)
    for shots in range(1, 9):
        assert form.arriving_evenly(2.5, 0.6) <= form.arriving(100, 250, 0.6, shots) + 1e-12


def verif_what_is_common_to_the_whole_defence_gives_another_chance_that_none_arrives() -> None:
    kill = kill_of("0.6@crs-2007")
    one = need(Shield(kill, None, 0.9), 10, inventory())
    # 0.96^10 is below 0.9 object by object, and 0.96 is above it for all at once
    assert one.interceptors is None and one.by_object is None
    assert one.all_alike is not None and one.whole_defence is not None
    alive, own = common_and_own([0.6], 0.1)

    def none_of_ten(interceptors: int) -> float:
        few, more = divmod(interceptors, 10)
        kills = [1.0 - (1.0 - own) ** n for n in (few, few + 1)]
        return float(alive * kills[0] ** (10 - more) * kills[1] ** more)

    assert none_of_ten(one.all_alike) >= 0.9 > none_of_ten(one.all_alike - 1)
    assert one.whole_defence.closed == pytest.approx(none_of_ten(one.all_alike), rel=1e-12)
    assert one.whole_defence.low <= one.whole_defence.closed <= one.whole_defence.high
    rng = np.random.default_rng(3)
    fired = 5 + (np.arange(10) < one.all_alike - 50)
    stopped = (rng.random((100_000, 10)) < 1.0 - (1.0 - own) ** fired).all(axis=1) & (rng.random(100_000) < alive)
    assert stopped.mean() == pytest.approx(one.whole_defence.closed, abs=0.005)
    # of a share that arrives the mean is the same
    same = need(Shield(kill, 0.1), 10, inventory())
    assert (same.all_alike, same.all_alike_low, same.all_alike_high) == (same.interceptors, same.low, same.high)


@pytest.mark.parametrize("warheads", (2, 30))
def verif_object_by_object_the_least_that_keeps_all_out_does_and_is_drawn(warheads: int) -> None:
    shield = Shield(kill_of("0.7@crs-2007"), None, 0.8, common=0.01, common_low=0.01, common_high=0.01)
    one = need(shield, warheads, inventory())
    assert one.interceptors is not None and one.by_object is not None

    def closed(interceptors: int) -> float:
        few, more = divmod(interceptors, warheads)
        kills = [form.kill_chance(0.7, n, 0.01) for n in (few, few + 1)]
        return float(kills[0] ** (warheads - more) * kills[1] ** more)

    assert closed(one.interceptors) >= 0.8 > closed(one.interceptors - 1)
    assert one.none_arrives == pytest.approx(closed(one.interceptors), rel=1e-12) == one.by_object.closed
    assert one.by_object.drawn == pytest.approx(one.by_object.closed, abs=0.035)  # 4,000 raids: 0.006 is one deviation
    assert one.all_alike is not None and one.all_alike <= one.interceptors


def verif_a_stock_suffices_for_the_raid_that_needs_it() -> None:
    shield = Shield(
        kill_of("0.9@crs-2007"), none=0.8, leakage=None, common=0.0, common_low=0.0, common_high=0.0
    )
    for stock in (0, 1, 44, 250):
        most = suffices_for(shield, stock)
        for warheads, enough in ((most, True), (most + 1, False)):
            shots = shield.each(warheads, 0.9, 0.0) if warheads else 0
            assert shots is not None and (warheads * shots <= stock) is enough
