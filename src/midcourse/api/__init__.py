"""The public functions behind `import midcourse`: they join campaign, engagement and views."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from midcourse.errors import ScenarioError
from midcourse.scenario import Scenario, load_scenario, parse_place, scenario_hash
from midcourse.version import __version__

if TYPE_CHECKING:
    import pyarrow as pa
    from matplotlib.figure import Figure

    from midcourse.campaign.estimate import Estimate
    from midcourse.campaign.runs import Fought
    from midcourse.scenario import Place
    from midcourse.truth import Trajectory
    from midcourse.verification.row import Row

MAX_RUNS = 10_000_000
MAX_SEED = 2**63 - 1


@dataclass(frozen=True)
class Flight:
    """One flight and what a report says of it; `as_dict` is what `midcourse fly --json` prints."""

    path: Trajectory
    stages: tuple[dict[str, float], ...]
    powered: bool

    def as_dict(self) -> dict[str, Any]:
        """Return impact, apogee, range, burnout and stages; speeds and angles are Earth-relative."""
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
            "solved": {},
        }


@dataclass(frozen=True)
class Runs:
    """The finished runs of a scenario: the answer, its tables and its pictures."""

    scenario: Scenario
    fought: Fought
    wall_s: float

    @property
    def p_no_leaker(self) -> Estimate:
        """The probability that no warhead gets through, with its sampling interval."""
        from midcourse.campaign.metrics import p_no_leaker

        return p_no_leaker(self.fought)

    def summary(self) -> dict[str, Any]:
        """Return the numbers that answer the scenario."""
        from midcourse.campaign.metrics import summary

        head = {"scenario": self.scenario.name_id, "seed": self.fought.seed, "version": __version__}
        return {**head, **summary(self.fought)}

    def table(self, name: str) -> pa.Table:
        """Return `results` (a row a run and object) or `shots` (a row a shot) as an Arrow table."""
        from midcourse.engagement.record import arrow_table

        tables = {"results": self.fought.fates, "shots": self.fought.shots}
        if name not in tables:
            raise ScenarioError("no such table", got=name, allowed=" or ".join(tables))
        return arrow_table(tables[name])

    def answer(self) -> str:
        """Return the answer in one sentence."""
        chance = self.p_no_leaker
        cut = "" if self.fought.complete else f" Interrupted: {chance.n:,} of {self.fought.asked:,} runs."
        return (
            f"{self.scenario.name}: no warhead gets through in {chance.value:.1%} of {chance.n:,} runs "
            f"(95 % sampling interval {chance.low:.1%} to {chance.high:.1%}; "
            f"the doubt in the inputs is not in this interval).{cut}"
        )

    def picture(self, name: str, run: int | None = None) -> Figure:
        """Draw `altitude` or `map` of one run, the first where none is named."""
        from midcourse.api.picture import draw

        return draw(self.scenario, self.fought, name, run)


def load(name_or_path: str, variant: str | None = None, sets: Sequence[str] = ()) -> Scenario:
    """Load a scenario by its built-in name or from a file.

    Args:
        name_or_path: name or path.
        variant: name of one of its variants.
        sets: replaced values, `PATH=VALUE`.

    Returns:
        Scenario, checked and frozen.

    Raises:
        ScenarioError: the scenario cannot be used; CatalogError: it names an unknown entry.
    """
    return load_scenario(name_or_path, variant=variant, sets=tuple(sets))


def run(
    scenario: Scenario,
    runs: int = 1,
    seed: int = 1,
    jobs: int | None = None,
    tick: Callable[[int], None] = lambda _: None,
) -> Runs:
    """Fight a scenario.

    Args:
        scenario: as `load` gives it.
        runs: number of runs; run k has the same luck whatever the number.
        seed: seed of all luck.
        jobs: threads; the number of cores where None.
        tick: called with the number of runs that have just been finished.

    Returns:
        Runs.

    Raises:
        ScenarioError: a number out of bounds; NoSolution: a missile cannot reach its aim point.
    """
    from midcourse.campaign.runs import fight_all

    _bounded("runs", runs, 1, MAX_RUNS)
    _bounded("seed", seed, 0, MAX_SEED)
    _bounded("jobs", 1 if jobs is None else jobs, 1, 1024)
    start = time.monotonic()
    fought = fight_all(scenario, runs, seed, jobs, tick=tick)
    return Runs(scenario, fought, time.monotonic() - start)


def fly(missile: str, from_: str, to: str | None = None, azimuth_deg: float | None = None) -> Flight:
    """Fly a catalogue missile to an aim point, or as far as it goes in one direction.

    Args:
        missile: catalogue id.
        from_, to: places: a site id, or `lat,lon` in degrees.
        azimuth_deg: direction of flight, clockwise from north, in place of `to`.

    Returns:
        Flight; to an aim point by the minimum-energy arc, in a direction with full burn.

    Raises:
        CatalogError: unknown missile or place; NoSolution: the aim point is out of reach.
    """
    from midcourse.catalog import load_missile
    from midcourse.threats.aim import aim, greatest_range
    from midcourse.threats.fly import fly_missile, pad_of, stack_of

    entry, _ = load_missile(missile)
    pad = pad_of(parse_place(from_, key="--from"))
    if (to is None) == (azimuth_deg is None):
        raise ScenarioError(
            "give either an aim point or a direction", key="--to", allowed="--to P or --azimuth A"
        )
    if to is not None:
        steer = aim(stack_of(entry), pad, pad_of(parse_place(to, key="--to")))
    else:
        assert azimuth_deg is not None
        _bounded("--azimuth", azimuth_deg, -360.0, 360.0)
        steer, _ = greatest_range(stack_of(entry), pad, math.radians(azimuth_deg % 360.0))
    flown = fly_missile(entry, pad, steer)
    return Flight(flown.path, flown.stages, powered=True)


@dataclass(frozen=True)
class Ranges:
    """How far a missile flies: without rotation of the Earth, and with it by direction.

    Args:
        range_m: greatest range without rotation, northwards; None where the missile does not come down.
        azimuth_deg, rotating_range_m: directions and the greatest range in each, None where unbounded.
        payload_kg: what it carries.
    """

    range_m: float | None
    azimuth_deg: tuple[float, ...]
    rotating_range_m: tuple[float | None, ...]
    payload_kg: float

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as `midcourse range --json` prints them."""
        return {
            "range_m": self.range_m,
            "azimuth_deg": list(self.azimuth_deg),
            "rotating_range_m": list(self.rotating_range_m),
            "unbounded": self.range_m is None,
            "payload_kg": self.payload_kg,
            "steering": "vertical rise, kick, gravity turn to 50 km, then one held attitude; both chosen for range",
        }


