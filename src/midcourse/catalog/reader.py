"""Finds entries in the catalogue's files and reads them, one entry and no more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

from pydantic import BaseModel

from midcourse.catalog.coefficient import MODELS, Amount, Price, Share
from midcourse.catalog.deployed import Forces
from midcourse.catalog.fields import build
from midcourse.catalog.flight_tests import FlightRecord
from midcourse.catalog.merge import merged
from midcourse.catalog.model import DragTable, Infrared, Interceptor, Missile, Radar, Sensor, Site
from midcourse.catalog.posture import Posture, Shield
from midcourse.catalog.provenance import Provenance
from midcourse.catalog.slots import slots_of
from midcourse.catalog.spelling import did_you_mean
from midcourse.catalog.treaty import Ground, Limits, RadarSites, Treaty
from midcourse.catalog.tree import Node, Origin, decode, parse_text
from midcourse.errors import CatalogError

Model = TypeVar("Model", bound=BaseModel)

KINDS = (
    "missiles",
    "interceptors",
    "sensors",
    "sites",
    "drag",
    "records",
    "treaties",
    "forces",
    "coefficients",
    "postures",
    "shields",
    "sources",
)
_BLOCK_FILES = {
    "drag": "drag.yaml",
    "postures": "postures.yaml",
    "shields": "shields.yaml",
    "sources": "sources.yaml",
}
_HEAD = re.compile(r"^([a-z0-9][a-z0-9-]*):", re.MULTILINE)
_ALIKE = ("missiles", "interceptors", "sensors")
_MANY_A_FILE = ("sites", "forces", "coefficients")
_ONE = {"treaties": "treaty", "forces": "entry of forces"}
_CITATION = ("source", "where", "grade")
# numbers with a unit in treaties and forces: the table in which they stand says where they come from
_MEASURED = {
    key
    for model in (Limits, Ground, RadarSites, Forces)
    for key, slot in slots_of(model).items()
    if slot.quantity is not None
}
MAX_LIKE = 3
"""An entry may be like another, which may be like a third; more steps than these are not followed."""


def entries(kind: str) -> list[str]:
    """Return the ids of the catalogue's entries of one kind, in alphabetical order.

    Args:
        kind: one of `KINDS`, e.g. `missiles`.

    Returns:
        The ids.

    Raises:
        CatalogError: no such kind.
    """
    return sorted(_places(kind))


def load_missile(entry: str) -> tuple[Missile, dict[str, Provenance]]:
    """Return a missile of the catalogue and the provenance of its numbers by path."""
    return build(Missile, entry_node("missiles", entry))


def load_interceptor(entry: str) -> tuple[Interceptor, dict[str, Provenance]]:
    """Return an interceptor of the catalogue and the provenance of its numbers by path."""
    from midcourse.catalog.proven import with_reliability  # which reads records

    return build(Interceptor, with_reliability(entry_node("interceptors", entry)))


def load_sensor(entry: str) -> tuple[Sensor, dict[str, Provenance]]:
    """Return a radar or the infrared satellites of the catalogue, and the provenance of the numbers by path."""
    node = entry_node("sensors", entry)
    kind = node.mapping().get("kind")
    return build(Infrared if kind is not None and kind.value == "infrared" else Radar, node)


def load_site(entry: str) -> tuple[Site, dict[str, Provenance]]:
    """Return a site or city of the catalogue and the provenance of its position by path."""
    return build(Site, entry_node("sites", entry))


def load_drag(entry: str | DragTable) -> tuple[DragTable, dict[str, Provenance]]:
    """Return a drag table of the catalogue; a table is handed back as it is."""
    if isinstance(entry, DragTable):
        return entry, {}
    return build(DragTable, entry_node("drag", entry))


def load_record(entry: str) -> tuple[FlightRecord, dict[str, Provenance]]:
    """Return a record of flight tests; it has days and counts, and so no numbers with a doubt."""
    return build(FlightRecord, entry_node("records", entry))


def load_treaty(entry: str) -> tuple[Treaty, dict[str, Provenance]]:
    """Return a treaty of the catalogue, and the provenance of its limits with a unit by path."""
    return build(Treaty, entry_node("treaties", entry))


def load_forces(entry: str) -> tuple[Forces, dict[str, Provenance]]:
    """Return the deployed forces of a state on a day; counts have no doubt here."""
    return build(Forces, entry_node("forces", entry))


def load_posture(entry: str) -> tuple[Posture, dict[str, Provenance]]:
    """Return how the missiles of a state stand, and the provenance of the shares by path."""
    return build(Posture, entry_node("postures", entry))


def load_shield(entry: str) -> tuple[Shield, dict[str, Provenance]]:
    """Return the interceptors of one day or plan, and the provenance of their numbers by path."""
    return build(Shield, entry_node("shields", entry))


def load_coefficient(entry: str) -> tuple[Price | Share | Amount, dict[str, Provenance]]:
    """Return a coefficient of the models of arms races and costs, and the provenance of its one number."""
    node = entry_node("coefficients", entry)
    kind = node.mapping().get("kind")
    return build(MODELS.get("" if kind is None else str(kind.value), Amount), node)


@lru_cache(maxsize=256)
def entry_node(kind: str, entry: str) -> Node:
    """Read one entry as a tree: what it is like, its drag table and its position written out.

    Args:
        kind: one of `KINDS`.
        entry: the entry's id; `id@variant` is an entry of its own that is like `id`.

    Returns:
        The tree, with the key `id` added.

    Raises:
        CatalogError: no such entry, or an entry that is not readable.
    """
    node = _written(kind, entry)
    if kind in _ALIKE:
        node = _with_likes(kind, entry, node)
    table = {key: child for key, child in node.mapping().items() if key != "id"}
    node = Node({"id": Node(entry, node.origin, "id", node.line), **table}, node.origin, node.key, node.line)
    if kind in ("treaties", "forces"):
        return _with_citations(node, {})
    return with_drag(_with_position(node) if kind == "sites" else node)


def base_of(kind: str, entry: str) -> str | None:
    """Return the id of the entry that one is like, or None where it stands alone."""
    like = _written(kind, entry).mapping().get("like") if kind in _ALIKE else None
    return None if like is None else str(like.value)


@lru_cache(maxsize=256)
def _written(kind: str, entry: str) -> Node:
    """Read an entry as its file has it."""
    places = _places(kind)
    if entry not in places:
        why = f"no such {_ONE.get(kind, kind.removesuffix('s'))}{did_you_mean(entry, places)}"
        raise CatalogError(why, got=entry, allowed=", ".join(sorted(places)))
    place = places[entry]
    folder = "" if kind in _BLOCK_FILES else f"{kind}/"
    origin = Origin(f"catalog/{folder}{place.file.name}", CatalogError, cited=True)
    if place.block is None:
        return parse_text(_text(place.file), origin, fast=True)
    return parse_text(place.block, origin, fast=True).mapping()[entry]


def _with_likes(kind: str, entry: str, node: Node) -> Node:
    """Lay an entry over the one that it is like."""
    layers, trail = [node], [entry]
    while (like := layers[-1].mapping().get("like")) is not None:
        base = like.value
        if not isinstance(base, str) or base not in _places(kind):
            near = did_you_mean(str(base), _places(kind))
            raise like.fault(f"like no known {kind.removesuffix('s')}{near}", got=base, allowed="an id")
        if base in trail or len(trail) > MAX_LIKE:
            why = "entries are like each other in a ring" if base in trail else "a chain of likes is too long"
            raise like.fault(why, got=" -> ".join([*trail, base]), allowed=f"at most {MAX_LIKE} steps")
        layers.append(_written(kind, base))
        trail.append(base)
    if "@" in entry and entry.partition("@")[0] not in trail:
        allowed = f"like: {entry.partition('@')[0]}"
        raise node.fault("a variant that is not like its entry", got=entry, allowed=allowed)
    whole = layers.pop()
    for layer in reversed(layers):
        changes = {key: child for key, child in layer.mapping().items() if key != "like"}
        whole = merged(whole, Node(changes, layer.origin, layer.key, layer.line))
    return whole


def with_drag(node: Node) -> Node:
    """Replace the id of a drag table under the key `drag` by the table itself."""
    drag = node.value.get("drag") if isinstance(node.value, dict) else None
    if drag is None or not isinstance(drag.value, str):
        return node
    try:
        table = entry_node("drag", drag.value)
    except CatalogError as exc:
        raise drag.fault(exc.why, got=exc.got, allowed=exc.allowed) from None
    return Node({**node.value, "drag": table}, node.origin, node.key, node.line)


def _with_position(node: Node) -> Node:
    """Hang the citation of a site on its coordinates, where numbers carry it."""
    table = node.mapping()
    cite = {key: table[key] for key in ("source", "where", "grade") if key in table}
    kept = {key: child for key, child in table.items() if key not in ("where", "grade")}
    for key in ("lat", "lon", "alt"):
        if key in kept:
            child = kept[key]
            kept[key] = Node({"value": child, **cite}, child.origin, child.key, child.line)
    return Node(kept, node.origin, node.key, node.line)


def _with_citations(node: Node, cite: dict[str, Node]) -> Node:
    """Hang on each number with a unit the citation of the nearest table about it, as its own text is read."""
    if isinstance(node.value, list):
        return node._replace(value=[_with_citations(child, cite) for child in node.value])
    if not isinstance(node.value, dict):
        return node
    near = {key: node.value[key] for key in _CITATION if key in node.value} or cite
    table = {}
    for key, child in node.value.items():
        about = near
        if key == "lines" and "lines_from" in node.value:
            about = node.value["lines_from"].mapping()
        table[key] = _with_citations(child, about)
        if key in _MEASURED and not isinstance(child.value, dict):
            table[key] = child._replace(value={"value": child, **about})
    return node._replace(value=table)


@dataclass(frozen=True)
class _Found:
    """Where an entry stands: a file of its own, or a block of a file with many."""

    file: Traversable
    block: str | None = None


@lru_cache(maxsize=16)
def _places(kind: str) -> dict[str, _Found]:
    """Find the entries of a kind without parsing any of them."""
    if kind not in KINDS:
        why = f"no such kind of entry{did_you_mean(kind, KINDS)}"
        raise CatalogError(why, got=kind, allowed=", ".join(KINDS))
    root = files("midcourse.catalog")
    if kind in _BLOCK_FILES:
        return _blocks(root / _BLOCK_FILES[kind])
    found = sorted((f for f in (root / kind).iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)
    if kind in _MANY_A_FILE:
        return _joined(found, kind)
    return {file.name.removesuffix(".yaml"): _Found(file) for file in found}


def _joined(found: list[Traversable], kind: str) -> dict[str, _Found]:
    """Return the blocks of several files, which may not share an id."""
    places: dict[str, _Found] = {}
    for file in found:
        for entry, place in _blocks(file).items():
            if entry in places:
                line = _line_of(place)
                why = f"duplicate id, already in {places[entry].file.name}"
                raise CatalogError(why, file=f"catalog/{kind}/{file.name}", line=line, key=entry)
            places[entry] = place
    return places


def _line_of(place: _Found) -> int:
    block = place.block or ""
    return len(block) - len(block.lstrip("\n")) + 1


def _blocks(file: Traversable) -> dict[str, _Found]:
    """Cut a file at the ids in its left margin, so that one entry is parsed and not fifty."""
    text = _text(file)
    heads = list(_HEAD.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)]
    blocks: dict[str, _Found] = {}
    for head, end in zip(heads, ends, strict=True):
        if head[1] in blocks:
            line = text.count("\n", 0, head.start()) + 1
            raise CatalogError("duplicate id", file=f"catalog/{file.name}", line=line, key=head[1])
        # blank lines in front keep the line numbers of messages right
        blocks[head[1]] = _Found(file, "\n" * text.count("\n", 0, head.start()) + text[head.start() : end])
    return blocks


def _text(file: Traversable) -> str:
    return decode(file.read_bytes(), Origin(f"catalog/{file.name}", CatalogError))
