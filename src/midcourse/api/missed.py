"""Which run of a folder shows why an object got through: the first by the link that broke most often."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple


class Missed(NamedTuple):
    """A run in which an object got through; `by_link` in how many its link broke, `leaked` in how many any did."""

    run: int
    link: str
    by_link: int
    leaked: int

    def why(self) -> str:
        """Return why this run was chosen."""
        least = "the first" if self.by_link > 1 else "the one"
        return (
            f"it got through in {self.leaked:,} run{'' if self.leaked == 1 else 's'}, by `{self.link}` in "
            f"{self.by_link:,}, most often: this is {least} of these"
        )


def missed_run(folder: Path, thing: int) -> Missed | None:
    """Return the run that shows best why an object got through, None where it never did or no results are kept.

    Args:
        folder: a run folder.
        thing: number of the object.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = folder / "results.parquet"
    if not path.is_file():
        return None
    try:
        rows = pq.read_table(path, columns=["run", "link"], filters=[("object", "==", thing), ("leaked", "==", 1)])
    except (OSError, pa.ArrowException):
        return None
    links = rows["link"].to_pylist()
    if not links:
        return None
    link, count = min(Counter(links).items(), key=lambda one: (-one[1], one[0]))
    runs = (run for run, broke in zip(rows["run"].to_pylist(), links, strict=True) if broke == link)
    return Missed(min(runs), link, count, len(links))
