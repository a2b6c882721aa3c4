"""The tracking filter beside Stone Soup's extended Kalman filter, in one run: `python benchmarks/filter.py`.

Both follow the same falling bodies from the same looks of one radar that turns with the Earth, start from the same
state and covariance, and are given the derivatives in closed form. What is compared is told in `README.md`.
"""

from __future__ import annotations

import argparse
import math
import time
from importlib.util import find_spec
from typing import NamedTuple


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Time the tracking filter beside Stone Soup's.")
    parser.add_argument(
        "--rounds", type=int, default=5, help="turns that every row is given; the best counts"
    )
    parser.add_argument("--quick", action="store_true", help="few of everything, to see that it works")
    return parser.parse_args()


ASKED = options() if __name__ == "__main__" else None  # before the imports: help comes at once

import numpy as np  # noqa: E402

from midcourse.kernels._jit import kernel  # noqa: E402
from midcourse.kernels.earth import WGS84, Frame, frame_at, geodetic_to_ecef, into_frame, turned_frame  # noqa: E402
from midcourse.kernels.filter import LANES, pack, unpack  # noqa: E402
from midcourse.kernels.motion import vacuum_step  # noqa: E402
from midcourse.tracking import lanes  # noqa: E402
from midcourse.tracking.track import WANDER_FREE_M_S2, Sight, advance, update  # noqa: E402

STEP_S = 1.0
RANGE_S, ANGLE_S = 5.0, 5e-4  # standard errors of a look, m and rad
RANGE_BIAS, ANGLE_BIAS = 3.0, 2e-4  # of its constant errors
PRIOR = (500.0, 500.0, 500.0, 20.0, 20.0, 20.0)
TRACKS, THEIRS, LOOKS = 64, 3, 200
PLACE = (math.radians(50.0), math.radians(15.0), 500.0)


class Watch(NamedTuple):
    """What both filters are given: Frames (looks, 7), azimuth, elevation and range (tracks, looks, 3), and a start."""

    frames: np.ndarray
    measured: np.ndarray
    start: np.ndarray


def watched(tracks: int, looks: int) -> Watch:
    """Let bodies fall for some minutes above a radar, and look at each every second."""
    luck = np.random.default_rng(7)
    frame = frame_at(*PLACE[:2], *geodetic_to_ecef(WGS84, *PLACE))
    turns = WGS84.omega_rad_s * STEP_S * np.arange(1, looks + 1)
    frames = [turned_frame(frame, math.cos(turn), math.sin(turn)) for turn in turns]
    measured, start = np.empty((tracks, looks, 3)), np.empty((tracks, 6))
    for k in range(tracks):
        away = luck.uniform((-4e5, 6e5, 3e5), (4e5, 1.2e6, 6e5))
        axes = np.array([into_frame(frame._replace(x_m=0.0, y_m=0.0, z_m=0.0), *row) for row in np.eye(3)])
        place = np.array(frame[4:]) + axes @ away
        state = [*place, *(axes @ luck.uniform((-2e3, -5e3, -5e2), (2e3, -3e3, 1.5e3)))]
        start[k] = np.array(state) + luck.normal(size=6) * PRIOR
        for i, at in enumerate(frames):
            state = vacuum_step(WGS84, STEP_S, *state)
            east, north, up = into_frame(at, *state[:3])
            far = math.hypot(east, north)
            seen = (math.atan2(east, north), math.atan2(up, far), math.hypot(far, up))
            measured[k, i] = seen + luck.normal(size=3) * (ANGLE_S * seen[2] / far, ANGLE_S, RANGE_S)
    return Watch(np.array(frames), measured, start)


@kernel
def follow(earth, frames, sights, bias, sensors, states, covs):
    """Filter all tracks as a run does; `bias` scales the constant errors, `sensors` are their bits."""
    room, packed = np.empty((19, 6)), np.empty(21)
    for k in range(sights.shape[0]):
        shared = np.zeros((1, 6 * LANES))
        pack(covs[k], packed)
        for i in range(sights.shape[1]):
            f, seen = frames[i], sights[k, i]
            sight = Sight(seen[0], seen[1], seen[2], seen[3], seen[4])
            advance(earth, STEP_S, False, False, sensors, states[k], packed, shared, room)
            update(
                Frame(f[0], f[1], f[2], f[3], f[4], f[5], f[6]), sight, RANGE_S, ANGLE_S, 0, bias * RANGE_BIAS,
                bias * ANGLE_BIAS, False, sensors, states[k], packed, shared,
            )  # fmt: skip
        unpack(packed, covs[k])


