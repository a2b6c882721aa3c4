"""Write docs/test-record.md and its picture: every intercept test, three ways to count, what it says and what not.

python tools/make_record.py             writes the page and its picture
python tools/make_record.py --check     compares with what stands there; exit 1 where they differ
"""

from __future__ import annotations

import sys
from pathlib import Path

from make_europe import finish, table, wrapped
from midcourse.api.record import RecordOfTests, flight_record
from midcourse.catalog import load_interceptor
from midcourse.engagement.closed_form import kill_chance
from midcourse.views.style import save

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/test-record.md"
PICTURE = ROOT / "docs/pictures/test-record.png"
DOTS_PER_INCH = 110
PARTS = {
    "all": {},
    "the surrogate, 1999 to 2002": {"configuration": "surrogate"},
    "the deployed booster, since 2004": {"configuration": ("three-stage", "two-stage")},
    "since 2010": {"since": "2010"},
    "to October 2017": {"until": "2017-10"},
}
ENTRIES = ("gbi-two-stage", "surrogate-2001")
STEPS = ("launch", "boost", "separation", "seeker")
SHOTS = 4


def way_cells(found: RecordOfTests, at: int) -> list[str]:
    one = found.ways[at]
    known = one.posterior
    if known is None:
        return [f"{one.hits} of {one.attempts}", "–"]
    return [f"{one.hits} of {one.attempts}", f"{known.mean:.3f} ({known.low:.3f} to {known.high:.3f})"]


def tests_of(found: RecordOfTests) -> list[list[str]]:
    return [
        [
            str(test.date), test.name, test.configuration, test.purpose, str(test.fired), test.outcome,
            f"{test.failed}: {test.cause}" if test.cause else "", f"`{test.source}` ({test.grade})",
        ]
        for test in found.tests
    ]  # fmt: skip


def steps_of(entry: str) -> list[str]:
    _, numbers = load_interceptor(entry)
    cells = []
    for step in STEPS:
        number = numbers[f"reliability.{step}"]
        counts = " ".join(number.where.split()[:3])
        cells.append(f"{counts}: {number.value:g} ({number.low:g} to {number.high:g})")
    return [f"`{entry}`", *cells]


def not_said(whole: RecordOfTests) -> list[str]:
    known = whole.chosen.posterior
    assert known is not None
    four, half, low, high = (
        kill_chance((1.0, 1.0, 1.0, chance), 1.0, 0.0, [SHOTS]) for chance in (0.56, 0.5, known.low, known.high)
    )
    return [
        """- **Tests are not combat.** Time, place and kind of target were planned, and no test had an enemy who
            wanted it to fail. Nothing in the counts says by how much.""",
        """- **Tests are not alike.** Booster, kill vehicle, target and purpose changed from test to test, and what
            failed was mended. A posterior of all of them takes one chance for all. Taken apart by configuration, as
            above, the intervals grow; by purpose there are one or two tests each, which say next to nothing.""",
        """- **A failure of the target or of a radar** is no failure of the interceptor. FTG-03, without a target,
            is left out; FTG-06, in which the sea-based radar failed too, is not.""",
        f"""- **Four shots are not four tests.** Four independent shots at 0.56 make {four:.4f}, at 0.50 {half:.4f},
            which articles of 2017 gave as 97 and 94 %. At the ends of the interval of `tests` it is {low:.3f} and
            {high:.3f}, and less where failures have a [common cause](models/shots.md).""",
    ]


def lines_of(draw: bool) -> list[str]:
    whole = flight_record("gmd")
    if draw:
        save(whole.plot.posterior().figure, PICTURE, "png", DOTS_PER_INCH)
    parts = []
    for name, asked in PARTS.items():
        found = flight_record("gmd", **asked)
        parts.append([name, *(cell for at in range(3) for cell in way_cells(found, at))])
    split = ", ".join(f"{step} {count}" for step, count in whole.failures.items())
    known = whole.chosen.posterior
    assert known is not None
    means = [one.posterior.mean for one in whole.ways if one.posterior is not None]
    apart = max(means) - min(means)
    early = sum(count for step, count in whole.failures.items() if step != "seeker")
    text = [
        "# The test record",
        "",
        *wrapped("""Written by `tools/make_record.py`; do not edit it. Every intercept test of the ground-based
            midcourse system, what failed, and what the counts say of the chance of a hit. How that is worked out: [the
            model](models/record.md). Why with this prior: [the decision](decisions/jeffreys-prior.md)."""),
        "    midcourse tests gmd --plot pictures",
        "    midcourse tests gmd --since 2004 --configuration three-stage --count launched",
        "",
        *wrapped("""From Python: `mc.flight_record("gmd", since="2004")`, with `.answer()`, `.frame()`,
            `.plot.posterior()`."""),
        "## Every test",
        "",
        *wrapped("""Source and grade are those of outcome and of the step that failed, with what was read there in
            `midcourse catalog show gmd`. Purposes are recalled, and so are causes beyond what is told there.
            FTG-03, whose target fell short, counts nowhere."""),
        *table(
            ["date", "test", "configuration", "purpose", "fired", "outcome", "cause", "source (grade)"],
            tests_of(whole),
        ),
        "",
        *wrapped(f"""Failures by the first step that broke: {split}. {early} of {sum(whole.failures.values())}
            broke before homing began. That is why the simulation has a chance for each step, and not one for the
            shot."""),
        "## Three ways to count",
        "",
        *table(
            ["way", "rule", "who counts so", "grade"],
            [[f"`{one.way.name}`", one.way.rule, one.way.source, one.way.grade] for one in whole.ways],
        ),
        "",
        "![Densities of the chance of a hit under three ways of counting](pictures/test-record.png)",
        "",
        *wrapped("Hits of attempts; mean of the posterior, with 5 and 95 %:"),
        *table(["tests", "`tests`", "", "`interceptors`", "", "`launched`", ""], parts),
        "",
        *wrapped(f"""The three means of all tests lie between {min(means):.3f} and {max(means):.3f}; the interval of
            `tests` is {(known.high - known.low) / apart:.1f} times as wide as they lie apart. What is called an
            attempt matters less than that there are twenty tests.

            That a total of 21 is had by counting the salvo twice is recalled, not read. It has 12 hits where a hit is
            a target destroyed; whoever counts the second interceptor, which struck what was left, as a hit has
            13 of 21."""),
        "## What the steps say",
        "",
        *wrapped("""Interceptors of the catalogue take the chance of each step from these rows: passed of those that
            came so far, median with 95 % of the posterior. Nothing is typed twice: change a row, and the entry
            changes."""),
        *table(["interceptor", *STEPS], [steps_of(entry) for entry in ENTRIES]),
        "",
        "## What it does not say",
        "",
        *(line for item in not_said(whole) for line in wrapped(item)[:-1]),
    ]
    return "\n".join(text).rstrip().splitlines()


def main(arguments: list[str]) -> int:
    return finish(arguments, PAGE, lines_of)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
