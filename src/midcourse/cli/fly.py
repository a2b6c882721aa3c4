"""`midcourse fly`: one flight, of a catalogue missile or of a body that only falls."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated

import typer

from midcourse.cli.front import show_json
from midcourse.cli.options import Json, Quiet, number, numbers
from midcourse.errors import ScenarioError

if TYPE_CHECKING:
    from midcourse.api import Flight

STATE = ("LAT", "LON", "ALT_M", "SPEED_M_S", "FPA_DEG", "AZ_DEG")


def fly(
    missile: Annotated[str | None, typer.Argument(help="Catalogue id, e.g. nodong.")] = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="P", help="Launch point: site id or LAT,LON.")
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="P", help="Aim point: site id or LAT,LON.")
    ] = None,
    azimuth: Annotated[
        str | None, typer.Option(metavar="A", help="Fly as far as it goes, this way (deg).")
    ] = None,
    state: Annotated[
        str | None, typer.Option(metavar=",".join(STATE), help="Fall from this Earth-relative state.")
    ] = None,
    beta: Annotated[str | None, typer.Option(metavar="B", help="Ballistic coefficient, kg/m2.")] = None,
    vacuum: Annotated[bool, typer.Option("--vacuum", help="Fall without air.")] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """One flight on the rotating Earth: impact, apogee, range, burnout, stages."""
    from midcourse.cli.warm import warm

    if state is not None:
        for given, name in ((missile, "MISSILE"), (from_, "--from"), (to, "--to"), (azimuth, "--azimuth")):
            if given is not None:
                raise ScenarioError("does not go with --state", key=name, got=given)
        start = numbers(state, "--state", STATE)
        coefficient = _beta(beta, vacuum)
        warm(("falling",), quiet)
        from midcourse.api import fly_state

        lat, lon, alt, speed, angle_up, direction = start
        flight = fly_state(lat, lon, alt, speed, angle_up, direction, coefficient)
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
            raise ScenarioError("no launch point", key="--from", allowed="a site id or LAT,LON")
        angle = None if azimuth is None else math.degrees(number(azimuth, "--azimuth", "angle", "deg"))
        from midcourse.api import fly as fly_missile

        warm(("falling", "boosting"), quiet)
        flight = fly_missile(missile, from_, to, angle)
    if as_json:
        show_json(flight.as_dict())
    else:
        print(_told(flight))


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


def _told(flight: Flight) -> str:
    told = flight.as_dict()
    impact = told["impact"]
    lines = [
        f"impact   {impact['lat_deg']:.4f} deg N, {impact['lon_deg']:.4f} deg E, {impact['time_s']:.1f} s after "
        f"{'lift-off' if flight.powered else 'the start'}, {impact['speed_m_s']:.0f} m/s",
        f"range    {told['range_m'] / 1e3:.1f} km over the ground, on the rotating Earth",
        f"apogee   {told['apogee_m'] / 1e3:.1f} km",
    ]
    if told["burnout"]:
        burnout = told["burnout"]
        lines.append(
            f"burnout  {burnout['time_s']:.1f} s, {burnout['speed_m_s']:.0f} m/s relative to the Earth, "
            f"{burnout['altitude_m'] / 1e3:.1f} km, {burnout['flight_path_angle_deg']:.1f} deg up"
        )
    for stage in told["stages"]:
        lines.append(
            f"stage {stage['stage']:.0f}  burns from {stage['ignition_s']:.1f} s to {stage['burnout_s']:.1f} s"
        )
    return "\n".join(lines)
