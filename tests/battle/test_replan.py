"""Moments that the programme plans keep the rules of the kernel, and are worth at least as much."""

from __future__ import annotations

import math

import numpy as np
import pytest

from midcourse.battle.decide import Decision, decide
from midcourse.battle.doctrine import Battery
from midcourse.battle.kill import kill_table
from midcourse.records import HELD_BY_DOCTRINE, NO_INTERCEPTOR_LEFT, PLAN, REPORT

NONE = np.zeros(0, dtype=REPORT)
RUN = np.array([7])
POOR = ("poor", (1.0, 1.0, 1.0, 0.3))
GOOD = ("good", (1.0, 1.0, 1.0, 0.95))


@pytest.fixture(scope="session")
def planned(doctrine):
    """Rules of a battle with the programme, to be filled in."""

    def rules(**more):
        return doctrine(assignment="programme", **more)

    return rules


def first(laid, batteries, rules, place, clock_s: float = 30.0, **more) -> Decision:
    return decide(*laid, NONE, batteries, rules, place, np.array([clock_s]), RUN, **more)


def worth(orders: np.ndarray, batteries: list[Battery], common: float) -> float:
    """Return the kills that orders are expected to bring, batteries of one make failing together."""
    total = 0.0
    for track in np.unique(orders["track"]):
        left = 1.0
        mine = orders["battery"][orders["track"] == track]
        makes = [(batteries[b].make, batteries[b].chances) for b in mine]
        for make in dict.fromkeys(makes):
            left *= 1.0 - kill_table(make[1], common, 8)[makes.count(make)]
        total += 1.0 - left
    return total


def several(sm3: Battery, stocks: tuple[int, ...], makes: tuple[tuple[str, tuple[float, ...]], ...]):
    sites = [(39.0, 140.0), (41.5, 141.0), (37.0, 137.0)]
    return [
        sm3._replace(site=(math.radians(a), math.radians(b), 0.0), stock=n, make=make[0], chances=make[1])
        for (a, b), n, make in zip(sites, stocks, makes, strict=False)
    ]


@pytest.mark.parametrize("kind", ["salvo", "shoot-look-shoot"])
def prop_one_threat_gets_what_the_kernel_gives(lay, missile, sm3, doctrine, planned, place, kind) -> None:
    laid = lay(missile())
    for salvo in (1, 3):
        one = first(laid, [sm3], doctrine(kind=kind, salvo=salvo), place)
        other = first(laid, [sm3], planned(kind=kind, salvo=salvo), place)
        assert one.orders.tobytes() == other.orders.tobytes()
        for name in ("decided_s", "link", "margin", "open"):
            assert getattr(one, name).tobytes() == getattr(other, name).tobytes()
        assert len(one.plans) == 0
        (plan,) = other.plans
        assert (plan["run"], plan["threats"], plan["shots"], plan["proved"]) == (7, 1, salvo, 1)
        assert plan["value"] == pytest.approx(kill_table(sm3.chances, 0.1, salvo)[salvo])


@pytest.mark.parametrize("spacing_s", [0.0, 10.0, 40.0])
def prop_launches_keep_their_spacing_and_their_time(lay, missile, sm3, planned, place, spacing_s) -> None:
    raid = [missile(0.2 * n, first_s=30.0 + 7.0 * n) for n in range(5)]
    rules = planned(salvo=2, spacing_s=spacing_s)
    made = first(lay(*raid), [sm3._replace(stock=10)], rules, place)
    assert len(made.orders) > 5
    assert (np.diff(np.sort(made.orders["launch_s"])) >= spacing_s - 1e-5).all()
    assert (made.orders["launch_s"] >= made.orders["decision_s"] + rules.latency_s - 1e-9).all()
    assert (made.orders["launch_s"] + made.orders["table_flight_s"]).tolist() == pytest.approx(
        made.orders["intercept_s"].tolist()
    )


@pytest.mark.parametrize(
    ("stock", "reserve", "shots"), [(0, 0, 0), (1, 0, 1), (3, 0, 3), (4, 0, 4), (8, 5, 3), (8, 8, 0)]
)
def prop_stock_and_reserve_are_kept(lay, missile, sm3, planned, place, stock, reserve, shots) -> None:
    rules = planned(salvo=2, reserve=reserve)
    made = first(lay(*(missile(0.3 * n) for n in range(3))), [sm3._replace(stock=stock)], rules, place)
    assert len(made.orders) == shots
    assert len(set(made.orders["track"])) == min(shots, 3)
    if shots == 0:
        left = set(made.link[made.link != 0])
        assert left == {HELD_BY_DOCTRINE if reserve else NO_INTERCEPTOR_LEFT}


