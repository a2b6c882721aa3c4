"""`midcourse flip`: the smallest change of one input, and of two together, that turns an answer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from midcourse.cli.front import INTERRUPTED, progress, show_json, show_warnings
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
    whole,
)  # fmt: skip
from midcourse.errors import NoSolution

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
    from midcourse.api import MAX_RUNS, MAX_SEED, load
    from midcourse.api import flip as find
    from midcourse.api.runs import MAX_WORLDS
    from midcourse.cli.warm import warm
    from midcourse.study.question import question_of

    many = whole(runs, "--runs", 1, MAX_RUNS)
    spread = whole(worlds, "--worlds", 0, MAX_WORLDS)
    luck = whole(seed, "--seed", 0, MAX_SEED)
    threads = None if jobs is None else whole(jobs, "--jobs", 1, 1024)
    loaded = down_to(load(scenario, variant, sets or ()), grade, spread)
    if not quiet:
        show_warnings(loaded.warnings)
    warm(("falling", "boosting", "fighting", "covering"), quiet)
    typed: dict[str, object] = {"question": question, "vary": vary}
    typed |= {"runs": many, "worlds": spread, "seed": luck} if question_of(question).metric.has_luck else {}
    typed["grade"] = grade
    rerun = rerun_line("flip", scenario, variant, sets, typed)
    with progress("asking", USUAL * len(vary), quiet) as tick:
        found = find(
            loaded, question, vary, runs=many, worlds=spread, seed=luck, jobs=threads, rerun=rerun, tick=tick
        )
        if found.complete and not found.turned:
            raise NoSolution(" | ".join(found.lines()), key="--vary", allowed="wider ranges, or other inputs")
        drawn = [] if plot is None else found.plot.save_all(plot)
    if csv is not None:
        Path(csv).write_text(found.csv(), encoding="utf-8")
    if not found.complete:
        print(f"midcourse: {len(found.flips)} of {len(vary)} inputs are finished", file=sys.stderr)
    if as_json:
        show_json(found.as_dict())
    else:
        print("\n".join(found.lines()))
        for path in drawn:
            print(f"picture  {path}")
    return 0 if found.complete else INTERRUPTED
