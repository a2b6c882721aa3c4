"""Write the tree of rooms, sizes and the picture of who imports whom into docs/house.md, from the sources as they are.

    python tools/make_tree.py

It replaces what stands between the two marks of the page, the numbers of one sentence and the picture beside it; the
words are written by hand.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "src/midcourse"
PAGE = ROOT / "docs/house.md"
PICTURE = ROOT / "docs/pictures/house-imports.svg"
BEGIN, END = "<!-- written by tools/make_tree.py: begin -->", "<!-- written by tools/make_tree.py: end -->"

# from the top of the house to its foundation: rooms of one line do not know each other
LAYERS = (
    ("cli",),
    ("web",),
    ("api",),
    ("pictures",),
    ("sentences",),
    ("claims",),
    ("report",),
    ("views", "exports", "verification"),
    ("strategy",),
    ("compliance",),
    ("insight",),
    ("cells",),
    ("store", "engines"),
    ("study",),
    ("analysis",),
    ("campaign",),
    ("engagement",),
    ("scenario", "gpu"),
    ("threats", "sensors", "tracking", "battle", "interceptors"),
    ("truth", "reach"),
    ("catalog",),
    ("geography",),
    ("records",),
    ("units", "streams", "shown"),
    ("errors", "version"),
    ("kernels",),
)
ROOMS = [room for layer in LAYERS for room in layer]
CELL, LEFT, TOP = 26, 110, 100
SAID = r"half of our files have at most\s+\d+ lines, nine in ten at most \d+, none more than \d+"
ROUND, ROUND_MOST = 10, 50  # rounded up, so that an edit seldom changes the sentence


class Room(NamedTuple):
    """What is counted of one room."""

    files: int
    lines: int
    longest_file: tuple[int, str]
    longest_function: tuple[int, str]
    imports: Counter[str]


def files_of(room: str) -> list[Path]:
    """Return the source files of a room: one file, or all of a folder."""
    one = SOURCES / f"{room}.py"
    return [one] if one.exists() else sorted((SOURCES / room).rglob("*.py"))


def there() -> set[str]:
    """Return the rooms that the source tree has; the front door `__main__` and the package root are none."""
    found = {path.name for path in SOURCES.iterdir() if (path / "__init__.py").exists()}
    return found | {path.stem for path in SOURCES.glob("*.py") if not path.stem.startswith("__")}


def for_types_only(node: ast.AST) -> bool:
    """Return whether a statement is the `if TYPE_CHECKING` of a module, whose imports never run."""
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def imported(tree: ast.AST) -> list[str]:
    """Return the rooms that a module imports when it runs, wherever the import stands."""
    found: list[str] = []
    for node in ast.iter_child_nodes(tree):
        if for_types_only(node):
            continue
        names = [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        found += [name.split(".")[1] for name in names if name.startswith("midcourse.")]
        found += imported(node)
    return found


def counted(room: str) -> Room:
    """Count one room."""
    files, functions, imports = [], [(0, "none")], Counter[str]()
    for path in files_of(room):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        files.append((len(text.splitlines()), path.name))
        imports.update(name for name in imported(tree) if name != room)
        functions += [
            ((node.end_lineno or 0) - node.lineno + 1, node.name)
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef)
        ]
    return Room(len(files), sum(count for count, _ in files), max(files), max(functions), imports)


def table(rooms: dict[str, Room]) -> list[str]:
    """Return the tree with sizes, a layer after the other."""
    lines = [
        "| room | files | lines | longest file | longest function | imports, with the number of places |",
        "|---|---:|---:|---|---|---|",
    ]
    for name, room in rooms.items():
        uses = ", ".join(f"{other} {room.imports[other]}" for other in ROOMS if room.imports[other])
        file, function = (f"`{what}` {count}" for count, what in (room.longest_file, room.longest_function))
        lines.append(f"| {name} | {room.files} | {room.lines:,} | {file} | {function} | {uses or '–'} |")
    files, total = sum(room.files for room in rooms.values()), sum(room.lines for room in rooms.values())
    return [*lines, f"| all | {files} | {total:,} | | | |"]


def sizes() -> tuple[int, int, int]:
    """Return the lines that half of the files, nine in ten and all of them keep within, rounded up."""
    lines = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES.rglob("*.py"))
    half, nine_in_ten = (lines[int(share * len(lines))] for share in (0.5, 0.9))
    return -(-half // ROUND) * ROUND, -(-nine_in_ten // ROUND) * ROUND, -(-lines[-1] // ROUND_MOST) * ROUND_MOST


def picture(rooms: dict[str, Room]) -> str:
    """Draw who imports whom as a square: a row imports from its columns, so all marks lie right of the diagonal."""
    size = CELL * len(ROOMS)
    width, height = LEFT + size + 10, TOP + size + 10
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        ' font-family="sans-serif" font-size="12" role="img">',
        "<title>Which room imports from which: a row imports from its columns</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for i, name in enumerate(ROOMS):
        x, y = LEFT + (i + 0.5) * CELL, TOP + (i + 0.5) * CELL
        out.append(f'<text x="{LEFT - 6}" y="{y + 4:g}" text-anchor="end">{name}</text>')
        out.append(f'<text transform="translate({x + 4:g} {TOP - 6}) rotate(-60)">{name}</text>')
        for j, other in enumerate(ROOMS):
            many = rooms[name].imports[other]
            fill = "#dddddd" if i == j else "#0072b2" if many else "#f6f6f6"
            left, top = LEFT + j * CELL, TOP + i * CELL
            out.append(
                f'<rect x="{left}" y="{top}" width="{CELL - 1}" height="{CELL - 1}" fill="{fill}"'
                f' fill-opacity="{min(0.35 + many / 30, 1.0) if many and i != j else 1:.2g}"/>'
            )
            if many and i != j:
                ink = "#ffffff" if many > 8 else "#000000"
                middle = left + CELL / 2 - 0.5
                out.append(f'<text x="{middle:g}" y="{top + 17}" text-anchor="middle" fill="{ink}">{many}</text>')
    return "\n".join([*out, "</svg>", ""])


def main() -> None:
    """Write all three."""
    assert set(ROOMS) == there(), set(ROOMS) ^ there()
    rooms = {room: counted(room) for room in ROOMS}
    PICTURE.write_text(picture(rooms), encoding="utf-8")
    numbers = iter(map(str, sizes()))
    page = PAGE.read_text(encoding="utf-8")
    page = re.sub(SAID, lambda said: re.sub(r"\d+", lambda _: next(numbers), said[0]), page)
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    written = "\n".join([BEGIN, "", *table(rooms), "", END])
    PAGE.write_text(before + written + after, encoding="utf-8")


if __name__ == "__main__":
    main()
