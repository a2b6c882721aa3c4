"""How far radars see: the points of an edge worked out a second time, laws of range and horizon, looks of a run."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from pyproj import Geod, Transformer

from midcourse.analysis.outlook import (
    azimuths,
    edge,
    even_range_m,
    face_on_rad,
    goes_round,
    lowest_rad,
    range_to_m,
    spot,
)
from midcourse.api import Seen, load, see
from midcourse.catalog.model import Radar
from midcourse.engagement.geometry import SLOT_S, geometry
from midcourse.kernels.refraction import bending_rad
from midcourse.records import WARHEAD
from midcourse.sensors.radar import FIELDS, RadarRow, chance, radar_row

SCENARIOS = ("europe-2007", "russia-2007", "nodong-japan", "national-2004", "testbed-2001")
TO_ECEF = Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)
GLOBE = Geod(ellps="WGS84")


@pytest.fixture(scope="module", params=SCENARIOS)
def seen(request: pytest.FixtureRequest) -> Seen:
    return see(load(request.param))


@pytest.fixture(scope="module")
def europe() -> Seen:
    return see(load("europe-2007"))


def looked_at(item, lat_deg: float, lon_deg: float, alt_m: float) -> tuple[float, float, float]:
    """Return azimuth, elevation (rad) and range (m) of a place, by PROJ and plain trigonometry."""
    place = item.place
    away = np.subtract(
        TO_ECEF.transform(lon_deg, lat_deg, alt_m),
        TO_ECEF.transform(place.lon_deg, place.lat_deg, place.alt_m),
    )
    lat, lon = math.radians(place.lat_deg), math.radians(place.lon_deg)
    east = np.array([-math.sin(lon), math.cos(lon), 0.0])
    up = np.array([math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)])
    e, n, u = away @ east, away @ np.cross(up, east), away @ up
    return math.atan2(e, n), math.atan2(u, math.hypot(e, n)), math.sqrt(away @ away)


def chance_of(radar: Radar, rcs_m2: float, range_m: float, off_face_rad: float) -> float:
    """Return the chance of one look by Skolnik's equation and Swerling's first case."""
    area, wave_m = radar.aperture_m2 * radar.efficiency, 299_792_458.0 / radar.frequency_hz
    power = radar.mean_power_w * radar.dwell_s * rcs_m2 * area**2 / (4.0 * math.pi * wave_m**2 * range_m**4)
    ratio = power / (1.380649e-23 * radar.system_temperature_k * radar.losses) * math.cos(off_face_rad) ** 3
    return radar.false_alarm ** (1.0 / (1.0 + ratio))


def off_a_face(radar: Radar, off_rad: float) -> float:
    """Return the angle to the normal of the nearest face, 120 degrees apart; 0 of what turns or goes round."""
    if radar.turn_rad_s > 0.0 or radar.half_field_rad > 3.0:
        return 0.0
    first_rad = math.radians(60.0) if radar.half_field_rad > 1.6 else 0.0
    return abs(math.remainder(off_rad - first_rad, math.radians(120.0)))


def verif_a_point_of_an_edge_has_an_even_chance_or_stands_on_the_horizon(seen: Seen) -> None:
    for s, item in enumerate(seen.items):
        radar, row = item.radar, seen.radars[s]
        assert radar.swerling == 1
        warheads = [each.missile for each in seen.scenario.raid]
        long_waves = radar.band in ("L", "UHF", "VHF")
        rcs_m2 = min(
            m.rcs_warhead_uhf_m2 or m.rcs_warhead_m2 if long_waves else m.rcs_warhead_m2 for m in warheads
        )
        for one in seen.edges(s):
            for k in range(0, len(one.azimuths_rad), 7):
                far = looked_at(item, *one.horizon_deg[k], one.alt_m)
                shown = far[1] + bending_rad(far[1], item.place.alt_m)
                assert shown == pytest.approx(radar.least_elevation_rad, abs=1e-8)
                if math.isnan(one.even_m[k]):
                    # not even straight above
                    off = one.azimuths_rad[k] - row.boresight_rad
                    assert chance_of(radar, rcs_m2, one.alt_m - row.alt_m, off_a_face(radar, off)) < 0.5
                    continue
                azimuth, elevation, range_m = looked_at(item, *one.even_deg[k], one.alt_m)
                off = math.remainder(azimuth - row.boresight_rad, 2.0 * math.pi)
                assert goes_round(row) or abs(off) <= radar.half_field_rad + 1e-9
                found = chance_of(radar, rcs_m2, range_m, off_a_face(radar, off))
                if one.even_m[k] == one.horizon_m[k]:
                    assert found >= 0.5
                else:
                    assert found == pytest.approx(0.5, abs=1e-6) and elevation > far[1]


def verif_ground_distances_are_geodesics(europe: Seen) -> None:
    place = europe.items[1].place
    for one in europe.edges(1):
        for line, far_m in ((one.horizon_deg, one.horizon_m), (one.even_deg, one.even_m)):
            count = len(far_m)
            _, _, away_m = GLOBE.inv(
                np.full(count, place.lon_deg), np.full(count, place.lat_deg), line[:, 1], line[:, 0]
            )
            assert np.allclose(far_m, away_m, rtol=0.0, atol=0.01)


def verif_the_looks_of_the_model_lie_within_the_edge(europe: Seen) -> None:
    # the compiled loop over a flight beside the edge at the altitude that the warhead has at each moment
    sky, table = europe.sky, np.array(europe.radars).reshape(-1, FIELDS)
    view = geometry(sky, table)
    k = int(np.flatnonzero(sky.kind == WARHEAD)[0])
    told = set()
    for slot in range(int(sky.burnout_s[k] / SLOT_S) + 2, int(sky.ends_s[k] / SLOT_S) - 40, 60):
        lat, lon, alt_m = sky.paths[k].geodetic(np.array([slot * SLOT_S]))[0]
        for s, row in enumerate(europe.radars):
            azimuth = float(view.azimuth_rad[slot, k, s])
            off = math.remainder(azimuth - row.boresight_rad, 2.0 * math.pi)
            within = goes_round(row) or abs(off) <= row.half_field_rad
            if within:
                one = edge(row, 0.01, float(alt_m), [azimuth])
                _, _, away_m = GLOBE.inv(
                    europe.items[s].place.lon_deg, europe.items[s].place.lat_deg, lon, lat
                )
                within = bool(away_m <= one.even_m[0])
            looked = (
                view.up[slot, k, s] == 1 and chance(row, view.ratio_per_s[slot, k, s] * row.dwell_s) >= 0.5
            )
            assert within == looked
            told.add((s, looked))
    assert told == {(0, False), (0, True), (1, False), (1, True)}


def prop_a_larger_cross_section_covers_no_less(seen: Seen) -> None:
    for row in seen.radars:
        around = azimuths(row, math.radians(15.0))
        for alt_m in (100e3, 800e3):
            far = [
                np.nan_to_num(edge(row, rcs_m2, alt_m, around).even_m) for rcs_m2 in (0.001, 0.01, 0.1, 1.0)
            ]
            for less, more in pairwise(far):
                assert (more >= less).all()


def prop_the_higher_the_farther_the_horizon(seen: Seen) -> None:
    for row in seen.radars:
        far = [edge(row, 0.01, alt_m, azimuths(row, 0.5)).horizon_m for alt_m in (50e3, 100e3, 400e3, 2000e3)]
        for low, high in pairwise(far):
            assert (high > low).all()


def verif_free_of_the_horizon_the_range_goes_with_the_fourth_root(seen: Seen) -> None:
    for row in seen.radars:
        far = [even_range_m(row, rcs_m2) for rcs_m2 in (1e-3, 1e-1, 10.0)]
        assert far[1] / far[0] == pytest.approx(10.0**0.5, rel=1e-9)
        assert far[2] / far[1] == pytest.approx(10.0**0.5, rel=1e-9)
        assert even_range_m(row, 0.1, dwell_s=16.0 * row.dwell_s) / far[1] == pytest.approx(2.0, rel=1e-9)


def verif_nothing_is_seen_below_the_horizon_at_any_power(europe: Seen) -> None:
    row = europe.radars[1]
    strong = row._replace(ratio_at_one_per_s=1e12 * row.ratio_at_one_per_s)
    found = edge(strong, 10.0, 300e3, azimuths(row, 0.3))
    assert np.array_equal(found.even_m, found.horizon_m)


def val_the_radar_at_brdy_sees_a_hundredth_of_a_square_metre_as_far_as_its_entry_says(europe: Seen) -> None:
    # 100 kW, 105 m2, efficiency 0.6, 500 K, 6 dB, 100 ms, 9.5 GHz: by hand 2,794 km
    assert even_range_m(europe.radars[1], 0.01) == pytest.approx(2794e3, abs=1e3)


def verif_a_radar_of_several_faces_looks_farthest_straight_out_of_one() -> None:
    beale = see(load("testbed-2001")).radars[0]
    best, worst = face_on_rad(beale)
    assert math.degrees(abs(best)) == pytest.approx(60.0) and abs(worst - best) == pytest.approx(
        math.radians(60.0)
    )
    ratio = even_range_m(beale, 0.1, worst) / even_range_m(beale, 0.1, best)
    assert ratio == pytest.approx(0.125**0.25, rel=1e-9)


def verif_the_field_of_a_face_is_120_degrees_wide(europe: Seen) -> None:
    around = np.degrees(azimuths(europe.radars[0]))
    assert around[-1] - around[0] == pytest.approx(120.0) and around.mean() == pytest.approx(22.0)
    assert face_on_rad(europe.radars[0])[0] == 0.0
    assert not goes_round(europe.radars[0]) and goes_round(europe.radars[1])


def verif_the_air_lifts_what_stands_low(europe: Seen) -> None:
    row = europe.radars[0]
    bare = row._replace(refracts=0.0)
    assert lowest_rad(bare) == pytest.approx(row.least_elevation_rad, abs=1e-12)
    lifted = row.least_elevation_rad - lowest_rad(row)
    assert math.degrees(lifted) == pytest.approx(
        math.degrees(bending_rad(lowest_rad(row), row.alt_m)), abs=1e-9
    )
    assert 0.2 < math.degrees(lifted) < 0.35


@pytest.mark.parametrize(("lat_deg", "lon_deg"), [(52.7, 174.1), (89.5, 10.0), (-90.0, 0.0), (0.0, -180.0)])
def prop_a_pole_or_180_degrees_makes_no_difference_to_distances(lat_deg: float, lon_deg: float) -> None:
    item = load("europe-2007").sensors[2]
    row = placed_at(item.radar, lat_deg, lon_deg)
    one = edge(row, 0.01, 500e3, azimuths(row))
    # the Earth is not round: 1 % is more than that makes
    assert np.ptp(one.even_m) < 0.01 * one.even_m.mean() and (np.abs(one.even_deg[:, 1]) <= 180.0).all()
    assert one.even_m.mean() == pytest.approx(2162e3, rel=0.01)


def placed_at(radar: Radar, lat_deg: float, lon_deg: float) -> RadarRow:
    return RadarRow(*map(float, radar_row(radar, lat_deg, lon_deg, 0.0, 0.0)))


def verif_a_line_ends_at_the_altitude_asked_for(europe: Seen) -> None:
    row = europe.radars[1]
    for elevation in (0.05, 0.6, 0.5 * math.pi):
        range_m = range_to_m(row, 1.0, elevation, 700e3)
        assert spot(row, 1.0, elevation, range_m).alt_m == pytest.approx(700e3, abs=1e-3)
    assert range_to_m(row, 1.0, 0.5 * math.pi, 700e3) == pytest.approx(700e3 - row.alt_m, abs=1.0)