@kernel
def follow_eight(earth, frames, sights, bias, radars, states, covs):
    """Filter all tracks as `follow` does, eight at a time; their number must be a multiple of eight."""
    lane, packed = np.zeros(lanes.room_for(radars)), np.empty(21)
    lane[lanes.RANGE_S : lanes.RANGE_S + LANES], lane[lanes.ANGLE_S : lanes.ANGLE_S + LANES] = (
        RANGE_S,
        ANGLE_S,
    )
    for first in range(0, sights.shape[0], LANES):
        lane[lanes.ERROR_ROWS * LANES :] = 0.0
        for k in range(LANES):
            pack(covs[first + k], packed)
            for c in range(6):
                lane[lanes.STATE + c * LANES + k] = states[first + k, c]
            for c in range(21):
                lane[lanes.COV + c * LANES + k] = packed[c]
        for i in range(sights.shape[1]):
            f = frames[i]
            for k in range(LANES):
                for c in range(5):
                    lane[lanes.SIGHT + c * LANES + k] = sights[first + k, i, c]
            frame = Frame(f[0], f[1], f[2], f[3], f[4], f[5], f[6])
            lanes.predict_lanes(earth, STEP_S, WANDER_FREE_M_S2, radars, lane)
            if lanes.update_lanes(frame, 0, bias * RANGE_BIAS, bias * ANGLE_BIAS, radars, lane) != lanes.DONE:
                return 1
        for k in range(LANES):
            for c in range(6):
                states[first + k, c] = lane[lanes.STATE + c * LANES + k]
            for c in range(21):
                packed[c] = lane[lanes.COV + c * LANES + k]
            unpack(packed, covs[first + k])
    return 0


def ours(watch: Watch, considered: bool, eight: bool = False) -> tuple[float, np.ndarray, np.ndarray]:
    """Filter all tracks, constant errors considered or not; seconds an update, states and covariances."""
    states, covs = watch.start.copy(), np.tile(np.diag(np.square(PRIOR)), (len(watch.start), 1, 1))
    angles, ranges = watch.measured[..., :2], watch.measured[..., 2:]
    # sine and cosine of azimuth, then of elevation, range: as a look gives them
    sights = np.concatenate(
        [np.stack([np.sin(angles), np.cos(angles)], -1).reshape(*ranges.shape[:2], 4), ranges], -1
    )
    begin = time.thread_time()
    if not eight:
        follow(WGS84, watch.frames, sights, float(considered), int(considered), states, covs)
    elif follow_eight(WGS84, watch.frames, sights, float(considered), int(considered), states, covs):
        raise SystemExit("a look is too far off its track for lanes")
    return (time.thread_time() - begin) / watch.measured[..., 0].size, states, covs


def apart(mine: tuple[np.ndarray, np.ndarray], other: tuple[np.ndarray, np.ndarray]) -> str:
    """Say how far states and standard errors lie apart."""
    gap = np.abs(mine[0] - other[0])
    sigma = [np.sqrt(np.diagonal(covs, axis1=1, axis2=2)) for covs in (mine[1], other[1])]
    return (
        f"at most {gap[:, :3].max():.1e} m, {gap[:, 3:].max():.1e} m/s, "
        f"{np.max(np.abs(sigma[0] / sigma[1] - 1.0)):.1e} of sigma (sigma {sigma[0][:, :3].max():.0f} m)"
    )


def main(asked: argparse.Namespace) -> None:
    tracks, looks, rounds = (8, 20, 1) if asked.quick else (TRACKS, LOOKS, asked.rounds)
    watch = watched(tracks, looks)
    ours(watch, True)
    rows = {"midcourse, constant errors off": lambda: ours(watch, False)}
    rows["midcourse, as in a run: constant errors considered"] = lambda: ours(watch, True)
    if tracks % LANES == 0:
        rows["midcourse, the same, eight tracks side by side"] = lambda: ours(watch, True, True)
        assert np.array_equal(ours(watch, True)[1], ours(watch, True, True)[1])
    few = watch._replace(measured=watch.measured[:THEIRS], start=watch.start[:THEIRS])
    if find_spec("stonesoup"):
        from stonesoup_peer import theirs

        rows["Stone Soup, angles and range in one update"] = lambda: theirs(few, ((0, 1, 2),))
        rows["Stone Soup, angles first, then range, as ours"] = lambda: theirs(few, ((0, 1), (2,)))
        rows["Stone Soup with its own model of the radar"] = lambda: theirs(few, None)
    turns = [{name: work() for name, work in rows.items()} for _ in range(rounds)]
    best = {name: min((turn[name] for turn in turns), key=lambda one: one[0]) for name in rows}
    own, *others = best.items()
    for name, (each_s, *_) in best.items():
        print(f"{name:52}{1.0 / each_s:12,.0f} updates a second{each_s / own[1][0]:12,.0f} times the first")
    for name, (_, states, covs) in [row for row in others if "angles" in row[0]]:
        print(f"apart from {name}: {apart((own[1][1][:THEIRS], own[1][2][:THEIRS]), (states, covs))}")
    if len(others) < 2:
        print("Stone Soup is not installed here: pip install stonesoup")


if ASKED is not None:
    main(ASKED)
