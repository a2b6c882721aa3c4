"""Leakage of a scenario against its inputs: points, pictures, a table of numbers and how to repeat them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from midcourse.analysis.axes import AXES, Axis, axis_of, values_of
from midcourse.api.again import at_grade
from midcourse.campaign.shares import exact
from midcourse.errors import ScenarioError
from midcourse.scenario import doubt_left, scenario_hash
from midcourse.shown.card import Card, Shown
from midcourse.shown.command import line
from midcourse.shown.document import csv_text, under_keys
from midcourse.shown.frame import Table, framed
from midcourse.version import __version__

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from midcourse.analysis.leakage import Point
    from midcourse.pictures.plots import LeakagePlots
    from midcourse.scenario import Scenario

RUNS, WORLDS = 400, 20
TABLE, MANIFEST = "leakage.csv", "manifest.json"
SHARES = ("leak", "no_leaker")


@dataclass(repr=False)
class Leakage(Shown):
    """The points of one or several axes, as far as they are finished.

    Args:
        scenario: what was varied.
        axes: the axes, in order; values: those of each, None for the usual ones.
        runs, worlds, seed: of every point.
        rerun: the command that repeats it.
        asked: by axis, how many points there are to be.
        points: finished points.
        complete: False where the work was interrupted.
    """

    scenario: Scenario
    axes: tuple[Axis, ...]
    values: tuple[float, ...] | None
    runs: int
    worlds: int
    seed: int
    rerun: str
    asked: dict[str, int] = field(default_factory=dict)
    points: list[Point] = field(default_factory=list)
    complete: bool = False
    drawn: dict[str, int] = field(default_factory=dict)

    def of(self, axis: Axis) -> list[Point]:
        """Return the finished points of one axis."""
        return [point for point in self.points if point.axis == axis.name]

    @property
    def plot(self) -> LeakagePlots:
        """The pictures: `against(NAME)` of one input, `save_all(DIR)`."""
        from midcourse.pictures.plots import LeakagePlots

        return LeakagePlots(self)

    def figure(self, axis: Axis) -> Figure:
        """Draw the finished points of one axis."""
        from midcourse.pictures.leakage import picture
        from midcourse.views.leakage import draw

        return draw(picture(self, axis))

    def answer(self) -> str:
        """Return how much gets through in one sentence."""
        from midcourse.sentences.leakage import headline

        return headline(self)

    def as_dict(self) -> dict[str, Any]:
        """Return what `--json` prints."""
        return {
            "answer": self.answer(),
            "scenario": self.scenario.name_id or self.scenario.name,
            "seed": self.seed,
            "runs": self.runs,
            "worlds": self.worlds,
            "version": __version__,
            "complete": self.complete,
            "rerun": self.rerun,
            **doubt_left(self.scenario),
            "points": [point.as_dict() for point in self.points],
        }

    def table(self) -> str:
        """Return the numbers as CSV, a line a point; shares from 0 to 1, empty where nothing is known."""
        return csv_text(under_keys([row_of(point) for point in self.points]))

    def frame(self, name: str = "points") -> pd.DataFrame:
        """Return `points` as a data frame, with the columns of `leakage.csv`."""
        return framed(name, {"points": self._points})

    def _points(self) -> Table:
        return under_keys([row_of(point) for point in self.points], ("axis", "value"))

    def _line(self) -> str:
        cut = "" if self.complete else f", interrupted: {sum(self.asked.values())} were asked for"
        name = self.scenario.name_id or self.scenario.name
        return f"{name} against {', '.join(axis.name for axis in self.axes)}: {len(self.points)} points{cut}"

    def _card(self) -> Card:
        from midcourse.report.names import percent

        rows = []
        for point in self.points:
            leak, none = point.leak, point.no_leaker
            band = None if leak is None else leak.doubt
            rows.append(
                (
                    point.axis,
                    f"{point.value:g}",
                    "" if leak is None else percent(leak.value),
                    "" if band is None else f"{percent(band['low'])} to {percent(band['high'])}",
                    "" if none is None else percent(none.value),
                )
            )
        head = ("input", "value", "warheads that get through", "band of doubt", "runs in which none does")
        notes = (f"{self.runs:,} runs a point in {self.worlds} worlds, seed {self.seed}.", self.rerun)
        return Card(f"{self._line()}.", "", head, tuple(rows), notes, "frame()")

    def save(self, folder: Path, last: bool = True) -> None:
        """Write the table, the manifest, and pictures of the axes whose points are all there.

        Args:
            folder: where to.
            last: whether nothing more will come: axes that are not whole are then drawn too.

        Raises:
            ScenarioError: the folder cannot be written.
        """
        from midcourse.engagement.record import checksum, write_json, write_text
        from midcourse.views.style import save

        write_text(folder / TABLE, self.table())
        try:
            for axis in self.axes:
                count = len(self.of(axis))
                whole = last or count == self.asked.get(axis.name)
                if count and whole and self.drawn.get(axis.name) != count:
                    for ending in ("png", "svg"):
                        save(self.figure(axis), folder / f"{axis.name}.{ending}", ending)
                    self.drawn[axis.name] = count
        except OSError as problem:
            why = f"cannot write there: {(problem.strerror or str(problem)).lower()}"
            raise ScenarioError(why, key="--out", got=str(folder)) from None
        names = [TABLE, *(f"{name}.{ending}" for name in self.drawn for ending in ("png", "svg"))]
        sums = {name: checksum(folder / name) for name in names}
        write_json(folder / MANIFEST, {**self._head(), "checksums": sums})

    def _head(self) -> dict[str, Any]:
        told = self.as_dict()
        done = {axis.name: [point.value for point in self.of(axis)] for axis in self.axes}
        head = {name: value for name, value in told.items() if name not in ("points", "complete")}
        status = "complete" if self.complete else "interrupted"
        return {**head, "scenario_hash": scenario_hash(self.scenario), "status": status, "values": done}


def row_of(point: Point) -> dict[str, Any]:
    """Return one line of the table."""
    row: dict[str, Any] = {
        "axis": point.axis,
        "value": point.value,
        "missiles": point.missiles,
        "warheads": point.warheads,
        "shots_mean": point.shots_mean,
    }
    for name in SHARES:
        found = getattr(point, name)
        row |= {f"{name}{end}": None for end in ("", "_low", "_high", "_n")}
        if found is not None:
            row |= {
                name: found.value,
                f"{name}_low": found.low,
                f"{name}_high": found.high,
                f"{name}_n": found.n,
            }
        for part in ("nominal", "doubt"):
            held = {} if found is None else getattr(found, part) or {}
            ends = ("value", "low", "high", "n") if part == "nominal" else ("low", "high", "worlds")
            row |= {f"{name}_{part}_{end}": held.get(end) for end in ends}
        if name == "no_leaker":
            sure = (None, None) if found is None else exact(round(found.value * found.n), found.n)
            row |= {"no_leaker_exact_low": sure[0], "no_leaker_exact_high": sure[1]}
        row[f"{name}_closed_form"] = None if point.closed is None else getattr(point.closed, name)
    first = point.first_shot
    row |= {"salvo_by_record": point.salvo_by_record}
    row |= {
        "first_shot_kills": None if first is None else first.value,
        "first_shot_low": None if first is None else first.low,
        "first_shot_high": None if first is None else first.high,
        "programme_value": None if point.programme is None else point.programme["value"],
        "programme_bound": None if point.programme is None else point.programme["bound"],
    }
    return row


def chosen_axes(against: str | None, values: str | None) -> tuple[tuple[Axis, ...], tuple[float, ...] | None]:
    """Return the axes that were asked for, all where none was, and the values that were typed.

    Raises:
        ScenarioError: no such axis, a value that it cannot take, or values without an axis.
    """
    if against is None:
        if values is not None:
            raise ScenarioError("values of which input", key="--values", got=values, allowed="with --against")
        return tuple(AXES.values()), None
    axis = axis_of(against)
    return (axis,), None if values is None else values_of(axis, values)


def leakage(
    scenario: Scenario,
    against: str | None = None,
    values: str | None = None,
    runs: int = RUNS,
    worlds: int = WORLDS,
    seed: int = 1,
    jobs: int | None = None,
    rerun: str = "",
    tick: Callable[..., None] = lambda *_: None,
    told: Callable[[Leakage], None] = lambda _: None,
    grade: str | None = None,
) -> Leakage:
    """Work out what share of the warheads gets through, against one input after the other.

    Args:
        scenario: as `load` gives it.
        against: name of one input; all where None.
        values: its values, with commas; the usual ones where None.
        runs: of each point; worlds: over how many worlds of doubt, 0 for none.
        seed: of all luck and doubt, the same for all points.
        jobs: threads; the number of cores where None.
        rerun: the command that repeats it, for the corner of the pictures.
        tick: called with the number of runs that have just been finished.
        told: called with what there is after every point.
        grade: only numbers of this grade or better are in doubt.

    Returns:
        Leakage; after Ctrl-C with the points that were finished by then.

    Raises:
        ScenarioError: an input or a value that the scenario does not have; NoSolution: no aim can be reached.
    """
    from midcourse.analysis.leakage import leakage as work
    from midcourse.analysis.leakage import ready

    scenario = at_grade(scenario, grade)
    axes, typed = chosen_axes(against, values)
    options = {"against": against, "values": values, "runs": runs, "worlds": worlds, "seed": seed}
    options["grade"] = scenario.grade
    again = rerun or line("leakage", scenario.arguments, options)
    found = Leakage(scenario, axes, typed, runs, worlds, seed, again)
    points = ready(scenario, [(axis, typed) for axis in axes])
    found.asked = {axis.name: sum(one is axis for one, _, _ in points) for axis in axes}
    try:
        for point in work(points, runs, worlds, seed, jobs, tick):
            found.points.append(point)
            told(found)
        found.complete = len(found.points) == len(points)
    except KeyboardInterrupt:
        found.complete = False
    return found


def points_in_all(scenario: Scenario, against: str | None, values: str | None) -> int:
    """Return how many points there are to work, all of them checked.

    Raises:
        ScenarioError: an input or a value that the scenario does not have.
    """
    from midcourse.analysis.leakage import ready

    axes, typed = chosen_axes(against, values)
    return len(ready(scenario, [(axis, typed) for axis in axes]))


def default_folder(scenario: Scenario, runs: int, seed: int, against: Sequence[str]) -> Path:
    """Return where the pictures go where nobody says."""
    name = scenario.name_id or "scenario"
    what = "all" if len(against) > 1 else against[0]
    tail = "" if scenario.grade is None else f"-g-{scenario.grade}"
    return Path("midcourse-leakage") / f"{name}-{scenario_hash(scenario)[:8]}-{what}-s{seed}-n{runs}{tail}"
