"""Write docs/chase.md: can interceptors in Poland catch missiles of European Russia, and how fast must they be?

    python tools/make_chase.py             writes the page and its picture
    python tools/make_chase.py --check     compares with what stands there; exit 1 where they differ

How pages are compared is shared with make_europe.py.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

from make_europe import differences, table, wrapped
from midcourse.analysis.chase import Chased, Meeting, Start
from midcourse.api.pursuit import Chase, chase
from midcourse.scenario import load_scenario

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/chase.md"
PICTURE = ROOT / "docs/pictures/chase-russia-2007.png"
SCENARIO = "russia-2007"
# burnout speeds that were said, m/s: agency's slides (Space News), agency, critics' least and greatest
CLAIMED = (
    (5400.0, "the agency's slides, by the press"),
    (6300.0, "Missile Defense Agency, 2007"),
    (7700.0, "T. Postol, 2007, least"),
    (8300.0, "T. Postol, 2007, greatest"),
)


def km_s(speed_m_s: float | None) -> str:
    return "none" if speed_m_s is None else f"{speed_m_s / 1e3:.2f}"


def limit(limit_s: float | None) -> str:
    return "no limit" if limit_s is None else f"{limit_s:.0f} s"


def speeds(start: Start) -> list[str]:
    cells = []
    for limit_s, least in start.least.items():
        told = "none" if least is None else f"{'at most ' if least.bound else ''}{km_s(least.speed_m_s)}"
        cells.append(f"{told} ({km_s(start.lambert_m_s[limit_s])})")
    return cells


def meeting(met: Meeting | None) -> str:
    if met is None:
        return "none"
    north, east = "N" if met.lat_deg >= 0.0 else "S", "E" if met.lon_deg >= 0.0 else "W"
    where = f"{abs(met.lat_deg):.1f} {north}, {abs(met.lon_deg):.1f} {east}"
    angle = f"{math.degrees(met.crossing_rad):.0f} deg"
    return f"{met.time_s:.0f} s, {met.altitude_m / 1e3:,.0f} km, {where}, {met.closing_m_s / 1e3:.1f} km/s, {angle}"


def margins(start: Start) -> list[str]:
    seconds = "" if start.margin_s is None else f"{start.margin_s:.0f}"
    return [seconds, "none" if start.margin_m_s is None else f"{start.margin_m_s / 1e3:+.2f}"]


def launch(start: Start) -> str:
    return "never" if start.launch_s is None else f"{start.launch_s:.0f}{' (burns)' if start.blind else ''}"


def by_clock(found: Chase, limits: list[str]) -> list[str]:
    rows = []
    for one in found.found:
        for k, start in enumerate(one.clocks):
            own = f"**{start.event}**" if start is one.own else start.event
            cells = ["", ""] if start.launch_s is None else margins(start)
            told = [""] * len(limits) if start.launch_s is None else speeds(start)
            rows.append([name(one) if k == 0 else "", own, launch(start), *told, *cells])
    return table(["from", "clock", "launch, s", *limits, "margin, s", "margin, km/s"], rows)


def by_launch(found: Chase, limits: list[str]) -> list[str]:
    rows = [
        [name(one) if k == 0 else "", launch(start), *speeds(start)]
        for one in found.found
        for k, start in enumerate(one.starts)
    ]
    return table(["from", "launch, s", *limits], rows)


def meetings(found: Chase) -> list[str]:
    rows = [
        [
            name(one) if k == 0 else "",
            launch(start),
            meeting(start.first),
            meeting(start.last),
            *margins(start),
        ]
        for one in found.found
        for k, start in enumerate(one.starts)
    ]
    return table(
        ["from", "launch, s", "first intercept", "last intercept", "margin, s", "margin, km/s"], rows
    )


def name(one: Chased) -> str:
    return f"{one.place.id}, `{one.missile}`, burnout {one.burnout_s:.0f} s"


def bases(found: Chase, speed_m_s: float, limit_s: float | None, event: str = "") -> int:
    """Return how many bases an interceptor so fast could catch, by a clock; by the scenario's own if none is named."""
    starts = [next((s for s in one.clocks if s.event == event), one.own) for one in found.found]
    return sum(caught(start, speed_m_s, limit_s) for start in starts)


def caught(start: Start, speed_m_s: float, limit_s: float | None) -> bool:
    least = start.least.get(limit_s)
    return least is not None and least.speed_m_s <= speed_m_s


def cells(found: Chase, speed_m_s: float, limit_s: float | None) -> tuple[int, int]:
    """Return how many launches after burnout would catch, of how many."""
    late = [start for one in found.found for start in one.starts if not start.blind]
    return sum(caught(start, speed_m_s, limit_s) for start in late), len(late)


