"""The address that shows a run again: scenario, changes, seed, and the hash of its results."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

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
