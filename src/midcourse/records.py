"""Typed rows that the stages of the pipeline hand to each other; each field names its unit and frame.

Read this file and you know the system: what flies is in `truth`, what is believed in TRACK, what is ordered
in ORDER, what came of it in SHOT. `eci` equals `ecef` at scenario time 0.
"""

from __future__ import annotations

import numpy as np

# What the defender believes of one object at one time. `cov_eci` is the upper triangle, row by row.
TRACK = np.dtype(
    [
        ("run", "i8"),
        ("track", "i4"),
        ("time_s", "f8"),
        ("state_eci_m_m_s", "f8", (6,)),
        ("cov_eci", "f8", (21,)),
        ("looks", "i4"),
        ("burning", "i1"),
        ("firm", "i1"),
        ("impact_lat_rad", "f8"),
        ("impact_lon_rad", "f8"),
        ("impact_time_s", "f8"),
        ("impact_major_m", "f8"),
    ]
)

# What the battle manager orders: fly this interceptor so as to be at the aim at the time.
ORDER = np.dtype(
    [
        ("run", "i8"),
        ("track", "i4"),
        ("battery", "i4"),
        ("shot", "i4"),
        ("decision_s", "f8"),
        ("launch_s", "f8"),
        ("intercept_s", "f8"),
        ("aim_ecef_m", "f8", (3,)),
        ("table_flight_s", "f8"),
    ]
)

# What came of an order. `link` is the first link that broke, a number of LINKS.
SHOT = np.dtype(
    [
        ("run", "i8"),
        ("object", "i4"),
        ("battery", "i4"),
        ("shot", "i4"),
        ("launch_s", "f8"),
        ("intercept_s", "f8"),
        ("flight_s", "f8"),
        ("table_error_s", "f8"),
        ("intercept_lat_deg", "f8"),
        ("intercept_lon_deg", "f8"),
        ("intercept_alt_m", "f8"),
        ("closing_m_s", "f8"),
        ("crossing_deg", "f8"),
        ("handover_error_m", "f8"),
        ("handover_angle_rad", "f8"),
        ("handover_sigma_m", "f8"),
        ("divert_m_s", "f8"),
        ("miss_m", "f8"),
        ("hit", "i1"),
        ("link", "i4"),
    ]
)

# The end of one object in one run. `margin` is the distance to the next state, in `margin_unit` of its link.
FATE = np.dtype(
    [
        ("run", "i8"),
        ("object", "i4"),
        ("first_seen_s", "f8"),
        ("firm_s", "f8"),
        ("decision_s", "f8"),
        ("shots", "i4"),
        ("killed", "i1"),
        ("leaked", "i1"),
        ("link", "i4"),
        ("margin", "f8"),
    ]
)

# The links of the chain, in the order in which they can break; the first is no break but a kill.
KILLED = 0
NOT_SEEN = 1
NO_FIRM_TRACK = 2
NOT_JUDGED_A_THREAT = 3
NO_LAUNCH_WINDOW = 4
NO_INTERCEPTOR_LEFT = 5
FAILED_IN_FLIGHT = 6
NOT_IN_THE_BASKET = 7
OUT_OF_DIVERT = 8
MISSED = 9
FELL_SHORT = 10
LINKS = (
    "killed",
    "not seen",
    "no firm track",
    "not judged a threat",
    "no launch window",
    "no interceptor left",
    "failed in flight",
    "not in the basket",
    "out of divert",
    "missed",
    "threatened nobody",
)
MARGIN_UNITS = ("m", "dB", "looks", "km", "s", "interceptors", "", "mrad", "m/s", "m", "")

# A warhead that comes down within this distance of a defended place or of its aim point is a leaker.
THREAT_RADIUS_M = 100e3
