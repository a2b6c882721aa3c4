"""`midcourse tornado`: which input matters, and what follows from official numbers alone."""

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
    rerun_line,
    whole,
)  # fmt: skip
from midcourse.cli.studies import begin, end, luck_typed

if TYPE_CHECKING:
    from midcourse.api import Tornado


def tornado(
    scenario: Annotated[str, typer.Argument(help="A built-in name or a file.")],
    metric: Metric,
    grade: Grade = None,
    top: Annotated[str, typer.Option(metavar="N", help="How many bars are shown; tables hold all.")] = "15",
    runs: PointRuns = "2000",
    worlds: StudyWorlds = "0",
    bands: Annotated[
        str, typer.Option(metavar="K", help="Worlds drawn for each grade's band; 0 for no bands.")
    ] = "64",
    seed: Seed = "1",
    jobs: Jobs = None,
    sets: Sets = None,
    variant: Variant = None,
    plot: PictureFolder = None,
    csv: Csv = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Which input matters: each from its low to its high, and what each grade of numbers leaves open by itself."""
    from midcourse.api import load
    from midcourse.api import tornado as find
    from midcourse.api.tornado import MOST_BANDS, MOST_TOP, steps
    from midcourse.catalog.provenance import checked_grade
    from midcourse.study.metric import metric_of

    shown, banded = whole(top, "--top", 1, MOST_TOP), whole(bands, "--bands", 0, MOST_BANDS)
    many, spread, luck, threads = luck_typed(runs, worlds, seed, jobs)
    asked = metric_of(metric)
    if grade is not None:
        checked_grade(grade, "--grade")
    loaded = load(scenario, variant, sets or ())
    total = steps(loaded, grade, banded)
    begin([loaded], quiet)
    typed: dict[str, object] = {"metric": metric, "grade": grade, "top": shown}
    typed |= {"runs": many, "worlds": spread} if asked.has_luck else {}
    rerun = rerun_line("tornado", scenario, variant, sets, {**typed, "bands": banded, "seed": luck})
    with progress("moving inputs", total, quiet) as tick:
        found = find(
            loaded, metric, grade=grade, runs=many, worlds=spread, bands=banded, seed=luck, jobs=threads, rerun=rerun,
            tick=tick,
        )  # fmt: skip
        drawn = [] if plot is None or not found.bars else found.plot.save_all(plot, shown)
    said = f"{len(found.bars)} of {found.inputs} inputs and {len(found.bands)} bands are finished"
    return end(found, lambda: _print(found, shown), as_json, drawn, (csv, found.table), said)


def _print(found: Tornado, top: int) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from midcourse.sentences.flip import told
    from midcourse.sentences.sensitivity import (
        HEADS,
        band_name,
        band_words,
        cells,
        follows,
        luck_words,
        named,
        unmoved,
    )

    metric = found.metric
    if found.stated is None:
        return
    print(found.answer())
    print(f"{metric.full_name} ({metric.words}), as stated {told(metric, found.stated)}")
    print(f"{luck_words(found)}, {found.wall_s:.0f} s")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in HEADS:
        table.add_column(head, justify="right" if head in ("at low", "at high", "moves it by") else "left")
    for bar in found.shown(top):
        table.add_row(*cells(found, bar))
    if metric.most == 1.0:
        print("moves it by: points in a hundred" + ", with the 95 % interval of runs on equal luck" * metric.has_luck)
    Console(width=wide(170), highlight=False).print(table)
    for bar in found.bars:
        for side, why in (("low", bar.at_low.why), ("high", bar.at_high.why)):
            if why:
                print(f"{named(found.scenario, bar.input)}, at its {side}: {why}")
    print(unmoved(found))
    if found.bands:
        print("By grade, 5 to 95 % of worlds in which only these inputs are drawn:")
    for band in found.bands:
        print(f"  {band_name(band, found.bands):<20} {band.inputs:>4} inputs  {band_words(metric, band)}")
    for line in follows(found) if found.complete else ():
        print(line)
