"""A treaty asked of a scenario, or of deployed forces: its articles one by one, each by its named rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from midcourse.catalog.deployed import MEASURES, Forces
from midcourse.catalog.reader import entries, load_forces, load_treaty
from midcourse.catalog.spelling import did_you_mean
from midcourse.catalog.treaty import Article, Treaty
from midcourse.compliance import rules_areas, rules_arms, rules_demarcation, rules_parts
from midcourse.compliance.facts import facts_of
from midcourse.compliance.finding import Finding, Judged, finding_of
from midcourse.errors import CatalogError, ScenarioError

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario

Rules = Mapping[str, Callable[..., Iterator[Judged]]]

OF_SCENARIOS: Rules = {
    "national-defence": rules_areas.national_defence,
    "deployment-area": rules_areas.deployment_area,
    "area-count": rules_areas.area_count,
    "area-radars": rules_areas.area_radars,
    "areas": rules_areas.areas,
    "separation": rules_areas.separation,
    "range-count": rules_areas.range_count,
    "range-agreed": rules_areas.range_agreed,
    "mobility": rules_parts.mobility,
    "not-in-scenarios": rules_parts.not_in_scenarios,
    "other-systems": rules_parts.other_systems,
    "early-warning": rules_parts.early_warning,
    "large-radar": rules_parts.large_radar,
    "abroad": rules_parts.abroad,
    "other-principles": rules_parts.other_principles,
    "lower-speed": rules_demarcation.lower_speed,
    "targets": rules_demarcation.targets,
    "no-space": rules_demarcation.no_space,
    "planned-speed": rules_demarcation.planned_speed,
}
OF_FORCES: Rules = {
    "vehicles": rules_arms.vehicles,
    "launchers": rules_arms.launchers,
    "warheads": rules_arms.warheads,
    "missile-warheads": rules_arms.missile_warheads,
    "missiles-alone": rules_arms.missiles_alone,
    "slbm-warheads": rules_arms.slbm_warheads,
    "many-warheads": rules_arms.many_warheads,
    "mobile-warheads": rules_arms.mobile_warheads,
    "heavy": rules_arms.heavy,
    "heavy-warheads": rules_arms.heavy_warheads,
    "throw-weight": rules_arms.throw_weight,
}


def treaty_of(name: str) -> Treaty:
    """Return a treaty by its id.

    Raises:
        ScenarioError: no such treaty.
    """
    known = entries("treaties")
    if name not in known:
        raise ScenarioError(
            f"no such treaty{did_you_mean(name, known)}", key="TREATY", got=name, allowed=", ".join(known)
        )
    return load_treaty(name)[0]


def signed_treaty(name: str) -> Treaty:
    """Return a treaty by its id, which can be asked.

    Raises:
        ScenarioError: no such treaty, or a framework that was never signed as one.
    """
    law = treaty_of(name)
    if law.framework:
        known = [one for one in entries("treaties") if not load_treaty(one)[0].framework]
        why = f"{law.name} was never signed as a treaty, and says no rule to count by"
        raise ScenarioError(why, key="TREATY", got=name, allowed=", ".join(known))
    return law


def forces_of(name: str, key: str = "FORCES") -> Forces:
    """Return deployed forces by their id; `key` is where it was asked for.

    Raises:
        ScenarioError: no such entry.
    """
    known = entries("forces")
    if name not in known:
        why = f"no such entry of forces{did_you_mean(name, known)}"
        raise ScenarioError(why, key=key, got=name, allowed=", ".join(known))
    return load_forces(name)[0]


def findings_of(treaty: str, scenario: Scenario, on: date | None = None) -> tuple[Finding, ...]:
    """Ask a defensive treaty of a scenario.

    Args:
        treaty: id of the treaty.
        scenario: the scenario, in its nominal world.
        on: the day that counts; the scenario's own if None.

    Returns:
        Findings in the order of the articles, one or more an article.

    Raises:
        ScenarioError: no such treaty, one that is asked of forces, or no day.
    """
    law = signed_treaty(treaty)
    if law.kind == "offensive":
        why = f"{law.name} is about deployed forces, not about a scenario"
        raise ScenarioError(
            why, key="SCENARIO", got=scenario.name_id or scenario.name, allowed=", ".join(fitting(law))
        )
    day = on or scenario.as_of
    if day is None:
        raise ScenarioError(
            "the scenario has no date", key="as_of", allowed="--date YYYY-MM-DD, or as_of in its file"
        )
    facts = facts_of(law, scenario, day)
    return tuple(
        finding_of(article, judged, law.in_force_on(day))
        for article in articles_on(law, day)
        for judged in rule_of(article, law)(article, facts)
    )


def findings_of_forces(treaty: str, forces: str, on: date | None = None) -> tuple[Finding, ...]:
    """Ask an offensive treaty of deployed forces.

    Raises:
        ScenarioError: no such treaty or forces, a defensive treaty, or forces that are counted by another measure.
    """
    law = signed_treaty(treaty)
    if law.kind == "defensive":
        why = f"{law.name} is about a scenario, not about deployed forces"
        raise ScenarioError(
            why, key="SCENARIO", got=forces, allowed="a built-in scenario or a file, e.g. testbed-2001"
        )
    found = forces_of(forces)
    if forces not in fitting(law):
        why = f"these forces are counted otherwise ({MEASURES[found.measure]}) or are of no party"
        raise ScenarioError(why, key="FORCES", got=forces, allowed=", ".join(fitting(law)))
    day = on or found.day
    return tuple(
        _from_its_day(finding_of(article, judged, law.in_force_on(day)), article, day)
        for article in articles_on(law, day)
        for judged in rule_of(article, law)(article, found, law)
    )


def _from_its_day(found: Finding, article: Article, day: date) -> Finding:
    """Return a finding that is not in force yet where its limit is due later."""
    if article.due is None or day >= article.due:
        return found
    return replace(
        found, in_force=False, because=f"{found.because}; the limit is due on {article.due.isoformat()}"
    )


def fitting(law: Treaty) -> list[str]:
    """Return the ids of the forces that a treaty can be asked of: of a party, counted by its measure."""
    known = {name: load_forces(name)[0] for name in entries("forces")}
    return [name for name, one in known.items() if one.measure == law.measure and one.state in law.parties]


def articles_on(law: Treaty, day: date) -> list[Article]:
    """Return the articles that count on a day: a protocol replaces what it changes."""
    return [
        one
        for one in law.articles
        if (one.since is None or one.since <= day) and (one.until is None or day < one.until)
    ]


def rule_of(article: Article, law: Treaty) -> Callable[..., Iterator[Judged]]:
    """Return the rule that an article names.

    Raises:
        CatalogError: there is none of that name for this kind of treaty.
    """
    known = OF_SCENARIOS if law.kind == "defensive" else OF_FORCES
    if article.rule not in known:
        why = f"no such rule{did_you_mean(article.rule, known)}"
        raise CatalogError(
            why,
            file=f"catalog/treaties/{law.id}.yaml",
            key=article.article,
            got=article.rule,
            allowed=", ".join(known),
        )
    return known[article.rule]
