"""A target from a file of cases: our number beside a value or bracket, and inside, outside with a reason, or shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from midcourse.verification.row import Case, Row


def judged(table: Any, entry: Any, ours: float) -> Row:
    """Compare a number with a target.

    A difference beyond the tolerance is a failure, unless the target says in `outside` why the two must differ;
    the reason is not heard where they agree. A target with `shown` is not judged.

    Args:
        table: the file of cases; gives `prefix`, and `kind` and `source` where the entry has none.
        entry: the target: `id`, `what`, `unit`, `value` or `low` and `high`, `tolerance` (in the unit) or `share`,
            `why`; perhaps `outside`, `shown`, `printed`.
        ours: our number, in the unit of the target.

    Returns:
        the row; of a bracket the reference is the middle, and the tolerance reaches to its ends and beyond.
    """
    low, high = (entry[key] if key in entry else entry["value"] for key in ("low", "high"))
    share = entry.get("share", 0.0)
    below = low - entry.get("tolerance", share * abs(low))
    above = high + entry.get("tolerance", share * abs(high))
    case = Case(f"{table['prefix']}-{entry['id']}", entry.get("source", table.get("source", "")))
    middle, reach = 0.5 * (below + above), 0.5 * (above - below)
    if "shown" in entry:
        row = case.not_judged(entry["what"], ours, middle, entry["unit"], entry["shown"])
    else:
        row = case.near(entry["what"], ours, middle, reach, entry["unit"])
        if not row.passed and "outside" in entry:
            row = replace(row, passed=None, note=f"outside ({entry['outside'].strip()})")
    bracket = f"{low} to {high}" if low != high else ""
    return replace(
        row,
        printed=entry.get("printed", bracket),
        why=reason(entry),
        kind=entry.get("kind", table["kind"]),
    )


def reason(target: Any) -> str:
    """Say how far from a target one may be, and why, as docs/validation.md shows it."""
    if "shown" in target:
        return ""
    if "tolerance" in target:
        size = f"{target['tolerance']:g} {target['unit']}".removesuffix(" 1")
    else:
        size = f"{100.0 * target['share']:g} %" if target.get("share") else "none"
    return f"{size}: {target['why']}"


def filled(table: Any, part: str, entry: Any) -> Any:
    """Give a row of one part of a file what the part says for all of its rows.

    Args:
        table: the file of cases.
        part: the name of the part, whose `rows` share its `what`, `unit`, `tolerance`, `why`, `kind`, `source`.
        entry: the row; what it says itself goes first.
    """
    return {key: value for key, value in table[part].items() if key != "rows"} | dict(entry)
