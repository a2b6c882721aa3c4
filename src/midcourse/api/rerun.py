"""The command that repeats an answer, for the corner of its pictures and the end of a memo."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from midcourse.campaign.runs import Fought


def line(command: str, words: Iterable[str], options: Mapping[str, object]) -> str:
    """Return a command as it is typed.

    Args:
        command: its name.
        words: what follows it: a missile, a scenario with its replaced values.
        options: by name without dashes; those that are None are left out, of a list each stands by itself.
    """
    typed = [word for name, value in options.items() for one in _each(value) for word in (f"--{name}", _plain(one))]
    return shlex.join(["midcourse", command, *words, *typed])


def of_runs(words: Iterable[str], fought: Fought) -> str:
    """Return the command that fights these runs again, given what loads their scenario."""
    options = {"runs": fought.asked, "seed": fought.seed}
    doubt = {"worlds": len(fought.worlds)} if fought.worlds else {"doubt": "none"}
    return line("run", words, {**options, **doubt})


def _each(value: object) -> list[object]:
    if isinstance(value, (list, tuple)):
        return list(value)
    return [] if value is None else [value]


def _plain(value: object) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)
