"""`midcourse scenario`: what there is to begin one's own from."""

from __future__ import annotations

from typing import Annotated

import typer

from midcourse.cli.front import show_json, show_warnings
from midcourse.cli.options import Json, Sets, Variant

scenario_app = typer.Typer(help="List, show and check scenarios.")


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
def show(scenario: Annotated[str, typer.Argument(help="Built-in name or a file.")]) -> None:
    """The text of a scenario, to copy and change."""
    from midcourse.scenario import scenario_text

    print(scenario_text(scenario), end="")


@scenario_app.command()
def check(
    file: Annotated[str, typer.Argument(help="Built-in name or a file.")],
    sets: Sets = None,
    variant: Variant = None,
    as_json: Json = False,
) -> None:
    """Check a scenario without running it."""
    from midcourse.scenario import load_scenario, scenario_hash

    loaded = load_scenario(file, variant=variant, sets=tuple(sets or ()))
    show_warnings(loaded.warnings)
    if as_json:
        show_json(
            {"scenario": loaded.name_id, "name": loaded.name, "hash": scenario_hash(loaded), "sound": True}
        )
    else:
        print(f"{loaded.name}: sound")


@scenario_app.command()
def schema() -> None:
    """The JSON Schema of scenario files, for editors."""
    from midcourse.scenario import schema as describe

    show_json(describe())
