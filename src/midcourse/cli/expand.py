"""`midcourse expand`: how many interceptors a complete shield takes, how long to build, how many decoys undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from midcourse.cli.front import progress, show_warnings, wide
from midcourse.cli.options import KILL_FORMS, Csv, Json, Over, PictureFolder, Quiet, Seed, whole
from midcourse.cli.race import print_varied
from midcourse.cli.studies import end
from midcourse.errors import ScenarioError

if TYPE_CHECKING:
    from midcourse.api.expansion import Expansion

WIDTH_WITHOUT_TERMINAL = 150
MOST_SIZES = 50
RAISED = "expansion-2007"
DEFAULTS = {"track": 1.0, "decoys": 0.0, "rejected": 0.0, "undone": 0.5}


def _share(what: str) -> Any:
    return typer.Option(metavar="SHARE", help=what)


Raised = Annotated[
    str | None,
    typer.Option(
        metavar="SCENARIO",
        help="Whose raid is raised with --simulate, expansion-2007 where left out; of which a run folder must be.",
    ),
]
Worlds = Annotated[
    str | None,
    typer.Option(metavar="K", help="Worlds of doubt of each fought size, 0 for none; 20 up to 100 warheads."),
]


def expand(
    warheads: Annotated[
        str, typer.Option(metavar="N,N,…", help="Sizes of the raid, with commas.")
    ] = "1,10,100,1000,3000",
    leakage: Annotated[
        str | None, _share("Share of the warheads that may arrive, in the mean; 0.05 where no goal is given.")
    ] = None,
    none: Annotated[str | None, _share("In its place: the chance with which none may arrive.")] = None,
    kill: Annotated[str, typer.Option(metavar="K", help=f"That one shot kills: {KILL_FORMS}")] = "record:gmd",
    shots: Annotated[
        str | None, typer.Option(metavar="N", help="Shots at each object; the least that do where left out.")
    ] = None,
    decoys: Annotated[str, typer.Option(metavar="D", help="Decoys beside each warhead.")] = "0",
    rejected: Annotated[str, _share("Of the decoys that is told from warheads.")] = "0",
    common_cause: Annotated[
        str | None,
        _share("Of each failure that is common to all shots at one object; 0.1, 0 to 0.3, where left out."),
    ] = None,
    track: Annotated[str, _share("Chance that the attack is tracked, common to all of it.")] = "1",
    undone: Annotated[str, _share("Arriving from which on the shield counts as undone by decoys.")] = "0.5",
    vary: Over = None,
    simulate: Annotated[
        bool, typer.Option("--simulate", help="Fight raids of these sizes beside it; minutes for thousands.")
    ] = False,
    scenario: Raised = None,
    variant: Annotated[str | None, typer.Option(metavar="NAME", help="A variant of that scenario.")] = None,
    runs: Annotated[
        str | None, typer.Option(metavar="N", help="Runs of each fought size; 4 where left out.")
    ] = None,
    worlds: Worlds = None,
    seed: Seed = "1",
    jobs: Annotated[
        str | None, typer.Option(metavar="J", help="Threads, 1 where left out: each holds a whole raid.")
    ] = None,
    plot: PictureFolder = None,
    csv: Csv = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """How many interceptors a complete shield takes, how long to build them, and how many decoys undo it."""
    from midcourse.api.expansion import expand as work

    sizes = _sizes(warheads)
    shares = {
        "leakage": leakage, "none": none, "common_cause": common_cause, "track": track, "decoys": decoys,
        "rejected": rejected, "undone": undone,
    }  # fmt: skip
    options: dict[str, Any] = {name: _number(text, f"--{name.replace('_', '-')}") for name, text in shares.items()}
    options["shots"] = None if shots is None else whole(shots, "--shots", 1, 100)
    many, luck = 4 if runs is None else whole(runs, "--runs", 1, 1000), whole(seed, "--seed", 0, 2**63 - 1)
    doubt = None if worlds is None else whole(worlds, "--worlds", 0, 1000)
    threads = 1 if jobs is None else whole(jobs, "--jobs", 1, 1024)
    if not simulate:
        _check_not_asked({"--variant": variant, "--runs": runs, "--worlds": worlds, "--jobs": jobs})
    whose = scenario or (RAISED if simulate else None)
    asked = _loaded(whose, variant, quiet) if simulate and whose else None
    typed = {name.replace("_", "-"): value for name, value in options.items() if value != DEFAULTS.get(name)}
    fights = (many, doubt) if simulate else None
    typed["vary"] = vary
    again = rerun_of(warheads, kill, typed, whose, variant, fights, luck)
    with progress("fighting", _runs(sizes, many, doubt) if simulate else 1, quiet) as tick:
        found = work(
            sizes, kill=kill, scenario=scenario, vary=vary, simulate=asked, runs=many, seed=luck, jobs=threads,
            worlds=doubt, rerun=again, tick=tick, **options,
        )  # fmt: skip
        drawn = [] if plot is None else found.plot.save_all(plot)
    said = f"{len(found.raids)} of {found.asked} sizes are finished"
    return end(found, lambda: _print(found), as_json, drawn, (csv, found.csv), said)


def _check_not_asked(fights: dict[str, str | None]) -> None:
    for key, given in fights.items():
        if given is not None:
            raise ScenarioError("nothing is fought", key=key, got=given, allowed="with --simulate")


def _runs(sizes: list[int], many: int, worlds: int | None) -> int:
    from midcourse.strategy.expansion.worlds import runs_for

    return sum(many + runs_for(size, worlds, many) for size in set(sizes))


def rerun_of(
    warheads: str,
    kill: str,
    typed: dict[str, Any],
    scenario: str | None,
    variant: str | None,
    fought: tuple[int, int | None] | None,
    seed: int,
) -> str:
    """Return the command that repeats an answer."""
    from midcourse.shown.command import line

    runs, worlds = fought or (None, None)
    fights = [] if fought is None else ["--simulate"]
    more = {"scenario": scenario, "variant": variant, "runs": runs, "worlds": worlds}
    return line("expand", fights, {"warheads": warheads, "kill": kill, **typed, **more, "seed": seed})


def _loaded(scenario: str, variant: str | None, quiet: bool) -> Any:
    from midcourse.api import load
    from midcourse.cli.warm import warm

    loaded = load(scenario, variant, ())
    if not quiet:
        show_warnings(loaded.warnings)
    warm(("falling", "boosting", "fighting"), quiet)
    return loaded


def _sizes(text: str) -> list[int]:
    from midcourse.api.expansion import MOST_WARHEADS

    parts = [part.strip() for part in text.split(",")]
    found = [whole(part, "--warheads", 1, MOST_WARHEADS) for part in parts]
    if len(found) > MOST_SIZES:
        raise ScenarioError(
            "too many sizes", key="--warheads", got=str(len(found)), allowed=f"at most {MOST_SIZES}"
        )
    return found


def _number(text: str | None, key: str) -> float | None:
    if text is None:
        return None
    try:
        return float(text)
    except ValueError:
        raise ScenarioError("not a number", key=key, got=text, allowed="a number, e.g. 0.1") from None


def _print(found: Expansion) -> None:
    from rich.console import Console

    from midcourse.sentences import expansion as say

    console = Console(
        width=wide(WIDTH_WITHOUT_TERMINAL), highlight=False, markup=False
    )
    console.print(found.answer(), soft_wrap=True)
    console.print(_table(say.heads(found.shield), [say.cells(one, found.shield) for one in found.needs]))
    for line in (*say.told(found), say.stocks_words(found)):
        console.print(line, soft_wrap=True)
    if found.varied is not None:
        print_varied(found.varied)
    if found.raids:
        console.print(_table(say.RAID_HEADS, [say.raid_cells(one) for one in found.raids]))
        for line in (*say.worlds_words(found.raids), *say.simulated(found.raids)):
            console.print(line, soft_wrap=True)
    console.print(say.LEAVES_OUT, soft_wrap=True)
    console.print(found.rerun, soft_wrap=True)


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> Any:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        table.add_column(head, justify="right")
    for row in rows:
        table.add_row(*row)
    return table
