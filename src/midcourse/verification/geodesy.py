"""Positions, directions, distances and gravity on and above the WGS84 ellipsoid."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from midcourse.kernels.atmosphere import US76
from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import (
    WGS84,
    Earth,
    ecef_to_enu,
    ecef_to_geodetic,
    enu_to_aer,
    geodetic_to_ecef,
    gravity,
)
from midcourse.verification import shipped
from midcourse.verification.row import Case, Change, Row


def rows(change: Change) -> Iterator[Row]:
    """Compare with PROJ, GeographicLib and normal gravity."""
    earth, _ = change(WGS84, US76)
    table = shipped.table("geodesy")
    for entry in table["geodetic"]["rows"]:
        yield from position_rows(earth, entry, table["geodetic"])
    for number, entry in enumerate(table["look"]["rows"], 1):
        yield from look_rows(earth, f"look-{number}", entry, table["look"])
    table = shipped.table("geodesic")
    for number, entry in enumerate(table["rows"], 1):
        yield from distance_rows(earth, f"geodesic-{number}", entry, table)
    table = shipped.table("normal_gravity")
    for entry in table["rows"]:
        yield gravity_row(earth, entry, table)


def position_rows(earth: Earth, entry: Any, table: Any) -> Iterator[Row]:
    """Compare one place both ways; the way back in m across the ellipsoid's normal and in altitude."""
    lat, lon, alt = math.radians(entry["lat_deg"]), math.radians(entry["lon_deg"]), float(entry["alt_m"])
    case = Case(f"geodetic {entry['lat_deg']:g},{entry['lon_deg']:.9g},{alt:g}", table["source"])
    there = geodetic_to_ecef(earth, lat, lon, alt)
    yield case.apart("geodetic to ECEF", math.dist(there, entry["ecef_m"]), table["tolerance_m"], "m")
    back = ecef_to_geodetic(earth, *(float(part) for part in entry["ecef_m"]))
    r = math.hypot(*entry["ecef_m"])
    east = math.remainder(back[1] - lon, 2.0 * math.pi) * math.cos(lat) * r
    gap = math.hypot((back[0] - lat) * r, east, back[2] - alt)
    yield case.apart("ECEF to geodetic", gap, table["tolerance_m"], "m")


def look_rows(earth: Earth, name: str, entry: Any, table: Any) -> Iterator[Row]:
    """Compare east, north, up, azimuth, elevation and range from a site to a target."""
    case = Case(name, table["source"])
    site, target = (place(spot) for spot in (entry["site"], entry["target"]))
    here, there = geodetic_to_ecef(earth, *site), geodetic_to_ecef(earth, *target)
    enu = ecef_to_enu(site[0], site[1], *(b - a for a, b in zip(here, there, strict=True)))
    azimuth, elevation, range_m = enu_to_aer(*enu)
    yield case.apart("east, north, up", math.dist(enu, entry["enu_m"]), table["tolerance_m"], "m")
    turn = math.remainder(math.degrees(azimuth) - entry["azimuth_deg"], 360.0)
    yield case.apart("azimuth", turn, table["tolerance_deg"], "deg")
    yield case.near(
        "elevation", math.degrees(elevation), entry["elevation_deg"], table["tolerance_deg"], "deg"
    )
    yield case.near("range", range_m, entry["range_m"], table["tolerance_m"], "m")


def distance_rows(earth: Earth, name: str, entry: Any, table: Any) -> Iterator[Row]:
    """Compare the surface distance and the first azimuth between two places."""
    case = Case(name, table["source"])
    ends = (math.radians(part) for part in (*entry["from"], *entry["to"]))
    distance, azimuth = arc_m(earth, *ends)
    yield case.near("surface distance", distance, entry["distance_m"], table["tolerance_m"], "m")
    turn = math.remainder(math.degrees(azimuth) - entry["azimuth_deg"], 360.0)
    yield case.apart("azimuth at the first place", turn, table["tolerance_deg"], "deg")


def gravity_row(earth: Earth, entry: Any, table: Any) -> Row:
    """Compare attraction and centrifugal acceleration together with normal gravity."""
    x, y, z = geodetic_to_ecef(earth, math.radians(entry["lat_deg"]), 0.0, float(entry["alt_m"]))
    gx, gy, gz = gravity(earth, x, y, z)
    w2 = earth.omega_rad_s**2
    ours = math.hypot(gx + w2 * x, gy + w2 * y, gz)
    case = Case(f"normal-gravity {entry['lat_deg']:g},{entry['alt_m']:g}", table["source"])
    note = "normal gravity has J4 and beyond"
    return case.near("gravity", ours, entry["gravity_m_s2"], table["tolerance_m_s2"], "m/s2", note)


def place(spot: Sequence[float]) -> tuple[float, float, float]:
    """Turn [latitude deg, longitude deg, altitude m] into rad, rad, m."""
    return math.radians(spot[0]), math.radians(spot[1]), float(spot[2])
