"""Closing in on an aim point, and on an apogee: Newton's method on a few numbers of the steering."""

from __future__ import annotations

import numpy as np

from midcourse.kernels.flight import DEFAULT_M, FAST, IMPACT
from midcourse.threats.launch import Miss, Shooting, Steering

HIT_M = 1.0
CLOSE_M = 300.0  # from here on with the exact method of flight
MOST_TURNS = 40
# step of the slopes, and the longest single move, of each number that is solved for
STEPS = {"azimuth_rad": 1e-4, "kick_rad": 1e-4, "pitch_rad": 1e-3, "cut_off_s": 0.05}
MOVES = {"azimuth_rad": 0.3, "kick_rad": 0.05, "pitch_rad": 0.15, "cut_off_s": 20.0}
LOWEST_PITCH_RAD, HIGHEST_PITCH_RAD = -0.5, 1.5707

AIMED = ("azimuth_rad", "cut_off_s")
BENT = ("azimuth_rad", "pitch_rad")
KICKED = ("azimuth_rad", "kick_rad")  # where thrust ends below the altitude from which an attitude is held
THROUGH = ("azimuth_rad", "pitch_rad", "cut_off_s")


def close_in(
    shooting: Shooting,
    steer: Steering,
    unknowns: tuple[str, ...],
    apogee_m: float | None = None,
    exact: bool = True,
) -> tuple[Steering, float]:
    """Change some numbers of the steering until the flight comes down at the aim point.

    Args:
        shooting: the missile on its pad, and the aim point.
        steer: steering to begin with.
        unknowns: names of the numbers to change: as many as there are goals, two or three.
        apogee_m: highest altitude that the flight has to have too; None for any.
        exact: whether to end with the exact method of flight; else 300 m by the fast one are enough.

    Returns:
        the steering, and how far in m it still is from its goals; above 1 m where no solution was found.

    Source: Newton's method with Broyden's updates of the slopes (Broyden 1965), damped.
    """
    steps = np.array([STEPS[name] for name in unknowns])
    moves = np.array([MOVES[name] for name in unknowns])
    latest_s = shooting.craft.burn_s

    def moved(change: np.ndarray, base: Steering) -> Steering:
        new = base._replace(
            **{name: getattr(base, name) + float(d) for name, d in zip(unknowns, change, strict=True)}
        )
        pitch = min(max(new.pitch_rad, LOWEST_PITCH_RAD), HIGHEST_PITCH_RAD)
        return new._replace(pitch_rad=pitch, cut_off_s=min(max(new.cut_off_s, 0.0), latest_s))

    def goals(trial: Steering, tol: float) -> np.ndarray:
        return _goals(shooting.miss(trial, tol, apogee_m is not None), apogee_m)

    tol, slopes = FAST, None
    off = goals(steer, tol)
    gap = float(np.hypot.reduce(off))
    for _ in range(MOST_TURNS):
        if gap < HIT_M and tol == DEFAULT_M:
            break
        if gap < CLOSE_M and not exact:
            break
        if gap < CLOSE_M and tol == FAST:
            tol = DEFAULT_M
            off = goals(steer, tol)
            gap = float(np.hypot.reduce(off))
            continue
        fresh = slopes is None
        if slopes is None:
            columns = []
            for i, step in enumerate(steps):
                change = np.zeros(len(steps))
                # downwards: a cut-off at the end of the burn cannot be later
                change[i] = -step
                columns.append((off - goals(moved(change, steer), tol)) / step)
            slopes = np.column_stack(columns)
        change = np.linalg.lstsq(slopes * moves, -off, rcond=1e-9)[0] * moves
        change /= max(1.0, float(np.max(np.abs(change) / moves)))
        trial = moved(change, steer)
        real = np.array([getattr(trial, name) - getattr(steer, name) for name in unknowns])
        new = goals(trial, tol)
        new_gap = float(np.hypot.reduce(new))
        if new_gap < gap:
            slow = new_gap > 0.5 * gap
            slopes = (
                None
                if slow
                else slopes + np.outer(new - off - slopes @ real, real) / max(real @ real, 1e-300)
            )
            steer, off, gap = trial, new, new_gap
        elif fresh:
            moves = 0.25 * moves
            if np.max(moves / steps) < 1e-3:
                break
        else:
            slopes = None
    return steer, gap


def _goals(miss: Miss, apogee_m: float | None) -> np.ndarray:
    if miss.status != IMPACT:
        return np.full(2 if apogee_m is None else 3, 1e9)
    off = [miss.far_m, miss.left_m]
    return np.array(off if apogee_m is None else [*off, miss.apogee_m - apogee_m])
