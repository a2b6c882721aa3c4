"""From a record of tests to its picture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from midcourse.pictures.saved import save
from midcourse.version import __version__

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from midcourse.api.record import RecordOfTests

POINTS = 501
WORDS = {
    "tests": "each test once",
    "interceptors": "each interceptor fired",
    "launched": "only what was launched",
    "total": "as its source counts",
}
SOURCES = "midcourse, from public sources; every test and who tells of it: midcourse catalog show"


@dataclass(frozen=True)
class RecordPlots:
    """The picture of a record of tests."""

    found: RecordOfTests

    def posterior(self) -> Axes:
        """Draw the posterior of the chance of a hit under every way of counting, with its 90 % interval."""
        import numpy as np

        from midcourse.strategy.record import density
        from midcourse.views.posterior import Curve, Sheet, draw

        found = self.found
        # the density of all or no hits has no end: the last point is left out
        chances = np.linspace(0.0, 1.0, POINTS)[1:-1]
        curves = []
        for one in found.ways:
            if one.posterior is None:
                continue
            label = f"{WORDS[one.way.name]}: {one.hits} of {one.attempts}"
            known = one.posterior
            curves.append(Curve(label, chances, density(one, chances), known.mean, known.low, known.high))
        asked = f" ({found.asked()})" if found.asked() else ""
        title = f"{found.record.name}{asked}: what they say of the chance of a hit"
        foot = "Jeffreys prior; bars: 90 %, dots: mean. Tests taken as alike and independent."
        credit = f"{foot}\nmidcourse {__version__}: {found.rerun}\n{SOURCES} {found.record.id}."
        return draw(Sheet(title, tuple(curves), credit)).axes[0]

    def save_all(self, folder: str | Path) -> list[Path]:
        """Write the picture as PNG and SVG into a folder, which is made; returns their paths."""
        return save(folder, {"posterior": self.posterior}, ("png", "svg"))
