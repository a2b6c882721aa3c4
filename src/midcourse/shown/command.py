"""The command that repeats an answer, for the corner of its pictures, its page and the end of a memo."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping


def line(command: str, words: Iterable[str], options: Mapping[str, object]) -> str:
    """Return a command as it is typed.

    Args:
        command: its name.
        words: what follows it: a missile, a scenario with its replaced values.
        options: by name without dashes; those that are None are left out, of a list each stands by itself.
    """
    typed = [word for name, value in options.items() for one in _each(value) for word in (f"--{name}", _plain(one))]
    return shlex.join(["midcourse", command, *words, *typed])


def changes(variant: str | None, sets: Iterable[str] | None) -> list[str]:
    """Return what is typed behind a scenario for its variant and its replaced values; nothing for None."""
    named = [] if variant is None else ["--variant", variant]
    return [*named, *(word for one in sets or () for word in ("--set", one))]


def run_line(
    words: Iterable[str], runs: int, seed: int, worlds: int, grade: str | None, until_width: float | None = None
) -> str:
    """Return the command that fights runs again.

    Args:
        words: what loads their scenario.
        runs: how many, with `until_width` the most; seed: of them.
        worlds: how many were drawn, 0 for none; grade: down to which inputs are in doubt, None for all.
        until_width: width of the interval until which they were fought, None where a number was asked for.
    """
    doubt = {"worlds": worlds} if worlds else {"doubt": "none"}
    until = {"runs": runs, "until-width": None if until_width is None else str(until_width), "seed": seed}
    return line("run", words, {**until, **doubt, "grade": grade})


def _each(value: object) -> list[object]:
    if isinstance(value, (list, tuple)):
        return list(value)
    return [] if value is None else [value]


def _plain(value: object) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)
