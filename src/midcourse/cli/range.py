"""`midcourse range`: how far a missile flies, without rotation of the Earth and with it in every direction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from midcourse.cli.front import show_json
from midcourse.cli.options import Json, Quiet, folder_to_write, number
from midcourse.errors import ScenarioError

if TYPE_CHECKING:
    from midcourse.api import Ranges

LARGEST = 6


def range_(
    missile: Annotated[str, typer.Argument(help="Catalogue id of a missile or interceptor.")],
    from_: Annotated[str | None, typer.Option("--from", metavar="P", help="Site id or LAT,LON.")] = None,
    payload: Annotated[str | None, typer.Option(metavar="M", help="Another payload, kg.")] = None,
    plot: Annotated[
        str | None,
        typer.Option(
            metavar="DIR",
            callback=folder_to_write,
            help="Draw the rings and the cities inside into this folder.",
        ),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """The greatest range of a missile: without rotation, and by azimuth on the rotating Earth; cities inside."""
    from midcourse.cli.options import warn_at_sea
    from midcourse.cli.warm import warm

    if from_ is None:
        raise ScenarioError("no launch point", key="--from", allowed="a site id, a city or LAT,LON")
    mass = None if payload is None else number(payload, "--payload", "mass", "kg")
    from midcourse.api import greatest_ranges

    warm(("falling", "boosting"), quiet)
    found = greatest_ranges(missile, from_, mass)
    warn_at_sea(from_, quiet)
    drawn = [] if plot is None else found.plot.save_all(plot)
    if as_json:
        show_json(found.as_dict())
    else:
        print("\n".join([*_told(found), *(f"picture  {path}" for path in drawn)]))


def _told(found: Ranges) -> list[str]:
    lines = [f"with {found.payload_kg:.0f} kg, steered for range (gravity turn to 50 km, then one attitude)"]
    if found.range_m is None:
        lines.append("without rotation  unbounded: it gets past the antipode, or does not come down")
    else:
        lines.append(f"without rotation  {found.range_m / 1e3:,.0f} km")
    for azimuth, far_m in list(zip(found.azimuth_deg, found.rotating_range_m, strict=True))[::9]:
        far = "unbounded" if far_m is None else f"{far_m / 1e3:,.0f} km"
        lines.append(f"towards {azimuth:3.0f} deg   {far}")
    if found.defensive:
        return lines
    inside = found.cities_inside
    people = sum(city.population for city in inside) / 1e6
    names = f": {', '.join(city.name for city in inside[:LARGEST])}" if inside else ""
    more = ", ..." if len(inside) > LARGEST else ""
    lines.append(
        f"cities inside     {len(inside):,} of 50,000 and more, {people:,.1f} million people{names}{more}"
    )
    return lines
