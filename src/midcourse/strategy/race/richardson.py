"""Richardson's equations: two outlays that feed on each other, their equilibrium, stability and course."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from midcourse.strategy.race.coefficients import Coefficient, worlds_of

STABLE, BORDERLINE, RUNAWAY = "stable", "borderline", "runaway"
LETTERS = {
    "k": "reaction-shield", "l": "reaction-missiles", "a": "fatigue-shield", "b": "fatigue-missiles",
    "g": "grievance-shield", "h": "grievance-missiles", "x0": "outlay-shield", "y0": "outlay-missiles",
}  # fmt: skip
"""The coefficient of each letter."""


@dataclass(frozen=True)
class Richardson:
    """dx/dt = k y - a x + g, dy/dt = l x - b y + h.

    Args:
        k, l: how each follows the other [1 a year].
        a, b: how each tires of its own [1 a year].
        g, h: what each adds whatever the other does [units of x and of y a year].
        x0, y0: where they start.
    """

    k: float
    l: float  # noqa: E741 - the letter of the textbooks
    a: float
    b: float
    g: float
    h: float
    x0: float = 0.0
    y0: float = 0.0

    @property
    def matrix(self) -> np.ndarray:
        """The matrix of the linear system, shape (2, 2)."""
        return np.array([[-self.a, self.k], [self.l, -self.b]])

    @property
    def trace(self) -> float:
        """-(a + b)."""
        return -(self.a + self.b)

    @property
    def determinant(self) -> float:
        """Ab - kl, from the decimals as they are written: 0.2 x 0.2 is 0.1 x 0.4."""
        return float(_exact(self.a) * _exact(self.b) - _exact(self.k) * _exact(self.l))

    @property
    def verdict(self) -> str:
        """Stable where a, b > 0 and ab > kl, borderline where ab = kl or nothing tires, else runaway."""
        if self.determinant > 0.0 and self.a + self.b > 0.0:
            return STABLE
        return BORDERLINE if self.determinant == 0.0 else RUNAWAY

    @property
    def eigenvalues(self) -> tuple[float, float]:
        """The two rates of the system, the greater first; they are real where k and l are not negative."""
        half = self.trace / 2.0
        root = math.sqrt(max((self.a - self.b) ** 2 / 4.0 + self.k * self.l, 0.0))
        return half + root, half - root

    @property
    def equilibrium(self) -> tuple[float, float] | None:
        """x* = (k h + b g) / (ab - kl), y* = (l g + a h) / (ab - kl); None where ab = kl."""
        if self.determinant == 0.0:
            return None
        x = (self.k * self.h + self.b * self.g) / self.determinant
        y = (self.l * self.g + self.a * self.h) / self.determinant
        return x, y

    def course(self, years: Sequence[float]) -> np.ndarray:
        """Return x and y at some years, shape (years, 2), by the exponential of the matrix, also where ab = kl."""
        from scipy.linalg import expm

        whole = np.zeros((3, 3))
        whole[:2, :2] = self.matrix
        whole[:2, 2] = self.g, self.h
        start = np.array([self.x0, self.y0, 1.0])
        return np.array([(expm(whole * year) @ start)[:2] for year in years])

    def integrated(self, years: Sequence[float]) -> np.ndarray:
        """Return the same by a second method, an integrator of order eight."""
        from scipy.integrate import solve_ivp

        def slope(_: float, at: np.ndarray) -> np.ndarray:
            x, y = at
            return np.array([self.k * y - self.a * x + self.g, self.l * x - self.b * y + self.h])

        start = np.array([self.x0, self.y0])
        # the slope tolerance is of the size of what is looked for
        size = float(max(abs(self.x0), abs(self.y0), abs(self.g), abs(self.h), 1e-12))
        found = solve_ivp(
            slope, (0.0, float(years[-1])), start, "DOP853", t_eval=list(years), rtol=1e-10, atol=1e-12 * size
        )
        return found.y.T

    def below_zero(self, years: Sequence[float]) -> float | None:
        """Return the first of some years in which x or y is below zero, None if never.

        The model is linear and knows no floor; with no number below zero it never goes below.
        """
        course = self.course(years)
        under = np.flatnonzero((course < -1e-12 * np.abs(course).max()).any(axis=1))
        return float(years[under[0]]) if len(under) else None


def model_of(values: Mapping[str, float]) -> Richardson:
    """Return the equations with coefficients by name."""
    return Richardson(**{letter: values[name] for letter, name in LETTERS.items()})


def models_of(known: Mapping[str, Coefficient], worlds: int, seed: int) -> tuple[Richardson, ...]:
    """Return the equations of every world."""
    draws = worlds_of(known, worlds, seed)
    return tuple(model_of({name: float(draws[name][world]) for name in known}) for world in range(worlds))


def disagreement(first: np.ndarray, second: np.ndarray) -> float:
    """Return the greatest difference of two courses, as a share of the greatest value."""
    return float(np.abs(first - second).max() / max(float(np.abs(first).max()), 1e-300))


def _exact(value: float) -> Fraction:
    return Fraction(repr(float(value)))
