"""Write docs/europe-2007.md: for the scenario europe-2007 and each of its variants, what there is time for.

Every number is worked from the scenario as it stands and rounded, so that the file comes out alike on other machines;
--check allows one unit of the last place printed, for each number.

Run: python tools/make_europe.py                   writes the page
     python tools/make_europe.py --check           compares with what stands there; exit 1 where they differ
     python tools/make_europe.py --check --quick   the same, with the runs of the scenario itself only
"""

import math
import re
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np

import midcourse as mc
from midcourse.campaign.estimate import Estimate
from midcourse.campaign.metrics import p_no_leaker
from midcourse.campaign.runs import NOMINAL, fight_all
from midcourse.engagement.clock import clock_s
from midcourse.engagement.run import Batch, battery_of
from midcourse.engagement.see import see
from midcourse.engagement.watch import watch
from midcourse.engagement.windows import ALWAYS_S, Chance, chances, true_window
from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import WGS84
from midcourse.records import WARHEAD
from midcourse.scenario import Scenario, at_range, load_scenario
from midcourse.threats.fly import fly_raid
from midcourse.truth import Sky

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/europe-2007.md"
NAME = "europe-2007"
BASE = "as it stands"
WATCHED, RUNS, SEED, JOBS = 64, 200, 1, 2
RADARS = {
    "an-tpy-2": "forward radar",
    "european-midcourse-radar": "Czech radar",
    "bmews-upgraded": "Fylingdales",
}
AGENCY, CRITICS = "gbi-two-stage@mda-2007", "gbi-two-stage@lewis-postol-2008"
LEVERS = ("radar", "decision", "speed")
EDGES: tuple[Literal["low", "value", "high"], ...] = ("low", "value", "high")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
UNIT = re.compile(r"(\d) (?=(?:%|s|km|km/s)(?:\W|$))")
SKIPPED = "(not run)"


class Time(NamedTuple):
    """What there is time for from one first launch on; all NaN and nothing met where no launch is allowed.

    `margin_s` is from the first launch that the doctrine allows to the last that could meet the missile.
    """

    first_launch_s: float
    margin_s: float
    first_s: float
    chance: Chance | None

    @property
    def meetings(self) -> int:
        """How many shots there are, one after the report of the other."""
        return len(self.chance.meetings_s) if self.chance else 0


@dataclass(frozen=True)
class Fight:
    """What came of the runs: share without a leaker, shots a run, medians of the first shot."""

    kept: Estimate
    shots: float
    launch_s: float
    met_s: float


@dataclass(frozen=True)
class Case:
    """The scenario or a variant, worked."""

    name: str
    scenario: Scenario
    distance_m: float
    reached: dict[str, bool]
    report_s: float
    looks: dict[str, tuple[float, float]]
    firm_runs: int
    firm_s: float
    firm_of: str
    free_first_s: float
    free_last_s: float
    time: Time
    levers: dict[str, Time]
    fight: Fight | None


def missed(value: float | None) -> float:
    return math.nan if value is None else value


def median(values: np.ndarray) -> float:
    held = values[np.isfinite(values)]
    return float(np.median(held)) if len(held) else math.nan


def time_from(scenario: Scenario, sky: Sky, first_launch_s: float) -> Time:
    """Say what a battery could do from a first launch on."""
    batteries = [battery_of(item) for item in scenario.batteries]
    if not math.isfinite(first_launch_s):
        return Time(math.nan, math.nan, math.nan, None)
    (chance,) = chances(scenario, sky, batteries, first_launch_s)
    last_s = chance.latest_decision_s + scenario.doctrine.latency_s
    return Time(first_launch_s, last_s - first_launch_s, chance.window.first_s, chance)


def fight(scenario: Scenario) -> Fight:
    fought = fight_all(scenario, RUNS, SEED, JOBS)
    shots = fought.shots
    first = shots[(shots["shot"] == 0) & (shots["kind"] == WARHEAD)]
    return Fight(
        p_no_leaker(fought), len(shots) / RUNS, median(first["launch_s"]), median(first["intercept_s"])
    )


