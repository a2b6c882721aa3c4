"""What the sensors of a scenario see, without luck: `midcourse see` and `mc.see`."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from midcourse.errors import ScenarioError
from midcourse.pictures.plots import ALTITUDES_M, STEP_DEG
from midcourse.report.names import seconds
from midcourse.shown.card import Card, Shown
from midcourse.shown.command import line
from midcourse.shown.frame import Table, framed, table_of

if TYPE_CHECKING:
    import pandas as pd

    from midcourse.analysis.echo import Echo
    from midcourse.analysis.first_looks import FirstLooks
    from midcourse.analysis.outlook import Edge
    from midcourse.api.coverage import Region
    from midcourse.pictures.plots import SeenPlots
    from midcourse.scenario.model import Scenario, SensorItem
    from midcourse.sensors.radar import RadarRow
    from midcourse.truth import Sky

Tick = Callable[[int, str], None]
MARGIN_DEG = 7.0  # of launch points around those of the scenario, along a meridian
FEWEST_DEG, MOST_DEG, MOST_POINTS = 0.25, 10.0, 2500


COLUMNS = ("object", "sensor", "first_s", "last_s", "max_snr_db")


@dataclass(frozen=True, repr=False)
class Seen(Shown, Sequence[dict[str, Any]]):
    """What each sensor sees of each object, a row an object, as `midcourse see --json` prints them; and the pictures.

    A row has the name of its `object` and its `sensors`: first and last look with an even chance, and the greatest
    signal-to-noise ratio in dB, None where there is none.
    """

    scenario: Scenario
    objects: tuple[dict[str, Any], ...]
    rerun: str

    @overload
    def __getitem__(self, at: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[dict[str, Any], ...]: ...
    def __getitem__(self, at: int | slice) -> Any:
        return self.objects[at]

    def __len__(self) -> int:
        return len(self.objects)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.objects)

    @property
    def plot(self) -> SeenPlots:
        """The pictures: `coverage()`, `horizon()` of a radar, `cross_section()`, `first_look()`; `save_all(DIR)`."""
        from midcourse.pictures.plots import SeenPlots

        return SeenPlots(self)

    def answer(self) -> str:
        """Return from when to when the first warhead is seen in one sentence."""
        from midcourse.sentences.sight import headline

        return headline(self)

    def as_dict(self) -> dict[str, Any]:
        """Return what `midcourse see --json` prints."""
        return {"answer": self.answer(), "objects": list(self.objects)}

    def frame(self, name: str = "looks") -> pd.DataFrame:
        """Return `looks` as a data frame: a row an object and sensor, with first and last look and greatest ratio."""
        return framed(name, {"looks": self._looks})

    def _looks(self) -> Table:
        rows = ({"object": row["object"], **one} for row in self.objects for one in row["sensors"])
        return table_of(COLUMNS, rows)

    def _line(self) -> str:
        name = self.scenario.name_id or self.scenario.name
        looks = [row for row in self._looks().rows if row[2] is not None]
        if not looks:
            return f"{name}: nothing is seen"
        what, sensor, first_s, *_ = min(looks, key=lambda row: row[2])
        return f"{name}: first look at {first_s:.0f} s, {sensor} at {what}"

    def _card(self) -> Card:
        rows = tuple(
            (what, sensor, "never" if first_s is None else seconds(first_s), seconds(last_s), _decibels(ratio))
            for what, sensor, first_s, last_s, ratio in self._looks().rows
        )
        head = ("object", "sensor", "first look", "last look", "strongest echo")
        notes = ("First and last look with an even chance; no luck.", self.rerun)
        return Card(f"{self._line()}.", "", head, rows, notes, "frame()")

    @property
    def items(self) -> tuple[SensorItem, ...]:
        """The radars of the scenario."""
        return tuple(item for item in self.scenario.sensors if item.is_radar)

    @cached_property
    def radars(self) -> tuple[RadarRow, ...]:
        """The same as the model reads them: uniform rows of numbers."""
        import numpy as np

        from midcourse.engagement.watch import placed
        from midcourse.sensors.radar import FIELDS, RadarRow

        table = np.array(placed(self.scenario.sensors)).reshape(-1, FIELDS)
        return tuple(RadarRow(*map(float, row)) for row in table)

    @cached_property
    def sky(self) -> Sky:
        """The raid, flown."""
        from midcourse.threats.fly import fly_raid

        return fly_raid(self.scenario.raid)

    @cached_property
    def echoes(self) -> tuple[Echo, ...]:
        """The range of each radar against cross section, with its band of doubt."""
        from midcourse.analysis.echo import echoes

        return tuple(echoes(self.scenario))

    def edges(self, radar: int, altitudes_m: Sequence[float] = ALTITUDES_M) -> list[Edge]:
        """Say where the view of a radar ends at some altitudes, for the faintest warhead of the raid.

        Args:
            radar: which of the radars, from 0.
            altitudes_m: altitudes above the ellipsoid.

        Returns:
            an Edge for each altitude.

        Raises:
            ScenarioError: no such radar, or an altitude that is not above it.
        """
        from midcourse.analysis.echo import faintest_warhead
        from midcourse.analysis.outlook import azimuths, edge

        row = self.radar(radar)
        for alt_m in altitudes_m:
            if not row.alt_m < alt_m < math.inf:
                raise ScenarioError(
                    "an altitude that is not above the radar",
                    got=f"{alt_m:g} m",
                    allowed=f"above {row.alt_m:g} m",
                )
        rcs_m2 = faintest_warhead(self.scenario, self.sky, row).rcs_m2
        return [edge(row, rcs_m2, alt_m, azimuths(row)) for alt_m in altitudes_m]

    def radar(self, number: int) -> RadarRow:
        """Return one of the radars, from 0."""
        if not self.items:
            raise ScenarioError("no radar in the scenario", key="sensors", allowed="at least one radar")
        if not 0 <= number < len(self.items):
            raise ScenarioError(
                "no such radar", key="radar", got=str(number), allowed=f"{len(self.items)} radars, from 0"
            )
        return self.radars[number]

    def first_looks(
        self,
        step_deg: float = STEP_DEG,
        region: Region | None = None,
        *,
        tick: Tick = lambda count, what: None,
    ) -> list[FirstLooks]:
        """Say for launch points around those of the raid when a missile to its first aim point is seen first.

        Args:
            step_deg: between launch points.
            region: the box of launch points; around those of the raid if None.
            tick: called with how many points have been done, and what comes.

        Returns:
            FirstLooks, row by row.

        Raises:
            ScenarioError: a grid that is too fine or too coarse.
        """
        from midcourse.analysis.first_looks import first_looks

        return first_looks(self.scenario, *launch_grid(self.scenario, step_deg, region), tick=tick)


def see(scenario: Scenario, *, rerun: str = "") -> Seen:
    """Say what each sensor of a scenario can see of each object, without luck.

    Args:
        scenario: as `load` gives it.
        rerun: the command that repeats it, for the corner of the pictures.

    Returns:
        Seen, a sequence of one dictionary an object, with first and last look of each sensor and its greatest
        signal-to-noise ratio.

    Raises:
        NoSolution: a missile cannot reach its aim point.
    """
    from midcourse.engagement.see import see as look

    return Seen(scenario, tuple(look(scenario)), rerun or line("see", scenario.arguments, {}))


def _decibels(ratio_db: float | None) -> str:
    return "" if ratio_db is None else f"{ratio_db:.0f} dB"


def launch_grid(scenario: Scenario, step_deg: float, region: Region | None = None) -> tuple[Any, Any]:
    """Return the latitudes and longitudes of launch points around those of the raid.

    Args:
        scenario: checked scenario.
        step_deg: between launch points.
        region: the box; around the launch points of the raid if None.

    Raises:
        ScenarioError: a grid that is too fine or too coarse.
    """
    from midcourse.api.coverage import around, grid_of

    if not FEWEST_DEG <= step_deg <= MOST_DEG:
        raise ScenarioError(
            "no such grid", key="--grid", got=f"{step_deg:g}", allowed=f"{FEWEST_DEG:g} to {MOST_DEG:g} deg"
        )
    places = [item.from_place for item in scenario.raid]
    most = min(max(abs(place.lat_deg) for place in places) + MARGIN_DEG, 80.0)
    box = region or around(places, (MARGIN_DEG, MARGIN_DEG / math.cos(math.radians(most))))
    lats, lons = grid_of(box, step_deg)
    if len(lats) * len(lons) > MOST_POINTS:
        raise ScenarioError(
            "too many launch points", key="--grid", got=f"{len(lats) * len(lons):,}",
            allowed=f"{MOST_POINTS:,} at most",
        )  # fmt: skip
    return lats, lons
