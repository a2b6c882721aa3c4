"""`midcourse reach`: where an interceptor can be, and when."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated

import typer

from midcourse.cli.front import show_json
from midcourse.cli.options import Json, Quiet, folder_to_write
from midcourse.errors import ScenarioError

if TYPE_CHECKING:
    from midcourse.api import FlyOut


def reach(
    interceptor: Annotated[str, typer.Argument(help="Catalogue id of an interceptor.")],
    site: Annotated[str | None, typer.Option("--site", metavar="P", help="Site id, city or LAT,LON.")] = None,
    plot: Annotated[
        str | None,
        typer.Option(metavar="DIR", callback=folder_to_write, help="Draw the isochrones into this folder."),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Where an interceptor can be, and when: burnout speed by angle, isochrones in altitude and on the globe."""
    from midcourse.cli.warm import warm

    if site is None:
        raise ScenarioError("no place for the launcher", key="--site", allowed="a site id, a city or LAT,LON")
    warm(("falling", "boosting", "covering"), quiet)
    from midcourse.api import fly_out

    found = fly_out(interceptor, site)
    drawn = [] if plot is None else found.plot.save_all(plot)
    if as_json:
        show_json(found.as_dict())
        return
    print("\n".join([*_told(found), *(f"picture  {path}" for path in drawn)]))


def _told(found: FlyOut) -> list[str]:
    import numpy as np

    table, reference = found.table, found.burnouts[45]
    ceiling = "" if math.isinf(table.ceiling_m) else f", ceiling {table.ceiling_m / 1e3:,.0f} km"
    lines = [
        found.answer(),
        f"{found.interceptor.id} at {found.place.name}: burnout after {table.burnout_s:.0f} s, of use from "
        f"{table.ready_s:.0f} to {table.limit_s:.0f} s, floor {table.floor_m / 1e3:,.0f} km{ceiling}",
        f"burnout speed  {reference.speed_m_s / 1e3:.2f} km/s at 45 deg without rotation, "
        f"{found.inertial_m_s / 1e3:.2f} km/s inertial eastwards from the site",
    ]
    for angle, flown in found.burnouts.items():
        lines.append(
            f"  held at {angle:2d} deg  {flown.speed_m_s / 1e3:.2f} km/s at {flown.altitude_m / 1e3:,.0f} km, "
            f"{flown.down_range_m / 1e3:,.0f} km out"
        )
    ranges, altitudes, times = found.grid()
    lines.append("least time of flight, s, by altitude (down) and distance over the ground")
    columns = np.unique(np.linspace(0, len(ranges) - 1, 9).astype(int))
    rows = np.unique(np.linspace(0, len(altitudes) - 1, 9).astype(int))
    lines.append("          " + "".join(f"{ranges[c] / 1e3:8,.0f}" for c in columns) + "  km")
    for r in rows[::-1]:
        cells = "".join(f"{t:8.0f}" if math.isfinite(t) else "       -" for t in times[r, columns])
        lines.append(f"{altitudes[r] / 1e3:7,.0f} km{cells}")
    return lines
