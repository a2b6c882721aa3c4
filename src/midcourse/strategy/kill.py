"""The chance that one shot kills, never without an author: a test record, a run folder, or a cited number."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from midcourse.campaign.estimate import share
from midcourse.catalog.provenance import USER, Provenance
from midcourse.catalog.reader import entries, load_record
from midcourse.catalog.spelling import did_you_mean
from midcourse.engagement.record import MANIFEST, checksum
from midcourse.errors import ScenarioError
from midcourse.strategy.record import WAYS, every_way, selected

if TYPE_CHECKING:
    from collections.abc import Sequence

KEY = "--kill"
FORMS = (
    "record:ID[,since=DATE][,until=DATE][,configuration=C][,count=WAY], folder:PATH, or P@SOURCE, "
    "e.g. 0.56@four-shots-2017"
)
SUMMARY = "summary.json"


def kill_of(text: str, scenario: str | None = None) -> Provenance:
    """Return the chance that one shot kills, with its range and its author.

    Args:
        text: `record:gmd`, `folder:PATH` of a finished run, or `P@SOURCE`.
        scenario: of which a run folder must be; without one no folder is taken.

    Returns:
        Provenance: of a record the posterior's mean and 90 % interval, of a folder the share of first shots that hit
        with Wilson's 95 % interval, of a number no range.

    Raises:
        ScenarioError: a number without an author, no such source, record or folder, a folder that is broken,
            unfinished or of another scenario.
    """
    kind, colon, rest = text.partition(":")
    if colon and kind == "record":
        return of_record(rest)
    if colon and kind == "folder":
        if scenario is None:
            why = "a run folder speaks for its own scenario alone, which has to be named"
            raise ScenarioError(why, key=KEY, got=text, allowed="with --scenario, or record:ID, or P@SOURCE")
        return of_folder(Path(rest), scenario)
    return _of_source(text)


def of_record(text: str) -> Provenance:
    """Return what flight tests say of one shot: `ID` and filters as those of `midcourse tests`, with commas."""
    name, *rest = (part.strip() for part in text.split(","))
    filters: dict[str, list[str]] = {}
    for part in rest:
        key, equals, value = part.partition("=")
        if not equals or key not in ("since", "until", "configuration", "count"):
            raise ScenarioError("not a filter of a record", key=KEY, got=part, allowed=FORMS)
        filters.setdefault(key, []).append(value)
    if name not in entries("records"):
        why = f"no such record{did_you_mean(name, entries('records'))}"
        raise ScenarioError(why, key=KEY, got=name, allowed=", ".join(entries("records")))
    record, _ = load_record(name)
    since, until, count = (filters.get(key, [None])[-1] for key in ("since", "until", "count"))
    ways = every_way(record, selected(record, since, until, filters.get("configuration", [])))
    chosen = next((way for way in ways if way.way.name == count), ways[0] if count is None else None)
    if chosen is None or chosen.posterior is None:
        raise ScenarioError("no such way to count", key=KEY, got=count, allowed=", ".join(WAYS))
    known = chosen.posterior
    where = f"{chosen.hits} hits of {chosen.attempts} tests{_asked(rest)}: mean and 90 % of the posterior"
    return Provenance(known.mean, known.low, known.high, f"record:{name}", where, "estimated", "")


def _asked(filters: Sequence[str]) -> str:
    return f" ({', '.join(filters)})" if filters else ""


def of_folder(path: Path, scenario: str | None = None) -> Provenance:
    """Return the share of first shots that hit in a finished run folder, with Wilson's 95 % interval.

    Raises:
        ScenarioError: no run folder, an unfinished or damaged one, one of another scenario, or one without a shot.
    """
    held = _document(path / MANIFEST)
    if held.get("status") != "complete":
        got = f"{held.get('status')}, {held.get('runs_done')} runs done"
        raise ScenarioError("not finished", file=str(path), key=KEY, got=got, allowed="a complete run folder")
    _of_this(path, held, scenario)
    summary = path / SUMMARY
    sums = held.get("checksums", {})
    if not summary.is_file() or (SUMMARY in sums and checksum(summary) != sums[SUMMARY]):
        raise ScenarioError("missing or damaged", file=str(summary), key=KEY, allowed="a complete run folder")
    rows = [row for row in _document(summary).get("shot", ()) if row.get("n")]
    if not rows:
        raise ScenarioError("no shot was fired in these runs", file=str(path), key=KEY, allowed=FORMS)
    shots = sum(row["n"] for row in rows)
    found = share(round(sum(row["p_hit"] * row["n"] for row in rows)), shots)
    names = ", ".join(row["interceptor"] for row in rows)
    where = f"first shots of {names}, {shots:,} shots of scenario {held.get('scenario')}: share and 95 % by luck alone"
    return Provenance(found.value, found.low, found.high, f"folder:{path}", where, "estimated", "")


def _of_this(path: Path, held: dict[str, Any], scenario: str | None) -> None:
    """Refuse a folder of another scenario than the one that was named."""
    if scenario is None:
        return
    from midcourse.scenario import load_scenario, scenario_hash

    loaded = load_scenario(scenario)
    same = held.get("scenario") == loaded.name_id
    if loaded.name_id is None:
        same = held.get("hash") == scenario_hash(loaded)
    if not same:
        got = held.get("scenario") or "a scenario of its own file"
        raise ScenarioError("a run of another scenario", file=str(path), key=KEY, got=got, allowed=scenario)


def _document(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ScenarioError("no run folder", file=str(path.parent), key=KEY, allowed=FORMS) from None
    except (OSError, ValueError):
        raise ScenarioError(
            "cannot be read", file=str(path), key=KEY, allowed="a complete run folder"
        ) from None
    if not isinstance(found, dict):
        raise ScenarioError("cannot be read", file=str(path), key=KEY, allowed="a complete run folder")
    return found


def _of_source(text: str) -> Provenance:
    number, at, source = text.partition("@")
    try:
        value = float(number)
    except ValueError:
        raise ScenarioError(
            "not a chance of a kill with its author", key=KEY, got=text, allowed=FORMS
        ) from None
    if not 0.0 <= value <= 1.0:
        raise ScenarioError("not a probability", key=KEY, got=number, allowed="a number from 0 to 1")
    if not at:
        raise ScenarioError("a number without an author", key=KEY, got=text, allowed=FORMS)
    known = entries("sources")
    if source not in known:
        why = f"no such source{did_you_mean(source, known)}"
        raise ScenarioError(why, key=KEY, got=source, allowed="a key that `midcourse catalog sources` shows")
    return Provenance(value, None, None, source, "as typed", USER, "")


def told(kill: Provenance) -> dict[str, Any]:
    """Return the chance for `--json`, with its author."""
    return {key: getattr(kill, key) for key in ("value", "low", "high", "source", "where", "grade")}
