"""Cited numbers of missiles, interceptors, sensors and sites; everything is read on first use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from midcourse.catalog.check import catalogue_warnings, check_catalogue
    from midcourse.catalog.deployed import Forces
    from midcourse.catalog.flight_counts import Counts, record_of, tally
    from midcourse.catalog.flight_tests import FlightRecord, FlightTest
    from midcourse.catalog.model import (
        DragTable,
        Infrared,
        Interceptor,
        KillVehicle,
        Missile,
        Radar,
        Reliability,
        Sensor,
        Site,
        Stage,
    )
    from midcourse.catalog.provenance import Provenance
    from midcourse.catalog.reader import (
        entries,
        load_coefficient,
        load_drag,
        load_forces,
        load_interceptor,
        load_missile,
        load_posture,
        load_record,
        load_sensor,
        load_shield,
        load_site,
        load_treaty,
    )
    from midcourse.catalog.treaty import Treaty

_HOME = {
    "check_catalogue": "check",
    "Provenance": "provenance",
    "Forces": "deployed",
    "Treaty": "treaty",
    "catalogue_warnings": "check",
    **dict.fromkeys(
        (
            "DragTable",
            "Infrared",
            "Interceptor",
            "KillVehicle",
            "Missile",
            "Radar",
            "Reliability",
            "Sensor",
            "Site",
            "Stage",
        ),
        "model",
    ),
    **dict.fromkeys(
        (
            "entries",
            "load_coefficient",
            "load_drag",
            "load_forces",
            "load_interceptor",
            "load_missile",
            "load_posture",
            "load_record",
            "load_sensor",
            "load_shield",
            "load_site",
            "load_treaty",
        ),
        "reader",
    ),
    **dict.fromkeys(("FlightRecord", "FlightTest"), "flight_tests"),
    **dict.fromkeys(("Counts", "record_of", "tally"), "flight_counts"),
}

__all__ = [
    "Counts",
    "DragTable",
    "FlightRecord",
    "FlightTest",
    "Forces",
    "Infrared",
    "Interceptor",
    "KillVehicle",
    "Missile",
    "Provenance",
    "Radar",
    "Reliability",
    "Sensor",
    "Site",
    "Stage",
    "Treaty",
    "catalogue_warnings",
    "check_catalogue",
    "entries",
    "load_coefficient",
    "load_drag",
    "load_forces",
    "load_interceptor",
    "load_missile",
    "load_posture",
    "load_record",
    "load_sensor",
    "load_shield",
    "load_site",
    "load_treaty",
    "record_of",
    "tally",
]


def __getattr__(name: str) -> Any:
    """Import a public name on first use: pydantic and the YAML reader cost 0.15 s."""
    if name in _HOME:
        return getattr(import_module(f"midcourse.catalog.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
