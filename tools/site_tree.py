"""From the tree of the repository to the tree of the site: which page goes where, links between them, navigation.

A page is kept as it is read on a forge. Here links that leave `docs` are led to where the site has the page, a file
that is no page gets one that shows its text, and the lists of `docs/index.md` become the navigation.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
BESIDE = {
    "README.md": "readme.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "benchmarks/README.md": "measuring.md",
}
LINK = re.compile(r"(\]\()([^)\s]+)(\))")
FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
LEXERS = {".py": "python", ".yaml": "yaml", ".yml": "yaml", ".cff": "yaml", ".sh": "bash"}


class Caption(NamedTuple):
    """A section of the navigation: its words, and pages in the order of the list, each with the words of its link."""

    words: str
    pages: dict[str, str]


def sources() -> list[str]:
    """Return the paths of all pages of the repository, relative to its root."""
    inside = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md"))
    return [*inside, *BESIDE]


def pictures() -> list[str]:
    """Return the paths of the pictures beside the pages."""
    return sorted(
        path.relative_to(ROOT).as_posix()
        for ending in ("png", "svg")
        for path in (ROOT / "docs").rglob(f"*.{ending}")
        if not path.is_relative_to(ROOT / "docs/static")
    )


def place(path: str) -> str:
    """Return where the site has a file of the repository; a file that is no page has one that shows it."""
    if path in BESIDE:
        return BESIDE[path]
    if path.startswith("docs/") and path.endswith((".md", ".png", ".svg")):
        return path.removeprefix("docs/")
    return f"files/{path}.md"


def in_prose(text: str, change: Callable[[str], str]) -> str:
    """Change every line of a page that does not stand in a fenced block."""
    out, fence = [], ""
    for line in text.split("\n"):
        mark = FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif mark:
            fence = mark[1]
        else:
            line = change(line)
        out.append(line)
    return "\n".join(out)


def links(text: str) -> Iterator[str]:
    """Give the targets of all links in the prose of a page that stay inside the repository."""
    found: list[str] = []

    def note(line: str) -> str:
        found.extend(match[2] for match in LINK.finditer(line))
        return line

    in_prose(text, note)
    yield from (target for target in found if not re.match(r"[a-z]+:", target))


def led(text: str, path: str) -> tuple[str, set[str]]:
    """Lead the links of a page to where the site has what they name.

    Args:
        text: the page.
        path: where it stands in the repository.

    Returns:
        the page for the site, and the files that are no pages and were linked.
    """
    shown: set[str] = set()
    home = posixpath.dirname(place(path))

    def lead(match: re.Match[str]) -> str:
        target, _, anchor = match[2].partition("#")
        if not target or re.match(r"[a-z]+:", match[2]):
            return match[0]
        there = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        end = place(there)
        if end.startswith("files/"):
            shown.add(there)
        led_to = posixpath.relpath(end, home or ".")
        return f"{match[1]}{led_to}{'#' + anchor if anchor else ''}{match[3]}"

    return in_prose(text, lambda line: LINK.sub(lead, line)), shown


def listing(path: str) -> str:
    """Return a page that shows a file as it is."""
    text = (ROOT / path).read_text(encoding="utf-8").rstrip("\n")
    longest = max([2, *(len(run) for run in re.findall(r"`+", text))])
    fence = "`" * (longest + 1)
    lexer = LEXERS.get(Path(path).suffix, "text")
    return f"---\norphan: true\nnosearch: true\n---\n\n# {path}\n\n{fence}{lexer}\n{text}\n{fence}\n"


def captions(index: str) -> list[Caption]:
    """Read the navigation off the lists and tables of the index, each page where it is named first.

    Args:
        index: the index as the site has it.
    """
    seen: set[str] = set()
    found = []
    for part in re.split(r"^## ", index, flags=re.MULTILINE)[1:]:
        words, _, text = part.partition("\n")
        pages: dict[str, str] = {}
        for line in text.splitlines():
            if line.startswith(("- ", "|", "  ")):
                for title, target in re.findall(r"\[([^\]]+)\]\(([^)\s#]+\.md)\)", line):
                    if ":" not in target and target not in seen:
                        pages.setdefault(target, title)
        seen.update(pages)
        if pages:
            found.append(Caption(words.strip(), pages))
    return found


def toctree(pages: dict[str, str], caption: str = "") -> str:
    """Return a hidden table of contents for the end of a page.

    Args:
        pages: words by page.
        caption: what stands above it in the navigation.
    """
    head = f":caption: {caption}\n" if caption else ""
    names = "\n".join(f"{title} </{page.removesuffix('.md')}>" for page, title in pages.items())
    return f"\n```{{toctree}}\n:hidden:\n{head}\n{names}\n```\n"


def with_entries(text: str, page: str, ids: list[str]) -> str:
    """Let the id of an entry of the catalogue, where prose has it in backticks, lead to the entry.

    Args:
        text: the page.
        page: its place in the site; pages of the catalogue itself and pages that show a file stay as they are.
        ids: entries with a page of their own.
    """
    if page.startswith(("catalogue/", "files/")) or page == "bibliography.md":
        return text
    known = "|".join(sorted(map(re.escape, ids), key=len, reverse=True))
    up = "../" * page.count("/")
    span = re.compile(rf"(?<![\[`])`({known})`(?![\]`])")

    def lead(line: str) -> str:
        return line if line.startswith("#") else span.sub(rf"[`\1`]({up}catalogue/\1.md)", line)

    return in_prose(text, lead)
