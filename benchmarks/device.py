"""Falls, launches and tracks on a CUDA device beside one core, in one run: `python benchmarks/device.py`.

One core works one by one and eight at a time; the device works one thread a body, many more at once. Ratios are of the
time for each body. Where no device is present this says so and prints what one core takes. See `README.md`.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any, NamedTuple


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Time a CUDA device beside one core.")
    parser.add_argument(
        "--rounds", type=int, default=5, help="turns that every row is given; the best counts"
    )
    parser.add_argument("--bodies", type=int, default=1_000_000, help="how many fall on the device at once")
    parser.add_argument("--quick", action="store_true", help="few of everything, to see that it works")
    return parser.parse_args()


ASKED = options() if __name__ == "__main__" else None  # before the imports: help comes at once

import numpy as np  # noqa: E402

from filter.ours import ANGLE_BIAS, RANGE_BIAS, Ours, sights_of  # noqa: E402
from filter.tables import LOOKS, TRACKS  # noqa: E402
from filter.watched import ANGLE_SIGMA_RAD, PRIOR, RANGE_SIGMA_M, STEP_S, watched  # noqa: E402
from flights.falls import Fall  # noqa: E402
from flights.launches import PAD, PAYLOAD_KG, Launch, launch_lanes  # noqa: E402
from flights.starts import BETA, LATEST_S, shipped_arcs  # noqa: E402
from midcourse.gpu import device, drivers  # noqa: E402
from midcourse.gpu.rows import Looks  # noqa: E402
from midcourse.kernels.atmosphere import US76  # noqa: E402
from midcourse.kernels.boost import pad_state  # noqa: E402
from midcourse.kernels.earth import WGS84  # noqa: E402
from midcourse.kernels.filter import LANES  # noqa: E402
from midcourse.kernels.flight import FAST  # noqa: E402
from midcourse.kernels.steering import COLUMNS, PLANE_COLUMNS, boost_program, launch_plane  # noqa: E402

FEWER_LAUNCHES, FEWER_TRACKS = 16, 64  # than falls: their inputs are larger


class Work(NamedTuple):
    """One kind of work: what it is counted in, how often one core does it, and how to do it.

    `core` and `eight` return seconds; `load` puts the inputs of many on the device and returns a call that works them
    once, given whether products and sums may be rounded together, and returns what it wrote; `answer` is the core's.
    """

    name: str
    core: Callable[[], float]
    eight: Callable[[], float]
    load: Callable[[int], tuple[int, Callable[[bool], tuple[Any, ...]]]]
    answer: Callable[[], np.ndarray]


def many(array: np.ndarray, count: int) -> np.ndarray:
    """Repeat rows until there are so many."""
    return np.ascontiguousarray(np.resize(array, (count, *array.shape[1:])))


def cpu_s(call: Callable[[], Any]) -> float:
    begin = time.thread_time()
    call()
    return time.thread_time() - begin


def flown(fly: Callable[[Any, Any, Any, bool], None], begun: np.ndarray) -> Callable[[bool], tuple[Any, ...]]:
    """Return what flies many from their starts on the device, and says how long that took and where they ended."""

    def work(contracted: bool) -> tuple[Any, ...]:
        states, times = device.held(begun.copy()), device.held(np.zeros(len(begun)))
        statuses = device.held(np.zeros(len(begun)), np.int64)
        begin = time.perf_counter()
        fly(states, times, statuses, contracted)
        return time.perf_counter() - begin, states

    return work


def falls(count: int) -> Work:
    starts, inv_betas, _ = shipped_arcs()
    starts, inv_betas = starts[:count], inv_betas[:count]
    mine = Fall(US76, starts, inv_betas)

    def load(bodies: int) -> tuple[int, Callable[[bool], tuple[Any, ...]]]:
        inside = device.held(many(inv_betas, bodies))

        def fly(states: Any, times: Any, statuses: Any, contracted: bool) -> None:
            drivers.falls(WGS84, US76, inside, states, times, LATEST_S, 0.0, statuses, contracted=contracted)

        return bodies, flown(fly, many(starts, bodies))

    def answer() -> np.ndarray:
        mine.scalar(FAST)
        return mine.states

    return Work("falls", lambda: cpu_s(lambda: mine.scalar(FAST)) / count, lambda: cpu_s(mine.lanes) / count, load,
                answer)  # fmt: skip


def launches(count: int) -> Work:
    mine = Launch(count)
    programs = np.zeros((count, 2 * len(mine.stages) + 4, COLUMNS))
    planes, starts = np.empty((count, PLANE_COLUMNS)), np.empty((count, 6))
    counts = np.empty(count, np.int64)
    for i, (azimuth, kick, pitch) in enumerate(mine.steers):
        pad_state(WGS84, *PAD[:3], starts[i])
        planes[i] = launch_plane(*PAD[:2], azimuth, 50e3, pitch)
        counts[i], _ = boost_program(mine.stages, PAYLOAD_KG, PAD[3], kick, np.inf, 1.0 / BETA, programs[i])

    def load(bodies: int) -> tuple[int, Callable[[bool], tuple[Any, ...]]]:
        n = max(bodies // FEWER_LAUNCHES, count)
        inside = [device.held(many(array, n)) for array in (programs, planes)]
        some, ends_s = device.held(many(counts, n), np.int64), device.held(np.full(n, LATEST_S))

        def fly(states: Any, times: Any, statuses: Any, contracted: bool) -> None:
            drivers.launches(
                WGS84, US76, mine.curve, inside[0], some, inside[1], states, ends_s, 0.0, FAST, times, statuses,
                contracted=contracted,
            )  # fmt: skip

        return n, flown(fly, many(starts, n))

    def answer() -> np.ndarray:
        mine.fly(FAST)
        return mine.states

    return Work(
        "launches",
        lambda: cpu_s(lambda: mine.fly(FAST)) / count,
        lambda: cpu_s(lambda: mine.fly(FAST, launch_lanes)) / count,
        load,
        answer,
    )


def updates(count: int, looks: int, considered: bool) -> Work:
    watch = watched(count, looks)
    cov = np.diag(np.square(PRIOR))[np.triu_indices(6)]
    sights = sights_of(watch)

    def load(bodies: int) -> tuple[int, Callable[[bool], tuple[Any, ...]]]:
        n = max(bodies // FEWER_TRACKS, count)
        sigmas = np.broadcast_to(np.array([RANGE_SIGMA_M, ANGLE_SIGMA_RAD]), (n, looks, 2))
        inside = Looks(
            device.held(np.full(looks, STEP_S)), device.held(watch.frames), device.held(many(sights, n)),
            device.held(sigmas), device.held(np.ones((n, looks)), np.uint8),
        )  # fmt: skip
        bias = float(considered)

        def work(contracted: bool) -> tuple[Any, ...]:
            states, covs = device.held(many(watch.start, n)), device.held(np.tile(cov, (n, 1)))
            shared = device.held(np.zeros((n, int(considered), 6 * LANES)))
            begin = time.perf_counter()
            drivers.follow(
                WGS84, inside, 0, bias * RANGE_BIAS, bias * ANGLE_BIAS, int(considered), states,
                covs, shared, contracted=contracted,
            )  # fmt: skip
            return time.perf_counter() - begin, states

        return n * looks, work

    name = f"predictions and looks, constant errors {'of one radar' if considered else 'off'}"
    alone, eight = (Ours(watch, considered, side_by_side) for side_by_side in (False, True))

    def answer() -> np.ndarray:
        alone()
        return alone.states

    number = count * looks
    return Work(name, lambda: cpu_s(alone) / number, lambda: cpu_s(eight) / number, load, answer)


def on_device(work: Work, bodies: int, rounds: int, contracted: bool) -> tuple[float, float]:
    """Return seconds for each on the device, and how far its states are from the core's over their length."""
    counted, call = work.load(bodies)
    call(contracted)  # compiles
    turns = [call(contracted) for _ in range(rounds)]
    theirs = work.answer()
    found = turns[-1][1]
    ours = (found if isinstance(found, np.ndarray) else found.copy_to_host())[: len(theirs)]
    gap = np.linalg.norm(ours[:, :3] - theirs[:, :3], axis=1) / np.linalg.norm(theirs[:, :3], axis=1)
    return min(turn[0] for turn in turns) / counted, float(gap.max())


