"""Pictures of what changes an answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.pictures.saved import save
from midcourse.report.names import LARGE
from midcourse.sentences.flip import named, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.axes import Axes

    from midcourse.api.flips import Flips
    from midcourse.api.sweeps import Sweep
    from midcourse.scenario.model import Scenario
    from midcourse.study.boundary import Boundary
    from midcourse.study.metric import Measured, Metric
    from midcourse.study.question import Question
    from midcourse.study.vary import Value, Varied
    from midcourse.views.response import Panel

NEAR_MARK = 0.08  # of the range: a word so near would cover a mark
SOURCES = "midcourse, from public sources; every input and its author: midcourse scenario show."


@dataclass(frozen=True)
class FlipPlots:
    """The pictures of what turns an answer."""

    found: Flips

    def inputs(self) -> Axes:
        """Draw the metric against each input that was varied, with the threshold."""
        from midcourse.views.response import Sheet, draw

        found = self.found
        metric = found.question.metric
        panels = tuple(
            panel(found.scenario, flip.varied, flip.points, flip.to, flip.interval if metric.has_luck else None)
            for flip in found.flips
        )
        at, share = found.question.threshold, metric.most == 1.0
        sheet = Sheet(self._title, metric_label(metric), panels, at, self._credit, share, metric.name == "shots")
        return draw(sheet).axes[0]

    def boundary(self) -> Axes:
        """Draw the metric over the first two inputs, and the line between yes and no."""
        from midcourse.errors import ScenarioError
        from midcourse.views.carpet import draw

        if self.found.boundary is None:
            raise ScenarioError("no boundary", got="boundary", allowed="two inputs that are numbers")
        return draw(carpet(self.found, self.found.boundary, self._title, self._credit)).axes[0]

    @property
    def _title(self) -> str:
        yes = "yes" if self.found.answer else "no"
        return f"{self.found.scenario.name}: {self.found.question.text}? {yes}, as stated"

    @property
    def _credit(self) -> str:
        luck, words = self.found.luck, ""
        if self.found.stated.runs:
            words = f"{luck.runs:,} runs a point, the same luck at all, seed {luck.seed}. "
        return f"{words}{self.found.rerun}\n{SOURCES}"

    def save_all(self, folder: str | Path) -> list[Path]:
        """Write the pictures as PNG into a folder, which is made; returns their paths."""
        pictures: dict[str, Callable[[], Any]] = {}
        if self.found.flips:
            pictures["flip-inputs"] = self.inputs
        if self.found.boundary is not None:
            pictures["flip-boundary"] = self.boundary
        return save(folder, pictures)


@dataclass(frozen=True)
class SweepPlots:
    """The picture of a number over one or two inputs."""

    found: Sweep

    def metric(self) -> Axes:
        """Draw the metric against one input, or shades of it over two."""
        from midcourse.views.carpet import draw as draw_carpet
        from midcourse.views.response import Sheet
        from midcourse.views.response import draw as draw_panels

        found, metric = self.found, self.found.metric
        luck = found.luck
        words = f"{luck.runs:,} runs a point, the same luck at all, seed {luck.seed}. " if metric.has_luck else ""
        credit = f"{words}{found.rerun}\n{SOURCES}"
        title, share = f"{found.scenario.name}: {metric.words}", metric.most == 1.0
        if len(found.inputs) == 2 and all(one.is_number for one in found.inputs):
            return draw_carpet(_shades(found, title, credit)).axes[0]
        panels = []
        each = list(zip(found.points, found.found, strict=True))
        for other in dict.fromkeys(point[1:] for point in found.points):
            rows = [(point[0], one) for point, one in each if point[1:] == other]
            panels.append(panel(found.scenario, found.inputs[0], rows))
            if other:
                beside = f"{named(found.scenario, found.inputs[1])}: {shown(found.inputs[1], other[0])}"
                panels[-1] = replace(panels[-1], label=f"{panels[-1].label}; {beside}")
        counts = metric.name == "shots"
        return draw_panels(Sheet(title, metric_label(metric), tuple(panels), None, credit, share, counts)).axes[0]

    def save_all(self, folder: str | Path) -> list[Path]:
        """Write the picture as PNG into a folder, which is made; returns its path in a list."""
        return save(folder, {"sweep": self.metric})


def metric_label(metric: Metric) -> str:
    """Return what stands along the axis of a metric."""
    return f"{metric.words}{f', {metric.unit}' if metric.unit else ''}"


def scale(one: Varied) -> tuple[float, str]:
    """Return by what an input is divided on an axis, and its unit there."""
    if one.dimension in ("angle", "angular_rate"):
        return float(np.pi / 180.0), "deg" if one.dimension == "angle" else "deg/s"
    by, unit = LARGE.get(one.dimension, (1.0, one.unit))
    return (by, unit) if max(abs(one.low), abs(one.high)) >= by else (1.0, one.unit.replace("^2", "²"))


def axis_label(scenario: Scenario, one: Varied) -> str:
    """Return what stands along the axis of an input."""
    unit = scale(one)[1]
    return f"{named(scenario, one)}{f', {unit}' if unit else ''}"


def panel(
    scenario: Scenario,
    one: Varied,
    points: Sequence[tuple[Value, Measured]],
    to: Value | None = None,
    interval: tuple[float | None, float | None] | None = None,
) -> Panel:
    """Gather the panel of one input."""
    from midcourse.views.response import Panel

    value, low, high = (np.array([found[i] for _, found in points], dtype=float) for i in range(3))
    band = np.array([found.doubt or (np.nan, np.nan) for _, found in points], dtype=float).T
    for array in (value, low, high):
        array[~np.isfinite(array)] = np.nan
    if not one.is_number:
        words = tuple(str(given) for given, _ in points)
        at = {given: float(i) for i, (given, _) in enumerate(points)}
        stated = at.get(one.stated) if one.stated is not None else None
        turn = at.get(to) if to is not None else None
        x = np.arange(len(words), dtype=float)
        return Panel(axis_label(scenario, one), x, value, low, high, words, stated, turn, band=band)
    by = scale(one)[0]
    x = np.array([float(given) for given, _ in points]) / by
    ends = None
    if interval is not None:
        first, last = interval
        ends = ((one.low if first is None else first) / by, (one.high if last is None else last) / by)
    stated = None if one.stated is None else one.start / by
    turn = None if to is None else float(to) / by
    return Panel(axis_label(scenario, one), x, value, low, high, (), stated, turn, ends, band, one.whole)


def carpet(found: Flips, boundary: Boundary, title: str, credit: str) -> Any:
    """Gather the picture of two inputs."""
    from midcourse.views.carpet import Carpet

    one, two = boundary.inputs
    by = np.array([scale(one)[0], scale(two)[0]])
    metric = found.question.metric
    value = np.array([each.value for each in boundary.found]).reshape(len(boundary.grid_a), -1)
    value[~np.isfinite(value)] = np.nan
    return Carpet(
        title,
        axis_label(found.scenario, one),
        axis_label(found.scenario, two),
        metric_label(metric),
        np.array(boundary.grid_a) / by[0],
        np.array(boundary.grid_b) / by[1],
        value,
        tuple(np.array(line) / by for line in boundary.lines),
        (one.start / by[0], two.start / by[1]),
        None if boundary.to is None else (boundary.to[0] / by[0], boundary.to[1] / by[1]),
        credit,
        tuple((x / by[0], y / by[1], word) for x, y, word in answers(found.question, boundary)),
        4 if metric.name == "shots" else 0,
        metric.most == 1.0,
        (one.whole, two.whole),
    )


def answers(question: Question, boundary: Boundary) -> tuple[tuple[float, float, str], ...]:
    """Return where "yes" and "no" are written: points of the grid far from those with the other answer."""
    if not boundary.lines:
        return ()
    spots = np.array([(x, y) for x in boundary.grid_a for y in boundary.grid_b])
    edges = [(grid[0], grid[-1]) for grid in (boundary.grid_a, boundary.grid_b)]
    inner = np.array([x not in edges[0] and y not in edges[1] for x, y in spots])
    span = np.array([one.span for one in boundary.inputs])
    shares = spots / span
    told = np.array([question.told(one) for one in boundary.found], dtype=object)
    marked = [tuple(one.start for one in boundary.inputs), *([boundary.to] if boundary.to else [])]
    clear = np.min([np.abs(shares - np.array(mark) / span).max(axis=1) for mark in marked], axis=0) > NEAR_MARK
    words = []
    for answer, word in ((True, "yes"), (False, "no")):
        # not on an edge and not on a mark, if that can be
        choice = (told == answer) & inner & clear, (told == answer) & inner, told == answer
        ours = next((one for one in choice if one.any()), choice[-1])
        here, there = shares[ours], shares[told != answer]
        if len(here) and len(there):
            away = np.linalg.norm(here[:, None] - there[None], axis=2).min(axis=1)
            x, y = spots[ours][int(np.argmax(away))]
            words.append((float(x), float(y), word))
    return tuple(words)


def _shades(found: Sweep, title: str, credit: str) -> Any:
    from midcourse.views.carpet import Carpet

    one, two = found.inputs
    by = (scale(one)[0], scale(two)[0])
    x, y = (sorted({float(point[i]) for point in found.points}) for i in (0, 1))
    value = np.full((len(x), len(y)), np.nan)
    for point, each in zip(found.points, found.found, strict=True):
        if np.isfinite(each.value):
            value[x.index(float(point[0])), y.index(float(point[1]))] = each.value
    labels = (axis_label(found.scenario, one), axis_label(found.scenario, two), metric_label(found.metric))
    stated = None
    if one.low <= one.start <= one.high and two.low <= two.start <= two.high:
        stated = (one.start / by[0], two.start / by[1])
    steps = 4 if found.metric.name == "shots" else 0
    return Carpet(
        title, *labels, np.array(x) / by[0], np.array(y) / by[1], value, (), stated, None, credit, (), steps,
        found.metric.most == 1.0, (one.whole, two.whole),
    )  # fmt: skip
