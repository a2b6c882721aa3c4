"""Where an interceptor's speed comes from: its published motors, flown with a dead mass that nobody has published."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from midcourse.catalog import entries, load_interceptor
from midcourse.errors import NoSolution
from midcourse.interceptors.reference_flight import burnout, with_dead_mass
from midcourse.report.markup import Html, joined, paragraph, table
from midcourse.report.names import quantity

if TYPE_CHECKING:
    from midcourse.catalog.model import Interceptor
    from midcourse.scenario.model import BatteryItem, Scenario

HEAD = ("case", "dead mass", "burnout speed, flown", "who says so")


def speeds(scenario: Scenario) -> Html:
    """Return a short table for each kind of interceptor in the scenario.

    A reference flight leaves the pad, turns with gravity and holds 45 degrees, over an Earth that does not turn. Its
    speed at the last burnout is what the word burnout speed means on this page.
    """
    parts: list[Html] = []
    seen: set[str] = set()
    for i, item in enumerate(scenario.batteries):
        if item.interceptor.id not in seen:
            seen.add(item.interceptor.id)
            parts.append(_of(scenario, i, item))
    if not parts:
        return paragraph("There are no interceptors in this scenario, so there is no speed to explain.")
    head = paragraph(
        "No burnout speed is put in. The stages in the catalogue (propellant, impulse, burning time) are flown from "
        "the pad, turned to 45 degrees and above 100 km at the last burnout, over an Earth that does not turn; the "
        "speed comes out. What the stages carry besides the kill vehicle, the dead mass, lies between the claims."
    )
    return joined([head, *parts])


def speed_line(scenario: Scenario) -> str:
    """Return the speed of the first interceptor in one sentence, with its range over the doubt in the dead mass."""
    if not scenario.batteries:
        return "There are no interceptors."
    one = scenario.batteries[0].interceptor
    number = scenario.provenance.get("batteries.0.dead")
    words = f"From flying its stages with {one.dead_kg:,.0f} kg of dead mass: {_flown(one)}"
    if number is not None and number.low is not None and number.high is not None:
        fast, slow = _flown(with_dead_mass(one, number.low)), _flown(with_dead_mass(one, number.high))
        words += f"; {slow} with {number.high:,.0f} kg, {fast} with {number.low:,.0f} kg"
    return words + "."


def _of(scenario: Scenario, i: int, item: BatteryItem) -> Html:
    one = item.interceptor
    number = scenario.provenance.get(f"batteries.{i}.dead")
    rows = [
        (
            "as fought",
            f"{one.dead_kg:,.0f} kg",
            _flown(one),
            _says(number.source, number.grade) if number else "–",
        )
    ]
    ends = () if number is None else (("least dead mass", number.low), ("greatest dead mass", number.high))
    for name, value in ends:
        if value is not None and number is not None:
            rows.append((name, f"{value:,.0f} kg", _flown(with_dead_mass(one, value)), number.where or "–"))
    base = one.id.partition("@")[0]
    for claim in entries("interceptors"):
        if claim.partition("@")[0] == base and claim != one.id:
            rows.append(_claim(claim))
    return joined(
        [table(f"{one.name or one.id}: burnout speed", HEAD, rows), paragraph(one.summary, kind="quiet")]
    )


def _claim(claim: str) -> tuple[str, str, str, str]:
    other, numbers = load_interceptor(claim)
    said = numbers.get("burnout_speed")
    stated = ""
    if said is not None:
        stated = f"claims {quantity(said.value, 'speed', 'm/s')} ({_says(said.source, said.grade)})"
    return f"entry {claim}", f"{other.dead_kg:,.0f} kg", _flown(other), stated or "–"


def _says(source: str, grade: str) -> str:
    return f"{source}, {grade}"


def _flown(interceptor: Interceptor) -> str:
    try:
        speed_m_s = burnout(interceptor).speed_m_s
    except NoSolution:
        return "none: below 100 km at burnout"
    return f"{speed_m_s / 1e3:.2f} km/s" if math.isfinite(speed_m_s) else "–"
