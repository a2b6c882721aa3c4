"""Replaces values in a YAML text and leaves every other letter as it was: comments, order, quotes, blank lines.

The text has been read by our own strict reader, so that there are no aliases and tags in it.
"""

from __future__ import annotations

import json
from typing import Any

from midcourse.errors import ScenarioError
from midcourse.scenario.apply import ENTRIES

UNWRITTEN = "the variant cannot be written into the text"


def composed(text: str) -> Any:
    """Return the nodes of a text with the places where they begin and end."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        return YAML(typ="safe", pure=True).compose(text)
    except YAMLError:
        raise ScenarioError(UNWRITTEN, key="--variant") from None


def entries(node: Any) -> dict[str, Any]:
    """Return the values of a table by their keys; empty for anything else."""
    return {key.value: value for key, value in node.value} if node.id == "mapping" else {}


def put(text: str, parts: list[str], value: Any) -> str:
    """Return the text with the value at a path replaced, or added where it is not there.

    Args:
        text: YAML.
        parts: keys and positions in lists; no position that is not there.
        value: a node, as `composed` gives it.

    Returns:
        the new text, with all comments but those within the value that was replaced.

    Raises:
        ScenarioError: the text cannot be read.
    """
    node, last, flow, rest = composed(text), "", False, list(parts)
    while rest:
        child = node.value[int(rest[0])] if node.id == "sequence" else entries(node).get(rest[0])
        if child is None:
            break
        flow = flow or bool(node.flow_style)
        node, last = child, rest.pop(0)
    if not rest:
        return _replace(text, node, value, flow)
    written = _flow(value)
    for key in reversed(rest[1:]):
        written = f"{{{key}: {written}}}"
    added = f"{rest[0]}: {written}"
    if node.id == "scalar":
        like = f"like: {_flow(node)}, " if last in ENTRIES and node.value else ""
        return _splice(text, node, f"{{{like}{added}}}")
    if not node.value:
        return _splice(text, node, f"{{{added}}}")
    end = _end(node.value[-1][1])
    if node.flow_style:
        return f"{text[:end]}, {added}{text[end:]}"
    end = _line_end(text, end)
    return f"{text[:end]}\n{' ' * node.value[0][0].start_mark.column}{added}{text[end:]}"


def silence(text: str, parts: list[str], why: str) -> str:
    """Return the text with an entry of a table made a comment, below a line that says why.

    Args:
        text: YAML.
        parts: keys that lead to the entry; where it does not stand on lines of its own, the text stays as it is.
        why: words.

    Raises:
        ScenarioError: the text cannot be read.
    """
    node = composed(text)
    for part in parts[:-1]:
        node = entries(node)[part]
    if node.flow_style:
        return text
    key, value = next(pair for pair in node.value if pair[0].value == parts[-1])
    start, end = key.start_mark.index, _line_end(text, _end(value))
    pad = " " * key.start_mark.column
    lines = [why, *(line.removeprefix(pad) for line in text[start:end].split("\n"))]
    return text[:start] + f"\n{pad}".join(f"# {line}" for line in lines) + text[end:]


def _replace(text: str, node: Any, value: Any, flow: bool) -> str:
    if node.id == "scalar" or node.flow_style:
        return _splice(text, node, _scalar(value, flow) if value.id == "scalar" else _flow(value))
    if node.id == value.id == "sequence" and value.value:
        # an item that stays keeps the comment behind it
        old = {_flow(item): text[item.start_mark.index : _line_end(text, _end(item))] for item in node.value}
        lines = [f"- {old.get(_flow(item), _flow(item))}" for item in value.value]
        head, tail = text[: node.start_mark.index], text[_line_end(text, _end(node)) :]
        return head + f"\n{' ' * node.start_mark.column}".join(lines) + tail
    # where a block stood below its key, one line has to be further in than the key
    return _splice(text, node, f"  {_flow(value)}")


def _splice(text: str, node: Any, new: str) -> str:
    start, end = node.start_mark.index, _end(node)
    space = " " if start == end else ""
    tail = "\n" if text[start:end].endswith("\n") else ""
    return f"{text[:start]}{space}{new}{tail}{text[end:]}"


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at - 1 if text[at - 1] == "\n" else at)
    return len(text) if found < 0 else found


def _end(node: Any) -> int:
    # what the reader takes for the end of a block lies behind the comments that follow it
    if node.id == "scalar" or node.flow_style or not node.value:
        return int(node.end_mark.index)
    return _end(node.value[-1][1] if node.id == "mapping" else node.value[-1])


def _flow(node: Any) -> str:
    """Write a value on one line."""
    if node.id == "scalar":
        return _scalar(node, True)
    if node.id == "sequence":
        return f"[{', '.join(_flow(item) for item in node.value)}]"
    return f"{{{', '.join(f'{key.value}: {_flow(item)}' for key, item in node.value)}}}"


def _scalar(node: Any, flow: bool) -> str:
    # bare where it was bare, for it may be a number; what has a comma among commas is text and needs quotes
    bare = str(node.value)
    if not node.style and not bare:
        return "null"
    if not node.style and "\n" not in bare and not (flow and set(bare) & set(",[]{}")):
        return bare
    return json.dumps(bare, ensure_ascii=False)
