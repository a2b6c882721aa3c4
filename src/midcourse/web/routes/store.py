"""Campaigns of the store."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from midcourse.web.problems import said_of
from midcourse.web.rooms import RUN_NAME, Missing

router = APIRouter(tags=["store"], responses=said_of())
KEYS = ("campaign", "status", "cells", "runs_done", "runs_total", "failed", "engine", "wall_s")
Document = dict[str, Any]


@router.get("/store")
def list_all(request: Request) -> list[Document]:
    """List the campaigns of the store, none where there is no store."""
    from midcourse.api import campaigns

    home = request.app.state.rooms.store
    if not home.is_dir():
        return []
    return [{key: one.as_dict()[key] for key in KEYS} for one in campaigns(home)]


@router.get("/store/{campaign}")
def show(campaign: str, request: Request) -> Document:
    """Show what a campaign has found, cell by cell."""
    from midcourse.api import campaigns

    home = request.app.state.rooms.store
    if RUN_NAME.fullmatch(campaign) is not None and home.is_dir():
        for one in campaigns(home):
            if one.as_dict()["campaign"] == campaign:
                return one.as_dict()
    raise Missing("no such campaign", key="campaign", got=campaign, allowed="one of the list of campaigns")
