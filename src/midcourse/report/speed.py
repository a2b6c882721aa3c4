"""Where an interceptor's speed comes from: its published motors, flown with a dead mass that nobody has published."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.catalog import entries, load_interceptor
from midcourse.engagement.shots import flown_path
from midcourse.errors import NoSolution
from midcourse.interceptors.reference_flight import burnout, with_dead_mass
from midcourse.report.cite import cited
from midcourse.report.glossary import term
from midcourse.report.markup import Html, joined, paragraph, table, text
from midcourse.shown.document import finite

if TYPE_CHECKING:
    from midcourse.catalog.model import Interceptor
    from midcourse.catalog.provenance import Provenance
    from midcourse.report.told import Recorded
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

    @property
    def stated(self) -> str:
        """The speed as it was claimed, `more than` where only a lower end was, e.g. `8.0 km/s`; empty without one."""
        if self.speed is None:
            return ""
        return f"{'more than ' if self._open else ''}{self.speed.value / 1e3:.1f} km/s"

    @property
    def _open(self) -> bool:
        one = self.speed
        return one is not None and one.low is not None and one.low >= one.value and one.high is None

    def allows(self, speed_m_s: float) -> bool:
        """Whether a flown speed is what was claimed."""
        if self.speed is None:
            return False
        over_m_s = speed_m_s - self.speed.value
        return abs(over_m_s) < SAME_M_S or (self._open and over_m_s > 0.0)


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


def speeds(scenario: Scenario, run: Recorded | None = None) -> Html:
    """Return a short table for each kind of interceptor in the scenario, and how fast the shots of a run flew.

    A reference flight leaves the pad, turns with gravity and holds 45 degrees, over an Earth that does not turn. Its
    speed at the last burnout is what the word burnout speed means on this page.
    """
    parts: list[Html] = []
    seen: set[str] = set()
    for i, item in enumerate(scenario.batteries):
        if item.interceptor.id not in seen:
            seen.add(item.interceptor.id)
            parts.append(_of(scenario, i, item, run))
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
    shed = f" {_shed(one, flown)}" if flown is not None and _sheds(one) else ""
    if number is None or flown is None:
        return (
            f"It comes from flying its stages with {one.dead_kg:,.0f} kg of dead weight: {_flown(one)}.{shed}"
        )
    known = (
        "Nobody has published how much dead weight the rocket carries. " if number.grade == "assumed" else ""
    )
    here, others = f"{flown / 1e3:.1f} km/s", []
    for claim in claims(one):
        said = claim.speed
        if said is None or not claim.who:
            continue
        if abs(said.value - flown) < SAME_M_S:
            here = f"the {_owns(claim.who)} {claim.stated}"
        elif claim.allows(flown):
            here += f", as the {_owns(claim.who)} {claim.stated} allows"
        else:
            needs = f"{claim.interceptor.dead_kg:,.0f} kg"
            others.append(f"the {_owns(claim.who)} {claim.stated} needs {needs}")
    words = f"{known}The value taken here, {one.dead_kg:,.0f} kg, gives {here}"
    if not others and number.low is not None and number.high is not None:
        fast, slow = (_flown(with_dead_mass(one, mass)) for mass in (number.low, number.high))
        others.append(f"{number.low:,.0f} kg gives {fast}, {number.high:,.0f} kg {slow}")
    return "; ".join([words, *others]) + f".{shed}"


def _sheds(one: Interceptor) -> bool:
    return one.energy_management == "shed" and one.least_speed_share < 1.0


def _shed(one: Interceptor, flown_m_s: float) -> str:
    least = one.least_speed_share
    return (
        "These are full speeds: it can shed energy, and a shot then has as little as "
        f"{100.0 * least:.0f} % of what is taken here, {least * flown_m_s / 1e3:.1f} km/s."
    )


def burnout_speeds_m_s(run: Recorded, make: str) -> list[float]:
    """Return how fast the shots of a run were over the turning Earth at their last burnout, in order of launch.

    Args:
        run: the recorded run.
        make: id of the interceptor.
    """
    mine = np.flatnonzero(run.result.shots["run"] == run.number)
    found = []
    for order in run.result.orders[mine[run.result.shots["launch_s"][mine].argsort(kind="stable")]]:
        item = run.world.batteries[int(order["battery"])]
        if item.interceptor.id != make:
            continue
        path = flown_path(order, item)
        if len(path.nodes) and math.isfinite(path.burnout_s):
            found.append(float(path.relative_state(path.burnout_s)[0]))
    return found


def _in_the_run(one: Interceptor, run: Recorded | None) -> str:
    flown = [] if run is None else burnout_speeds_m_s(run, one.id)
    if not flown:
        return ""
    least, most = min(flown) / 1e3, max(flown) / 1e3
    speed = f"{least:.1f} km/s" if most - least < 0.05 else f"{least:.1f} to {most:.1f} km/s"
    return (
        f"In the recorded run, with the values of its own world, the shots have {speed} over the turning Earth at the "
        "last burnout. "
    )


def _owns(who: str) -> str:
    return f"{who}'" if who.endswith("s") else f"{who}'s"


def _of(scenario: Scenario, i: int, item: BatteryItem, run: Recorded | None) -> Html:
    one = item.interceptor
    number = scenario.provenance.get(f"batteries.{i}.dead")
    said = _says(number.source, number.grade) if number else text("–")
    full_m_s = _speed_m_s(one)
    shed = _sheds(one) and full_m_s is not None
    name = "as fought, at full speed" if shed else "as fought"
    rows = [(name, f"{one.dead_kg:,.0f} kg", _flown(one), said)]
    if shed and full_m_s is not None:
        share = scenario.provenance.get(f"batteries.{i}.least_speed_share")
        who = _says(share.source, share.grade) if share else text("–")
        slow = f"{one.least_speed_share * full_m_s / 1e3:.2f} km/s"
        rows.append(("the same, all shed that can be", f"{one.dead_kg:,.0f} kg", slow, who))
    ends = () if number is None else (("least dead mass", number.low), ("greatest dead mass", number.high))
    for name, value in ends:
        if value is not None:
            rows.append((name, f"{value:,.0f} kg", _flown(with_dead_mass(one, value)), said))
    rows += [_claimed(claim) for claim in claims(one)]
    where = f"The dead mass: {number.where}. " if number is not None and number.where else ""
    return joined(
        [
            table(f"{one.name or one.id}: burnout speed", HEAD, rows),
            paragraph(_in_the_run(one, run), _shedding(one)),
            paragraph(where, one.summary, kind="quiet"),
        ]
    )


def _shedding(one: Interceptor) -> str:
    return (
        "It can shed energy: a shot is flown as fast as the plan asks for, at full speed unless a slower flight is at "
        "the meeting point sooner."
        if _sheds(one)
        else ""
    )


def _claimed(claim: Claim) -> tuple[str, str, str, Html]:
    stated = text("–")
    if claim.speed is not None:
        stated = joined([f"claims {claim.stated} (", _says(claim.speed.source, claim.speed.grade), ")"])
    return f"entry {claim.id}", f"{claim.interceptor.dead_kg:,.0f} kg", _flown(claim.interceptor), stated


def _says(source: str, grade: str) -> Html:
    return joined([cited(source), ", ", grade])


def _speed_m_s(interceptor: Interceptor) -> float | None:
    try:
        speed_m_s = float(burnout(interceptor).speed_m_s)
    except NoSolution:
        return None
    return finite(speed_m_s)


def _flown(interceptor: Interceptor) -> str:
    speed_m_s = _speed_m_s(interceptor)
    return "none: below 100 km at burnout" if speed_m_s is None else f"{speed_m_s / 1e3:.2f} km/s"
