"""A chase for a globe: the flights that are asked about, and where interceptors would meet them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from midcourse.exports.flown import KILL_VEHICLE
from midcourse.exports.ink import ink, label, rgba
from midcourse.exports.looks import COLOURS, quoted
from midcourse.exports.moments import line_times, states_ecef

if TYPE_CHECKING:
    from midcourse.api import Chase
    from midcourse.scenario import Scenario

Packet = dict[str, Any]
HEAD = {"id": "document", "name": "chase", "version": "1.0"}
KEYS = (
    "from", "missile", "battery", "feasible", "launch_s", "first_intercept_s", "last_intercept_s", "first_intercept",
    "last_intercept", "min_speed_m_s", "min_speed_is_bound", "margin_s", "margin_m_s",
)  # fmt: skip


def chase_document(scenario: Scenario, found: Chase) -> dict[str, Any]:
    """Return what `midcourse chase --json` prints, with packets for a globe, a headline and rows.

    Args:
        scenario: that was asked about.
        found: its answer.
    """
    told = found.as_dict()
    met = sum(one["feasible"] for one in told["launch_points"])
    rows = [_row(one, told["batteries"]) for one in told["launch_points"]]
    return {
        **told,
        "headline": f"{met} of {len(rows)} missiles to {told['to']} can be met",
        "rows": rows,
        "rerun": found.rerun,
        "czml": [HEAD, *_flights(scenario), *_meetings(scenario, rows)],
    }


def _row(one: dict[str, Any], batteries: list[dict[str, Any]]) -> dict[str, Any]:
    battery = batteries[one["battery"]]
    return {key: one.get(key) for key in KEYS} | {
        "interceptor": battery["interceptor"],
        "burnout_speed_m_s": battery["burnout_speed_m_s"],
    }


def _flights(scenario: Scenario) -> list[Packet]:
    from midcourse.threats.fly import fly_raid

    sky, packets = fly_raid(scenario.raid), []
    for n, path in enumerate(sky.paths):
        if int(sky.kind[n]) != 0:
            continue
        item = scenario.missiles[int(sky.raid[n])]
        places = states_ecef(path, line_times(path, float(sky.starts_s[n]), path.end_s))[:, :3]
        name = f"{item.missile.name or item.missile.id} from {item.from_place.name}"
        packets.append({
            "id": f"chased-{n + 1}",
            "name": name,
            "description": quoted(f"{name} to {item.to_place.name}: the flight that is asked about"),
            "polyline": {
                "positions": {"cartesian": [round(float(x), 1) for x in places.ravel()]},
                "arcType": "NONE",
                "width": 2,
                "material": ink(COLOURS["warhead"]),
            },
        })  # fmt: skip
    return packets


def _meetings(scenario: Scenario, rows: list[dict[str, Any]]) -> list[Packet]:
    packets = []
    for n, row in enumerate(rows):
        site = scenario.batteries[row["battery"]].place
        for which in ("first", "last"):
            met = row[f"{which}_intercept"]
            if met is None:
                continue
            spot = [round(met["lon_deg"], 6), round(met["lat_deg"], 6), round(met["altitude_m"], 1)]
            words = f"{which} intercept of {row['from']}, {met['time_s']:.0f} s"
            packets.append({
                "id": f"met-{n + 1}-{which}",
                "name": words,
                "description": quoted(f"{words}, at {met['altitude_m'] / 1e3:,.0f} km"),
                "position": {"cartographicDegrees": spot},
                "point": {"pixelSize": 9, "color": rgba(COLOURS[KILL_VEHICLE])},
                "label": label(words),
                "polyline": {
                    "positions": {"cartographicDegrees": [site.lon_deg, site.lat_deg, site.alt_m, *spot]},
                    "arcType": "NONE",
                    "width": 1,
                    "material": ink(COLOURS[KILL_VEHICLE], dashed=which == "last"),
                },
            })  # fmt: skip
    return packets
