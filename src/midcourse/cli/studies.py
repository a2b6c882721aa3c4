"""What the commands that vary inputs share: how their luck is typed, how a scenario is begun, how an answer ends."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from midcourse.cli.front import INTERRUPTED, show_json, show_warnings
from midcourse.cli.options import whole
from midcourse.cli.warm import warm
from midcourse.errors import ScenarioError

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario

KERNELS = ("falling", "boosting", "fighting", "covering")


class Typed(NamedTuple):
    """Runs, worlds, seed and threads as they were typed."""

    runs: int
    worlds: int
    seed: int
    jobs: int | None


class Answer(Protocol):
    """What a study gives."""

    @property
    def complete(self) -> bool:
        """Whether all of it was worked."""

    def as_dict(self) -> dict[str, object]:
        """Return what `--json` prints."""


def luck_typed(runs: str, worlds: str, seed: str, jobs: str | None) -> Typed:
    """Return how luck and doubt are to be drawn, as it was typed."""
    from midcourse.api.bounds import MAX_RUNS, MAX_SEED, MAX_WORLDS

    return Typed(
        whole(runs, "--runs", 1, MAX_RUNS),
        whole(worlds, "--worlds", 0, MAX_WORLDS),
        whole(seed, "--seed", 0, MAX_SEED),
        None if jobs is None else whole(jobs, "--jobs", 1, 1024),
    )


def begin(scenarios: Sequence[Scenario], quiet: bool) -> None:
    """Say what is odd in the scenarios, and compile what a study calls."""
    if not quiet:
        show_warnings(dict.fromkeys(line for one in scenarios for line in one.warnings))
    warm(KERNELS, quiet)


def end(
    found: Answer,
    show: Callable[[], None],
    as_json: bool,
    pictures: Sequence[Path],
    table: tuple[str | None, Callable[[], str]],
    finished: str,
) -> int:
    """Write the table, show the answer and say what is missing.

    Args:
        found: the answer.
        show: prints it for people.
        as_json: as a document in place of that.
        pictures: that were drawn.
        table: where to write it, if anywhere, and what makes it.
        finished: what is finished of an interrupted study.

    Returns:
        the exit code.
    """
    path, text = table
    if path is not None:
        write_table(path, text())
    if as_json:
        show_json(found.as_dict())
    else:
        show()
        for picture in pictures:
            print(f"picture  {picture}")
    if found.complete:
        return 0
    print(f"midcourse: {finished}", file=sys.stderr)
    return INTERRUPTED


def write_table(path: str, text: str) -> None:
    """Write a table where it was asked for.

    Raises:
        ScenarioError: it cannot be written there.
    """
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as problem:
        why = f"cannot write there: {(problem.strerror or str(problem)).lower()}"
        raise ScenarioError(why, key="--csv", got=path, allowed="a file in a folder that exists") from None
