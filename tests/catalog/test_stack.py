"""A shroud leaves with nothing but itself, and the mass of the stack closes."""

from __future__ import annotations

import numpy as np
import pytest

from midcourse.catalog import load_missile
from midcourse.catalog.stack import stack

TOPOL, _ = load_missile("topol")


def flown(release_s: float, shroud_kg: float = 500.0) -> np.ndarray:
    return stack(TOPOL.stages, TOPOL.drag, 1000.0, 9765.0, shroud_kg, release_s).stages


@pytest.mark.parametrize("release_s", [30.0, 70.0, 150.0])
def verif_splitting_a_burn_keeps_thrust_flow_and_time(release_s: float) -> None:
    plain, split = flown(0.0, 0.0), flown(release_s)
    assert len(split) == len(plain) + 1
    assert split[:, 0].sum() == pytest.approx(plain[:, 0].sum())
    assert split[:, 3].sum() == pytest.approx(plain[:, 3].sum())
    assert split[:, 1].sum() == pytest.approx(plain[:, 1].sum() + 500.0)
    assert set(np.round(split[:, 0] / split[:, 3], 6)) == set(np.round(plain[:, 0] / plain[:, 3], 6))
    times = np.cumsum(split[:, 3])
    assert np.isclose(times, release_s).any()


def verif_between_two_burns_it_leaves_with_the_stage_before() -> None:
    first_s = TOPOL.stages[0].burn_s
    split = flown(first_s)
    assert len(split) == len(TOPOL.stages)
    assert split[0, 1] == pytest.approx(TOPOL.stages[0].inert_kg + 500.0)
