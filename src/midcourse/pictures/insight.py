"""Pictures of what follows from a campaign: bars of indices, ranks and worth, Morris' plane, maps over its inputs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from midcourse.errors import NoSolution
from midcourse.insight.values import are_numbers
from midcourse.pictures.saved import save
from midcourse.pictures.study import SOURCES, metric_label
from midcourse.sentences.insight import input_name, sections
from midcourse.version import __version__

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from midcourse.api.insight import Insight
    from midcourse.study.metric import Measured

TOP = 15  # bars that are drawn


@dataclass(frozen=True)
class InsightPlots:
    """The pictures of what follows from a campaign."""

    found: Insight

    def indices(self) -> Axes:
        """Draw Sobol's first-order and total indices with their intervals."""
        from midcourse.views import sobol

        one = self._of("indices").indices
        rows = [
            sobol.Row(self._name(path), "", _three(first), _three(total))
            for path, first, total in zip(self._paths, one.first, one.total, strict=True)
        ]
        return sobol.draw(sobol.Sheet(self._title("whose variance"), tuple(rows), self._credit("indices"))).axes[0]

    def screening(self) -> Axes:
        """Draw Morris' mu* and sigma of each input."""
        from midcourse.views import screening

        one = self._of("screening")
        each = sorted(zip(self._paths, one.mu_star, one.sigma, strict=True), key=lambda row: -row[1].value)
        spots = tuple(
            screening.Spot(self._name(path), star.value, star.low, star.high, sigma) for path, star, sigma in each
        )
        label = metric_label(self.found.values.metric)
        sheet = screening.Sheet(self._title("which input moves it"), label, spots, one.luck, self._credit("screening"))
        return screening.draw(sheet).axes[0]

    def ranks(self, top: int = TOP) -> Axes:
        """Draw the strongest rank correlations over worlds."""
        one = self._of("ranks")
        each = [(one.inputs[i].path, one.rho[i], abs(one.rho[i].value) > one.beyond_all) for i in one.order[:top]]
        return self._bars("ranks", "rank correlation over worlds", each, one.beyond_all)

    def worth(self, top: int = TOP) -> Axes:
        """Draw by how much the band narrows once an input is known."""
        name = "worth" if self.found.worth is not None else "worth_inputs"
        one = self._of(name)
        each = [(one.paths[i], one.worth.narrows[i]) for i in one.worth.order[:top]]
        kept = [(path, told, told.low > 0.0) for path, told in each if told.value > 0.0]
        return self._bars(name, "what knowing an input would be worth", kept, None)

    def map(self, first: str | None = None, second: str | None = None) -> Axes:
        """Draw the metric over one input or two of the campaign: its cells, or an emulator with its cells as dots."""
        from midcourse.pictures.insight_map import drawn_map

        return drawn_map(self.found, first, second)

    def save_all(self, folder: str | Path) -> list[Path]:
        """Write all pictures that there is something for as PNG into a folder, which is made; returns their paths."""
        found = self.found
        pictures: dict[str, Callable[[], Any]] = {}
        for name in ("indices", "screening", "ranks"):
            if name in found.made:
                pictures[f"insight-{name}"] = getattr(self, name)
        if found.worth is not None or found.worth_inputs is not None:
            pictures["insight-worth"] = self.worth
        layout = found.campaign.layout
        flat = not are_numbers(found.values.inputs.varied) and found.values.inputs.varied
        if flat and (layout.asked.design == "grid" or found.emulator is not None):
            pictures["insight-map"] = self.map
        return save(folder, pictures)

    @property
    def _paths(self) -> list[str]:
        return [one.path for one in self.found.values.inputs.varied]

    def _name(self, path: str) -> str:
        return input_name(self.found, path)

    def _of(self, name: str) -> Any:
        one = getattr(self.found, name)
        if one is None:
            raise NoSolution(f"there is nothing to draw: {self.found.cannot.get(name, 'it was not asked for')}")
        return one

    def _title(self, words: str) -> str:
        return f"{self.found.campaign.layout.name}: {words}; {self.found.values.metric.words}"

    def _credit(self, name: str) -> str:
        said = " ".join(sections(self.found)[self.found.made.index(name)].words)
        return f"{said}\n{corner(self.found)}"

    def _bars(self, name: str, words: str, each: list[tuple[str, Measured, bool]], beyond: float | None) -> Axes:
        from midcourse.views.strengths import Sheet, Strength, draw

        rows = tuple(Strength(self._name(path), one.value, one.low, one.high, sure) for path, one, sure in each)
        if not rows:
            raise NoSolution("there is nothing to draw: no input is worth anything")
        label = "share of the band that goes once it is known" if beyond is None else "Spearman's rank correlation"
        return draw(Sheet(self._title(words), label, rows, self._credit(name), beyond, beyond is None)).axes[0]


def corner(found: Insight) -> str:
    """Return the command that repeats an answer and where its numbers come from."""
    return f"midcourse {__version__}: {found.rerun}\n{SOURCES}"


def _three(found: Measured) -> tuple[float, float, float]:
    return found.value, found.low, found.high
