"""Where an interceptor's speed comes from: its published motors, flown with a dead mass that nobody has published."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from midcourse.catalog import entries, load_interceptor
from midcourse.errors import NoSolution
from midcourse.interceptors.reference_flight import burnout, with_dead_mass
from midcourse.report.cite import cited
from midcourse.report.glossary import term
from midcourse.report.markup import Html, joined, paragraph, table, text
from midcourse.report.names import quantity

if TYPE_CHECKING:
    from midcourse.catalog.model import Interceptor
    from midcourse.catalog.provenance import Provenance
    from midcourse.scenario.model import BatteryItem, Scenario

HEAD = ("case", "dead mass", "burnout speed, flown", "who says so")
SAME_M_S = 60.0  # speeds that differ by less are told as one: claims are given to 100 m/s


class Claim(NamedTuple):
    """Another entry about the same interceptor: who claims it, its dead mass, and the speed as claimed."""

    id: str
    interceptor: Interceptor
    who: str
    dead: Provenance | None
    speed: Provenance | None


def claims(one: Interceptor) -> list[Claim]:
    """Return the other claims of the catalogue about an interceptor."""
    base, found = one.id.partition("@")[0], []
    for key in entries("interceptors"):
        if "@" in key and key.partition("@")[0] == base and key != one.id:
            other, numbers = load_interceptor(key)
            named = re.search(r"\((\w+), \d{4}\)$", other.name or "")
            found.append(
                Claim(
                    key, other, named[1] if named else "", numbers.get("dead"), numbers.get("burnout_speed")
                )
            )
    return found


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
        "speed comes out. What the stages carry besides the ",
        term("kill vehicle"),
        ", the ",
        term("dead mass"),
        ", lies between the claims.",
    )
    return joined([head, *parts])


def speed_line(scenario: Scenario) -> str:
    """Return what the speed of the first interceptor hangs on, with the claims that its dead mass lies between."""
    if not scenario.batteries:
        return "There are no interceptors."
    one = scenario.batteries[0].interceptor
    number = scenario.provenance.get("batteries.0.dead")
    flown = _speed_m_s(one)
    if number is None or flown is None:
        return f"It comes from flying its stages with {one.dead_kg:,.0f} kg of dead weight: {_flown(one)}."
    known = (
        "Nobody has published how much dead weight the rocket carries. " if number.grade == "assumed" else ""
    )
    here, others = f"{flown / 1e3:.1f} km/s", []
    for claim in claims(one):
        said = claim.speed
        if said is None or not claim.who:
            continue
        if abs(said.value - flown) < SAME_M_S:
            here = f"the {_owns(claim.who)} {said.value / 1e3:.1f} km/s"
        else:
            needs = f"{claim.interceptor.dead_kg:,.0f} kg"
            others.append(f"the {_owns(claim.who)} {said.value / 1e3:.1f} km/s needs {needs}")
    words = f"{known}The value taken here, {one.dead_kg:,.0f} kg, gives {here}"
    if not others and number.low is not None and number.high is not None:
        fast, slow = (_flown(with_dead_mass(one, mass)) for mass in (number.low, number.high))
        others.append(f"{number.low:,.0f} kg gives {fast}, {number.high:,.0f} kg {slow}")
    return "; ".join([words, *others]) + "."


def _owns(who: str) -> str:
    return f"{who}'" if who.endswith("s") else f"{who}'s"


def _of(scenario: Scenario, i: int, item: BatteryItem) -> Html:
    one = item.interceptor
    number = scenario.provenance.get(f"batteries.{i}.dead")
    said = _says(number.source, number.grade) if number else text("–")
    rows = [("as fought", f"{one.dead_kg:,.0f} kg", _flown(one), said)]
    ends = () if number is None else (("least dead mass", number.low), ("greatest dead mass", number.high))
    for name, value in ends:
        if value is not None:
            rows.append((name, f"{value:,.0f} kg", _flown(with_dead_mass(one, value)), said))
    rows += [_claimed(claim) for claim in claims(one)]
    where = f"The dead mass: {number.where}. " if number is not None and number.where else ""
    return joined(
        [
            table(f"{one.name or one.id}: burnout speed", HEAD, rows),
            paragraph(where, one.summary, kind="quiet"),
        ]
    )


def _claimed(claim: Claim) -> tuple[str, str, str, Html]:
    stated = text("–")
    if claim.speed is not None:
        speed = quantity(claim.speed.value, "speed", "m/s")
        stated = joined([f"claims {speed} (", _says(claim.speed.source, claim.speed.grade), ")"])
    return f"entry {claim.id}", f"{claim.interceptor.dead_kg:,.0f} kg", _flown(claim.interceptor), stated


def _says(source: str, grade: str) -> Html:
    return joined([cited(source), ", ", grade])


def _speed_m_s(interceptor: Interceptor) -> float | None:
    try:
        speed_m_s = float(burnout(interceptor).speed_m_s)
    except NoSolution:
        return None
    return speed_m_s if math.isfinite(speed_m_s) else None


def _flown(interceptor: Interceptor) -> str:
    speed_m_s = _speed_m_s(interceptor)
    return "none: below 100 km at burnout" if speed_m_s is None else f"{speed_m_s / 1e3:.2f} km/s"
