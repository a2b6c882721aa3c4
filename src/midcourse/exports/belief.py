"""What the defender believed of what flies: tracks as places on the turning Earth with their standard errors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.exports.moments import turned
from midcourse.kernels.earth import WGS84, ecef_to_geodetic
from midcourse.kernels.filter import LAST_BIT

if TYPE_CHECKING:
    from midcourse.exports.scene import ExportScene

UPPER = np.triu_indices(6)


class Belief(NamedTuple):
    """One report of one track.

    `object` is what was behind it, -1 for nothing; place geodetic; `speed_m_s` over the turning Earth;
    `sigma_enu_m` one standard deviation to the east, north and up, shape (3,); `radars` that contributed, by id.
    """

    track: int
    object: int
    time_s: float
    lat_deg: float
    lon_deg: float
    alt_m: float
    speed_m_s: float
    sigma_enu_m: np.ndarray
    warhead_p: float
    look_count: int
    radars: tuple[str, ...]


def believed(scene: ExportScene) -> Iterator[Belief]:
    """Yield the reports of all tracks of a run, track by track in order of time."""
    rows = scene.tracks
    states = turned(rows["state_eci_m_m_s"], rows["time_s"], WGS84.omega_rad_s)
    for row, state in zip(rows, states, strict=True):
        lat, lon, alt_m = ecef_to_geodetic(WGS84, *state[:3])
        yield Belief(
            int(row["track"]),
            int(scene.track_objects[row["track"]]),
            float(row["time_s"]),
            float(np.degrees(lat)),
            float(np.degrees(lon)),
            float(alt_m),
            float(np.linalg.norm(state[3:])),
            sigma_enu_m(row["cov_eci"], float(row["time_s"]), lat, lon),
            float(row["warhead_p"]),
            int(row["looks"]),
            tuple(name for bit, name in enumerate(scene.radars) if row["sensors"] >> min(bit, LAST_BIT) & 1),
        )


def sigma_enu_m(cov_eci: np.ndarray, time_s: float, lat_rad: float, lon_rad: float) -> np.ndarray:
    """Return the standard deviations of a place to the east, north and up.

    Args:
        cov_eci: upper triangle of the covariance of place and velocity, row by row, m and m/s, shape (21,).
        time_s: scenario time.
        lat_rad, lon_rad: the place, geodetic.

    Returns:
        m, shape (3,).
    """
    whole = np.zeros((6, 6))
    whole[UPPER] = cov_eci
    place = (whole + np.triu(whole, 1).T)[:3, :3]
    lon = lon_rad + WGS84.omega_rad_s * time_s  # as it stands in `eci`
    sin_lat, cos_lat, sin_lon, cos_lon = np.sin(lat_rad), np.cos(lat_rad), np.sin(lon), np.cos(lon)
    axes = np.array(
        [
            [-sin_lon, cos_lon, 0.0],
            [-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat],
            [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat],
        ]
    )
    return np.sqrt(np.einsum("ij,jk,ik->i", axes, place, axes))
