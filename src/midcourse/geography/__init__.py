"""What lies where on the ground: cities, countries, coast and borders; everything is read on first use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from midcourse.geography.gazetteer import (
        City,
        Country,
        candidates,
        capitals,
        cities,
        city_names,
        countries,
        find_city,
        find_country,
    )
    from midcourse.geography.world import (
        border_lines,
        coast_lines,
        country_at,
        country_shape,
        distance_to_land_m,
        land,
    )

_HOME = {
    **dict.fromkeys(
        (
            "City",
            "Country",
            "candidates",
            "capitals",
            "cities",
            "city_names",
            "countries",
            "find_city",
            "find_country",
        ),
        "gazetteer",
    ),
    **dict.fromkeys(
        ("border_lines", "coast_lines", "country_at", "country_shape", "distance_to_land_m", "land"),
        "world",
    ),
}

__all__ = [
    "City",
    "Country",
    "border_lines",
    "candidates",
    "capitals",
    "cities",
    "city_names",
    "coast_lines",
    "countries",
    "country_at",
    "country_shape",
    "distance_to_land_m",
    "find_city",
    "find_country",
    "land",
]


def __getattr__(name: str) -> Any:
    """Import a public name on first use: the shapes behind half of them cost 0.2 s."""
    if name in _HOME:
        return getattr(import_module(f"midcourse.geography.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
