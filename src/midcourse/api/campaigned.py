"""What a campaign would take, and what it has found, cell by cell."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from midcourse.cells.answers import CellAnswer
from midcourse.cells.cell import Layout
from midcourse.cells.cut import Cut, Pace, first_runs
from midcourse.shown.card import Card, Shown
from midcourse.shown.command import line
from midcourse.shown.document import csv_text, finite, under_keys
from midcourse.shown.frame import framed

if TYPE_CHECKING:
    import pandas as pd

COMPLETE, RUNNING, INTERRUPTED, STOPPED, GAVE_UP = (
    "complete", "running", "interrupted", "stopped", "given up in part",
)  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """What a campaign would take.

    Args:
        layout, cut, pace: of it.
        cells, tasks, runs: how many; with a width to be reached those of the first stage of each cell.
        expected_s: on `slots` places at once.
        bytes: on the disk.
        slots: places of the engine.
    """

    layout: Layout
    cut: Cut
    pace: Pace
    cells: int
    tasks: int
    runs: int
    expected_s: float
    bytes: float
    slots: int

    def as_dict(self) -> dict[str, Any]:
        """Return what `--plan --json` prints."""
        told = {"campaign": self.layout.name, "cells": self.cells, "tasks": self.tasks, "runs": self.runs}
        return {
            **told,
            "expected_s": self.expected_s,
            "bytes": round(self.bytes),
            "places": self.slots,
            "world_s": self.pace.world_s,
            "run_s": self.pace.run_s,
            "a_task": {"worlds": self.cut.worlds, "runs": self.cut.span},
        }


@dataclass(frozen=True, repr=False)
class Campaigned(Shown):
    """What a campaign has found, cell by cell; all of it, or what there is so far.

    Args:
        layout: its cells.
        status: `complete`, `given up in part`, `interrupted`, `stopped` by its own rule, or `running`.
        engine, store: where it was worked, and where it is kept.
        wall_s: time that was worked in all.
        fresh: runs that this call has finished; fresh_s: in how long.
        cells: an answer each.
        content: what made the campaign when it was fought: scenarios, design, program.
        forced: what was replaced by force, in words.
    """

    layout: Layout
    status: str
    engine: str
    store: str
    wall_s: float
    fresh: int
    fresh_s: float
    cells: tuple[CellAnswer, ...]
    content: dict[str, Any]
    forced: str = ""

    @property
    def complete(self) -> bool:
        """Whether it was fought as far as its file says, with nothing given up."""
        return self.status == COMPLETE

    @property
    def runs_done(self) -> int:
        """Runs that are finished, those of worlds in which a missile cannot reach its aim among them."""
        return sum(one.runs + one.out_of_reach for one in self.cells)

    @property
    def runs_total(self) -> int:
        """Runs that were asked for; with a width to be reached what was fought, and of other cells the first stage."""
        least = first_runs(self.layout) if self.layout.counted else 0
        rule = self.layout.asked.stop
        staged = rule is not None and rule.width is not None
        if self.status == COMPLETE and staged:
            return self.runs_done
        done = ((one.runs + one.out_of_reach) if staged else 0 for one in self.cells if not one.why)
        return sum(max(least, each) for each in done)

    @property
    def failed(self) -> tuple[str, ...]:
        """The tasks that were given up, with their seed, and why."""
        return tuple(words for one in self.cells for words in one.failed)

    @property
    def digest(self) -> str:
        """SHA-256 of all that was counted: the same however often, and wherever, the campaign was fought."""
        content = [
            [one.number, one.runs, one.out_of_reach, one.counts.tolist(), [finite(each.value) for each in one.found]]
            for one in self.cells
        ]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()

    @property
    def rerun(self) -> str:
        """The command that fights it."""
        return line("campaign", [f"{self.layout.name}.yaml"], {"store": self.store})

    def answer(self) -> str:
        """Return the least and the greatest value of the first metric in one sentence."""
        from midcourse.sentences.sweep import over_cells

        return over_cells(self)

    def as_dict(self) -> dict[str, Any]:
        """Return what `--json` prints."""
        return {
            "answer": self.answer(),
            "campaign": self.layout.name,
            "status": self.status,
            "cells": len(self.cells),
            "runs_done": self.runs_done,
            "runs_total": self.runs_total,
            "failed": list(self.failed),
            "engine": self.engine,
            "store": self.store,
            "wall_s": self.wall_s,
            "engagements_per_s": self.fresh / self.fresh_s if self.fresh_s > 0.0 else 0.0,
            "digest": self.digest,
            "forced": self.forced,
            "program": self.content["program"],
            "seed": self.layout.asked.seed,
            "scenario_sha256": self.content["scenarios"],
            "vary": [{"path": one.path, "unit": one.unit} for one in self.layout.inputs[0].varied],
            "rows": [self._told(one) for one in self.cells],
        }

    def _told(self, one: CellAnswer) -> dict[str, Any]:
        inputs = self.layout.inputs[one.number // self.layout.a_scenario].varied
        found = []
        for metric, each in zip(self.layout.metrics, one.found, strict=True):
            doubt = None if each.doubt is None else dict(zip(("low", "high"), each.doubt, strict=True))
            found.append({"metric": metric.full_name, **each.as_dict(), "doubt": doubt, "why": each.why})
        return {
            "cell": one.number,
            "scenario": one.scenario,
            "at": [each.plain(value) for each, value in zip(inputs, one.values, strict=True)],
            "found": found,
            "runs": one.runs,
            "out_of_reach": one.out_of_reach,
            "failed": list(one.failed),
            "why": one.why,
        }

    def rows(self) -> list[dict[str, Any]]:
        """Return a row a cell: scenario, inputs by path, each metric with its interval and band."""
        return [self._row(one) for one in self.cells]

    def _row(self, one: CellAnswer) -> dict[str, Any]:
        row: dict[str, Any] = {"cell": one.number, "scenario": one.scenario}
        inputs = self.layout.inputs[one.number // self.layout.a_scenario].varied
        row |= {each.path: each.plain(value) for each, value in zip(inputs, one.values, strict=True)}
        for metric, found in zip(self.layout.metrics, one.found, strict=True):
            name = metric.full_name
            low, high = found.doubt or (None, None)
            row |= {name: finite(found.value), f"{name}.low": finite(found.low), f"{name}.high": finite(found.high)}
            row |= {f"{name}.doubt_low": low, f"{name}.doubt_high": high}
        why = one.why or next((each.why for each in one.found if each.why), "")
        return {**row, "runs": one.runs, "out_of_reach": one.out_of_reach, "failed": len(one.failed), "why": why}

    def frame(self, name: str = "rows") -> pd.DataFrame:
        """Return `rows` as a data frame: a row a cell."""
        return framed(name, {"rows": lambda: under_keys(self.rows())})

    def csv(self) -> str:
        """Return the rows as CSV."""
        return csv_text(under_keys(self.rows()))

    def _line(self) -> str:
        runs = f"{self.runs_done:,} of {self.runs_total:,} runs"
        return f"{self.layout.name}: {runs}, {len(self.cells)} cells, {self.status}"

    def _card(self) -> Card:
        rows = self.rows()
        head = tuple(rows[0]) if rows else ()
        return Card(self._line(), "", head, tuple(tuple(row.values()) for row in rows), (self.rerun,), "frame()")
