"""Check the built documentation site: no link leads nowhere, nothing is fetched from elsewhere.

Sphinx checks the links that it makes itself; this reads what came out. Links to other sites may stand on a page, for
readers to follow; pictures, styles, scripts and frames may not come from there.

Run: python tools/check_site.py build/docs
"""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

FETCHED = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src", "video": "src"}
ELSEWHERE = re.compile(r"^(?:[a-z]+:)?//|^https?:", re.IGNORECASE)
SCHEME = re.compile(r"^(?:[a-z][a-z+.-]*:|//)", re.IGNORECASE)
STYLE = re.compile(r"(?:url\(\s*['\"]?|@import\s+['\"])((?:https?:)?//[^'\")]+)", re.IGNORECASE)


class Page(HTMLParser):
    """What one page names: places on it, what it links, what it fetches."""

    def __init__(self) -> None:
        super().__init__()
        self.places: set[str] = set()
        self.links: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        self.places |= {given[key] for key in ("id", "name") if key in given}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if FETCHED.get(tag) in given:
            self.fetched.append(given[FETCHED[tag]])


def problems(home: Path) -> list[str]:
    """Say what is wrong with a built site.

    Args:
        home: its folder.

    Returns:
        one line each; empty where all is sound.
    """
    pages = {}
    found = []
    for path in sorted(home.rglob("*.html")):
        page = Page()
        page.feed(path.read_text(encoding="utf-8"))
        pages[path.resolve()] = page
    for path, page in pages.items():
        name = path.relative_to(home.resolve()).as_posix()
        found += [f"{name}: fetches {target}" for target in page.fetched if ELSEWHERE.match(target)]
        inside = [target for target in [*page.links, *page.fetched] if not SCHEME.match(target)]
        found += [
            f"{name}: {target}: {why}"
            for target in dict.fromkeys(inside)
            if (why := fault(path, target, pages))
        ]
    for path in sorted(home.rglob("*.css")):
        name = path.relative_to(home).as_posix()
        found += [f"{name}: fetches {target}" for target in STYLE.findall(path.read_text(encoding="utf-8"))]
    return found if pages else [f"{home} holds no page"]


def fault(path: Path, target: str, pages: dict[Path, Page]) -> str:
    """Say why a link of a page leads nowhere; empty where it does not."""
    name, _, place = target.partition("#")
    there = (path.parent / unquote(name.partition("?")[0])).resolve() if name else path
    if there.is_dir():
        there /= "index.html"
    if not there.is_file():
        return "no such file"
    return "no such place" if place and there in pages and unquote(place) not in pages[there].places else ""


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__)
        return 2
    wrong = problems(Path(arguments[0]))
    print("\n".join(wrong) or "no link leads nowhere, and nothing is fetched from elsewhere")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
