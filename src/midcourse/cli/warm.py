"""Compiling, shown: each group of kernels once after installation, with a bar; never again until the code changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from midcourse.cli.front import progress

GROUPS = ("falling", "boosting", "fighting", "verifying")


def warm_up(quiet: Annotated[bool, typer.Option("--quiet", help="No bar.")] = False) -> None:
    """Compile everything now, with a bar."""
    warm(GROUPS, quiet)
    if not quiet:
        print("compiled")


def warm(groups: Sequence[str], quiet: bool) -> None:
    """Compile the kernels of some groups unless that was done before.

    Args:
        groups: names out of GROUPS.
        quiet: no bar.
    """
    from midcourse.kernels._jit import cache_folder

    marks = {group: cache_folder() / f"warm-{group}" for group in groups}
    cold = [group for group in groups if not marks[group].exists()]
    if not cold:
        return
    from midcourse.api.warm import steps_of

    steps = [step for group in cold for step in steps_of(group)]
    with progress("compiling", len(steps), quiet) as tick:
        for what, step in steps:
            tick(0, f"compiling (once): {what}")
            step()
            tick(1)
    for group in cold:
        marks[group].touch()
