"""Compiling, shown: each group of kernels once after installation, with a bar; never again until the code changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from midcourse.cli.front import progress


def warm_up(quiet: Annotated[bool, typer.Option("--quiet", help="No bar.")] = False) -> None:
    """Compile everything now, with a bar."""
    from midcourse.api.warm import GROUPS

    warm(GROUPS, quiet)
    if not quiet:
        print("compiled")


def warm(groups: Sequence[str], quiet: bool) -> None:
    """Compile the kernels of some groups unless that was done before, in two processes where there are two cores.

    Args:
        groups: names out of `GROUPS` in `api/warm.py`.
        quiet: no bar.
    """
    from midcourse.api.warm import cold_of, compiled, steps_of

    cold = cold_of(groups)
    if not cold:
        return
    from midcourse.api.beside import Beside, cores
    from midcourse.kernels import _jit

    second = Beside(_jit.cache_folder()) if "fighting" in cold and cores() > 1 else None
    try:
        steps = steps_of(cold, second.join if second else None)
        with progress("compiling", len(steps), quiet) as tick:
            for what, step in steps:
                tick(0, f"compiling (once): {what}")
                step()
                tick(1)
    finally:
        if second:
            second.close()
    compiled(cold)
