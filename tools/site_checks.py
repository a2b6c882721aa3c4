"""Tables of the check cases for the site: for each case the comparison that comes nearest to its tolerance."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from midcourse.verification.row import Row
from validation_cases import CASES

NOT_FIXED = "timing"  # measures the machine
MOST_PARTS = 8  # a family of more has one line
HELD = "Checks that hold it"
NO_CASE = "No case of `midcourse verify` belongs to this page: what holds it are these tests."
HEADS = (
    "case",
    "compared",
    "the nearest to its tolerance",
    "ours",
    "reference",
    "unit",
    "differ by",
    "allowed",
    "used, %",
)
PAGE = """# Check cases and their differences

What `midcourse verify` gave on the machine that built these pages. A case has several comparisons; shown is the
one that comes nearest to its tolerance, with the share of the tolerance that it uses. Inside a published bracket
no place is better than another. [Validation](validation.md#what-the-physics-is-checked-against) says what the
references are, and has published figures and other programs row by row.
"""


def belongs(case: str, name: str) -> bool:
    """Say whether a case goes by a name, its own or that of its family."""
    return case == name or case.startswith((f"{name}-", f"{name} "))


def used(row: Row) -> float:
    """Return the share of its tolerance that a comparison uses; infinite where there is none and the two differ."""
    if row.tolerance > 0.0:
        return row.difference / row.tolerance
    return 0.0 if row.difference == 0.0 else math.inf


def is_bracket(row: Row) -> bool:
    """Say whether the reference is a bracket, inside of which no place is better than another."""
    try:
        return bool(row.printed) and not math.isfinite(float(row.printed))
    except ValueError:
        return True


def number(value: float, digits: int) -> str:
    """Return a number with some digits that count, without an exponent where it can be read so."""
    if value == 0.0:
        return "0"
    exponent = math.floor(math.log10(abs(value)))
    if -4 <= exponent < 8:
        text = f"{value:.{max(0, digits - 1 - exponent)}f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return f"{value:.{digits - 1}e}"


def line(name: str, rows: Iterable[Row]) -> str:
    """Return the line of one case or family in a table."""
    mine = [row for row in rows if belongs(row.case, name) and row.case != NOT_FIXED]
    judged = [row for row in mine if row.passed is not None]
    outside = sum(row.is_outside for row in mine)
    count = f"{len(judged)}" + (f", and {outside} outside" if outside else "")
    if not judged:
        return f"| `{name}` | {count} |  |  |  |  |  |  |  |"
    row = max((row for row in judged if not is_bracket(row)), key=used, default=judged[0])
    what = f"{row.case.removeprefix(name).lstrip('- ')}: {row.what}".removeprefix(": ").replace("|", "\\|")
    unit = "" if row.unit == "1" else row.unit
    if is_bracket(row):
        cells = [number(row.ours, 6), row.printed, unit, "", "inside", ""]
    else:
        room = number(row.tolerance, 2) if row.tolerance else "none"
        digits = 7 if row.reference else 2  # what is a distance by itself is read as one
        cells = [*(number(value, digits) for value in (row.ours, row.reference)), unit]
        cells += [number(row.difference, 2), room, number(100.0 * used(row), 2)]
    return f"| `{name}` | {count} | {what} | {' | '.join(cells)} |"


def table(names: Iterable[str], rows: list[Row]) -> list[str]:
    return ["| " + " | ".join(HEADS) + " |", "|" + "---|" * len(HEADS), *(line(name, rows) for name in names)]


def named(text: str, rows: list[Row]) -> list[str]:
    """Return the names of cases and families that a page names where it says what holds it.

    Args:
        text: a model page.
        rows: of `midcourse verify`.
    """
    part = re.split(rf"^## {HELD}", text, flags=re.MULTILINE)
    if len(part) < 2:
        return []
    held = part[1].split("\n## ")[0]
    cases = sorted({row.case for row in rows if row.case != NOT_FIXED})
    found: list[str] = []
    for first, last in re.findall(r"`([^`\s]+)` to\s+`([^`\s]+)`", held):
        found += [case for case in cases if first <= case <= last]
    found += [
        word for word in re.findall(r"`([a-z][^`]*)`", held) if any(belongs(case, word) for case in cases)
    ]
    return list(dict.fromkeys(found))


def split(name: str, rows: list[Row]) -> list[str]:
    """Return the smaller families of a family that has a few, such as `tracking-ekf`; else the family itself."""
    parts = dict.fromkeys(row.case.split(" ")[0] for row in rows if belongs(row.case, name))
    return list(parts) if 1 < len(parts) <= MOST_PARTS else [name]


def section(text: str, rows: list[Row]) -> str:
    """Return the table for the end of a model page, or a line that says that the page names no case."""
    names = list(dict.fromkeys(part for name in named(text, rows) for part in split(name, rows)))
    if not names:
        return f"\n{NO_CASE}\n"
    words = "What `midcourse verify` gave when these pages were built, and [what that means](../checks.md)."
    return "\n".join(["", "### Check cases and their differences", "", words, "", *table(names, rows)]) + "\n"


def families() -> list[tuple[str, list[str]]]:
    """Return the references that docs/validation.md names, with the cases of each."""
    return [(reference, re.findall(r"`([^`]+)`", cases)) for cases, reference, _ in CASES]


def page(rows: list[Row]) -> str:
    """Make the page of all cases."""
    names = [name for _, found in families() for name in found]
    judged = [row for row in rows if row.passed is not None]
    count = f"{len(judged)} comparisons pass or fail, {sum(not row.passed for row in judged)} of them fail."
    return "\n".join([*PAGE.splitlines(), "", count, "", *table(names, rows)]) + "\n"
