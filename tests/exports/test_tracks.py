"""Tracks on a globe: an ellipsoid where the defender takes a thing to be, as large as his doubt."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from midcourse.exports.belief import believed
from midcourse.exports.czml import MOST_ENTITIES, czml
from midcourse.exports.tracks import LEAST_M, MOST_M, MOST_SAMPLES, chosen, track_packets


def drawn(exported: Any) -> list[dict[str, Any]]:
    return list(track_packets(exported.scene, chosen(exported.scene)))


def reports(exported: Any, packet: dict[str, Any]) -> list[Any]:
    number = int(packet["id"].removeprefix("track-")) - 1
    return [one for one in believed(exported.scene) if one.track == number]


def prop_places_are_those_of_the_reports(europe, to_ecef) -> None:
    assert drawn(europe)
    for packet in drawn(europe):
        table = np.array(packet["position"]["cartesianVelocity"]).reshape(-1, 7)
        told = reports(europe, packet)
        assert table[:, 0] == pytest.approx([one.time_s for one in told], abs=1e-3)
        there = to_ecef(*np.array([(one.lon_deg, one.lat_deg, one.alt_m) for one in told]).T)
        assert np.linalg.norm(table[:, 1:4] - there, axis=1).max() < 0.05  # m
        assert np.linalg.norm(table[:, 4:], axis=1) == pytest.approx([one.speed_m_s for one in told], abs=0.1)


def prop_radii_are_three_standard_deviations_that_grow_and_shrink(europe) -> None:
    for packet in drawn(europe):
        held = {round(one.time_s, 3): one.sigma_enu_m for one in reports(europe, packet)}
        table = np.array(packet["ellipsoid"]["radii"]["cartesian"]).reshape(-1, 4)
        for row in table:
            assert row[1:] == pytest.approx(np.clip(3.0 * held[row[0]], LEAST_M, MOST_M), abs=0.06)
        assert table[0, 0] == min(held) and table[-1, 0] == max(held) and len(table) <= MOST_SAMPLES
        # what lies between two samples is near the curve that the client draws
        for axis in range(3):
            true = np.array([3.0 * sigma[axis] for sigma in held.values()])
            seen = np.interp(list(held), table[:, 0], table[:, 1 + axis])
            assert np.abs(np.log(seen / np.clip(true, LEAST_M, MOST_M))).max() < 0.4
    longest = np.array(drawn(europe)[0]["ellipsoid"]["radii"]["cartesian"]).reshape(-1, 4)[:, 1:].max(axis=1)
    assert longest.max() > 2.0 * longest.min()


def prop_axes_stand_east_north_up(europe, to_ecef) -> None:
    packet = drawn(europe)[0]
    told = {round(one.time_s, 3): one for one in reports(europe, packet)}
    for time_s, *turn in np.array(packet["orientation"]["unitQuaternion"]).reshape(-1, 5):
        one, (x, y, z, w) = told[time_s], turn
        up = np.array([2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y)])
        ends = to_ecef([one.lon_deg] * 2, [one.lat_deg] * 2, [one.alt_m, one.alt_m + 1e3])
        assert up == pytest.approx((ends[1] - ends[0]) / 1e3, abs=1e-5)


def prop_nothing_is_drawn_where_nothing_was_reported(europe) -> None:
    start = europe.scene.start.replace(tzinfo=UTC)
    for packet in drawn(europe):
        spans = [
            [(datetime.fromisoformat(one) - start).total_seconds() for one in span.split("/")]
            for span in packet["availability"]
        ]
        for one in reports(europe, packet):
            assert any(a - 1e-3 <= one.time_s <= b + 1e-3 for a, b in spans)
        assert all(later[0] - earlier[1] > 30.0 for earlier, later in zip(spans, spans[1:], strict=False))


def prop_a_globe_keeps_its_room_with_tracks(europe) -> None:
    told = json.loads("".join(czml(europe.scene)))
    ids = [one["id"] for one in told]
    assert len(ids) == len(set(ids)) <= MOST_ENTITIES + 1
    assert sum(one.startswith("track-") for one in ids) == len(chosen(europe.scene)) > 0
