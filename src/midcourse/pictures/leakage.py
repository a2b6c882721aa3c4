"""From points of leakage to the curves that are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from midcourse.views.leakage import Curve, Picture

if TYPE_CHECKING:
    from midcourse.analysis.axes import Axis
    from midcourse.analysis.leakage import Point
    from midcourse.api.leakage import Leakage

LABELS = {"leak": "warheads that get through", "no_leaker": "runs in which none gets through"}
MOST_LETTERS = 150
TITLES = {
    "attack-size": "the size of the attack",
    "decoys": "the number of decoys",
    "inventory": "the number of interceptors",
    "shots": "the shots at each threat",
    "kill-probability": "the chance that one shot kills",
    "common-cause": "the common share of failures",
}


def picture(found: Leakage, axis: Axis) -> Picture:
    """Gather the picture of one axis from its finished points."""
    points = sorted(found.of(axis), key=lambda point: point.x)
    name = found.scenario.name
    doubt = f"{found.worlds} worlds of doubt" if found.worlds else "no doubt"
    short = max([0, *(found.runs - point.leak.n for point in points if point.leak is not None)])
    left = f" ({short:,} of them in worlds where the missiles fall short: left out)" if short else ""
    luck = f"{found.runs:,} runs a point{left}, {doubt}, seed {found.seed}, the same luck at all points."
    return Picture(
        f"{name}: leakage against {TITLES[axis.name]}",
        axis.label,
        np.array([point.x for point in points]),
        tuple(_curve(points, name) for name in LABELS),
        (luck, found.rerun if len(found.rerun) <= MOST_LETTERS else f"{found.rerun[: MOST_LETTERS - 1]}…"),
        "midcourse, from public sources; numbers: leakage.csv; every input and its author: midcourse scenario show.",
    )


def _curve(points: list[Point], name: str) -> Curve:
    def column(part: str, end: str) -> np.ndarray:
        held = [getattr(point, name) for point in points]
        if part:
            held = [None if one is None else getattr(one, part) for one in held]
            read = [None if one is None else one[end] for one in held]
        else:
            read = [None if one is None else getattr(one, end) for one in held]
        return np.array([np.nan if value is None else value for value in read], dtype=float)

    closed = [np.nan if point.closed is None else getattr(point.closed, name) for point in points]
    return Curve(
        LABELS[name],
        column("", "value"),
        column("", "low"),
        column("", "high"),
        column("doubt", "low"),
        column("doubt", "high"),
        column("nominal", "value"),
        np.array(closed, dtype=float),
    )
