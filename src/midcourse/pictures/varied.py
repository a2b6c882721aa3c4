"""From an answer over one input to its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from midcourse.errors import ScenarioError
from midcourse.sentences.varied import MONEY, named

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes

    from midcourse.strategy.question.over import Quantity, Swept
    from midcourse.views.panels import Panel

BILLION, MILLION, PERCENT = 1e9, 1e6, 100.0
HIGH, MOST = 75.0, 104.0
"""Shares above this one have an axis to the whole, in per cent, with a little room."""


def draw_varied(varied: Swept | None, title: str, credit: str) -> Axes:
    """Draw quantities of an answer against the input that is varied, with bands, and where it stands otherwise.

    Raises:
        ScenarioError: none was varied.
    """
    from midcourse.views.panels import Sheet, draw

    if varied is None:
        raise ScenarioError("no input was varied", got="varied", allowed="vary='NAME=A..B'")
    panels = tuple(_panel(varied, one) for one in varied.quantities if one.name in varied.pictured)
    return draw(Sheet(title, panels, credit)).axes[0]


def _panel(varied: Swept, one: Quantity) -> Panel:
    import numpy as np

    from midcourse.views.panels import Line, Panel

    over, of_share = varied.over, one.unit == "share"
    x, stated = np.array(over.values), over.stated
    by, x_unit = _scale(over.unit, x)
    x, stated = x / by, stated / by
    value, low, high = varied.column(one.name)
    by, unit = (1.0 / PERCENT, "%") if of_share else _scale(one.unit, np.concatenate([value, high]))
    value, low, high = value / by, low / by, high / by
    ends = (low, high) if np.isfinite(high).any() else (None, None)
    lines = [Line("other inputs as stated", x, value, ends[0], ends[1], marked=True)]
    if np.isfinite(low[np.isnan(high)]).any():
        open_ended = np.where(np.isnan(high), low, np.nan)
        lines.append(Line("5 % of the doubt; at 95 % none is enough", x, open_ended, marked=True))
    name = named(one)
    words = f"{over.name}{f', {x_unit}' if x_unit else ''}"
    inside = stated if x[0] <= stated <= x[-1] else None
    # of nothing there are no powers
    powers = one.name in varied.logarithmic and bool(np.isfinite(value).any())
    title, top = name[0].upper() + name[1:], MOST if of_share and np.nanmax(value, initial=0.0) > HIGH else None
    return Panel(title, tuple(lines), words, unit, powers, words="best", stated=inside, top=top)


def _scale(unit: str, values: np.ndarray) -> tuple[float, str]:
    """Return by what numbers of a unit are divided on an axis, and what it is called then."""
    import numpy as np

    if unit not in MONEY:
        return 1.0, unit
    each = " a year" if unit == MONEY[1] else ""
    large = float(np.nanmax(np.abs(values))) >= BILLION
    return (BILLION, f"bn${each}") if large else (MILLION, f"M${each}")
