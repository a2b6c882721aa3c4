"""Orders keep the rules: none before its time, none beyond the stock, none on rows that are not yet there."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from midcourse.battle.decide import Decision, decide
from midcourse.battle.window import first_intercept, launch_window
from midcourse.kernels.earth import WGS84
from midcourse.records import (
    HELD_BY_DOCTRINE,
    NO_FIRM_TRACK,
    NO_INTERCEPTOR_LEFT,
    NO_LAUNCH_WINDOW,
    NOT_JUDGED_A_THREAT,
    OVERFLOWN,
    REPORT,
)

NONE = np.zeros(0, dtype=REPORT)
RUN = np.array([7])


def first(laid, batteries, rules, place, clock_s: float = 30.0, **more) -> Decision:
    return decide(*laid, NONE, batteries, rules, place, np.array([clock_s]), RUN, **more)


def prop_one_threat_one_order(lay, missile, sm3, doctrine, place) -> None:
    made = first(lay(missile()), [sm3], doctrine(), place)
    (order,) = made.orders
    assert order["run"] == 7 and order["track"] == 0 and order["shot"] == 0 and order["round"] == 0
    assert order["launch_s"] >= order["decision_s"] + 5.0 - 1e-9
    assert made.link[0, 0] == 0 and np.isnan(made.margin[0, 0]) and not made.open[0, 0]
    assert made.decided_s[0, 0] == order["decision_s"]
    radius = np.linalg.norm(order["aim_ecef_m"])
    assert radius > 6.37e6 + sm3.table.floor_m


@pytest.mark.parametrize("clock_s", [0.0, 20.0, 47.5, 90.0])
@pytest.mark.parametrize("delay_s", [0.0, 60.0])
def prop_no_launch_before_clock_delay_and_latency(
    lay, missile, sm3, doctrine, place, clock_s, delay_s
) -> None:
    rules = doctrine(salvo=3, decision_delay_s=delay_s)
    made = first(lay(missile(), missile(1.0, first_s=70.0)), [sm3], rules, place, clock_s)
    assert len(made.orders) == 6
    assert (made.orders["launch_s"] >= clock_s + delay_s + 5.0 - 1e-9).all()
    late = made.orders[made.orders["track"] == 1]
    assert (late["decision_s"] >= 70.0).all()


def prop_no_clock_no_order(lay, missile, sm3, doctrine, place) -> None:
    made = first(lay(missile()), [sm3], doctrine(), place, np.inf)
    assert len(made.orders) == 0 and made.link[0, 0] == HELD_BY_DOCTRINE


def prop_no_foresight(lay, missile, sm3, doctrine, place) -> None:
    rows, counts = lay(missile(), missile(1.0))
    whole = first((rows, counts), [sm3], doctrine(salvo=2), place)
    for decided in np.unique(whole.orders["decision_s"]):
        cut = rows.copy()
        after = cut["time_s"] > decided
        cut["state_eci_m_m_s"][after] *= 1.1
        cut["warhead_p"][after] = 0.0
        again = first((cut, counts), [sm3], doctrine(salvo=2), place)
        same = whole.orders["decision_s"] <= decided
        assert again.orders[again.orders["decision_s"] <= decided].tobytes() == whole.orders[same].tobytes()


def prop_a_run_alone_is_the_run_in_the_batch(lay, missile, sm3, doctrine, place) -> None:
    rows, counts = lay(missile(), missile(1.0, first_s=65.0))
    many = np.concatenate([rows, rows[:, ::-1], rows]), np.concatenate([counts, counts[:, ::-1], counts])
    clock = np.array([30.0, 80.0, 200.0])
    rules = doctrine(salvo=2)
    batch = decide(*many, NONE, [sm3], rules, place, clock, np.array([1, 7, 9]))
    alone = decide(many[0][1:2], many[1][1:2], NONE, [sm3], rules, place, clock[1:2], np.array([7]))
    assert alone.orders.tobytes() == batch.orders[batch.orders["run"] == 7].tobytes()


@pytest.mark.parametrize("spacing_s", [0.0, 10.0, 40.0])
def prop_launches_keep_their_spacing(lay, missile, sm3, doctrine, place, spacing_s) -> None:
    raid = [missile(0.2 * n, first_s=30.0 + 7.0 * n) for n in range(5)]
    made = first(lay(*raid), [sm3._replace(stock=10)], doctrine(salvo=2, spacing_s=spacing_s), place)
    assert len(made.orders) > 5
    times = np.sort(made.orders["launch_s"])
    assert (np.diff(times) >= spacing_s - 1e-5).all()


@pytest.mark.parametrize(
    ("stock", "reserve", "shots"), [(0, 0, 0), (1, 0, 1), (3, 0, 3), (8, 5, 3), (8, 8, 0)]
)
def prop_stock_and_reserve_are_kept(lay, missile, sm3, doctrine, place, stock, reserve, shots) -> None:
    rules = doctrine(salvo=2, reserve=reserve)
    made = first(lay(*(missile(0.3 * n) for n in range(3))), [sm3._replace(stock=stock)], rules, place)
    assert len(made.orders) == shots
    left = set(made.link[made.link != 0])
    if shots == 0:
        assert left == {HELD_BY_DOCTRINE if reserve else NO_INTERCEPTOR_LEFT}
    assert len(set(made.orders["track"])) == min(shots, 3)  # first one each, then second ones


def prop_stock_is_kept_over_rounds(lay, missile, sm3, doctrine, place, told) -> None:
    rules, laid = doctrine(kind="shoot-look-shoot", assessment_delay_s=1.0), lay(missile())
    made, orders = None, np.zeros(0)
    reports, fired = NONE, 0
    for round_ in range(9):
        made = decide(*laid, reports, [sm3._replace(stock=2)], rules, place, np.zeros(1), RUN, round_, made)
        if len(made.orders) == 0:
            break
        fired += len(made.orders)
        orders = made.orders
        reports = np.concatenate([reports, told(orders, 0, 1.0)])
    assert 1 <= fired <= 2


def prop_second_shot_waits_for_the_report(lay, missile, sm3, doctrine, place, told) -> None:
    rules, laid = doctrine(kind="shoot-look-shoot", salvo=2), lay(missile())
    one = first(laid, [sm3], rules, place)
    assert len(one.orders) == 2 and one.open[0, 0]
    missed = told(one.orders, 0, 12.0)
    two = decide(*laid, missed, [sm3], rules, place, np.array([30.0]), RUN, 1, one)
    assert (two.orders["decision_s"] >= missed["report_s"].max()).all()
    assert (two.orders["launch_s"] >= missed["report_s"].max() + 5.0 - 1e-9).all()
    assert set(two.orders["shot"]) <= {2, 3}
    hit = told(one.orders, 1)
    hit["hit"][0] = 0  # one hit is enough
    end = decide(*laid, hit, [sm3], rules, place, np.array([30.0]), RUN, 1, one)
    assert len(end.orders) == 0 and not end.open[0, 0]


def prop_a_salvo_is_fired_once(lay, missile, sm3, doctrine, place, told) -> None:
    laid = lay(missile())
    one = first(laid, [sm3], doctrine(), place)
    two = decide(*laid, told(one.orders, 0), [sm3], doctrine(), place, np.array([30.0]), RUN, 1, one)
    assert len(two.orders) == 0 and not two.open.any()


def prop_rounds_end_and_what_is_open_is_counted(lay, missile, sm3, doctrine, place) -> None:
    made = first(lay(missile()), [sm3], doctrine(max_rounds=1), place, round_=1)
    assert len(made.orders) == 0 and made.link[0, 0] == HELD_BY_DOCTRINE and made.open[0, 0]


def prop_no_track_no_threat_no_order(lay, missile, sm3, doctrine, place) -> None:
    rows, counts = lay(missile(), missile(1.0, warhead_p=0.1), missile(2.0))
    counts[0, 2] = 0
    far = np.array([[0.0, 0.0]])
    made = first((rows, counts), [sm3], doctrine(), place)
    assert made.link[0].tolist() == [0, NOT_JUDGED_A_THREAT, NO_FIRM_TRACK]
    assert made.margin[0, 1] == pytest.approx(-0.2)
    away = first((rows, counts), [sm3], doctrine(), far)
    assert away.link[0, 0] == NOT_JUDGED_A_THREAT and away.margin[0, 0] > 1000.0


def prop_a_track_that_becomes_a_threat_is_shot_at_from_then_on(lay, missile, sm3, doctrine, place) -> None:
    rows, counts = lay(missile())
    rows["warhead_p"][0, 0, :10] = 0.2
    made = first((rows, counts), [sm3], doctrine(), place)
    assert made.orders["decision_s"][0] == rows["time_s"][0, 0, 10] and made.decided_s[0, 0] > 90.0


def prop_burning_tracks_are_shot_at_only_where_allowed(lay, missile, sm3, doctrine, place) -> None:
    rows, counts = lay(missile())
    rows["burning"][0, 0, :8], rows["firm"][0, 0, :8] = 1, 0
    made = first((rows, counts), [sm3], doctrine(decision_delay_s=0.0), place)
    assert made.orders["decision_s"][0] >= rows["time_s"][0, 0, 8]
    bold = first((rows, counts), [sm3], doctrine(decision_delay_s=0.0, boost_commit=True), place)
    assert bold.orders["decision_s"][0] < rows["time_s"][0, 0, 8]


def prop_too_late_says_by_how_much(lay, missile, sm3, doctrine, place) -> None:
    laid = lay(missile())
    late = first(laid, [sm3], doctrine(decision_delay_s=400.0), place)
    assert late.link[0, 0] == NO_LAUNCH_WINDOW and 0.0 < late.margin[0, 0] < 400.0
    sooner = doctrine(decision_delay_s=400.0 - float(late.margin[0, 0]) - 1.0)
    assert len(first(laid, [sm3], sooner, place).orders) == 1


def prop_no_battery_and_a_battery_far_away(lay, missile, sm3, doctrine, place) -> None:
    for batteries in ([], [sm3._replace(site=(-0.7, -0.7, 0.0))]):
        made = first(lay(missile()), batteries, doctrine(), place)
        assert made.link[0, 0] == NO_LAUNCH_WINDOW and np.isinf(made.margin[0, 0])


def prop_a_battery_beneath_the_path_is_overflown(lay, missile, sm3, doctrine, place) -> None:
    # half-way under a short path; its interceptors burn longer than it takes to fly past
    beneath = sm3._replace(site=(math.radians(39.57), math.radians(133.6), 0.0))
    laid = lay(missile(speed_m_s=2400.0))
    target = laid[0][0, 0, 0]
    there = np.array([[target["impact_lat_rad"], target["impact_lon_rad"]]])
    made = first(laid, [beneath], doctrine(decision_delay_s=0.0), there)
    assert made.link[0, 0] == OVERFLOWN and 1.0 < made.margin[0, 0] < 100.0


def prop_the_window_holds_every_order(lay, missile, sm3, doctrine, place) -> None:
    row = missile()[0]
    seen = launch_window(
        WGS84, row["state_eci_m_m_s"], row["time_s"], sm3.site, sm3.table, 95.0, row["impact_time_s"]
    )
    assert 95.0 <= seen.first_launch_s <= seen.last_launch_s and seen.first_s < seen.last_s
    assert seen.first_alt_m >= sm3.table.floor_m and seen.last_alt_m >= sm3.table.floor_m - 1.0
    made = first(lay(missile()), [sm3], doctrine(salvo=4), place, 30.0)
    for order in made.orders:
        assert seen.first_launch_s - 0.01 <= order["launch_s"] <= seen.last_launch_s + 0.01
        assert seen.first_s - 0.01 <= order["intercept_s"] <= seen.last_s + 0.01
        assert order["table_flight_s"] <= sm3.table.limit_s
    last = replace(doctrine(), decision_delay_s=seen.last_launch_s - 35.0 - 0.01)
    assert len(first(lay(missile()), [sm3], last, place).orders) == 1
    assert (
        len(
            first(
                lay(missile()), [sm3], replace(last, decision_delay_s=last.decision_delay_s + 2.1), place
            ).orders
        )
        == 0
    )


def verif_most_threats_then_earliest_against_every_assignment(lay, missile, sm3, doctrine, place) -> None:
    raid = [missile(0.0), missile(3.0), missile(6.0), missile(9.0)]
    sites = [(39.0, 140.0), (41.5, 141.0), (37.0, 137.0)]
    batteries = [sm3._replace(site=(math.radians(a), math.radians(b), 0.0), stock=1) for a, b in sites]
    batteries[2] = batteries[2]._replace(stock=2)
    rows, counts = lay(*raid)
    for delay_s in (60.0, 150.0, 250.0, 310.0):
        moment_s = 30.0 + delay_s
        use = int((delay_s + 1e-9) // 10.0)
        met = np.full((4, 4), np.nan)
        for k in range(4):
            row = rows[0, k, use]
            for c, b in enumerate([0, 1, 2, 2]):
                met[k, c] = first_intercept(
                    WGS84, row["state_eci_m_m_s"], row["time_s"], batteries[b].site, sm3.table,
                    moment_s + 5.0, row["impact_time_s"], np.zeros(3),
                )[0]  # fmt: skip
        best = min(
            (sum(np.isnan(met[range(4), order])), float(np.nansum(met[range(4), order])))
            for order in (np.array(chosen) for chosen in permutations(range(4)))
        )
        rules = doctrine(decision_delay_s=delay_s, spacing_s=0.0)
        made = first((rows, counts), batteries, rules, place)
        now = made.orders[made.orders["decision_s"] == moment_s]
        assert len(now) == 4 - best[0]
        assert now["intercept_s"].sum() == pytest.approx(best[1], abs=0.02)
