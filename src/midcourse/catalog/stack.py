"""A stack of catalogue stages as the numbers that the kernels fly."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from midcourse.catalog.model import DragTable, Stage
from midcourse.kernels.motion import drag_curve
from midcourse.kernels.steering import G0_M_S2, SEA_LEVEL_PA

RISE_SPEED_M_S = 40.0  # the vertical rise ends at about this speed
RISE_BOUNDS_S = (2.0, 15.0)


class Stack(NamedTuple):
    """Stages ready to fly: rows as in `steering.boost_program`, drag, payload and the end of the vertical rise."""

    stages: np.ndarray
    curve: np.ndarray
    payload_kg: float
    inv_beta_m2_kg: float
    rise_s: float
    burn_s: float
    cut_off: bool


def stack(
    stages: Sequence[Stage],
    drag: DragTable,
    payload_kg: float,
    beta_kg_m2: float,
    shroud_kg: float = 0.0,
    shroud_release_s: float = 0.0,
) -> Stack:
    """Turn catalogue stages into a stack that the kernels fly.

    Args:
        stages: stages, first to burn first.
        drag: drag coefficient against Mach number.
        payload_kg: mass left at last burnout.
        beta_kg_m2: ballistic coefficient after release; infinite for flight without drag.
        shroud_kg, shroud_release_s: mass of a shroud and when it leaves; 0 for none.

    Returns:
        Stack; `burn_s` is the time from lift-off to the last burnout, `cut_off` whether the last stage can stop.
    """
    rows = _with_shroud(np.array([_stage_row(stage) for stage in stages]), shroud_kg, shroud_release_s)
    mass_kg = payload_kg + rows[:, :2].sum()
    thrust_n = rows[0, 2] - SEA_LEVEL_PA * rows[0, 4]
    lift_m_s2 = thrust_n / mass_kg - G0_M_S2
    rise_s = min(max(RISE_SPEED_M_S / max(lift_m_s2, 1e-3), RISE_BOUNDS_S[0]), RISE_BOUNDS_S[1])
    curve = drag_curve(np.array(drag.mach), np.array(drag.cd))
    burn_s = float(rows[:, 3].sum() + rows[:, 6].sum())
    return Stack(rows, curve, payload_kg, 1.0 / beta_kg_m2, rise_s, burn_s, stages[-1].cut_off)


def _with_shroud(rows: np.ndarray, shroud_kg: float, release_s: float) -> np.ndarray:
    # the stage that burns at the release becomes two, of which the first drops the shroud and nothing else
    if shroud_kg == 0.0:
        return rows
    start_s = 0.0
    for i, row in enumerate(rows):
        start_s += row[6]
        share = (release_s - start_s) / row[3]
        if 0.0 < share < 1.0:
            early, late = row.copy(), row.copy()
            early[0], early[1], early[3] = share * row[0], shroud_kg, share * row[3]
            late[0], late[3], late[6] = (1.0 - share) * row[0], (1.0 - share) * row[3], 0.0
            return np.vstack([rows[:i], early, late, rows[i + 1 :]])
        if share <= 0.0 or share == 1.0:
            break
        start_s += row[3]
    # between two burns: it leaves with the stage before
    rows = rows.copy()
    rows[max(i - 1, 0) if share <= 0.0 else i, 1] += shroud_kg
    return rows


def _stage_row(stage: Stage) -> list[float]:
    flow_kg_s = stage.propellant_kg / stage.burn_s
    thrust_n = flow_kg_s * G0_M_S2 * stage.isp_vacuum_s
    exit_m2 = stage.exit_area_m2
    if exit_m2 is None:
        exit_m2 = flow_kg_s * G0_M_S2 * (stage.isp_vacuum_s - stage.isp_sea_level_s) / SEA_LEVEL_PA
    area_m2 = 0.25 * math.pi * stage.diameter_m**2
    return [
        stage.propellant_kg,
        stage.inert_kg,
        thrust_n,
        stage.burn_s,
        exit_m2,
        area_m2,
        stage.ignition_delay_s,
    ]
