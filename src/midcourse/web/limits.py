"""What one asks for at most in a browser; each limit is named where it is passed, before any work."""

from __future__ import annotations

RUNS_MOST, WORLDS_MOST = 20_000, 256
OBJECTS_MOST = 500  # of a raid: warheads, decoys and debris of all missiles
FLOWN_MOST = 2_000_000  # runs times objects
TEXT_MOST = 200_000  # signs of a scenario
SETS_MOST, SET_MOST = 60, 300
BODY_MOST = 1_000_000  # bytes of a request
BODY_S = 8.0  # until a body is there
HEAD_S = 8.0  # until the head of a request is there, from the first byte of a connection on
IDLE_S = 15  # of a connection between two requests
CONNECTIONS_MOST = 400
STREAMS_MOST = 64  # of progress, at one time
JOBS_MOST, QUEUE_MOST = 2, 20
KEPT_MOST = 200  # ended jobs that are remembered
WALL_S = 3600.0  # of a job; then it is stopped as by Ctrl-C
FIGHTS_MOST = 2  # runs that are fought again at one time, to be looked at
FIGHTS_S = 4.0  # that another waits for that
STOP_S = 8.0  # from a cancel to the end of a process that does not hear
SCENES_MOST = 24
RUNS_LISTED = 500
PATH_MOST = 2_000  # signs of an address


def all_limits() -> dict[str, float]:
    """Return what the page is told of limits."""
    return {
        "jobs_most": JOBS_MOST,
        "queue_most": QUEUE_MOST,
        "runs_most": RUNS_MOST,
        "worlds_most": WORLDS_MOST,
        "objects_most": OBJECTS_MOST,
        "flown_most": FLOWN_MOST,
        "text_most": TEXT_MOST,
        "sets_most": SETS_MOST,
        "body_most": BODY_MOST,
        "wall_s_most": WALL_S,
    }