def looks(scenario: Scenario) -> tuple[float, dict[str, tuple[float, float]]]:
    """Return the first report, and by radar the first look at the warhead and at anything."""
    rows = see(scenario)
    ids = [item.sensor.id for item in scenario.sensors]
    first = {
        name: [missed(one["first_s"]) for row in rows for one in row["sensors"] if one["sensor"] == name]
        for name in ids
    }
    radars = {item.sensor.id for item in scenario.sensors if item.is_radar}
    reports = np.array([time for name in ids if name not in radars for time in first[name]])
    earliest = float(np.nanmin(reports)) if np.isfinite(reports).any() else math.nan
    found = {}
    for name in ids:
        if name in radars:
            held = [time for time in first[name] if math.isfinite(time)]
            found[name] = (first[name][0], min(held, default=math.nan))
    return earliest, found


def work(variant: str | None, with_runs: bool) -> Case:
    """Work one case; no input is changed but by its variant."""
    scenario = load_scenario(NAME, variant=variant)
    doctrine, item = scenario.doctrine, scenario.raid[0]
    sky = fly_raid(scenario.raid)
    (at,) = np.flatnonzero(sky.kind == WARHEAD)
    assert at == 0 and len(scenario.batteries) == 1
    ends = [math.radians(x) for p in (item.from_place, item.to_place) for x in (p.lat_deg, p.lon_deg)]
    report_s, seen = looks(scenario)
    watched = watch(scenario, sky, Batch(SEED, NOMINAL, np.arange(WATCHED)))
    clocks = clock_s(scenario, sky, watched)
    start_s = median(clocks)
    firm = np.where(np.isnan(watched.firm_s), np.inf, watched.firm_s)
    of = np.bincount(firm.argmin(axis=1)[np.isfinite(firm.min(axis=1))], minlength=len(sky.names))
    window = true_window(sky, 0, battery_of(scenario.batteries[0]), ALWAYS_S)
    wait_s = doctrine.decision_delay_s + doctrine.latency_s
    other = CRITICS if scenario.batteries[0].interceptor.id == AGENCY else AGENCY
    swapped = load_scenario(NAME, variant, [f"batteries.0.interceptor={other}"])
    return Case(
        variant or BASE,
        scenario,
        float(arc_m(WGS84, *ends)[0]),
        {edge: not at_range(scenario, edge).cannot_reach for edge in EDGES},
        report_s,
        seen,
        int(np.isfinite(clocks).sum()),
        start_s,
        sky.names[int(of.argmax())].removeprefix("missile 1: ") if of.any() else "",
        window.first_launch_s,
        window.last_launch_s,
        time_from(scenario, sky, start_s + wait_s),
        {
            "radar": time_from(scenario, sky, float(sky.starts_s.min()) + wait_s),
            "decision": time_from(scenario, sky, start_s + doctrine.latency_s),
            "speed": time_from(swapped, sky, start_s + wait_s),
        },
        fight(scenario) if with_runs else None,
    )


def seconds(value: float, places: int = 0, none: str = "never") -> str:
    return f"{value:,.{places}f}" if math.isfinite(value) else none


def signed(value: float) -> str:
    return f"{round(value):+,d}" if math.isfinite(value) else "-"


def percent(share: float) -> str:
    return f"{100.0 * share:.0f}"


def km(value: float | None) -> str:
    return "-" if value is None else seconds(value / 1e3, none="-")


def target_cells(case: Case) -> list[str]:
    bounds = case.scenario.provenance["raid.0.range"]
    cells = [case.scenario.raid[0].to_place.name, km(case.distance_m)]
    for edge in EDGES:
        bound = getattr(bounds, edge)
        said = "flies" if case.reached[edge] else "no flight"
        cells.append(f"{said} ({km(bounds.value if bound is None else bound)})")
    return cells


def seen_cells(case: Case) -> list[str]:
    cells = [seconds(case.report_s, 1, "no report")]
    for name in RADARS:
        if name not in case.looks:
            cells.append("not there")
            continue
        own, any_ = case.looks[name]
        cells.append(seconds(own, 1) + (f" ({any_:.1f})" if any_ < own else ""))
    firm = "never" if not case.firm_runs else f"{case.firm_s:.1f}, {case.firm_of}"
    delay_s = case.scenario.doctrine.decision_delay_s
    return [*cells, firm, str(case.firm_runs), seconds(case.firm_s + delay_s, 1, "none")]


