"""A metric of a campaign over its inputs: panels of one, shades of two, an emulator where cells lie anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.errors import NoSolution, ScenarioError
from midcourse.insight.values import along, are_numbers
from midcourse.pictures.study import axis_label, metric_label, panel, scale

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from midcourse.api.insight import Insight
    from midcourse.study.vary import Varied

FINE = 41  # points of an emulator along each axis
OTHERS = 64  # draws of all other inputs, over which it is averaged


def drawn_map(found: Insight, first: str | None, second: str | None) -> Axes:
    """Draw a metric over one input or two.

    Args:
        found: what follows from a campaign.
        first, second: paths of its inputs; the first two where None.

    Raises:
        NoSolution: it varies nothing, an input is a word, or cells lie anywhere and there is no emulator.
        ScenarioError: no such input.
    """
    from midcourse.views import carpet, response, surface

    varied = found.values.inputs.varied
    turned = [i for i in range(len(varied)) if len({each.values[i] for each in found.values.cells}) > 1]
    chosen = [_at(varied, path) for path in (first, second) if path is not None]
    still = next((varied[i].path for i in chosen if i not in turned), None)
    if still or not turned:
        raise NoSolution(f"there is nothing to draw: {still or 'each input'} has one value in all cells")
    chosen += [i for i in turned if i not in chosen][: max(2 - len(chosen), 0)]
    words = are_numbers([varied[i] for i in chosen])
    if words and len(turned) > 1:
        raise NoSolution(f"there is nothing to draw: {words} lies on no line", allowed="inputs that are numbers")
    if len(turned) == 1:
        return response.draw(_response(found, turned[0])).axes[0]
    if found.campaign.layout.asked.design == "grid" and len(turned) == 2:
        return carpet.draw(_carpet(found, chosen)).axes[0]
    if found.emulator is None:
        raise NoSolution("cells lie anywhere: a map of them is that of an emulator", allowed="--emulator")
    return surface.draw(_surface(found, chosen)).axes[0]


def _at(varied: tuple[Varied, ...], path: str) -> int:
    paths = [one.path for one in varied]
    if path not in paths:
        raise ScenarioError("no such input of the campaign", key="map", got=path, allowed=", ".join(paths))
    return paths.index(path)


def _title(found: Insight) -> str:
    return f"{found.campaign.layout.name}: {found.values.metric.words}"


def _credit(found: Insight, words: str = "") -> str:
    from midcourse.pictures.insight import corner

    return f"{words}{corner(found)}"


def _response(found: Insight, which: int) -> Any:
    from midcourse.views.response import Sheet

    values, asked = found.values, found.campaign.layout.asked
    one, at = values.inputs.varied[which], found.campaign.layout.metrics.index(values.metric)
    points = [(each.values[which], each.found[at]) for each in values.cells]
    points.sort(key=lambda point: float(point[0]) if one.is_number else 0.0)
    words = f"{asked.runs:,} runs a cell{f' in {asked.worlds} worlds' if asked.worlds else ''}. "
    part = panel(values.inputs.scenario, one, points)
    share = values.metric.most == 1.0
    return Sheet(_title(found), metric_label(values.metric), (part,), None, _credit(found, words), share)


def _carpet(found: Insight, chosen: list[int]) -> Any:
    from midcourse.views.carpet import Carpet

    values, scenario = found.values, found.values.inputs.scenario
    one, two = (values.inputs.varied[i] for i in chosen)
    by = scale(one)[0], scale(two)[0]
    x, y = (sorted({float(each.values[i]) for each in values.cells}) for i in chosen)
    shades = np.full((len(x), len(y)), np.nan)
    for each, value in zip(values.cells, values.value, strict=True):
        shades[x.index(float(each.values[chosen[0]])), y.index(float(each.values[chosen[1]]))] = value
    labels = axis_label(scenario, one), axis_label(scenario, two), metric_label(values.metric)
    stated = None
    if one.low <= one.start <= one.high and two.low <= two.start <= two.high:
        stated = one.start / by[0], two.start / by[1]
    return Carpet(
        _title(found), *labels, np.array(x) / by[0], np.array(y) / by[1], shades, (), stated, None, _credit(found),
        share=values.metric.most == 1.0, whole=(one.whole, two.whole),
    )  # fmt: skip


def _surface(found: Insight, chosen: list[int]) -> Any:
    from scipy.stats import qmc

    from midcourse.sentences.insight import sections
    from midcourse.views.surface import Surface

    values, held = found.values, found.emulator
    assert held is not None
    one, two = (values.inputs.varied[i] for i in chosen)
    fine = [np.linspace(each.low, each.high, FINE) for each in (one, two)]
    around = qmc.Sobol(len(values.inputs.varied), scramble=False).random(OTHERS)
    points = np.repeat(around[None], FINE * FINE, axis=0)
    places = [along(line, each.low, each.high) for line, each in zip(fine, (one, two), strict=True)]
    for at, grid in zip(chosen, np.meshgrid(*places, indexing="ij"), strict=True):
        points[:, :, at] = grid.reshape(-1, 1)
    told = held.emulator.mean_at(points.reshape(-1, points.shape[2])).reshape(FINE, FINE, OTHERS).mean(axis=2)
    metric, by = values.metric, (scale(one)[0], scale(two)[0])
    first = values.cells[0].number
    dots = [[*(float(values.cells[n - first].values[i]) for i in chosen), values.value[n - first]] for n in held.cells]
    said = next(part for part, name in zip(sections(found), found.made, strict=True) if name == "emulator").words
    mean = "Shades: the mean over all other inputs. " if len(values.inputs.varied) > 2 else ""
    labels = axis_label(values.inputs.scenario, one), axis_label(values.inputs.scenario, two), metric_label(metric)
    return Surface(
        _title(found), *labels, fine[0] / by[0], fine[1] / by[1],
        np.clip(told, metric.least, metric.most), np.array(dots) / np.array([*by, 1.0]),
        _credit(found, f"{mean}{' '.join(said)}\n"), metric.most == 1.0,
    )  # fmt: skip
