"""One flight: of a catalogue missile, or of a body that only falls."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from midcourse.api.bounds import bounded
from midcourse.errors import NoSolution, ScenarioError
from midcourse.scenario import parse_place
from midcourse.shown.card import Card, Shown
from midcourse.shown.command import line
from midcourse.shown.frame import Table, framed, table_of

if TYPE_CHECKING:
    import pandas as pd

    from midcourse.catalog.model import Missile
    from midcourse.catalog.provenance import Provenance
    from midcourse.pictures.plots import FlightPlots
    from midcourse.truth import Trajectory


STEPS = 400  # rows of the path as a data frame
STAGE = ("stage", "ignition_s", "burnout_s")


@dataclass(frozen=True, repr=False)
class Flight(Shown):
    """One flight and what a report says of it; `as_dict` is what `midcourse fly --json` prints."""

    path: Trajectory
    stages: tuple[dict[str, float], ...]
    powered: bool
    name: str = "body"
    solved: dict[str, Any] = field(default_factory=dict)
    rerun: str = ""

    @property
    def plot(self) -> FlightPlots:
        """The pictures: `altitude()`, `time()`, `track()`, each Matplotlib axes; `save_all(DIR)`."""
        from midcourse.pictures.plots import FlightPlots

        return FlightPlots(self)

    def answer(self) -> str:
        """Return the flight in one sentence; of a reported test, whether it is possible with this missile."""
        from midcourse.sentences.flight import headline

        return headline(self)

    def as_dict(self) -> dict[str, Any]:
        """Return the sentence, impact, apogee, range, burnout and stages; speeds and angles are Earth-relative."""
        return {"answer": self.answer(), **self.as_plain()}

    def as_plain(self) -> dict[str, Any]:
        """Return what `as_dict` holds besides the sentence."""
        path = self.path
        end = path.geodetic(path.times(2))[-1]
        speed, _, _ = path.relative_state(path.end_s)
        burnout = None
        if self.powered:
            burn_speed, fpa_deg, alt_m = path.relative_state(path.burnout_s)
            burnout = {
                "time_s": path.burnout_s - path.launch_s,
                "speed_m_s": burn_speed,
                "altitude_m": alt_m,
                "flight_path_angle_deg": fpa_deg,
            }
        return {
            "impact": {
                "lat_deg": float(end[0]),
                "lon_deg": float(end[1]),
                "time_s": path.end_s - path.launch_s,
                "speed_m_s": speed,
            },
            "apogee_m": path.apogee()[1],
            "range_m": path.ground_range_m(),
            "burnout": burnout,
            "stages": list(self.stages),
            "solved": self.solved,
        }

    def frame(self, name: str = "path") -> pd.DataFrame:
        """Return `path` (time, place, height, speed, distance), `events` or `stages` as a data frame."""
        path = self.path
        return framed(
            name,
            {
                "path": lambda: _path_table(path),
                "events": lambda: Table(("time_s", "what"), tuple((one.time_s, one.what) for one in path.events)),
                "stages": lambda: table_of(STAGE, self.stages),
            },
        )

    def _line(self) -> str:
        told = self.as_dict()
        minutes = told["impact"]["time_s"] / 60.0
        far, high = told["range_m"] / 1e3, told["apogee_m"] / 1e3
        return f"{self.name}: {far:,.0f} km in {minutes:.1f} min, {high:,.0f} km high"

    def _card(self) -> Card:
        told = self.as_dict()
        impact, burnout = told["impact"], told["burnout"]
        rows = [
            ("range over the ground", f"{told['range_m'] / 1e3:,.1f} km"),
            ("highest point", f"{told['apogee_m'] / 1e3:,.1f} km"),
            ("time of flight", f"{impact['time_s']:,.1f} s"),
            ("comes down at", f"{impact['lat_deg']:.3f}, {impact['lon_deg']:.3f} deg"),
            ("speed there", f"{impact['speed_m_s']:,.0f} m/s"),
        ]
        if burnout is not None:
            rows += [
                ("burnout", f"{burnout['time_s']:,.1f} s, {burnout['altitude_m'] / 1e3:,.1f} km high"),
                ("speed there", f"{burnout['speed_m_s']:,.0f} m/s, {burnout['flight_path_angle_deg']:.1f} deg up"),
                ("payload", f"{self.solved['payload_kg']:,.0f} kg"),
            ]
        head = ("what", "speeds and angles are relative to the turning Earth")
        return Card(f"{self._line()}.", "", head, tuple(rows), (self.solved.get("note", ""), self.rerun))


def _path_table(path: Trajectory) -> Table:
    import numpy as np

    from midcourse.kernels.boost import arc_m
    from midcourse.kernels.earth import WGS84

    times = path.times(STEPS)
    points = path.geodetic(times)
    la, lo = np.radians(points[0, :2])
    rows = []
    for time_s, (lat, lon, alt_m) in zip(times.tolist(), points.tolist(), strict=True):
        speed_m_s, fpa_deg, _ = path.relative_state(time_s)
        far_m = float(arc_m(WGS84, la, lo, math.radians(lat), math.radians(lon))[0])
        rows.append((time_s, lat, lon, alt_m, speed_m_s, fpa_deg, far_m))
    names = ("time_s", "lat_deg", "lon_deg", "alt_m", "speed_m_s", "flight_path_angle_deg", "distance_m")
    return Table(names, tuple(rows))


def fly(
    missile: str,
    from_: str,
    to: str | None = None,
    azimuth_deg: float | None = None,
    *,
    arc: str | None = None,
    apogee_m: float | None = None,
    payload_kg: float | None = None,
) -> Flight:
    """Fly a catalogue missile to an aim point, or as far as it goes in one direction.

    Args:
        missile: catalogue id.
        from_, to: places: a site id, a city, or `lat,lon` in degrees.
        azimuth_deg: direction of flight, clockwise from north, in place of `to`.
        arc: `minimum-energy`, `lofted` or `depressed`; None for the first, or for the second where thrust cannot
            be cut off.
        apogee_m: highest altitude of the flight, in place of the arc's own.
        payload_kg: in place of the entry's payload.

    Returns:
        Flight; in a direction with full burn. `solved` says which arc and what it took.

    Raises:
        CatalogError: unknown missile or place; NoSolution: the aim point is out of reach, or there is no such arc.
    """
    from midcourse.threats.aim import ARCS, aim
    from midcourse.threats.farthest import greatest_range
    from midcourse.threats.fly import fly_missile, pad_of, stack_of

    entry, _ = loaded(missile, payload_kg)
    start = parse_place(from_, key="--from")
    pad = pad_of(start)
    if (to is None) == (azimuth_deg is None):
        raise ScenarioError(
            "give either an aim point or a direction", key="--to", allowed="--to P or --azimuth A"
        )
    for key, given in (("--arc", arc), ("--apogee", apogee_m)):
        if to is None and given is not None:
            raise ScenarioError("needs an aim point", key=key, got=str(given), allowed="with --to P")
    if arc is not None and arc not in ARCS:
        raise ScenarioError("no such arc", key="--arc", got=arc, allowed=", ".join(ARCS))
    if apogee_m is not None:
        bounded("--apogee in m", apogee_m, 1e4, 2e7)
    if to is not None:
        end = parse_place(to, key="--to")
        found = aim(stack_of(entry), pad, pad_of(end), arc, apogee_m)
        name = f"{entry.name}, {start.name} to {end.name}, {found.arc}"
        steer = found.steer
        solved: dict[str, Any] = {"arc": found.arc, "by": found.by, "note": found.note}
    else:
        assert azimuth_deg is not None
        bounded("--azimuth", azimuth_deg, -360.0, 360.0)
        steer, far_m = greatest_range(stack_of(entry), pad, math.radians(azimuth_deg % 360.0))
        if not math.isfinite(far_m):
            raise NoSolution(
                "in this direction the missile has no greatest range: it gets past the antipode",
                nearest="an aim point: --to P",
            )
        solved = {"arc": "greatest range", "by": "full burn", "note": ""}
        name = f"{entry.name}, as far as it goes from {start.name}"
    flown = fly_missile(entry, pad, steer)
    solved |= {"thrust_ends_s": flown.path.burnout_s, "payload_kg": entry.payload_kg}
    options = {"to": to, "azimuth": azimuth_deg, "arc": arc, "apogee": apogee_m, "payload": payload_kg}
    return Flight(flown.path, flown.stages, True, name, solved, line("fly", [missile], {"from": from_, **options}))


def loaded(missile: str, payload_kg: float | None) -> tuple[Missile, dict[str, Provenance]]:
    """Return a missile of the catalogue, with another payload if one is given, and its provenance."""
    from midcourse.catalog import load_missile
    from midcourse.catalog.check import lift_off_problem

    entry, provenance = load_missile(missile)
    if payload_kg is not None:
        bounded("--payload", payload_kg, 1.0, 1e5)
        entry = entry.model_copy(update={"payload_kg": payload_kg})
        heavy = lift_off_problem(entry.stages, payload_kg)
        if heavy is not None:
            raise ScenarioError(heavy, key="--payload", got=f"{payload_kg:g} kg")
    return entry, provenance


def fly_state(
    lat_deg: float,
    lon_deg: float,
    alt_m: float,
    speed_m_s: float,
    fpa_deg: float,
    azimuth_deg: float,
    beta_kg_m2: float = math.inf,
) -> Flight:
    """Fly a body that only falls, from an Earth-relative state to the ground.

    Args:
        lat_deg, lon_deg, alt_m: where it starts; altitude above the ellipsoid.
        speed_m_s, fpa_deg, azimuth_deg: speed, flight-path angle and direction relative to the turning Earth.
        beta_kg_m2: ballistic coefficient; infinite for flight without drag.

    Returns:
        Flight.

    Raises:
        ScenarioError: a number out of bounds; NoSolution: the body does not come down.
    """
    from midcourse.threats.fly import fly_free
    from midcourse.threats.launch import Pad

    for name, value, low, high in (
        ("latitude", lat_deg, -90.0, 90.0),
        ("longitude", lon_deg, -180.0, 360.0),
        ("altitude in m", alt_m, 0.0, 1e8),
        ("speed in m/s", speed_m_s, 0.0, 2e4),
        ("flight-path angle in deg", fpa_deg, -90.0, 90.0),
        ("azimuth in deg", azimuth_deg, -360.0, 360.0),
    ):
        bounded(f"--state {name}", value, low, high)
    if alt_m == 0.0 and (fpa_deg <= 0.0 or speed_m_s == 0.0):
        raise ScenarioError(
            "the body starts on the ground and does not rise",
            key="--state",
            allowed="an altitude above 0, or a speed and a flight-path angle above 0",
        )
    if beta_kg_m2 != math.inf:
        bounded("--beta", beta_kg_m2, 1.0, 1e6)
    start = Pad(math.radians(lat_deg), math.radians(lon_deg), alt_m)
    path = fly_free(start, speed_m_s, math.radians(fpa_deg), math.radians(azimuth_deg), beta_kg_m2)
    state = ",".join(f"{value:.10g}" for value in (lat_deg, lon_deg, alt_m, speed_m_s, fpa_deg, azimuth_deg))
    drag = ["--vacuum"] if beta_kg_m2 == math.inf else ["--beta", f"{beta_kg_m2:.10g}"]
    return Flight(path, (), powered=False, rerun=line("fly", ["--state", state, *drag], {}))