def window_cells(case: Case) -> list[str]:
    cells = [
        seconds(case.free_first_s, none="none"),
        seconds(case.free_last_s, none="none"),
        seconds(case.time.first_launch_s, none="none"),
    ]
    chance = case.time.chance
    latest = case.free_last_s - case.scenario.doctrine.latency_s
    if chance is None:
        return [*cells, "none", "none", "0", seconds(latest), "no launch"]
    window = chance.window
    cells.append(met(window.first_s, window.first_alt_m, chance.first_closing_m_s))
    cells.append(met(window.last_s, window.last_alt_m, chance.last_closing_m_s))
    times = ", ".join(seconds(time) for time in chance.meetings_s)
    cells.append(f"{len(chance.meetings_s)} ({times})" if times else "0")
    return [*cells, seconds(latest), seconds(case.time.margin_s)]


def met(time_s: float, alt_m: float, closing_m_s: float) -> str:
    if not math.isfinite(time_s):
        return "none"
    return f"{time_s:.0f} s, {km(alt_m)} km, {seconds(closing_m_s / 1e3, 1, 'not flown')} km/s"


def outcome_cells(case: Case) -> list[str]:
    if case.fight is None:
        return [SKIPPED] * 5
    kept = case.fight.kept
    return [
        f"{percent(kept.value)} %",
        f"{percent(kept.low)} to {percent(kept.high)} %",
        f"{case.fight.shots:.1f}",
        seconds(case.fight.launch_s, none="none"),
        seconds(case.fight.met_s, none="none"),
    ]


def changes(case: Case, lever: str) -> tuple[float, float, int]:
    """Return by how much a lever moves the first intercept in s, the margin in s, and the number of shots."""
    own, other = case.time, case.levers[lever]
    return other.first_s - own.first_s, other.margin_s - own.margin_s, other.meetings - own.meetings


def most_seconds(case: Case) -> str:
    """Return the lever that moves the first intercept or the margin by most; a launch from none beats all."""
    if case.time.chance is None:
        able = [lever for lever in LEVERS if case.levers[lever].chance is not None]
        return " and ".join(able) or "none of them"
    size = {x: max((abs(v) for v in changes(case, x)[:2] if math.isfinite(v)), default=0.0) for x in LEVERS}
    return max(LEVERS, key=lambda lever: size[lever])


def most_shots(case: Case) -> str:
    """Return the levers that change the number of shots by most; several where they tie."""
    size = {lever: abs(changes(case, lever)[2]) for lever in LEVERS}
    most = max(size.values())
    return " and ".join(x for x in LEVERS if size[x] == most) if most else "none of them"


def lever_cells(case: Case) -> list[str]:
    cells = []
    for lever in LEVERS:
        first_s, margin_s, shots = changes(case, lever)
        other = case.levers[lever]
        if case.time.chance is None and other.chance is not None:
            cells.append(f"from no launch to {other.first_s:.0f}; margin {other.margin_s:.0f}; {shots:+d}")
        elif case.time.chance is None:
            cells.append("no launch still")
        else:
            cells.append(f"{signed(first_s)}; {signed(margin_s)}; {shots:+d}")
    return [*cells, most_seconds(case), most_shots(case)]


def table(heads: list[str], rows: list[list[str]]) -> list[str]:
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return [*lines, *("| " + " | ".join(row) + " |" for row in rows)]


def wrapped(text: str) -> list[str]:
    """Return paragraphs, wrapped; a paragraph that begins with a hyphen is an item of a list."""
    out: list[str] = []
    for part in textwrap.dedent(text).strip().split("\n\n"):
        pad = "  " if part.startswith("- ") else ""
        one = UNIT.sub("\\1\0", " ".join(part.split()))  # a number keeps its unit
        lines = textwrap.wrap(one, 120, subsequent_indent=pad, break_long_words=False, break_on_hyphens=False)
        out += [*(line.replace("\0", " ") for line in lines), ""]
    return out


