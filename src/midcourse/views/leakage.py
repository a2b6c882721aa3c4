"""Leakage against one input: what the simulation gives with its bands, and the closed form on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.views.style import DEFENDED, SENSOR, SHOT, THREAT, credit, styled

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDE_IN, TALL_IN = 7.2, 6.0


@dataclass(frozen=True)
class Curve:
    """One share over the values of an input; each array of shape (points,), NaN where nothing is known.

    `value` with the sampling interval `low`, `high`; `band_low`, `band_high` over worlds of doubt; `nominal` of the
    world in which every input has its stated value; `closed` of the second method.
    """

    label: str
    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    band_low: np.ndarray
    band_high: np.ndarray
    nominal: np.ndarray
    closed: np.ndarray


@dataclass(frozen=True)
class Picture:
    """The curves of one input, one above the other, and what stands around them."""

    title: str
    x_label: str
    x: np.ndarray
    curves: tuple[Curve, ...]
    notes: tuple[str, ...]
    credit: str


def draw(picture: Picture) -> Figure:
    """Draw each curve in a panel of its own; lines are told apart by signs and dashes too, not by colour alone."""
    import matplotlib.pyplot as plt

    with styled():
        figure, panels = plt.subplots(
            len(picture.curves), 1, figsize=(WIDE_IN, TALL_IN), sharex=True, squeeze=False
        )
        low = (0.68 + 0.13 * len(picture.notes)) / TALL_IN
        figure.subplots_adjust(left=0.11, right=0.97, bottom=low, top=0.885, hspace=0.16)
        for (axes,), curve in zip(panels, picture.curves, strict=True):
            _curve(axes, picture.x, curve)
            axes.set_ylabel(curve.label, fontsize=8)
            axes.tick_params(labelsize=8)
            axes.set_ylim(-0.03, 1.03)
            axes.yaxis.set_major_formatter(lambda share, _: f"{100.0 * share:.0f} %")
            axes.grid(alpha=0.25)
        last: Any = panels[-1][0]
        last.set_xlabel(picture.x_label, fontsize=8)
        _ticks(last, picture.x)
        figure.text(0.01, 0.965, picture.title, fontsize=10, va="center")
        _legend(figure, panels[0][0])
        credit(figure, "\n".join([*picture.notes, picture.credit]))
    return figure


def _curve(axes: Any, x: np.ndarray, curve: Curve) -> None:
    banded = np.isfinite(curve.band_low) & np.isfinite(curve.band_high)
    if banded.any():
        axes.fill_between(
            x, curve.band_low, curve.band_high, where=banded, color=SENSOR, alpha=0.18, lw=0,
            label="5 to 95 % of the worlds: what nobody knows",
        )  # fmt: skip
        for edge in (curve.band_low, curve.band_high):
            axes.plot(x, edge, color=SENSOR, lw=0.7, ls=":")
    spread = np.clip(np.stack([curve.value - curve.low, curve.high - curve.value]), 0.0, None)
    axes.errorbar(
        x, curve.value, yerr=spread, color=SENSOR, marker="o", ms=4, lw=1.3, capsize=3, elinewidth=1.0,
        label="simulated, all worlds; bars: what luck leaves open (95 %)",
    )  # fmt: skip
    if np.isfinite(curve.nominal).any():
        axes.plot(
            x, curve.nominal, color=SHOT, marker="D", ms=4, lw=1.1, ls="--", mfc="white",
            label="simulated, every input as stated",
        )  # fmt: skip
    if np.isfinite(curve.closed).any():
        axes.plot(
            x, curve.closed, color=THREAT, marker="x", ms=6, lw=1.1, ls="-.", zorder=5,
            label="closed form, every input as stated",
        )  # fmt: skip


def _ticks(axes: Any, x: Sequence[float] | np.ndarray) -> None:
    # a tick at each value that was fought, unless they would lie on each other
    values = np.unique(np.asarray(x, dtype=float))
    span = float(np.ptp(values))
    kept: list[float] = []
    for value in values:
        if not kept or span == 0.0 or value - kept[-1] >= 0.045 * span:
            kept.append(float(value))
    axes.set_xticks(kept, [f"{value:.3g}" for value in kept], fontsize=8)


def _legend(figure: Figure, axes: Any) -> None:
    handles, words = axes.get_legend_handles_labels()
    figure.legend(
        handles, words, loc="upper left", bbox_to_anchor=(0.0, 0.957), ncols=2, fontsize=6.8, frameon=False,
        labelcolor=DEFENDED,
    )  # fmt: skip
