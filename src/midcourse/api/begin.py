"""A scenario file of one's own: begun from another scenario, never over a file that is there."""

from __future__ import annotations

import os
from pathlib import Path

from midcourse.engagement.record import write_text
from midcourse.errors import ScenarioError
from midcourse.scenario import builtin_names, own_text

NEW = "the name of a new file in a folder that is there"


def new_scenario(
    file: str | Path,
    source: str | Path,
    variant: str | None = None,
    name: str | None = None,
    force: bool = False,
) -> Path:
    """Write a scenario file to be edited: the text of another scenario with its comments, under a name of its own.

    Args:
        file: the file to be written, in a folder that is there.
        source: a built-in scenario or a file.
        variant: one of its variants, to be written into the text.
        name: name of the scenario; None: that of the source with `, my version`.
        force: write over a file that is there.

    Returns:
        path of the file, which loads.

    Raises:
        ScenarioError: the source cannot be used, or the file is there already or cannot be written; then nothing is.
        CatalogError: the source names an unknown entry.
    """
    path = Path(file)
    _check(path, force)
    text = own_text(source, variant, name)
    try:
        write_text(path, text)
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise ScenarioError(f"cannot write: {reason}", file=str(path), allowed=NEW) from None
    return path


def _check(path: Path, force: bool) -> None:
    try:
        if str(path) in builtin_names():
            why = "a built-in scenario has this name, and would be meant by it"
            raise ScenarioError(why, got=str(path), allowed=f"{path}.yaml, say")
        if path.is_dir():
            raise ScenarioError("a folder, not a file", file=str(path), allowed=NEW)
        if os.path.lexists(path) and not force:
            raise ScenarioError("the file is there already", file=str(path), allowed=f"{NEW}, or --force")
        if os.path.lexists(path) and not path.is_file():
            raise ScenarioError("not a plain file", file=str(path), allowed=NEW)
        if not path.parent.is_dir():
            raise ScenarioError(
                "no such folder", file=str(path), got=str(path.parent), allowed="a folder that is there"
            )
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise ScenarioError(f"cannot be used: {reason}", file=str(path), allowed=NEW) from None
