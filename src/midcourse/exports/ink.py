"""Colours, materials and labels as CZML writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def rgba(colour: Sequence[int], alpha: int = 255) -> dict[str, list[int]]:
    """Return a colour of red, green, blue (0 to 255)."""
    return {"rgba": [*colour, alpha]}


def ink(colour: Sequence[int], alpha: int = 200, dashed: bool = False) -> dict[str, Any]:
    """Return a material of one colour, as a plain or a dashed line; plain for surfaces."""
    return {"polylineDash" if dashed else "solidColor": {"color": rgba(colour, alpha)}}


def label(text: str) -> dict[str, Any]:
    """Return a name beside a point: white with a black rim reads on land, sea and sky."""
    return {
        "text": text,
        "font": "12px sans-serif",
        "style": "FILL_AND_OUTLINE",
        "fillColor": rgba((255, 255, 255)),
        "outlineColor": rgba((0, 0, 0)),
        "outlineWidth": 2,
        "horizontalOrigin": "LEFT",
        "pixelOffset": {"cartesian2": [10, -8]},
    }
