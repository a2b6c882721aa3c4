"""`midcourse explain`: the story of one run, and why each object got its fate."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from midcourse.cli.front import show_json
from midcourse.cli.options import Json, Quiet, whole


def explain(
    folder: Annotated[str, typer.Argument(help="A run folder.")],
    thing: Annotated[
        str | None, typer.Option("--object", metavar="O", help="One object alone, by number or name.")
    ] = None,
    run: Annotated[
        str | None, typer.Option(metavar="K", help="Number of the run; default: the median.")
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Tell one run second by second, and why each object got its fate."""
    from midcourse.cli.warm import warm

    number = None if run is None else whole(run, "--run", 0, 2**40)
    from midcourse.api.explain import explain as tell

    warm(("falling", "boosting", "fighting"), quiet)
    told = tell(folder, number, thing)
    if as_json:
        show_json(told)
    else:
        print("\n".join(_lines(told)))


def _lines(told: dict[str, Any]) -> list[str]:
    place = "the nominal world" if told["world"] is None else f"world {told['world']}"
    lines = [f"run {told['run']}, {place}"]
    for event in told["events"]:
        more = f" (battery {event['battery']}, shot {event['shot'] + 1})" if "battery" in event else ""
        lines.append(f"{event['time_s']:9.1f} s  {event['name']}: {event['what']}{more}")
    lines.append("")
    for fate in told["fates"]:
        margin = ""
        if fate["margin"] is not None and fate["margin_unit"]:
            word = "passing its middle by" if fate["killed"] else "margin"
            margin = f"; {word} {fate['margin']:,.3g} {fate['margin_unit']}"
        end = "killed" if fate["killed"] else ("LEAKED" if fate["leaked"] else "not killed")
        link = "" if fate["killed"] else f" {fate['link']}:"
        lines.append(f"{fate['name']}: {end}:{link} {fate['why']}{margin}")
    return lines
