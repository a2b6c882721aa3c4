"""From a tree of nodes to a checked model of SI floats, with the provenance of every number."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from midcourse.catalog.numbers import default_number, read_number, unknown_key
from midcourse.catalog.provenance import Provenance
from midcourse.catalog.slots import Slot, slots_of, what_is_due
from midcourse.catalog.tree import Node, plain
from midcourse.errors import MidcourseError

Model = TypeVar("Model", bound=BaseModel)


def build(model: type[Model], node: Node, path: str = "") -> tuple[Model, dict[str, Provenance]]:
    """Check a tree against a model and turn its quantities into SI floats.

    Args:
        model: the pydantic model that the tree must fit.
        node: the tree, whole: ids are resolved already.
        path: path of the node, the prefix of the keys of the second result.

    Returns:
        The frozen model, and the provenance of each number in it by path.

    Raises:
        MidcourseError: the first thing that does not fit, of the class that the document's origin names.
    """
    numbers: dict[str, Provenance] = {}
    content = _convert(model, node, path, numbers)
    try:
        return model.model_validate(content), numbers
    except ValidationError as exc:
        raise _first_fault(exc, node) from None


def _convert(model: type[BaseModel], node: Node, path: str, numbers: dict[str, Provenance]) -> dict[str, Any]:
    slots = slots_of(model)
    table = node.mapping()
    for key, child in table.items():
        if key not in slots:
            raise unknown_key(child, key, slots)
    content: dict[str, Any] = {}
    for key, slot in slots.items():
        here = f"{path}.{key}" if path else key
        if key in table:
            content[key] = _converted(slot, table[key], path if slot.beside else here, numbers)
        elif slot.default is ...:
            raise node.fault("a key is missing", key=key, allowed=what_is_due(slot))
        elif slot.quantity is not None and slot.default is not None:
            numbers[here] = default_number(slot)
        elif slot.model is not None and not slot.many and slot.default is not None:
            content[key] = _convert(slot.model, Node({}, node.origin, here, node.line), here, numbers)
    return content


def _converted(slot: Slot, node: Node, path: str, numbers: dict[str, Provenance]) -> Any:
    if node.value is None and slot.default is None:
        return None
    if slot.quantity is not None:
        numbers[path] = read_number(slot, node)
        return numbers[path].value
    if slot.model is None:
        return plain(node)
    if not slot.many:
        kind = node.value.get("kind") if isinstance(node.value, dict) else None
        model = slot.model_for(None if kind is None else kind.value)
        return _convert(model or slot.model, node, path, numbers)
    if not isinstance(node.value, list):
        raise node.fault("a list is due here", got=plain(node), allowed="one item a line, each after a dash")
    return tuple(_convert(slot.model, item, f"{path}.{i}", numbers) for i, item in enumerate(node.value))


def _first_fault(exc: ValidationError, node: Node) -> MidcourseError:
    """Turn the first of pydantic's errors into ours, at the deepest node that its location names."""
    error = exc.errors(include_url=False)[0]
    missing = ""
    for part in error["loc"]:
        child = _child(node, part)
        if child is None and _is_kind(node, part):
            continue  # where several models may stand, the location names the one that was tried
        if child is None:
            missing = str(part)
            break
        node = child
    got = plain(node) if not isinstance(node.value, (dict, list)) else None
    why, allowed = _in_our_words(error)
    return node.fault(why, got=got, allowed=allowed, key=missing)


def _in_our_words(error: Any) -> tuple[str, str | None]:
    """Return what is wrong and what is allowed, from one of pydantic's errors."""
    limits = error.get("ctx", {})
    if error["type"] == "too_short":
        return "too few items", f"at least {limits['min_length']}"
    if error["type"] == "too_long":
        return "too many items", f"at most {limits['max_length']}"
    if error["type"] in ("tuple_type", "dict_type"):
        return "not allowed here", "a list" if error["type"] == "tuple_type" else "a table"
    words = str(error["msg"]).removeprefix("Value error, ")
    if words.startswith("Input should be "):
        return "not allowed here", words.removeprefix("Input should be ")
    return words[:1].lower() + words[1:], None


def _is_kind(node: Node, part: int | str) -> bool:
    kind = node.value.get("kind") if isinstance(node.value, dict) else None
    return kind is not None and kind.value == part


def _child(node: Node, part: int | str) -> Node | None:
    if isinstance(node.value, dict):
        found: Node | None = node.value.get(str(part))
        return found
    if isinstance(node.value, list) and isinstance(part, int) and part < len(node.value):
        item: Node = node.value[part]
        return item
    return None
