"""The tables of pages about flights to America, and the page that they make; what fills them is in homeland.py."""

from __future__ import annotations

import math
from collections.abc import Callable

from homeland import IN_DOUBT, WORLDS, Spread, Subject, Worked, radar_names, start_of, work
from make_europe import SKIPPED, km, met, percent, seconds, table, wrapped
from make_scenario_page import BASE, EDGES, NO_FLIGHT, RUNS, SEED, WATCHED
from midcourse.engagement.windows import Chance
from midcourse.scenario import load_scenario

Block = list[list[str]]


def named(name: str) -> str:
    return name if name == BASE else f"`{name}`"


def folded(heads: list[str], blocks: dict[str, Block]) -> list[str]:
    """Return a table with a block of rows a case; a case whose rows another has is only named below it."""
    first: dict[str, str] = {}
    alike: dict[str, list[str]] = {}
    rows = []
    for name, block in blocks.items():
        told = first.setdefault(repr(block), name)
        if told != name:
            alike.setdefault(told, []).append(named(name))
            continue
        rows += [[named(name) if n == 0 else "", *cells] for n, cells in enumerate(block)]
    lines = table(["case", *heads], rows)
    if alike:
        said = "; ".join(f"{', '.join(names)} ({named(told)})" for told, names in alike.items())
        lines += [
            "",
            *wrapped(f"Left out, because row for row they repeat the case in brackets: {said}.")[:-1],
        ]
    return lines


def flight_table(cases: dict[str, Worked]) -> list[str]:
    """Return the table of flights: one row for each flight of a single missile that another case has not."""
    rows, known = [], set()
    for case in cases.values():
        item = case.scenario.raid[0]
        words = f"`{item.missile.id}`, {item.missile.payload_kg:,.0f} kg"
        way = f"{start_of(case.scenario, 0)} to {item.to_place.name}"
        if len(case.scenario.raid) > 1 or (words, way, item.arc) in known:
            continue
        known.add((words, way, item.arc))
        cells = [words, way]
        bounds = case.scenario.provenance["raid.0.range"]
        for edge in EDGES:
            bound = getattr(bounds, edge)
            said = "flies" if case.reached[edge] else NO_FLIGHT
            cells.append(f"{said} ({km(bounds.value if bound is None else bound)})")
        for flight in case.flights:
            over = "; ".join(
                f"{name} ({time:.0f} s, {km(max(alt, 0.0))} km)" for name, time, alt in flight.beneath
            )
            cells += [km(flight.distance_m), km(flight.apogee_m), seconds(flight.time_s), over]
        rows.append([named(case.name), *(cells if case.flights else [*cells, "-", "-", "-", "-"])])
    heads = ["missile, load", "way", "least", "middle", "greatest", "km", "apogee, km", "flight, s", "over"]
    return table(["case", *heads], rows)


def spread_words(times: Spread) -> str:
    if not times.count:
        return "never"
    ends = (
        f" ({seconds(times.least_s, 1)} to {seconds(times.most_s, 1)})"
        if times.most_s > times.least_s
        else ""
    )
    return f"{seconds(times.middle_s, 1)}{ends} in {times.count}"


def sight_table(cases: dict[str, Worked]) -> list[str]:
    names = list(dict.fromkeys(name for case in cases.values() for name in radar_names(case.scenario)))
    blocks: dict[str, Block] = {}
    for case in cases.values():
        block = []
        for i, sight in enumerate(case.sights):
            cells = [start_of(case.scenario, i), seconds(sight.report_s, 1, "no report")]
            for name in names:
                if name not in sight.looks:
                    cells.append("not there")
                    continue
                own, anything = sight.looks[name]
                early = math.isfinite(anything) and not own <= anything
                cells.append(seconds(own, 1) + (f" ({seconds(anything, 1)})" if early else ""))
            cells += [spread_words(sight.warhead), spread_words(sight.anything)]
            clock = f"{case.scenario.doctrine.clock}, {seconds(case.clock_s, 1)}"
            block.append([*cells, *((clock, seconds(case.allowed_s, 1, "none")) if i == 0 else ("", ""))])
        blocks[case.name] = block or [[start_of(case.scenario, 0), *[NO_FLIGHT] * (len(names) + 5)]]
    heads = ["satellites", *names, "firm track of the warhead", "of anything", "clock", "launch allowed"]
    return folded(["from", *heads], blocks)


