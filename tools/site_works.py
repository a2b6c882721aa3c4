"""Books and papers that pages cite by author and year: in full on the bibliography, and links that lead there."""

from __future__ import annotations

import posixpath
import re
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[1]
PAGE = "bibliography.md"
HEAD = """
## Works behind the models

Books and papers that pages cite by author and year. How much of each was read is not recorded.
"""
# what may not be touched: fenced and indented blocks, headings, code, and what is a link already
LEFT = r"^(`{3,})[\s\S]*?^\1|^ {4}.*$|^#.*$|`[^`\n]*`|\[[^\]]*\]\([^)]*\)"


@cache
def works() -> dict[str, str]:
    """Read title and place of every work by how it is cited."""
    found: dict[str, str] = YAML(typ="safe", pure=True).load((ROOT / "docs/works.yaml").read_text("utf-8"))
    return found


def slug(key: str) -> str:
    return re.sub(r"[^\w\- ]", "", key.lower()).replace(" ", "-")


@cache
def pattern() -> re.Pattern[str]:
    """Return what finds every citation, which may run over the end of a line."""
    keys = "|".join(re.escape(key).replace(r"\ ", r"\s+") for key in sorted(works(), key=len, reverse=True))
    return re.compile(rf"{LEFT}|\b(?P<key>{keys})\b", re.MULTILINE)


def cited(text: str) -> set[str]:
    """Return the works that a page cites."""
    return {" ".join(match["key"].split()) for match in pattern().finditer(text) if match["key"]}


def led(text: str, page: str) -> str:
    """Let every citation of a page lead to the bibliography."""
    there = posixpath.relpath(PAGE, posixpath.dirname(page) or ".")

    def lead(match: re.Match[str]) -> str:
        if not match["key"]:
            return match[0]
        return f"[{match['key']}]({there}#{slug(' '.join(match['key'].split()))})"

    return pattern().sub(lead, text)


def section(pages: dict[str, str]) -> str:
    """Make the section of the bibliography.

    Args:
        pages: texts by place.
    """
    users = {page: cited(text) for page, text in pages.items()}
    out = HEAD.splitlines()
    for key in sorted(works(), key=str.lower):
        links = [f"[{Path(page).stem}]({page})" for page, used in sorted(users.items()) if key in used]
        out += ["", f"### {key}", "", f"{works()[key]}. Cited by {', '.join(links)}."]
    return "\n".join(out) + "\n"
