"""Pictures of answers: a method draws one and returns its Matplotlib axes; `save_all` writes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from midcourse.errors import ScenarioError
from midcourse.pictures.saved import save

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from midcourse.api.coverage import Footprint
    from midcourse.api.flights import Flight
    from midcourse.api.flyout import FlyOut
    from midcourse.api.leakage import Leakage
    from midcourse.api.pursuit import Chase
    from midcourse.api.ranges import Ranges
    from midcourse.api.runs import Runs
    from midcourse.api.seen import Seen
    from midcourse.api.third_parties import ThirdParties
    from midcourse.api.threat import Threat

Tick = Callable[[int, str], None]
ALTITUDES_M = (100e3, 200e3, 500e3, 1000e3)  # of what a radar covers, where nobody says
STEP_DEG = 1.0  # of launch points, where nobody says


def _silent(count: int, what: str) -> None:
    del count, what


@dataclass(frozen=True)
class RunPlots:
    """The pictures of runs: of one, the first where none is named, or of all."""

    found: Runs

    def timeline(self, run: int | None = None) -> Axes:
        """Draw who saw, decided and shot when, and which seconds were left for it."""
        return self._draw("timeline", run)

    def map(self, run: int | None = None) -> Axes:
        """Draw where everything flew, and what the radars cover."""
        return self._draw("map", run)

    def altitude(self, run: int | None = None) -> Axes:
        """Draw altitude over the distance from the launch point."""
        return self._draw("altitude", run)

    def factors(self) -> Axes:
        """Draw the links of the chain over all runs, and the answer in three ways below."""
        return self._draw("factors", None)

    def _draw(self, name: str, run: int | None) -> Axes:
        return self.found.picture(name, run).axes[0]

    def save_all(self, folder: str | Path, run: int | None = None) -> list[Path]:
        """Write the pictures of one run, and of many that of all, as PNG into a folder, which is made."""
        from midcourse.views import PICTURES

        names = [name for name in PICTURES if name != "factors" or self.found.fought.asked > 1]
        return save(folder, {name: partial(self._draw, name, run) for name in names})


@dataclass(frozen=True)
class LeakagePlots:
    """The pictures of leakage against one input after the other."""

    found: Leakage

    def against(self, name: str | None = None) -> Axes:
        """Draw the finished points of one input, by its name as in `found.axes`; the first where none is given."""
        axes = {axis.name: axis for axis in self.found.axes if self.found.of(axis)}
        if not axes or (name is not None and name not in axes):
            raise ScenarioError(
                "no finished point to draw", key="against", got=name, allowed=", ".join(axes) or "none yet"
            )
        return self.found.figure(axes[name or next(iter(axes))]).axes[0]

    def save_all(self, folder: str | Path) -> list[Path]:
        """Write a picture for each input that has finished points as PNG into a folder; returns their paths."""
        names = [axis.name for axis in self.found.axes if self.found.of(axis)]
        return save(folder, {name: partial(self.against, name) for name in names})


@dataclass(frozen=True)
class FlightPlots:
    """The pictures of one flight; `title` stands above each."""

    flight: Flight
    title: str = ""

    def altitude(self) -> Axes:
        """Draw altitude over the distance from the launch point."""
        from midcourse.views.flight_altitude import draw

        return draw(self.flight.path, self.title or self.flight.name, self.flight.rerun)

    def time(self) -> Axes:
        """Draw speed and altitude over time."""
        from midcourse.views.flight_time import draw

        return draw(self.flight.path, self.title or self.flight.name, self.flight.rerun)

    def track(self) -> Axes:
        """Draw the ground track on a map."""
        from midcourse.views.flight_track import draw

        return draw(self.flight.path, self.title or self.flight.name, self.flight.rerun)

    def save_all(self, folder: str | Path) -> list[Path]:
        """Write all pictures as PNG into a folder, which is made; returns their paths."""
        return save(folder, {"altitude": self.altitude, "time": self.time, "track": self.track})


@dataclass(frozen=True)
class RangePlots:
    """The picture of how far a missile flies."""

    ranges: Ranges

    def rings(self) -> Axes:
        """Draw the ring of the turning Earth, that without rotation, and the cities inside."""
        import numpy as np

        from midcourse.views.rings import Ring, draw

        found = self.ranges
        far = [np.nan if value is None else value for value in found.rotating_range_m]
        place = found.place
        turning = Ring(place.lat_deg, place.lon_deg, np.array(found.bearing_deg), np.array(far, float))
        cities = [(city.name, city.lat_deg, city.lon_deg, city.population) for city in found.cities_inside]
        title = f"How far {found.missile} flies from {place.name} with {found.payload_kg:,.0f} kg"
        shown = None if found.defensive else cities
        return draw(turning, found.range_m, place.name, title, shown, found.rerun)

    def save_all(self, folder: str | Path) -> list[Path]:
        """Write the picture as PNG into a folder, which is made; returns its path in a list."""
        return save(folder, {"rings": self.rings})


@dataclass(frozen=True)
class ThreatPlots:
    """The pictures of who reaches whom."""

    threat: Threat

    def matrix(self) -> Axes:
        """Draw targets by missiles, year by year, with a map beside."""
        from midcourse.pictures.threat import board
        from midcourse.views.threat_matrix import draw

        return draw(board(self.threat))

    def map(self) -> Axes:
        """Draw the map of the rings with the verdicts below."""
        from midcourse.pictures.threat import board
        from midcourse.views.threat_map import draw

        return draw(board(self.threat))

    def save_all(self, folder: str | Path) -> list[Path]:
        """Write one picture as PNG into a folder: the map where a date was given, else the matrix."""
        return save(folder, {"matrix": self.matrix} if self.threat.day is None else {"map": self.map})


@dataclass(frozen=True)
class FlyOutPlots:
    """The pictures of where an interceptor can be."""

    found: FlyOut

    def fan(self) -> Axes:
        """Draw lines of equal time of flight over range and altitude."""
        from midcourse.views.isochrones import Fan, draw_fan

        table, found = self.found.table, self.found
        title = f"When {found.interceptor.id} can be where"
        return draw_fan(
            Fan(title, *found.grid(), table.floor_m, table.ceiling_m, table.limit_s, table.ready_s), found.rerun
        )

    def globe(self) -> Axes:
        """Draw the farthest places within some times on a map, at several altitudes."""
        from midcourse.pictures.flyout import reached
        from midcourse.views.isochrones import draw_globe

        place, found = self.found.place, self.found
        title = f"How far {found.interceptor.id} gets from {place.name}, by time and altitude"
        return draw_globe(place.lat_deg, place.lon_deg, place.name, title, reached(found), found.rerun)

    def save_all(self, folder: str | Path) -> list[Path]:
        """Write both pictures as PNG into a folder, which is made; returns their paths."""
        return save(folder, {"fan": self.fan, "globe": self.globe})


@dataclass(frozen=True)
class FootprintPlots:
    """The maps of what is defended."""

    found: Footprint

    def map(self) -> Axes:
        """Draw shots with all constraints, and where there is none what stands in the way."""
        return self._draw(-1)

    def nested(self) -> list[Axes]:
        """Draw a map for each constraint with all before it."""
        from midcourse.analysis.footprint import NESTINGS

        return [self._draw(n) for n in range(len(NESTINGS))]

    def _draw(self, nesting: int) -> Axes:
        from midcourse.analysis.footprint import NESTINGS
        from midcourse.pictures.footprint import shots_sheet
        from midcourse.views.footprint import draw

        return draw(shots_sheet(self.found, nesting % len(NESTINGS)))

    def save_all(self, folder: str | Path, nested: bool = False) -> list[Path]:
        """Write the map, or one for each constraint, as PNG into a folder, which is made; returns their paths."""
        from midcourse.analysis.footprint import NESTINGS

        names = {f"footprint-{n + 1}-{name.replace(' ', '-')}": n for n, name in enumerate(NESTINGS)}
        pictures: dict[str, Callable[[], Any]] = {name: partial(self._draw, n) for name, n in names.items()}
        return save(folder, pictures if nested else {"footprint": self.map})


@dataclass(frozen=True)
class ChasePlots:
    """The pictures of a chase."""

    found: Chase

    def least_speed(self, battery: int = 0) -> Axes:
        """Draw the least burnout speed against the launch time, a panel for each limit of the flight time."""
        from midcourse.pictures.pursuit import picture
        from midcourse.views.pursuit import draw

        return draw(picture(self.found, battery)).axes[0]

    def save_all(self, folder: str | Path) -> list[Path]:
        """Write a picture for each battery as PNG into a folder, which is made; returns their paths."""
        several = len(self.found.interceptors) > 1
        names = {
            f"least_speed-{b}" if several else "least_speed": b for b in range(len(self.found.interceptors))
        }
        return save(folder, {name: partial(self.least_speed, b) for name, b in names.items()})


@dataclass(frozen=True)
class SeenPlots:
    """The pictures of what sensors see; radars are counted from 0."""

    found: Seen

    def coverage(self, radar: int = 0, altitudes_m: Sequence[float] | None = None) -> Axes:
        """Draw what a radar covers at some altitudes on a map."""
        from midcourse.pictures.outlook import coverage_sheet
        from midcourse.views.coverage import draw

        return draw(coverage_sheet(self.found, radar, altitudes_m or ALTITUDES_M))

    def horizon(self, radar: int = 0) -> Axes:
        """Draw range, height and angle of a radar, with its horizon and the paths of the raid."""
        from midcourse.pictures.outlook import horizon_chart
        from midcourse.views.horizon import draw

        return draw(horizon_chart(self.found, radar))

    def cross_section(self) -> Axes:
        """Draw the range of an even chance against cross section, a panel for each radar."""
        from midcourse.pictures.echo import cross_sections
        from midcourse.views.cross_section import draw

        self.found.radar(0)
        return draw(*cross_sections(self.found))

    def first_look(self, step_deg: float | None = None, *, tick: Tick = _silent) -> Axes:
        """Draw when a missile is seen first, against its launch point, every so many degrees."""
        from midcourse.pictures.echo import first_look_sheet
        from midcourse.views.first_look import draw

        self.found.radar(0)
        step = step_deg or STEP_DEG
        return draw(first_look_sheet(self.found, self.found.first_looks(step, tick=tick), step))

    def save_all(
        self, folder: str | Path, step_deg: float | None = None, *, tick: Tick = _silent
    ) -> list[Path]:
        """Write all pictures as PNG into a folder, which is made; returns their paths, none without a radar."""
        pictures: dict[str, Callable[[], Any]] = {}
        for s, item in enumerate(self.found.items):
            name = f"{s + 1}-{item.sensor.id.replace('@', '-')}"
            pictures[f"coverage-{name}"] = partial(self.coverage, s)
            pictures[f"horizon-{name}"] = partial(self.horizon, s)
        if pictures:
            pictures["cross_section"] = self.cross_section
            pictures["first_look"] = partial(self.first_look, step_deg, tick=tick)
        return save(folder, pictures) if pictures else []


@dataclass(frozen=True)
class ThirdPartyPlots:
    """The map of what third parties have to do with an engagement."""

    found: ThirdParties

    def map(self) -> Axes:
        """Draw the countries that intercepts happen over and things come down in, tracks, and radars abroad."""
        from midcourse.pictures.third_parties import sheet
        from midcourse.views.third_parties import draw

        return draw(sheet(self.found))

    def save_all(self, folder: str | Path) -> list[Path]:
        """Write the map as PNG into a folder, which is made; returns its path in a list."""
        return save(folder, {"third-parties": self.map})
