"""Lays changes over an entry, tree over tree, before anything is checked."""

from __future__ import annotations

from midcourse.catalog.numbers import NUMBER_KEYS
from midcourse.catalog.tree import Node

WHOLE = ("drag",)


def merged(base: Node, over: Node) -> Node:
    """Lay a table over another: keys of `over` win; numbers and scalars are replaced whole.

    A list of the base is changed item by item by a table with the keys `0`, `1`, …; a drag table
    is replaced whole, or the new numbers would stand under the old source.
    """
    if not isinstance(over.value, dict) or _is_number_table(over.value):
        return over
    if isinstance(base.value, list):
        return _merged_list(base, over)
    if not isinstance(base.value, dict) or _is_number_table(base.value):
        return over
    table = dict(base.value)
    for key, child in over.value.items():
        table[key] = merged(table[key], child) if key in table and key not in WHOLE else child
    # a fault between keys is the fault of whoever made the last change
    return Node(table, over.origin, over.key, over.line)


def _merged_list(base: Node, over: Node) -> Node:
    items = list(base.value)
    for key, child in over.value.items():
        if not (key.isascii() and key.isdigit() and len(key) < 4 and int(key) < len(items)):
            raise child.fault("no such item of the list", got=key, allowed=f"0 to {len(items) - 1}")
        items[int(key)] = merged(items[int(key)], child)
    return Node(items, over.origin, over.key, over.line)


def _is_number_table(value: dict[str, Node]) -> bool:
    return bool(value) and all(key in NUMBER_KEYS for key in value)
