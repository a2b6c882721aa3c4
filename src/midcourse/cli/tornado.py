"""`midcourse tornado`: which input matters, and what follows from official numbers alone."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from midcourse.cli.front import INTERRUPTED, progress, show_json, show_warnings
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
    from midcourse.api import MAX_RUNS, MAX_SEED, load
    from midcourse.api import tornado as find
    from midcourse.api.runs import MAX_WORLDS
    from midcourse.api.tornado import MOST_BANDS, MOST_TOP, steps
    from midcourse.catalog.provenance import checked_grade
    from midcourse.cli.warm import warm
    from midcourse.study.metric import metric_of

    shown, many = whole(top, "--top", 1, MOST_TOP), whole(runs, "--runs", 1, MAX_RUNS)
    spread, banded = whole(worlds, "--worlds", 0, MAX_WORLDS), whole(bands, "--bands", 0, MOST_BANDS)
    luck = whole(seed, "--seed", 0, MAX_SEED)
    threads = None if jobs is None else whole(jobs, "--jobs", 1, 1024)
    asked = metric_of(metric)
    if grade is not None:
        checked_grade(grade, "--grade")
    loaded = load(scenario, variant, sets or ())
    total = steps(loaded, grade, banded)
    if not quiet:
        show_warnings(loaded.warnings)
    warm(("falling", "boosting", "fighting", "covering"), quiet)
    typed: dict[str, object] = {"metric": metric, "grade": grade, "top": shown}
    typed |= {"runs": many, "worlds": spread} if asked.has_luck else {}
    rerun = rerun_line("tornado", scenario, variant, sets, {**typed, "bands": banded, "seed": luck})
    with progress("moving inputs", total, quiet) as tick:
        found = find(
            loaded, metric, grade=grade, runs=many, worlds=spread, bands=banded, seed=luck, jobs=threads, rerun=rerun,
            tick=tick,
        )  # fmt: skip
        drawn = [] if plot is None or not found.bars else found.plot.save_all(plot, shown)
    if csv is not None:
        Path(csv).write_text(found.table(), encoding="utf-8")
    if as_json:
        show_json(found.as_dict())
    else:
        _print(found, shown)
        for path in drawn:
            print(f"picture  {path}")
    if found.complete:
        return 0
    done = f"{len(found.bars)} of {found.inputs} inputs"
    print(f"midcourse: {done} and {len(found.bands)} bands are finished", file=sys.stderr)
    return INTERRUPTED


def _print(found: Tornado, top: int) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from midcourse.api.flip_words import told
    from midcourse.api.sensitivity_words import (
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
    print(f"{metric.full_name} ({metric.words}), as stated {told(metric, found.stated)}")
    print(f"{luck_words(found)}, {found.wall_s:.0f} s")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in HEADS:
        table.add_column(head, justify="right" if head in ("at low", "at high", "moves it by") else "left")
    for bar in found.shown(top):
        table.add_row(*cells(found, bar))
    if metric.most == 1.0:
        print("moves it by: points in a hundred" + ", with the 95 % interval of runs on equal luck" * metric.has_luck)
    Console(width=None if sys.stdout.isatty() else 170, highlight=False).print(table)
    for bar in found.bars:
        for end, why in (("low", bar.at_low.why), ("high", bar.at_high.why)):
            if why:
                print(f"{named(found.scenario, bar.input)}, at its {end}: {why}")
    print(unmoved(found))
    if found.bands:
        print("By grade, 5 to 95 % of worlds in which only these inputs are drawn:")
    for band in found.bands:
        print(f"  {band_name(band, found.bands):<20} {band.inputs:>4} inputs  {band_words(metric, band)}")
    for line in follows(found) if found.complete else ():
        print(line)
