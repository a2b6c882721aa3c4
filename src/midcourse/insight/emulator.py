"""A Gaussian process in place of fought runs, and its honest error: on points that it was not taught."""

from __future__ import annotations

import warnings
from typing import Any, NamedTuple

import numpy as np

from midcourse.errors import NoSolution
from midcourse.insight.ranks import correlations
from midcourse.streams import DESIGN, generator
from midcourse.study.extra import sklearn

LEAST, MOST = 12, 400  # points: fewer say nothing, more cost with the third power
FOLDS = 5
INSIDE = 1.6448536269514722  # standard deviations on each side of an interval of 90 %
FOLD_STREAM = 2  # of the streams of a design


class Emulator(NamedTuple):
    """A Gaussian process over some columns of the points; `mean` and `scale` are of the values that it was taught."""

    process: Any
    columns: tuple[int, ...]
    mean: float
    scale: float

    def at(self, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the mean and the standard deviation at points of all columns; luck is not in it."""
        mean, deviation = self.process.predict(points[:, self.columns], return_std=True)
        return self.mean + self.scale * mean, self.scale * deviation

    def mean_at(self, points: np.ndarray) -> np.ndarray:
        """Return the mean alone, which takes a small part of the time."""
        return np.asarray(self.mean + self.scale * self.process.predict(points[:, self.columns]))


class HeldBack(NamedTuple):
    """How an emulator does on points that it was not taught: each was held back once.

    `predicted` and `deviation`, luck included, have the shape (points,). `rmse` is the root of the mean squared error,
    `q2` the share of the variance that is explained, `inside` the share of points within its intervals of 90 %.
    `luck_share` of the variance is luck, which nothing explains. `folds` are the emulators, each without a part.
    """

    predicted: np.ndarray
    deviation: np.ndarray
    rmse: float
    q2: float
    inside: float
    luck_share: float
    folds: tuple[Emulator, ...]


def taught(points: np.ndarray, value: np.ndarray, noise: np.ndarray, top: int | None = None) -> Emulator:
    """Fit a Gaussian process.

    Args:
        points: where values are known, each input from 0 to 1, shape (points, inputs).
        value: shape (points,).
        noise: variance that luck leaves in each, shape (points,).
        top: only so many inputs, the strongest by rank at these points; all where None.

    Returns:
        Emulator; what it cannot follow it takes for more noise, which it finds. Its search has one start: no chance.

    Raises:
        ScenarioError: scikit-learn is not installed.

    Source: Rasmussen and Williams 2006, by scikit-learn; a Matern kernel of order 5/2 with a length for each input.
    """
    columns = tuple(range(points.shape[1]))
    if top is not None and top < len(columns):
        columns = tuple(int(i) for i in np.sort(np.argsort(-np.abs(correlations(points, value)), kind="stable")[:top]))
    mean, scale = float(value.mean()), float(value.std()) or 1.0
    kernels, process = sklearn("gaussian_process.kernels"), sklearn("gaussian_process")
    smooth = kernels.Matern(np.full(len(columns), 0.7), (0.05, 50.0), nu=2.5)
    kernel = kernels.ConstantKernel(1.0, (1e-2, 1e2)) * smooth + kernels.WhiteKernel(0.05, (1e-6, 2.0))
    found = process.GaussianProcessRegressor(kernel, alpha=np.maximum(noise / scale**2, 1e-9))
    from threadpoolctl import threadpool_limits  # comes with scikit-learn

    # matrices so small gain nothing from threads, which wait for each other on a machine that others use
    with threadpool_limits(1), warnings.catch_warnings():
        # a length at the end of what is allowed is an input that does nothing
        warnings.simplefilter("ignore", sklearn("exceptions").ConvergenceWarning)
        found.fit(points[:, columns], (value - mean) / scale)
    return Emulator(found, columns, mean, scale)


def held_back(
    points: np.ndarray, value: np.ndarray, noise: np.ndarray, seed: int, top: int | None = None
) -> HeldBack:
    """Return how an emulator does on points that it was not taught.

    Args:
        points, value, noise, top: as of `taught`; the strongest inputs are chosen anew without the points held back.
        seed: of the parts.

    Raises:
        NoSolution: too few points, or the value is the same at all.

    Source: cross-validation in five parts, Stone 1974, by scikit-learn.
    """
    refuse_few(value)
    parts = sklearn("model_selection").KFold(
        FOLDS, shuffle=True, random_state=int(generator(seed, DESIGN, FOLD_STREAM).integers(2**31))
    )
    predicted, deviation = np.zeros(len(value)), np.zeros(len(value))
    folds = []
    for known, hidden in parts.split(points):
        one = taught(points[known], value[known], noise[known], top)
        predicted[hidden], spread = one.at(points[hidden])
        deviation[hidden] = np.sqrt(spread**2 + noise[hidden])
        folds.append(one)
    errors, variance = value - predicted, float(value.var())
    squared = float(np.mean(errors**2))
    inside = float(np.mean(np.abs(errors) <= INSIDE * deviation))
    luck = min(float(noise.mean()) / variance, 1.0)
    return HeldBack(predicted, deviation, squared**0.5, 1.0 - squared / variance, inside, luck, tuple(folds))


def refuse_few(value: np.ndarray) -> None:
    """Refuse what teaches nothing.

    Raises:
        NoSolution: too few points, or the value is the same at all.
    """
    if len(value) < LEAST:
        raise NoSolution(f"too few points with a value for an emulator: {len(value)}", allowed=f"at least {LEAST}")
    if float(np.ptp(value)) == 0.0:
        raise NoSolution("the metric is the same at all points: there is nothing to learn")


def some(count: int, seed: int) -> np.ndarray:
    """Return the numbers of the points that are used, in order: all, or a sample of those that are too many."""
    if count <= MOST:
        return np.arange(count)
    return np.sort(generator(seed, DESIGN, FOLD_STREAM).permutation(count)[:MOST])
