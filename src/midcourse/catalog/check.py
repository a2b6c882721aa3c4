"""Checks the whole catalogue: every entry loads, every source exists, every rocket can leave the ground."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from importlib.resources import files
from typing import Any

from pydantic import BaseModel

from midcourse.catalog.deployed import Forces
from midcourse.catalog.flight_counts import record_of
from midcourse.catalog.flight_tests import FlightRecord
from midcourse.catalog.model import DragTable, Interceptor, Stage
from midcourse.catalog.posture import Shield
from midcourse.catalog.provenance import Provenance
from midcourse.catalog.reader import (
    entries,
    entry_node,
    load_coefficient,
    load_drag,
    load_forces,
    load_interceptor,
    load_missile,
    load_posture,
    load_record,
    load_sensor,
    load_shield,
    load_site,
    load_treaty,
)
from midcourse.catalog.treaty import Treaty
from midcourse.catalog.tree import Node, Origin, parse_text, plain
from midcourse.errors import CatalogError, MidcourseError

STANDARD_GRAVITY_M_S2 = 9.80665
SOURCE_KEYS = ("author", "year", "title", "kind", "url", "publication", "seen")
SEEN = ("text", "excerpt", "recalled")
DEFAULT_SOURCE = "midcourse-default"
LOADERS: dict[str, Callable[[str], tuple[Any, dict[str, Provenance]]]] = {
    "missiles": load_missile,
    "interceptors": load_interceptor,
    "sensors": load_sensor,
    "sites": load_site,
    "drag": load_drag,
    "records": load_record,
    "treaties": load_treaty,
    "forces": load_forces,
    "postures": load_posture,
    "shields": load_shield,
    "coefficients": load_coefficient,
}


def check_catalogue() -> list[str]:
    """Read every entry of the catalogue.

    Returns:
        The problems found, one line each; empty for a sound catalogue.
    """
    problems: list[str] = []
    sources = set(_listed("sources", problems))
    problems += [problem for key in sources for problem in _source_problems(key)]
    homes: dict[str, str] = {}
    for kind, load in LOADERS.items():
        for entry in _listed(kind, problems):
            try:
                model, numbers = load(entry)
            except MidcourseError as exc:
                problems.append(str(exc))
                continue
            node = entry_node(kind, entry)
            problems += _citation_problems(node, numbers, sources)
            problems += _drag_source(node, model, sources)
            problems += _record_problems(node, model, sources)
            problems += _words_problems(node, model, sources)
            problems += _entry_problems(kind, node, model)
            if homes.setdefault(entry, kind) != kind:
                problems.append(str(node.fault(f"duplicate id, also under {homes[entry]}", got=entry)))
    return sorted(set(problems))


def catalogue_warnings(elsewhere: Collection[str] = ()) -> list[str]:
    """Say what is odd in the catalogue and still no fault: sources that nothing cites.

    Args:
        elsewhere: sources that are cited outside the catalogue, in claims.

    Returns:
        One line each.
    """
    cited = set(elsewhere) | _of_inventory()
    for kind, load in LOADERS.items():
        for entry in entries(kind):
            cited |= cited_by(*load(entry))
    return [
        str(entry_node("sources", key).fault("a source that nothing cites", key=key))
        for key in entries("sources")
        if key not in cited
    ]


def _of_inventory() -> set[str]:
    # interceptors counted and planned, which are a list and no entries
    origin = Origin("catalog/inventory.yaml", CatalogError, cited=True)
    text = files("midcourse.catalog").joinpath("inventory.yaml").read_text(encoding="utf-8")
    told = parse_text(text, origin, fast=True)
    return {str(row["source"]) for rows in plain(told).values() for row in rows}


def cited_by(model: BaseModel, numbers: dict[str, Provenance]) -> set[str]:
    """Return the keys of all sources that an entry cites: of its numbers, its drag table, its tests, its articles."""
    cited = {number.source for number in numbers.values()}
    table = getattr(model, "drag", model)
    cited |= {table.source} if isinstance(table, DragTable) else set()
    return cited | (model.sources if isinstance(model, (FlightRecord, Treaty, Forces, Shield)) else set())


def lift_off_problem(stages: Sequence[Stage], payload_kg: float) -> str | None:
    """Say why a stack of stages cannot leave the ground, or None if it can.

    Args:
        stages: the stages, first one first.
        payload_kg: what stands on top [kg].

    Returns:
        One line, or None.
    """
    if not stages:
        return None
    first = stages[0]
    thrust_n = first.propellant_kg * first.isp_sea_level_s * STANDARD_GRAVITY_M_S2 / first.burn_s
    mass_kg = sum(stage.propellant_kg + stage.inert_kg for stage in stages) + payload_kg
    ratio = thrust_n / (mass_kg * STANDARD_GRAVITY_M_S2)
    if ratio > 1.0:
        return None
    return f"thrust at lift-off is {ratio:.2f} of the weight: propellant, burn and mass do not fit together"


def node_at(node: Node, path: str) -> Node:
    """Return the node of a tree at a path such as `stages.0.burn`, or the deepest one there is on the way."""
    for part in path.split("."):
        children = dict(enumerate(node.value)) if isinstance(node.value, list) else node.value
        key = int(part) if isinstance(node.value, list) and part.isdigit() else part
        if not isinstance(children, dict) or key not in children:
            break
        node = children[key]
    return node


def _listed(kind: str, problems: list[str]) -> list[str]:
    """Return the ids of a kind; where they cannot be listed, say so among the problems."""
    try:
        return entries(kind)
    except MidcourseError as exc:
        problems.append(str(exc))
        return []


def _citation_problems(node: Node, numbers: dict[str, Provenance], sources: set[str]) -> Iterator[str]:
    for path, number in numbers.items():
        if number.source not in sources and number.source != DEFAULT_SOURCE:
            at = node_at(node, path)
            yield str(at.fault("the source is not in sources.yaml", got=number.source))


def _drag_source(node: Node, model: BaseModel, sources: set[str]) -> Iterator[str]:
    table = getattr(model, "drag", model)
    if isinstance(table, DragTable) and table.source not in sources:
        at = node.value.get("drag", node)
        yield str(at.fault("the source is not in sources.yaml", key="source", got=table.source))


def _record_problems(node: Node, model: BaseModel, sources: set[str]) -> Iterator[str]:
    """Yield what is wrong with a record's sources, and with what an interceptor names of a record."""
    if isinstance(model, FlightRecord):
        places = [(f"tests.{i}", test.source) for i, test in enumerate(model.tests)]
        places += [("totals", model.totals.source)] if model.totals is not None else []
        for path, source in places:
            if source not in sources:
                at = node_at(node, f"{path}.source")
                yield str(at.fault("the source is not in sources.yaml", got=source))
    if isinstance(model, Interceptor):
        line = record_problem(model)
        if line:
            yield str(node_at(node, "record").fault(line))