def claims(found: Chase) -> list[str]:
    limits, total = found.limits_s[0], len(found.found)
    rows = []
    for speed, who in CLAIMED:
        told = [f"{bases(found, speed, limit_s)} ({cells(found, speed, limit_s)[0]})" for limit_s in limits]
        rows.append([f"{speed / 1e3:.1f}", who, *told, str(bases(found, speed, limits[0], "lift-off"))])
    late = cells(found, CLAIMED[0][0], None)[1]
    heads = ["km/s", "whose", *(limit(limit_s) for limit_s in limits), "clock at lift-off, 500 s"]
    return [
        "## Beside what was said in 2007",
        "",
        *wrapped(
            f"""How many of the {total} bases an interceptor of that burnout speed could catch, with a launch by the
            scenario's own clock (the first firm track of the radar at Brdy, then 65 s); in brackets how many of the
            {late} launches of the table above that come after the missile's burnout. Last, with a launch 65 s after
            lift-off, which nobody could order, since no path is known by then."""
        ),
        *table(heads, rows),
        "",
        *(line for item in sentences(found) for line in wrapped(item)),
    ]


def sentences(found: Chase) -> list[str]:
    limits, total = found.limits_s[0], len(found.found)
    slow = [bases(found, 6300.0, each) for each in limits]
    slides = max(bases(found, 5400.0, each) for each in limits)
    never, shortest = span(found, None), span(found, limits[0])
    return [
        f"""- **V-22, T. Postol, August 2007: the two-stage interceptor burns out at 7.7 to 8.3 km/s.** Follows from
        the makers' motors for dead masses of 295 to 140 kg, at 45 deg ([validation](validation.md)). The dead mass
        is what nobody has published; the scenario's is 215 kg, {km_s(found.speeds_m_s[0])} km/s.""",
        """- **V-24, the Missile Defense Agency: 6.3 km/s.** The same motors give that with 837 kg of dead mass, or
        if they do not burn for speed. Nothing here says that it is wrong: it is an input, taken as the agency's
        case.""",
        f"""- **V-25, first half: at 6.3 km/s the interceptor cannot engage Russian missiles bound for the United
        States.** By the scenario's own clock: {follows(slow, limits, total).lower()} With {limit(limits[-2])} it
        catches {listed(caught_from(found, 6300.0, limits[-2]))}; without a limit
        {listed(caught_from(found, 6300.0, None))}. Launched at other times after the missile's burnout it would catch,
        with {limit(limits[0])}: {by_delay(found, 6300.0, limits[0])}; with {limit(limits[1])}:
        {by_delay(found, 6300.0, limits[1])}. The sentence rests on how long the kill vehicle lives, and on
        the launch: {bases(found, 6300.0, limits[0], "lift-off")} of {total} could be caught by an interceptor that
        left 65 s after lift-off.""",
        f"""- **V-25, second half: near 8 to 9 km/s it can.** {can(found, limits, total)} With
        {limit(limits[0])} at 7.7 km/s these are {listed(caught_from(found, 7700.0, limits[0]))}; by launch time after
        burnout {by_delay(found, 7700.0, limits[0])}.""",
        f"""- **V-27: two readings of one interceptor, 5.4 km/s in the agency's slides and 7.7 to 8.3.** At 5.4 km/s
        {"none" if slides == 0 else slides} of {total} can be caught by the scenario's clock, whatever the limit, and
        by launch time after burnout with {limit(limits[1])}: {by_delay(found, 5400.0, limits[1])}; at
        7.7 km/s {bases(found, 7700.0, limits[0])} with {limit(limits[0])} and {bases(found, 7700.0, limits[1])}
        with {limit(limits[1])}. The two readings give other answers.""",
        """- **V-28, General Obering, 2007: ten interceptors against hundreds of missiles and thousands of
        warheads.** Follows by counting, whatever the speed: ten hits leave more than 99 % of any raid of more than
        1,000 warheads. Of 400 missiles with one object each they leave 97.5 %, less than the 99 % that the sentence
        is read to say.""",
        f"""- **Without a limit of the flight time there is little left to quarrel about.** The least speed is then
        {km_s(never[0])} to {km_s(never[1])} km/s for launches by the scenario's clock, between
        {never[0] / 1e3 - 6.3:+.2f} and {never[1] / 1e3 - 6.3:+.2f} km/s from what the agency says; with
        {limit(limits[0])} it is {km_s(shortest[0])} to {km_s(shortest[1])}. Both sides argued about a number, the
        speed, that matters because of another, the time, which neither gave.""",
    ]


def caught_from(found: Chase, speed_m_s: float, limit_s: float | None) -> list[str]:
    return [one.place.name.split(" (")[0] for one in found.found if caught(one.own, speed_m_s, limit_s)]


