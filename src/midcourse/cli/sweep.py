"""`midcourse sweep`: a number over one or two inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from midcourse.cli.front import progress, wide
from midcourse.cli.options import (
    Csv,
    Grade,
    Jobs,
    Json,
    Metric,
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

if TYPE_CHECKING:
    from midcourse.api import Sweep


def sweep(
    scenario: Annotated[str, typer.Argument(help="A built-in name or a file.")],
    metric: Metric,
    vary: Annotated[
        list[str],
        typer.Option(
            metavar="PATH=A..B:N",
            help="An input with its ends and number of points, or a list of values, or a path alone; once or twice.",
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
    """A number over one or two inputs, all others as stated."""
    from midcourse.api import load
    from midcourse.api import sweep as find
    from midcourse.api.sweeps import plan
    from midcourse.study.metric import Luck

    many, spread, luck, threads = luck_typed(runs, worlds, seed, jobs)
    loaded = down_to(load(scenario, variant, sets or ()), grade, spread)
    asked, _, points = plan(loaded, metric, vary)
    begin([loaded], quiet)
    typed = {"metric": metric, "vary": vary, **Luck(many, spread, luck).typed(asked, grade)}
    rerun = rerun_line("sweep", scenario, variant, sets, typed)
    with progress("sweeping", len(points), quiet) as tick:
        found = find(loaded, metric, vary, runs=many, worlds=spread, seed=luck, jobs=threads, rerun=rerun, tick=tick)
        drawn = [] if plot is None or not found.points else found.plot.save_all(plot)
    said = f"{len(found.points)} of {found.asked} points are finished"
    return end(found, lambda: _print(found), as_json, drawn, (csv, found.csv), said)


def _print(found: Sweep) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from midcourse.sentences.flip import named, number, shown

    print(found.answer())
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    banded = any(one.doubt for one in found.found)
    heads = [*(named(found.scenario, each) for each in found.inputs), found.metric.full_name]
    heads += ["luck, 95 %"] * found.metric.has_luck + ["doubt"] * banded
    for head in heads:
        table.add_column(head, justify="right")
    for point, one in zip(found.points, found.found, strict=True):
        cells = [shown(each, value) for each, value in zip(found.inputs, point, strict=True)]
        cells.append(number(found.metric, one.value) if not one.why else one.why)
        if found.metric.has_luck:
            cells.append("" if one.why else _span(found, (one.low, one.high)))
        if banded:
            cells.append("" if one.doubt is None else _span(found, one.doubt))
        table.add_row(*cells)
    Console(width=wide(160), highlight=False).print(table)


def _span(found: Sweep, ends: tuple[float, float]) -> str:
    from midcourse.sentences.flip import number

    return f"{number(found.metric, ends[0])} to {number(found.metric, ends[1])}"
