"""Keep the tables of docs/nomenclature.md in step with the code; meanings are written by hand and stay.

    python tools/make_nomenclature.py

Each table lists the fields of one part of the house: where they are, and their unit as the name's ending says it. A
field that is new gets a question mark for its meaning, and for its unit where its name says none; a test wants both.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "src/midcourse"
PAGE = ROOT / "docs/nomenclature.md"
MARK = re.compile(r"<!-- fields: ([a-z, ]+) -->\n(.*?)<!-- end -->", re.DOTALL)

# the ending of a name, the unit it stands for; the longest that fits counts
SUFFIXES = {
    "_m_m_s": "m, m/s",
    "_m3_s2": "m³/s²",
    "_kg_m3": "kg/m³",
    "_kg_m2": "kg/m²",
    "_m2_kg": "m²/kg",
    "_kg_s2": "kg/s²",
    "_kg_s": "kg/s",
    "_m_s2": "m/s²",
    "_m_s": "m/s",
    "_n_s": "N/s",
    "_rad_s": "rad/s",
    "_w_m2": "W m²",
    "_per_sr": "1/sr",
    "_per_s": "1/s",
    "_rad": "rad",
    "_usd": "$",
    "_deg": "deg",
    "_km2": "km²",
    "_km": "km",
    "_m2": "m²",
    "_kg": "kg",
    "_hz": "Hz",
    "_db": "dB",
    "_w": "W",
    "_k": "K",
    "_n": "N",
    "_m": "m",
    "_s": "s",
}
WITHOUT_DIMENSION = {"1", "n", "no.", "0/1", "code", "bits", "word", "date", "year", "–"}
CHECKED = {"Checked", "Entry", "Cited"}


class Field(NamedTuple):
    """One field: its name, the class or row type that has it, the room, and what kind of class it is."""

    name: str
    owner: str
    room: str
    kind: str
    annotation: str


def unit_of(name: str) -> str | None:
    """Return the unit that a name's ending stands for, None where it says none."""
    for ending in sorted(SUFFIXES, key=len, reverse=True):
        if name.endswith(ending):
            return SUFFIXES[ending]
    return None


def fields() -> Iterator[Field]:
    """Yield the fields of all public dataclasses, named tuples, checked models and row types of the source tree."""
    for path in sorted(SOURCES.rglob("*.py")):
        room = path.relative_to(SOURCES).parts[0].removesuffix(".py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield from _of_class(node, room)
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                yield from _of_rows(node, room)


def _of_class(node: ast.ClassDef, room: str) -> Iterator[Field]:
    bases = {ast.unparse(base) for base in node.bases}
    marks = {ast.unparse(mark).partition("(")[0] for mark in node.decorator_list}
    kind = "model" if bases & CHECKED else "tuple" if "NamedTuple" in bases else "dataclass"
    if kind == "dataclass" and "dataclass" not in marks:
        return
    for one in node.body:
        named = isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
        if named and not one.target.id.startswith("_"):
            yield Field(one.target.id, node.name, room, kind, ast.unparse(one.annotation))


def _of_rows(node: ast.Assign, room: str) -> Iterator[Field]:
    call, target = node.value, node.targets[0]
    if ast.unparse(call.func) != "np.dtype" or not isinstance(call.args[0], ast.List):
        return
    for row in call.args[0].elts:
        name, form, *shape = (ast.literal_eval(part) for part in row.elts)
        yield Field(name, target.id, room, "rows", form + "".join(map(str, shape)))


def part_of(field: Field) -> str:
    """Return the part of the page that a field belongs to."""
    return "rows" if field.kind == "rows" else "files" if field.kind == "model" else field.room


def table_of(text: str) -> dict[str, tuple[str, str, str]]:
    """Return where, unit and meaning by name, as a table of the page says them."""
    found = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| `") and len(cells) == 4:
            found[cells[0].strip("`")] = (cells[1], cells[2], cells[3])
    return found


def tables(page: str) -> dict[str, dict[str, tuple[str, str, str]]]:
    """Return all tables of fields by the parts of the house that they name."""
    return {match[1]: table_of(match[2]) for match in MARK.finditer(page)}


def several(page: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Return frame and numbers, by field and class, as the table of fields of several numbers says them."""
    found = {}
    for line in page.split("\n## Fields of several numbers\n")[1].split("\n## ")[0].splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| `"):
            pairs = [
                (name, owner) for name in re.findall(r"`(\w+)`", cells[0]) for owner in cells[1].split(", ")
            ]
            assert not found.keys() & set(pairs), pairs
            found |= dict.fromkeys(pairs, (cells[2], cells[3]))
    return found


def owners(parts: list[str]) -> dict[str, str]:
    """Return, by name, the classes of some parts of the page that have such a field."""
    found: dict[str, list[str]] = {}
    for field in fields():
        if part_of(field) in parts:
            found.setdefault(field.name, []).append(field.owner)
    return {name: ", ".join(sorted(set(there))) for name, there in sorted(found.items())}


def _rewritten(match: re.Match[str]) -> str:
    parts = match[1].split(", ")
    before = table_of(match[2])
    lines = ["| field | in | unit | meaning |", "|---|---|---|---|"]
    for name, where in owners(parts).items():
        _, unit, words = before.get(name, ("", "?", "?"))
        lines.append(f"| `{name}` | {where} | {unit_of(name) or unit} | {words} |")
    return "\n".join([f"<!-- fields: {match[1]} -->", "", *lines, "", "<!-- end -->"])


def main() -> None:
    """Write the tables anew."""
    PAGE.write_text(MARK.sub(_rewritten, PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
