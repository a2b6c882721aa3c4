"""`midcourse scenario`: what there is, and a file of one's own to begin with."""

from __future__ import annotations

import shlex
from typing import Annotated

import typer

from midcourse.cli.front import show_json, show_warnings
from midcourse.cli.options import Json, Quiet, Sets, Variant

scenario_app = typer.Typer(help="List, show, begin and check scenarios.")
Source = Annotated[str, typer.Argument(help="Built-in name or a file.")]


@scenario_app.command(name="list")
def list_all(as_json: Json = False) -> None:
    """The built-in scenarios."""
    from midcourse.scenario import builtin_names, load_scenario

    rows = []
    for name in builtin_names():
        scenario = load_scenario(name)
        rows.append(
            {"id": name, "name": scenario.name, "summary": scenario.summary, "variants": [*scenario.variants]}
        )
    if as_json:
        show_json(rows)
        return
    for row in rows:
        print(f"{row['id']}: {row['summary']}")
        if row["variants"]:
            print(f"  variants: {', '.join(row['variants'])}")


@scenario_app.command()
def show(scenario: Source, as_json: Json = False) -> None:
    """The text of a scenario, as it is written."""
    from midcourse.scenario import scenario_text

    text = scenario_text(scenario)
    if as_json:
        show_json({"scenario": scenario, "text": text})
    else:
        print(text, end="")


@scenario_app.command()
def new(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file to be written.")],
    source: Annotated[str, typer.Option("--from", metavar="ID", help="Built-in name or a file.")],
    variant: Annotated[
        str | None, typer.Option(metavar="NAME", help="Write this variant into the text.")
    ] = None,
    name: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Name of the scenario; default: the old, my version.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    as_json: Json = False,
) -> None:
    """Begin a scenario of one's own: the text of another with its comments, to be edited."""
    from midcourse.api.begin import new_scenario

    path = str(new_scenario(file, source, variant, name, force))
    if as_json:
        show_json({"file": path, "from": source, "variant": variant})
        return
    print(path)
    print(f"  {shlex.join(['midcourse', 'scenario', 'check', path])}")
    print(f"  {shlex.join(['midcourse', 'run', path])}")


@scenario_app.command()
def check(
    file: Source,
    sets: Sets = None,
    variant: Variant = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Check a scenario and each of its variants without running it."""
    from midcourse.scenario import load_scenario, scenario_hash

    replaced = tuple(sets or ())
    loaded = load_scenario(file, variant=variant, sets=replaced)
    if variant is None and not replaced:
        for name in loaded.variants:
            load_scenario(file, variant=name)
    if not quiet:
        show_warnings(loaded.warnings)
    if as_json:
        told = {"scenario": loaded.name_id, "name": loaded.name, "hash": scenario_hash(loaded), "sound": True}
        show_json({**told, "variants": [*loaded.variants], "warnings": [*loaded.warnings]})
    else:
        print(f"{loaded.name}: sound")


@scenario_app.command()
def schema(as_json: Json = False) -> None:
    """The JSON Schema of scenario files, for editors; JSON with or without --json."""
    from midcourse.scenario import schema as describe

    del as_json
    show_json(describe())
