"""Pictures written into a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from midcourse.errors import ScenarioError


def save(folder: str | Path, pictures: dict[str, Callable[[], Any]]) -> list[Path]:
    """Draw pictures and write them as PNG.

    Args:
        folder: where to; it is made.
        pictures: by name of the file without ending.

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
            paths.append(home / f"{name}.png")
            write(draw().figure, paths[-1], "png")
    except OSError as problem:
        why = f"cannot write pictures there: {(problem.strerror or str(problem)).lower()}"
        raise ScenarioError(why, key="--plot", got=str(folder), allowed="a folder") from None
    return paths


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