def prop_no_foresight(lay, missile, sm3, planned, place) -> None:
    rows, counts = lay(missile(), missile(1.0), missile(2.0, first_s=120.0))
    batteries, rules = several(sm3, (2, 1), (POOR, GOOD)), planned(salvo=2, programme_from=2)
    whole = first((rows, counts), batteries, rules, place)
    assert len(np.unique(whole.orders["decision_s"])) >= 1 and len(whole.plans)
    for decided in np.unique(whole.orders["decision_s"]):
        cut = rows.copy()
        after = cut["time_s"] > decided
        cut["state_eci_m_m_s"][after] *= 1.1
        cut["warhead_p"][after] = 0.0
        again = first((cut, counts), batteries, rules, place)
        same = whole.orders["decision_s"] <= decided
        assert again.orders[again.orders["decision_s"] <= decided].tobytes() == whole.orders[same].tobytes()


def prop_a_run_alone_is_the_run_in_the_batch(lay, missile, sm3, planned, place) -> None:
    rows, counts = lay(missile(), missile(1.0, first_s=65.0), missile(2.0))
    many = np.concatenate([rows, rows[:, ::-1], rows]), np.concatenate([counts, counts[:, ::-1], counts])
    clock = np.array([30.0, 80.0, 200.0])
    rules = planned(salvo=2, programme_from=2)
    batch = decide(*many, NONE, [sm3], rules, place, clock, np.array([1, 7, 9]))
    alone = decide(many[0][1:2], many[1][1:2], NONE, [sm3], rules, place, clock[1:2], np.array([7]))
    assert alone.orders.tobytes() == batch.orders[batch.orders["run"] == 7].tobytes()
    assert alone.plans.tobytes() == batch.plans[batch.plans["run"] == 7].tobytes()


@pytest.mark.parametrize("stocks", [(3, 1), (1, 3), (2, 2), (4, 1), (1, 1)])
@pytest.mark.parametrize("makes", [(POOR, GOOD), (GOOD, POOR), (GOOD, GOOD)])
def verif_never_worth_less_than_the_kernel_and_as_much_as_said(
    lay, missile, sm3, doctrine, planned, place, stocks, makes
) -> None:
    raid = lay(*(missile(2.0 * n) for n in range(3)))
    batteries = several(sm3, stocks, makes)
    near = first(raid, batteries, doctrine(salvo=2, spacing_s=1.0), place).orders
    made = first(raid, batteries, planned(salvo=2, spacing_s=1.0), place)
    assert worth(made.orders, batteries, 0.1) >= worth(near, batteries, 0.1) - 1e-9
    (plan,) = made.plans
    assert plan["shots"] == len(made.orders) == min(sum(stocks), 6)
    assert plan["value"] == pytest.approx(worth(made.orders, batteries, 0.1), abs=1e-9)
    assert plan["value"] - 1e-12 <= plan["bound"] <= plan["value"] * 1.000002


def prop_what_is_more_surely_a_warhead_gets_the_shot(lay, missile, sm3, planned, place) -> None:
    raid = lay(missile(warhead_p=0.4), missile(3.0, warhead_p=0.95), missile(6.0, warhead_p=0.6))
    for stock, tracks in ((1, [1]), (2, [1, 2]), (3, [0, 1, 2])):
        made = first(raid, [sm3._replace(stock=stock)], planned(salvo=2), place)
        assert sorted(set(made.orders["track"].tolist())) == tracks


def prop_few_threats_are_left_to_the_kernel(lay, missile, sm3, doctrine, planned, place) -> None:
    raid = lay(missile(), missile(1.0))
    kernel = first(raid, [sm3._replace(stock=3)], doctrine(salvo=2), place)
    made = first(raid, [sm3._replace(stock=3)], planned(salvo=2, programme_from=3), place)
    assert made.orders.tobytes() == kernel.orders.tobytes()
    assert made.plans.dtype == PLAN and len(made.plans) == 0
