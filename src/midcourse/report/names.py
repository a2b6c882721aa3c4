"""Plain words for what the code calls by short names: inputs, links of the chain, quantities."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from midcourse.shown.share import TINY as TINY
from midcourse.shown.share import percent as percent
from midcourse.shown.share import tenths as tenths

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario

INPUTS = {
    "dead": "dead mass",
    "decision_delay": "decision delay",
    "latency": "order delay",
    "common_cause": "share of common failures",
    "spacing": "launch spacing",
    "assessment_delay": "delay of hit assessment",
    "miss_called_hit": "misses called hits",
    "hit_called_miss": "hits called misses",
    "threat_probability": "threshold for shooting",
    "silence": "silence that ends tracks",
    "firm_ellipse": "firm-track threshold",
    "kill_vehicle.divert": "divert speed",
    "kill_vehicle.acquisition_range": "seeker range",
    "kill_vehicle.half_field_of_view": "seeker field",
    "kill_vehicle.seeker_noise": "seeker noise",
    "kill_vehicle.hit_miss": "hit radius",
    "kill_vehicle.ready": "kill-vehicle readiness",
    "flight_time_limit": "flight-time limit",
    "floor": "lowest intercept",
    "rcs_warhead": "warhead's radar cross section",
    "rcs_burning": "burning rocket's radar cross section",
    "rcs_stage": "spent stage's radar cross section",
    "class_separation": "power to tell warheads apart",
    "search_share": "search share",
    "least_speed_share": "least speed share",
    "mean_power": "mean power",
    "system_temperature": "noise temperature",
    "range": "range",
    "available": "first year in service",
    "ballistic_coefficient": "ballistic coefficient",
    "angle_bias": "angle bias",
    "aperture": "antenna area",
    "beside": "search beside a track",
    "boresight": "middle direction",
    "burnout_speed": "published burnout speed",
    "cloud_top": "height of the clouds",
    "common_discrimination": "common share of looks",
    "cue_sector": "search sector after a cue",
    "cue_spread": "search spread after a cue",
    "dwell": "time of a look",
    "false_alarm": "false-alarm chance",
    "fence": "height of the search fence",
    "half_field": "half field of view",
    "kill_vehicle.homing_lag": "homing lag",
    "kill_vehicle.homing_time": "least homing time",
    "kill_vehicle.mass": "kill-vehicle mass",
    "kill_vehicle.max_acceleration": "greatest homing acceleration",
    "launch": "time of launch",
    "look_interval": "time between looks",
    "looks_to_learn": "looks to tell warheads apart",
    "payload": "payload",
    "range_payload": "payload of the range",
    "range_bias": "range bias",
    "rcs_burning_uhf": "burning rocket's UHF cross section",
    "rcs_debris": "debris's radar cross section",
    "rcs_warhead_uhf": "warhead's UHF cross section",
    "report_interval": "time between track reports",
    "search_revisit": "time to search a fence",
    "shroud": "shroud mass",
    "shroud_release": "time of shroud release",
    "turn": "turning speed",
    "update_interval": "time between updates",
    "site.lat": "latitude of the site",
    "site.lon": "longitude of the site",
    "site.alt": "height of the site",
    "from.lat": "latitude of the launch point",
    "from.lon": "longitude of the launch point",
    "from.alt": "height of the launch point",
    "to.lat": "latitude of the aim",
    "to.lon": "longitude of the aim",
    "to.alt": "height of the aim",
    "position_sigma": "position error",
    "velocity_sigma": "velocity error",
}
RULES = {"doctrine": "rules of the defence", "tracker": "rules for tracks"}
OWNERS = {"raid": "missile", "batteries": "interceptor", "sensors": "radar"}

LINK_WORDS = {
    "killed": "The warhead was hit and destroyed.",
    "not seen": "No radar ever saw the warhead.",
    "seen late": "The warhead was seen only when it was too late to shoot.",
    "no firm track": "Radars saw the warhead, but never well enough to know where it was going.",
    "not judged a threat": "The warhead was tracked, but taken for something else, or its fall for harmless.",
    "no launch window": "The warhead was known, but from then on no interceptor could have met it.",
    "overflown": "The warhead passed over the battery before the interceptor's kill vehicle could have been ready.",
    "no interceptor left": "The battery had fired all that it had.",
    "held by doctrine": "There were interceptors, but the rules kept them back.",
    "failed in flight": "Interceptors were fired at the warhead, and the last of them broke down on the way.",
    "not in the basket": "The interceptor arrived, but the warhead was outside what its seeker could see.",
    "out of divert": "The kill vehicle saw the warhead, but did not have the fuel to reach it.",
    "wrong object": "The interceptor went for something else, such as a spent stage or a decoy.",
    "missed": "The kill vehicle flew past the warhead.",
    "leaked after hit assessed": "A miss was taken for a hit, so nothing more was fired.",
    "threatened nobody": "The warhead came down far from every defended place.",
}
FACTOR_WORDS = {
    "detect": ("seen", "a radar detects the warhead at least once"),
    "track": ("tracked", "the radars make a track of it"),
    "discriminate": ("taken for a warhead", "it is not sorted out as a stage, debris or a decoy"),
    "decide": ("taken for a threat", "its path is judged to end at a defended place"),
    "reach": ("in reach", "an interceptor is fired that can meet it"),
    "survive_launch": ("interceptor works", "the first interceptor does not break down"),
    "basket": ("in the seeker's view", "the track brings the interceptor close enough for its seeker to see"),
    "hit": ("hit", "homing ends in a hit on the right object"),
}
ORDER = ("detect", "track", "discriminate", "decide", "reach", "survive_launch", "basket", "hit")
GRADE_WORDS = {
    "official": "stated by a government or an agency, or exchanged under a treaty",
    "peer-reviewed": "published in a reviewed paper",
    "press": "reported in the press, claimed in public, or taken from public lists",
    "estimated": "worked out from sources, a maker's figure, or recalled and not read again",
    "assumed": "assumed: no source gives it",
    "user": "set by hand",
}
LARGE = {"length": (1e3, "km"), "altitude": (1e3, "km"), "speed": (1e3, "km/s"), "power": (1e3, "kW"),
         "frequency": (1e9, "GHz"), "force": (1e3, "kN")}  # fmt: skip


STAGES = {
    "propellant": "propellant mass",
    "inert": "empty mass",
    "isp_vacuum": "vacuum impulse",
    "isp_sea_level": "sea-level impulse",
    "burn": "burning time",
}
NUMBERED = {"satellites": "satellite", "defended": "defended place", "holders": "holder"}
PLACES = {"lat": "latitude", "lon": "longitude", "alt": "height"}


def input_words(scenario: Scenario, path: str) -> str:
    """Return what an input is called in a sentence, e.g. `dead mass of the interceptor`; other words stay."""
    if path not in scenario.provenance:
        return path
    head, _, rest = path.partition(".")
    if head not in OWNERS:
        return (
            " of ".join(own_words(scenario, path)) if head == "defended" else INPUTS.get(rest, _plain(rest))
        )
    at, _, leaf = rest.partition(".")
    owner = OWNERS[head]
    if head == "sensors" and not scenario.sensors[int(at)].is_radar:
        owner = "satellites"
    elif head == "sensors" and sum(item.is_radar for item in scenario.sensors) > 1:
        owner = scenario.sensors[int(at)].radar.name  # which of them
    return f"{INPUTS.get(leaf, _plain(leaf))} of the {owner}"


def own_words(scenario: Scenario, path: str) -> tuple[str, str]:
    """Return what an input is called without its owner, and the name of its owner: an entry, a place, or rules."""
    head, _, rest = path.partition(".")
    at, _, leaf = rest.partition(".")
    if head == "defended" and at.isdigit():
        place = scenario.defended[int(at)]
        return PLACES.get(leaf, leaf), place.name or place.id
    if head in OWNERS and at.isdigit():
        return INPUTS.get(leaf, _plain(leaf)), owner_words(scenario, path)
    return INPUTS.get(rest, _plain(rest)), RULES.get(head, "the scenario")


def owner_words(scenario: Scenario, path: str) -> str:
    """Return the name of the entry that an input belongs to, empty for rules."""
    head, _, rest = path.partition(".")
    at = rest.partition(".")[0]
    if head not in OWNERS or not at.isdigit():
        return ""
    key = {"raid": "missile", "batteries": "interceptor", "sensors": "sensor"}[head]
    entry = getattr(getattr(scenario, head)[int(at)], key)
    return str(entry.name or entry.id)


def _plain(leaf: str) -> str:
    # `stages.1.burn` becomes `burn of stage 2`, `reliability.launch` becomes `launch reliability`
    head, _, rest = leaf.partition(".")
    at, _, last = rest.partition(".")
    if head == "stages" and at.isdigit():
        return f"{STAGES.get(last, last.replace('_', ' '))} of stage {int(at) + 1}"
    if head in ("satellites", "defended", "holders") and at.isdigit():
        return f"{PLACES.get(last, INPUTS.get(last, last))} of {NUMBERED[head]} {int(at) + 1}"
    return " ".join(reversed([part for part in leaf.split(".") if not part.isdigit()])).replace("_", " ")


def quantity(value: float | None, dimension: str, unit: str = "") -> str:
    """Return a number as people read it, e.g. `3,600 km`, `2.5 deg`, `0.01 m² (-20 dBsm)`; a dash for none."""
    if value is None:
        return "–"
    if dimension == "year":
        return f"{value:.0f}"
    if dimension in ("angle", "angular_rate"):
        small = abs(value) < 1e-3
        after = "/s" if dimension == "angular_rate" else ""
        return (
            f"{value * 1e6:.4g} µrad{after}" if small and value else f"{math.degrees(value):.4g} deg{after}"
        )
    if dimension == "cross_section" and value > 0.0:
        return f"{value:.3g} m² ({10.0 * math.log10(value):.0f} dBsm)"
    if dimension == "gain" and value > 0.0:
        return f"{10.0 * math.log10(value):.3g} dB"
    scale, name = LARGE.get(dimension, (1.0, unit))
    if abs(value) < scale:
        scale, name = 1.0, unit
    shown = f"{value / scale:,.0f}" if abs(value / scale) >= 1e4 else f"{value / scale:.5g}"
    return f"{shown} {name}".replace("^2", "²").strip()


def seconds(time_s: float | None) -> str:
    """Return a time in whole seconds; a dash for what never happened."""
    return "–" if time_s is None or not math.isfinite(time_s) else f"{time_s:.0f} s"


def kilometres(length_m: float | None) -> str:
    """Return a length in km; a dash for none."""
    return "–" if length_m is None or not math.isfinite(length_m) else f"{length_m / 1e3:,.0f} km"
