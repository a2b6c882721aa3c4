"""`midcourse fly`: one flight, of a catalogue missile or of a body that only falls."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any

import typer

from midcourse.cli.front import show_json
from midcourse.cli.options import Json, Quiet, folder_to_write, number, numbers, quantities
from midcourse.errors import ScenarioError

if TYPE_CHECKING:
    from midcourse.api import Flight

STATE = ("LAT", "LON", "ALT_M", "SPEED_M_S", "FPA_DEG", "AZ_DEG")
REPORTED = {"apogee": ("altitude", "m"), "range": ("length", "m"), "payload": ("mass", "kg")}


def fly(
    missile: Annotated[str | None, typer.Argument(help="Catalogue id, e.g. nodong.")] = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="P", help="Launch point: site id, city or LAT,LON.")
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="P", help="Aim point: site id, city or LAT,LON.")
    ] = None,
    azimuth: Annotated[
        str | None, typer.Option(metavar="A", help="Fly as far as it goes, this way (deg).")
    ] = None,
    arc: Annotated[
        str | None, typer.Option(metavar="ARC", help="minimum-energy, lofted or depressed.")
    ] = None,
    apogee: Annotated[str | None, typer.Option(metavar="H", help="Highest altitude, m.")] = None,
    payload: Annotated[str | None, typer.Option(metavar="M", help="Another payload, kg.")] = None,
    reproduce: Annotated[
        str | None,
        typer.Option(metavar="REPORT", help='A reported test: "apogee=2802 km, range=933 km".'),
    ] = None,
    state: Annotated[
        str | None, typer.Option(metavar=",".join(STATE), help="Fall from this Earth-relative state.")
    ] = None,
    beta: Annotated[str | None, typer.Option(metavar="B", help="Ballistic coefficient, kg/m2.")] = None,
    vacuum: Annotated[bool, typer.Option("--vacuum", help="Fall without air.")] = False,
    plot: Annotated[
        str | None,
        typer.Option(
            metavar="DIR", callback=folder_to_write, help="Draw altitude, time and track into this folder."
        ),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """One flight on the rotating Earth: impact, apogee, range, burnout, stages."""
    if state is not None:
        powered = {
            "MISSILE": missile, "--from": from_, "--to": to, "--azimuth": azimuth, "--arc": arc,
            "--apogee": apogee, "--payload": payload, "--reproduce": reproduce,
        }  # fmt: skip
        for name, given in powered.items():
            if given is not None:
                raise ScenarioError("does not go with --state", key=name, got=given)
        flight = _fall(state, beta, vacuum, quiet)
    else:
        if missile is None:
            raise ScenarioError(
                "no missile and no state",
                key="MISSILE",
                allowed="a catalogue id, or --state with --beta or --vacuum",
            )
        if beta is not None or vacuum:
            raise ScenarioError("goes with --state only", key="--vacuum" if vacuum else "--beta")
        if from_ is None:
            raise ScenarioError("no launch point", key="--from", allowed="a site id, a city or LAT,LON")
        typed = {
            "azimuth_deg": None
            if azimuth is None
            else math.degrees(number(azimuth, "--azimuth", "angle", "deg")),
            "payload_kg": None if payload is None else number(payload, "--payload", "mass", "kg"),
        }
        height_m = None if apogee is None else number(apogee, "--apogee", "altitude", "m")
        if reproduce is None:
            flight = _aimed(missile, from_, quiet, {"to": to, "arc": arc, "apogee_m": height_m, **typed})
        else:
            flight = _reported(missile, from_, quiet, reproduce, arc, height_m, {"to": to, **typed})
    drawn = [] if plot is None else flight.plot.save_all(plot)
    if as_json:
        show_json(flight.as_dict())
    else:
        print("\n".join([*told(flight), *(f"picture  {path}" for path in drawn)]))


def _fall(state: str, beta: str | None, vacuum: bool, quiet: bool) -> Flight:
    from midcourse.cli.warm import warm

    start = numbers(state, "--state", STATE)
    coefficient = _beta(beta, vacuum)
    warm(("falling",), quiet)
    from midcourse.api import fly_state

    lat, lon, alt, speed, angle_up, direction = start
    return fly_state(lat, lon, alt, speed, angle_up, direction, coefficient)


def _aimed(missile: str, from_: str, quiet: bool, typed: dict[str, Any]) -> Flight:
    from midcourse.cli.warm import warm

    warm(("falling", "boosting"), quiet)
    from midcourse.api import fly as fly_missile
    from midcourse.cli.options import warn_at_sea

    flight = fly_missile(missile, from_, **typed)
    warn_at_sea(from_, quiet)
    return flight


def _reported(
    missile: str,
    from_: str,
    quiet: bool,
    report: str,
    arc: str | None,
    height_m: float | None,
    typed: dict[str, Any],
) -> Flight:
    from midcourse.cli.warm import warm

    for key, given in (("--arc", arc), ("--apogee", height_m)):
        if given is not None:
            raise ScenarioError("does not go with --reproduce", key=key, got=str(given))
    said = quantities(report, "--reproduce", REPORTED)
    if "apogee" not in said:
        raise ScenarioError(
            "no apogee", key="--reproduce", got=report, allowed='"apogee=2802 km, range=933 km"'
        )
    if "payload" in said:
        if typed["payload_kg"] is not None:
            raise ScenarioError("given twice", key="--payload", got=report, allowed="once")
        typed["payload_kg"] = said["payload"]
    warm(("falling", "boosting"), quiet)
    from midcourse.api import reproduce
    from midcourse.cli.options import warn_at_sea

    flight = reproduce(missile, from_, said["apogee"], said.get("range"), **typed)
    warn_at_sea(from_, quiet)
    return flight


def _beta(beta: str | None, vacuum: bool) -> float:
    if vacuum == (beta is not None):
        raise ScenarioError(
            "a fall needs one of --beta and --vacuum", key="--beta", allowed="--beta B or --vacuum"
        )
    if vacuum:
        return math.inf
    assert beta is not None
    value = number(beta, "--beta", "ballistic_coefficient", "kg/m^2")
    if value <= 0.0:
        raise ScenarioError("not positive", key="--beta", got=beta, allowed="1 to 1e+06 kg/m2")
    return value


def told(flight: Flight) -> list[str]:
    """Return what a terminal shows of a flight, line by line."""
    said = flight.as_dict()
    impact = said["impact"]
    lines = [
        said["answer"],
        f"impact   {impact['lat_deg']:.4f} deg N, {impact['lon_deg']:.4f} deg E, {impact['time_s']:.1f} s after "
        f"{'lift-off' if flight.powered else 'the start'}, {impact['speed_m_s']:.0f} m/s",
        f"range    {said['range_m'] / 1e3:.1f} km over the ground, on the rotating Earth",
        f"apogee   {said['apogee_m'] / 1e3:.1f} km",
    ]
    if said["burnout"]:
        burnout = said["burnout"]
        lines.append(
            f"burnout  {burnout['time_s']:.1f} s, {burnout['speed_m_s']:.0f} m/s relative to the Earth, "
            f"{burnout['altitude_m'] / 1e3:.1f} km, {burnout['flight_path_angle_deg']:.1f} deg up"
        )
    for stage in said["stages"]:
        lines.append(
            f"stage {stage['stage']:.0f}  burns from {stage['ignition_s']:.1f} s to {stage['burnout_s']:.1f} s"
        )
    return lines + _solved(said["solved"])


def _solved(solved: dict[str, Any]) -> list[str]:
    if not solved:
        return []
    by = {"cut-off": f"thrust cut off at {solved['thrust_ends_s']:.1f} s", "full burn": "full burn"}
    what = by.get(solved["by"], f"payload {solved['payload_kg']:.1f} kg and full burn")
    lines = [f"arc      {solved['arc']}, {what}" if "arc" in solved else f"solved   {what}"]
    if "arc" in solved or solved["by"] == "cut-off":
        lines[0] += f", payload {solved['payload_kg']:.0f} kg"
    if solved["note"]:
        lines.append(f"note     {solved['note']}")
    if "greatest_range_m" in solved:
        far_m = solved["greatest_range_m"]
        far = "unbounded" if far_m is None else f"{far_m / 1e3:,.0f} km"
        lines.append(f"furthest {far} ({solved['greatest_range_is']})")
        said = solved["published_range_m"]
        if said is not None:
            ends = [said[end] for end in ("low", "high") if said[end] is not None]
            about = f" ({' to '.join(f'{end / 1e3:,.0f}' for end in ends)})" if ends else ""
            lines.append(f"published {said['value'] / 1e3:,.0f} km{about}, {said['source']}")
    return lines
