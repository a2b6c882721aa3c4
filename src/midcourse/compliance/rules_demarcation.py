"""Rules of the statements of 1997: speeds of interceptors of theatre defence, and of what they are tested against."""

from __future__ import annotations

import math
from collections.abc import Iterator

from midcourse.catalog.model import Interceptor
from midcourse.catalog.treaty import Article
from midcourse.compliance.facts import Facts, Part
from midcourse.compliance.finding import ALLOWED, BREACH, CONTESTED, Judged, absent
from midcourse.errors import NoSolution
from midcourse.kernels.earth import WGS84
from midcourse.scenario.model import BatteryItem

MEAN_RADIUS_M = 6_371_000.0
NO_THEATRE = "no interceptors of theatre defence"


def theatre(facts: Facts) -> tuple[Part, ...]:
    """Return the batteries of theatre defence."""
    return tuple(one for one in facts.batteries if one.role == "theatre")


def burnout_speed(interceptor: Interceptor) -> tuple[float, str]:
    """Return the burnout speed of an interceptor in m/s and where it comes from.

    By the reference flight; the published one where that flight ends its burn below 100 km. `nan` where neither is.
    """
    from midcourse.interceptors.reference_flight import burnout

    try:
        return burnout(interceptor).speed_m_s, "reference flight"
    except NoSolution:
        speed_m_s = interceptor.burnout_speed_m_s
        return (math.nan, "unknown") if speed_m_s is None else (speed_m_s, "published")


def range_of_speed_m(speed_m_s: float) -> float:
    """Return the ground range of least energy for a speed at the surface of a sphere that does not turn.

    Source: closed form of the minimum-energy ellipse: v² = 2 (GM/R) s / (1 + s), s = sin of a quarter of the range
    over the radius, doubled; half round the Earth at most.
    """
    share = speed_m_s**2 * MEAN_RADIUS_M / (2.0 * WGS84.gm_m3_s2)
    sine = share / (1.0 - share) if share < 0.5 else 1.0
    return 2.0 * MEAN_RADIUS_M * math.asin(min(sine, 1.0))


def binding(speed_m_s: float, range_m: float) -> str:
    """Say which of a speed and a range is met first by targets of least energy."""
    reach_m = range_of_speed_m(speed_m_s)
    first = "speed" if reach_m < range_m else "range"
    return f"with least energy {speed_m_s / 1e3:g} km/s is {reach_m / 1e3:,.0f} km: the {first} binds first"


def lower_speed(article: Article, facts: Facts) -> Iterator[Judged]:
    """Burnout speed of each interceptor of theatre defence against that of the first statement."""
    most = article.limits.interceptor_speed_m_s or 0.0
    limit = f"{most / 1e3:g} km/s"
    if not theatre(facts):
        yield absent(limit, NO_THEATRE)
    for one in theatre(facts):
        speed, by = _speed(one)
        value = f"{one.where}: {speed / 1e3:.2f} km/s ({by})"
        slow = speed <= most
        why = (
            "a lower-velocity system"
            if slow
            else "a higher-velocity system: left to each side, which the statement does not settle"
        )
        yield Judged(
            limit, value, ALLOWED if slow else CONTESTED, why, most, speed, "m/s", "" if slow else "faster"
        )


def targets(article: Article, facts: Facts) -> Iterator[Judged]:
    """Speed and range of what is met, each against its limit."""
    fast, far = article.limits.target_speed_m_s or 0.0, article.limits.target_range_m or 0.0
    if not theatre(facts):
        yield absent(f"{fast / 1e3:g} km/s, {far / 1e3:,.0f} km", NO_THEATRE)
        return
    which = binding(fast, far)
    for one in facts.targets:
        if one.speed_m_s is None:
            yield absent(f"{fast / 1e3:g} km/s", f"{one.name} does not get so far, so that it has no speed")
        else:
            value = f"{one.name}: {one.speed_m_s / 1e3:.2f} km/s"
            yield _under(f"{fast / 1e3:g} km/s", value, fast, one.speed_m_s, "m/s", which)
        yield _under(
            f"{far / 1e3:,.0f} km", f"{one.name}: {one.range_m / 1e3:,.0f} km", far, one.range_m, "m", which
        )


def no_space(article: Article, facts: Facts) -> Iterator[Judged]:
    """Whether an interceptor of theatre defence is based in space."""
    del article
    if not theatre(facts):
        yield absent("none in space", NO_THEATRE)
    for one in theatre(facts):
        up = one.basing == "space"
        why = "based in space" if up else "not based in space"
        yield Judged("none in space", f"{one.where}: {one.basing}", BREACH if up else ALLOWED, why)


def planned_speed(article: Article, facts: Facts) -> Iterator[Judged]:
    """Burnout speed of each interceptor against the fastest that was planned, at sea and elsewhere."""
    limits = article.limits
    if not theatre(facts):
        yield absent("speeds by basing", NO_THEATRE)
    for one in theatre(facts):
        most = (limits.sea_speed_m_s if one.basing == "sea" else limits.interceptor_speed_m_s) or 0.0
        speed, by = _speed(one)
        value = f"{one.where}, {one.basing}: {speed / 1e3:.2f} km/s ({by})"
        yield _under(
            f"{most / 1e3:g} km/s", value, most, speed, "m/s", f"the limit for its basing: {one.basing}"
        )


def _speed(one: Part) -> tuple[float, str]:
    assert isinstance(one.item, BatteryItem)
    return burnout_speed(one.item.interceptor)


def _under(limit: str, value: str, most: float, found: float, unit: str, why: str) -> Judged:
    return Judged(limit, value, BREACH if found > most else ALLOWED, why, most, found, unit)
