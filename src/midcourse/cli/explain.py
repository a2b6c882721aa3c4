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
        str | None,
        typer.Option(
            metavar="K",
            help="Number of the run; default: with --object one in which it got through, if any, else the median.",
        ),
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


DETAILS = {
    "warhead_p": ("taken for a warhead with {:.0f} %", 100.0),
    "plan_value": ("the programme expects {:.2f} kills of all threats", 1.0),
    "plan_bound": ("at most {:.2f} possible", 1.0),
    "handover_error_m": ("{:,.0f} m off", 1.0),
    "handover_sigma_m": ("track good to {:,.0f} m", 1.0),
    "handover_angle_rad": ("{:.2f} mrad off the middle of its field", 1e3),
    "intercept_alt_m": ("at {:,.0f} km", 1e-3),
    "closing_m_s": ("closing at {:.1f} km/s", 1e-3),
    "miss_m": ("passing by {:,.3g} m", 1.0),
    "divert_m_s": ("divert of {:,.0f} m/s spent", 1.0),
}


def _details(event: dict[str, Any]) -> str:
    told = [form.format(scale * event[key]) for key, (form, scale) in DETAILS.items() if key in event]
    return f": {', '.join(told)}" if told else ""


def _lines(told: dict[str, Any]) -> list[str]:
    place = "the nominal world" if told["world"] is None else f"world {told['world']}"
    lines = [told["answer"], f"run {told['run']}, {place}: {told['why_run']}"]
    if "rerun" in told:
        lines.append(f"of: {told['rerun']}")
    for event in told["events"]:
        more = f" (battery {event['battery']}, shot {event['shot'] + 1})" if "battery" in event else ""
        lines.append(f"{event['time_s']:9.1f} s  {event['name']}: {event['what']}{more}{_details(event)}")
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
