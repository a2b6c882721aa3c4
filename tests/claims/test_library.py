"""Every claim of the library: one input moved until its verdict changes."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from midcourse.claims.model import Claim
from midcourse.claims.read import claim_names, load_claim
from midcourse.claims.verdict import values_of
from midcourse.claims.work import Work
from midcourse.errors import ClaimError

TURNED = YAML(typ="safe").load(Path(__file__).with_name("turned.yaml"))


def met(claim: Claim) -> bool | None:
    # a condition is met by values: no band is drawn for that
    asked = {name: without_worlds(one) for name, one in claim.quantities.items()}
    work = Work(claim.model_copy(update={"quantities": asked}))
    return claim.tested.at(values_of(work.decisive({}))).fulfilled


def without_worlds(asked: Any) -> Any:
    if asked.kind not in ("metric", "difference"):
        return asked
    fewer = {"runs": getattr(asked, "moved", None) or asked.runs}
    return asked.model_copy(update={"worlds": 0, **fewer})


def turned(claim: Claim, change: dict[str, Any]) -> Claim:
    numbers = dict(claim.numbers)
    for name, value in change.get("numbers", {}).items():
        numbers[name] = numbers[name].model_copy(update={"value": value})
    asked = dict(claim.quantities)
    for name, fields in change.get("quantities", {}).items():
        asked[name] = asked[name].model_copy(update=fields)
    sets = (*claim.sets, *change.get("set", ()))
    return claim.model_copy(update={"numbers": numbers, "quantities": asked, "sets": sets})


def test_each_claim_has_an_input_that_turns_it() -> None:
    assert set(TURNED) == set(claim_names())


@pytest.mark.parametrize("name", claim_names())
def prop_one_input_turns_the_verdict(name: str) -> None:
    claim = load_claim(name)
    stated, moved = met(claim), met(turned(claim, TURNED[name]))
    assert None not in (stated, moved)
    assert moved is not stated


@pytest.mark.parametrize("name", claim_names())
def prop_every_threshold_has_an_author(name: str) -> None:
    # nought and one count things; a half is what the sentence itself says
    told = {"half-of-the-tests": {0.5}}
    tree = ast.parse(load_claim(name).condition, mode="eval")
    literals = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert literals <= {0, 1} | told.get(name, set())


@pytest.mark.parametrize("name", ["called_little", "called_upset"])
def prop_what_is_little_and_what_upsets_turns_the_verdict_within_its_range(name: str) -> None:
    claim = load_claim("cuts-make-the-shield-matter")
    one = claim.numbers[name]
    assert one.grade == "assumed"
    answers = {met(turned(claim, {"numbers": {name: value}})) for value in (one.low, one.value, one.high)}
    assert answers == {True, False}


def verif_a_race_beside_another_is_told_world_by_world() -> None:
    # what both races share does not part them: the band of the difference is narrower than the difference of the bands
    asked = load_claim("starts-an-arms-race").quantities["built"]
    whole = asked.model_copy(update={"less": ()})
    other = asked.model_copy(update={"less": (), "sets": asked.less})
    claim = load_claim("starts-an-arms-race")
    paired, first, second = (
        Work(claim.model_copy(update={"quantities": {**claim.quantities, "built": one}})).at()["built"]
        for one in (asked, whole, other)
    )
    assert paired.value == first.value - second.value
    assert paired.doubt[0] >= 0.0  # a shield never lets Russia add less
    assert paired.doubt[1] - paired.doubt[0] < first.doubt[1] - second.doubt[0]


def test_equations_of_outlays_are_beside_no_other_race() -> None:
    claim = load_claim("starts-an-arms-race")
    spoiled = claim.quantities["stability"].model_copy(update={"less": ("shots=2",)})
    with pytest.raises(ClaimError, match="beside no other race"):
        Work(claim.model_copy(update={"quantities": {**claim.quantities, "stability": spoiled}})).at()


def verif_numbers_that_name_a_coefficient_are_the_catalogue_s() -> None:
    from midcourse.strategy.race.coefficients import coefficient

    claim = load_claim("starts-an-arms-race")
    pairs = [text.split("=") for text in claim.quantities["built"].sets]
    assert len(pairs) == 2
    for name, own in pairs:
        ours, theirs = claim.numbers[own], coefficient(name).number
        assert (ours.value, ours.low, ours.high) == (theirs.value, theirs.low, theirs.high)
    # as stated the coefficients keep their doubt
    bare = claim.quantities["built"].model_copy(update={"sets": ()})
    other = claim.model_copy(update={"quantities": {**claim.quantities, "built": bare}})
    assert Work(claim).at()["built"] == Work(other).at()["built"]


def test_what_a_rate_hides_turns_the_claim_of_a_race() -> None:
    claim = load_claim("starts-an-arms-race")
    found = Work(claim).at()
    assert found["built"].value == 0.0 < found["wanted"].value
    assert found["built"].words.endswith("rate or purse still binds in the last year")
    generated = Work(turned(claim, {"numbers": {"alert": "generated"}})).at()["built"]
    assert not generated.words.endswith("last year")
    later = Work(turned(claim, {"numbers": {"years": 60}})).at()["built"]
    assert later.value == found["later"].value > 400.0


def verif_the_argument_s_own_share_of_worlds_is_that_of_the_race() -> None:
    # as the coefficient states it, without a posture, the claim counts the worlds that `race` counts
    from midcourse.api.race import WANTS_MORE, race

    claim = load_claim("starts-an-arms-race")
    bare = claim.quantities["worlds"].model_copy(update={"alert": None})
    found = Work(claim.model_copy(update={"quantities": {**claim.quantities, "worlds": bare}})).at(only={"worlds"})
    assert found["worlds"].value == race(shield="complete", years=20).shares[WANTS_MORE]


@pytest.mark.parametrize(("number", "value"), [("reading", "flying"), ("arsenal", 500)])
def test_against_what_ten_are_held_turns_the_verdict(number: str, value: object) -> None:
    claim = load_claim("ten-are-negligible")
    assert met(claim) is True and met(turned(claim, {"numbers": {number: value}})) is False


def test_an_unknown_reading_is_named() -> None:
    with pytest.raises(ClaimError, match=r"no such reading \(did you mean flying\?\)"):
        Work(turned(load_claim("ten-are-negligible"), {"numbers": {"reading": "flyin"}})).at()