def main(asked: argparse.Namespace) -> None:
    rounds, bodies = (1, 64) if asked.quick else (asked.rounds, asked.bodies)
    few, looks = (8, 10) if asked.quick else (TRACKS, LOOKS)
    kinds = [falls(16 if asked.quick else 2_000), launches(8 if asked.quick else 256)]
    kinds += [updates(few, looks, considered) for considered in (False, True)]
    if not device.device_present():
        print("No CUDA device is present: nothing was measured on one. One core takes:")
    elif device.simulated():
        print("Numba's simulator stands in for a device: its times say nothing.")
    for work in kinds:
        work.core(), work.eight()  # compile
        core_s = min(work.core() for _ in range(rounds))
        eight_s = min(work.eight() for _ in range(rounds))
        print(f"{work.name}: one core {1e6 * core_s:.4g} us each, eight lanes {1e6 * eight_s:.4g} us each")
        if not device.device_present():
            continue
        for contracted in (False, True):
            each_s, gap = on_device(work, bodies, rounds, contracted)
            print(
                f"  device, {'products and sums together' if contracted else 'rounded as on the CPU'}: "
                f"{1e6 * each_s:.4g} us each, {core_s / each_s:,.1f} times one core, "
                f"{eight_s / each_s:,.1f} times one core with eight lanes, at most {gap:.1e} apart"
            )


if ASKED:
    main(ASKED)
