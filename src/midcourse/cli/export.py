"""`midcourse export`: one run of a folder for other programs."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from midcourse.cli.front import show_json
from midcourse.cli.options import Json, Quiet, folder_for_files, whole


def export(
    folder: Annotated[str, typer.Argument(help="A run folder.")],
    kml: Annotated[bool, typer.Option("--kml", help="Google Earth: tracks with time.")] = False,
    czml: Annotated[bool, typer.Option("--czml", help="Cesium: moving things, radar volumes.")] = False,
    geojson: Annotated[bool, typer.Option("--geojson", help="Maps and GIS.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Tables: objects, positions, events, shots, ….")] = False,
    stk: Annotated[bool, typer.Option("--stk", help="STK: one ephemeris (.e) for all that flew.")] = False,
    run: Annotated[
        str | None, typer.Option(metavar="K", help="Number of the run; default: the first recorded one.")
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            metavar="DIR", callback=folder_for_files, help="Folder to write to; default: FOLDER/export/run-K."
        ),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write one run of a folder for other programs: KML, CZML, GeoJSON, CSV, STK."""
    from midcourse.api.export import FORMS, wanted_forms

    number = None if run is None else whole(run, "--run", 0, 2**40)
    asked = dict(zip(FORMS, (kml, czml, geojson, csv, stk), strict=True))
    forms = wanted_forms([form for form, wanted in asked.items() if wanted])
    from midcourse.cli.warm import warm

    warm(("falling", "boosting", "fighting"), quiet)
    from midcourse.api.export import export as write

    told = write(folder, forms, number, out)
    if as_json:
        show_json(told.as_dict())
        return
    if not quiet:
        print(_sentence(told.as_dict()))
    for path in told.files:
        print(path)


def _sentence(told: dict[str, Any]) -> str:
    counts = f"{told['objects']} objects, {told['flights']} flights of interceptors, {told['events']} events"
    return f"run {told['run']}: {counts}; time 0 is called {told['start_utc']}"
