"""What one more measurement would be worth: how narrow the answer becomes once an input is known."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from midcourse.campaign.estimate import BAND
from midcourse.insight.emulator import Emulator, HeldBack
from midcourse.insight.ranks import Ranked
from midcourse.streams import DESIGN, generator
from midcourse.study.metric import Measured

LEAST_Q2 = 0.25  # of what it was not taught: an emulator that explains less does not tell inputs apart
DRAWS = 512  # of all inputs together
KNOWN = 16  # values that the input which is known takes in turn
SAMPLE_STREAM = 4  # of the streams of a design

Place = Callable[[int, np.ndarray], np.ndarray]
"""Where the values of an input at shares of its distribution lie, 0 to 1."""


class Worth(NamedTuple):
    """What to know each input would be worth.

    `now` is the band of the answer, 5 to 95 %, freed of luck; `width` of it with all inputs in doubt, as the emulator
    has it. `narrows` is the share of the width that goes on average once an input is known, with its interval, in the
    order of the inputs; `by` says whether an emulator or ranks alone tell it.
    """

    narrows: tuple[Measured, ...]
    now: tuple[float, float]
    width: float
    by: str

    @property
    def order(self) -> tuple[int, ...]:
        """The inputs, the one worth most first."""
        return tuple(sorted(range(len(self.narrows)), key=lambda i: -self.narrows[i].value))


class Bounds(NamedTuple):
    """What a metric may be."""

    least: float
    most: float


def by_emulator(
    best: Emulator, found: HeldBack, value: np.ndarray, inputs: int, place: Place, bounds: Bounds, seed: int
) -> Worth:
    """Return what to know each input is worth, by an emulator of the answer.

    Args:
        best: taught all points.
        found: how it does on points held back, with an emulator for each part.
        value: of the points, shape (points,).
        inputs: how many there are; those that the emulator does not have are worth nothing by it.
        place: draws an input.
        bounds: of the metric.
        seed: of the draws.

    Returns:
        Worth; intervals of 95 % by the jackknife over the parts.

    Source: expected value of knowing one input, after Saltelli and others 2008, section 1.2; the width of a band in
    place of the variance. Jackknife over groups: Tukey 1958.
    """
    from scipy.stats import t

    rest = _left(value - found.predicted, found.luck_share * float(value.var()))
    shares = generator(seed, DESIGN, SAMPLE_STREAM).random((DRAWS, inputs))
    points = np.column_stack([place(i, shares[:, i]) for i in range(inputs)])
    noise = rest[generator(seed, DESIGN, SAMPLE_STREAM).integers(len(rest), size=DRAWS)]
    low, high = _band(best.mean_at(points) + noise, bounds)
    each = [_narrows(one, points, noise, inputs, place, bounds) for one in (best, *found.folds)]
    many = len(found.folds)
    half = float(t.ppf(0.975, many - 1)) * np.std(each[1:], axis=0) * math.sqrt(many - 1)
    told = tuple(
        Measured(float(v), max(float(v - h), -1.0), min(float(v + h), 1.0), len(value))
        for v, h in zip(each[0], half, strict=True)
    )
    return Worth(told, (low, high), high - low, "emulator")


def by_rank(found: Ranked, now: tuple[float, float]) -> Worth:
    """Return what to know each input is worth, by its rank correlation alone: a straight line in ranks, normal errors.

    A band shrinks by the root of what is left of the variance once luck is taken from it.
    """
    luck = 0.0 if math.isnan(found.luck_share) else found.luck_share
    room = max(1.0 - luck, 1e-9)

    def less(rho: float) -> float:
        return 1.0 - math.sqrt(max(1.0 - rho * rho / room, 0.0))

    told = []
    for one in found.rho:
        low = 0.0 if one.low < 0.0 < one.high else min(abs(one.low), abs(one.high))
        told.append(Measured(less(one.value), less(low), less(max(abs(one.low), abs(one.high))), one.runs))
    return Worth(tuple(told), now, now[1] - now[0], "rank")


def _left(errors: np.ndarray, luck: float) -> np.ndarray:
    # what neither the emulator nor luck explains: the other inputs
    centred = errors - errors.mean()
    variance = float(centred.var())
    return np.asarray(centred * math.sqrt(max(1.0 - luck / variance, 0.0))) if variance > 0.0 else centred


def _narrows(
    one: Emulator, points: np.ndarray, noise: np.ndarray, inputs: int, place: Place, bounds: Bounds
) -> np.ndarray:
    low, high = _band(one.mean_at(points) + noise, bounds)
    found = np.zeros(inputs)
    middles = (np.arange(KNOWN) + 0.5) / KNOWN
    for i in one.columns if high > low else ():
        known = np.repeat(points[None], KNOWN, axis=0)
        known[:, :, i] = place(i, middles)[:, None]
        told = one.mean_at(known.reshape(-1, points.shape[1])).reshape(KNOWN, -1) + noise
        ends = np.percentile(np.clip(told, *bounds), BAND, axis=1)
        found[i] = 1.0 - float(np.mean(ends[1] - ends[0])) / (high - low)
    return found


def _band(values: np.ndarray, bounds: Bounds) -> tuple[float, float]:
    low, high = np.percentile(np.clip(values, *bounds), BAND)
    return float(low), float(high)
