"""Every claim of the library: one input moved until its verdict changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from midcourse.claims.model import Claim
from midcourse.claims.read import claim_names, load_claim
from midcourse.claims.verdict import values_of
from midcourse.claims.work import Work

TURNED = YAML(typ="safe").load(Path(__file__).with_name("turned.yaml"))


def met(claim: Claim) -> bool | None:
    return claim.tested.at(values_of(Work(claim).decisive({}))).fulfilled


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
