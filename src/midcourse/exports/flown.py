"""What flew in one run: the objects of the raid, interceptors until burnout, kill vehicles after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from midcourse.engagement.shots import flown_path
from midcourse.engagement.story import outcome_of
from midcourse.geography.names import slug_of
from midcourse.records import FAILED_IN_FLIGHT, KINDS

if TYPE_CHECKING:
    from midcourse.engagement.run import Result
    from midcourse.scenario.model import Scenario
    from midcourse.truth import Trajectory

INTERCEPTOR, KILL_VEHICLE = "interceptor", "kill vehicle"
DEFENCE = (INTERCEPTOR, KILL_VEHICLE)
LEAST_S = 0.5  # a shorter flight is none


@dataclass(frozen=True)
class Thing:
    """Something that flew, for as long as it did.

    Args:
        id: in small letters, no other of the run has it; name: for people.
        kind: one of `records.KINDS`, `interceptor` or `kill vehicle`. A missile is its warhead all along.
        make: the missile or the interceptor of the catalogue.
        path: its flight; start_s, end_s: the part of it that is written.
        ending: how it ended, in words.
        flown: False where the path was planned and the interceptor failed somewhere on it.
        object: its number in the tables of the run; of an interceptor that of its target, -1 for none.
        shot: row of the shot in order of launch, -1 for what is not the defender's.
    """

    id: str
    name: str
    kind: str
    make: str
    path: Trajectory
    start_s: float
    end_s: float
    ending: str
    flown: bool = True
    object: int = -1
    shot: int = -1


def raiding(scenario: Scenario, result: Result) -> list[Thing]:
    """Return the objects of the raid in the order of the tables; what was hit ends there."""
    sky, shots, missiles = result.sky, result.shots, scenario.missiles
    struck_s = np.full(len(sky.paths), np.inf)
    hits = shots[shots["hit"] == 1]
    np.minimum.at(struck_s, hits["object"], hits["intercept_s"])
    taken: set[str] = set()
    found = []
    for k, path in enumerate(sky.paths):
        struck = bool(struck_s[k] < path.end_s)
        ending = "hit" if struck else "impact" if path.impacted else "end of its path"
        make = missiles[int(sky.raid[k])].missile.id
        end_s = min(path.end_s, float(struck_s[k]))
        name, kind = sky.names[k], KINDS[sky.kind[k]]
        found.append(
            Thing(_id(name, taken), name, kind, make, path, float(sky.starts_s[k]), end_s, ending, object=k)
        )
    return found


def defending(scenario: Scenario, result: Result) -> tuple[list[Thing], int]:
    """Return interceptors and kill vehicles in the order of launch, and how many of these failed in flight.

    What could not be flown is left out. The kill vehicle is on its own from the last burnout on.
    """
    found: list[Thing] = []
    taken: set[str] = set()
    failed = 0
    for row, i in enumerate(result.shots["launch_s"].argsort(kind="stable")):
        shot, order = result.shots[i], result.orders[i]
        item = scenario.batteries[int(shot["battery"])]
        path = flown_path(order, item)
        if len(path.nodes) < 2 or path.end_s - path.launch_s < LEAST_S:
            continue
        flown = int(shot["link"]) != FAILED_IN_FLIGHT
        failed += not flown
        split_s = path.burnout_s if path.end_s - path.burnout_s > LEAST_S else path.end_s
        parts = [(INTERCEPTOR, path.launch_s, split_s, "burnout of the last stage")]
        if split_s < path.end_s:
            parts.append((KILL_VEHICLE, split_s, path.end_s, ""))
        parts[-1] = (*parts[-1][:3], outcome_of(shot))
        site = item.place.name or item.place.id
        for kind, start_s, end_s, ending in parts:
            name = f"{kind} {row + 1} of {site}"
            more = (ending, flown, int(shot["object"]), row)
            found.append(
                Thing(_id(name, taken), name, kind, item.interceptor.id, path, start_s, end_s, *more)
            )
    return found, failed


def _id(name: str, taken: set[str]) -> str:
    # of names that differ by signs alone the second gets a number
    base = slug_of(name) or "object"
    found, count = base, 1
    while found in taken:
        count += 1
        found = f"{base}-{count}"
    taken.add(found)
    return found
