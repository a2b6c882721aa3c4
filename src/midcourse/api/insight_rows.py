"""The rows of what follows from a campaign: a number an input, and a row a cell that an emulator was not taught."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from midcourse.insight.emulator import INSIDE
from midcourse.shown.document import finite

if TYPE_CHECKING:
    from midcourse.api.insight import Insight
    from midcourse.study.metric import Measured


def rows_of(found: Insight) -> list[dict[str, Any]]:
    """Return a row for each number that belongs to an input; of ranks and worth the strongest first."""
    rows = [*_of_design(found)]
    if found.ranks is not None:
        for i in found.ranks.order:
            rows.append(_row("ranks", "rho", found.ranks.inputs[i].path, found.ranks.rho[i]))
    for name in ("worth", "worth_inputs"):
        one = getattr(found, name)
        if one is not None:
            rows += [_row(name, "narrows", one.paths[i], one.worth.narrows[i]) for i in one.worth.order]
    return rows


def _of_design(found: Insight) -> Iterator[dict[str, Any]]:
    paths = [one.path for one in found.values.inputs.varied]
    if found.indices is not None:
        held = found.indices.indices
        for path, first, total in zip(paths, held.first, held.total, strict=True):
            yield _row("indices", "first_order", path, first)
            yield _row("indices", "total_order", path, total)
    if found.screening is not None:
        one = found.screening
        for path, star, mu, sigma in zip(paths, one.mu_star, one.mu, one.sigma, strict=True):
            yield _row("screening", "mu_star", path, star)
            yield _row("screening", "mu", path) | {"value": mu}
            yield _row("screening", "sigma", path) | {"value": sigma}


def _row(analysis: str, kind: str, path: str, one: Measured | None = None) -> dict[str, Any]:
    head = {"analysis": analysis, "kind": kind, "input": path}
    return head | ({"value": None, "low": None, "high": None} if one is None else one.as_dict())


def cell_rows(found: Insight) -> list[dict[str, Any]]:
    """Return a row a cell: what was fought, what an emulator says that was not taught it, and its interval of 90 %."""
    held = found.emulator
    if held is None:
        return []
    back = held.held_back
    each = zip(held.cells, held.value, back.predicted, INSIDE * back.deviation, strict=True)
    return [
        {"cell": n, "value": finite(float(v)), "predicted": float(p), "low": float(p - h), "high": float(p + h)}
        for n, v, p, h in each
    ]
