"""Fly and follow the same on a device, or what stands in for one, and on the CPU; print how far apart, as JSON.

A program of its own: Numba's simulator must be asked for before Numba is imported. `test_programs.py` and
`test_device.py` run it; `--bodies` says how many of each, `--stand-in` is told in `stand_in.py`.
"""

from __future__ import annotations

import argparse
import functools
import json
import math
from typing import Any

import numpy as np

from midcourse.catalog import load_missile, load_sensor
from midcourse.gpu import device, drivers
from midcourse.gpu.rows import Looks
from midcourse.kernels.atmosphere import US76, VACUUM, Air, exponential_air, with_wind
from midcourse.kernels.boost import pad_state
from midcourse.kernels.earth import WGS84, Frame, frame_at, geodetic_to_ecef, into_frame, turned_frame
from midcourse.kernels.filter import ERRORS, LANES, blocks
from midcourse.kernels.flight import FAST, NO_NODES, TWICE_AS_FAST, fall, fly
from midcourse.kernels.motion import vacuum_step
from midcourse.kernels.steering import COLUMNS, PLANE_COLUMNS, Plane, boost_program, launch_plane
from midcourse.sensors.radar import detects, radar_row
from midcourse.threats.fly import stack_of
from midcourse.tracking.track import Sight, advance, update
from midcourse.verification import shipped
from midcourse.verification.arcs import start_of

WINDY = with_wind(US76, np.array([0.0, 2e4]), np.array([10.0, 40.0]), np.array([0.0, 5.0]))
AIRS = {"us76": US76, "exponential": exponential_air(1.225, 7_200.0), "vacuum": VACUUM, "windy": WINDY}
LATEST_S = 1.5e4
PAD = math.radians(38.0), math.radians(46.0)
PLACE = math.radians(50.0), math.radians(15.0), 500.0
LOOKS, STEP_S = 12, 1.0
PRIOR = 500.0, 500.0, 500.0, 20.0, 20.0, 20.0
BIASES = 3.0, 2e-4


def apart(ours: np.ndarray, theirs: np.ndarray, size: np.ndarray | float | None = None) -> dict[str, Any]:
    """Say how far two arrays are apart: the largest difference over the size of what is compared, and in bits."""
    ours, theirs = np.asarray(ours, dtype=float), np.asarray(theirs, dtype=float)
    size = np.abs(theirs) if size is None else size
    gap = np.abs(ours - theirs)
    worst = np.max(np.divide(gap, size, out=np.where(gap > 0.0, np.inf, 0.0), where=np.asarray(size) > 0.0))
    return {"worst": float(worst), "same_bits": ours.tobytes() == theirs.tobytes()}


def of_states(ours: np.ndarray, theirs: np.ndarray) -> dict[str, Any]:
    """Compare states by the length of position and of velocity."""
    size = [np.linalg.norm(theirs[:, part], axis=1, keepdims=True) for part in (slice(3), slice(3, 6))]
    return apart(ours, theirs, np.repeat(np.hstack(size), 3, axis=1))


def of_flights(
    states: np.ndarray,
    times: np.ndarray,
    statuses: np.ndarray,
    ends: np.ndarray,
    flown: list[tuple[int, float]],
) -> dict[str, Any]:
    """Compare where, when and how flights end with the CPU's ends, status and time of each."""
    ended, after = zip(*flown, strict=True)
    return {
        "states": of_states(states, ends),
        "times": apart(times, np.array(after)),
        "statuses": apart(statuses, np.array(ended)),
        "kinds": sorted({int(status) for status in ended}),
    }


