"""The seconds of the recorded run: what happened when, and the battle space."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from midcourse.records import WARHEAD
from midcourse.report.clock import clock_event, hit_s, radar_names, warheads
from midcourse.report.glossary import term
from midcourse.report.markup import Html, joined, paragraph, table
from midcourse.report.names import kilometres, seconds
from midcourse.report.sight import last_looks_s
from midcourse.report.told import Recorded, Told, drawn

if TYPE_CHECKING:
    from midcourse.engagement.windows import Chance

MOST_ROWS = 12


def timeline_section(told: Told, run: Recorded) -> Html:
    """Return the timeline and the battle space in seconds."""
    result, number = run.result, run.number
    at = int(result.batch.runs.searchsorted(number))
    found: list[tuple[float, str]] = []
    clock, what = clock_event(run.world, result, at)
    delay_s = run.world.doctrine.decision_delay_s
    found.append((clock, f"clock starts with the {what}"))
    found.append((clock + delay_s, f"clock and delay of {delay_s:.0f} s are over: decisions may be taken"))
    last_s = last_looks_s(run.world)
    for k in warheads(result):
        fate = result.fates[(result.fates["run"] == number) & (result.fates["object"] == k)][0]
        name = result.sky.names[k]
        if any(not item.is_radar for item in run.world.sensors):
            found.append((float(result.watched.cue_s[k]), f"{name}: first report of a satellite"))
        for s, radar in enumerate(radar_names(run.world)):
            first_s = float(result.watched.sensor_first_s[at, k, s])
            gone = ", had it not been hit before" if first_s > hit_s(result, number, k) else ""
            found.append((first_s, f"{name}: first seen by {radar}{gone}"))
            if first_s < last_s[k, s] < min(hit_s(result, number, k), float(result.sky.ends_s[k])) - 1.0:
                found.append((float(last_s[k, s]), f"{name}: last even chance of {radar} to see it"))
        found.append((float(fate["firm_s"]), f"{name}: firm track"))
        found.append((float(fate["decision_s"]), f"{name}: decision"))
        found.append((float(result.sky.ends_s[k]), f"{name}: impact, if it is not hit"))
    # in order of time; what never happened comes last
    found.sort(key=lambda pair: pair[0] if math.isfinite(pair[0]) else math.inf)
    rows = [(event, seconds(time_s)) for time_s, event in found]
    words = "Timeline: " + "; ".join(f"{what} at {when}" for what, when in rows if when != "–")
    return joined(
        [
            drawn(
                told,
                "timeline",
                words + ".",
                "Seconds after lift-off of the first missile. The words follow the signs from left to right. The bar "
                "of a radar runs from its first detection to its last look with at least an even chance.",
            ),
            table("What happened when", ("event", "time after lift-off"), rows),
            paragraph(
                "A decision about a warhead waits for two things: the clock and its delay, and a ",
                term("firm track"),
                " of the warhead that is taken for a threat. The later of the two sets its time. A firm track of "
                "another object, such as a spent stage, may start the clock.",
            ),
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
            late = math.isfinite(one.latest_decision_s)
            why = "too late" if late else "nothing is in reach"
            why = "it is overflown" if math.isfinite(window.short_s) else why
            left = _margin(run, one) if late else "–"
            rows.append((name, f"none: {why}", "–", "–", seconds(one.latest_decision_s), left, "0"))
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
            "decision to last useful", joined(["rounds, each after a ", term("look")]))  # fmt: skip
    note = paragraph(
        "The ", term("battle space"), " is the launch window: from the first launch after the first decision that can "
        "meet the warhead to the last. It is worked from the true path, without luck. Intercepts are given by time, "
        "height and closing speed. Decision to last useful: how much later the first decision could have come; as "
        "long as the window, where the window was open already; negative, where it came too late. Rounds: how often "
        "the battery can fire, each ",
        term("round"), " after the report on the one before; a round may be several shots.",
        kind="quiet",
    )  # fmt: skip
    return joined([table("Battle space", head, rows), note])


def _margin(run: Recorded, one: Chance) -> str:
    rows = run.result.fates[(run.result.fates["run"] == run.number) & (run.result.fates["kind"] == WARHEAD)]
    decided = rows["decision_s"][run.result.sky.raid[rows["object"]] == one.raid]
    return (
        f"{one.latest_decision_s - decided.min():.0f} s"
        if len(decided) and decided.min() > 0.0
        else "no decision"
    )
