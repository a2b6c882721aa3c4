"""Write docs/validation.md: every published target, and every figure of another program or a formula, beside ours.

The numbers are those of `midcourse verify`. Ours is rounded to a tenth of its tolerance or finer, so that the file
comes out alike on other machines; --check allows one unit of the last place printed.

Run: python tools/make_validation.py            writes the page, and the count in the README
     python tools/make_validation.py --check    compares with what stands there; exit 1 where they differ
"""

import math
import re
import sys
import textwrap
from pathlib import Path
from typing import NamedTuple

from midcourse.verification import (
    argument,
    assignment,
    burnout_speeds,
    guidance,
    lofted,
    published_flights,
    published_interceptors,
    radar,
    rockets,
    sensors,
    shipped,
    stage_sets,
    tracking,
)
from midcourse.verification.row import Row, unchanged
from validation_cases import CASES

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/validation.md"
README = ROOT / "README.md"
TOPICS = (
    ("published_missiles", published_flights.rows),
    ("lofted", lofted.rows),
    ("published_interceptors", published_interceptors.rows),
    ("stage_sets", stage_sets.rows),
    ("burnout_speeds", burnout_speeds.rows),
    ("sensors", sensors.rows),
    ("radar", radar.rows),
    ("tracking", tracking.rows),
    ("guidance", guidance.rows),
    ("assignment", assignment.rows),
    ("argument", argument.rows),
    ("rockets", rockets.rows),
)
HEAD = """# Validation

What is published about missiles, interceptors, radars and the argument over them, and what other programs and
formulas make of the same inputs, each beside ours. Written by `tools/make_validation.py` from the rows of `midcourse
verify`; do not edit it.

Four kinds of reference, which say different things. A **published** figure is about the world; our stages are mostly
guessed so that such figures are met together ([stage models](stage-models.md)), so that to agree says that the
guesses hold together, not that they are true: about a dozen of these rows were fitted or solved to the figure beside
which they stand, as rows or pages say. An **independent code** works from the same inputs; it says whether our
arithmetic is right, and not whether the inputs are. A **closed form** says the same of a formula. What was
**measured** is the flight itself, of small rockets.

Most rows of an independent code are of one, *midcourse stage models*: a flight code with three degrees of freedom in
an inertial frame, gravity with J2, the standard air of 1976, a vertical rise, a kick, a gravity turn to 50 km and one
held attitude after it. It shares no code with this one, and takes the same stages, drag tables and steering law. Its
coast agrees with an integration of eighth order to 0.05 m, its ranges repeat to 0.6 km. Its figures came with the
stage sets; it is no published program, and nobody else can run it. The other rows name theirs.

A row is *inside* its tolerance or *outside (reason)*. Rows outside stay, and nothing is changed to bring them inside.
What is *shown* is not judged, and the note says why.
"""
CASES_HEAD = """## What the physics is checked against

`midcourse verify` works these cases on your machine and prints ours, the reference, the difference and the tolerance.
The pages of the [models](index.md#models) say what each case holds. The sections below show what is published and
what another program or a formula gives, row by row; the other cases hold our own arithmetic, and `verify` alone
prints their rows: it prints more than are counted above.

| case | reference | tolerance |
|---|---|---|"""
SAID = r"Of \d+ comparisons \d+ lie outside their tolerance"
KINDS = ("published", "closed form", "independent code", "measured")
OURS = 2  # the column that is computed


class Line(NamedTuple):
    """One line of the page; `slack` is by how much ours may differ in it, 0 where it is no row."""

    text: str
    slack: float = 0.0


def linked(text: str) -> str:
    """Let a page that a text names be a link to it."""
    return re.sub(
        r"docs/([a-z/-]*?([a-z-]+))\.md", lambda one: f"[{one[2].replace('-', ' ')}]({one[1]}.md)", text
    )


def step_of(row: Row) -> float:
    """Return the unit of the last place to which ours is printed."""
    if row.tolerance == 0.0:
        return 1.0
    return float(10.0 ** math.floor(math.log10(row.tolerance / 10.0) + 1e-9))


def number(value: float, step: float) -> str:
    rounded = round(value / step) * step
    return f"{rounded:.{max(0, -round(math.log10(step)))}f}"


