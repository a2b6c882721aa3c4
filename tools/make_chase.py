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


def km_s(speed_m_s: float | None) -> str:
    return "none" if speed_m_s is None else f"{speed_m_s / 1e3:.2f}"


def limit(limit_s: float | None) -> str:
    return "no limit" if limit_s is None else f"{limit_s:.0f} s"


def speeds(start: Start) -> list[str]:
    cells = []
    for limit_s, least in start.least.items():
        told = "none" if least is None else f"{'at most ' if least.bound else ''}{km_s(least.speed_m_s)}"
        cells.append(f"{told} ({km_s(start.lambert[limit_s])})")
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
        [name(one) if k == 0 else "", launch(start), meeting(start.first), meeting(start.last), *margins(start)]
        for one in found.found
        for k, start in enumerate(one.starts)
    ]
    return table(["from", "launch, s", "first intercept", "last intercept", "margin, s", "margin, km/s"], rows)


def name(one: Chased) -> str:
    return f"{one.place.id}, `{one.missile}`, burnout {one.burnout_s:.0f} s"


HEAD = """# Can interceptors in Poland catch Russian missiles?

Written by `tools/make_chase.py`; do not edit it. It is what `midcourse chase russia-2007` says, of the scenario
[russia-2007](russia-2007.md): six missiles from six bases to Washington, two-stage interceptors at Redzikowo. The
nominal world, every input at its stated value, no luck.

**Least speed** is the burnout speed of the [reference flight](models/reach.md#method) of the slowest interceptor that
still catches the missile, with the motors of the two-stage interceptor and as much dead mass as makes it so slow; it
burns all it has. It is flown: [tables of reach](models/reach.md) of some thirty interceptors, the last launch of each
that meets the true path, and the least speed read between two of them. **In brackets** the second method: Lambert's
problem from the place where such an interceptor burns out (that of the reference flight, towards the missile) to every
point of the path, at the moment of burnout. It knows nothing of the direction in which stages burn, and asks for 1 to 3
% more where much speed is needed: the flown plan may burn low or high as it likes. It asks for less where little is
needed.

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
            """The launch that each clock would allow: the event, 60 s to decide, 5 s for the order. *Lift-off*: as if the
            launch itself were known at once. *Satellite*: the first report of warning satellites. A radar: its first look
            with an even chance, by itself, then the looks that make a [track firm](models/track.md) once the missile has
            burnt out. The scenario's own clock, the first track, is in bold."""
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
            """With the interceptor of the scenario and launches from that time on: the earliest and the latest intercept,
            with time, altitude, place, closing speed and the angle between the two paths. Below 90 deg the interceptor
            runs after the missile."""
        ),
        *meetings(found),
        "",
    ]


def main(arguments: list[str]) -> int:
    found = chase(load_scenario(SCENARIO))
    lines = lines_of(found)
    if "--check" in arguments:
        wrong = differences(lines, PAGE.read_text(encoding="utf-8"))
        print("\n".join(wrong))
        return 1 if wrong else 0
    PAGE.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    found.plot.save_all(PICTURE.parent)
    (PICTURE.parent / "least_speed.png").replace(PICTURE)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