def window_table(cases: dict[str, Worked]) -> list[str]:
    blocks: dict[str, Block] = {}
    for case in cases.values():
        block = []
        for row in case.rows:
            place = case.scenario.batteries[row.battery].place
            cells = [start_of(case.scenario, row.missile), place.id or place.name]
            cells += [seconds(time, none="none") for time in row.free_s]
            if row.chance is None:
                block.append([*cells, "none", "none", "none", "0", "-", "no launch"])
                continue
            window = row.chance.window
            cells.append(seconds(window.first_launch_s, none="none"))
            cells.append(met(window.first_s, window.first_alt_m, row.chance.first_closing_m_s))
            cells.append(met(window.last_s, window.last_alt_m, row.chance.last_closing_m_s))
            shots = row.chance.meetings_s
            cells.append(f"{len(shots)} ({', '.join(seconds(time) for time in shots)})" if shots else "0")
            latest_s = row.chance.latest_decision_s
            margin_s = latest_s + case.scenario.doctrine.latency_s - case.allowed_s
            block.append([*cells, seconds(latest_s, none="none"), seconds(margin_s, none="none")])
        blocks[case.name] = block or [[start_of(case.scenario, 0), *[NO_FLIGHT] * 9]]
    heads = ["from", "battery", "first that could", "last that could", "first launch", "first intercept"]
    return folded([*heads, "last intercept", "shots", "latest decision", "margin, s"], blocks)


def shots_of(chance: Chance | None) -> str:
    if chance is None:
        return "no launch"
    if not chance.meetings_s:
        return "0"
    return f"{len(chance.meetings_s)}, from {chance.window.first_s:.0f}"


def lever_table(cases: dict[str, Worked]) -> list[str]:
    """Return shots and first intercept of each flight of one missile, as it stands and with one thing changed."""
    rows, known = [], set()
    for case in cases.values():
        if len(case.flights) != 1 or case.flights[0].words in known:
            continue
        known.add(case.flights[0].words)
        for n, row in enumerate(case.rows):
            place = case.scenario.batteries[row.battery].place
            cells = [named(case.name) if n == 0 else "", place.id or place.name, shots_of(row.chance)]
            rows.append([*cells, *(shots_of(one) for one in row.levers.values())])
    levers = next(row.levers for case in cases.values() for row in case.rows)
    return table(["case", "battery", "as it stands", *levers], rows)


def outcome_table(cases: dict[str, Worked]) -> list[str]:
    rows = []
    for case in cases.values():
        won = case.outcome
        if won is None:
            rows.append([named(case.name), *[SKIPPED if case.flights else NO_FLIGHT] * 7])
            continue
        each = ", ".join(f"{share:.2f}" for share in won.stopped)
        rows.append(
            [
                named(case.name),
                f"{percent(won.kept.value)} %",
                f"{percent(won.kept.low)} to {percent(won.kept.high)} %",
                f"{sum(won.stopped):.2f} of {len(won.stopped)} ({each})" if len(won.stopped) > 1 else each,
                f"{won.shots:.1f}",
                f"{percent(won.at_warhead)} %",
                seconds(won.launch_s, none="none"),
                seconds(won.met_s, none="none"),
            ]
        )
    heads = ["no warhead gets through", "interval", "warheads stopped", "shots a run", "at a warhead"]
    return table(["case", *heads, "first launch", "first intercept"], rows)


