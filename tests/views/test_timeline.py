"""Whatever the names are, nothing of a timeline is cut at its edges or written on something else."""

from __future__ import annotations

from itertools import pairwise

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

from midcourse.views.style import credit_lines, title_pt
from midcourse.views.timeline import Bar, Moment, Row, Timeline, draw

mpl.use("agg")
LONG = "warhead 12: European Midcourse Radar of the kind that turns"
WHAT = "first firm track (missile 12: stage 3 of a long name)"


@pytest.mark.parametrize("count", [3, 30])
def prop_no_word_is_cut_or_covered(count: int) -> None:
    moments = (Moment(10.0, WHAT, "clock", "P"), Moment(1500.0, "delay over", "clock"))
    rows = (Row(LONG, (Bar(10.0, 1500.0, "sensor"),), moments),) * count
    figure = draw(Timeline("A scenario with a long name, " * 6, rows, "From public sources. " * 20))
    canvas = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    wide, tall = figure.get_size_inches() * figure.dpi
    (axes,) = figure.axes
    labels = [text.get_window_extent(canvas) for text in axes.get_yticklabels()]
    words = [text.get_window_extent(canvas) for text in axes.texts]
    others = [text.get_window_extent(canvas) for text in figure.texts]
    for box in [*labels, *words, *others]:
        assert box.x0 >= 0.0 and box.x1 <= wide and box.y0 >= 0.0 and box.y1 <= tall
    for column in (labels, words):
        assert all(below.y1 <= above.y0 for above, below in pairwise(column))
    foot, legend = figure.texts[-1].get_window_extent(canvas), figure.legends[0].get_window_extent(canvas)
    assert foot.y1 <= legend.y0 + 8.0 and legend.y1 <= axes.get_tightbbox(canvas).y0
    plt.close(figure)


def test_lines_of_the_foot_and_sizes_of_titles() -> None:
    assert credit_lines("a\nb", 7.2) == ["a", "b"]
    assert credit_lines("", 7.2) == [""]
    assert len(credit_lines("word " * 60, 7.2)) > 1
    assert title_pt("short", 7.2) == 10.0
    assert title_pt("x" * 200, 7.2) < 5.0
