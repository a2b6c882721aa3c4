"""What of a scenario is part of an ABM system, on what ground it stands, and which areas that makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from midcourse.compliance.facts import (
    BETWEEN,
    IN_ONE_AREA_M,
    THEATRE,
    Facts,
    Part,
    distance_m,
    kind_of_targets,
)

if TYPE_CHECKING:
    from midcourse.catalog.treaty import Ground

ABM, DOUBTFUL, OTHER = "abm", "doubtful", "other"
RANGES = ("agreed-range", "named-range")
AREAS = ("capital", "icbm-field")


def is_component(part: Part, facts: Facts) -> str:
    """Return whether something is part of an ABM system: it is, it is read in two ways, or it is not.

    What was made as such is. An interceptor or a radar of theatre defence is where what it meets, or helps to meet, is
    strategic. A radar for warning or verification is where it alone guides: no ABM radar stands beside it.
    """
    if part.role == "abm":
        return ABM
    if part.kind == "satellites" or not facts.batteries:
        return OTHER
    if part.role != "theatre" and (_has_abm_radar(facts) or not _has_abm_battery(facts)):
        return OTHER
    kind = kind_of_targets(facts)
    return OTHER if kind == THEATRE else DOUBTFUL if kind == BETWEEN else ABM


def guides_alone(part: Part, facts: Facts) -> bool:
    """Return whether a radar for warning or verification guides ABM interceptors with no ABM radar beside it."""
    warns = part.kind == "radar" and part.role in ("early-warning", "verification")
    return warns and _has_abm_battery(facts) and not _has_abm_radar(facts)


def components(facts: Facts) -> tuple[Part, ...]:
    """Return what is part of an ABM system, the doubtful ones too."""
    return tuple(one for one in (*facts.radars, *facts.batteries) if is_component(one, facts) != OTHER)


def ground_of(part: Part, facts: Facts, kinds: tuple[str, ...]) -> Ground | None:
    """Return the ground of the party on which something stands, of some kinds, the nearest centre first."""
    if part.place is None:
        return None
    near = nearest(part, facts, kinds)
    return None if near is None or near[1] > near[0].radius_m else near[0]


def nearest(part: Part, facts: Facts, kinds: tuple[str, ...]) -> tuple[Ground, float] | None:
    """Return the nearest ground of some kinds on the day, with the distance to its centre in m."""
    assert part.place is not None
    here = part.place
    known = [
        one
        for one in facts.treaty.grounds
        if one.kind in kinds and one.party == facts.party and (one.since is None or one.since <= facts.day)
    ]
    return min(((one, distance_m(here, one)) for one in known), key=lambda found: found[1], default=None)


def at_ranges(facts: Facts) -> tuple[Part, ...]:
    """Return the batteries of an ABM system that stand at a test range, agreed or named by one side."""
    found = (one for one in facts.batteries if is_component(one, facts) != OTHER)
    return tuple(one for one in found if ground_of(one, facts, RANGES) is not None)


def too_many_at_ranges(facts: Facts) -> bool:
    """Return whether more launchers stand at ranges than Article IV allows."""
    most = next((one.limits.launchers for one in facts.treaty.articles if one.rule == "range-count"), None)
    return most is not None and sum(one.count for one in at_ranges(facts)) > most


def deployed(facts: Facts) -> tuple[Part, ...]:
    """Return the batteries of an ABM system that are no test: not at a range, or more than may stand there."""
    tests = () if too_many_at_ranges(facts) else at_ranges(facts)
    found = (one for one in facts.batteries if is_component(one, facts) != OTHER)
    return tuple(one for one in found if one not in tests)


def areas_of(facts: Facts) -> list[list[Part]]:
    """Return deployed batteries area by area: what lies within two radii of each other is one."""
    areas: list[list[Part]] = []
    for one in deployed(facts):
        near = [area for area in areas if any(_close(one, other) for other in area)]
        areas = [area for area in areas if area not in near]
        areas.append([one, *(other for area in near for other in area)])
    return areas


def _close(a: Part, b: Part) -> bool:
    assert a.place is not None and b.place is not None
    return distance_m(a.place, b.place) <= IN_ONE_AREA_M


def _has_abm_radar(facts: Facts) -> bool:
    return any(one.role == "abm" for one in facts.radars)


def _has_abm_battery(facts: Facts) -> bool:
    return any(one.role == "abm" for one in facts.batteries)
