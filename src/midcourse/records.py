"""Typed rows that the stages of the pipeline hand to each other; each field names its unit and frame.

Read this file and you know the system: what flies is in `truth`, what is believed in TRACK, what is ordered
in ORDER, what came of it in SHOT. `eci` equals `ecef` at scenario time 0.
"""

from __future__ import annotations

import numpy as np

# What the defender believes of one object at one time. `track` counts the tracks of a run in the order of their
# start; `cov_eci` is the upper triangle, row by row; `sensors` has a bit for each radar that contributed.
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
        ("warhead_p", "f8"),
        ("sensors", "i4"),
    ]
)

# What the battle manager orders: fly this interceptor so as to be at the aim at the time.
ORDER = np.dtype(
    [
        ("run", "i8"),
        ("track", "i4"),
        ("battery", "i4"),
        ("shot", "i4"),
        ("round", "i4"),
        ("decision_s", "f8"),
        ("launch_s", "f8"),
        ("intercept_s", "f8"),
        ("aim_ecef_m", "f8", (3,)),
        ("table_flight_s", "f8"),
    ]
)

# What an integer programme planned at one moment: threats that could be shot at, shots, the value that the plan is
# expected to save, the most that any plan could (`bound`), and whether the programme ended before its node limit.
PLAN = np.dtype(
    [
        ("run", "i8"),
        ("round", "i4"),
        ("time_s", "f8"),
        ("threats", "i4"),
        ("shots", "i4"),
        ("value", "f8"),
        ("bound", "f8"),
        ("proved", "i1"),
    ]
)

# What the battle manager is told of a shot: when it is known, and whether it is taken for a hit.
REPORT = np.dtype(
    [
        ("run_at", "i4"),
        ("track", "i4"),
        ("battery", "i4"),
        ("shot", "i4"),
        ("launch_s", "f8"),
        ("intercept_s", "f8"),
        ("report_s", "f8"),
        ("hit", "i1"),
    ]
)

# What came of an order. `kind` is what really flew where the shot went; `link` is the first link that broke, a number
# of LINKS.
SHOT = np.dtype(
    [
        ("run", "i8"),
        ("object", "i4"),
        ("kind", "i1"),
        ("track", "i4"),
        ("battery", "i4"),
        ("shot", "i4"),
        ("round", "i4"),
        ("launch_s", "f8"),
        ("intercept_s", "f8"),
        ("flight_s", "f8"),
        ("table_error_s", "f8"),
        ("intercept_lat_deg", "f8"),
        ("intercept_lon_deg", "f8"),
        ("intercept_alt_m", "f8"),
        ("closing_m_s", "f8"),
        ("crossing_deg", "f8"),
        ("acquired_s", "f8"),
        ("handover_error_m", "f8"),
        ("handover_angle_rad", "f8"),
        ("handover_sigma_m", "f8"),
        ("divert_m_s", "f8"),
        ("miss_m", "f8"),
        ("hit", "i1"),
        ("assessed_s", "f8"),
        ("assessed_hit", "i1"),
        ("link", "i4"),
    ]
)

# The end of one object in one run. `warhead_p`: how likely a warhead its track was at the decision; `margin`: the
# distance to the next state, in `margin_unit` of its link.
FATE = np.dtype(
    [
        ("run", "i8"),
        ("object", "i4"),
        ("kind", "i1"),
        ("track", "i4"),
        ("first_seen_s", "f8"),
        ("firm_s", "f8"),
        ("decision_s", "f8"),
        ("warhead_p", "f8"),
        ("shots", "i4"),
        ("killed", "i1"),
        ("leaked", "i1"),
        ("link", "i4"),
        ("margin", "f8"),
    ]
)

# What an object is; decoys and debris are what radars see and interceptors may be wasted on.
WARHEAD, STAGE, DEBRIS, DECOY = 0, 1, 2, 3
KINDS = ("warhead", "stage", "debris", "decoy")

# The links of the chain, in the order in which they can break; the first is no break but a kill.
KILLED = 0
NOT_SEEN = 1
SEEN_LATE = 2
NO_FIRM_TRACK = 3
NOT_JUDGED_A_THREAT = 4
NO_LAUNCH_WINDOW = 5
OVERFLOWN = 6
NO_INTERCEPTOR_LEFT = 7
HELD_BY_DOCTRINE = 8
FAILED_IN_FLIGHT = 9
NOT_IN_THE_BASKET = 10
OUT_OF_DIVERT = 11
WRONG_OBJECT = 12
MISSED = 13
LEAKED_AFTER_HIT_ASSESSED = 14
THREATENED_NOBODY = 15
LINKS = (
    "killed",
    "not seen",
    "seen late",
    "no firm track",
    "not judged a threat",
    "no launch window",
    "overflown",
    "no interceptor left",
    "held by doctrine",
    "failed in flight",
    "not in the basket",
    "out of divert",
    "wrong object",
    "missed",
    "leaked after hit assessed",
    "threatened nobody",
)
MARGIN_UNITS = (
    "m",
    "dB",
    "s",
    "looks",
    "",
    "s",
    "s",
    "interceptors",
    "",
    "",
    "mrad",
    "m/s",
    "",
    "m",
    "s",
    "",
)

# A warhead that comes down within this distance of a defended place or of its aim point is a leaker.
THREAT_RADIUS_M = 100e3
