"""Write docs/testbed-2001.md: the anchors of the test of July 2001, and what must have been true of it.

Run: python tools/make_testbed.py                   writes the page
     python tools/make_testbed.py --check           compares with what stands there; exit 1 where they differ
     python tools/make_testbed.py --check --quick   the same, with the runs of the anchors only
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from make_europe import km, percent, seconds, table, wrapped
from make_scenario_page import BASE, ROOT, WATCHED, Case, Fight, Subject, main
from midcourse.battle.window import meeting
from midcourse.engagement.run import battery_of
from midcourse.engagement.shots import flown_path
from midcourse.engagement.windows import ALWAYS_S, chances
from midcourse.interceptors.reference_flight import burnout
from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import WGS84, ecef_to_geodetic, turn
from midcourse.records import ORDER
from midcourse.scenario import Scenario, load_scenario
from midcourse.threats.fly import fly_raid
from midcourse.truth import Sky, Trajectory

NAME = "testbed-2001"
OBVIOUS, EMERGENCY = "obvious-model", "emergency-fort-greely"
LAUNCH_S, ALT_M, CLOSING_M_S, FLIGHT_S = 1294.0, 225e3, 7.1e3, (360.0, 600.0)
LAUNCH_OFF_S, ALT_OFF_M, CLOSING_OFF_M_S = 15.0, 10e3, 0.5e3
APOGEES_KM = (1310, 1400, 1450, 1500, 1600, 1700, 1740, 1800)
STEP_S = 0.5
SPIN = np.array([0.0, 0.0, WGS84.omega_rad_s])


class Fall(NamedTuple):
    """The target on its way down at the height of the anchor."""

    apogee_m: float
    at_s: float
    range_m: float
    speed_m_s: float


def place_of(path: Trajectory, at_s: float) -> tuple[float, float, float]:
    """Return latitude and longitude in rad and altitude in m at a time."""
    state = path.state_eci(at_s)
    x, y = turn(-WGS84.omega_rad_s * at_s, state[0], state[1])
    return ecef_to_geodetic(WGS84, x, y, state[2])


def speed_and_climb(path: Trajectory, at_s: float) -> tuple[float, float]:
    """Return the speed over the turning Earth and how fast it rises, in m/s."""
    state = path.state_eci(at_s)
    over = state[3:] - np.cross(SPIN, state[:3])
    return float(np.linalg.norm(over)), float(over @ state[:3] / np.linalg.norm(state[:3]))


def fall_of(scenario: Scenario, sky: Sky) -> Fall:
    """Find when the target is down at the height of the anchor, and where."""
    path = sky.paths[0]
    times = np.arange(math.ceil(sky.burnout_s[0]), sky.ends_s[0], STEP_S)
    alts = np.array([place_of(path, time)[2] for time in times])
    last = int(np.flatnonzero(alts > ALT_M)[-1])
    at_s = float(times[last] + STEP_S * (alts[last] - ALT_M) / (alts[last] - alts[last + 1]))
    lat, lon, _ = place_of(path, at_s)
    pad = scenario.batteries[0].place
    range_m, _ = arc_m(WGS84, math.radians(pad.lat_deg), math.radians(pad.lon_deg), lat, lon)
    return Fall(float(alts.max()), at_s, float(range_m), speed_and_climb(path, at_s)[0])


def shot_at(case: Case) -> Trajectory:
    """Fly the shot of a case at the middle of its runs."""
    assert case.sky is not None and case.fight is not None
    item = case.scenario.batteries[0]
    battery = battery_of(item)
    at_s = case.fight.launch_s + case.fight.flight_s
    order = np.zeros(1, dtype=ORDER)
    state = case.sky.paths[0].state_eci(at_s)
    meeting(WGS84, state, at_s, battery.site, battery.table, at_s, order[0]["aim_ecef_m"])
    order["intercept_s"], order["launch_s"] = at_s, ALWAYS_S
    return flown_path(order[0], item)


def clock(time_s: float) -> str:
    return f"{int(round(time_s) // 60)} min {int(round(time_s) % 60):02d} s"


def anchors(cases: dict[str, Case]) -> list[str]:
    """Return the table of the anchors: published, tolerance, obvious model, scenario."""

    def row(
        name: str, published: str, off: str, say: Callable[[Fight], str], ok: Callable[[Fight], bool]
    ) -> list[str]:
        cells = []
        for which in (OBVIOUS, BASE):
            won = cases[which].fight
            assert won is not None
            cells.append(f"{say(won)}, {'inside' if ok(won) else 'outside'}")
        return [name, published, off, *cells]

    rows = [
        row(
            "launch after the target",
            "21 min 34 s",
            "15 s",
            lambda f: clock(f.launch_s),
            lambda f: abs(f.launch_s - LAUNCH_S) <= LAUNCH_OFF_S,
        ),
        row(
            "altitude, km",
            "about 225",
            "10",
            lambda f: km(f.alt_m),
            lambda f: abs(f.alt_m - ALT_M) <= ALT_OFF_M,
        ),
        row(
            "closing speed, km/s",
            "7.1",
            "0.5",
            lambda f: f"{f.closing_m_s / 1e3:.1f}",
            lambda f: abs(f.closing_m_s - CLOSING_M_S) <= CLOSING_OFF_M_S,
        ),
        row(
            "flight of the interceptor, min",
            "about 10",
            "6 to 10",
            lambda f: f"{f.flight_s / 60.0:.1f}",
            lambda f: FLIGHT_S[0] <= f.flight_s <= FLIGHT_S[1],
        ),
    ]
    return table(["anchor", "published", "tolerance", "obvious model", "this scenario"], rows)


def arcs() -> tuple[list[str], list[Fall]]:
    """Return the table of target arcs with the surrogate of the catalogue, and what the target does on them."""
    rows, falls = [], []
    for apogee_km in (None, *APOGEES_KM):
        sets = [] if apogee_km is None else [f"raid.0.apogee={apogee_km} km"]
        scenario = load_scenario(NAME, OBVIOUS, sets)
        sky = fly_raid(scenario.raid)
        fall = fall_of(scenario, sky)
        (chance,) = chances(scenario, sky, [battery_of(scenario.batteries[0])], LAUNCH_S)
        left_s = fall.at_s - LAUNCH_S
        falls.append(fall)
        rows.append(
            [
                f"{km(fall.apogee_m)}{'' if apogee_km else ', least energy'}",
                f"{fall.at_s:.0f}",
                f"{left_s / 60.0:.1f}, {'inside' if FLIGHT_S[0] <= left_s <= FLIGHT_S[1] else 'outside'}",
                km(fall.range_m),
                f"{fall.speed_m_s / 1e3:.1f}",
                km(chance.window.first_alt_m),
                f"{chance.first_closing_m_s / 1e3:.1f}",
                f"{(chance.window.first_s - LAUNCH_S) / 60.0:.1f}",
            ]
        )
    heads = [
        *(
            "apogee, km",
            "down at 225 km after, s",
            "that is after the launch, min",
            "ground range from Meck, km",
        ),
        *("target's own speed, km/s", "catalogue surrogate meets it at, km", "closing, km/s", "flight, min"),
    ]
    return table(heads, rows), falls


def before(cases: dict[str, Case]) -> list[str]:
    """Return what stands before the tables that every page has."""
    return [
        *wrapped(f"""
        # The intercept test of July 2001

        The built-in scenario `{NAME}`. Written by `tools/make_testbed.py` from the
        [scenario](../src/midcourse/scenario/library/testbed-2001.yaml); do not edit it.

        On 14 July 2001 a mock warhead and a balloon flew from Vandenberg towards Kwajalein, and an interceptor made of
        old motors rose from Meck Island and hit. What was published of it does not fit together with the first model
        that comes to mind. This page says by how much, and what must have been true instead. All times are in seconds
        after lift-off of the target, in the nominal world: every input at its [stated
        value](glossary.md#stated-value).

        ## The anchors

        Published: launch 21 min 34 s after the target, about 225 km, 25,600 km/h, "approximately 10 minutes after the
        interceptor was launched" (press and Pentagon statements of 15 to 18 July 2001; the last, and "in excess of 140
        miles", in [World Tribune](http://www.worldtribune.com/worldtribune/WTARC/2001/ss_military_07_16.html)). Ours
        are medians of the shots at the warhead. The obvious model is the variant `{OBVIOUS}`: the arc of least
        energy, and the surrogate as it stands in the catalogue, launched at the published time.
        """),
        *anchors(cases),
        "",
        *must_have_been(cases),
    ]


def must_have_been(cases: dict[str, Case]) -> list[str]:
    """Return what must have been true of target, interceptor and defence."""
    base = cases[BASE]
    assert base.fight is not None and base.sky is not None
    path = shot_at(base)
    met_s = base.fight.launch_s + base.fight.flight_s
    left_m_s, _ = speed_and_climb(path, path.burnout_s)
    own_m_s, rise_m_s = speed_and_climb(path, met_s)
    target_m_s, fall_m_s = speed_and_climb(base.sky.paths[0], met_s)
    full = burnout(load_scenario(NAME, OBVIOUS).batteries[0].interceptor)
    arc_table, falls = arcs()
    fits = [fall for fall in falls if FLIGHT_S[0] <= fall.at_s - LAUNCH_S <= FLIGHT_S[1]]
    kv = base.scenario.batteries[0].interceptor.kill_vehicle
    ten = cases["ten-minutes"].fight
    too_slow = (
        ""
        if ten is None
        else f"""With ten minutes of flight the closing speed is {ten.closing_m_s / 1e3:.1f} km/s
        (`ten-minutes`), less than the tolerance allows: "about 10 minutes" and 7.1 km/s do not go together with
        this aim point, and in October 2002 six minutes were reported."""
    )
    return [
        *wrapped(f"""
        ## What must have been true

        **The target was lofted.** The interceptor left at {LAUNCH_S:.0f} s. The table says, by the apogee of the
        target, when it comes down through 225 km, how long after that launch, and how fast it is then over the turning
        Earth;
        and where the surrogate of the catalogue meets it first with a launch at {LAUNCH_S:.0f} s. On the arc of least
        energy there are {(falls[0].at_s - LAUNCH_S) / 60.0:.1f} minutes; of the arcs worked those with
        {km(fits[0].apogee_m)} to {km(fits[-1].apogee_m)} km leave six to ten. The scenario flies
        {km(base.scenario.raid[0].apogee_m)} km.
        """),
        *arc_table,
        "",
        *wrapped(f"""
        **The surrogate was slow.** On no arc does it meet the target near 225 km or near 7.1 km/s at its full speed,
        {full.speed_m_s / 1e3:.1f} km/s at burnout. At the intercept the target makes {target_m_s / 1e3:.1f} km/s by
        itself, and comes down at {-fall_m_s / 1e3:.1f} km/s, so that 7.1 leaves little for an interceptor that comes
        to meet it. In the scenario it has {left_m_s / 1e3:.1f} km/s at burnout and {own_m_s / 1e3:.1f} km/s at the
        intercept, falling at {-rise_m_s / 1e3:.1f} km/s: a lob. Slowness by ballast or by wasted energy cannot be
        told apart from outside; the scenario sheds energy.

        **The shot was planned.** It flies {base.fight.flight_s / 60.0:.1f} minutes to a point that it could have
        reached sooner. The engine takes the first point in reach; that it waits is put in as the time that the plan
        leaves between the kill vehicle being ready ({kv.ready_s:.0f} s after burnout) and the intercept,
        {kv.homing_s:.0f} s. Apogee and this time were solved for together: launch, altitude and flight are met by
        them, and the closing speed then comes out by itself. {too_slow}

        **The defence knew where to look.** Satellites and an X-band radar that only looks where it is sent find
        next to nothing
        (`x-band-radar-cued`): what a satellite reports at burnout is too vague twenty minutes later. The scenario lets
        the X-band radar watch the known direction, and adds the early-warning radar at Beale, which sees the launch. A
        Pentagon statement names a "ground-based early warning radar" for the
        [next test](http://www.worldtribune.com/worldtribune/WTARC/2001/ss_military_11_30.html). That radar is here the
        upgraded one, which came later. The real target carried means to help tracking, which are not modelled.

        One thing is given to the scenario by the engine and not by the test: with the planned flight warhead, stage
        and balloon are met at the same moment, and of equal ones the first is taken, which is the warhead. A defence
        that
        fires as early as it can (`at-first-track`) fires its only shot mostly at the balloon or the stage.
        [One decoy](http://abcnews.go.com/US/story?id=92909&page=1) was announced beforehand.
        """),
    ]


def after(cases: dict[str, Case]) -> list[str]:
    """Return what to notice: every number in a sentence is one of the tables."""

    def kept(name: str) -> str:
        won = cases[name].fight
        return "(not run)" if won is None else f"{percent(won.kept.value)} %"

    emergency = cases[EMERGENCY]
    assert emergency.time is not None and emergency.seen is not None
    _, firm_s, _ = emergency.seen.looks["cobra-dane"]
    early, alone = cases["at-first-track"], cases["no-early-warning-radar"]
    assert early.time is not None and alone.seen is not None
    aimed = "(not run)" if early.fight is None else f"{percent(early.fight.at_warhead)} %"
    two, heavy = cases["two-interceptors"], cases["emergency-heavier-load"]
    assert list(heavy.reached.values()) == [False, False, True]
    lines = [
        f"The shot hits in {kept(BASE)} of the runs, with a reliability that is the count of the eight tests with "
        f"this surrogate; a second one of the same kind makes {kept(two.name)}.",
        f"A launch could have come from {seconds(early.free_s[0])} s on; who fires at the first track has the "
        f"warhead as the aim of {aimed} of the shots and hits in {kept(early.name)}.",
        f"Without the early-warning radar the X-band radar has a firm track of something in "
        f"{alone.seen.looks['gbr-p'][2]} of {WATCHED} runs, of the spent stage first, and no warhead gets through in "
        f"{kept(alone.name)}; without the X-band radar it is still "
        f"{kept('no-x-band-radar')}, although nobody has seen the warhead since it left Beale: this says that the "
        f"hand-over is easy in the model, and not what the radar is worth.",
        f"Five silos at Fort Greely against one missile (`{EMERGENCY}`): Cobra Dane has its firm track "
        f"at {firm_s:.0f} s, the margin is {emergency.time.margin_s:.0f} s, no warhead gets through in "
        f"{kept(EMERGENCY)}. Against two missiles (`emergency-two-missiles`) it is {kept('emergency-two-missiles')}, "
        f"because half of the shots go to spent stages.",
        f"With the load of its preset, {heavy.scenario.raid[0].missile.payload_kg:.0f} kg, the Taepodong-2 gets to "
        f"Anchorage with the greatest of its range only (`{heavy.name}`).",
    ]
    out = ["## What to notice", ""]
    for line in lines:
        out += wrapped(f"- {line}")[:-1]
    return out


SUBJECT = Subject(NAME, ROOT / "docs/testbed-2001.md", before, after, (BASE, OBVIOUS, "ten-minutes"))

if __name__ == "__main__":
    sys.exit(main(SUBJECT, sys.argv[1:], __doc__ or ""))
