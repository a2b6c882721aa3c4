"""`midcourse range`: how far a missile flies, without rotation of the Earth and with it in every direction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from midcourse.cli.front import show_json
from midcourse.cli.options import Json, Quiet, number
from midcourse.errors import ScenarioError

if TYPE_CHECKING:
    from midcourse.api import Ranges


def range_(
    missile: Annotated[str, typer.Argument(help="Catalogue id, e.g. nodong.")],
    from_: Annotated[str | None, typer.Option("--from", metavar="P", help="Site id or LAT,LON.")] = None,
    payload: Annotated[str | None, typer.Option(metavar="M", help="Another payload, kg.")] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """The greatest range of a missile: without rotation, and by azimuth on the rotating Earth."""
    from midcourse.cli.warm import warm

    if from_ is None:
        raise ScenarioError("no launch point", key="--from", allowed="a site id or LAT,LON")
    mass = None if payload is None else number(payload, "--payload", "mass", "kg")
    from midcourse.api import greatest_ranges

    warm(("falling", "boosting"), quiet)
    found = greatest_ranges(missile, from_, mass)
    if as_json:
        show_json(found.as_dict())
    else:
        print(_told(found))


def _told(found: Ranges) -> str:
    lines = [f"with {found.payload_kg:.0f} kg, steered for range (gravity turn to 50 km, then one attitude)"]
    if found.range_m is None:
        lines.append("without rotation  unbounded: it gets past the antipode, or does not come down")
    else:
        lines.append(f"without rotation  {found.range_m / 1e3:,.0f} km")
    for azimuth, far_m in list(zip(found.azimuth_deg, found.rotating_range_m, strict=True))[::9]:
        far = "unbounded" if far_m is None else f"{far_m / 1e3:,.0f} km"
        lines.append(f"towards {azimuth:3.0f} deg   {far}")
    return "\n".join(lines)
