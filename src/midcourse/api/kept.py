"""The finished runs of a folder, read back from its tables; only the run that the report tells is fought again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.api.again import drawn_worlds, fought_again, median_run
from midcourse.api.folder import REPORT, check_files, files_of
from midcourse.engagement.run import Batch
from midcourse.errors import ScenarioError
from midcourse.records import FATE, LINKS, SHOT

if TYPE_CHECKING:
    from midcourse.campaign.runs import Fought
    from midcourse.scenario import Scenario

FINISHED = ("complete", "interrupted")


def kept_runs(path: Path, scenario: Scenario, manifest: dict[str, Any]) -> Fought:
    """Read back what a folder holds of its runs, as far as a report needs it.

    Paths and looks stand in no table, so the run of median outcome is fought again. The runs of the nominal world are
    left out: what is said of them is in `summary.json`.

    Args:
        path: the folder.
        scenario: what was fought, with its stated values.
        manifest: of the folder.

    Returns:
        Fought, in which all runs but one have the sky of that one.

    Raises:
        ScenarioError: no results yet, a file that is missing or damaged, or a run that now comes out otherwise.
    """
    from midcourse.campaign.runs import Fought

    if manifest["status"] not in FINISHED or not isinstance(manifest.get("checksums"), dict):
        raise ScenarioError(
            "the folder holds no results yet", file=str(path), allowed="`midcourse run` to fight its runs"
        )
    check_files(path, manifest, [name for name in files_of(manifest["runs_done"]) if name != REPORT])
    fates, shots = read_rows(path / "results.parquet", FATE), read_rows(path / "shots.parquet", SHOT)
    drawn = drawn_worlds(scenario, manifest)
    seed, asked = manifest["seed"], manifest["runs"]
    lost = sum(len(range(world.number, asked, len(drawn))) for world in drawn if world.cannot_reach)
    chunks = []
    if len(fates):
        number = median_run(path)
        mine, of_mine = fates["run"] == number, shots["run"] == number
        told = fought_again(scenario, manifest, drawn, number)
        if not np.array_equal(told.fates["link"], fates["link"][mine]) or len(told.shots) != of_mine.sum():
            why = f"fought again, run {number} comes out otherwise: another platform, or a changed program"
            raise ScenarioError(why, file=str(path), allowed="--force of `midcourse run`, to fight all again")
        chunks.append(told._replace(fates=fates[mine], shots=shots[of_mine]))
        others = Batch(seed, told.batch.world, np.unique(fates["run"][~mine]))
        if len(others.runs):
            chunks.append(told._replace(batch=others, fates=fates[~mine], shots=shots[~of_mine]))
    complete = manifest["status"] == "complete"
    return Fought(seed, asked, tuple(chunks), complete, tuple(drawn), (), lost)


def read_rows(path: Path, kind: np.dtype) -> np.ndarray:
    """Read a table of a run folder back into rows, as `write_rows` was given them.

    Args:
        path: a Parquet file.
        kind: FATE or SHOT.

    Returns:
        rows in the order of the file.

    Raises:
        ScenarioError: the file cannot be read, or is another table.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    numbers = {word: number for number, word in enumerate(LINKS)}
    try:
        table = pq.read_table(path)
        rows = np.zeros(table.num_rows, dtype=kind)
        for name in kind.names or ():
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
