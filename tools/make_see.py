"""Write docs/see.md and its pictures: what the radars of the plan of 2007 cover, and when they see a missile first.

python tools/make_see.py             writes the page and its pictures
python tools/make_see.py --check     compares with what stands there; exit 1 where they differ
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from make_europe import differences, table, wrapped
from midcourse.analysis.first_looks import first_looks
from midcourse.api.seen import Seen, see
from midcourse.report.clock import radar_names
from midcourse.scenario import load_scenario

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/see.md"
PICTURES = {
    name: ROOT / f"docs/pictures/see-europe-{name}.png"
    for name in ("coverage", "cross-section", "first-look")
}
DOTS_PER_INCH = 110
LATS, LONS = np.arange(44.0, 31.0, -2.0), np.arange(38.0, 55.0, 2.0)


def covered(found: Seen) -> list[str]:
    rows = []
    for s, name in enumerate(radar_names(found.scenario)):
        for one in found.edges(s):
            seen = one.even_m[np.isfinite(one.even_m)]
            even = span(seen) if len(seen) else "out of range"
            rows.append([name, f"{one.alt_m / 1e3:,.0f}", span(one.horizon_m), even])
    return table(["radar", "altitude, km", "horizon, km", "even chance, km"], rows)


def span(far_m: np.ndarray) -> str:
    low, high = (10 * round(float(edge) / 1e4) for edge in (far_m.min(), far_m.max()))
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def ranges(found: Seen) -> list[str]:
    rows = []
    for name, echo in zip(radar_names(found.scenario), found.echoes, strict=True):
        for k in range(0, len(echo.rcs_m2), 3):
            lines = (echo.look_m, echo.low_m, echo.high_m, echo.search_m)
            rows.append([name, f"{echo.rcs_m2[k]:g}", *(f"{10 * round(line[k] / 1e4):,}" for line in lines)])
    heads = ["radar", "cross section, m²", "one look, km", "5 %", "95 %", "along a heading, km"]
    return table(heads, rows)


def times(found: Seen) -> list[str]:
    letters = ["F", "B"]
    looks = first_looks(found.scenario, LATS, LONS)
    rows = []
    for i, lat in enumerate(LATS):
        cells = []
        for one in looks[i * len(LONS) : (i + 1) * len(LONS)]:
            first = "never" if one.cued is None else f"{one.cued.time_s:.0f} {letters[one.cued.radar]}"
            cells.append(first if one.reached else "–")
        rows.append([f"{lat:.0f}° N", *cells])
    return table(["from", *(f"{lon:.0f}° E" for lon in LONS)], rows)


def told_is_so(found: Seen) -> None:
    """Hold what the page says in words."""
    forward, brdy = found.edges(0), found.edges(1)
    assert all(np.array_equal(one.even_m, one.horizon_m) for one in brdy[:3])
    bounded = [np.mean(one.even_m == one.horizon_m) for one in forward]
    assert max(bounded) < 0.5 and bounded[1:] == [0.0, 0.0, 0.0]
    assert all(item.radar.search == "cue" for item in found.items)


def lines_of(found: Seen) -> list[str]:
    told_is_so(found)
    shown = {name: path.relative_to(PAGE.parent).as_posix() for name, path in PICTURES.items()}
    own = [row["first_s"] for row in found[0]["sensors"][1:]]
    text = [
        "# What the radars of 2007 see",
        "",
        *wrapped(
            """Written by `tools/make_see.py`; do not edit it. It is what `midcourse see europe-2007 --plot DIR` says
            of the scenario [europe-2007](europe-2007.md): a forward radar in eastern Turkey, which looks north over a
            field of 120 degrees, and a large radar at Brdy, which turns. How it is worked is told with the
            [model](models/outlook.md). The nominal world, every input at its stated value, no luck."""
        ),
        "## What they cover",
        "",
        *wrapped(
            """Ground distance within which one look finds a warhead of 0.01 m² with an even chance, and that of the
            horizon: an object stands there on the lowest elevation of the radar, 3 degrees as the radar shows it. Of
            the forward radar the least is at the sides of its field."""
        ),
        f"![Coverage of the radar at Brdy at four altitudes]({shown['coverage']})",
        "",
        *covered(found),
        "",
        *wrapped(
            """Up to 500 km the radar at Brdy ends at its horizon and not at its power: more power would not show it
            more there. The forward radar ends at its power in most directions at 100 km, and in all of them above."""
        ),
        "## Range against cross section",
        "",
        *wrapped(
            """Slant range of an even chance, straight out of the face, whatever the horizon, and between 5 and 95
            percent of 200 worlds; and of one look where a radar has only the heading of a launch that a satellite
            reported, and has to search along it."""
        ),
        f"![Range of the two radars against cross section]({shown['cross-section']})",
        "",
        *ranges(found),
        "",
        "## First look by launch point",
        "",
        *wrapped(
            f"""Seconds after lift-off of the missile of the scenario until the first look of a radar with an even
            chance, on the way to London: F the forward radar, B that at Brdy, – where the missile does not reach
            London. From Tabriz it is {min(own):.1f} s, as the table of the command says. Both radars look only where
            satellites or each other send them; without satellites neither looks at all."""
        ),
        f"![First look by launch point]({shown['first-look']})",
        "",
        *times(found),
        "",
    ]
    return "\n".join(text).rstrip().splitlines()


def main(arguments: list[str]) -> int:
    found = see(load_scenario("europe-2007"))
    lines = lines_of(found)
    if "--check" in arguments:
        wrong = differences(lines, PAGE.read_text(encoding="utf-8"))
        print("\n".join(wrong))
        return 1 if wrong else 0
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    from midcourse.views.style import save

    drawn = (found.plot.coverage(1), found.plot.cross_section(), found.plot.first_look())
    for axes, path in zip(drawn, PICTURES.values(), strict=True):
        save(axes.figure, path, "png", DOTS_PER_INCH)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
