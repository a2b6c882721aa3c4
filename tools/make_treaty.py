"""Write docs/treaty.md: what the treaty of 1972 says of four scenarios, and START of the forces of 1990.

python tools/make_treaty.py             writes the page
python tools/make_treaty.py --check     compares with what stands there; exit 1 where they differ
"""

from __future__ import annotations

import sys
from pathlib import Path

from make_europe import finish, table, wrapped
from midcourse.api.treaty import TreatyFindings, treaty
from midcourse.compliance.finding import ABSENT
from midcourse.scenario import load_scenario

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/treaty.md"
SCENARIOS = (
    ("The test of July 2001", "testbed-2001", None),
    ("Five silos at Fort Greely in an emergency", "testbed-2001", "emergency-fort-greely"),
    ("The first interceptors, end of 2004", "national-2004", None),
    ("The plan of 2007", "europe-2007", None),
)
FORCES = ("usa-1990", "ussr-1990")
HEADS = ["article", "limit", "value", "verdict", "because"]


def asked(name: str, variant: str | None) -> TreatyFindings:
    """Return what the treaty of 1972 says of a scenario."""
    return treaty("abm-1972", load_scenario(name, variant))


def section(title: str, name: str, variant: str | None) -> list[str]:
    """Return the findings of one scenario, and who reads the contested ones how."""
    found = asked(name, variant)
    option = "" if variant is None else f" --variant {variant}"
    there = [one for one in found.findings if one.verdict != ABSENT]
    none = [one.article for one in found.findings if one.verdict == ABSENT]
    rows = [[one.article, one.limit, one.value, one.verdict, one.because] for one in there]
    said = [
        f"- {one.article}, {reading.who} ({reading.verdict}): {reading.says}"
        for one in found.findings
        for reading in one.readings
    ]
    return [
        f"## {title}",
        "",
        *wrapped(f"`midcourse treaty abm-1972 {name}{option}`. {found.when()} {found.counted()}"),
        *table(HEADS, rows),
        "",
        *wrapped(f"{ABSENT.capitalize()}: {'; '.join(none)}."),
        *[line for one in dict.fromkeys(said) for line in wrapped(one)[:-1]],
        *([""] if said else []),
    ]


def arms() -> list[str]:
    """Return the forces of 1990 under START I."""
    rows = []
    for forces in FORCES:
        for one in treaty("start-1", forces).findings:
            rows.append([forces, one.limit, one.value, one.verdict, one.because])
    return [
        "## The forces of 1990 under START I",
        "",
        *wrapped("""`midcourse treaty start-1 usa-1990`. Limits as of the end of the third phase, which these forces
            had eleven years to meet: as if in force."""),
        *table(["forces", "limit", "value", "verdict", "because"], rows),
    ]


def lines_of() -> list[str]:
    text = [
        "# What the treaties say",
        "",
        *wrapped("""Written by `tools/make_treaty.py`; do not edit it. Values are computed from sites, sensors and
            interceptors of each scenario; how, and what is left out, says the [model](models/treaty.md). A verdict is
            what the words give for these numbers. Contested findings hang on words that two sides read in two ways;
            whose reading is right, no program knows. `midcourse catalog show abm-1972` has the articles with their
            sources."""),
    ]
    for title, name, variant in SCENARIOS:
        text += section(title, name, variant)
    return "\n".join([*text, *arms()]).rstrip().splitlines()


def main(arguments: list[str]) -> int:
    return finish(arguments, PAGE, lambda _: lines_of())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
