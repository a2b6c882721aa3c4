"""Write docs/what-matters.md and its pictures: which inputs the answers of europe-2007 hang on.

python tools/make_what_matters.py             writes the page and its pictures
python tools/make_what_matters.py --check     compares with what stands there; exit 1 where they differ
"""

from __future__ import annotations

import sys
from pathlib import Path

from make_europe import differences, table, wrapped
from midcourse.api.sobol import Sobol, sobol
from midcourse.api.tornado import Tornado, tornado
from midcourse.scenario import load_scenario
from midcourse.sentences.flip import number, told
from midcourse.sentences.sensitivity import (
    HEADS,
    SHARE_HEADS,
    band_name,
    band_words,
    cells,
    follows,
    share_cells,
    sobol_words,
    unmoved,
)

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/what-matters.md"
NAME = "europe-2007"
PICTURES = ROOT / "docs/pictures"
DOTS_PER_INCH = 110
TOP = 12
LUCK = "p_no_leaker"
PLACE = "shots:warsaw"
# metric: runs and worlds a grade of the tornado; rows, inputs and runs of the indices
TORNADOS = {LUCK: (400, 64), PLACE: (1, 64)}
SHARES = {LUCK: (64, 5, 60), PLACE: (128, 8, 1)}


def rerun(command: str, metric: str) -> str:
    """Return the command that says the same."""
    words = f"midcourse {command} {NAME} --metric {metric}"
    runs, bands = TORNADOS[metric]
    n, top, few = SHARES[metric]
    luck = f" --runs {runs if command == 'tornado' else few}" if metric == LUCK else ""
    return f"{words}{luck} --bands {bands}" if command == "tornado" else f"{words} --n {n} --top {top}{luck}"


def bars(found: Tornado) -> list[str]:
    """Return the table of the greatest bars, and what is said below it."""
    rows = [list(cells(found, bar)) for bar in found.shown(TOP)]
    points = "Moves it by: points in a hundred, with the interval of runs on equal luck. "
    words = unmoved(found)
    return [*table(list(HEADS), rows), "", *wrapped(f"{points if found.metric.has_luck else ''}{words}")]


def grades(found: Tornado) -> list[str]:
    """Return what each grade leaves open, and what follows."""
    heads = ["in doubt", "inputs", "5 to 95 %"]
    rows = [
        [band_name(band, found.bands), f"{band.inputs}", band_words(found.metric, band)] for band in found.bands
    ]
    return [*table(heads, rows), "", *wrapped(" ".join(follows(found)))]


def shares(found: Sobol) -> list[str]:
    """Return the table of indices, and how far to trust it."""
    spread = found.spread
    assert spread is not None and spread.indices is not None
    ranked, rows = found.tornado, [list(row) for row in share_cells(found)]
    mean, deviation = (number(ranked.metric, value) for value in (spread.mean, spread.deviation))
    words = f"Drawn together: mean {mean}, standard deviation {deviation}. {' '.join(sobol_words(found))}"
    return [*table(list(SHARE_HEADS), rows), "", *wrapped(words)]


def section(title: str, metric: str, found: Tornado, spread: Sobol) -> list[str]:
    """Return all of one metric."""
    assert found.stated is not None
    slug = metric.replace(":", "-").replace("_", "-")
    return [
        f"## {title}",
        "",
        *wrapped(f"As stated {told(found.metric, found.stated)}: `{rerun('tornado', metric)}`."),
        f"![Bars of the inputs that move it most, and the worlds of each grade](pictures/tornado-{slug}.png)",
        "",
        *bars(found),
        "### By grade",
        "",
        *grades(found),
        "### Whose doubt it is",
        "",
        *wrapped(f"`{rerun('sobol', metric)}`."),
        f"![First-order and total indices with their intervals](pictures/sobol-{slug}.png)",
        "",
        *shares(spread),
    ]


def lines_of(found: dict[str, tuple[Tornado, Sobol]]) -> list[str]:
    head = wrapped(
        """Written by `tools/make_what_matters.py`; do not edit it. It is what `midcourse tornado` and `midcourse
        sobol` say of the scenario [europe-2007](europe-2007.md): how far each doubtful input moves an answer by
        itself, what official numbers alone leave open, and whose doubt the spread of the answer is. How it is
        worked: [tornado](models/tornado.md) and [sobol](models/sobol.md). A bar that luck alone may make says so; an
        input at whose low or high a missile cannot reach its aim has no bar there.

        An input whose bar is short is not known well for that: it matters little for this question, in this
        scenario, while all others are as stated."""
    )
    titles = {LUCK: "The chance that no warhead gets through", PLACE: "Shots at a missile to Warsaw"}
    body = [line for metric, title in titles.items() for line in section(title, metric, *found[metric])]
    return "\n".join(["# What matters", "", *head, *body]).rstrip().splitlines()


def worked() -> dict[str, tuple[Tornado, Sobol]]:
    scenario = load_scenario(NAME)
    found = {}
    for metric in (PLACE, LUCK):
        runs, bands = TORNADOS[metric]
        n, top, few = SHARES[metric]
        swung = tornado(scenario, metric, runs=runs, bands=bands, rerun=rerun("tornado", metric))
        found[metric] = (swung, sobol(scenario, metric, n=n, top=top, runs=few, rerun=rerun("sobol", metric)))
        for one in found[metric]:
            print(f"{metric}: {one.wall_s:.0f} s", file=sys.stderr)
    return found


def main(arguments: list[str]) -> int:
    from midcourse.views.style import save

    found = worked()
    lines = lines_of(found)
    if "--check" in arguments:
        wrong = differences(lines, PAGE.read_text(encoding="utf-8"))
        print("\n".join(wrong))
        return 1 if wrong else 0
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for metric, (swung, spread) in found.items():
        slug = metric.replace(":", "-").replace("_", "-")
        save(swung.plot.bars(TOP).figure, PICTURES / f"tornado-{slug}.png", "png", DOTS_PER_INCH)
        save(spread.plot.shares().figure, PICTURES / f"sobol-{slug}.png", "png", DOTS_PER_INCH)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
