"""Twenty arcs that no file holds, flown by the outside integration in the moment of the test."""

from __future__ import annotations

import numpy as np
import pytest

import make_arcs as maker
from midcourse.kernels.atmosphere import US76
from midcourse.kernels.earth import WGS84
from midcourse.verification import shipped
from midcourse.verification.arcs import MODES, misses_m

SEEDS = (20_260_417, 2)  # neither is the seed of the file
COUNT = 20


@pytest.fixture(scope="module")
def fresh() -> list[dict[str, object]]:
    """Return new arcs from two seeds."""
    assert maker.SEED not in SEEDS
    return [arc._asdict() for seed in SEEDS for arc in maker.fresh(seed, COUNT // len(SEEDS))]


@pytest.mark.parametrize(("mode", "tolerance_m", "limit_m"), MODES)
def val_fresh_arcs(fresh: list[dict[str, object]], mode: str, tolerance_m: float, limit_m: float) -> None:
    gaps = misses_m((WGS84, US76), fresh, tolerance_m)
    assert len(gaps) == COUNT
    assert np.all(gaps <= limit_m), [
        (arc, gap) for arc, gap in zip(fresh, gaps, strict=True) if not gap <= limit_m
    ]


def val_the_file_is_what_the_tool_writes() -> None:
    first, last = shipped.arcs()[0], shipped.arcs()[-1]
    for row in (first, last):
        start = maker.Arc(*(row[key] for key in maker.Arc._fields[:8]))
        again = maker.fly(start)
        assert maker.distance(again, tuple(row[key] for key in maker.Arc._fields)) < 1e-4
        assert again.impact_time_s == pytest.approx(row["impact_time_s"], abs=1e-7)
