"""Philox against its authors' answers and against NumPy."""

from __future__ import annotations

import math

import numpy as np
import pytest

from midcourse.kernels.philox import normal_pair, philox, unit
from midcourse.verification import shipped

ROWS = shipped.table("philox")["rows"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def val_known_answers(row: dict[str, list[int]]) -> None:
    block = philox(*(np.uint64(word) for word in (*row["key"], *row["counter"])))
    assert [int(word) for word in block] == row["block"]


def val_numpy_for_a_thousand_keys_and_counters() -> None:
    rng = np.random.default_rng(9)
    for words in rng.integers(0, 2**64, size=(1000, 6), dtype=np.uint64):
        key, counter = words[:2], words[2:]
        below = (sum(int(word) << (64 * i) for i, word in enumerate(counter)) - 1) % 2**256
        before = np.array([(below >> (64 * i)) % 2**64 for i in range(4)], dtype=np.uint64)
        theirs = np.random.Philox(key=key, counter=before).random_raw(4)
        assert [int(word) for word in philox(*words)] == theirs.tolist()


@pytest.mark.parametrize("word", [0, 1, 2**12, 2**63, 2**64 - 2**12, 2**64 - 1])
def prop_unit_is_open_at_both_ends(word: int) -> None:
    value = unit(np.uint64(word))
    assert 0.0 < value < 1.0
    assert value == pytest.approx(word / 2**64, abs=3e-16)


def prop_normal_pair_of_extreme_words_is_finite() -> None:
    for a in (0, 2**64 - 1):
        for b in (0, 2**64 - 1):
            assert all(math.isfinite(part) for part in normal_pair(np.uint64(a), np.uint64(b)))
