"""Published claims as cards."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter

from midcourse.web.problems import said_of
from midcourse.web.rooms import Missing

if TYPE_CHECKING:
    from midcourse.claims.model import Claim

router = APIRouter(tags=["claims"], responses=said_of())
Document = dict[str, Any]


@router.get("/claims")
def list_all() -> list[Document]:
    """List all claims: what was said, by whom, when."""
    from midcourse.claims.read import claim_names

    return [_card(name) for name in claim_names()]


@router.get("/claims/{claim}")
def show(claim: str) -> Document:
    """Show one claim and the condition that is computed; nothing is computed here."""
    from midcourse.claims.read import claim_names, load_claim

    if claim not in claim_names():
        raise Missing("no such claim", key="claim", got=claim, allowed="one of the list of claims")
    return _card(claim) | {"claim": load_claim(claim).model_dump(mode="json", by_alias=True)}


@lru_cache(maxsize=256)
def _card(name: str) -> Document:
    from midcourse.claims.read import load_claim
    from midcourse.sentences.claims import as_recorded, day

    one = load_claim(name)
    return {
        "id": one.id,
        "words": one.says,
        "who": one.who,
        "when": day(one.when),
        "source": one.source,
        "where": one.where,
        "grade": one.grade,
        "scenario": one.scenario,
        "variant": one.variant,
        "sets": list(one.sets),
        "condition": one.tested.text,
        "means": one.means,
        "holds": as_recorded(one),
        "values": _values(one),
    }


def _values(claim: Claim) -> list[Document]:
    from midcourse.claims.labels import labels_of, recorded_values
    from midcourse.sentences.claims import figure

    found, recorded = [], recorded_values(claim)
    for name, label in labels_of(claim).items():
        value = recorded[name]
        number, _, unit = figure(value, label.unit).partition(" ")
        known = math.isfinite(value)
        found.append({
            "name": name,
            "label": label.words,
            "value": number if known else None,
            "unit": unit if known else "no value",
            "recorded": value if known else None,
            "recorded_unit": label.unit,
            "shows": name == claim.shows,
        })  # fmt: skip
    return found
