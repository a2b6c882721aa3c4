"""YAML text to a tree in which every node knows its line: the one strict reader of all our files."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from midcourse.errors import MidcourseError

MAX_BYTES = 1_000_000
MAX_LINE = 20_000
WRITE_OUT = "the value written out"
MAX_DEPTH = 50
MAX_NODES = 50_000


@dataclass(frozen=True)
class Origin:
    """The document that a node comes from.

    Args:
        file: its name as shown in messages.
        error: the class of error that a fault in it raises.
        cited: whether each number in it must name its source.
    """

    file: str | None
    error: type[MidcourseError]
    cited: bool = False


class Node(NamedTuple):
    """One value of a document with the place where it was written."""

    value: Any
    origin: Origin
    key: str = ""
    line: int | None = None

    def fault(
        self, why: str, *, got: Any = None, allowed: str | None = None, key: str = ""
    ) -> MidcourseError:
        """Return (not raise) the error that names this node's file, line and key."""
        where = ".".join(part for part in (self.key, key) if part)
        return self.origin.error(
            why, file=self.origin.file, line=self.line, key=where or None, got=got, allowed=allowed
        )

    def mapping(self) -> dict[str, Node]:
        """Return the entries of a table; raises the node's error if it is none."""
        if not isinstance(self.value, dict):
            raise self.fault("a table of keys is due here", got=plain(self), allowed="key: value lines")
        return self.value


def plain(node: Node) -> Any:
    """Return the node's content as bare Python values, lists as tuples."""
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return tuple(plain(child) for child in node.value)
    return node.value


