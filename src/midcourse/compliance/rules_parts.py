"""Rules on what components are and where: Articles V, VI and IX, Agreed Statements D, E and F."""

from __future__ import annotations

from collections.abc import Iterator

from midcourse.catalog.treaty import Article
from midcourse.compliance.components import (
    ABM,
    AREAS,
    DOUBTFUL,
    RANGES,
    components,
    ground_of,
    guides_alone,
    is_component,
)
from midcourse.compliance.facts import (
    STRATEGIC,
    THEATRE,
    Facts,
    Part,
    distance_m,
    kind_of_targets,
    own_ground_ahead_m,
    told_targets,
)
from midcourse.compliance.finding import ALLOWED, BREACH, CONTESTED, Judged, absent

NO_COMPONENTS = "nothing is part of an ABM system"


def mobility(article: Article, facts: Facts) -> Iterator[Judged]:
    """How each component is based."""
    del article
    limit = "fixed on land"
    parts = components(facts)
    if not parts:
        yield absent(limit, NO_COMPONENTS)
        return
    moving = [one for one in parts if one.basing != "fixed"]
    if not moving:
        yield Judged(
            limit, f"all {len(parts)} parts fixed", ALLOWED, "no component is mobile or off the land"
        )
    for one in moving:
        value = (
            f"{one.where}: {'mobile on land' if one.basing == 'mobile' else 'based ' + _based(one.basing)}"
        )
        if one.basing == "mobile" and one.kind == "radar":
            why = f"a radar that is carried from place to place helps to guide; {told_targets(facts)}"
            yield Judged(limit, value, CONTESTED, why, case="carried-radar")
        elif is_component(one, facts) == DOUBTFUL:
            yield Judged(
                limit, value, CONTESTED, f"{told_targets(facts)}: theatre or strategic?", case="between"
            )
        else:
            yield Judged(limit, value, BREACH, f"part of an ABM system: {told_targets(facts)}")


def _based(basing: str) -> str:
    return {"sea": "at sea", "air": "in the air", "space": "in space"}[basing]


def not_in_scenarios(article: Article, facts: Facts) -> Iterator[Judged]:
    """What no scenario describes, so that none can breach it."""
    del facts
    what = (
        "launchers have no reload"
        if article.article.startswith("V")
        else "an interceptor has one kill vehicle"
    )
    yield absent("none", f"a scenario cannot say otherwise: {what}")


def other_systems(article: Article, facts: Facts) -> Iterator[Judged]:
    """What was made for another purpose and is used here, by the targets that are met."""
    lines = article.limits
    assert lines.target_range_m and lines.target_speed_m_s and lines.intercontinental_m
    limit = (
        f"targets to {lines.target_range_m / 1e3:,.0f} km and {lines.target_speed_m_s / 1e3:g} km/s; "
        f"strategic beyond {lines.intercontinental_m / 1e3:,.0f} km"
    )
    others = [one for one in (*facts.radars, *facts.batteries) if one.role != "abm"]
    if not others:
        yield absent(limit, "nothing here was made for another purpose")
    kind, target = kind_of_targets(facts), told_targets(facts)
    far_m = max(one.range_m for one in facts.targets)
    numbers = (lines.target_range_m, far_m, "m")
    for one in others:
        value = f"{one.where}: {target}"
        if one.role != "theatre" and not guides_alone(one, facts):
            why = (
                "it warns or verifies, and an ABM radar guides"
                if facts.batteries
                else "it guides no interceptor"
            )
            yield Judged(limit, value, ALLOWED, why, *numbers)
        elif kind == THEATRE:
            yield Judged(limit, value, ALLOWED, "the targets are those of theatre missiles", *numbers)
        elif kind == STRATEGIC:
            does = "it alone guides against" if one.role != "theatre" else "it meets, or helps to meet,"
            yield Judged(limit, value, BREACH, f"{does} a strategic missile", *numbers)
        else:
            yield Judged(
                limit,
                value,
                CONTESTED,
                "the targets are neither theatre nor intercontinental",
                *numbers,
                "between",
            )


def early_warning(article: Article, facts: Facts) -> Iterator[Judged]:
    """Whether each early-warning radar stands on the edge of its own country and looks out."""
    most_m = article.limits.ground_ahead_m or 0.0
    limit = f"at home, with at most {most_m / 1e3:,.0f} km of own ground before it (ours)"
    radars = [one for one in facts.radars if one.role == "early-warning"]
    if not radars:
        yield absent(limit, "no radar for early warning")
    for one in radars:
        verdict, value, why, ahead_m = warning_place(one, facts, most_m)
        case = "stood-abroad" if verdict == CONTESTED else ""
        judged = Judged(limit, value, verdict, why, case=case)
        if ahead_m is not None:
            judged = judged._replace(limit_value=most_m, value_number=ahead_m, unit="m")
        yield judged


def warning_place(one: Part, facts: Facts, most_m: float) -> tuple[str, str, str, float | None]:
    """Return the verdict on the place of an early-warning radar, value and why in words, and the own ground [m]."""
    if one.country == facts.party:
        ahead_m = own_ground_ahead_m(one, facts.party)
        out = ahead_m <= most_m
        value = f"{one.where}: {ahead_m / 1e3:,.0f} km of own ground ahead"
        why = "it faces outward" if out else "it looks across its own country"
        return (ALLOWED if out else BREACH), value, why, ahead_m
    value = f"{one.where}: in {one.country or 'no country'}"
    if _stood(one, facts):
        return CONTESTED, value, "abroad, where an early-warning radar stood in 1972", None
    return BREACH, value, "abroad, where none stood in 1972", None


