"""With which speed a body has to leave a point to be where another will be: Lambert's problem over a whole path."""

from __future__ import annotations

import math

from midcourse.kernels._jit import kernel
from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import ecef_to_geodetic, geodetic_to_ecef, turn
from midcourse.kernels.orbit import CONVERGED, lambert
from midcourse.kernels.path import state_at


@kernel
def ahead(earth, lat_rad, lon_rad, azimuth_rad, arc, alt_m):
    """Return the place at an arc from another in a direction, on a sphere, at an altitude: x, y, z, `ecef`, m."""
    s = math.sin(lat_rad) * math.cos(arc) + math.cos(lat_rad) * math.sin(arc) * math.cos(azimuth_rad)
    lat = math.asin(max(-1.0, min(1.0, s)))
    east = math.sin(azimuth_rad) * math.sin(arc) * math.cos(lat_rad)
    lon = lon_rad + math.atan2(east, math.cos(arc) - math.sin(lat_rad) * s)
    return geodetic_to_ecef(earth, lat, lon, alt_m)


@kernel
def least_departure(
    earth, site, burnout, least_angle, nodes, count, launch_s, soonest_s, latest_s, limit_s, step_s
):
    """Find the least speed with which a launch at one time meets a path that is known.

    The interceptor is at its burnout point from one moment on and flies on freely from there: Lambert's problem from
    that point to every point of the path. The speed is that over the turning Earth.

    Args:
        earth: Earth.
        site: latitude rad, longitude rad, altitude m of the launcher.
        burnout: time after launch s, altitude m and ground range m of the burnout, towards the point to be met.
        least_angle: least angle of departure above the horizon, rad.
        nodes, count: the path, see `path.state_at`.
        launch_s: time of launch.
        soonest_s: least time of flight for which a point counts.
        latest_s: last time at which the path counts; the first is the first of the nodes.
        limit_s: greatest time of flight.
        step_s: between the points of the path.

    Returns:
        speed in m/s (infinite where no point is met), time of the meeting in s.

    Source: Lambert's problem by Izzo 2015; rotation by the difference of the velocity of the ground.
    """
    burn_s, alt_m, down_m = burnout
    best, best_s = math.inf, math.nan
    t = math.ceil(max(nodes[0, 0], launch_s + max(soonest_s, burn_s + step_s)) / step_s) * step_s
    last_s = min(latest_s, launch_s + limit_s)
    while t <= last_s:
        x, y, z, _, _, _ = state_at(nodes, count, t)
        gx, gy = turn(-earth.omega_rad_s * t, x, y)
        lat, lon, _ = ecef_to_geodetic(earth, gx, gy, z)
        azimuth = arc_m(earth, site[0], site[1], lat, lon)[1]
        px, py, pz = ahead(earth, site[0], site[1], azimuth, down_m / earth.a_m, site[2] + alt_m)
        px, py = turn(earth.omega_rad_s * (launch_s + burn_s), px, py)
        vx, vy, vz, _, _, _, status = lambert(earth.gm_m3_s2, px, py, pz, x, y, z, t - launch_s - burn_s, 0)
        vx, vy = vx + earth.omega_rad_s * py, vy - earth.omega_rad_s * px
        speed = math.sqrt(vx * vx + vy * vy + vz * vz)
        rise = (vx * px + vy * py + vz * pz) / (math.sqrt(px * px + py * py + pz * pz) * speed)
        if status == CONVERGED and speed < best and rise >= math.sin(least_angle):
            best, best_s = speed, t
        t += step_s
    return best, best_s
