"""What a report is written from, gathered once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from midcourse.campaign.estimate import Estimate
from midcourse.report.clock import battle_space
from midcourse.report.markup import Html, figure, paragraph

if TYPE_CHECKING:
    import numpy as np

    from midcourse.engagement.run import Result
    from midcourse.engagement.windows import Chance
    from midcourse.scenario.doubt import World
    from midcourse.scenario.model import Scenario


@dataclass(frozen=True)
class Recorded:
    """The median run: its number, the run fought again, the values of its world, its battle space."""

    number: int
    result: Result
    world: Scenario
    space: list[Chance]

    @property
    def shots(self) -> np.ndarray:
        """Its SHOT rows in order of launch."""
        rows = self.result.shots[self.result.shots["run"] == self.number]
        return rows[rows["launch_s"].argsort(kind="stable")]


@dataclass(frozen=True)
class Told:
    """What a run folder holds, as far as a page tells it.

    Args:
        scenario: what was fought, with its stated values.
        summary: the numbers that answer it, as `summary.json` holds them.
        worlds: what was drawn; empty where no doubt was carried.
        seed, asked: seed, and runs asked for.
        complete: False where the work was interrupted.
        result: the run of median outcome, fought again alone; None where no run was finished.
        figures: the drawings of that run as SVG, by name.
        how: the variant and the replaced values that lead from the scenario's file to what was fought.
    """

    scenario: Scenario
    summary: dict[str, Any]
    worlds: tuple[World, ...]
    seed: int
    asked: int
    complete: bool
    result: Result | None
    figures: dict[str, str]
    how: dict[str, Any]

    @property
    def done(self) -> int:
        """Number of finished runs."""
        return int(self.summary["runs"])

    @property
    def out_of_reach(self) -> int:
        """Runs of worlds in which a missile cannot reach its aim."""
        count = len(self.worlds)
        return sum(len(range(one.number, self.asked, count)) for one in self.worlds if one.cannot_reach)

    @property
    def estimate(self) -> Estimate | None:
        """The share of runs without a leaker, None where no run was finished."""
        held = self.summary["p_no_leaker"]
        if held is None:
            return None
        doubt = held["doubt"]
        return Estimate(**{**held, "doubt": None if doubt is None or doubt["low"] is None else doubt})

    @property
    def shares(self) -> dict[int, float]:
        """The share of runs without a leaker in each world that was fought."""
        closed = self.summary.get("closed_form") or {}
        return {one["world"]: one["simulated"] for one in closed.get("worlds", ())}


def recorded_run(told: Told) -> Recorded | None:
    """Gather the run that the report tells, where there is one."""
    result = told.result
    if result is None:
        return None
    number = int(result.batch.runs[0])
    world = told.worlds[number % len(told.worlds)].scenario if told.worlds else told.scenario
    return Recorded(number, result, world, battle_space(world, result, number))


def drawn(told: Told, name: str, alternative: str, caption: str) -> Html:
    """Return one of the drawings with its words; the words alone where it was not drawn."""
    if name not in told.figures:
        return paragraph(f"The picture was not drawn. {alternative}")
    return figure(told.figures[name], alternative, caption)