def by_delay(found: Chase, speed_m_s: float, limit_s: float | None) -> str:
    """Return from which bases, and with which launches after burnout, an interceptor so fast would catch."""
    told = []
    for one in found.found:
        late = [start for start in one.starts if not start.blind and caught(start, speed_m_s, limit_s)]
        if late:
            times = listed([f"{start.launch_s:.0f}" for start in late])
            told.append(f"{one.place.name.split(' (')[0]} at {times} s")
    return "; ".join(told) or "none"


def follows(counts: list[int], limits: tuple[float | None, ...], total: int) -> str:
    none = [limit(each) for each, count in zip(limits, counts, strict=True) if count == 0]
    some = [
        f"{count} of {total} with {limit(each)}" for each, count in zip(limits, counts, strict=True) if count
    ]
    if not some:
        return "Follows, whatever the limit."
    if not none:
        return f"Does not follow: it can catch {', '.join(some)}."
    return f"Follows with {' and '.join(none)}; not with more: {', '.join(some)}."


def can(found: Chase, limits: tuple[float | None, ...], total: int) -> str:
    told = [
        f"{bases(found, 7700.0, each)} of {total} at 7.7 km/s "
        f"and {bases(found, 8300.0, each)} at 8.3 with {limit(each)}"
        for each in limits[:2]
    ]
    every = all(bases(found, 8300.0, each) == total for each in limits)
    return f"{'Follows' if every else 'Follows in part'}, by the scenario's own clock: {'; '.join(told)}."


def span(found: Chase, limit_s: float | None) -> tuple[float, float]:
    speeds = [least.speed_m_s for one in found.found if (least := one.own.least[limit_s]) is not None]
    return min(speeds), max(speeds)


def listed(names: list[str]) -> str:
    return "none" if not names else ", ".join(names[:-1]) + (" and " if names[1:] else "") + names[-1]


HEAD = """# Can interceptors in Poland catch Russian missiles?

Written by `tools/make_chase.py`; do not edit it. It is what `midcourse chase russia-2007` says, of the scenario
[russia-2007](russia-2007.md): six missiles from six bases to Washington, two-stage interceptors at Redzikowo. The
nominal world, every input at its stated value, no luck.

**Least speed** is the burnout speed of the [reference flight](models/reach.md#method) of the slowest interceptor that
still catches the missile, with the motors of the two-stage interceptor and as much dead mass as makes it so slow; it
burns all it has. It is flown: [tables of reach](models/reach.md) of some thirty interceptors, the last launch of each
that meets the true path, and the least speed read between two of them. **In brackets** the second method: Lambert's
problem from the place where such an interceptor burns out (that of the reference flight, towards the missile) to
every point of the path, at the moment of burnout. It knows nothing of the direction in which stages burn, and asks for
1 to 4 % more where much speed is needed: the flown plan may burn low or high as it likes. It asks for less where
little is needed.

**Limit** is for how long the kill vehicle lives after launch; nobody has published it. *Burns*: at that launch the
missile still burns, and where it will be cannot be known. *Margin*: from that launch to the last one that meets the
missile, with the interceptor of the scenario; and its speed less the least one within its own limit of 900 s.

"""


def lines_of(found: Chase) -> list[str]:
    limits = [f"least, km/s: {limit(limit_s)}" for limit_s in found.limits_s[0]]
    return [
        *HEAD.splitlines(),
        f"![Least burnout speed against launch, six bases]({PICTURE.relative_to(PAGE.parent).as_posix()})",
        "",
        "## By the scenario's own clock",
        "",
        *wrapped(
            """The launch that each clock would allow: the event, 60 s to decide, 5 s for the order. *Lift-off*: as
            if the launch itself were known at once. *Satellite*: the first report of warning satellites. A radar:
            its first look with an even chance, by itself, then the looks that make a [track firm](models/track.md)
            once the missile has burnt out. The scenario's own clock, the first track, is in bold."""
        ),
        *by_clock(found, limits),
        "",
        "## By launch time",
        "",
        *by_launch(found, limits),
        "",
        "## Where they meet",
        "",
        *wrapped(
            """With the interceptor of the scenario and launches from that time on: the earliest and the latest
            intercept, with time, altitude, place, closing speed and the angle between the two paths. Below 90 deg
            the interceptor runs after the missile."""
        ),
        *meetings(found),
        "",
        *claims(found),
    ]


def main(arguments: list[str]) -> int:
    found = chase(load_scenario(SCENARIO))
    lines = "\n".join(lines_of(found)).rstrip().splitlines()
    if "--check" in arguments:
        wrong = differences(lines, PAGE.read_text(encoding="utf-8"))
        print("\n".join(wrong))
        return 1 if wrong else 0
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found.plot.save_all(PICTURE.parent)
    (PICTURE.parent / "least_speed.png").replace(PICTURE)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
