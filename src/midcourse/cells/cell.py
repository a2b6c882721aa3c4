"""A campaign laid out: its scenarios, its inputs, and each cell with a key that says what is fought there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from midcourse.catalog.tree import Node, Origin
from midcourse.cells.design import grid_values, inputs_of, points_of, shares_of
from midcourse.cells.file import Campaign, campaign_of, read_campaign
from midcourse.engines.program import stamp
from midcourse.errors import MidcourseError, ScenarioError
from midcourse.scenario import load_scenario, load_text, resolved_yaml, scenario_hash
from midcourse.scenario.graded import firm_below
from midcourse.study.metric import Metric, metric_of

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario
    from midcourse.study.vary import Value


class Cell(NamedTuple):
    """One scenario with other values; `why` where these do not go together, and there is nothing to fight.

    `key` is the same wherever the same is fought: it does not hang on the campaign, on the number of runs or on what
    is asked of them.
    """

    number: int
    scenario: Scenario
    values: tuple[Value, ...]
    key: str
    why: str = ""


class Layout:
    """The cells of a campaign.

    Args:
        asked: what its file says.
        name: how it is called in a store.
        scenarios: those that it names, in order.
        tree: of its file, for the lines of what is wrong.
        text: of its file.

    Raises:
        ScenarioError: an input, a metric, a scenario or a number of cells that cannot be used.
    """

    def __init__(
        self, asked: Campaign, name: str, scenarios: Sequence[Scenario], tree: Node | None = None, text: str = ""
    ) -> None:
        self.asked = asked
        self.name = name
        self.text = text
        self.inputs = tuple(inputs_of(one, asked, tree) for one in scenarios)
        names = [name_of(one.scenario) for one in self.inputs]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            node = None if tree is None else tree.mapping().get("scenarios")
            raise (node or Node(None, Origin(None, ScenarioError), "scenarios")).fault(
                "two scenarios of one name", got=twice, allowed="a name of its own for each"
            )
        self.metrics = tuple(_metric(text, i, tree) for i, text in enumerate(asked.metrics))
        self.a_scenario = points_of(asked, self.inputs[0], tree)
        self.shares = shares_of(asked, tree)
        self.most = self._most(tree)

    def __len__(self) -> int:
        return self.a_scenario * len(self.inputs)

    def _most(self, tree: Node | None) -> int | None:
        # whole rounds of the worlds, so that none has more runs than another
        total = None if self.asked.stop is None else self.asked.stop.total
        if total is None:
            return None
        a_round = max(self.asked.worlds, 1)
        if total < len(self) * a_round:
            node = Node(None, Origin(None, ScenarioError), "stop") if tree is None else tree.mapping()["stop"]
            worlds = f" with {a_round} worlds" if self.asked.worlds else ""
            allowed = f"at least {len(self) * a_round:,}, a run in each of {len(self):,} cells{worlds}"
            raise node.fault("too few runs in all", got=f"total: {total}", allowed=allowed)
        return total // len(self) // a_round * a_round

    @property
    def paths(self) -> tuple[str, ...]:
        """The inputs, by path."""
        return tuple(one.path for one in self.inputs[0].varied)

    @property
    def counted(self) -> tuple[Metric, ...]:
        """The metrics that hang on luck."""
        return tuple(one for one in self.metrics if one.has_luck)

    @property
    def worked(self) -> tuple[Metric, ...]:
        """The metrics without luck: a value a cell."""
        return tuple(one for one in self.metrics if not one.has_luck)

    def values(self, number: int) -> tuple[Value, ...]:
        """Return the values of the inputs in a cell."""
        which, point = divmod(number, self.a_scenario)
        inputs = self.inputs[which]
        if inputs.rows:
            return inputs.rows[point]
        if self.shares is not None:
            return tuple(inputs.at_share(i, float(share)) for i, share in enumerate(self.shares[point]))
        return grid_values(inputs, point)

    def cell(self, number: int) -> Cell:
        """Return a cell by its number, from 0."""
        inputs, values = self.inputs[number // self.a_scenario], self.values(number)
        scenario, why = inputs.scenario, ""
        try:
            for one, value in zip(inputs.varied, values, strict=True):
                scenario = one.at(scenario, value)
        except MidcourseError as problem:
            why = problem.why
        return Cell(number, scenario, values, cell_key(scenario, self.asked), why)

    @property
    def document(self) -> str:
        """All that it takes to lay it out again, whatever becomes of its file, its scenarios and the catalogue."""
        scenarios = [[one.scenario.name_id, resolved_yaml(one.scenario)] for one in self.inputs]
        return json.dumps({"file": self.text, "scenarios": scenarios}, sort_keys=True)

    @cached_property
    def content(self) -> dict[str, Any]:
        """What makes the campaign the same: resuming with anything else is refused."""
        asked = self.asked
        return {
            "scenarios": {name_of(one.scenario): scenario_hash(one.scenario) for one in self.inputs},
            "drawn": None if self.shares is None else hashlib.sha256(self.shares.tobytes()).hexdigest(),
            "over": list(asked.over),
            "design": asked.design,
            "points": asked.points,
            "cells": [list(row) for row in asked.cells],
            "worlds": asked.worlds,
            "runs": asked.runs,
            "width": asked.stop.model_dump(include={"width", "most"}) if asked.stop else None,
            "metrics": list(asked.metrics),
            "seed": asked.seed,
            "program": stamp(),
        }


def layout(path: str | Path) -> Layout:
    """Read the file of a campaign and lay out its cells; it is called as the file is.

    Raises:
        ScenarioError: the first thing that is wrong with it.
    """
    asked, tree, text = read_campaign(path)
    beside = Path(path).parent
    return Layout(asked, Path(path).stem, [_loaded(asked, one, beside) for one in asked.asked], tree, text)


def _loaded(asked: Campaign, name: str, beside: Path) -> Scenario:
    found = load_scenario(beside / name if name.endswith((".yaml", ".yml")) else name, asked.variant, asked.sets)
    return found if asked.grade is None else firm_below(found, asked.grade)


def layout_of(document: str, name: str) -> Layout:
    """Lay out a campaign from what a store keeps of it: `Layout.document`."""
    held = json.loads(document)
    asked, tree = campaign_of(held["file"].encode(), name)
    scenarios = [load_text(text, f"{name} in the store", name_id) for name_id, text in held["scenarios"]]
    return Layout(asked, name, scenarios, tree, held["file"])


def name_of(scenario: Scenario) -> str:
    """Return how a scenario is called in a campaign: its built-in name or that of its file."""
    return scenario.name_id or scenario.name


def cell_key(scenario: Scenario, asked: Campaign) -> str:
    """Return what is fought in a cell, as 64 hexadecimal digits: scenario, seed, worlds and program."""
    content = [scenario_hash(scenario), asked.seed, asked.worlds, stamp()]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _metric(text: str, i: int, tree: Node | None) -> Metric:
    try:
        return metric_of(text, f"metrics.{i}")
    except ScenarioError as problem:
        if tree is None or "metrics" not in tree.mapping():
            raise
        node: Node = tree.mapping()["metrics"].value[i]
        raise node.fault(problem.why, got=problem.got, allowed=problem.allowed) from None
