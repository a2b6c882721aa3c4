"""Published claims as cards."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from fastapi import APIRouter

from midcourse.web.problems import said_of
from midcourse.web.rooms import Missing

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
    from midcourse.sentences.claims import day

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
        "values": {key: held.value for key, held in one.recorded.items()},
    }
