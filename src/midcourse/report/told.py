"""What a report is written from, gathered once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from midcourse.report.clock import battle_space, chunk_of
from midcourse.report.markup import Html, figure, paragraph

if TYPE_CHECKING:
    import numpy as np

    from midcourse.campaign.runs import Fought
    from midcourse.engagement.run import Result
    from midcourse.engagement.windows import Chance
    from midcourse.scenario.model import Scenario


@dataclass(frozen=True)
class Recorded:
    """The median run: its number, the chunk that holds it, the values of its world, its battle space."""

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
    """A scenario, its finished runs, their summary, and the drawings by name."""

    scenario: Scenario
    fought: Fought
    summary: dict[str, Any]
    figures: dict[str, str]
    how: dict[str, Any]


def recorded_run(scenario: Scenario, fought: Fought, number: int) -> Recorded:
    """Gather the run that the report tells."""
    result = chunk_of(fought, number)
    world = fought.scenario_of(scenario, number)
    return Recorded(number, result, world, battle_space(world, result, number))


def drawn(told: Told, name: str, alternative: str, caption: str) -> Html:
    """Return one of the drawings with its words; the words alone where it was not drawn."""
    if name not in told.figures:
        return paragraph(f"The picture was not drawn. {alternative}")
    return figure(told.figures[name], alternative, caption)
