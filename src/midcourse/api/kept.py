"""The finished runs of a folder, read back; only the run that the report tells is fought again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.api.again import asked_runs, drawn_worlds, median_run, until_of
from midcourse.api.claim import COMPLETE, REPORT, Folder, check_files, files_of
from midcourse.api.runs import Runs
from midcourse.campaign.runs import Fought
from midcourse.campaign.store import Store
from midcourse.errors import ScenarioError
from midcourse.records import FATE, LINKS, SHOT

if TYPE_CHECKING:
    from midcourse.engagement.run import Result
    from midcourse.scenario import Scenario


def kept_result(path: Path, scenario: Scenario, held: dict[str, Any]) -> tuple[Fought, Result | None]:
    """Read back what a folder with results holds, as far as a report needs it.

    Paths and looks stand in no table, so that run is fought again.

    Args:
        path: the folder.
        scenario: what was fought, with its stated values.
        held: the manifest of the folder.

    Returns:
        the head of its runs without their rows, and the run; None where no run was finished.

    Raises:
        ScenarioError: a file that is missing or damaged, or a run that now comes out otherwise.
    """
    check_files(path, held, [name for name in files_of(held["runs_done"]) if name != REPORT])
    fought = _head(scenario, held, Store(), held["status"] == COMPLETE)
    if not held["runs_done"]:
        return fought, None
    number = median_run(path)
    result = fought.again(scenario, number)
    for name, rows, form in (("results", result.fates, FATE), ("shots", result.shots, SHOT)):
        there = read_rows(path / f"{name}.parquet", form, number)
        if len(there) != len(rows) or not np.array_equal(there["link"], rows["link"]):
            why = f"fought again, run {number} comes out otherwise: another platform, or a changed program"
            raise ScenarioError(why, file=str(path), allowed="--force of `midcourse run`, to fight all again")
    return fought, result


def kept_parts(folder: Folder, scenario: Scenario, held: dict[str, Any]) -> Runs:
    """Take up the parts of a folder whose run was interrupted or has died, without fighting on.

    Raises:
        ScenarioError: there are none, or one is damaged.
    """
    folder.store.load()
    fought = _head(scenario, held, folder.store, False)
    if not fought.parts():
        raise ScenarioError(
            "the folder holds no results yet",
            file=str(folder.path),
            allowed="`midcourse run --resume` to fight its runs",
        )
    return Runs(scenario, fought, 0.0, fought.done, until_of(held))


def _head(scenario: Scenario, held: dict[str, Any], store: Store, complete: bool) -> Fought:
    drawn, asked = tuple(drawn_worlds(scenario, held)), asked_runs(held)
    lost = sum(len(range(world.number, asked, len(drawn))) for world in drawn if world.cannot_reach)
    return Fought(held["seed"], asked, store, complete, drawn, lost)


def read_rows(path: Path, form: np.dtype, run: int | None = None) -> np.ndarray:
    """Read a table of a run folder back into rows, as `write_rows` was given them.

    Args:
        path: a Parquet file.
        form: FATE or SHOT.
        run: number of the run that is wanted; all where None.

    Returns:
        rows in the order of the file.

    Raises:
        ScenarioError: the file cannot be read, or is another table.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    numbers = {word: number for number, word in enumerate(LINKS)}
    try:
        table = pq.read_table(path, filters=None if run is None else [("run", "==", run)])
        rows = np.zeros(table.num_rows, dtype=form)
        for name in form.names or ():
            column = table[name]
            if name == "link":
                rows[name] = [numbers[word] for word in column.to_pylist()]
            else:
                # what was not finite, such as a margin that there is none of, is empty in the file
                rows[name] = column.to_numpy(zero_copy_only=False)
    except (OSError, KeyError, ValueError, pa.ArrowException) as problem:
        why = f"cannot be read: {' '.join(str(problem).split())[:80]}"
        raise ScenarioError(why, file=str(path), allowed="--force of `midcourse run`") from None
    return rows