def _stood(one: Part, facts: Facts) -> bool:
    from midcourse.catalog import load_site

    standing = facts.treaty.standing
    if standing is None or one.place is None:
        return False
    place = one.place
    return any(distance_m(load_site(site)[0], place) <= standing.radius_m for site in standing.sites)  # type: ignore[arg-type]


def large_radar(article: Article, facts: Facts) -> Iterator[Judged]:
    """Mean power times antenna area of each radar, and what exempts those above the limit."""
    most = article.limits.power_aperture_w_m2 or 0.0
    limit = f"{most / 1e6:g} MW m² (mean power times area)"
    if not facts.radars:
        yield absent(limit, "no radar")
    for one in facts.radars:
        assert one.power_aperture_w_m2 is not None
        value_w_m2, low, high = one.power_aperture_w_m2
        doubt = f" ({_mega(low)} to {_mega(high)})" if low < high else ""
        value = f"{one.where}: {_mega(value_w_m2)} MW m²{doubt}"
        if value_w_m2 <= most:
            verdict, why, case = ALLOWED, "below the limit", ""
        else:
            verdict, why, case = _exempt(one, facts)
        down, up = value_w_m2 > most >= low, value_w_m2 <= most < high
        across = "; its low is not above the limit" if down else "; its high is above the limit" if up else ""
        yield Judged(limit, value, verdict, why + across, most, value_w_m2, "W m²", case)


def _exempt(one: Part, facts: Facts) -> tuple[str, str, str]:
    """Return the verdict on a radar above the limit, why, and which words are read in two ways."""
    if one.basing == "fixed" and ground_of(one, facts, AREAS) is not None:
        return ALLOWED, "in an area of Article III", ""
    ground = ground_of(one, facts, RANGES)
    if ground is not None and ground.kind == "agreed-range":
        return ALLOWED, "at an agreed test range", ""
    if ground is not None:
        return CONTESTED, "at a range that one side has named", "named-range"
    part = is_component(one, facts)
    if one.role not in ("early-warning", "verification") or part == ABM:
        why = (
            "it alone guides, which no exemption covers"
            if guides_alone(one, facts)
            else "above the limit, and nothing exempts it"
        )
        return BREACH, why, ""
    if part == DOUBTFUL:
        return CONTESTED, f"it alone guides; {told_targets(facts)}: theatre or strategic?", "between"
    if one.role == "verification":
        return ALLOWED, "it serves to verify", ""
    most_m = next(
        (rule.limits.ground_ahead_m or 0.0 for rule in facts.treaty.articles if rule.rule == "early-warning"),
        0.0,
    )
    verdict, _, why, _ = warning_place(one, facts, most_m)
    return verdict, f"early warning: {why}", "stood-abroad" if verdict == CONTESTED else ""


def _mega(value: float) -> str:
    return f"{value / 1e6:,.3g}"


def abroad(article: Article, facts: Facts) -> Iterator[Judged]:
    """In whose country each component on land stands."""
    del article
    limit = "none outside one's own territory"
    parts = [one for one in components(facts) if one.basing in ("fixed", "mobile")]
    if not parts:
        yield absent(limit, NO_COMPONENTS)
        return
    away = [one for one in parts if one.country not in (facts.party, None) and not _at_range(one, facts)]
    if not away:
        yield Judged(
            limit,
            f"none of {len(parts)} parts abroad",
            ALLOWED,
            "at home or at agreed test ranges",
            0.0,
            0.0,
            "parts",
        )
    for one in away:
        value = f"{one.where}: in {_country(one.country)}"
        if is_component(one, facts) == ABM:
            yield Judged(limit, value, BREACH, "a component in another state", 0.0, float(one.count), "parts")
        else:
            why = f"in another state; a component only if the target is strategic: {told_targets(facts)}"
            yield Judged(limit, value, CONTESTED, why, 0.0, float(one.count), "parts", "between")


def _at_range(one: Part, facts: Facts) -> bool:
    ground = ground_of(one, facts, RANGES)
    return ground is not None and ground.kind == "agreed-range"


def _country(code: str | None) -> str:
    from midcourse.geography import find_country

    return "no country" if code is None else find_country(code).name


def other_principles(article: Article, facts: Facts) -> Iterator[Judged]:
    """Whether launches rest on satellites that see heat, or these only warn."""
    del article
    limit = "nothing that stands in for a radar"
    satellites = [one for one in facts.parts if one.kind == "satellites"]
    if not satellites:
        yield absent(limit, "no sensors but radars")
        return
    names = ", ".join(one.name for one in satellites)
    if facts.clock == "satellite" or facts.boost_commit or not facts.radars:
        why = "orders rest on what the satellites report"
        yield Judged(limit, f"{names}: decides", CONTESTED, why, case="warning-decides")
    else:
        yield Judged(
            limit, f"{names}: warns", ALLOWED, "satellites cue radars, and orders rest on radar tracks"
        )
