"""Where an interceptor can be, and when: `midcourse reach` and `mc.fly_out`."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from midcourse.errors import NoSolution
from midcourse.scenario.place import parse_place
from midcourse.shown.card import Card, Shown
from midcourse.shown.command import line
from midcourse.shown.document import finite
from midcourse.shown.frame import Table, framed

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from midcourse.catalog.model import Interceptor
    from midcourse.interceptors.reference_flight import Burnout
    from midcourse.kernels.earth import Earth
    from midcourse.pictures.plots import FlyOutPlots
    from midcourse.reach import ReachTable
    from midcourse.scenario.place import Place

ANGLES_DEG = (20, 30, 45, 60, 80)
STEPS = 120  # of range and of altitude, at most
DIRECTIONS = 72


@dataclass(frozen=True, repr=False)
class FlyOut(Shown):
    """Where an interceptor can be, and when.

    `burnouts` are reference flights on an Earth that does not turn, by held angle in degrees; of what burns out below
    100 km and has no reference flight, the flights of its table. `inertial_m_s` is the inertial speed of the one at 45
    degrees, eastwards from the site on the turning Earth. `table` is its reach table, flown without rotation.
    """

    interceptor: Interceptor
    place: Place
    table: ReachTable
    burnouts: dict[int, Burnout]
    inertial_m_s: float
    rerun: str = ""

    @property
    def plot(self) -> FlyOutPlots:
        """The pictures: isochrones in range and altitude `fan()`, and on the `globe()`; `save_all(DIR)`."""
        from midcourse.pictures.plots import FlyOutPlots

        return FlyOutPlots(self)

    def grid(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return ranges (n,) and altitudes (m,) in m, and least times of flight in s (m, n), infinite out of reach."""
        import numpy as np

        from midcourse.reach import least_time

        table = self.table
        wide = table.range_step_m * (table.least_s.shape[0] - 1)
        tall = table.alt_step_m * (table.least_s.shape[1] - 1)
        ranges, altitudes = (np.arange(0.0, size, _step(size)) for size in (wide, tall))
        times = np.array([[least_time(table, r, h)[0] for r in ranges] for h in altitudes])
        return ranges, altitudes, times

    def isochrones(self, alt_m: float, times_s: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return directions in rad (n,), and the farthest place at an altitude within each time in m (m, n)."""
        import numpy as np

        from midcourse.analysis.around import farthest

        azimuths = np.linspace(0.0, 2.0 * math.pi, DIRECTIONS, endpoint=False)
        site = (math.radians(self.place.lat_deg), math.radians(self.place.lon_deg), self.place.alt_m)
        return azimuths, farthest(self.table, site, alt_m, azimuths, times_s)

    def answer(self) -> str:
        """Return where it can be, and when, in one sentence."""
        from midcourse.sentences.reach import headline

        return headline(self)

    def as_dict(self) -> dict[str, Any]:
        """Return what `midcourse reach --json` prints; a time is None where it cannot be."""
        ranges, altitudes, times = self.grid()
        reference = self.burnouts[45]
        return {
            "answer": self.answer(),
            "interceptor": self.interceptor.id,
            "site": self.place.id or self.place.name,
            "burnout_speed_m_s": reference.speed_m_s,
            "burnout_speed_inertial_m_s": self.inertial_m_s,
            "by_angle": {
                str(angle): {
                    "burnout_speed_m_s": flown.speed_m_s,
                    "altitude_m": flown.altitude_m,
                    "flight_path_angle_deg": math.degrees(flown.flight_path_rad),
                    "time_s": flown.time_s,
                }
                for angle, flown in self.burnouts.items()
            },
            "burnout_s": self.table.burnout_s,
            "ready_s": self.table.ready_s,
            "floor_m": self.table.floor_m,
            "ceiling_m": finite(self.table.ceiling_m),
            "limit_s": self.table.limit_s,
            "time_s": [[finite(value) for value in row] for row in times.tolist()],
            "range_m": ranges.tolist(),
            "altitude_m": altitudes.tolist(),
        }

    def frame(self, name: str = "times") -> pd.DataFrame:
        """Return `times` (least time to each range and altitude in reach) or `burnouts` (by held angle)."""
        return framed(name, {"times": self._times, "burnouts": self._burnouts})

    def _times(self) -> Table:
        ranges, altitudes, times = self.grid()
        rows = (
            (float(far), float(high), float(times[i, j]))
            for i, high in enumerate(altitudes)
            for j, far in enumerate(ranges)
            if math.isfinite(times[i, j])
        )
        return Table(("range_m", "altitude_m", "time_s"), tuple(rows))

    def _burnouts(self) -> Table:
        rows = (
            (angle, one.speed_m_s, one.altitude_m, math.degrees(one.flight_path_rad), one.time_s)
            for angle, one in self.burnouts.items()
        )
        names = ("angle_deg", "burnout_speed_m_s", "altitude_m", "flight_path_angle_deg", "time_s")
        return Table(names, tuple(rows))

    def _line(self) -> str:
        speed = self.burnouts[45].speed_m_s / 1e3
        return (
            f"{self.interceptor.id} at {self.place.name}: {speed:.2f} km/s at burnout, of use from "
            f"{self.table.ready_s:.0f} to {self.table.limit_s:.0f} s after launch"
        )

    def _card(self) -> Card:
        rows = tuple(
            (f"{angle:.0f}", f"{speed / 1e3:.2f}", f"{high / 1e3:,.0f}", f"{up:.1f}", f"{time_s:.0f}")
            for angle, speed, high, up, time_s in self._burnouts().rows
        )
        head = ("held angle, deg", "burnout speed, km/s", "altitude, km", "flight-path angle, deg", "time, s")
        name = self.interceptor.name or self.interceptor.id
        caption = f"{name}: reference flights on an Earth that does not turn"
        notes = (f"Inertial speed at 45 degrees, eastwards: {self.inertial_m_s / 1e3:.2f} km/s.", self.rerun)
        return Card(f"{self._line()}.", caption, head, rows, notes, 'frame("burnouts")')


def fly_out(interceptor: str, site: str) -> FlyOut:
    """Say where an interceptor can be, and when.

    Args:
        interceptor: catalogue id.
        site: where its launcher stands: a site id, a city or `lat,lon` in degrees.

    Returns:
        FlyOut.

    Raises:
        CatalogError: no such interceptor; ScenarioError: no such place.
    """
    from midcourse.catalog import load_interceptor
    from midcourse.interceptors.reach_table import reach_table
    from midcourse.kernels.earth import STILL, WGS84

    entry, _ = load_interceptor(interceptor)
    place = parse_place(site, key="--site")
    table = reach_table(entry)
    burnouts = {angle: _burnout(entry, table, math.radians(angle), STILL, 0.0) for angle in ANGLES_DEG}
    turning = _burnout(entry, table, math.radians(45.0), WGS84, math.radians(place.lat_deg))
    again = line("reach", [interceptor], {"site": site})
    return FlyOut(entry, place, table, burnouts, turning.speed_inertial_m_s, again)


def _step(size_m: float) -> float:
    # 1, 2 or 5 times a power of ten
    least = size_m / STEPS
    power = 10.0 ** math.floor(math.log10(least))
    return power * next(times for times in (1.0, 2.0, 5.0, 10.0) if times * power >= least)


def _burnout(entry: Interceptor, table: ReachTable, angle: float, earth: Earth, lat_rad: float) -> Burnout:
    # what burns out below 100 km has no reference flight: then as the table has it flown
    import numpy as np

    from midcourse.interceptors.craft import interceptor_stack
    from midcourse.interceptors.reference_flight import burnout, burnout_of

    try:
        return burnout(entry, angle, earth, lat_rad)
    except NoSolution:
        kick = float(np.interp(angle, table.pitches_rad, table.kicks_rad))
        return burnout_of(interceptor_stack(entry), angle, kick, earth, lat_rad)
