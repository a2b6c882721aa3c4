"""Plain words for what the code calls by short names: inputs, links of the chain, quantities."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario

INPUTS = {
    "dead": "dead mass",
    "decision_delay": "decision delay",
    "latency": "order delay",
    "common_cause": "common-cause share",
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
    "position_sigma": "position error",
    "velocity_sigma": "velocity error",
}
OWNERS = {"raid": "missile", "batteries": "interceptor", "sensors": "radar"}

LINK_WORDS = {
    "killed": "It was hit and destroyed.",
    "not seen": "No radar ever saw it.",
    "seen late": "It was seen only when it was too late to shoot.",
    "no firm track": "Radars saw it, but never well enough to know where it was going.",
    "not judged a threat": "It was tracked, but taken for something else, or its fall for harmless.",
    "no launch window": "It was known, but from then on no interceptor could have met it.",
    "overflown": "It passed over the battery before the interceptor's kill vehicle could have been ready.",
    "no interceptor left": "The battery had fired all that it had.",
    "held by doctrine": "There were interceptors, but the rules kept them back.",
    "failed in flight": "Interceptors were fired at it, and the last of them broke down on the way.",
    "not in the basket": "The interceptor arrived, but its target was outside what the seeker could see.",
    "out of divert": "The kill vehicle saw it, but did not have the fuel to reach it.",
    "wrong object": "The interceptor went for something else, such as a spent stage or a decoy.",
    "missed": "The kill vehicle flew past it.",
    "leaked after hit assessed": "A miss was taken for a hit, so nothing more was fired.",
    "threatened nobody": "It came down far from every defended place.",
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
    "official": "stated by an authority or a maker",
    "peer-reviewed": "published in a reviewed paper",
    "press": "reported",
    "estimated": "worked out from sources",
    "assumed": "assumed: no source gives it",
    "user": "set by hand",
}
LARGE = {"length": (1e3, "km"), "altitude": (1e3, "km"), "speed": (1e3, "km/s"), "power": (1e3, "kW"),
         "frequency": (1e9, "GHz"), "force": (1e3, "kN")}  # fmt: skip


def input_words(scenario: Scenario, path: str) -> str:
    """Return what an input is called in a sentence, e.g. `dead mass of the interceptor`; other words stay."""
    if path not in scenario.provenance:
        return path
    head, _, rest = path.partition(".")
    if head not in OWNERS:
        return INPUTS.get(rest, _plain(rest))
    at, _, leaf = rest.partition(".")
    owner = OWNERS[head]
    if head == "sensors" and not scenario.sensors[int(at)].is_radar:
        owner = "satellites"
    return f"{INPUTS.get(leaf, _plain(leaf))} of the {owner}"


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
        return f"{last.replace('_', ' ')} of stage {int(at) + 1}"
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


def percent(share: float | None) -> str:
    """Return a share in percent: whole numbers, tenths near the ends, a dash for none."""
    if share is None or math.isnan(share):
        return "–"
    near = 0.0 < share < 0.02 or 0.98 < share < 1.0
    return f"{100.0 * share:.1f} %" if near else f"{100.0 * share:.0f} %"


def seconds(time_s: float | None) -> str:
    """Return a time in whole seconds; a dash for what never happened."""
    return "–" if time_s is None or not math.isfinite(time_s) else f"{time_s:.0f} s"


def kilometres(length_m: float | None) -> str:
    """Return a length in km; a dash for none."""
    return "–" if length_m is None or not math.isfinite(length_m) else f"{length_m / 1e3:,.0f} km"