def _words_problems(node: Node, model: BaseModel, sources: set[str]) -> Iterator[str]:
    """Yield where the words and counts of a treaty or of forces name a source that there is not."""
    if not isinstance(model, (Treaty, Forces, Shield)):
        return
    for child in node.value.values() if isinstance(node.value, dict) else node.value:
        if isinstance(child.value, (dict, list)):
            yield from _words_problems(child, model, sources)
    named = node.value.get("source") if isinstance(node.value, dict) else None
    if named is not None and named.value not in sources:
        yield str(named.fault("the source is not in sources.yaml", got=named.value))


def record_problem(interceptor: Interceptor) -> str | None:
    """Say why the record that an interceptor names cannot be counted, or None if it can."""
    try:
        record_of(interceptor)
    except MidcourseError as exc:
        return exc.why
    except ValueError as exc:
        return str(exc)
    return None


def _entry_problems(kind: str, node: Node, model: Any) -> Iterator[str]:
    """Yield what an entry lacks that no single number of it shows."""
    if kind != "drag" and not model.name:
        yield str(node.fault("an entry without a name", key="name"))
    if kind not in ("drag", "sites") and not model.summary:
        yield str(node.fault("an entry without a summary: what is published, what is guessed", key="summary"))
    vehicle_kg = getattr(getattr(model, "kill_vehicle", None), "mass_kg", 0.0)
    weight_kg = sum(getattr(model, name, 0.0) for name in ("payload_kg", "shroud_kg", "dead_kg"))
    if isinstance(model, Shield) and model.record not in (None, *_listed("records", [])):
        yield str(node_at(node, "record").fault("no such record of flight tests", got=model.record))
    line = lift_off_problem(getattr(model, "stages", ()), weight_kg + vehicle_kg)
    if line:
        yield str(node_at(node, "stages").fault(line))


def _source_problems(key: str) -> Iterable[str]:
    try:
        node = entry_node("sources", key)
        table = plain(node)
    except MidcourseError as exc:
        yield str(exc)
        return
    table.pop("id")
    for needed in ("author", "year", "title", "kind"):
        if not table.get(needed):
            yield str(node.fault("missing in a source", key=needed))
    if not (table.get("url") or table.get("publication")):
        yield str(node.fault("a source with neither url nor publication"))
    if table.get("seen", SEEN[0]) not in SEEN:
        yield str(node_at(node, "seen").fault("not allowed", got=table["seen"], allowed=", ".join(SEEN)))
    for extra in sorted(set(table) - set(SOURCE_KEYS)):
        yield str(node_at(node, extra).fault("unknown key of a source", got=extra))
