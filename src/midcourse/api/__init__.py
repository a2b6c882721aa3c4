"""The public functions behind `import midcourse`: what they return, and what they write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from midcourse.api.bounds import MAX_RUNS, MAX_SEED
from midcourse.api.campaigned import Campaigned
from midcourse.api.campaigns import campaign, kept_campaign, plan_campaign
from midcourse.api.claims import Claims, check_claims, claims
from midcourse.api.comparison import Comparison, compare
from midcourse.api.cost import Cost, cost
from midcourse.api.coverage import Footprint, footprint
from midcourse.api.drawdown import Drawdown, drawdown
from midcourse.api.expansion import Expansion, expand
from midcourse.api.export import Export, export
from midcourse.api.flights import Flight, fly, fly_state
from midcourse.api.flips import Flips, flip
from midcourse.api.flyout import FlyOut, fly_out
from midcourse.api.forces import Arsenals, forces
from midcourse.api.insight import Insight, insight
from midcourse.api.leakage import Leakage, leakage
from midcourse.api.outlays import OutlayRace
from midcourse.api.pursuit import Chase, chase
from midcourse.api.race import Race, race
from midcourse.api.ranges import Ranges, greatest_ranges
from midcourse.api.record import RecordOfTests, flight_record
from midcourse.api.reported import reproduce
from midcourse.api.runs import Runs, folder_name, load, run, run_key
from midcourse.api.scene import globe
from midcourse.api.seen import Seen, see
from midcourse.api.sobol import Sobol, sobol
from midcourse.api.stores import campaigns, check_store, clear_store, query
from midcourse.api.sweeps import Sweep, sweep
from midcourse.api.third_parties import ThirdParties, third_parties
from midcourse.api.threat import Threat, who_reaches
from midcourse.api.tornado import Tornado, tornado
from midcourse.api.treaty import TreatyFindings, treaty
from midcourse.campaign.estimate import Estimate
from midcourse.scenario import Scenario, parse_place

if TYPE_CHECKING:
    from midcourse.scenario import Place
    from midcourse.verification.row import Row

__all__ = [
    "MAX_RUNS",
    "MAX_SEED",
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
    "folder_name",
    "footprint",
    "forces",
    "globe",
    "greatest_ranges",
    "insight",
    "kept_campaign",
    "leakage",
    "load",
    "place",
    "plan_campaign",
    "query",
    "race",
    "reproduce",
    "run",
    "run_key",
    "see",
    "sobol",
    "sweep",
    "third_parties",
    "tornado",
    "treaty",
    "verify",
    "who_reaches",
]


def verify(all_cases: bool = False) -> list[Row]:
    """Run the check cases on this machine: case, ours, reference, difference, tolerance, pass."""
    from midcourse.verification.run import verify as run_checks

    return run_checks(all_cases)


def place(text: str) -> Place:
    """Return a place: a site id, or `lat,lon` in degrees."""
    return parse_place(text)
