"""Compiling, shown: each group of kernels once after installation, with a bar; never again until the code changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from midcourse.cli.front import progress

GROUPS = ("falling", "boosting", "fighting", "verifying")


def warm_up(quiet: Annotated[bool, typer.Option("--quiet", help="No bar.")] = False) -> None:
    """Compile everything now, with a bar."""
    warm(GROUPS, quiet, hidden=False)
    if not quiet:
        print("compiled")


def warm(groups: Sequence[str], quiet: bool, hidden: bool = True) -> None:
    """Compile the kernels of some groups unless that was done before.

    Args:
        groups: names out of GROUPS.
        quiet: no bar.
        hidden: no bar where standard error is no terminal either.
    """
    from midcourse.kernels._jit import cache_folder

    marks = {group: cache_folder() / f"warm-{group}" for group in groups}
    cold = [group for group in groups if not marks[group].exists()]
    if not cold:
        return
    steps = [(group, what, step) for group in cold for what, step in _steps()[group]]
    with progress(f"compiling {steps[0][1]} (once)", len(steps), quiet) as tick:
        for _, _, step in steps:
            step()
            tick(1)
    for group in cold:
        marks[group].touch()


def _steps() -> dict[str, list[tuple[str, Callable[[], object]]]]:
    from midcourse.api import fly, fly_state, load, run, verify

    def fight() -> object:
        return run(load("nodong-japan"), runs=2, seed=1, jobs=1)

    return {
        "falling": [("the fall of a body", lambda: fly_state(0, 0, 1e5, 3e3, 45, 90, 5e3).as_dict())],
        "boosting": [("boost and aim", lambda: fly("nodong", "musudan-ri", "tokyo"))],
        "fighting": [("radar, track, reach and homing", fight)],
        "verifying": [("the check cases", lambda: verify(False))],
    }
