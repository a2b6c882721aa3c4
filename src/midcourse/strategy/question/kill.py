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

    from midcourse.scenario.model import Scenario

KEY = "--kill"
FORMS = (
    "record:ID[,since=DATE][,until=DATE][,configuration=C][,count=WAY], folder:PATH, or P@SOURCE, "
    "e.g. 0.56@four-shots-2017"
)
SUMMARY = "summary.json"
VARIANT = "variant="
ASSUMPTION = "assumption"  # the kind of a source that the project itself is


def kill_of(text: str, scenario: str | None = None) -> Provenance:
    """Return the chance that one shot kills, with its range and its author.

    Args:
        text: `record:gmd`, `folder:PATH` of a finished run, or `P@SOURCE`.
        scenario: of which a run folder must be, `NAME` or `NAME,PATH=VALUE,…` with what was set for it; without one
            no folder is taken.

    Returns:
        Provenance: of a record the posterior's mean and 90 % interval, of a folder the share of first shots that hit
        with Wilson's 95 % interval, of a number no range and the user as its author, who names a source: whether the
        source says so is not known.

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


def refuse_unused(scenario: str | None, kill: str | None) -> None:
    """Refuse a scenario of which a run folder must be where there is no folder.

    Raises:
        ScenarioError: a scenario without a folder.
    """
    if scenario is not None and not (kill or "").startswith("folder:"):
        raise ScenarioError("says of which a run folder is, and none is asked", key="--scenario", got=scenario,
                            allowed="with --kill folder:PATH")  # fmt: skip


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
    changed, grade = _changed(held), held.get("grade")
    fought = f"scenario {held.get('scenario')}" + (f" with {', '.join(changed)}" if changed else "")
    fought += f", doubt down to {grade}" if grade else ""
    where = f"first shots of {names}, {shots:,} shots of {fought}: share and 95 % by luck alone"
    return Provenance(found.value, found.low, found.high, f"folder:{path}", where, "estimated", "")


def _of_this(path: Path, held: dict[str, Any], scenario: str | None) -> None:
    """Refuse a folder of another scenario than the one that was named, or of the same with other values."""
    if scenario is None:
        return
    from midcourse.scenario import scenario_hash

    named = _named(scenario)
    if held.get("grade") is not None:
        from midcourse.scenario.graded import firm_below

        named = firm_below(named, held["grade"])
    if held.get("hash") == scenario_hash(named):
        return
    got = held.get("scenario") or "a scenario of its own file"
    plain = scenario.partition(",")[0]
    file = str(path)
    if held.get("scenario") != named.name_id:
        raise ScenarioError("a run of another scenario", file=file, key=KEY, got=got, allowed=scenario)
    changed = _changed(held)
    if changed:
        allowed = f"{scenario}, or --scenario {','.join([plain, *changed])}"
        why = "a run of this scenario with other values"
        raise ScenarioError(why, file=file, key=KEY, got=f"{got} with {', '.join(changed)}", allowed=allowed)
    why = "a run of this scenario with other values than it has now"
    got = f"{got} of version {held.get('version')}, {str(held.get('hash'))[:8]}"
    raise ScenarioError(why, file=file, key=KEY, got=got, allowed=f"{scenario}, {scenario_hash(named)[:8]}")


def _named(text: str) -> Scenario:
    """Return the scenario that `NAME` or `NAME,PATH=VALUE,…` means; `variant=NAME` picks one."""
    from midcourse.scenario import load_scenario

    if Path(text).exists():
        return load_scenario(text)
    name, *rest = text.split(",")
    sets: list[str] = []
    for part in rest:
        if "=" in part or not sets:
            sets.append(part.strip())
        else:
            sets[-1] += f",{part}"  # a value may have commas
    chosen = [one.removeprefix(VARIANT) for one in sets if one.startswith(VARIANT)]
    return load_scenario(
        name, chosen[-1] if chosen else None, [one for one in sets if not one.startswith(VARIANT)]
    )


def _changed(held: dict[str, Any]) -> list[str]:
    """Return what was changed in the scenario of a folder before it was fought, as `_named` takes it."""
    how = held.get("how") or {}
    variant = [f"{VARIANT}{how['variant']}"] if how.get("variant") else []
    return [*variant, *(how.get("sets") or ())]


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
    from midcourse.catalog.show import source as entry_of

    if entry_of(source).get("kind") == ASSUMPTION:
        why = "an assumption of this project, which vouches for no number that is typed"
        raise ScenarioError(why, key=KEY, got=source, allowed="a source of somebody else, or record:ID")
    return Provenance(value, None, None, USER, f"typed by the user, who names {source}", USER, "")


def author(kill: Provenance) -> str:
    """Return whose number it is, in a few words: of a typed one the user, whatever source was named."""
    return kill.where if kill.grade == USER else kill.source


def told(kill: Provenance) -> dict[str, Any]:
    """Return the chance for `--json`, with its author."""
    return {key: getattr(kill, key) for key in ("value", "low", "high", "source", "where", "grade")}
