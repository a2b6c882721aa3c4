"""What became of an object in one run, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

WARHEAD = "warhead"


def became(told: Mapping[str, Any]) -> str:
    """Return what became of the object that is told of, or of all warheads, and which link broke.

    Args:
        told: `run` and `fates` of a run, as `explain` gives them.
    """
    fates, run = told["fates"], told["run"]
    if len(fates) == 1:
        return f"{fates[0]['name']} {_fate(fates[0])} in run {run}{_link(fates[0])}."
    warheads = [fate for fate in fates if fate["kind"] == WARHEAD]
    killed = sum(fate["killed"] for fate in warheads)
    if not warheads:
        return f"In run {run} there is no warhead."
    verb = "was" if killed == 1 else "were"
    text = f"In run {run}, {killed} of {len(warheads)} warhead{'' if len(warheads) == 1 else 's'} {verb} killed"
    through = [fate for fate in warheads if fate["leaked"]]
    if not through:
        return f"{text}, none got through."
    first = f"{through[0]['name']} got through{_link(through[0])}"
    return f"{text}; {first}." if len(through) == 1 else f"{text}, {len(through)} got through; the first, {first}."


def _fate(fate: Mapping[str, Any]) -> str:
    return "was killed" if fate["killed"] else "got through" if fate["leaked"] else "was not killed"


def _link(fate: Mapping[str, Any]) -> str:
    broke = f"; the link that broke is `{fate['link']}`" if fate["leaked"] else ""
    return f"{broke}: {fate['why']}"
