"""Options that several commands share, and numbers with or without a unit."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from midcourse.errors import ScenarioError

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario

KILL_FORMS = "record:ID, folder:PATH of a run (with --scenario), or P@SOURCE."
Json = Annotated[
    bool, typer.Option("--json", help="One JSON document on standard output, nothing else there.")
]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress and no messages.")]
Sets = Annotated[
    list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help="Replace one value of the scenario.")
]
Variant = Annotated[
    str | None, typer.Option("--variant", metavar="NAME", help="Apply a variant of the scenario.")
]
Metric = Annotated[
    str, typer.Option(metavar="M", help="What is found: p_no_leaker, expected_leakers, shots:PLACE, margin_s:BASE, …")
]
PointRuns = Annotated[str, typer.Option(metavar="N", help="Runs of each point, where there is luck.")]
StudyWorlds = Annotated[
    str, typer.Option(metavar="K", help="Over how many worlds of doubt; 0: every other input as stated.")
]
Seed = Annotated[str, typer.Option(metavar="S", help="Seed of all luck, the same at all points.")]
Jobs = Annotated[str | None, typer.Option(metavar="J", help="Threads; default: all cores.")]

Grade = Annotated[
    str | None,
    typer.Option(
        metavar="G",
        help="Only inputs of this grade or better are in doubt: official, peer-reviewed, press, estimated, assumed.",
    ),
]


def folder_to_write(text: str | None) -> str | None:
    """Return a folder for pictures as it was typed, refused at once where it could not be made or written."""
    return _to_write(text, "--plot", as_file=False)


def folder_for_files(text: str | None) -> str | None:
    """Return a folder for files as it was typed, refused at once where it could not be made or written."""
    return _to_write(text, "--out", as_file=False)


def file_to_write(text: str | None) -> str | None:
    """Return a file for a table as it was typed, refused at once where it could not be written."""
    return _to_write(text, "--csv", as_file=True)


def _to_write(text: str | None, key: str, as_file: bool) -> str | None:
    if text is None:
        return None
    path = Path(text)
    home = path.parent if as_file else next(one for one in (path, *path.parents) if one.exists())
    why = None
    if not text.strip() or (as_file and path.is_dir()):
        why = "no file" if as_file else "no folder"
    elif not home.is_dir():
        why = "no such folder" if as_file else "a file stands there"
    elif not os.access(path if path.exists() else home, os.W_OK):
        why = "not allowed to write there"
    if why:
        allowed = "a file in a folder that exists" if as_file else "a folder"
        raise ScenarioError(f"cannot write there: {why}", key=key, got=text, allowed=allowed)
    return text


PictureFolder = Annotated[
    str | None, typer.Option("--plot", metavar="DIR", callback=folder_to_write, help="Draw pictures there.")
]
Csv = Annotated[
    str | None, typer.Option("--csv", metavar="FILE", callback=file_to_write, help="Write all points as a table.")
]

Over = Annotated[
    str | None,
    typer.Option(
        "--vary", metavar="NAME=A..B", help="The answer over one input too: NAME=A..B, NAME=A..B:N or NAME=A,B,C."
    ),
]


def rerun_line(
    command: str,
    scenario: str | Sequence[str],
    variant: str | None,
    sets: list[str] | None,
    typed: Mapping[str, object],
) -> str:
    """Return the command that repeats an answer, for the corner of its pictures; without options that are None.

    Args:
        command, scenario: as typed; of two scenarios both.
        variant, sets: options that most commands have.
        typed: further options; of a list each.
    """
    from midcourse.shown.command import changes, line

    names = [scenario] if isinstance(scenario, str) else scenario
    return line(command, [*names, *changes(variant, sets)], typed)


def number(text: str, key: str, dimension: str, unit: str) -> float:
    """Return a number that was typed: bare in `unit`, or with a unit of its dimension, in SI (angles in rad)."""
    from midcourse.units import parse_quantity

    try:
        return parse_quantity(text, dimension, bare_unit=unit)
    except ScenarioError as problem:
        problem.key = key
        raise ScenarioError(
            problem.why, key=key, got=problem.got, allowed=problem.allowed, nearest=problem.nearest
        ) from None


def numbers(text: str, key: str, names: tuple[str, ...]) -> list[float]:
    """Return finite numbers separated by commas, as many as there are names."""
    allowed = ",".join(names)
    parts = text.split(",")
    if len(parts) != len(names):
        raise ScenarioError(
            f"{len(parts)} numbers in place of {len(names)}", key=key, got=text, allowed=allowed
        )
    values = []
    for part, name in zip(parts, names, strict=True):
        try:
            value = float(part)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise ScenarioError(f"{name} is not a finite number", key=key, got=part.strip(), allowed=allowed)
        values.append(value)
    return values


def narrower(text: str, key: str) -> float:
    """Return the width of an interval of a share that was typed: between 0 and 1."""
    from midcourse.api.bounds import WIDTHS, checked_width

    try:
        value = float(text)
    except ValueError:
        raise ScenarioError("not a number", key=key, got=text, allowed=WIDTHS) from None
    return checked_width(value, key)


def whole(text: str, key: str, low: int, high: int, of_years: bool = False) -> int:
    """Return a whole number between bounds that was typed; a year is written without a separator."""
    from midcourse.api.bounds import whole as read

    return read(text, key, low, high, of_years)


def quantities(text: str, key: str, names: dict[str, tuple[str, str]]) -> dict[str, float]:
    """Return SI numbers of a list such as `apogee=2802 km, range=933 km`.

    Args:
        text: as typed.
        key: name of the option, for messages.
        names: for each name its dimension, and the unit of a bare number.

    Returns:
        the numbers by name.

    Raises:
        ScenarioError: an unknown or repeated name, or not a number.
    """
    found: dict[str, float] = {}
    for part in text.split(","):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or name not in names or name in found:
            raise ScenarioError(
                "given twice" if name in found else "not understood",
                key=key,
                got=part.strip(),
                allowed=", ".join(f"{known}=VALUE" for known in names),
            )
        found[name] = number(value, f"{key} {name}", *names[name])
    return found


def split_places(text: str, key: str) -> list[str]:
    """Return places that were typed with commas; two numbers that follow each other are one place."""
    parts = [part.strip() for part in text.split(",")]
    found: list[str] = []
    while parts:
        part = parts.pop(0)
        if not part:
            raise ScenarioError("an empty place", key=key, got=text, allowed="places with commas")
        found.append(f"{part},{parts.pop(0)}" if part[0] in "+-.0123456789" and parts else part)
    return found


def warn_at_sea(text: str, quiet: bool) -> None:
    """Print a warning where a launch point was typed that lies far from any land."""
    import sys

    from midcourse.scenario.place import parse_place, sea_warning

    said = None if quiet else sea_warning(parse_place(text, key="--from"))
    if said:
        print(f"warning: {said}", file=sys.stderr)


def down_to(scenario: Scenario, grade: str | None, worlds: int) -> Scenario:
    """Return the scenario with doubt down to a grade that was typed; without worlds there is nothing to hold.

    Raises:
        ScenarioError: no such grade, or no worlds in which inputs are drawn.
    """
    if grade is None:
        return scenario
    from midcourse.api.again import at_grade
    from midcourse.catalog.provenance import checked_grade

    checked_grade(grade, "--grade")
    if worlds == 0:
        allowed = "with --worlds 20 or more"
        raise ScenarioError("without worlds of doubt no input is drawn", key="--grade", got=grade, allowed=allowed)
    return at_grade(scenario, grade)
