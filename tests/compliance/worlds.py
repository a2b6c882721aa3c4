"""Small scenarios that a treaty is asked of, put together from a few words."""

from __future__ import annotations

from midcourse.compliance.finding import Finding
from midcourse.compliance.treaty import findings_of
from midcourse.scenario.load import load_text
from midcourse.scenario.model import Scenario

RAID = "{missile: topol, from: plesetsk, to: washington}"
TEST = "{missile: generic-solid-icbm, from: vandenberg, to: meck-island, apogee: 1450 km}"
ABM_RADAR = "{sensor: gbr-p, site: grand-forks}"
SPY = "{sensor: {like: an-tpy-2, id: spy-1, name: SPY-1}, basing: sea, site: {name: Ship, lat: 12 deg, lon: 160 deg}}"


def gbi(site: str, count: int = 10, more: str = "") -> str:
    """Return a battery of three-stage interceptors."""
    return f"{{interceptor: gbi-three-stage, site: {site}, count: {count}{more}}}"


def world(
    batteries: list[str],
    sensors: list[str] | None = None,
    raid: str = RAID,
    day: str | None = "2001-07-14",
    defended: str = "washington",
) -> Scenario:
    """Return a scenario with these batteries and sensors."""
    lines = ["name: A world for a treaty", f"as_of: {day}" if day else "", f"raid: [{raid}]"]
    lines += [f"sensors: [{', '.join([ABM_RADAR] if sensors is None else sensors)}]"]
    lines += [f"batteries: [{', '.join(batteries)}]", f"defended: [{defended}]"]
    return load_text("\n".join(lines), "world.yaml", "world")


def of(found: tuple[Finding, ...], article: str) -> list[Finding]:
    """Return the findings of one article, at least one."""
    chosen = [one for one in found if one.article == article]
    assert chosen, article
    return chosen


def verdicts(scenario: Scenario, article: str, treaty: str = "abm-1972") -> list[str]:
    """Return the verdicts of one article."""
    return [one.verdict for one in of(findings_of(treaty, scenario), article)]
