"""One of each answer that shows itself, small: what the tests of cards, frames and pictures look at."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import midcourse as mc
from midcourse.shown.card import Shown

FRAMES = {
    "Scenario": ("numbers",),
    "Runs": ("results", "shots", "story"),
    "Flight": ("path", "events", "stages"),
    "Ranges": ("ring", "cities"),
    "FlyOut": ("times", "burnouts"),
    "Chase": ("starts",),
    "Footprint": ("cells", "constraints"),
    "Seen": ("looks",),
    "Threat": ("reaches",),
    "ThirdParties": ("intercepts", "radars"),
    "Leakage": ("points",),
    "Flips": ("points",),
    "Sweep": ("rows",),
    "Comparison": ("differs",),
    "Campaigned": ("rows",),
    "RecordOfTests": ("tests", "ways"),
    "Claims": ("claims",),
    "TreatyFindings": ("findings", "readings"),
    "Arsenals": ("rows", "limits"),
    "Drawdown": ("rows", "stability", "inputs", "varied"),
    "Expansion": ("needs", "raids", "varied"),
    "Race": ("rows", "coefficients", "varied"),
    "OutlayRace": ("rows", "coefficients", "varied"),
    "Cost": ("rows", "sweep", "coefficients", "varied"),
    "Insight": ("rows", "held_back"),
}
PICTURES = {
    "Runs": ("timeline", "map", "altitude", "factors"),
    "Flight": ("altitude", "time", "track"),
    "Ranges": ("rings",),
    "FlyOut": ("fan", "globe"),
    "Chase": ("least_speed",),
    "Footprint": ("map",),
    "Seen": ("horizon", "coverage", "cross_section"),
    "Threat": ("map", "matrix"),
    "ThirdParties": ("map",),
    "Leakage": ("against",),
    "Flips": ("inputs", "boundary"),
    "Sweep": ("metric",),
    "RecordOfTests": ("posterior",),
    "Drawdown": ("arriving", "stability", "varied"),
    "Expansion": ("stock", "varied"),
    "Race": ("trajectories", "money", "varied"),
    "OutlayRace": ("outlays", "phase", "varied"),
    "Cost": ("exchange", "varied"),
    "Insight": ("indices", "worth", "map"),
}
NAMES = ("Estimate", *FRAMES)
CAMPAIGN = """
scenario: nodong-japan
design: sobol-indices
points: 16
over: ["doctrine.decision_delay=0..120 s", "doctrine.latency=20..200 s"]
runs: 40
"""


@cache
def one_of(name: str) -> Shown:
    """Return an answer of a class, made once."""
    scenario = mc.load("nodong-japan")
    match name:
        case "Scenario":
            return scenario
        case "Runs":
            return mc.run(scenario, runs=40, worlds=2)
        case "Estimate":
            return mc.run(scenario, runs=40, worlds=2).p_no_leaker
        case "Flight":
            return mc.fly("nodong", from_="musudan-ri", to="tokyo")
        case "Ranges":
            return mc.greatest_ranges("nodong", "musudan-ri", directions=12)
        case "FlyOut":
            return mc.fly_out("sm-3-iia", "37,134")
        case "Chase":
            return mc.chase(scenario)
        case "Footprint":
            return mc.footprint(scenario, 10.0)
        case "Seen":
            return mc.see(scenario)
        case "Threat":
            return mc.who_reaches("north-korea", "japan", "2005")
        case "ThirdParties":
            return mc.third_parties(scenario, 5)
        case "Leakage":
            return mc.leakage(scenario, "shots", "1,2", runs=4, worlds=2)
        case "Flips":
            vary = ["doctrine.decision_delay=0..900 s", "doctrine.latency=0..60 s"]
            return mc.flip(scenario, "covered:tokyo", vary)
        case "Sweep":
            return mc.sweep(scenario, "shots:tokyo", ["doctrine.decision_delay=0..900 s:4"])
        case "Comparison":
            return mc.compare(scenario, scenario.set("doctrine.salvo", 3), "p_no_leaker", runs=40, worlds=2)
    return of_states(name)


def of_states(name: str) -> Shown:
    """Return an answer of a class that no single scenario makes."""
    match name:
        case "RecordOfTests":
            return mc.flight_record("gmd", since="2004")
        case "Claims":
            return mc.check_claims(["ninety-seven-per-cent", "half-of-the-tests"])
        case "TreatyFindings":
            return mc.treaty("abm-1972", "europe-2007")
        case "Arsenals":
            return mc.forces(2009)
        case "Drawdown":
            return mc.drawdown(sizes="100..3000:9", vary="shield.decoys=0..4:3")
        case "Expansion":
            return mc.expand((1, 10), simulate="expansion-2007", runs=1, vary="kill=0.2..0.9:3")
        case "Race":
            return mc.race(years=5, worlds=20, vary="kill=0.2..0.9:3")
        case "OutlayRace":
            return mc.race("richardson", years=5, worlds=20, vary="reaction-shield=0.1..0.5:3")
        case "Cost":
            return mc.cost(worlds=20, vary="shots=1..5")
        case "Insight":
            return of_campaign()
        case "Campaigned":
            return of_campaign(told=True)
    raise ValueError(name)


def of_campaign(told: bool = False) -> Shown:
    """Return what follows from a campaign that is fought for it, or what it has found."""
    with TemporaryDirectory() as home:
        file, store = Path(home) / "small.yaml", Path(home) / "store"
        file.write_text(CAMPAIGN, encoding="utf-8")
        found = mc.campaign(file, store)
        return found if told else mc.insight("small", store, emulator=True, worth=True)
