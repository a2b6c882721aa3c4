"""An interceptor as its kernels fly it: the stack of stages, and what is left of thrust when energy is shed."""

from __future__ import annotations

import math

import numpy as np

from midcourse.catalog.model import Interceptor
from midcourse.catalog.stack import Stack, stack
from midcourse.kernels.boost import with_factor

KICKS_RAD = np.radians(np.linspace(0.2, 75.0, 60))
EASTWARD = (0.0, 0.5 * math.pi)  # from the equator: latitude, azimuth


def interceptor_stack(interceptor: Interceptor, factor: float = 1.0) -> Stack:
    """Return an interceptor's stages ready to fly, the dead mass and the kill vehicle on top.

    Args:
        interceptor: catalogue entry.
        factor: useful share of the thrust of all stages but the first.

    Returns:
        Stack.
    """
    payload_kg = interceptor.dead_kg + interceptor.kill_vehicle.mass_kg
    craft = stack(interceptor.stages, interceptor.drag, payload_kg, math.inf)
    return craft if factor == 1.0 else craft._replace(stages=with_factor(craft.stages, factor))
