"""midcourse: an open, public-source simulation of the US missile shield.

import midcourse as mc
scenario = mc.load("nodong-japan")
many = mc.run(scenario, runs=1000, seed=1)
many.p_no_leaker
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from midcourse.version import __version__

if TYPE_CHECKING:
    from midcourse.api import (
        Arsenals,
        Campaigned,
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
        Insight,
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
        campaign,
        campaigns,
        chase,
        check_claims,
        check_store,
        claims,
        clear_store,
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
        globe,
        greatest_ranges,
        insight,
        kept_campaign,
        leakage,
        load,
        plan_campaign,
        query,
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
    "Campaigned",
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
    "Insight",
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
    "campaign",
    "campaigns",
    "chase",
    "check_claims",
    "check_store",
    "claims",
    "clear_store",
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
    "globe",
    "greatest_ranges",
    "insight",
    "kept_campaign",
    "leakage",
    "load",
    "plan_campaign",
    "query",
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


class _Front(ModuleType):
    """A module whose public functions are not hidden by rooms of the same name once these are imported."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Front


def __getattr__(name: str) -> Any:
    """Import the public functions on first use: the compiler behind them costs half a second."""
    if name in __all__:
        return getattr(import_module("midcourse.api"), name)
    raise AttributeError(f"module 'midcourse' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
