"""What the files of one run hold: what flew, what stands on the ground, what happened; gathered once."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import numpy as np

from midcourse.errors import ScenarioError
from midcourse.exports.coverage import Volume, volumes
from midcourse.exports.flown import Thing, defending, raiding
from midcourse.exports.happenings import Happening, happenings
from midcourse.exports.stations import Station, stations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from midcourse.engagement.run import Result
    from midcourse.scenario.model import Scenario

NO_DATE, LAST_DATE = date(2007, 1, 1), date(9999, 12, 1)


@dataclass(frozen=True)
class ExportScene:
    """One run, ready to be written.

    Args:
        name, name_id: the scenario's name, and its built-in name or the name of its file.
        run, world: their numbers; the world is None where no doubt was carried.
        start: the UTC that stands for scenario time 0, the first launch; it is arbitrary.
        dated: whether the day of `start` is the scenario's own.
        things: what flew, raid first.
        stations: what stands on the ground or over it.
        volumes: what each radar looks at.
        happenings: the events in order of time.
        shots: rows of SHOT, in order of launch.
        tracks: rows of TRACK, what the defender believed; `track_objects`: the object behind each, -1 for none.
        radars: ids of the radars, by the bit that they have in a track.
        remarks: what else is said of it, in sentences.
    """

    name: str
    name_id: str
    run: int
    world: int | None
    start: datetime
    dated: bool
    things: tuple[Thing, ...]
    stations: tuple[Station, ...]
    volumes: tuple[Volume, ...]
    happenings: tuple[Happening, ...]
    shots: np.ndarray
    tracks: np.ndarray
    track_objects: np.ndarray
    radars: tuple[str, ...]
    remarks: tuple[str, ...] = ()

    @property
    def end_s(self) -> float:
        """The scenario time after which nothing is told."""
        last = [thing.end_s for thing in self.things] + [one.time_s for one in self.happenings]
        return max(last, default=0.0)

    def about(self) -> list[str]:
        """Return what every file says of itself, line by line."""
        world = "the nominal world" if self.world is None else f"world {self.world}"
        launch_s = min((thing.path.launch_s for thing in self.things), default=0.0)
        first = ", the first launch," if launch_s == 0.0 else f" (the first launch is at {launch_s:,.1f} s)"
        day = "the date of the scenario" if self.dated else "a date set for scenarios that have none"
        return [
            f"{self.name}: run {self.run} of {world}, by midcourse from public numbers.",
            f"Scenario time 0 s{first} is called {self.start.isoformat()}Z here, {day} at midnight. "
            "The hour and the day mean nothing.",
            "Places are longitude, latitude (geodetic, WGS84) and height in metres above the WGS84 ellipsoid, "
            "not above sea level: the sea lies from 107 m below it to 85 m above.",
            *self.remarks,
        ]


def start_of(as_of: date | None) -> datetime:
    """Return the UTC that stands for scenario time 0: midnight of the scenario's date.

    Raises:
        ScenarioError: a date so late that the calendar ends before the run does.
    """
    day = as_of or NO_DATE
    if day > LAST_DATE:
        raise ScenarioError(
            "no calendar goes on from there", key="as_of", got=str(day), allowed=f"to {LAST_DATE}"
        )
    return datetime.combine(day, time())


def _until(rows: np.ndarray, end_s: float) -> np.ndarray:
    # the watch knows nothing of hits: what it would have believed of an object that is gone is left out
    return rows[rows["time_s"] <= end_s]


def gathered(
    scenario: Scenario, result: Result, names: Sequence[str], world: int | None, name_id: str
) -> ExportScene:
    """Gather one run.

    Args:
        scenario: what was fought, with the values of the run's world.
        result: the run, fought alone.
        names: of its radars, for people.
        world: its number, None where no doubt was carried.
        name_id: the scenario's built-in name, or the name of its file.

    Returns:
        ExportScene.
    """
    shots = result.shots[result.shots["launch_s"].argsort(kind="stable")]
    flights, planned = defending(scenario, result)
    things = (*raiding(scenario, result), *flights)
    tracks = result.watched.rows[0]
    behind = result.watched.objects[0]
    held = [
        _until(tracks[n, :count], things[behind[n]].end_s if behind[n] >= 0 else math.inf)
        for n, count in enumerate(result.watched.counts[0])
    ]
    seen, without = volumes(scenario, result.sky, names)
    many = "One interceptor" if planned == 1 else f"{planned} interceptors"
    remarks = [f"{many} failed in flight: the path is the one that was planned."] if planned else []
    remarks += [f"No coverage is drawn of {name}: it sees no warhead of this raid." for name in without]
    return ExportScene(
        scenario.name,
        name_id,
        int(result.batch.runs[0]),
        world,
        start_of(scenario.as_of),
        scenario.as_of is not None,
        things,
        stations(scenario, names),
        seen,
        happenings(scenario, result, things),
        shots,
        np.concatenate([tracks[:0, 0], *held]),
        behind,
        result.radars,
        tuple(remarks),
    )
