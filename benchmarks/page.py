"""From measurements to `docs/benchmarks.md`: tables, and ratios between rows that were timed in the same run."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

OTHER = "another form"  # of a peer's work: printed, but no ratio is to it
PEAK = "peak"
GROUPS = {
    "flights": "Flights",
    "rockets": "Small rockets beside RocketPy",
    "filter": "The filter",
    "engagement": "Whole engagements",
    "growth": "What more costs",
    "cold": "Cold and warm",
}
HEAD = """# How quick it is

This page is written by `make bench`; what each row is and how it is timed is told in
[how to measure](../benchmarks/README.md), what the figures mean for a user in [how quick runs are](speed.md).

Every table was measured in one process on one core, its rows in turns; times are CPU time, medians over the rounds,
and ± is half of the spread between the quartiles. **Ratios are between rows of one table**: they hold better than
times, which move with the machine and with what else runs on it.
"""


def number(value: float, digits: int = 3) -> str:
    """Return a number in a few digits, without an exponent."""
    if math.isnan(value):
        return ""
    if math.isinf(value):
        return "∞"
    if value == 0.0:
        return "0"
    places = digits - 1 - math.floor(math.log10(abs(value)))
    return f"{round(value, places):,.{max(places, 0)}f}"


def times(ratio: float) -> str:
    """Return by how much something is quicker, nothing where there is no peer."""
    return number(ratio)


def plain(title: str, said: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Return a table of words; columns without a head are left out."""
    kept = [k for k, head in enumerate(heads) if head or k == 0]
    cells = [[row[k] for k in kept] for row in rows]
    return {"title": title, "said": said, "heads": [heads[k] for k in kept], "cells": cells}


def chosen(found: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return, for each peer, its quickest row whose error is within the table's limit."""
    best: dict[str, Mapping[str, Any]] = {}
    for row in found["rows"]:
        peer, error = row["peer"], row["error"]
        bad = found["limit"] is not None and error is not None and not error <= found["limit"]
        if peer and peer != OTHER and not bad and (peer not in best or row["s"] < best[peer]["s"]):
            best[peer] = row
    return best


def peers_of(found: Mapping[str, Any]) -> list[str]:
    """Return the names of the peers that were asked, in their order."""
    return list(dict.fromkeys(row["peer"] for row in found["rows"] if row["peer"] not in ("", OTHER)))


def compared(found: Mapping[str, Any]) -> list[str]:
    """Return the lines of a table of rows that were timed in turns, each with its ratio to every peer."""
    best = chosen(found)
    peak = next((row["flop"] / row["s"] for row in found["rows"] if row["name"] == PEAK), math.nan)
    shown = [row for row in found["rows"] if not row["peer"] and row["name"] != PEAK]
    shared = any(row["flop"] for row in shown) and not math.isnan(peak)
    shown += [*best.values(), *(row for row in found["rows"] if row["peer"] == OTHER)]
    noted = any(row["note"] for row in shown)
    heads = ["", f"µs {found['unit']}", "±", "a second"]
    heads += ["apart from ours"] if noted else ["worst error"]
    heads += ["share of peak"] if shared else []
    heads += [f"× {peer}" for peer in best]
    lines = [_line(heads), "|---|" + "---:|" * (len(heads) - 1)]
    for row in shown:
        cells = [row["name"], number(1e6 * row["s"]), f"{row['spread']:.0%}", number(1.0 / row["s"])]
        error = "" if row["error"] is None else f"{number(row['error'], 2)} m"
        cells.append(row["note"] if noted else error)
        if shared:
            cells.append(f"{row['flop'] / row['s'] / peak:.1%}" if row["flop"] else "")
        cells += [number(other["s"] / row["s"]) for other in best.values()]
        lines.append(_line(cells))
    for peer in peers_of(found):
        if peer not in best:
            lines += ["", f"No setting of {peer} that was tried is within {found['limit']:g} m."]
    if shared:
        work = {row["name"]: row["flop"] for row in shown if row["flop"]}
        told = "; ".join(f"{name} {number(flop)}" for name, flop in work.items())
        lines += ["", f"Peak in this run: {peak / 1e9:.1f} GFLOP/s. Operations {found['unit']}: {told}."]
    return lines


def tried(found: Mapping[str, Any]) -> list[str]:
    """Return one line that names every setting of the peers with its time and error, where there were several."""
    rows = [row for row in found["rows"] if row["peer"] not in ("", OTHER) and row["error"] is not None]
    if len(rows) <= len(peers_of(found)):
        return []
    words = (f"{row['name']}: {number(1e6 * row['s'])} µs, {number(row['error'], 2)} m" for row in rows)
    return ["", "Settings tried: " + "; ".join(words) + "."]


def section(found: Mapping[str, Any]) -> list[str]:
    """Return a table of either kind with its heading and what is said of it."""
    lines = [f"### {found['title']}", "", found["said"], ""]
    if "cells" in found:
        lines += [_line(found["heads"]), "|---|" + "---:|" * (len(found["heads"]) - 1)]
        lines += [_line(row) for row in found["cells"]]
    else:
        lines += compared(found) + tried(found)
    return [*lines, ""]


def page(measured: Mapping[str, Mapping[str, Any]], missing: Sequence[str]) -> str:
    """Return the page.

    Args:
        measured: by group: `date`, `machine`, `versions`, `load` before and after, `rounds`, `tables`.
        missing: peers that were not installed.
    """
    lines = HEAD.splitlines()
    for group, words in GROUPS.items():
        if group not in measured:
            continue
        found = measured[group]
        versions = "".join(f", {name} {version}" for name, version in found["versions"].items())
        rounds = f", {found['rounds']} rounds" if found["rounds"] > 1 else ""
        lines += ["", f"## {words}", ""]
        before, after = found["load"]
        where = f"{found['date']}, {found['machine']}, load {before:.1f} before and {after:.1f} after"
        lines.append(f"{where}{rounds}{versions}.")
        lines.append("")
        for one in found["tables"]:
            lines += section(one)
        lines.pop()
    left = [words for group, words in GROUPS.items() if group not in measured]
    if left:
        lines += ["", f"Not measured here: {', '.join(left)}."]
    if missing:
        lines += ["", f"Not installed, and left out: {', '.join(missing)}."]
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