def falls(air: Air, bodies: int, t_end: float) -> dict[str, Any]:
    """Let arcs fall both ways."""
    arcs = [arc for arc, _ in zip(shipped.arcs() * (1 + bodies // 2000), range(bodies), strict=False)]
    starts = np.array([start_of(WGS84, arc) for arc in arcs])
    inv_beta = np.array([1.0 / arc["beta_kg_m2"] for arc in arcs])
    states, times, statuses = starts.copy(), np.full(bodies, 3.0), np.full(bodies, -9)
    drivers.falls(WGS84, air, inv_beta, states, times, t_end, 0.0, statuses)
    flown = [fall(WGS84, air, inv_beta[i], starts[i], 3.0, t_end, 0.0)[:2] for i in range(bodies)]
    return of_flights(states, times, statuses, starts, flown)


def launches(air: Air, tolerance_m: float, bodies: int) -> dict[str, Any]:
    """Launch stacks of stages both ways; some are cut off, some end under thrust."""
    craft, luck = stack_of(load_missile("notional-irbm")[0]), np.random.default_rng(3)
    programs = np.zeros((bodies, 2 * len(craft.stages) + 4, COLUMNS))
    counts, planes, starts = (
        np.empty(bodies, np.int64),
        np.empty((bodies, PLANE_COLUMNS)),
        np.empty((bodies, 6)),
    )
    ends_s = np.where(np.arange(bodies) % 4 == 3, luck.uniform(5.0, 1.5 * craft.burn_s, bodies), LATEST_S)
    for i in range(bodies):
        cut_off_s = luck.uniform(0.5, 1.0) * craft.burn_s if i % 3 == 1 else np.inf
        counts[i], _ = boost_program(
            craft.stages, craft.payload_kg, craft.rise_s, luck.uniform(0.01, 0.05), cut_off_s,
            craft.inv_beta_m2_kg, programs[i],
        )  # fmt: skip
        planes[i] = launch_plane(*PAD, luck.uniform(0.0, 6.28), 5e4, luck.uniform(0.5, 1.4))
        pad_state(WGS84, *PAD, 0.0, starts[i])
    states, times, statuses = starts.copy(), np.zeros(bodies), np.full(bodies, -9)
    drivers.launches(
        WGS84, air, craft.curve, programs, counts, planes, states, ends_s, 0.0, tolerance_m, times, statuses
    )
    flown = [
        fly(
            WGS84, air, craft.curve, programs[i], counts[i], Plane(*planes[i]), starts[i], 0.0, ends_s[i], 0.0,
            tolerance_m, NO_NODES,
        )[:2] for i in range(bodies)
    ]  # fmt: skip
    return of_flights(states, times, statuses, starts, flown)


def watched(bodies: int) -> tuple[Looks, np.ndarray]:
    """Let bodies fall above a radar, look at each every second, and miss one look in five; looks, and a start."""
    luck = np.random.default_rng(7)
    frame = frame_at(*PLACE[:2], *geodetic_to_ecef(WGS84, *PLACE))
    turns = WGS84.omega_rad_s * STEP_S * np.arange(1, LOOKS + 1)
    frames = [turned_frame(frame, math.cos(turn), math.sin(turn)) for turn in turns]
    axes = np.array([into_frame(frame._replace(x_m=0.0, y_m=0.0, z_m=0.0), *row) for row in np.eye(3)])
    sights, start = np.empty((bodies, LOOKS, 5)), np.empty((bodies, 6))
    for k in range(bodies):
        away = luck.uniform((-4e5, 6e5, 3e5), (4e5, 1.2e6, 6e5))
        state = [*(np.array(frame[4:]) + axes @ away)]
        state += [*(axes @ luck.uniform((-2e3, -5e3, -5e2), (2e3, -3e3, 1.5e3)))]
        start[k] = np.array(state) + luck.normal(size=6) * PRIOR
        for i, at in enumerate(frames):
            state = vacuum_step(WGS84, STEP_S, *state)
            east, north, up = into_frame(at, *state[:3])
            azimuth = math.atan2(east, north) + luck.normal(0.0, 1e-3)
            if k % 16 == 5 and i == 3:
                azimuth += 0.2  # so far off that no series serves
            elevation = math.atan2(up, math.hypot(east, north)) + luck.normal(0.0, 5e-4)
            range_m = math.hypot(east, north, up) + luck.normal(0.0, 5.0)
            sights[k, i] = (
                math.sin(azimuth),
                math.cos(azimuth),
                math.sin(elevation),
                math.cos(elevation),
                range_m,
            )
    sigmas = luck.uniform((5.0, 1e-4), (20.0, 5e-4), (bodies, LOOKS, 2))
    seen = (luck.uniform(size=(bodies, LOOKS)) < 0.8).astype(np.uint8)
    return Looks(np.full(LOOKS, STEP_S), np.array(frames), sights, sigmas, seen), start


def follow(radars: int, bodies: int) -> dict[str, Any]:
    """Follow bodies both ways; with the constant errors of some radars, the last of which looks, or without."""
    looks, start = watched(bodies)
    upper = np.triu_indices(6)
    cov = np.diag(np.square(PRIOR))[upper]
    room, sensors = blocks(radars), (1 << radars) - 1
    biases = BIASES if radars else (0.0, 0.0)
    radar = max(radars - 1, 0)
    states, covs = start.copy(), np.tile(cov, (bodies, 1))
    columns = np.random.default_rng(radars).normal(size=(bodies, room, 6, LANES))
    columns *= np.array([30.0] * 3 + [0.3] * 3)[:, None]
    columns[..., 2 * ERRORS :] = 0.0
    shared = columns.reshape(bodies, room, 6 * LANES)
    mine = states.copy(), covs.copy(), shared.copy()
    drivers.follow(WGS84, looks, radar, *biases, sensors, *mine)
    work = np.empty((19, 6))
    for k in range(bodies):
        own = shared[k] if room else np.zeros((1, 6 * LANES))
        for i in range(LOOKS):
            advance(WGS84, STEP_S, False, False, sensors, states[k], covs[k], own, work)
            if looks.seen[k, i]:
                update(
                    Frame(*looks.frames[i]), Sight(*looks.sights[k, i]), *looks.sigmas[k, i], ERRORS * radar,
                    *biases, False, sensors, states[k], covs[k], own,
                )  # fmt: skip
    sigma = np.sqrt(covs[:, [0, 6, 11, 15, 18, 20]])
    size = (sigma[:, :, None] * sigma[:, None, :])[:, upper[0], upper[1]]
    told = {"states": of_states(mine[0], states), "covariances": apart(mine[1], covs, size)}
    if room:
        in_units = np.repeat(sigma, LANES, axis=1)[:, None, :]
        told["constant errors"] = apart(mine[2], shared, in_units)
    return told


def detections(swerling: int, bodies: int) -> dict[str, Any]:
    """Ask of many looks both ways whether they detect."""
    luck = np.random.default_rng(swerling)
    entry = load_sensor("an-tpy-2")[0].model_copy(update={"swerling": swerling})
    radar = radar_row(entry, 50.0, 10.0, 0.0, 0.0)
    ratios, draws = 10.0 ** luck.uniform(0.0, 3.0, bodies), luck.uniform(size=bodies)
    seen = np.full(bodies, 9, dtype=np.uint8)
    drivers.detections(radar, ratios, draws, seen)
    theirs = np.array([detects(radar, ratio, draw) for ratio, draw in zip(ratios, draws, strict=True)])
    return {"seen": apart(seen, theirs), "share": float(theirs.mean())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bodies", type=int, default=32)
    parser.add_argument("--stand-in", action="store_true", help="run the device's programs on the CPU")
    parser.add_argument("--fused", action="store_true", help="the same, products and sums rounded together")
    asked = parser.parse_args()
    if asked.stand_in or asked.fused:
        import stand_in

        stand_in.no_device()
        drivers.require_device = lambda: None
        drivers.held = lambda array, kind=np.float64: np.ascontiguousarray(array, dtype=kind)
        drivers.launch = functools.partial(stand_in.run, fused=asked.fused)
    n = asked.bodies
    told: dict[str, Any] = {"simulated": device.simulated()}
    told["falls, us76"] = falls(US76, n, LATEST_S)
    told["launches, us76"] = launches(US76, FAST, n)
    for radars in (0, 1):
        told[f"tracks, constant errors of {radars}"] = follow(radars, n)
    if not asked.fused:
        for name in ("exponential", "vacuum"):
            told[f"falls, {name}"] = falls(AIRS[name], n, LATEST_S)
        for name in ("exponential", "vacuum", "windy"):
            told[f"launches, {name}"] = launches(AIRS[name], FAST, n)
        told["falls, ended early"] = falls(US76, n, 700.0)
        told["launches, steps twice as long"] = launches(US76, TWICE_AS_FAST, n)
        told["tracks, constant errors of 3"] = follow(3, n)
        for swerling in (0, 1, 3):
            told[f"looks, Swerling {swerling}"] = detections(swerling, 8 * n)
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
