"""Cards of claims: what was recorded, with words and units, without working anything."""

from __future__ import annotations

import math

import pytest

from midcourse.claims.labels import labels_of, recorded_values
from midcourse.claims.read import claim_names, load_claim
from midcourse.claims.work import Work


def test_every_card_says_whether_it_holds_and_what_its_numbers_are(desk) -> None:
    cards = {one["id"]: one for one in desk.get("/api/claims").json()}
    assert set(cards) == {load_claim(name).id for name in claim_names()}
    for card in cards.values():
        assert card["holds"].startswith("as recorded") and card["values"]
        for one in card["values"]:
            assert one["label"] and "_" not in one["unit"] and (one["value"] is None) == (one["recorded"] is None)
    reach = cards["can-reach-russian-missiles"]
    assert reach["holds"] == "as recorded, with every input as stated, it holds: best > 0 is met by 323 s"
    speed = next(one for one in reach["values"] if one["name"] == "speed")
    assert (speed["value"], speed["unit"], speed["recorded"]) == ("7.99", "km/s", 7992.99)
    stock = cards["can-be-expanded"]
    assert stock["holds"].endswith("it does not hold: needed <= built is missed by 406")


@pytest.mark.parametrize("name", ["can-be-expanded", "half-of-the-tests", "hundred-per-cent", "months-not-years"])
def test_a_label_has_the_unit_of_what_is_computed(name: str) -> None:
    claim = load_claim(name)
    labels, values = labels_of(claim), recorded_values(claim)
    found = Work(claim, 1, 1).at()
    for key in claim.quantities:
        one = found[key]
        assert labels[key].unit == one.unit
        assert one.words.startswith(labels[key].words.partition(",")[0][:12]) and not math.isnan(values[key])
