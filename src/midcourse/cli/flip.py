"""`midcourse flip`: the smallest change of one input, and of two together, that turns an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from midcourse.cli.front import progress
from midcourse.cli.options import (
    Csv,
    Grade,
    Jobs,
    Json,
    PictureFolder,
    PointRuns,
    Quiet,
    Seed,
    Sets,
    StudyWorlds,
    Variant,
    down_to,
    rerun_line,
)  # fmt: skip
from midcourse.cli.studies import begin, end, luck_typed
from midcourse.errors import NoSolution

if TYPE_CHECKING:
    from midcourse.api import Flips

USUAL = 40  # evaluations an input; more for a pair


def flip(
    scenario: Annotated[str, typer.Argument(help="A built-in name or a file.")],
    question: Annotated[
        str,
        typer.Option(
            metavar="Q", help="covered:PLACE, reachable:BASE, or a metric beside a number: p_no_leaker>0.9."
        ),
    ],
    vary: Annotated[
        list[str],
        typer.Option(
            metavar="PATH=LOW..HIGH",
            help="An input and its range, a list of values, or a path alone for its own low and high; several "
            "times. The first two numbers are also varied together.",
        ),
    ],
    runs: PointRuns = "2000",
    worlds: StudyWorlds = "0",
    seed: Seed = "1",
    jobs: Jobs = None,
    sets: Sets = None,
    variant: Variant = None,
    grade: Grade = None,
    plot: PictureFolder = None,
    csv: Csv = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """What would turn the answer: the smallest change of one input, and of two together, and the boundary."""
    from midcourse.api import flip as find
    from midcourse.api import load
    from midcourse.study.metric import Luck
    from midcourse.study.question import question_of

    many, spread, luck, threads = luck_typed(runs, worlds, seed, jobs)
    asked = question_of(question)
    loaded = down_to(load(scenario, variant, sets or ()), grade, spread)
    begin([loaded], quiet)
    typed = {"question": question, "vary": vary, **Luck(many, spread, luck).typed(asked.metric, grade)}
    rerun = rerun_line("flip", scenario, variant, sets, typed)
    with progress("asking", USUAL * len(vary), quiet) as tick:
        found = find(
            loaded, question, vary, runs=many, worlds=spread, seed=luck, jobs=threads, rerun=rerun, tick=tick
        )
        if found.complete and not found.turned:
            raise NoSolution(" | ".join(found.lines()), key="--vary", allowed="wider ranges, or other inputs")
        drawn = [] if plot is None else found.plot.save_all(plot)
    said = f"{len(found.flips)} of {len(vary)} inputs are finished"
    return end(found, lambda: _print(found), as_json, drawn, (csv, found.csv), said)


def _print(found: Flips) -> None:
    print("\n".join([found.sentence(), *found.lines()]))
