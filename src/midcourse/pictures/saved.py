"""Pictures written into a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from midcourse.errors import ScenarioError


def save(
    folder: str | Path, pictures: dict[str, Callable[[], Any]], endings: Sequence[str] = ("png",)
) -> list[Path]:
    """Draw pictures and write them into a folder.

    Args:
        folder: where to; it is made.
        pictures: by name of the file without ending.
        endings: `png`, `svg` or both.

    Returns:
        their paths.

    Raises:
        ScenarioError: the folder cannot be made or written.
    """
    from midcourse.views.style import save as write

    if not str(folder).strip():
        raise ScenarioError("no folder", key="--plot", got=str(folder), allowed="a folder")
    home = Path(folder)
    try:
        home.mkdir(parents=True, exist_ok=True)
        paths = []
        for name, draw in pictures.items():
            figure = draw().figure
            for ending in endings:
                paths.append(home / f"{name}.{ending}")
                write(figure, paths[-1], ending)
    except OSError as problem:
        why = f"cannot write pictures there: {(problem.strerror or str(problem)).lower()}"
        raise ScenarioError(why, key="--plot", got=str(folder), allowed="a folder") from None
    return paths
