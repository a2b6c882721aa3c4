"""How a run folder is had again: the address that shows it, with the hash of its results, and the command."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from midcourse.shown.command import changes, run_line
from midcourse.web.asked import OWN


def permalink(held: dict[str, Any], run: int | None = None) -> str | None:
    """Return the part of an address behind the host, from the manifest of a run; None for a text of one's own."""
    name = held.get("scenario")
    if not name or name == OWN:
        return None
    how = held.get("how", {})
    words = [("s", name), ("v", how.get("variant")), *(("set", one) for one in how.get("sets") or ())]
    words += [("seed", held["seed"]), ("runs", held["runs"]), ("worlds", held["worlds"]), ("grade", held.get("grade"))]
    words += [("run", run), ("digest", digest(held))]
    return "/#" + "&".join(f"{key}={quote(str(value), safe='')}" for key, value in words if value is not None)


def digest(held: dict[str, Any]) -> str | None:
    """Return the hash of the table of results, None where it is not written yet."""
    found: str | None = held.get("checksums", {}).get("results.parquet")
    return found


def rerun(held: dict[str, Any]) -> str:
    """Return the command that fights the runs of a folder again, from its manifest."""
    how = held.get("how", {})
    words = [str(held["scenario"]), *changes(how.get("variant"), how.get("sets"))]
    return run_line(words, held["runs"], held["seed"], held["worlds"], held.get("grade"), held.get("until_width"))