def head(cases: dict[str, Case]) -> list[str]:
    base = cases[BASE].scenario
    bounds = base.provenance["raid.0.range"]
    speeds = [
        cases[name].scenario.provenance["batteries.0.burnout_speed"].value / 1e3
        for name in ("mda-speed", "postol-speed")
    ]
    doctrine = base.doctrine
    assert (
        base.batteries[0].interceptor.dead_kg
        == cases["postol-speed"].scenario.batteries[0].interceptor.dead_kg
    )
    return wrapped(f"""
        # Iran to Europe, 2007

        The built-in scenario `{NAME}`. Written by `tools/make_europe.py` from the
        [scenario](../src/midcourse/scenario/library/europe-2007.yaml); do not edit it.

        One missile rises near Tabriz and flies to London, or where a variant sends it. Satellites see it burn. A
        radar in eastern Turkey and a large one in the Czech Republic look where they are sent, and
        {base.batteries[0].count} interceptors with two stages stand in Poland. They are fired {doctrine.salvo} at a
        time, at the earliest {doctrine.decision_delay_s:.0f} s after the first firm track and
        {doctrine.latency_s:.0f} s for the way to the launcher, and again if they are taken to have missed. This page
        says for the scenario and each variant how much time that leaves, in seconds, and what the time hangs on.

        **Cited** are the two sites, the number of interceptors, area, frequency and power of the radars, the motors
        of the interceptor, its reliability (counts of its flight tests) and the two claims of its speed:
        {speeds[0]:.1f} km/s (the agency) and {speeds[1]:.1f} km/s (its critics). **Assumed** are the missile, which
        never existed, its range of {km(bounds.low)} to {km(bounds.high)} km and its cross section, the place of the
        forward radar, the dead mass of the interceptor and most of its kill vehicle, losses and rules of the radars,
        and all of the doctrine. The head of the scenario names each; the catalogue holds the sources. The
        interceptor of the scenario is that of the critics: it carries the same dead mass. No input was changed to
        make an answer come out.

        Times are in seconds after lift-off, a negative one before it, and those of the nominal world: every input at
        its stated value. Words such as *firm track* are told in the [glossary](glossary.md).
        """)


def answered(quick: bool) -> list[str]:
    """Return the section with the sentence of `midcourse run`, which alone has the doubt of all inputs in it."""
    said = SKIPPED if quick else mc.run(mc.load(NAME), runs=1000, seed=1).answer()
    return wrapped(f"""
        ## The chance, over all that is in doubt

        `midcourse run {NAME}` fights it 1,000 times in 32 worlds, in each of which every doubtful input has another
        value between its low and high. It says: {said}

        All that follows here is of one world, that with every input as stated. Its chance is higher than that
        average, and stands near the upper end of the band, since several inputs that matter are stated on the good
        side of their doubt: a decision after one minute may take five, a tenth of failures in common may be three.
        """)


class Section(NamedTuple):
    """A section of the page: its words, the heads of its table, and the cells of a case."""

    words: str
    heads: tuple[str, ...]
    cells: Callable[[Case], list[str]]