def decode(data: bytes, origin: Origin) -> str:
    """Return the text of a file, refusing what is too large or not UTF-8.

    Args:
        data: the bytes of the file.
        origin: the file's name and error class.

    Returns:
        The text, without a byte order mark.

    Raises:
        MidcourseError: over 1 MB, or not UTF-8.
    """
    if len(data) > MAX_BYTES:
        raise origin.error(
            "the file is too large", file=origin.file, line=1, got="more than 1 MB", allowed="at most 1 MB"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        line = data[: exc.start].count(b"\n") + 1
        raise origin.error(
            "the file is not UTF-8 text",
            file=origin.file,
            line=line,
            got=f"byte 0x{data[exc.start]:02x}",
            allowed="UTF-8",
        ) from None


def parse_text(text: str, origin: Origin, *, null_ok: bool = False, fast: bool = False) -> Node:
    """Parse one YAML document strictly.

    Args:
        text: the document.
        origin: the file's name and error class.
        null_ok: whether `null` is a document.
        fast: scan with libyaml where it is there, for our own files; the other scanner says better what is wrong.

    Returns:
        The root node.

    Raises:
        MidcourseError: bad syntax, anchors, aliases, tags, directives, tabs, endless lines, duplicate keys,
            a second document, more than 50 levels or 50,000 values, or nothing at all.
    """
    if len(text) > MAX_BYTES:
        raise origin.error(
            "the text is too large", file=origin.file, got=f"{len(text)} characters", allowed="at most 1 MB"
        )
    tab = text.find("\t")
    if tab >= 0:
        line = text.count("\n", 0, tab) + 1
        raise origin.error(
            "a tab character", file=origin.file, line=line, got="tab", allowed="spaces, two a level"
        )
    for number, length in enumerate(map(len, text.split("\n")), start=1):
        if length > MAX_LINE:  # ruamel reads some long words in quadratic time
            raise origin.error(
                "the line is too long", file=origin.file, line=number, allowed=f"{MAX_LINE} characters"
            )
    root = _Builder(origin, pure=not fast).build(text)
    if root is None or (root.value is None and not null_ok):
        raise origin.error("the file is empty", file=origin.file, allowed="a table of keys")
    return root


@dataclass
class _Builder:
    """Turns the event stream of ruamel.yaml into nodes; stops at the first thing we do not allow."""

    origin: Origin
    pure: bool = True
    nodes: int = 0
    last_line: int = field(default=1)

    def build(self, text: str) -> Node | None:
        from ruamel.yaml.error import YAMLError

        root: Node | None = None
        try:
            events = self._events(text)
            for event in events:
                name = type(event).__name__
                self.last_line = event.start_mark.line + 1
                if name == "DocumentStartEvent":
                    self._check_document(event, root)
                elif name not in ("StreamStartEvent", "StreamEndEvent", "DocumentEndEvent"):
                    root = self._node(event, events, "", 0)
        except YAMLError as exc:
            mark = getattr(exc, "problem_mark", None)
            why = str(getattr(exc, "problem", None) or str(exc).splitlines()[0])
            line = mark.line + 1 if mark is not None else self.last_line
            raise self._fault(f"not readable as YAML: {why}", line) from None
        except (ValueError, OverflowError, TypeError, AttributeError, AssertionError, IndexError) as exc:
            # the scanner itself trips over a few malformed escapes and directives
            raise self._fault(f"not readable as YAML: {exc}", self.last_line) from None
        return root

    def _events(self, text: str) -> Iterator[Any]:
        from ruamel.yaml import YAML, __with_libyaml__

        yaml = YAML(typ="safe", pure=self.pure)
        if self.pure or not __with_libyaml__:
            yield from yaml.parse(text)
            return
        parser = yaml.Parser(
            text
        )  # yaml.parse makes a new class for every text, which takes longer than a scan
        while parser.check_event():
            yield parser.get_event()

    def _fault(self, why: str, line: int | None, **more: Any) -> MidcourseError:
        return self.origin.error(why, file=self.origin.file, line=line, **more)

    def _check_document(self, event: Any, root: Node | None) -> None:
        if root is not None:
            raise self._fault("a second document in one file", self.last_line, allowed="one document")
        if event.version is not None or event.tags:
            raise self._fault("YAML directives are not allowed", self.last_line)

    def _node(self, event: Any, events: Iterator[Any], key: str, depth: int) -> Node:
        line = event.start_mark.line + 1
        self.last_line = line
        self.nodes += 1
        if event.anchor is not None or event.tag is not None:
            self._refuse_features(event, key, line)
        if depth > MAX_DEPTH:
            raise self._fault("nested too deeply", line, allowed=f"at most {MAX_DEPTH} levels")
        if self.nodes > MAX_NODES:
            raise self._fault("too many values in one file", line, allowed=f"at most {MAX_NODES}")
        return Node(self._value(event, events, key, depth, line), self.origin, key, line)

    def _refuse_features(self, event: Any, key: str, line: int) -> None:
        if type(event).__name__ == "AliasEvent":
            raise self._fault(
                "aliases are not allowed", line, key=key or None, got=f"*{event.anchor}", allowed=WRITE_OUT
            )
        if event.anchor is not None:
            raise self._fault(
                "anchors are not allowed", line, key=key or None, got=f"&{event.anchor}", allowed=WRITE_OUT
            )
        if event.tag is not None:
            raise self._fault(
                "tags are not allowed", line, key=key or None, got=str(event.tag), allowed="a plain value"
            )

    def _value(self, event: Any, events: Iterator[Any], key: str, depth: int, line: int) -> Any:
        kind = type(event).__name__
        if kind == "ScalarEvent":
            return self._scalar(event, key, line)
        if kind == "SequenceStartEvent":
            items: list[Node] = []
            for child in events:
                if type(child).__name__ == "SequenceEndEvent":
                    return items
                items.append(self._node(child, events, _join(key, len(items)), depth + 1))
        table: dict[str, Node] = {}
        for child in events:
            if type(child).__name__ == "MappingEndEvent":
                break
            name = self._key(child, table, key)
            table[name] = self._node(next(events), events, _join(key, name), depth + 1)
        return table

    def _key(self, event: Any, table: dict[str, Node], parent: str) -> str:
        line = event.start_mark.line + 1
        if event.anchor is not None or getattr(event, "tag", None) is not None:
            self._refuse_features(event, parent, line)
        if type(event).__name__ != "ScalarEvent":
            raise self._fault("a key must be plain text", line, key=parent or None)
        name = self._text(str(event.value), parent, line)
        if name in table:
            first = table[name].line
            raise self._fault(
                f"duplicate key, first on line {first}",
                line,
                key=_join(parent, name),
                got=name,
                allowed="each key once",
            )
        return name

    def _scalar(self, event: Any, key: str, line: int) -> Any:
        value = str(event.value) if event.style else _resolve(str(event.value))
        if isinstance(value, float) and not math.isfinite(value):
            raise self._fault(
                "not a finite number", line, key=key or None, got=str(event.value), allowed="a finite number"
            )
        return self._text(value, key, line) if isinstance(value, str) else value

    def _text(self, text: str, key: str, line: int) -> str:
        if _NO_TEXT.search(text):
            raise self._fault("a character that is no text", line, key=key or None)
        return text


def _join(key: str, part: str | int) -> str:
    return f"{key}.{part}" if key else str(part)


_NO_TEXT = re.compile("[\ud800-\udfff\0]")
_INT = re.compile(r"[-+]?[0-9]{1,40}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}
_NOT_FINITE = re.compile(r"([-+]?\.inf)|\.nan", re.IGNORECASE)


def _resolve(text: str) -> Any:
    """Read a plain scalar by the core rules of YAML 1.2: `no`, `12:30` and `1_000` stay text."""
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if _NOT_FINITE.fullmatch(text):
        return math.nan
    return text
