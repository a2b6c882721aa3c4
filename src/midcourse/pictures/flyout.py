"""From where an interceptor can be to the rings on the globe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from midcourse.views.isochrones import Reached
from midcourse.views.rings import Ring

if TYPE_CHECKING:
    from midcourse.api.flyout import FlyOut

ALTITUDES_M = (100e3, 200e3, 400e3, 800e3)  # where the interceptor gets there


def reached(found: FlyOut) -> list[Reached]:
    """Return the rings that the globe shows: at up to two altitudes, within three times each."""
    table, rings = found.table, []
    for alt_m in ALTITUDES_M:
        times = np.linspace(table.ready_s, table.limit_s, 4)[1:]
        times[:-1] = 60.0 * np.round(times[:-1] / 60.0)
        azimuths, far = found.isochrones(alt_m, times)
        kept = [k for k in range(len(times)) if np.isfinite(far[k]).all()]
        if kept:
            place = found.place
            made = tuple(Ring(place.lat_deg, place.lon_deg, np.degrees(azimuths), far[k]) for k in kept)
            rings.append(Reached(alt_m, tuple(float(times[k]) for k in kept), made))
    return rings[:: max(1, len(rings) - 1)] if len(rings) > 2 else rings
