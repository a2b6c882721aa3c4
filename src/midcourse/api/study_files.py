"""Tables and pictures of a study, written."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from midcourse.errors import ScenarioError


def csv_text(rows: Sequence[dict[str, Any]]) -> str:
    """Return rows as CSV under their keys."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def save_both(draw: Callable[[], Any], folder: Path, name: str) -> list[Path]:
    """Write a figure as PNG and as SVG into a folder, which is made; returns their paths.

    Raises:
        ScenarioError: the folder cannot be written.
    """
    from midcourse.views.style import save

    paths = [folder / f"{name}.{ending}" for ending in ("png", "svg")]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in paths:
            save(draw(), path, path.suffix[1:])
    except OSError as problem:
        why = f"cannot write there: {(problem.strerror or str(problem)).lower()}"
        raise ScenarioError(why, key="--plot", got=str(folder)) from None
    return paths
