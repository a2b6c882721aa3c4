"""The errors that midcourse raises at its border: one line for people, fields for programs."""

from __future__ import annotations

from typing import Any


class MidcourseError(Exception):
    """A problem that the user can mend, told in one line.

    Args:
        why: what is wrong, in plain words.
        file: the file that holds the input, if any.
        line: its line number, counted from 1.
        key: the path of the key or the name of the option.
        got: what was found there.
        allowed: what would have been accepted.
        nearest: the nearest input that has a solution, if one is known.
    """

    kind = "error"
    exit_code = 2

    def __init__(
        self,
        why: str,
        *,
        file: str | None = None,
        line: int | None = None,
        key: str | None = None,
        got: Any = None,
        allowed: str | None = None,
        nearest: str | None = None,
    ) -> None:
        self.why = why
        self.file = file
        self.line = line
        self.key = key
        self.got = got
        self.allowed = allowed
        self.nearest = nearest
        super().__init__(self.one_line())

    def one_line(self) -> str:
        """Return the message for people, always a single line."""
        where = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        parts = [f"{where}: " if where else ""]
        parts.append(f"{self.key}: " if self.key else "")
        parts.append(self.why)
        if self.got is not None:
            parts.append(f"; got {_short(self.got)}")
        if self.allowed:
            parts.append(f"; allowed: {self.allowed}")
        if self.nearest:
            parts.append(f"; nearest: {self.nearest}")
        return " ".join("".join(parts).split())

    def as_dict(self) -> dict[str, Any]:
        """Return the fields that `--json` prints under `error`."""
        got = None if self.got is None else _short(self.got)
        return {
            "kind": self.kind,
            "message": self.why,
            "file": self.file,
            "line": self.line,
            "key": self.key,
            "got": got,
            "allowed": self.allowed,
            "nearest": self.nearest,
        }


class ScenarioError(MidcourseError):
    """A scenario, an option or an argument that cannot be used."""

    kind = "scenario"


class CatalogError(MidcourseError):
    """A catalogue entry that is missing, unsourced or inconsistent."""

    kind = "catalog"


class ClaimError(MidcourseError):
    """A claim that is missing, unsourced, or whose condition cannot be worked."""

    kind = "claim"


class NoSolution(MidcourseError):
    """A sound question without an answer: out of reach, or nothing to be found."""

    kind = "no-solution"
    exit_code = 3


class DeviceError(MidcourseError):
    """Work was asked of a device where there is none, or where its driver is not installed."""

    kind = "device"


def _short(value: Any, limit: int = 80) -> str:
    text = value if isinstance(value, str) else repr(value)
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"
