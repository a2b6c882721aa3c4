"""The front door: one line for every error, the documented exit codes, JSON alone on standard output."""

from __future__ import annotations

import contextlib
import difflib
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import typer

from midcourse.cli.stop import Stop, stoppable
from midcourse.errors import MidcourseError, ScenarioError

INTERRUPTED, TERMINATED = 130, 143
FAILED_CHECK = 1
Tick = Callable[..., None]
UsageError: type[Exception] = typer.BadParameter.__bases__[0]  # of the click that typer carries


def wide(columns: int) -> int | None:
    """Return how wide tables are: None for as wide as the terminal; without one as COLUMNS says, else so many."""
    if sys.stdout.isatty():
        return None
    said = os.environ.get("COLUMNS", "")
    return int(said) if said.isdecimal() and int(said) > 0 else columns


def enter(arguments: list[str]) -> int:
    """Run one command.

    Args:
        arguments: the words behind `midcourse`.

    Returns:
        exit code: 0 done, 1 a check failed, 2 bad input, 3 no solution, 130 or 143 interrupted.
    """
    with stoppable() as stop:
        return _enter(arguments, stop)


def _enter(arguments: list[str], stop: Stop) -> int:
    as_json = "--json" in arguments
    try:
        from midcourse.cli.app import command

        code = command()(arguments, prog_name="midcourse", standalone_mode=False, obj=stop)
        # typer turns Ctrl-C into this code, without a word
        if code in (INTERRUPTED, TERMINATED):
            return _interrupted(stop)
        return code if isinstance(code, int) else 0
    except MidcourseError as problem:
        return _refuse(problem, as_json)
    except UsageError as problem:
        return _refuse(_plain(problem), as_json)
    except typer.Exit as leave:
        return int(leave.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        return _interrupted(stop)
    except RuntimeError:
        if stop.signal is None:
            raise
        return _interrupted(stop)  # a compiler that is interrupted says so in its own way
    except BrokenPipeError:
        # the reader has gone, e.g. `| head`; say nothing more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def show_json(content: Any) -> None:
    """Print one JSON document on standard output."""
    print(json.dumps(content, indent=1, sort_keys=False, allow_nan=False))


def show_warnings(lines: Iterable[str]) -> None:
    """Print what is odd in the input on standard error, a line each."""
    for line in lines:
        print(f"warning: {line}", file=sys.stderr)


def _interrupted(stop: Stop) -> int:
    print(stop.words, file=sys.stderr)
    return stop.code


def _refuse(problem: MidcourseError, as_json: bool) -> int:
    if as_json:
        show_json({"error": problem.as_dict()})
    print(f"midcourse: {problem.one_line()}", file=sys.stderr)
    return problem.exit_code


def _plain(problem: Any) -> ScenarioError:
    # what the parser refuses, in the words that all errors use
    text = " ".join(str(problem.message).split()).rstrip(".") or "is missing"
    if hasattr(problem, "possibilities"):
        return ScenarioError(
            "no such option", got=problem.option_name, nearest=", ".join(problem.possibilities or ())
        )
    parameter = getattr(problem, "param", None)
    if parameter is not None:
        return ScenarioError(text[:1].lower() + text[1:], key=max(parameter.opts, key=len, default=None))
    known = list(getattr(getattr(problem.ctx, "command", None), "commands", ()))
    if text.startswith("No such command"):
        word = text.split("'")[1]
        near = difflib.get_close_matches(word, known, 1)
        return ScenarioError(
            "no such command", got=word, allowed=", ".join(known), nearest=near[0] if near else None
        )
    return ScenarioError(text[:1].lower() + text[1:], allowed=", ".join(known) or None)


@contextlib.contextmanager
def progress(what: str, total: int, quiet: bool, rate_of: str | None = None) -> Iterator[Tick]:
    """Show a bar on standard error; gives what takes how much is done, what comes next, and another total.

    Args:
        what: is done; total: how much of it; quiet: whether nothing is shown.
        rate_of: of what the rate is shown too, with the time that is left.
    """
    if quiet or (not sys.stderr.isatty() and os.environ.get("MIDCOURSE_PROGRESS") != "1"):
        yield _silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()]
    if rate_of is not None:
        columns[1:2] = [BarColumn(16)]
        columns += _rate(rate_of)
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)

        def tick(count: int, text: str | None = None, total: int | None = None) -> None:
            bar.update(task, advance=count, description=text or what, total=total)

        yield tick


def _rate(of: str) -> list[Any]:
    from rich.progress import ProgressColumn, Task, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """How many a second, once that can be told."""

        def render(self, task: Task) -> Text:
            return Text("" if task.speed is None else f"{task.speed:,.0f} {of}/s")

    return [Rate(), TextColumn("left"), TimeRemainingColumn()]


def _silent(count: int, text: str | None = None, total: int | None = None) -> None:
    del count, text, total
