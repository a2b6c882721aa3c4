"""The table of the tracking filter beside Stone Soup and FilterPy."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import peak
from filter.ours import Ours
from filter.watched import apart, watched
from midcourse.kernels.filter import LANES
from timing import Row, table

TRACKS, LOOKS = 64, 200
SAID = (
    "Bodies that fall without air, a look of one radar every second at azimuth, elevation and range: one prediction"
    " and one look an update. All have the same equations, derivatives in closed form and the same start. Ours takes"
    " the angles first and the range at the place they leave; of a peer, the form that does the same stands here,"
    " and quicker or slower forms of it below. The peers leave out what errors across the line of sight do to a"
    " range: that is the 0.2 m; without it the answers are equal to 1e-5 m. Constant errors of radars are off but"
    " where they are named: the peers have none."
)


def tables(rounds: int, quick: bool, flop: dict[str, float]) -> list[dict[str, Any]]:
    """Measure the table of this room."""
    tracks, looks = (LANES, 10) if quick else (TRACKS, LOOKS)
    watch = watched(tracks, looks)
    mine = Ours(watch, False)
    mine()
    rows = [peak.row(peak.TURNS // (100 if quick else 1))]
    for name, considered, eight in (
        ("midcourse, eight tracks side by side", False, True),
        ("midcourse", False, False),
        ("midcourse, constant errors considered, eight side by side", True, True),
        ("midcourse, constant errors considered, as in a run", True, False),
    ):
        one = Ours(watch, considered, eight)
        one()
        note = "as in a run" if considered else apart(mine.ends, one.ends)
        work = flop.get(f"filter {'considered' if considered else 'off'}", float("nan"))
        rows.append(Row(name, tracks * looks, one, note=note, flop=work))
    for name, peer, theirs in _peers(watch.first(1)):
        theirs()
        rows.append(Row(name, looks, theirs, peer, note=apart(mine.ends, theirs.ends)))
    return [table("The tracking filter", SAID, "an update", rows, rounds, kind="apart")]


def _peers(watch: Any) -> list[tuple[str, str, Any]]:
    # the forms that do the same bear the name of a peer, others none of their own
    found: list[tuple[str, str, Any]] = []
    if find_spec("stonesoup"):
        from peers import stonesoup_filter as soup

        found.append(
            ("Stone Soup EKF, angles first, then range", soup.PEER, soup.StoneSoup(watch, soup.IN_TURN))
        )
        found.append(("Stone Soup EKF, one update for all three", OTHER, soup.StoneSoup(watch, soup.AT_ONCE)))
        found.append(("Stone Soup EKF, its own model of a radar", OTHER, soup.StoneSoup(watch, None)))
    if find_spec("filterpy"):
        from peers import filterpy_filter as py

        found.append(("FilterPy EKF, angles first, then range", py.PEER, py.FilterPy(watch, IN_TURN)))
        found.append(("FilterPy EKF, one update for all three", OTHER, py.FilterPy(watch, AT_ONCE)))
    return found


OTHER = "another form"  # of a peer's filter: printed, and no ratio is to it
IN_TURN, AT_ONCE = ((0, 1), (2,)), ((0, 1, 2),)