def doubt_section(subject: Subject, cases: dict[str, Worked]) -> list[str]:
    """Return the section about some cases fought over worlds, beside the nominal world."""
    rows = []
    for name in subject.in_doubt:
        won, doubted = cases[name].outcome, cases[name].doubted
        if won is None or doubted is None:
            rows.append([named(name), *[SKIPPED] * 6])
            continue
        kept = doubted.kept
        rows.append(
            [
                named(name),
                f"{percent(won.kept.value)} %",
                f"{sum(won.stopped):.2f}",
                str(doubted.runs),
                f"{percent(kept.value)} %",
                f"{percent(kept.low)} to {percent(kept.high)} %",
                f"{doubted.stopped:.2f}",
            ]
        )
    words = f"""
        ## What doubt does to it

        The tables above are of the nominal world. Here some cases are fought {IN_DOUBT} times over {WORLDS} worlds,
        with seed {SEED}: in each world every doubtful input has a value drawn from its range, the delay of the
        decision among them (0 to 300 s). Worlds in which the missile falls short are not fought. The interval is that
        of luck; the band over worlds needs more runs (`midcourse run {subject.name}`).
        """
    heads = ["nominal: no warhead gets through", "warheads stopped", "over worlds: runs fought"]
    heads += ["no warhead gets through", "interval", "warheads stopped"]
    return [*wrapped(words), *table(["case", *heads], rows), ""]


def words_of(subject: Subject) -> list[tuple[str, Callable[[dict[str, Worked]], list[str]]]]:
    """Return the sections that every page has: its words, and what makes its table."""
    return [
        (
            """
            ## Who reaches whom, and who is overflown

            Every flight of one missile. Distance over the ground; whether there is a flight with the least, the middle
            and the greatest of the range (in brackets, km, with the load of the catalogue and over an Earth that does
            not turn). All that follows is for the middle. *Over*: the countries beneath the path in order, with the
            time after lift-off and the altitude when it is first above their land, to a second.
            """,
            flight_table,
        ),
        (
            f"""
            ## Who sees what, and when

            First report of the satellites; by radar the first time at which it sees the warhead with at least an even
            chance a look, and in brackets anything of that missile, where that is earlier (`midcourse see`; before
            burnout the whole missile counts as the warhead). *Firm track*: over {WATCHED} runs with seed {SEED} the
            middle one of the times at which it came first, the earliest and the latest, and in how many runs it came
            at all. Where the runs fall into two groups, early and late, the middle jumps from one to the
            other: so that of anything, which is over more runs, can lie after that of the warhead. The clock is
            that of the doctrine, for all missiles alike.
            """,
            sight_table,
        ),
        (
            """
            ## Launch windows and intercepts

            *Could* is what would meet the true path if nobody had to see, to think or to wait. *First launch* is the
            first that meets it and that the doctrine allows. Intercepts are the earliest and the latest with a launch
            from then on: time, altitude, closing speed. *Shots* are what shoot-look-shoot has time for, one after the
            report of the other, with the times of their intercepts. The *margin* is from the first launch that the
            clock allows to the last that could meet the missile. A window knows nothing of tracks: that a launch could
            meet the missile does not say that anybody sees it by then.
            """,
            window_table,
        ),
        (
            f"""
            ## What decides: radar, decision or speed

            Shots, and the time of the first intercept, as it stands and with one thing changed. *Lift-off*: the clock
            starts with lift-off, so that warning and track cost no time. *No delay*: a decision delay of zero. *Other
            speed*: {subject.other_words}.
            """,
            lever_table,
        ),
        (
            f"""
            ## What comes of it

            {RUNS} runs with seed {SEED}, luck only: the share in which no warhead gets through, with Wilson's 95 %;
            how many warheads are stopped in the mean, by missile in brackets; shots a run and which part of them at a
            warhead; the middle of the first shots at a warhead.
            """,
            outcome_table,
        ),
    ]


def page(subject: Subject, quick: bool = False) -> list[str]:
    """Make the lines of a page; quick: runs are fought of the scenario itself only."""
    names = [None, *load_scenario(subject.name).variants]
    cases = {name or BASE: work(subject, name, not quick or name is None, not quick) for name in names}
    lines = wrapped(subject.head)
    for words, make in words_of(subject):
        lines += [*wrapped(words), *make(cases), ""]
    lines += doubt_section(subject, cases)
    if subject.more is not None:
        lines += subject.more(cases)
    lines += ["## What to notice", ""]
    for sentence in subject.notices(cases):
        lines += wrapped(f"- {sentence}")[:-1]
    return lines
