"""Pictures of which input matters."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from midcourse.api.study_files import save_both

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from midcourse.api.sobol import Sobol
    from midcourse.api.tornado import Tornado

TOP = 15  # bars that are drawn where nobody says


@dataclass(frozen=True)
class TornadoPlots:
    """The picture of a tornado."""

    found: Tornado

    def bars(self, top: int = TOP) -> Axes:
        """Draw the greatest bars, and the bands of grades below them."""
        from midcourse.api.sensitivity_picture import tornado_sheet
        from midcourse.views.tornado import draw

        return draw(tornado_sheet(self.found, top)).axes[0]

    def save_all(self, folder: str | Path, top: int = TOP) -> list[Path]:
        """Write the picture as PNG and SVG into a folder, which is made; returns their paths."""
        return save_both(lambda: self.bars(top).figure, Path(folder), "tornado")


@dataclass(frozen=True)
class SobolPlots:
    """The picture of Sobol's indices."""

    found: Sobol

    def shares(self) -> Axes:
        """Draw first-order and total indices with their intervals."""
        from midcourse.api.sensitivity_picture import sobol_sheet
        from midcourse.errors import NoSolution
        from midcourse.views.sobol import draw

        if not self.found.rows():
            raise NoSolution("too few rows are finished for indices: there is nothing to draw")
        return draw(sobol_sheet(self.found)).axes[0]

    def save_all(self, folder: str | Path) -> list[Path]:
        """Write the picture as PNG and SVG into a folder, which is made; returns their paths."""
        return save_both(lambda: self.shares().figure, Path(folder), "sobol")
