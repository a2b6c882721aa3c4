"""`midcourse run`: the main job. Fights a scenario many times and writes a run folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from midcourse.cli.front import progress, show_json, show_warnings
from midcourse.cli.options import Grade, Json, Quiet, Sets, Variant, narrower, whole
from midcourse.cli.stop import Stop
from midcourse.errors import NoSolution, ScenarioError

if TYPE_CHECKING:
    from midcourse.api.claim import Folder
    from midcourse.api.resume import Asked

FIRST = "europe-2007"
RUNS, SEED = 1000, 1


class Numbers(NamedTuple):
    """Runs, seed, worlds and width as they were typed, None where they were not."""

    runs: int | None
    seed: int | None
    worlds: int | None
    until_width: float | None


def run(
    context: typer.Context,
    scenario: Annotated[
        str | None, typer.Argument(help="Built-in name or a file.", show_default=FIRST)
    ] = None,
    runs: Annotated[
        str | None, typer.Option(metavar="N", help="How many runs.", show_default=str(RUNS))
    ] = None,
    until_width: Annotated[
        str | None,
        typer.Option(
            metavar="W",
            help="Fight until the interval of luck is so narrow, e.g. 0.02; --runs, or a million, are the most.",
        ),
    ] = None,
    seed: Annotated[
        str | None, typer.Option(metavar="S", help="Seed of all luck.", show_default=str(SEED))
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Run folder, in place of the default.")
    ] = None,
    worlds: Annotated[
        str | None,
        typer.Option(
            metavar="K", help="Over how many worlds of doubt the runs are spread.", show_default="32"
        ),
    ] = None,
    doubt: Annotated[str | None, typer.Option(metavar="none", help="`none`: the nominal world only.")] = None,
    jobs: Annotated[str | None, typer.Option(metavar="J", help="Threads; default: all cores.")] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Compute again even where the result is there.")
    ] = False,
    resume: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Take up the run of a folder where it stopped.")
    ] = None,
    sets: Sets = None,
    variant: Variant = None,
    grade: Grade = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Fight a scenario many times; print the answer and the folder that holds everything."""
    threads = None if jobs is None else whole(jobs, "--jobs", 1, 1024)
    numbers = _numbers(runs, seed, worlds, doubt, until_width)
    asked = _asked(scenario, numbers, out, resume, sets or [], variant, grade)
    if not quiet:
        show_warnings(asked.scenario.warnings)
    return _work(asked, resume or out, force, threads, context.obj or Stop(), as_json, quiet)


def _numbers(
    runs: str | None, seed: str | None, worlds: str | None, doubt: str | None, until_width: str | None
) -> Numbers:
    from midcourse.api.bounds import MAX_RUNS, MAX_SEED, MAX_WORLDS

    count = None if runs is None else whole(runs, "--runs", 1, MAX_RUNS)
    luck = None if seed is None else whole(seed, "--seed", 0, MAX_SEED)
    if doubt not in (None, "none"):
        raise ScenarioError("not understood", key="--doubt", got=doubt, allowed="none")
    spread = None if worlds is None else whole(worlds, "--worlds", 1, MAX_WORLDS)
    width = None if until_width is None else narrower(until_width, "--until-width")
    return Numbers(count, luck, 0 if doubt == "none" else spread, width)


def _asked(
    name: str | None,
    numbers: Numbers,
    out: Path | None,
    resume: Path | None,
    sets: list[str],
    variant: str | None,
    grade: str | None,
) -> Asked:
    from midcourse.api import load
    from midcourse.api.again import at_grade
    from midcourse.api.resume import Asked, resumed
    from midcourse.api.runs import MOST, WORLDS
    from midcourse.catalog.provenance import checked_grade

    if grade is not None:
        checked_grade(grade, "--grade")
    if resume is not None:
        if out is not None:
            raise ScenarioError("not with --resume, which names the folder", key="--out", got=str(out))
        return resumed(resume, numbers._asdict(), name, variant, sets, grade)
    width = numbers.until_width
    usual = (RUNS if width is None else MOST, SEED, WORLDS)
    runs, seed, worlds = (
        one if given is None else given for one, given in zip(usual, numbers[:3], strict=True)
    )
    fought = at_grade(load(name or FIRST, variant, sets), grade)
    return Asked(fought, runs, seed, worlds, {"variant": variant, "sets": sets}, width)


def _work(
    asked: Asked, out: Path | None, force: bool, threads: int | None, stop: Stop, as_json: bool, quiet: bool
) -> int:
    from midcourse.api.claim import finished, open_folder

    scenario, runs, seed, worlds, how, width = asked
    with open_folder(scenario, runs, seed, out, force, worlds, how, width) as folder:
        old = finished(folder)
        if old is not None:
            _show(old, as_json, quiet)
            return 0
        stop.words = f"midcourse: interrupted; to go on: midcourse run --resume {folder.path}"
        if folder.lock.warning and not quiet:
            show_warnings([f"{folder.path}: {folder.lock.warning}"])
        from midcourse.cli.warm import warm

        warm(("falling", "boosting", "fighting"), quiet)
        return _fight(asked, folder, threads, stop, as_json, quiet)


def _fight(asked: Asked, folder: Folder, threads: int | None, stop: Stop, as_json: bool, quiet: bool) -> int:
    from midcourse.api import run as fight
    from midcourse.api.claim import abandon
    from midcourse.api.folder import note_stop, write_result

    scenario, runs, seed, worlds, _, width = asked
    held = sum(one.runs for one in folder.store.all())
    if held and not quiet:
        print(f"taken up: {held:,} runs are finished already", file=sys.stderr)
    try:
        with progress(scenario.name, runs, quiet) as show:
            show(held)

            words = scenario.name

            def tick(count: int) -> None:
                show(count, words)
                stop.check()

            def stage(total: int, reached: float | None) -> None:
                nonlocal words
                wide = "" if reached is None else f"; luck leaves {reached:.3g}"
                words = f"{scenario.name}, until {width}{wide}"
                show(0, words, total)

            done = fight(
                scenario, runs, seed, threads, tick, worlds, folder.store, until_width=width, stage=stage
            )
        if done.fought.complete:
            stop.check()
        with progress("writing the run folder", 1, quiet) as show:
            told = write_result(folder, done, drawn=done.fought.complete)
            show(1)
    except NoSolution:
        abandon(folder)
        raise
    except KeyboardInterrupt:
        note_stop(folder, scenario)
        raise
    _show(told, as_json, quiet)
    if done.fought.complete:
        return 0
    of = "" if width is None else "at most "
    print(f"midcourse: the folder holds {done.fought.done:,} of {of}{runs:,} runs", file=sys.stderr)
    stop.words += f"; to see what is finished: midcourse report {folder.path}"
    return stop.code


def _show(told: dict[str, Any], as_json: bool, quiet: bool) -> None:
    if as_json:
        show_json({name: value for name, value in told.items() if name not in ("answer", "hangs_on")})
        return
    print(told["answer"])
    if told["hangs_on"]:
        print("Of all that is assumed, these move it most, each alone: " + "; ".join(told["hangs_on"]) + ".")
    from midcourse.report.names import percent

    for link, share in sorted(told["why_not"].items(), key=lambda pair: -pair[1]):
        print(f"  of the warheads that were not killed, {percent(share)}: {link}")
    if not quiet:
        page = Path(told["folder"]) / "report.html"
        print(f"folder: {told['folder']}")
        if page.exists():
            print(f"report: {page}")
