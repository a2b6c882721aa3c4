"""`midcourse leakage`: what share of the warheads gets through, against one input after the other."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from midcourse.cli.front import INTERRUPTED, progress, show_json, show_warnings
from midcourse.cli.options import Grade, Json, Quiet, Sets, Variant, rerun_line
from midcourse.cli.studies import luck_typed
from midcourse.errors import ScenarioError

if TYPE_CHECKING:
    from midcourse.analysis.leakage import Point
    from midcourse.api.leakage import Leakage

NOTE = (
    "through: mean share of a run's warheads. luck: 95 %. doubt: 5 to 95 % of the worlds. stated: every input as it "
    "stands.\nclosed: the second method, beside the stated inputs. Numbers of every point: leakage.csv."
)


def leakage(
    scenario: Annotated[str, typer.Argument(help="Built-in name or a file.")],
    against: Annotated[
        str | None,
        typer.Option(
            metavar="INPUT",
            help="attack-size, decoys, inventory, shots, kill-probability or common-cause; all where left out.",
        ),
    ] = None,
    values: Annotated[
        str | None, typer.Option(metavar="N,N,…", help="Values of that input, e.g. 1,2,5,10,20.")
    ] = None,
    runs: Annotated[str, typer.Option(metavar="N", help="How many runs each point gets.")] = "400",
    worlds: Annotated[
        str, typer.Option(metavar="K", help="Over how many worlds of doubt; 0 for none.")
    ] = "20",
    seed: Annotated[str, typer.Option(metavar="S", help="Seed of all luck, the same for all points.")] = "1",
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder, in place of the default.")] = None,
    jobs: Annotated[str | None, typer.Option(metavar="J", help="Threads; default: all cores.")] = None,
    sets: Sets = None,
    variant: Variant = None,
    grade: Grade = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Draw what share of the warheads gets through, against one input or all six."""
    from midcourse.api import load
    from midcourse.api.again import at_grade
    from midcourse.api.leakage import chosen_axes, default_folder, points_in_all
    from midcourse.api.leakage import leakage as work
    from midcourse.catalog.provenance import checked_grade

    count, spread, luck, threads = luck_typed(runs, worlds, seed, jobs)
    if grade is not None:
        checked_grade(grade, "--grade")
    loaded = at_grade(load(scenario, variant, sets or ()), grade)
    axes, _ = chosen_axes(against, values)
    points = points_in_all(loaded, against, values)
    folder = out or default_folder(loaded, count, luck, [axis.name for axis in axes])
    _claim(folder)
    if not quiet:
        show_warnings(loaded.warnings)
    from midcourse.cli.warm import warm

    warm(("falling", "boosting", "fighting"), quiet)
    from midcourse.analysis.leakage import runs_in_all

    typed = {"against": against, "values": values, "runs": count, "worlds": spread, "seed": luck}
    typed["grade"] = loaded.grade
    rerun = rerun_line("leakage", scenario, variant, sets, typed)
    with progress("fighting", runs_in_all(points, count, spread), quiet) as tick:

        def told(found: Leakage) -> None:
            point = found.points[-1]
            tick(0, f"{point.axis} {point.value:g} done")
            found.save(folder, last=False)

        found = work(loaded, against, values, count, spread, luck, threads, rerun, tick, told)
        if found.points:
            found.save(folder)
    if as_json:
        show_json({**found.as_dict(), "folder": str(folder)})
    else:
        if found.points:
            print(found.answer())
        for line in _lines(found):
            print(line)
        for line in _graded(found):
            print(line)
        if not quiet:
            print(NOTE)
            print(f"folder: {folder}")
    if found.complete:
        return 0
    print(f"midcourse: {len(found.points)} of {points} points are finished", file=sys.stderr)
    return INTERRUPTED


def _claim(folder: Path) -> None:
    # the folder is made before any work; one that holds anything else is left alone
    from midcourse.api.leakage import MANIFEST

    allowed = "a new folder, or one of midcourse leakage"
    try:
        if folder.exists() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
            raise ScenarioError(
                "the folder holds something else", key="--out", got=str(folder), allowed=allowed
            )
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        why = f"cannot be made: {(problem.strerror or str(problem)).lower()}"
        raise ScenarioError(why, key="--out", got=str(folder), allowed=allowed) from None


def _lines(found: Leakage) -> list[str]:
    lines = []
    for axis in found.axes:
        points = found.of(axis)
        if not points:
            continue
        lines.append(f"{axis.name}: {axis.label}")
        lines.append(
            f"{'':>10} {'through':>9} {'luck':>15} {'doubt':>15} {'stated':>8} {'closed':>8} {'none through':>13}"
        )
        lines += [_line(axis.name, point) for point in points]
    return lines


def _graded(found: Leakage) -> list[str]:
    from midcourse.report.graded import held_words
    from midcourse.scenario import doubt_left

    told = doubt_left(found.scenario)
    if not told:
        return []
    return [f"{held_words(told)} Which of these matter most: midcourse run --grade {told['grade']}."]


def _line(axis: str, point: Point) -> str:
    from midcourse.report.names import percent

    shown = f"{point.x:.3g}" if axis == "kill-probability" else f"{point.value:g}"
    leak, none = point.leak, point.no_leaker
    if leak is None or none is None:
        return f"{shown:>10} in none of the worlds can the missiles reach their aims"
    band = "–" if leak.doubt is None else f"{percent(leak.doubt['low'])} to {percent(leak.doubt['high'])}"
    stated = "–" if leak.nominal is None else percent(leak.nominal["value"])
    closed = "–" if point.closed is None else percent(point.closed.leak)
    luck = f"{percent(leak.low)} to {percent(leak.high)}"
    planned = ""
    if point.programme is not None:
        plan = point.programme
        planned = (
            f"  programme: a plan expects {plan['value']:.2f} kills, at most {plan['bound']:.2f} possible"
        )
    return (
        f"{shown:>10} {percent(leak.value):>9} {luck:>15} {band:>15} {stated:>8} {closed:>8} "
        f"{percent(none.value):>13}{planned}"
    )
