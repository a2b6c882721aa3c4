"""From an answer on expansion to its picture."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from midcourse.pictures.saved import save
from midcourse.strategy.question.kill import author
from midcourse.version import __version__

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes

    from midcourse.api.expansion import Expansion
    from midcourse.views.expansion import Line, Sheet

LEAST, MOST, POINTS, MOST_LINES = 0.01, 0.9995, 401, 5
SOURCES = "midcourse, from public sources; counts and plans with their authors: src/midcourse/catalog/inventory.yaml"


@dataclass(frozen=True)
class ExpansionPlots:
    """The picture of what a complete shield takes."""

    found: Expansion

    def stock(self) -> Axes:
        """Draw interceptors against the share of warheads that arrives, a line for each size of raid, five at most."""
        from midcourse.views.expansion import draw

        return draw(sheet(self.found)).axes[0]

    def save_all(self, folder: str | Path) -> list[Path]:
        """Write the picture as PNG and SVG into a folder, which is made; returns their paths."""
        more = {} if self.found.varied is None else {"expansion-varied": self.varied}
        return save(folder, {"expansion": self.stock, **more}, ("png", "svg"))

    def varied(self) -> Axes:
        """Draw the interceptors of the largest raid, and what arrives however many there are, against one input.

        Raises:
            ScenarioError: none was varied.
        """
        from midcourse.pictures.varied import draw_varied
        from midcourse.sentences.expansion import goal

        found = self.found
        credit = f"midcourse {__version__}: {found.rerun}\n{SOURCES}"
        return draw_varied(found.varied, f"What a shield takes: {goal(found.shield)}, over one input", credit)


def sheet(found: Expansion) -> Sheet:
    """Gather the lines, the levels and the words of the picture."""
    import numpy as np

    from midcourse.strategy.expansion.expansion import least_arriving
    from midcourse.views.expansion import Sheet

    shield = found.shield
    share = np.geomspace(LEAST, MOST, POINTS)
    each = _each(found, share)
    sizes = [one.warheads for one in found.needs]
    chosen = (
        sizes
        if len(sizes) <= MOST_LINES
        else [sizes[round(i * (len(sizes) - 1) / 4)] for i in range(MOST_LINES)]
    )
    floor = least_arriving(shield.kill.value, shield.common, shield.track)
    return Sheet(
        "Interceptors against the share of warheads that arrives",
        share,
        tuple(_line(found, size, *each) for size in chosen),
        _levels(found),
        floor,
        _credit(found),
    )


def _each(found: Expansion, share: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    # interceptors for one warhead and what is taken for one: stated, and 5 and 95 % of the doubt
    import numpy as np

    from midcourse.strategy.expansion.shield import band_of

    shield = found.shield
    stated = [shield.least_stock(float(x), 1, shield.kill.value, shield.common) for x in share]
    doubted = shield.doubted()[::7]
    ends = [band_of([shield.least_stock(float(x), 1, p, c) for p, c in doubted]) for x in share]
    low, high = np.array(ends).T
    plain = np.array([math.nan if math.isinf(value) else value for value in stated])
    return plain, np.where(np.isinf(low), math.nan, low), high


def _line(found: Expansion, size: int, plain: np.ndarray, low: np.ndarray, high: np.ndarray) -> Line:
    from midcourse.views.expansion import Line

    fought = tuple(
        (one.arriving.value, one.arriving.low, one.arriving.high, float(one.stock))
        for one in found.raids
        if one.warheads == size
    )
    word = "warhead" if size == 1 else "warheads"
    return Line(f"{size:,} {word}", size * plain, size * low, size * high, fought)


def _levels(found: Expansion) -> tuple[tuple[str, float], ...]:
    stocks = found.stocks
    last = stocks.last
    known = [(f"counted, end of {int(last.from_year)}", float(last.count))]
    by_count: dict[int, list[str]] = {}
    for one in stocks.planned:
        by_count.setdefault(one.count, []).append(one.name)
    known += [(", ".join(names), float(count)) for count, names in by_count.items()]
    return tuple(known)


def _credit(found: Expansion) -> str:
    kill = found.shield.kill
    lines = [
        f"Lines: one shot kills with {kill.value:.2f} ({author(kill)}); {found.shield.common:g} of each failure is "
        "common (assumed); shots dealt as evenly as whole numbers go. Shaded: 5 to 95 % of the doubt in both; left "
        "of it, dotted, the 5 % alone, for at 95 % no number is enough.",
    ]
    if found.raids:
        lines.append(
            f"Signs: fought raids of the size of their line, {found.raids[0].runs} runs each, with the stock they met "
            "and what luck leaves open (95 %); an open sign at the left edge: none arrived."
        )
    return "\n".join([*lines, f"midcourse {__version__}: {found.rerun}", SOURCES])