TARGET = Section(
    """
    ## Who is aimed at, and does the missile get there

    Distance over the ground; then whether there is a flight when the missile goes the least, the middle and the
    greatest of its range (in brackets, km, over an Earth that does not turn: flying west against its turn asks for
    more than the distance, about 4,040 km to London). *No flight* is an answer: the missile does not arrive and
    nothing is shot at. All that follows is for the middle.
    """,
    ("target", "km", "least", "middle", "greatest"),
    target_cells,
)
SEEN = Section(
    f"""
    ## Who sees it, and when

    First report of the satellites; the first time at which a radar sees the warhead with at least an even chance a
    look, and in brackets anything that flies, where that is earlier (`midcourse see`). Before burnout the whole
    missile counts as the warhead. The clock is the median of the first firm track over {WATCHED} runs with seed
    {SEED}, of whatever object has it first; the object named is the one that most often has. A track can be firm
    before the even chance, because a radar looks many times. *Runs* are those that had a firm track at all; the
    median is over them.
    """,
    ("satellites", *RADARS.values(), "first firm track (the clock)", "runs", "clock and delay"),
    seen_cells,
)
WINDOW = Section(
    """
    ## Launch window and intercepts

    *Could* is what would meet the true path if nobody had to see, to think or to wait. *Allowed* is the first launch
    by the doctrine: clock, delay and the way to the launcher. Intercepts are the earliest and the latest with a
    launch from then on: time, altitude, closing speed. *Shots* are what shoot-look-shoot has time for, one after
    the report of the other, with the times of their intercepts. The decision may come as late as *latest decision*;
    the *margin* is from the first launch allowed to the last that could meet the missile.
    """,
    (
        *("first launch that could", "last that could", "first allowed", "first intercept", "last intercept"),
        *("shots", "latest decision", "margin, s"),
    ),
    window_cells,
)
OUTCOME = Section(
    f"""
    ## What comes of it

    {RUNS} runs with seed {SEED}, luck only: the share in which no warhead gets through, with Wilson's 95 %; and the
    medians of the first shot at the warhead, a second look at the table above. The launch is a few seconds later
    than the first allowed, because a plan keeps 1 % of the flight and a second in hand and waits them on the ground;
    where many objects are shot at, the warhead waits for its turn.
    """,
    ("no warhead gets through", "interval", "shots a run", "first launch", "first intercept"),
    outcome_cells,
)
DECIDES = Section(
    """
    ## Which of radar, decision and speed decides

    Each is taken away in turn, and all else stays. *Radar*: the clock starts with lift-off, so that warning and track
    cost no time. *Decision*: a delay of zero. *Speed*: the interceptor of the other claim, the agency's in all rows
    but `mda-speed`, which gets the critics'. Each cell says by how many seconds the first intercept moves, by how many
    the margin, and by how many the shots. *Seconds* names the one that moves the first intercept or the margin
    most, *shots* the one that changes their number most.
    """,
    (*LEVERS, "seconds", "shots"),
    lever_cells,
)
SECTIONS = (TARGET, SEEN, WINDOW, OUTCOME, DECIDES)


def section(part: Section, cases: dict[str, Case]) -> list[str]:
    rows = [[f"`{name}`" if name != BASE else name, *part.cells(case)] for name, case in cases.items()]
    return [*wrapped(part.words), *table(["case", *part.heads], rows), ""]


def kept(case: Case) -> str:
    return SKIPPED if case.fight is None else f"{percent(case.fight.kept.value)} %"


def notices(cases: dict[str, Case]) -> list[str]:
    """Return what to notice: every number in a sentence is one of the tables."""
    base, no_sat, no_radar = cases[BASE], cases["no-satellites"], cases["no-forward-radar"]
    fence, slow = cases["forward-radar-searches"], cases["mda-speed"]
    decoys, knows = cases["decoys"], cases["attacker-knows"]
    launched = [case for case in cases.values() if case.time.chance is not None]
    least = min(launched, key=lambda case: case.time.margin_s)
    later_s = no_radar.time.first_launch_s - base.time.first_launch_s
    first_s, margin_s, _ = changes(base, "speed")
    by_seconds = {x: sum(most_seconds(case) == x for case in launched) for x in LEVERS}
    by_shots = {x: sum(x in most_shots(case).split(" and ") for case in launched) for x in LEVERS}
    shots = {case.name: case.time.meetings for case in cases.values()}
    tally = [", ".join(f"the {x} in {n[x]}" for x in LEVERS) for n in (by_seconds, by_shots)]
    odd = [
        f"`{case.name}` by {changes(case, 'speed')[1]:.0f} s" for case in launched if slower_is_better(case)
    ]
    slower = f"the agency's slower interceptor would have more margin in {len(odd)} of them"
    return [
        f"The tightest margin of the {len(launched)} cases with a launch is {least.time.margin_s:.0f} s "
        f"(`{least.name}`), against a decision delay of {least.scenario.doctrine.decision_delay_s:.0f} s; "
        f"{slower}{': ' + ', '.join(odd) if odd else ''}.",
        f"Without the forward radar the first launch comes {later_s:.0f} s later, and the shots go from "
        f"{shots[BASE]} to {shots['no-forward-radar']}; no warhead gets through in {kept(no_radar)} of the runs "
        f"instead of {kept(base)}.",
        f"Without the satellites a track is firm in {no_sat.firm_runs} of {WATCHED} runs although a launch as late as "
        f"{no_sat.free_last_s:.0f} s could meet the missile; with a fence of its own the forward radar leads to a "
        f"track in {fence.firm_runs} of {WATCHED} runs, and no warhead gets through in {kept(fence)}.",
        f"Between the two claims of speed lie {abs(first_s):.0f} s at the first intercept, {abs(margin_s):.0f} s of "
        f"margin, and {shots[BASE]} against {shots['mda-speed']} shots; the shares, {kept(base)} and {kept(slow)}, "
        f"are of {RUNS} runs each and must be read with their intervals.",
        f"Seconds hang most on {tally[0]} of the {len(launched)} cases with a launch; the number of shots "
        f"hangs most on {tally[1]} (ties count for each).",
        f"Decoys that the attacker knows how to make look alike leave the margin at "
        f"{knows.time.margin_s:.0f} s (`decoys`: {decoys.time.margin_s:.0f} s), but the share is {kept(knows)} "
        f"against {kept(decoys)}.",
    ]


