"""`midcourse compare`: two scenarios on equal luck, and the inputs in which they differ."""

from __future__ import annotations

from typing import Annotated

import typer

from midcourse.cli.front import progress, show_json
from midcourse.cli.options import (
    Grade,
    Jobs,
    Json,
    Metric,
    PointRuns,
    Quiet,
    Seed,
    Sets,
    StudyWorlds,
    down_to,
    rerun_line,
)
from midcourse.cli.studies import begin, luck_typed

SetsOfOne = Annotated[list[str] | None, typer.Option(metavar="PATH=VALUE", help="Replace a value of one of them.")]
VariantOfOne = Annotated[str | None, typer.Option(metavar="NAME", help="Apply a variant of one of them.")]


def compare(
    first: Annotated[str, typer.Argument(help="A built-in name or a file.")],
    second: Annotated[str, typer.Argument(help="Another, or the same with --set-b or --variant-b.")],
    metric: Metric = "p_no_leaker",
    sets: Sets = None,
    set_a: SetsOfOne = None,
    set_b: SetsOfOne = None,
    variant_a: VariantOfOne = None,
    variant_b: VariantOfOne = None,
    grade: Grade = None,
    runs: PointRuns = "2000",
    worlds: StudyWorlds = "32",
    seed: Seed = "1",
    jobs: Jobs = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Compare two scenarios on equal luck: the difference with its interval, and the inputs that differ."""
    from midcourse.api import compare as find
    from midcourse.api import load
    from midcourse.study.metric import Luck, metric_of

    many, spread, luck, threads = luck_typed(runs, worlds, seed, jobs)
    asked = metric_of(metric)
    one, other = (
        down_to(load(name, named, [*(sets or ()), *(changed or ())]), grade, spread)
        for name, named, changed in ((first, variant_a, set_a), (second, variant_b, set_b))
    )
    begin([one, other], quiet)
    typed: dict[str, object] = {
        "metric": metric, "grade": grade,
        "set-a": set_a, "set-b": set_b, "variant-a": variant_a, "variant-b": variant_b,
    }  # fmt: skip
    typed |= Luck(many, spread, luck).typed(asked, grade)
    rerun = rerun_line("compare", (first, second), None, sets, typed)
    with progress("comparing", 2 * many if asked.has_luck else 1, quiet) as tick:
        found = find(one, other, metric, runs=many, worlds=spread, seed=luck, jobs=threads, rerun=rerun, tick=tick)
    if as_json:
        show_json(found.as_dict())
    else:
        print("\n".join([found.answer(), *found.lines()]))
