"""What a campaign has found so far, cell by cell, from what the store has counted."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.cells.cell import Layout
from midcourse.cells.counts import COUNT, added, estimate
from midcourse.cells.drive import unpacked
from midcourse.errors import ScenarioError
from midcourse.store.index import DONE, FAILED, Entry
from midcourse.store.place import Store
from midcourse.study.metric import Measured

if TYPE_CHECKING:
    from midcourse.study.vary import Value


class CellAnswer(NamedTuple):
    """A cell: its scenario and values, each metric, how many runs it rests on, and what went wrong.

    `out_of_reach` runs are of worlds in which a missile cannot reach its aim. `failed` are tasks that were given up,
    in words with their seed; `why` where there was nothing to fight.
    """

    number: int
    scenario: str
    values: tuple[Value, ...]
    found: tuple[Measured, ...]
    runs: int
    out_of_reach: int
    counts: np.ndarray
    failed: tuple[str, ...] = ()
    why: str = ""


def answers(layout: Layout, store: Store) -> Iterator[CellAnswer]:
    """Give what is known of each cell, in order; those of which nothing is known with no runs."""
    held: dict[int, list[Entry]] = {}
    for cell, entry in store.index.tasks(layout.name):
        held.setdefault(cell, []).append(entry)
    for number in range(len(layout)):
        yield _answer(layout, number, held.get(number, []), store.index.path)


def most_runs(layout: Layout) -> int:
    """Return how many runs a cell may have."""
    rule = layout.asked.stop
    return layout.asked.runs if rule is None or rule.most is None else rule.most


def _answer(layout: Layout, number: int, entries: list[Entry], store_file: Path) -> CellAnswer:
    scenario = layout.inputs[number // layout.a_scenario].scenario
    done = [one for one in entries if one.standing == DONE]
    counts = added(unpacked(one.counts) for one in done) if done else np.zeros(0, dtype=COUNT)
    told = {one.words: one for one in done if not one.file and one.runs == 0 and one.lost == 0}
    found = []
    for metric in layout.metrics:
        if metric.has_luck:
            found.append(estimate(metric, counts))
            continue
        one = next((one for words, one in told.items() if words.startswith(f"{metric.full_name}, ")), None)
        value = None if one is None else json.loads(one.value)
        why = "not worked yet" if one is None else one.why
        number_ = math.nan if value is None else float(value)
        found.append(Measured(number_, number_, number_, 0, why))
    failed = tuple(f"cell {number}, {one.words}: {one.why}" for one in entries if one.standing == FAILED)
    why = "" if entries else layout.cell(number).why
    runs, lost = sum(one.runs for one in done), sum(one.lost for one in done)
    most = most_runs(layout)
    if runs + lost > most:
        why = f"damaged: cell {number} has {runs + lost:,} runs, of {most:,} at most"
        raise ScenarioError(why, file=str(store_file), allowed="`midcourse runs check`")
    name = scenario.name_id or scenario.name
    return CellAnswer(number, name, layout.values(number), tuple(found), runs, lost, counts, failed, why)
