"""`midcourse sobol`: which share of an answer's variance each of the strongest inputs makes."""

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
    Variant,
    rerun_line,
    whole,
)  # fmt: skip
from midcourse.cli.studies import begin, end, luck_typed

if TYPE_CHECKING:
    from midcourse.api import Sobol

NOTE = (
    "alone: share of the variance that goes where only this input is known. with others: share that is left where "
    "all others are known.\nTheir difference is what it does together with others."
)


def sobol(
    scenario: Annotated[str, typer.Argument(help="A built-in name or a file.")],
    metric: Metric,
    n: Annotated[str, typer.Option("--n", metavar="N", help="Rows of points, a power of two.")] = "128",
    top: Annotated[str, typer.Option(metavar="K", help="How many of the strongest inputs are drawn.")] = "8",
    grade: Grade = None,
    runs: PointRuns = "200",
    seed: Seed = "1",
    jobs: Jobs = None,
    sets: Sets = None,
    variant: Variant = None,
    plot: PictureFolder = None,
    csv: Csv = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Share the variance of a metric out among its strongest inputs: alone, and together with others."""
    from midcourse.api import load
    from midcourse.api import sobol as find
    from midcourse.api.sobol import MOST_TOP, checked
    from midcourse.api.tornado import steps
    from midcourse.catalog.provenance import checked_grade
    from midcourse.study.metric import metric_of
    from midcourse.study.sobol import LEAST_N, MOST_N

    rows, drawn = whole(n, "--n", LEAST_N, MOST_N), whole(top, "--top", 1, MOST_TOP)
    checked(rows, drawn)
    many, _, luck, threads = luck_typed(runs, "0", seed, jobs)
    asked = metric_of(metric)
    if grade is not None:
        checked_grade(grade, "--grade")
    loaded = load(scenario, variant, sets or ())
    total = steps(loaded, grade, 0) + rows * (drawn + 2)
    begin([loaded], quiet)
    typed: dict[str, object] = {"metric": metric, "n": rows, "top": drawn, "grade": grade}
    typed |= {"runs": many} if asked.has_luck else {}
    rerun = rerun_line("sobol", scenario, variant, sets, {**typed, "seed": luck})
    with progress("moving inputs", total, quiet) as tick:
        found = find(
            loaded, metric, n=rows, top=drawn, grade=grade, runs=many, seed=luck, jobs=threads, rerun=rerun, tick=tick
        )
        pictures = [] if plot is None or not found.rows() else found.plot.save_all(plot)
    done = 0 if found.spread is None else len(found.spread.sampled.values)
    said = f"{done} of {rows} rows are finished"
    return end(found, lambda: _print(found), as_json, pictures, (csv, found.table), said)


def _print(found: Sobol) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from midcourse.sentences.flip import number, told
    from midcourse.sentences.sensitivity import SHARE_HEADS, share_cells, sobol_words

    ranked, spread = found.tornado, found.spread
    if ranked.stated is None:
        return
    print(found.answer())
    print(f"{ranked.metric.full_name} ({ranked.metric.words}), as stated {told(ranked.metric, ranked.stated)}")
    if spread is None:
        return
    if spread.indices is not None:
        shown = [number(ranked.metric, value) for value in (spread.mean, spread.deviation)]
        print(f"drawn together: mean {shown[0]}, standard deviation {shown[1]}")
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for head in SHARE_HEADS:
            table.add_column(head, justify="right" if head in ("alone", "with others") else "left")
        for row in share_cells(found):
            table.add_row(*row)
        Console(width=wide(170), highlight=False).print(table)
        print(NOTE)
    for line in (*sobol_words(found), f"{found.wall_s:.0f} s in all."):
        print(line)
