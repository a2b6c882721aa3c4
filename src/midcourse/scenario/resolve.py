"""Puts the catalogue into a scenario's tree: ids become entries, overrides are laid over them."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import BaseModel

from midcourse.catalog.merge import merged
from midcourse.catalog.model import Infrared, Interceptor, Missile, Radar
from midcourse.catalog.numbers import unknown_key
from midcourse.catalog.proven import with_reliability
from midcourse.catalog.reader import entry_node, with_drag
from midcourse.catalog.slots import slots_of
from midcourse.catalog.tree import Node, plain
from midcourse.errors import CatalogError
from midcourse.scenario.model import MAX_ITEMS, BatteryItem, RaidItem, SensorItem
from midcourse.scenario.place import place_node

ENTRY_KINDS: dict[str, tuple[str, tuple[type[BaseModel], ...]]] = {
    "missile": ("missiles", (Missile,)),
    "sensor": ("sensors", (Radar, Infrared)),
    "interceptor": ("interceptors", (Interceptor,)),
}
ITEM_LISTS: dict[str, tuple[str, type[BaseModel]]] = {
    "raid": ("missile", RaidItem),
    "sensors": ("sensor", SensorItem),
    "batteries": ("interceptor", BatteryItem),
}
_PLACES = ("from", "to", "site")


def resolved_tree(root: Node) -> Node:
    """Return a scenario's tree with every id replaced by what it stands for.

    Args:
        root: the tree as written, with variants and replaced values applied.

    Returns:
        A tree that holds whole missiles, sensors, interceptors and places.

    Raises:
        ScenarioError: an unknown id or an unknown key.
    """
    table = dict(root.mapping())
    for key in ITEM_LISTS:
        if key in table:
            table[key] = _each(table[key], lambda item, key=key: _item(item, key))  # type: ignore[misc]
    if "defended" in table:
        table["defended"] = _each(table["defended"], place_node)
    return Node(table, root.origin, root.key, root.line)


def _each(node: Node, change: Callable[[Node], Node]) -> Node:
    if not isinstance(node.value, list):
        return node  # the model will say that a list is due
    if len(node.value) > MAX_ITEMS:
        raise node.fault("too many items", got=str(len(node.value)), allowed=f"at most {MAX_ITEMS}")
    return Node([change(item) for item in node.value], node.origin, node.key, node.line)


def _item(node: Node, list_key: str) -> Node:
    """Resolve one item of the raid, the sensors or the batteries."""
    key, model = ITEM_LISTS[list_key]
    kind, entry_models = ENTRY_KINDS[key]
    table = node.mapping()
    whole = _entry(table[key], kind) if key in table else None
    item_keys, entry_keys = slots_of(model), slots_of(_model_of(whole, entry_models))
    beside = {name: child for name, child in table.items() if name not in item_keys}
    for name, child in beside.items():
        if name not in entry_keys or name == "id":
            known = [*item_keys, *(other for other in entry_keys if other != "id")]
            raise unknown_key(child, name, known)
    kept = {name: child for name, child in table.items() if name in item_keys}
    if whole is not None:
        if beside:
            whole = merged(whole, Node(beside, node.origin, node.key, node.line))
        whole = with_drag(whole)
        kept[key] = _with_kind(with_reliability(whole) if key == "interceptor" else whole, entry_models)
    for name in _PLACES:
        if name in kept:
            kept[name] = place_node(kept[name])
    return Node(kept, node.origin, node.key, node.line)


def _model_of(whole: Node | None, models: tuple[type[BaseModel], ...]) -> type[BaseModel]:
    # a radar and a warning system take other keys: the entry says which it is
    kind = whole.value.get("kind") if whole is not None and isinstance(whole.value, dict) else None
    for model in models:
        if (
            kind is not None
            and "kind" in model.model_fields
            and model.model_fields["kind"].default == kind.value
        ):
            return model
    return models[0]


def _with_kind(whole: Node, models: tuple[type[BaseModel], ...]) -> Node:
    # where several models may stand, the kind is written out; a table without one is of the first kind
    if len(models) == 1 or not isinstance(whole.value, dict) or "kind" in whole.value:
        return whole
    kind = Node(models[0].model_fields["kind"].default, whole.origin, "kind", whole.line)
    return Node({**whole.value, "kind": kind}, whole.origin, whole.key, whole.line)


def _entry(node: Node, kind: str) -> Node:
    """Return the whole entry that an id, a `like` with changes or an inline table stands for."""
    if isinstance(node.value, str):
        return _by_id(node, kind)
    if not isinstance(node.value, dict):
        raise node.fault(
            "not an entry", got=plain(node), allowed="an id of the catalogue, or a table of values"
        )
    if "like" not in node.value:
        return node
    changes = {name: child for name, child in node.value.items() if name != "like"}
    return merged(_by_id(node.value["like"], kind), Node(changes, node.origin, node.key, node.line))


def _by_id(node: Node, kind: str) -> Node:
    if not isinstance(node.value, str):
        raise node.fault("not an id", got=plain(node), allowed="an id of the catalogue")
    try:
        return entry_node(kind, node.value)
    except CatalogError as exc:
        if exc.file is not None:
            raise
        raise node.fault(exc.why, got=node.value, allowed=exc.allowed) from None
