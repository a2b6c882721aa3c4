"""Tracks for a globe: where the defender takes a thing to be, in an ellipsoid as large as its doubt."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.exports.ball import enu_quaternion
from midcourse.exports.belief import Belief, believed
from midcourse.exports.ink import ink, rgba
from midcourse.exports.looks import quoted
from midcourse.exports.moments import turned, utc
from midcourse.kernels.earth import WGS84

if TYPE_CHECKING:
    from midcourse.exports.scene import ExportScene

SIGMAS = 3.0  # drawn; two thirds of all places lie within one, next to all within three
MOST_TRACKS = 60
MOST_SAMPLES = 40
CHANGE = 0.15  # of a radius, as a logarithm, or a sample less
EVERY_S = 60.0
LEAST_M, MOST_M = 10.0, 500e3
GONE_S = 31.0  # after so long without a report nothing is drawn until the next
COLOUR = (240, 228, 66)


def chosen(scene: ExportScene, most: int = MOST_TRACKS) -> list[int]:
    """Return the numbers of the tracks that are drawn: those of warheads first, then those reported most."""
    numbers, counts = np.unique(scene.tracks["track"], return_counts=True)
    kinds = [scene.things[k].kind if k >= 0 else "" for k in scene.track_objects]
    order = sorted(
        zip(numbers.tolist(), counts.tolist(), strict=True),
        key=lambda one: (kinds[one[0]] != "warhead", -one[1], one[0]),
    )
    return sorted(number for number, count in order[:most] if count > 1)


def track_packets(scene: ExportScene, numbers: list[int]) -> Iterator[dict[str, Any]]:
    """Yield a packet a track: position and velocity, and the radii of its ellipsoid over time.

    Args:
        scene: what is written.
        numbers: of the tracks.

    Source: `EllipsoidGraphics` of CesiumJS; radii to the east, north and up, three standard deviations each.
    """
    states = turned(scene.tracks["state_eci_m_m_s"], scene.tracks["time_s"], WGS84.omega_rad_s)
    rows = zip(believed(scene), states, strict=True)
    for number, group in groupby(rows, key=lambda row: row[0].track):
        if number in numbers:
            yield _packet(scene, number, list(group))


def _packet(scene: ExportScene, number: int, rows: list[tuple[Belief, np.ndarray]]) -> dict[str, Any]:
    reports = [row[0] for row in rows]
    places: list[float] = []
    for report, state in rows:
        places += [_ms(report.time_s), *(round(float(part), 2) + 0.0 for part in state)]
    radii: list[float] = []
    axes: list[float] = []
    for report in _thinned(reports):
        radii += [_ms(report.time_s), *_radii(report)]
        axes += [_ms(report.time_s), *(round(part, 7) for part in enu_quaternion(report.lat_deg, report.lon_deg))]
    epoch, behind = utc(scene.start, 0.0), reports[0].object
    name = scene.things[behind].name if behind >= 0 else "nothing"
    worst, best = (pick(max(one.sigma_enu_m) for one in reports) for pick in (max, min))
    words = f"track {number + 1}: what the defender believes of {name}; the ellipsoid holds three standard "
    words += f"deviations, whose longest is {worst / 1e3:,.3g} km at the most and {best / 1e3:,.3g} km at the least"
    return {
        "id": f"track-{number + 1}",
        "name": f"track {number + 1}: {name}",
        "description": quoted(words),
        "availability": [f"{utc(scene.start, a)}/{utc(scene.start, b)}" for a, b in _held(reports)],
        "position": {
            "epoch": epoch,
            "referenceFrame": "FIXED",
            "interpolationAlgorithm": "HERMITE",
            "interpolationDegree": 3,
            "cartesianVelocity": places,
        },
        "orientation": {"epoch": epoch, "interpolationAlgorithm": "LINEAR", "unitQuaternion": axes},
        "ellipsoid": {
            "radii": {"epoch": epoch, "interpolationAlgorithm": "LINEAR", "cartesian": radii},
            "material": ink(COLOUR, alpha=70),
            "outline": True,
            "outlineColor": rgba(COLOUR, 130),
            "stackPartitions": 8,
            "slicePartitions": 12,
        },
    }


def _ms(time_s: float) -> float:
    return round(time_s, 3)


def _radii(report: Belief) -> list[float]:
    return [round(float(one), 1) for one in np.clip(SIGMAS * report.sigma_enu_m, LEAST_M, MOST_M)]


def _thinned(reports: list[Belief]) -> list[Belief]:
    # a sample where a radius has changed, and no more than a globe likes
    last = 0
    found = [0]
    for n, report in enumerate(reports):
        moved = np.abs(np.log(report.sigma_enu_m / reports[last].sigma_enu_m)).max()
        if moved > CHANGE or report.time_s - reports[last].time_s >= EVERY_S:
            found.append(n)
            last = n
    found = sorted({*found, len(reports) - 1})
    if len(found) > MOST_SAMPLES:
        found = [found[n] for n in np.unique(np.linspace(0, len(found) - 1, MOST_SAMPLES).astype(int))]
    return [reports[n] for n in found]


def _held(reports: list[Belief]) -> list[tuple[float, float]]:
    spans = [[reports[0].time_s, reports[0].time_s]]
    for report in reports:
        if report.time_s - spans[-1][1] > GONE_S:
            spans.append([report.time_s, report.time_s])
        spans[-1][1] = report.time_s
    return [(a, b) for a, b in spans]
