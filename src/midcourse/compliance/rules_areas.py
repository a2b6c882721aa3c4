"""Rules on where launchers stand and how many: Articles I, III and IV, the protocol, Agreed Statement C."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from midcourse.catalog.treaty import Article
from midcourse.compliance.components import (
    AREAS,
    RANGES,
    areas_of,
    at_ranges,
    components,
    deployed,
    ground_of,
    nearest,
    too_many_at_ranges,
)
from midcourse.compliance.facts import Facts, Part, distance_m
from midcourse.compliance.finding import ALLOWED, BREACH, CONTESTED, Judged, absent

NO_LAUNCHERS = "no interceptors of an ABM system"
ALL_AT_RANGES = "all launchers stand at test ranges"


def national_defence(article: Article, facts: Facts) -> Iterator[Judged]:
    """Own places that are defended outside of any permitted area, and how many interceptors defend them."""
    most = article.limits.interceptors or 0
    limit = "no defence of the territory"
    shots = sum(one.count for one in components(facts) if one.kind == "battery")
    own = [place for place, country in facts.defended if country == facts.party]
    if not shots or not own:
        yield absent(
            limit, NO_LAUNCHERS if not shots else "no place of the party's own territory is defended"
        )
        return
    outside = [one for one in deployed(facts) if one.place and not _in_an_area(one.place, facts)]
    # a place in an area is defended as the treaty allows only by interceptors that stand in one too
    open_ = own if outside else [place for place in own if not _in_an_area(place, facts)]
    far = max(
        (distance_m(one.place, place) for one in facts.batteries if one.place for place in own), default=0.0
    )
    value = f"{len(open_)} of {len(own)} own places outside of areas, to {far / 1e3:,.0f} km; {shots} interceptors"
    numbers = (float(most), float(shots), "interceptors")
    if not open_:
        why = "what is defended, and what defends it, lies within a permitted area"
        yield Judged(limit, value, ALLOWED, why, *numbers)
    elif shots > most:
        yield Judged(
            limit,
            value,
            BREACH,
            f"more than {most} interceptors are no test, and they defend own places outside of permitted areas",
            *numbers,
        )
    else:
        why = "own places outside of permitted areas are defended, by no more interceptors than test ranges may have"
        yield Judged(limit, value, CONTESTED, why, *numbers, "limited")


def _in_an_area(place: object, facts: Facts) -> bool:
    known = (one for one in facts.treaty.grounds if one.kind in AREAS and one.party == facts.party)
    return any(distance_m(one, place) <= one.radius_m for one in known)  # type: ignore[arg-type]


def deployment_area(article: Article, facts: Facts) -> Iterator[Judged]:
    """Distance of each battery from the nearest permitted centre."""
    del article
    batteries = deployed(facts)
    limit = "150 km from the capital or the centre of an ICBM field"
    if not batteries:
        yield absent(limit, ALL_AT_RANGES if at_ranges(facts) else NO_LAUNCHERS)
    for one in batteries:
        found = nearest(one, facts, AREAS)
        if found is None:
            yield Judged(limit, one.where, BREACH, "the party has no area")
            continue
        ground, far_m = found
        inside = far_m <= ground.radius_m
        yield Judged(
            f"{ground.radius_m / 1e3:,.0f} km from the capital or the centre of an ICBM field",
            f"{one.where}: {far_m / 1e3:,.0f} km from {ground.name}",
            ALLOWED if inside else BREACH,
            f"{'within' if inside else 'outside of'} the nearest permitted area",
            ground.radius_m, far_m, "m",
        )  # fmt: skip


def area_count(article: Article, facts: Facts) -> Iterator[Judged]:
    """Interceptors in each area."""
    most = article.limits.interceptors or 0
    areas = areas_of(facts)
    if not areas:
        yield absent(f"{most} interceptors", ALL_AT_RANGES if at_ranges(facts) else NO_LAUNCHERS)
    for area in areas:
        yield _counted(sum(one.count for one in area), most, "interceptors", _named(area))


def area_radars(article: Article, facts: Facts) -> Iterator[Judged]:
    """ABM radars inside permitted areas: complexes about a capital, large and smaller radars at an ICBM field."""
    limits = article.limits
    large_w_m2 = next(
        (one.limits.power_aperture_w_m2 for one in facts.treaty.articles if one.rule == "large-radar"), None
    )
    inside = [(one, ground_of(one, facts, AREAS)) for one in components(facts) if one.kind == "radar"]
    fields = {ground.id: ground for _, ground in inside if ground is not None}
    if not fields:
        yield absent(
            "complexes, large and smaller radars in an area", "no ABM radar stands in a permitted area"
        )
    for key, ground in fields.items():
        there = [one for one, at in inside if at is not None and at.id == key]
        if ground.kind == "capital":
            spots = {(one.place.lat_deg, one.place.lon_deg) for one in there if one.place}
            yield _counted(len(spots), limits.complexes or 0, "complexes", ground.name)
            continue
        large = sum((one.power_aperture_w_m2 or (0.0,))[0] > (large_w_m2 or 0.0) for one in there)
        yield _counted(large, limits.large_radars or 0, "large phased arrays", ground.name)
        yield _counted(len(there) - large, limits.small_radars or 0, "smaller radars", ground.name)


def areas(article: Article, facts: Facts) -> Iterator[Judged]:
    """How many areas there are; of two one is about the capital and one at an ICBM field."""
    most = article.limits.areas or 0
    found = areas_of(facts)
    if not found:
        yield absent(
            f"{most} area{'s' if most > 1 else ''}", ALL_AT_RANGES if at_ranges(facts) else NO_LAUNCHERS
        )
        return
    judged = _counted(
        len(found), most, "areas" if most > 1 else "area", "; ".join(_named(area) for area in found)
    )
    kinds = [ground.kind for area in found if (ground := ground_of(area[0], facts, AREAS)) is not None]
    if len(kinds) > len(set(kinds)):
        judged = judged._replace(verdict=BREACH, because=f"two areas of one kind: {kinds[0]}")
    yield judged


def separation(article: Article, facts: Facts) -> Iterator[Judged]:
    """Distance between any two areas."""
    least_m = article.limits.separation_m or 0.0
    limit = f"at least {least_m / 1e3:,.0f} km apart"
    found = areas_of(facts)
    if len(found) < 2:
        yield absent(limit, "there are no two areas")
    for first, second in combinations(found, 2):
        here, there = first[0].place, second[0].place
        assert here is not None and there is not None
        apart_m = distance_m(here, there)
        near = apart_m < least_m
        value = f"{here.name} to {there.name}: {apart_m / 1e3:,.0f} km"
        why = "two areas closer than that could work as one" if near else "far enough apart"
        yield Judged(limit, value, BREACH if near else ALLOWED, why, least_m, apart_m, "m")


def range_count(article: Article, facts: Facts) -> Iterator[Judged]:
    """Launchers at all test ranges together."""
    most = article.limits.launchers or 0
    tests = at_ranges(facts)
    if not tests:
        yield absent(f"{most} launchers at ranges", "no launcher stands at a test range")
        return
    yield _counted(sum(one.count for one in tests), most, "launchers at ranges", _named(list(tests)))


def range_agreed(article: Article, facts: Facts) -> Iterator[Judged]:
    """Whether each range with launchers is an agreed one."""
    del article
    limit = "a range that exists or is additionally agreed"
    tests = () if too_many_at_ranges(facts) else at_ranges(facts)
    if not tests:
        why = (
            "more launchers than ranges may have: no test"
            if at_ranges(facts)
            else "no launcher stands at a test range"
        )
        yield absent(limit, why)
    for one in tests:
        ground = ground_of(one, facts, RANGES)
        assert ground is not None
        value = f"{one.where}: {one.count} launcher{'s' if one.count > 1 else ''}, {ground.name}"
        if ground.kind == "agreed-range":
            yield Judged(limit, value, ALLOWED, "an agreed test range")
        else:
            since = "" if ground.since is None else f" since {ground.since.isoformat()}"
            yield Judged(
                limit,
                value,
                CONTESTED,
                f"named as a range by one side{since}, never agreed",
                case="named-range",
            )


def _counted(found: int, most: int, what: str, where: str) -> Judged:
    over = found > most
    why = (
        f"{found - most} above the limit" if over else "at the limit" if found == most else "below the limit"
    )
    return Judged(
        f"{most} {what}",
        f"{found} ({where})",
        BREACH if over else ALLOWED,
        why,
        float(most),
        float(found),
        what,
    )


def _named(parts: list[Part]) -> str:
    return ", ".join(dict.fromkeys(one.place.name for one in parts if one.place is not None))
