"""The seconds of the recorded run: what happened when, and the battle space."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from midcourse.records import WARHEAD
from midcourse.report.clock import warheads
from midcourse.report.markup import Html, joined, paragraph, table
from midcourse.report.names import kilometres, seconds
from midcourse.report.told import Recorded, Told, drawn

if TYPE_CHECKING:
    from midcourse.engagement.windows import Chance

MOST_ROWS = 12


def timeline_section(told: Told, run: Recorded) -> Html:
    """Return the timeline and the battle space in seconds."""
    result, number = run.result, run.number
    at = int(result.batch.runs.searchsorted(number))
    rows: list[tuple[str, str]] = []
    for k in warheads(result):
        fate = result.fates[(result.fates["run"] == number) & (result.fates["object"] == k)][0]
        name = result.sky.names[k]
        rows.append((f"{name}: first report of a satellite", seconds(float(result.watched.cue_s[k]))))
        for s, item in enumerate(one for one in run.world.sensors if one.is_radar):
            first = seconds(float(result.watched.sensor_first_s[at, k, s]))
            rows.append((f"{name}: first seen by {item.sensor.name or item.sensor.id}", first))
        rows.append((f"{name}: firm track", seconds(float(fate["firm_s"]))))
        rows.append((f"{name}: decision", seconds(float(fate["decision_s"]))))
        rows.append((f"{name}: impact, if it is not hit", seconds(float(result.sky.ends_s[k]))))
    words = "Timeline: " + "; ".join(f"{what} at {when}" for what, when in rows if when != "–")
    return joined(
        [
            drawn(told, "timeline", words + ".", "Seconds after lift-off of the first missile."),
            table("What happened when", ("event", "time after lift-off"), rows),
            _battle_table(run),
        ]
    )


def _battle_table(run: Recorded) -> Html:
    if not run.space:
        return paragraph("There is no battery, so there is no battle space.")
    rows = []
    for one in run.space[:MOST_ROWS]:
        window = one.window
        name = f"missile {one.raid + 1}, {run.world.batteries[one.battery].place.name or 'battery'}"
        if math.isnan(window.last_launch_s):
            why = "it is overflown" if math.isfinite(window.short_s) else "nothing is in reach"
            rows.append((name, f"none: {why}", "–", "–", seconds(one.latest_decision_s), "–", "0"))
            continue
        first_s = max(window.first_launch_s, 0.0)
        rows.append(
            (
                name,
                f"{first_s:.0f} to {window.last_launch_s:.0f} s: {window.last_launch_s - first_s:.0f} s",
                f"{window.first_s:.0f} s, {kilometres(window.first_alt_m)}, {one.first_closing_m_s / 1e3:.1f} km/s",
                f"{window.last_s:.0f} s, {kilometres(window.last_alt_m)}, {one.last_closing_m_s / 1e3:.1f} km/s",
                seconds(one.latest_decision_s),
                _margin(run, one),
                str(len(one.meetings_s)),
            )
        )
    head = ("missile, battery", "launch window", "earliest intercept", "latest intercept", "last useful decision",
            "seconds to spare", "shots, each after a look")  # fmt: skip
    note = paragraph(
        "The battle space is the time in which a launch can still meet the warhead, from the first decision on. It is "
        "worked from the true path, without luck. Intercepts are given by time, height and closing speed.",
        kind="quiet",
    )
    return joined([table("Battle space", head, rows), note])


def _margin(run: Recorded, one: Chance) -> str:
    rows = run.result.fates[(run.result.fates["run"] == run.number) & (run.result.fates["kind"] == WARHEAD)]
    decided = rows["decision_s"][run.result.sky.raid[rows["object"]] == one.raid]
    return (
        f"{one.latest_decision_s - decided.min():.0f} s"
        if len(decided) and decided.min() > 0.0
        else "no decision"
    )
