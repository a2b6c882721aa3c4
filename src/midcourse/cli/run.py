"""`midcourse run`: the main job. Fights a scenario many times and writes a run folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from midcourse.cli.front import INTERRUPTED, progress, show_json, show_warnings
from midcourse.cli.options import Json, Quiet, Sets, Variant, whole
from midcourse.errors import NoSolution, ScenarioError


def run(
    scenario: Annotated[str, typer.Argument(help="Built-in name or a file.")] = "europe-2007",
    runs: Annotated[str, typer.Option(metavar="N", help="How many runs.")] = "1000",
    seed: Annotated[str, typer.Option(metavar="S", help="Seed of all luck.")] = "1",
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Run folder, in place of the default.")
    ] = None,
    worlds: Annotated[
        str, typer.Option(metavar="K", help="Over how many worlds of doubt the runs are spread.")
    ] = "32",
    doubt: Annotated[str | None, typer.Option(metavar="none", help="`none`: the nominal world only.")] = None,
    jobs: Annotated[str | None, typer.Option(metavar="J", help="Threads; default: all cores.")] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Compute again even where the result is there.")
    ] = False,
    sets: Sets = None,
    variant: Variant = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Fight a scenario many times; print the answer and the folder that holds everything."""
    from midcourse.api import MAX_RUNS, MAX_SEED, load
    from midcourse.api.runs import MAX_WORLDS

    count = whole(runs, "--runs", 1, MAX_RUNS)
    luck = whole(seed, "--seed", 0, MAX_SEED)
    if doubt not in (None, "none"):
        raise ScenarioError("not understood", key="--doubt", got=doubt, allowed="none")
    spread = 0 if doubt == "none" else whole(worlds, "--worlds", 1, MAX_WORLDS)
    threads = None if jobs is None else whole(jobs, "--jobs", 1, 1024)
    loaded = load(scenario, variant, sets or ())
    if not quiet:
        show_warnings(loaded.warnings)
    from midcourse.api.folder import abandon, finished, open_folder, write_result

    how = {"variant": variant, "sets": list(sets or ())}
    folder = open_folder(loaded, count, luck, out, force, spread, how)
    old = finished(folder)
    if old is not None:
        _show(old, as_json, quiet)
        return 0
    from midcourse.cli.warm import warm

    warm(("falling", "boosting", "fighting"), quiet)
    from midcourse.api import run as fight

    try:
        with progress(loaded.name, count, quiet) as tick:
            done = fight(loaded, count, luck, threads, tick, spread)
    except (NoSolution, KeyboardInterrupt):
        abandon(folder)
        raise
    with progress("writing the run folder", 1, quiet) as tick:
        told = write_result(folder, done)
        tick(1)
    _show(told, as_json, quiet)
    if done.fought.complete:
        return 0
    print(f"midcourse: the folder holds {done.fought.done:,} of {count:,} runs", file=sys.stderr)
    return INTERRUPTED


def _show(told: dict[str, Any], as_json: bool, quiet: bool) -> None:
    if as_json:
        show_json({name: value for name, value in told.items() if name not in ("answer", "hangs_on")})
        return
    print(told["answer"])
    if told["hangs_on"]:
        print("Of all that is assumed, these move it most, each alone: " + "; ".join(told["hangs_on"]) + ".")
    for link, share in sorted(told["why_not"].items(), key=lambda pair: -pair[1]):
        print(f"  of the warheads that were not killed, {share:.0%}: {link}")
    if not quiet:
        print(f"folder: {told['folder']}")
        print(f"report: {Path(told['folder']) / 'report.html'}")