def greatest_ranges(
    missile: str, from_: str, payload_kg: float | None = None, directions: int = 72
) -> Ranges:
    """Find how far a missile flies from a place, without rotation of the Earth and with it in every direction.

    Args:
        missile: catalogue id.
        from_: place: a site id, or `lat,lon` in degrees.
        payload_kg: in place of the entry's payload.
        directions: how many azimuths, evenly spread from north.

    Returns:
        Ranges, with full burn, to the ground at altitude 0.

    Raises:
        CatalogError: unknown missile or place; ScenarioError: a payload out of bounds.
    """
    from midcourse.catalog import load_missile
    from midcourse.kernels.earth import STILL
    from midcourse.threats.aim import greatest_range
    from midcourse.threats.fly import pad_of, stack_of

    entry, _ = load_missile(missile)
    if payload_kg is not None:
        _bounded("--payload", payload_kg, 1.0, 1e5)
        entry = entry.model_copy(update={"payload_kg": payload_kg})
    craft, pad = stack_of(entry), pad_of(parse_place(from_, key="--from"))
    start, still_m = greatest_range(craft, pad, 0.0, earth=STILL)
    azimuths = [360.0 * i / directions for i in range(directions)]
    found: list[float | None] = []
    for azimuth in azimuths:
        start, far_m = greatest_range(
            craft, pad, math.radians(azimuth), guess=(start.kick_rad, start.pitch_rad)
        )
        found.append(far_m if math.isfinite(far_m) else None)
    still = still_m if math.isfinite(still_m) else None
    return Ranges(still, tuple(azimuths), tuple(found), entry.payload_kg)


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
    from midcourse.threats.aim import Pad
    from midcourse.threats.fly import fly_free

    for name, value, low, high in (
        ("latitude", lat_deg, -90.0, 90.0),
        ("longitude", lon_deg, -180.0, 360.0),
        ("altitude in m", alt_m, 0.0, 1e8),
        ("speed in m/s", speed_m_s, 0.0, 2e4),
        ("flight-path angle in deg", fpa_deg, -90.0, 90.0),
        ("azimuth in deg", azimuth_deg, -360.0, 360.0),
    ):
        _bounded(f"--state {name}", value, low, high)
    if alt_m == 0.0 and (fpa_deg <= 0.0 or speed_m_s == 0.0):
        raise ScenarioError(
            "the body starts on the ground and does not rise",
            key="--state",
            allowed="an altitude above 0, or a speed and a flight-path angle above 0",
        )
    if beta_kg_m2 != math.inf:
        _bounded("--beta", beta_kg_m2, 1.0, 1e6)
    start = Pad(math.radians(lat_deg), math.radians(lon_deg), alt_m)
    path = fly_free(start, speed_m_s, math.radians(fpa_deg), math.radians(azimuth_deg), beta_kg_m2)
    return Flight(path, (), powered=False)


def verify(all_cases: bool = False) -> list[Row]:
    """Run the check cases on this machine: case, ours, reference, difference, tolerance, pass."""
    from midcourse.verification.run import verify as run_checks

    return run_checks(all_cases)


def place(text: str) -> Place:
    """Return a place: a site id, or `lat,lon` in degrees."""
    return parse_place(text)


def run_key(scenario: Scenario, runs: int, seed: int) -> dict[str, Any]:
    """Return what makes two runs the same."""
    return {"hash": scenario_hash(scenario), "seed": seed, "runs": runs, "version": __version__}


def folder_name(scenario: Scenario, runs: int, seed: int) -> Path:
    """Return the default run folder of a run."""
    name = scenario.name_id or "scenario"
    return Path("midcourse-runs") / f"{name}-{scenario_hash(scenario)[:8]}-s{seed}-n{runs}"


def _bounded(key: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise ScenarioError("out of bounds", key=key, got=f"{value:g}", allowed=f"{low:g} to {high:g}")
