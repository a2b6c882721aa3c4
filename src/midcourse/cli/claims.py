"""`midcourse claims`: published assertions, computed again."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from midcourse.cli.front import FAILED_CHECK, INTERRUPTED, progress, show_json
from midcourse.cli.options import Jobs, Json, Quiet, Seed, file_to_write, whole

claims_app = typer.Typer(help="Published assertions, computed again.")
Names = Annotated[list[str] | None, typer.Argument(metavar="[ID …]", help="Claims, or files; default: all.")]
KERNELS = ("falling", "boosting", "fighting", "covering")
USUAL = 200  # quantities of all claims with their inputs moved


@claims_app.command(name="list")
def list_all(as_json: Json = False) -> None:
    """All claims: what was said, by whom, when."""
    from midcourse.api import claims
    from midcourse.sentences.claims import day

    found = claims()
    if as_json:
        show_json([
            {key: str(getattr(one, key)) for key in ("id", "says", "who", "when", "source")} for one in found
        ])  # fmt: skip
        return
    for one in found:
        print(f"{one.id}: {one.says}\n  {one.who}, {day(one.when)}")


@claims_app.command()
def show(
    claim: Annotated[str, typer.Argument(metavar="ID", help="A claim, or a file.")], as_json: Json = False
) -> None:
    """One claim: what was said, and the condition that is computed; nothing is computed here."""
    from midcourse.claims.read import load_claim
    from midcourse.sentences import claims as words

    one = load_claim(claim)
    if as_json:
        show_json(one.model_dump(mode="json", by_alias=True))
        return
    print(f"{one.says}\n  {one.who}, {words.day(one.when)}; {one.source} ({one.grade}). {one.where}")
    where = " ".join(word for word in (one.scenario, one.variant and f"({one.variant})", *one.sets) if word)
    print(f"holds where  {one.tested.text}")
    if where:
        print(f"in  {where}")
    recorded = words.recorded(one)
    for name, asked in one.quantities.items():
        told = ", ".join(
            f"{key} {value}" for key, value in asked.model_dump(exclude_defaults=True, by_alias=True).items()
        )
        held = f"; as recorded {recorded[name]}" if name in recorded else ""
        print(f"  {name}: {asked.kind} {told}".rstrip() + held)
    for name, given in one.numbers.items():
        print(f"  {name} = {given.value}: {given.source} ({given.grade}). {given.where}")
    if one.readings:
        given = one.numbers[one.readings]
        print(f"read each way  {one.readings}: {', '.join(str(value) for value in (given.value, *given.others))}")
    if one.moves:
        print(f"moved  {', '.join(one.moves)}")
    print(f"midcourse claims check {claim}")


@claims_app.command()
def check(
    names: Names = None,
    flips: Annotated[
        bool, typer.Option("--flips", help="Also the smallest change that turns each; minutes.")
    ] = False,
    seed: Seed = "1",
    jobs: Jobs = None,
    out: Annotated[
        str | None,
        typer.Option("--out", metavar="FILE", callback=file_to_write, help="Where the page of cards goes."),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Compute claims again: verdict, margin, what they depend on. Exit code 1 where one no longer reproduces."""
    from midcourse.api import MAX_SEED, check_claims
    from midcourse.api.claims import PAGE
    from midcourse.cli.warm import warm

    luck = whole(seed, "--seed", 0, MAX_SEED)
    threads = None if jobs is None else whole(jobs, "--jobs", 1, 1024)
    _sound(names)
    file_to_write(out or PAGE)
    warm(KERNELS, quiet)
    with progress("claims", USUAL, quiet) as tick:
        found = check_claims(names or (), flips=flips, seed=luck, jobs=threads, tick=tick)
    written = found.save(out or PAGE) if found.checked else None
    if as_json:
        show_json(found.as_list())
    else:
        _print(found)
        print(f"page  {written}")
    if not found.complete:
        print(f"midcourse: interrupted, {len(found.checked)} claims are finished", file=sys.stderr)
        return INTERRUPTED
    return 0 if found.reproduces else FAILED_CHECK


def _sound(names: list[str] | None) -> None:
    # a name that is wrong is told before anything is computed
    from midcourse.claims.read import load_claim

    for name in names or ():
        load_claim(name)


def _print(found: object) -> None:
    from midcourse.api.claims import Claims
    from midcourse.sentences import claims as words

    assert isinstance(found, Claims)
    for one in found.checked:
        print(f"{one.id}: {words.verdict(one)}\n  {words.headline(one)}")
        print(f"  {one.claim.tested.text}: {words.margin(one)}")
        for told, what in ((words.row(one), "side by side"), (words.bands(one), "also in doubt")):
            if told:
                print(f"  {what}: {told}")
        for flip in one.flips:
            print(f"  {words.name_of(one, flip.varied)}: turned {words.turned(flip)}")
        for each in one.differences:
            known = each.name in one.claim.recorded
            held = f"was recorded as {each.recorded} ± {each.tolerance:g}" if known else "was never recorded"
            print(f"  {each.name} is {each.computed} and {held}")
    print(f"{found.rerun}")
