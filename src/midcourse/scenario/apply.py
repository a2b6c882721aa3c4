"""Replaces values in a scenario's tree before it is checked: `--set PATH=VALUE` and variants."""

from __future__ import annotations

import json
import re
from typing import Any

from midcourse.catalog.spelling import did_you_mean
from midcourse.catalog.tree import Node, Origin, parse_text
from midcourse.errors import ScenarioError

# text that YAML reads as the same text: a word that is no yes or no, or a quantity with its unit
PLAIN = re.compile(
    r"(?!(?:true|false|yes|no|on|off|null|y|n)$)[a-z][\w.@/-]*|[-+]?[0-9][0-9.]* [a-z%][\w/^]*", re.IGNORECASE
)
_PATH = re.compile(r"[A-Za-z0-9_@-]{1,64}(\.[A-Za-z0-9_@-]{1,64}){0,12}")
ENTRIES = ("missile", "sensor", "interceptor")


def split_setting(setting: str) -> tuple[str, str]:
    """Split `PATH=VALUE` of the command line.

    Args:
        setting: the option's text.

    Returns:
        Path and value, both as text.

    Raises:
        ScenarioError: no equals sign.
    """
    path, sign, value = setting.partition("=")
    if not sign or not path.strip():
        raise ScenarioError(
            "not a replaced value", key="--set", got=setting, allowed="PATH=VALUE, e.g. doctrine.salvo=3"
        )
    return path.strip(), value.strip()


def value_from_text(text: str, path: str) -> Node:
    """Read the value of `--set` as a scenario file would: `3`, `700 s`, `[tokyo, osaka]`."""
    origin = Origin("--set", ScenarioError)
    if text == "":
        raise ScenarioError("no value given", file="--set", key=path, allowed="PATH=VALUE")
    return _anchored(parse_text(text, origin, null_ok=True), origin, path)


def value_from_python(value: Any, path: str) -> Node:
    """Turn a Python value into a tree, as `Scenario.set` takes it."""
    return _node(value, Origin("set", ScenarioError), path, 0)


def text_from_python(value: Any) -> str:
    """Write a Python value as `--set` takes it: text as it stands where it is read as text, all else as JSON."""
    if isinstance(value, str) and PLAIN.fullmatch(value):
        return value
    return json.dumps(value)


def replaced(root: Node, path: str, value: Node) -> Node:
    """Return the tree with the value at a path replaced; keys that are not there are added.

    Args:
        root: the scenario's tree, ids not yet resolved.
        path: keys and list positions joined by points.
        value: the new value.

    Returns:
        A new tree.

    Raises:
        ScenarioError: a malformed path, or one through a list position that does not exist.
    """
    if _PATH.fullmatch(path) is None:
        raise ScenarioError("not a path", file=value.origin.file, got=path, allowed="e.g. batteries.0.count")
    return _put(root, path.split("."), path, value)


def with_variant(root: Node, name: str) -> Node:
    """Return the tree with a named variant applied.

    Args:
        root: the scenario's tree.
        name: a key of `variants`.

    Returns:
        A new tree.

    Raises:
        ScenarioError: no such variant.
    """
    variants = root.mapping().get("variants")
    table = variants.mapping() if variants is not None else {}
    if name not in table:
        allowed = ", ".join(table) or "this scenario has none"
        why = f"no such variant{did_you_mean(name, table)}"
        raise ScenarioError(why, file=root.origin.file, key="variants", got=name, allowed=allowed)
    for path, value in table[name].mapping().items():
        root = replaced(root, path, value)
    return root


def _put(node: Node, parts: list[str], path: str, value: Node) -> Node:
    if not parts:
        return value
    head, rest = parts[0], parts[1:]
    if isinstance(node.value, list):
        items = list(node.value)
        if not (head.isascii() and head.isdigit() and int(head) < len(items)):
            allowed = f"0 to {len(items) - 1}" if items else "the list is empty"
            raise ScenarioError(
                "no such item of the list", file=value.origin.file, key=path, got=head, allowed=allowed
            )
        items[int(head)] = _put(items[int(head)], rest, path, value)
        return Node(items, node.origin, node.key, node.line)
    table = dict(node.value) if isinstance(node.value, dict) else {}
    if isinstance(node.value, str) and node.key.rpartition(".")[2] in ENTRIES:
        # `missile: nodong` means `missile: {like: nodong}`; so it can be changed from within
        table = {"like": node}
    child = table.get(head, Node({}, value.origin, path))
    table[head] = _put(child, rest, path, value)
    return Node(table, node.origin, node.key, node.line)


def _anchored(node: Node, origin: Origin, path: str) -> Node:
    """Give a tree read from an option the path as its key, and no line."""
    value = node.value
    if isinstance(value, dict):
        value = {key: _anchored(child, origin, f"{path}.{key}") for key, child in value.items()}
    elif isinstance(value, list):
        value = [_anchored(child, origin, f"{path}.{i}") for i, child in enumerate(value)]
    return Node(value, origin, path)


def _node(value: Any, origin: Origin, path: str, depth: int) -> Node:
    if depth > 20:
        raise ScenarioError("nested too deeply", file=origin.file, key=path)
    if isinstance(value, dict):
        table = {str(key): _node(child, origin, f"{path}.{key}", depth + 1) for key, child in value.items()}
        return Node(table, origin, path)
    if isinstance(value, (list, tuple)):
        return Node(
            [_node(child, origin, f"{path}.{i}", depth + 1) for i, child in enumerate(value)], origin, path
        )
    if value is not None and not isinstance(value, (str, int, float, bool)):
        raise ScenarioError("not a value of a scenario", file=origin.file, key=path, got=value)
    return Node(value, origin, path)
