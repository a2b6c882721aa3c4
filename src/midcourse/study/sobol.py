"""Sobol's indices: which share of a metric's variance each input makes alone, and which together with others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from midcourse.errors import NoSolution
from midcourse.study.metric import Measured

LEAST_N, MOST_N = 16, 1 << 16
RESAMPLES = 999
BETWEEN = (2.5, 97.5)  # percent: an interval of 95 %
MOST_REPLACED = 0.25  # of the rows: beyond, what is left is no longer what was asked
AT_ONCE = 8  # rows that are worked before it is looked whether they have values

Work = Callable[[np.ndarray], np.ndarray]


class Indices(NamedTuple):
    """First-order and total index of each input with their intervals, and the sum of all of first order."""

    first: tuple[Measured, ...]
    total: tuple[Measured, ...]
    first_sum: Measured


class Sampled(NamedTuple):
    """What was worked: a value for each point of each row, shape (rows, inputs + 2).

    A row is a point of A, one of B, and for each input the point of A with that input taken from B. `replaced` rows
    had a point without a value. `complete` is False where the work was interrupted.
    """

    values: np.ndarray
    replaced: int
    complete: bool

    @property
    def n(self) -> int:
        """How many rows count: a power of two of those that are there, 0 where they are too few."""
        rows = len(self.values)
        return 0 if rows < LEAST_N else 1 << (rows.bit_length() - 1)


def sampled(work: Work, inputs: int, n: int, seed: int) -> Sampled:
    """Work a function at Saltelli's points, row by row.

    A row with a point that has no value is replaced by the next row of the sequence, so that what is left is the
    function where it has values, and n stays a power of two.

    Args:
        work: takes shares of the inputs' distributions, shape (points, inputs), and returns values, NaN for none.
        inputs: how many.
        n: rows, a power of two.
        seed: scrambles the sequence.

    Returns:
        Sampled; after Ctrl-C with the rows that were finished by then.

    Raises:
        NoSolution: more than a quarter of the rows had to be replaced.

    Source: Saltelli and others 2010, by a scrambled Sobol sequence of SciPy.
    """
    kept: list[np.ndarray] = []
    replaced = 0
    source = saltelli_rows(inputs, n, seed)
    try:
        while len(kept) < n:
            rows = [next(source) for _ in range(min(AT_ONCE, n - len(kept)))]
            values = work(np.concatenate(rows)).reshape(len(rows), inputs + 2)
            good = np.isfinite(values).all(axis=1)
            kept += list(values[good])
            replaced += int((~good).sum())
            if replaced > max(MOST_REPLACED * (len(kept) + replaced), AT_ONCE):
                share = replaced / (len(kept) + replaced)
                raise NoSolution(
                    f"in {100 * share:.0f} % of the rows a point has no answer: shares of what is left would mislead",
                    allowed=f"{100 * MOST_REPLACED:.0f} %",
                    nearest="midcourse tornado names the inputs at whose ends there is none",
                )
    except KeyboardInterrupt:
        return Sampled(np.array(kept).reshape(-1, inputs + 2), replaced, False)
    return Sampled(np.array(kept), replaced, True)


def indices(found: Sampled, seed: int) -> Indices:
    """Return Sobol's indices of what was worked.

    Args:
        found: at least `LEAST_N` rows.
        seed: of the bootstrap.

    Returns:
        Indices; intervals hold 95 % of 999 samples of the rows, drawn with replacement.

    Raises:
        NoSolution: all values are the same.

    Source: `scipy.stats.sobol_indices`, Saltelli and others 2010; percentile bootstrap by `scipy.stats.bootstrap`.
    """
    from scipy.stats import bootstrap

    values = found.values[: found.n]
    if float(np.ptp(values[:, :2])) == 0.0:
        raise NoSolution("the metric is the same wherever these inputs are: there is nothing to share out")
    best = _shares(values)

    def again(at: np.ndarray) -> np.ndarray:
        return _shares(values[at])

    spread = bootstrap(
        (np.arange(len(values)),), again, n_resamples=RESAMPLES, vectorized=False, method="percentile",
        rng=np.random.default_rng(seed),
    ).bootstrap_distribution  # fmt: skip
    low, high = np.percentile(spread, BETWEEN, axis=-1)
    told = [
        Measured(float(value), float(least), float(most), len(values))
        for value, least, most in zip(best, low, high, strict=True)
    ]
    inputs = (len(told) - 1) // 2
    return Indices(tuple(told[:inputs]), tuple(told[inputs:-1]), told[-1])


def saltelli_rows(inputs: int, n: int, seed: int) -> Iterator[np.ndarray]:
    """Give the points of one row after the other; the first n are those of a sequence of n."""
    from scipy.stats import qmc

    sequence = qmc.Sobol(d=2 * inputs, scramble=True, rng=np.random.default_rng(seed))
    while True:
        for both in sequence.random(n):
            a, b = both[:inputs], both[inputs:]
            mixed = np.tile(a, (inputs, 1))
            np.fill_diagonal(mixed, b)
            yield np.concatenate([[a, b], mixed])


def _shares(values: np.ndarray) -> np.ndarray:
    # first-order indices, total indices, sum of the first
    from scipy.stats import sobol_indices

    inputs = values.shape[1] - 2
    # of one input alone SciPy makes a number where it expects an array: it is given twice
    mixed = values[:, 2:].T if inputs > 1 else np.tile(values[:, 2], (2, 1))
    of = {"f_A": values[:, 0], "f_B": values[:, 1], "f_AB": mixed[:, None, :]}
    with np.errstate(divide="ignore", invalid="ignore"):  # a sample of one row only has no variance
        found = sobol_indices(func=of, n=len(values))
    first, total = found.first_order[:inputs], found.total_order[:inputs]
    return np.concatenate([first, total, [first.sum()]])


def is_power(n: int) -> bool:
    """Return whether a number is a power of two."""
    return n > 0 and n & (n - 1) == 0
