"""Pictures of which input matters: bars of a tornado, indices of Sobol."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from midcourse.errors import NoSolution
from midcourse.pictures.saved import save
from midcourse.pictures.study import SOURCES, metric_label
from midcourse.report.names import own_words
from midcourse.sentences.sensitivity import (
    band_name,
    cell,
    follows,
    luck_words,
    part_words,
    range_words,
    sobol_words,
)
from midcourse.version import __version__
from midcourse.views import sobol as shares
from midcourse.views import tornado as bars

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from midcourse.api.sobol import Sobol
    from midcourse.api.tornado import Tornado
    from midcourse.scenario.model import Scenario
    from midcourse.study.inputs import Input
    from midcourse.study.metric import Measured
    from midcourse.study.tornado import Bar


TOP = 15  # bars that are drawn where nobody says


@dataclass(frozen=True)
class TornadoPlots:
    """The picture of a tornado."""

    found: Tornado

    def bars(self, top: int = TOP) -> Axes:
        """Draw the greatest bars, and the bands of grades below them."""
        return bars.draw(tornado_sheet(self.found, top)).axes[0]

    def save_all(self, folder: str | Path, top: int = TOP) -> list[Path]:
        """Write the picture as PNG and SVG into a folder, which is made; returns their paths."""
        return save(folder, {"tornado": lambda: self.bars(top)}, ("png", "svg"))


@dataclass(frozen=True)
class SobolPlots:
    """The picture of Sobol's indices."""

    found: Sobol

    def shares(self) -> Axes:
        """Draw first-order and total indices with their intervals."""
        if not self.found.rows():
            raise NoSolution("too few rows are finished for indices: there is nothing to draw")
        return shares.draw(sobol_sheet(self.found)).axes[0]

    def save_all(self, folder: str | Path) -> list[Path]:
        """Write the picture as PNG and SVG into a folder, which is made; returns their paths."""
        return save(folder, {"sobol": self.shares}, ("png", "svg"))


def tornado_sheet(found: Tornado, top: int) -> bars.Sheet:
    """Gather the picture of a tornado: its greatest bars, those that move anything, and the bands."""
    bands = [
        bars.Range(band_name(band, found.bands), band.low, band.high, f"{band.inputs} inputs")
        for band in found.bands
        if not math.isnan(band.low)
    ]
    title = f"{found.scenario.name}: {found.metric.words}, input by input"
    credit = f"{' '.join([luck_words(found) + '.', *follows(found)])}\n{_corner(found.rerun)}"
    stated = math.nan if found.stated is None else found.stated.value
    return bars.Sheet(
        title,
        metric_label(found.metric),
        stated,
        tuple(_row(found, bar) for bar in found.shown(top)),
        tuple(bands),
        credit,
        found.metric.most == 1.0,
    )


def sobol_sheet(found: Sobol) -> shares.Sheet:
    """Gather the picture of Sobol's indices."""
    rows = []
    assert found.spread is not None and found.spread.indices is not None
    for part, first, total in zip(
        found.spread.parts, found.spread.indices.first, found.spread.indices.total, strict=True
    ):
        label = _label(found.tornado.scenario, part.input, part_words(part))
        rows.append(shares.Row(*label, _three(first), _three(total)))
    title = f"{found.tornado.scenario.name}: {found.tornado.metric.words}, whose doubt it is"
    return shares.Sheet(title, tuple(rows), f"{' '.join(sobol_words(found))}\n{_corner(found.rerun)}")


def _row(found: Tornado, bar: Bar) -> bars.Row:
    words = []
    for name, end in (("low", bar.at_low), ("high", bar.at_high)):
        if math.isnan(end.value):
            words.append(f"{cell(found.metric, end)} at the {name}")
    stated = math.nan if found.stated is None else found.stated.value
    least, most = found.metric.least, found.metric.most
    ends = [
        (end.value, max(stated + moves.low, least), min(stated + moves.high, most))
        for end, moves in ((bar.at_low, bar.low_moves), (bar.at_high, bar.high_moves))
    ]
    return bars.Row(
        *_label(found.scenario, bar.input, ", ".join([range_words(bar.input), *words])),
        ends[0],
        ends[1],
        bar.beyond_luck or not bar.size,
    )


def _label(scenario: Scenario, one: Input, values: str) -> tuple[str, str]:
    # two lines: what it is and its grade, whose it is and its values
    words, owner = own_words(scenario, one.path)
    return f"{words} ({one.number.grade})", f"{owner}: {values}"


def _three(found: Measured) -> tuple[float, float, float]:
    return found.value, found.low, found.high


def _corner(rerun: str) -> str:
    return f"midcourse {__version__}: {rerun}\n{SOURCES}"