def slower_is_better(case: Case) -> bool:
    """Say whether the agency's interceptor in place of a faster one has the greater margin."""
    return case.name != "mda-speed" and changes(case, "speed")[1] > 0.0


def page(quick: bool = False) -> list[str]:
    """Make the lines of the page; quick: runs are fought of the scenario itself only."""
    variants = [None, *load_scenario(NAME).variants]
    cases = {name or BASE: work(name, not quick or name is None) for name in variants}
    lines = head(cases) + answered(quick)
    for part in SECTIONS:
        lines += section(part, cases)
    lines += ["## What to notice", ""]
    for sentence in notices(cases):
        lines += wrapped(f"- {sentence}")[:-1]
    return lines


def differences(lines: list[str], text: str) -> list[str]:
    """Return the lines of a page whose words differ, or whose numbers do by more than one of the last place."""
    new, old = blocks(lines), blocks(text.splitlines())
    if len(new) != len(old):
        return [f"{len(old)} rows and paragraphs instead of {len(new)}"]
    return [b for a, b in zip(new, old, strict=True) if not alike(a, b)]


def finish(arguments: list[str], page: Path, lines_of: Callable[[bool], list[str]]) -> int:
    """Write a page, or with `--check` compare with what stands there; `lines_of` takes whether pictures are drawn."""
    if "--check" in arguments:
        wrong = differences(lines_of(False), page.read_text(encoding="utf-8"))
        print("\n".join(wrong) or f"docs/{page.name} agrees")
        return 1 if wrong else 0
    page.write_text("\n".join(lines_of(True)) + "\n", encoding="utf-8")
    return 0


def blocks(lines: list[str]) -> list[str]:
    """Return rows of tables, list items and paragraphs, each as one line."""
    out: list[str] = []
    for line in lines:
        if line.startswith(("|", "- ", "#")) or not line or not out or not out[-1]:
            out.append(line)
        else:
            out[-1] += " " + line.strip()
    return out


def alike(new: str, old: str) -> bool:
    if SKIPPED in new:
        # of what was not run any text will do
        parts = [re.escape(NUMBER.sub("#", part)) for part in new.split(SKIPPED)]
        return re.fullmatch(r"[^|]*?".join(parts), NUMBER.sub("#", old)) is not None
    if NUMBER.sub("#", new) != NUMBER.sub("#", old):
        return False
    pairs = zip(NUMBER.findall(new), NUMBER.findall(old), strict=True)
    return all(near(a, b) for a, b in pairs)


def near(a: str, b: str) -> bool:
    unit = 10.0 ** -len(a.partition(".")[2])
    return abs(float(a.replace(",", "")) - float(b.replace(",", ""))) <= 1.01 * unit


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--check"] and arguments[1:] in ([], ["--quick"]):
        wrong = differences(page(quick=bool(arguments[1:])), PAGE.read_text(encoding="utf-8"))
        print("\n".join(wrong) or "docs/europe-2007.md is as it should be")
        return 1 if wrong else 0
    if arguments:
        print(__doc__)
        return 2
    PAGE.write_text("\n".join(page()) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
