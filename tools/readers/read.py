"""Read what `midcourse export` has written with libraries that know nothing of midcourse, and say what they found.

    .venv-readers/bin/python tools/readers/read.py FOLDER

One JSON document on standard output: by czml3 the packets, by fastkml the tracks and points and by pykml the faults
against the published schema, by geojson-pydantic the features, by ANISE the states of the ephemeris files.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any


def czml(path: Path) -> list[dict[str, Any]]:
    from czml3 import Document

    found = []
    for packet in Document.load(path).packets:
        place = packet.position
        moving = place is not None and place.cartesianVelocity is not None
        found.append(
            {
                "id": packet.id,
                "availability": None
                if packet.availability is None
                else json.loads(packet.availability.dumps()),
                "states": place.cartesianVelocity.values if moving else None,
                "degrees": place.cartographicDegrees.values if place and place.cartographicDegrees else None,
                "method": [str(place.interpolationAlgorithm.value), place.interpolationDegree]
                if moving
                else None,
                "epoch": str(place.epoch) if moving else None,
                "ellipsoid": None if packet.ellipsoid is None else packet.ellipsoid.to_dict(),
                "label": packet.label is not None,
            }
        )
    return found


def kml(path: Path) -> dict[str, Any]:
    from fastkml import KML
    from lxml import etree
    from pykml.parser import Schema

    schema = Schema("kml22gx.xsd")
    schema.validate(etree.parse(path))
    faults = [str(one) for one in schema.schema.error_log]
    tracks, points, lines = [], [], []
    (document,) = KML.parse(path).features
    for folder in document.features:
        for mark in folder.features:
            told = {"folder": folder.name, "name": mark.name}
            geometry = mark.kml_geometry
            kind = type(geometry).__name__
            if kind == "Track":
                whens = [one.dt.isoformat() for one in geometry.whens]
                coords = [list(at) for at in geometry.coords]
                tracks.append({**told, "whens": whens, "coords": coords})
            elif kind == "Point":
                when = mark.time_stamp
                points.append(
                    {
                        **told,
                        "when": when and when.dt.isoformat(),
                        "coords": list(geometry.geometry.coords[0]),
                    }
                )
            else:
                lines.append({**told, "coords": [list(at) for at in geometry.geometry.coords]})
    return {"faults": faults, "tracks": tracks, "points": points, "lines": lines}


def geojson(path: Path) -> list[dict[str, Any]]:
    from geojson_pydantic import FeatureCollection

    return FeatureCollection.model_validate_json(path.read_text(encoding="utf-8")).model_dump()["features"]


def stk(path: Path) -> dict[str, Any]:
    # ANISE has no name for this frame and reads states without turning them: another frame's name stands in
    from anise.astro import Ephemeris

    with tempfile.TemporaryDirectory() as home:
        named, told = Path(home) / "named.e", Path(home) / "told.oem"
        text = path.read_text(encoding="utf-8")
        assert text.count("\nCoordinateSystem Fixed\n") == 1
        named.write_text(text.replace("CoordinateSystem Fixed", "CoordinateSystem ICRF"), encoding="utf-8")
        read = Ephemeris.from_stk_e_file(str(named))
        read.write_ccsds_oem(str(told))
        rows = told.read_text().split("META_STOP")[1].split("\n\n")[1].strip().splitlines()
    states = [[when, *map(float, numbers)] for when, *numbers in map(str.split, rows)]
    return {"start": str(read.start_epoch()), "end": str(read.end_epoch()), "states_km": states}


def main(folder: Path) -> None:
    told = {
        "czml": czml(folder / "scene.czml"),
        "kml": kml(folder / "scene.kml"),
        "geojson": geojson(folder / "scene.geojson"),
        "stk": {path.stem: stk(path) for path in sorted((folder / "stk").glob("*.e"))},
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
