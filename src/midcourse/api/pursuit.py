"""Can the batteries of a scenario catch missiles from these places? `midcourse chase` and `mc.chase`."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from midcourse.report.names import seconds
from midcourse.shown.card import Card, Shown
from midcourse.shown.command import line
from midcourse.shown.document import finite
from midcourse.shown.frame import Table, framed, table_of

if TYPE_CHECKING:
    import pandas as pd

    from midcourse.analysis.chase import Chased, Meeting, Start
    from midcourse.pictures.plots import ChasePlots
    from midcourse.scenario.model import Scenario
    from midcourse.scenario.place import Place

Tick = Callable[[int, str], None]


COLUMNS = (
    "from", "missile", "battery", "event", "launch_s", "before_burnout", "min_speed_m_s",
    "first_intercept_s", "last_intercept_s", "margin_s", "margin_m_s",
)  # fmt: skip


@dataclass(frozen=True, repr=False)
class Chase(Shown):
    """The answer, base by base; `as_dict` is what `midcourse chase --json` prints.

    `speeds_m_s` and `interceptors` are by battery, `limits_s` the limits of the flight time, None for none.
    """

    scenario: Scenario
    target: Place
    interceptors: tuple[str, ...]
    speeds_m_s: tuple[float, ...]
    limits_s: tuple[tuple[float | None, ...], ...]
    found: tuple[Chased, ...]
    rerun: str

    @property
    def plot(self) -> ChasePlots:
        """The picture: `least_speed()` against the launch time, by battery; `save_all(DIR)`."""
        from midcourse.pictures.plots import ChasePlots

        return ChasePlots(self)

    def answer(self) -> str:
        """Return in one sentence how many are caught, and which speed would be enough."""
        from midcourse.sentences.chase import headline

        return headline(self)

    def as_dict(self) -> dict[str, Any]:
        """Return the table; speeds are those of the reference flight, None where no speed does."""
        return {
            "answer": self.answer(),
            "scenario": self.scenario.name_id,
            "to": self.target.id or self.target.name,
            "batteries": [
                {"interceptor": name, "burnout_speed_m_s": speed}
                for name, speed in zip(self.interceptors, self.speeds_m_s, strict=True)
            ],
            "launch_points": [_point(one) for one in self.found],
        }

    def frame(self, name: str = "starts") -> pd.DataFrame:
        """Return `starts` as a data frame: a row for each launch point, battery, and launch time or clock."""
        return framed(name, {"starts": self._starts})

    def _starts(self) -> Table:
        rows = []
        for one in self.found:
            head = {"from": one.place.id or one.place.name, "missile": one.missile, "battery": one.battery}
            rows += [{**head, **_start(start)} for start in (*one.clocks, *one.starts)]
        return table_of(COLUMNS, rows)

    def _line(self) -> str:
        met = sum(one.own.first is not None for one in self.found)
        name = self.scenario.name_id or self.scenario.name
        return f"{name}: {met} of {len(self.found)} missiles to {self.target.name} can be met"

    def _card(self) -> Card:
        names = list(zip(self.interceptors, self.speeds_m_s, strict=True))
        rows = []
        for one in self.found:
            own, least = one.own, one.own.own_least
            told = "none" if least is None else f"{'under ' if least.bound else ''}{least.speed_m_s / 1e3:.2f}"
            first, last = (seconds(None if met is None else met.time_s) for met in (own.first, own.last))
            words = (one.place.name, one.missile, self.interceptors[one.battery])
            rows.append((*words, first, last, told, seconds(own.margin_s)))
        head = ("from", "missile", "interceptor", "first intercept", "last", "least speed, km/s", "margin")
        speeds = ", ".join(f"{name} {speed / 1e3:.2f} km/s" for name, speed in names)
        notes = (f"Burnout speeds: {speeds}. Launch by the clock of the scenario; nominal world, no luck.",)
        return Card(f"{self._line()}.", "", head, tuple(rows), (*notes, self.rerun), "frame()")


def chase(
    scenario: Scenario,
    from_: Sequence[str] | None = None,
    to: str | None = None,
    *,
    rerun: str = "",
    tick: Tick = lambda count, what: None,
) -> Chase:
    """Say whether the batteries of a scenario can catch missiles from some places, and how fast they would have to be.

    Each place flies the missile that the scenario's raid has there, else the raid's first. The nominal world, without
    luck.

    Args:
        scenario: checked scenario.
        from_: launch points: site ids, cities or `lat,lon`, each once; those of the raid if None.
        to: the aim point; the raid's first if None.
        rerun: the command that repeats it, for the corner of the pictures.
        tick: called with how much has been done and what comes.

    Returns:
        Chase.

    Raises:
        ScenarioError: no battery, no raid, or a place that is not one.
        NoSolution: a missile does not fly so far.
    """
    from midcourse.analysis.chase import chased, limits_of, raid_items
    from midcourse.interceptors.reference_flight import burnout

    items = raid_items(scenario, from_, to)
    found = []
    for b, battery in enumerate(scenario.batteries):
        tick(0, f"{battery.interceptor.id}: lighter and heavier")
        for item in items:
            found.append(chased(scenario, item, b, tick=tick))
    return Chase(
        scenario,
        items[0].to_place,
        tuple(battery.interceptor.id for battery in scenario.batteries),
        tuple(burnout(battery.interceptor).speed_m_s for battery in scenario.batteries),
        tuple(limits_of(battery) for battery in scenario.batteries),
        tuple(found),
        rerun or _again(scenario, from_, to),
    )


def _again(scenario: Scenario, from_: Sequence[str] | None, to: str | None) -> str:
    places = None if from_ is None else ",".join(from_)
    return line("chase", scenario.arguments, {"from": places, "to": to})


def _point(one: Chased) -> dict[str, Any]:
    own, place = one.own, one.place
    return {
        "from": place.id or place.name,
        "lat_deg": place.lat_deg,
        "lon_deg": place.lon_deg,
        "missile": one.missile,
        "missile_burnout_s": one.burnout_s,
        "battery": one.battery,
        "feasible": own.first is not None,
        **_start(own),
        "by_clock": [_start(start) for start in one.clocks],
        "by_launch_time": [_start(start) for start in one.starts],
    }


def _start(start: Start) -> dict[str, Any]:
    least = start.own_least
    return {
        "event": start.event or None,
        "launch_s": start.launch_s,
        "before_burnout": start.blind,
        "min_speed_m_s": None if least is None else least.speed_m_s,
        "min_speed_is_bound": least is not None and least.bound,
        "min_speed_by_limit": [
            {
                "limit_s": limit_s,
                "flown_m_s": None if one is None else one.speed_m_s,
                "lambert_m_s": start.lambert_m_s[limit_s],
            }
            for limit_s, one in start.least.items()
        ],
        "first_intercept_s": None if start.first is None else start.first.time_s,
        "last_intercept_s": None if start.last is None else start.last.time_s,
        "first_intercept": _meeting(start.first),
        "last_intercept": _meeting(start.last),
        "margin_s": start.margin_s,
        "margin_m_s": start.margin_m_s,
    }


def _meeting(met: Meeting | None) -> dict[str, float | None] | None:
    if met is None:
        return None
    return {
        "time_s": met.time_s,
        "altitude_m": met.altitude_m,
        "lat_deg": met.lat_deg,
        "lon_deg": met.lon_deg,
        "closing_m_s": finite(met.closing_m_s),
        "crossing_deg": finite(math.degrees(met.crossing_rad)),
    }
