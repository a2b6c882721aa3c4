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


def stack(stages: Sequence[Stage], drag: DragTable, payload_kg: float, beta_kg_m2: float) -> Stack:
    """Turn catalogue stages into a stack that the kernels fly.

    Args:
        stages: stages, first to burn first.
        drag: drag coefficient against Mach number.
        payload_kg: mass left at last burnout.
        beta_kg_m2: ballistic coefficient after release; infinite for flight without drag.

    Returns:
        Stack; `burn_s` is the time from lift-off to the last burnout, `cut_off` whether the last stage can stop.
    """
    rows = np.array([_stage_row(stage) for stage in stages])
    mass_kg = payload_kg + rows[:, :2].sum()
    thrust_n = rows[0, 2] - SEA_LEVEL_PA * rows[0, 4]
    lift_m_s2 = thrust_n / mass_kg - G0_M_S2
    rise_s = min(max(RISE_SPEED_M_S / max(lift_m_s2, 1e-3), RISE_BOUNDS_S[0]), RISE_BOUNDS_S[1])
    curve = drag_curve(np.array(drag.mach), np.array(drag.cd))
    burn_s = float(rows[:, 3].sum() + rows[:, 6].sum())
    return Stack(rows, curve, payload_kg, 1.0 / beta_kg_m2, rise_s, burn_s, stages[-1].cut_off)


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