def verdict(row: Row) -> str:
    if row.passed is None:
        return row.note if row.is_outside else f"shown: {row.note}"
    return "inside" if row.passed else "FAILS"


def line_of(row: Row, with_source: bool) -> Line:
    step = step_of(row)
    ours = "-" if row.note.startswith("not yet") else number(row.ours, step)
    reference = row.printed or f"{row.reference:.10g}"
    cells = [
        row.case,
        row.what,
        ours,
        reference,
        "" if row.unit == "1" else row.unit,
        linked(row.why),
        verdict(row),
    ]
    if with_source:
        cells.append(row.source)
    return Line("| " + " | ".join(cells) + " |", 1.5 * step)


def counts(rows: list[Row]) -> str:
    inside = sum(row.passed is True for row in rows)
    outside = sum(row.is_outside for row in rows)
    shown = len(rows) - inside - outside
    return f"{inside} inside, {outside} outside" + (f", {shown} shown" if shown else "")


def wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 120, break_long_words=False, break_on_hyphens=False)


def section(name: str, rows: list[Row]) -> list[Line]:
    table = shipped.table(name)
    one_source = len({row.source for row in rows}) == 1
    out = [f"## {table['topic']}", "", f"{counts(rows).capitalize()}.", "", *wrapped(linked(table["note"]))]
    heads = [
        "case",
        "what",
        "ours",
        "other code" if one_source else "reference",
        "unit",
        "tolerance and why",
        "verdict",
    ]
    if one_source:
        out += ["", *wrapped(f"Source: {rows[0].source}.")]
    else:
        heads.append("source")
    out += ["", "| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return [Line(text) for text in out] + [line_of(row, not one_source) for row in rows] + [Line("")]


def page() -> tuple[list[Line], str]:
    """Make the lines of the page, and the sentence of the README."""
    worked = {name: list(rows(unchanged)) for name, rows in TOPICS}
    every = [row for rows in worked.values() for row in rows]
    lines = [Line(text) for text in HEAD.splitlines()] + [Line("")]
    lines += [Line("| kind | rows |"), Line("|---|---|")]
    for kind in KINDS:
        lines.append(Line(f"| {kind} | {counts([row for row in every if row.kind == kind])} |"))
    lines += [Line(f"| all | {counts(every)} |"), Line("")]
    judged = [row for row in every if row.passed is not None or row.is_outside]
    outside = sum(row.is_outside for row in every)
    said = f"Of {len(judged)} comparisons {outside} lie outside their tolerance"
    lines += map(Line, wrapped(f"{said}; what is shown is no comparison. The README says the same number."))
    lines.append(Line(""))
    lines += map(Line, [*CASES_HEAD.splitlines(), *(f"| {' | '.join(case)} |" for case in CASES), ""])
    for name, rows in worked.items():
        lines += section(name, rows)
    return lines[:-1], said


def differences(lines: list[Line], text: str) -> list[str]:
    """Return the lines of a page that differ by more than the last place of ours."""
    there = text.splitlines()
    if len(there) != len(lines):
        return [f"{len(there)} lines instead of {len(lines)}"]
    return [old for new, old in zip(lines, there, strict=True) if not alike(new, old)]


def alike(new: Line, old: str) -> bool:
    if new.text == old:
        return True
    if not new.slack:
        return False
    ours, theirs = (text.strip("| ").split(" | ") for text in (new.text, old))
    a, b = ours.pop(OURS), theirs.pop(OURS)
    return ours == theirs and "-" not in (a, b) and abs(float(a) - float(b)) <= new.slack


def main(arguments: list[str]) -> int:
    lines, said = page()
    readme = README.read_text(encoding="utf-8")
    if arguments == ["--check"]:
        wrong = differences(lines, PAGE.read_text(encoding="utf-8"))
        if said not in " ".join(readme.split()):
            wrong.append(f"README.md does not say: {said}")
        print("\n".join(wrong) or "docs/validation.md and the README are as they should be")
        return 1 if wrong else 0
    if arguments:
        print(__doc__)
        return 2
    PAGE.write_text("\n".join(line.text for line in lines) + "\n", encoding="utf-8")
    README.write_text(re.sub(SAID, said, readme, count=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
