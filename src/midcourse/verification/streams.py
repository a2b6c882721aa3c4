"""Random numbers against the known answers of their authors."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from midcourse.kernels.philox import philox
from midcourse.verification import shipped
from midcourse.verification.row import Case, Change, Row


def rows(change: Change) -> Iterator[Row]:
    """Count the words of each block that are right, bit for bit."""
    table = shipped.table("philox")
    for entry in table["rows"]:
        block = philox(*(np.uint64(word) for word in (*entry["key"], *entry["counter"])))
        right = sum(int(ours) == word for ours, word in zip(block, entry["block"], strict=True))
        case = Case(f"philox {entry['id']}", table["source"])
        yield case.near("words of the block that are right", right, 4, 0.0, "words")
