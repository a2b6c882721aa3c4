"""How far an interceptor can shed energy: the least useful share of the thrust of its upper stages."""

from __future__ import annotations

import math

from midcourse.catalog.model import Interceptor
from midcourse.errors import NoSolution
from midcourse.interceptors.reference_flight import burnout

HALVINGS = 20


def least_factor(interceptor: Interceptor) -> float:
    """Find the least factor on the useful thrust of the upper stages that energy management allows.

    Args:
        interceptor: catalogue entry.

    Returns:
        the factor with which the burnout speed of the reference flight is `least_speed_share` of the full one,
        to 1e-6; 1 where nothing can be shed: `energy_management` none, one stage, or no reference flight. Where
        the reference flight ends before that speed is reached, because too little thrust is left to be above
        100 km at last burnout, the least factor that still flies it.

    Source: halving over reference flights, whose speed grows with the factor.
    """
    share = interceptor.least_speed_share
    if interceptor.energy_management == "none" or len(interceptor.stages) == 1 or share == 1.0:
        return 1.0
    full_m_s = reference_speed(interceptor, 1.0)
    if full_m_s == 0.0:
        return 1.0
    slow, fast = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = 0.5 * (slow + fast)
        if reference_speed(interceptor, middle) < share * full_m_s:
            slow = middle
        else:
            fast = middle
    return fast


def reference_speed(interceptor: Interceptor, factor: float) -> float:
    """Return the burnout speed in m/s of the reference flight at a factor; 0 where there is no such flight."""
    try:
        speed_m_s = burnout(interceptor, factor=factor).speed_m_s
    except NoSolution:
        return 0.0
    return speed_m_s if math.isfinite(speed_m_s) else 0.0
