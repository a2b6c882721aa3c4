"""The US Standard Atmosphere 1976 at heights where its figures are printed or computed outside."""

from __future__ import annotations

from collections.abc import Iterator

from midcourse.kernels.atmosphere import US76, density_pressure_sound
from midcourse.kernels.earth import WGS84
from midcourse.verification import shipped
from midcourse.verification.row import Case, Change, Row

COLUMNS = (
    ("density", "density_kg_m3", "kg/m3"),
    ("pressure", "pressure_pa", "Pa"),
    ("speed of sound", "sound_m_s", "m/s"),
)


def rows(change: Change) -> Iterator[Row]:
    """Compare density, and below 86 km pressure and speed of sound, with the standard."""
    _, air = change(WGS84, US76)
    table = shipped.table("us76")
    for part in ("lower", "upper"):
        for entry in table[part]["rows"]:
            case = Case(f"us76-{entry['alt_m'] / 1e3:g}km", table[part]["source"])
            ours = density_pressure_sound(air, float(entry["alt_m"]))
            for value, (what, key, unit) in zip(ours, COLUMNS, strict=True):
                if key in entry:
                    yield case.share(what, value, entry[key], table[part]["relative_tolerance"], unit)
