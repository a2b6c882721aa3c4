"""Tidy tables (CSV) of one run: a row is one object, moment, event, shot, place or belief."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.exports.belief import believed
from midcourse.exports.flown import DEFENCE
from midcourse.exports.moments import even_times, states_ecef, utc
from midcourse.records import KINDS, LINKS, SHOT
from midcourse.shown.document import no_formula

if TYPE_CHECKING:
    from midcourse.exports.scene import ExportScene

Row = dict[str, Any]
ABOUT = {
    "objects": "what flew, raid first; object: its name in small letters; ending: how it ended; flown 0: the path was "
    "planned and the interceptor failed somewhere on it; places: where it began and ended",
    "positions": "every fifth second, the ends and the jumps of acceleration of each flight; speed over the "
    "turning Earth",
    "events": "as `midcourse explain` tells them; place of the object, or of the interceptor where it is about one; "
    "empty where it happens nowhere or the object is gone",
    "shots": "in order of launch; number: as in the names of interceptors; else the columns of shots.parquet",
    "places": "what stands on the ground or, of satellites, over it; of radars range, azimuth and half width of "
    "the field, and the true elevation below which they see nothing",
    "tracks": "what the defender believed, a row each report; object: what was behind it, which the defender did not "
    "know; sigma: one standard deviation of the place to the east, north and up",
}


def objects(scene: ExportScene) -> Iterator[Row]:
    """Yield a row for everything that flew."""
    for thing in scene.things:
        ends = thing.path.geodetic(np.array([thing.start_s, thing.end_s]))
        names = ("lat_deg", "lon_deg", "alt_m")
        times_s = np.linspace(thing.start_s, thing.end_s, 400)
        yield {
            "object": thing.id,
            "name": thing.name,
            "side": "defence" if thing.kind in DEFENCE else "raid",
            "kind": thing.kind,
            "make": thing.make,
            "number": thing.object if thing.shot < 0 else thing.shot + 1,
            "start_s": thing.start_s,
            "start_utc": utc(scene.start, thing.start_s),
            "end_s": thing.end_s,
            "end_utc": utc(scene.start, thing.end_s),
            "ending": thing.ending,
            "flown": int(thing.flown),
            **{f"start_{name}": x for name, x in zip(names, ends[0], strict=True)},
            **{f"end_{name}": x for name, x in zip(names, ends[1], strict=True)},
            "highest_alt_m": thing.path.geodetic(times_s)[:, 2].max(),
        }


def positions(scene: ExportScene) -> Iterator[Row]:
    """Yield a row for every moment of everything that flew."""
    for thing in scene.things:
        times_s = even_times(thing.path, thing.start_s, thing.end_s)
        states = states_ecef(thing.path, times_s)
        for time_s, place, state in zip(times_s, thing.path.geodetic(times_s), states, strict=True):
            yield {
                "object": thing.id,
                "time_s": time_s,
                "utc": utc(scene.start, float(time_s)),
                "lat_deg": place[0],
                "lon_deg": place[1],
                "alt_m": place[2],
                **{f"{axis}_ecef_m": x for axis, x in zip("xyz", state, strict=False)},
                "speed_m_s": float(np.linalg.norm(state[3:])),
            }


def events(scene: ExportScene) -> Iterator[Row]:
    """Yield a row for every event; numbers that belong to few of them have columns of their own."""
    more = sorted({name for event in scene.happenings for name in event.more})
    for event in scene.happenings:
        place = event.spot or (None, None, None)
        yield {
            "time_s": event.time_s,
            "utc": utc(scene.start, event.time_s),
            "what": event.what,
            "object": scene.things[event.object].id if event.object >= 0 else "",
            "interceptor": event.interceptor,
            **dict(zip(("lat_deg", "lon_deg", "alt_m"), place, strict=True)),
            **{name: event.more.get(name) for name in more},
        }


def shots(scene: ExportScene) -> Iterator[Row]:
    """Yield a row for every shot in order of launch."""
    for number, shot in enumerate(scene.shots, 1):
        told = {name: shot[name].item() for name in scene.shots.dtype.names or ()}
        k, kind, link = told.pop("object"), told.pop("kind"), told.pop("link")
        yield {
            "number": number,
            "object": scene.things[k].id if k >= 0 else "",
            "kind": KINDS[kind] if kind >= 0 else "",
            **told,
            "launch_utc": utc(scene.start, told["launch_s"]),
            "intercept_utc": utc(scene.start, told["intercept_s"]),
            "link": LINKS[link],
        }


def places(scene: ExportScene) -> Iterator[Row]:
    """Yield a row for everything that stands on the ground or over it."""
    volumes = {volume.name: volume for volume in scene.volumes}
    for one in scene.stations:
        seen = volumes.get(one.name) if one.kind == "radar" else None
        yield {
            "name": one.name,
            "kind": one.kind,
            "make": one.what,
            "lat_deg": one.lat_deg,
            "lon_deg": one.lon_deg,
            "alt_m": one.alt_m,
            **{
                name: getattr(seen, name, None)
                for name in ("range_m", "azimuth_deg", "half_deg", "lowest_deg")
            },
        }


def tracks(scene: ExportScene) -> Iterator[Row]:
    """Yield a row for every report of every track."""
    for belief in believed(scene):
        k = belief.object
        yield {
            "track": belief.track,
            "object": scene.things[k].id if k >= 0 else "",
            "time_s": belief.time_s,
            "utc": utc(scene.start, belief.time_s),
            "lat_deg": belief.lat_deg,
            "lon_deg": belief.lon_deg,
            "alt_m": belief.alt_m,
            "speed_m_s": belief.speed_m_s,
            "sigma_east_m": belief.sigma_enu_m[0],
            "sigma_north_m": belief.sigma_enu_m[1],
            "sigma_up_m": belief.sigma_enu_m[2],
            "warhead_p": belief.warhead_p,
            "looks": belief.look_count,
            "radars": " ".join(belief.radars),
        }


TABLES: dict[str, Callable[[ExportScene], Iterator[Row]]] = {
    "objects": objects,
    "positions": positions,
    "events": events,
    "shots": shots,
    "places": places,
    "tracks": tracks,
}


# the heads of tables that may have no row
OF_SHOT = tuple(name for name in SHOT.names or () if name not in ("object", "kind", "link"))
HEADS = {
    "shots": ("number", "object", "kind", *OF_SHOT, "launch_utc", "intercept_utc", "link"),
    "tracks": ("track", "object", "time_s", "utc", "lat_deg", "lon_deg", "alt_m", "speed_m_s", "sigma_east_m",
               "sigma_north_m", "sigma_up_m", "warhead_p", "looks", "radars"),
}  # fmt: skip


def table(scene: ExportScene, name: str) -> Iterator[str]:
    """Write one of TABLES as CSV with a head; what is not known is empty."""
    rows = TABLES[name](scene)
    first = next(rows, None)
    yield _line(HEADS.get(name, ()) if first is None else first)
    for row in chain([first] if first else [], rows):
        yield _line(_cell(column, value) for column, value in row.items())


def _line(cells: Iterable[Any]) -> str:
    held = io.StringIO()
    csv.writer(held, lineterminator="\n").writerow(cells)
    return held.getvalue()


def about(scene: ExportScene) -> Iterator[str]:
    """Write what the tables hold; comments inside of them would trip their readers."""
    yield "\n".join(
        [*scene.about(), "", "Times in s and UTC; _m: metres; _m_s: metres a second; _deg: degrees.", ""]
    )
    for name, words in ABOUT.items():
        yield f"{name}.csv: {words}.\n"


DIGITS = {"_deg": 9, "_m_s": 6, "_m": 3, "_s": 3, "_rad": 9}


def _cell(name: str, value: Any) -> Any:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, float):
        digits = next((count for ending, count in DIGITS.items() if name.endswith(ending)), 6)
        return f"{round(float(value), digits) + 0.0:.{digits}f}"
    return no_formula(value)
