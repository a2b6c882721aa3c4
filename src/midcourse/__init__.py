"""midcourse: an open, public-source simulation of the US missile shield.

import midcourse as mc
scenario = mc.load("nodong-japan")
many = mc.run(scenario, runs=1000, seed=1)
many.p_no_leaker
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from midcourse.version import __version__

if TYPE_CHECKING:
    from midcourse.api import (
        Arsenals,
        Chase,
        Claims,
        Comparison,
        Cost,
        Drawdown,
        Estimate,
        Expansion,
        Export,
        Flight,
        Flips,
        FlyOut,
        Footprint,
        Leakage,
        OutlayRace,
        Race,
        Ranges,
        RecordOfTests,
        Runs,
        Scenario,
        Seen,
        Sobol,
        Sweep,
        ThirdParties,
        Threat,
        Tornado,
        TreatyFindings,
        chase,
        check_claims,
        claims,
        compare,
        cost,
        drawdown,
        expand,
        export,
        flight_record,
        flip,
        fly,
        fly_out,
        fly_state,
        footprint,
        forces,
        greatest_ranges,
        leakage,
        load,
        race,
        reproduce,
        run,
        see,
        sobol,
        sweep,
        third_parties,
        tornado,
        treaty,
        verify,
        who_reaches,
    )
__all__ = [
    "Arsenals",
    "Chase",
    "Claims",
    "Comparison",
    "Cost",
    "Drawdown",
    "Estimate",
    "Expansion",
    "Export",
    "Flight",
    "Flips",
    "FlyOut",
    "Footprint",
    "Leakage",
    "OutlayRace",
    "Race",
    "Ranges",
    "RecordOfTests",
    "Runs",
    "Scenario",
    "Seen",
    "Sobol",
    "Sweep",
    "ThirdParties",
    "Threat",
    "Tornado",
    "TreatyFindings",
    "__version__",
    "chase",
    "check_claims",
    "claims",
    "compare",
    "cost",
    "drawdown",
    "expand",
    "export",
    "flight_record",
    "flip",
    "fly",
    "fly_out",
    "fly_state",
    "footprint",
    "forces",
    "greatest_ranges",
    "leakage",
    "load",
    "race",
    "reproduce",
    "run",
    "see",
    "sobol",
    "sweep",
    "third_parties",
    "tornado",
    "treaty",
    "verify",
    "who_reaches",
]


def __getattr__(name: str) -> Any:
    """Import the public functions on first use: the compiler behind them costs half a second."""
    if name in __all__:
        return getattr(import_module("midcourse.api"), name)
    raise AttributeError(f"module 'midcourse' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
