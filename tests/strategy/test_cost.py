"""Cost exchange: closed form and finite difference, scaling with prices, published marks."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import midcourse as mc
from midcourse.strategy.balance.balance import kill_share
from midcourse.strategy.race.coefficients import chosen, coefficient, nominal
from midcourse.strategy.race.cost import (
    BASES,
    NAMES,
    interceptors_by_difference,
    margin,
    operation_exponent,
    operation_usd,
    shield,
)

VALUES = nominal(chosen(NAMES))


def val_published_operation_grows_with_the_exponent_that_was_derived() -> None:
    # V-68: 0.6 and 1.4 bn$ a year for 100 and 375 interceptors, exponent 0.64
    assert float(operation_exponent(0.6, 1.4)) == pytest.approx(0.64, abs=0.005)
    assert float(operation_usd(VALUES, 100.0)) == pytest.approx(0.6e9)
    assert float(operation_usd(VALUES, 375.0)) == pytest.approx(1.4e9)


def val_one_more_interceptor_costs_what_the_plans_of_2000_say() -> None:
    # (48.8 - 35.6) bn$ for 250 - 100
    plans = {name: coefficient(f"plan-{name}-price").number.value for name in ("c1", "c2", "c3")}
    assert (plans["c3"] - plans["c2"]) / 150 == pytest.approx(VALUES["system-price"], rel=0.001)
    assert plans["c2"] - plans["c1"] == pytest.approx(6e9, rel=0.02)
    assert coefficient("european-site-price").value == pytest.approx(404e6)


def val_the_exchange_is_against_the_shield_as_in_the_1960s() -> None:
    # V-70: 20 to 1, an order of magnitude; ours is dearer for the shield too, and within a factor of ten of it
    found = mc.cost()
    assert 2.0 < found.headline.exchange.value < 200.0
    assert found.headline.exchange.low < 20.0 < found.headline.exchange.high


def verif_fewer_shots_at_each_cancel_more_for_the_money() -> None:
    found = mc.cost(worlds=40)
    rows = found.by_shots()
    assert [one["shots"] for one in rows] == [1, 2, 3, 4, 5]
    assert [one["least"] for one in rows] == sorted(one["least"] for one in rows)
    # one shot kills with p: p interceptors' worth, four kill with K(4)
    p, kill = found.kill.value, float(kill_share(found.kill.value, 4.0, VALUES["common-cause"]))
    assert rows[0]["least"] / rows[3]["least"] == pytest.approx((1.0 / p) / (4.0 / kill), rel=1e-12)
    one = mc.cost(shots=1, worlds=40)
    assert (rows[0]["least"], rows[0]["greatest"]) == pytest.approx(
        (min(e.exchange.value for e in one.exchanges), max(e.exchange.value for e in one.exchanges))
    )
    assert rows[0]["cheaper_greatest"] == one.between[1]
    assert "; at one shot each 0.48 to 11." in found.answer() and "one shot each" not in one.answer()


@pytest.mark.parametrize("decoys", [0.0, 1.0, 4.0])
@pytest.mark.parametrize("hit", [0.2, 0.6, 0.95])
def verif_the_closed_form_is_the_finite_difference(decoys: float, hit: float) -> None:
    kill = float(kill_share(hit, VALUES["shots"], VALUES["common-cause"]))
    count = VALUES["shots"] * (1.0 + VALUES["decoy-credit"] * decoys) / kill
    # whole sets: known to one set in the added warheads
    assert interceptors_by_difference(VALUES, hit, decoys) == pytest.approx(count, abs=VALUES["shots"] / 50.0)


@given(st.floats(0.1, 10.0), st.floats(0.1, 10.0), st.floats(0.05, 1.0), st.floats(0.0, 5.0))
@settings(max_examples=40, deadline=None)
def prop_the_exchange_scales_with_prices(defence: float, offence: float, hit: float, decoys: float) -> None:
    scaled = dict(VALUES)
    for name in BASES:
        scaled[name] *= defence
    for name in ("warhead-price", "decoy-price"):
        scaled[name] *= offence
    for basis in BASES:
        before, after = margin(VALUES, hit, decoys, basis), margin(scaled, hit, decoys, basis)
        assert after.exchange == pytest.approx(before.exchange * defence / offence)


def prop_the_exchange_falls_with_the_chance_of_a_hit_and_rises_with_credited_decoys() -> None:
    found = [margin(VALUES, hit / 10.0, 0.0).exchange for hit in range(1, 11)]
    assert found == sorted(found, reverse=True)
    cheap = {**VALUES, "decoy-price": 1e3}
    found = [margin(cheap, 0.6, decoys).exchange for decoys in (0, 1, 2, 5)]
    assert found == sorted(found)
    blind = {**VALUES, "decoy-credit": 0.0}
    assert (
        margin(blind, 0.6, 3.0).exchange < margin(blind, 0.6, 0.0).exchange
    )  # they cost and are not believed


def verif_a_shield_has_shots_for_every_object() -> None:
    found = shield(VALUES, 0.5, 20.0, 2.0)
    assert float(found.interceptors) == pytest.approx(4 * 20 * 2)  # half of two decoys each are believed
    assert float(found.price_usd) == pytest.approx(160 * 88e6)
    # a tenth of each failure is common: 0.95 that nothing common fails, 0.5 / 0.95 for a shot then
    assert float(found.arriving) == pytest.approx(20 * (1 - 0.95 * (1 - (1 - 0.5 / 0.95) ** 4)))



def test_the_page_says_what_the_price_of_one_more_is_of_the_published_totals() -> None:
    shares = [row["price_usd"] / row["published_usd"] for row in mc.cost(worlds=0).plans()]
    page = (Path(__file__).parents[2] / "docs/models/cost.md").read_text(encoding="utf-8")
    assert f"it is {min(shares):.2f} to {max(shares):.2f} of them." in page


def test_one_thing_is_one() -> None:
    from midcourse.sentences.race import shield_words

    assert shield_words(mc.cost(1, 1, worlds=0, shots=1))[0].startswith("Shots for 1 warhead with 1 decoy each: ")
    assert mc.expand((1,), shots=1).answer().startswith("Against 1 warhead, 1 shot at each takes 1 interceptor; ")
    assert mc.expand((2,), shots=3).answer().startswith("Against 2 warheads, 3 shots at each take 6 interceptors; ")


def test_the_sweep_and_its_rows() -> None:
    found = mc.cost(warheads=100, decoys=1, worlds=30, shots=2)
    assert found.known["shots"].value == 2.0
    assert [row["hit"] for row in found.sweep] == pytest.approx([step / 10 for step in range(1, 11)])
    assert all(row["low"] <= row["value"] <= row["high"] for row in found.sweep)
    assert len(found.exchanges) == 5 and sum(one.reply for one in found.exchanges) == 1
    assert math.isfinite(found.methods[0].second)
    assert found.table().startswith("hit,low,value,high,sea,reply,fired_best\n")
    # the cheapest way to fire and the dearest price are the ends, whatever the chance of a hit
    assert all(row["fired_best"] <= row["reply"] <= row["value"] for row in found.sweep)


def test_each_way_to_price_has_its_share_of_worlds_and_the_headline_their_range() -> None:
    found = mc.cost()
    shares = {(one.basis, one.reply): one.cheaper_share for one in found.exchanges}
    assert shares["system-price", False] == 0.0 < shares["sea-interceptor-price", False] < shares["system-price", True]
    for one in found.exchanges:
        assert (one.exchange.low < 1.0) == (one.cheaper_share >= 0.05)  # a band of 5 to 95 %
    assert found.between == (min(shares.values()), max(shares.values()))
    assert "cheaper in 0 % to 36 % of 200 worlds" in found.answer()
    assert mc.cost(worlds=0).between is None and "worlds" not in mc.cost(worlds=0).answer()


def test_dollars_of_different_years_are_named() -> None:
    from midcourse.sentences.race import dollar_words

    said = dollar_words(mc.cost(worlds=0))
    for words in ("of 2000: system-price", "of 2007: european-site-price", "of no noted year: ", "warhead-price"):
        assert words in said
    assert "decoy-price" not in said and "decoy-price" in dollar_words(mc.cost(decoys=1, worlds=0))
