"""Put the pages of the documentation site together in build/site, for Sphinx to read.

The pages are those of docs and four beside it, as they are read on a forge. Added are: a page for each entry of the
catalogue, the bibliography, tables of the check cases, pages that show linked files, and the navigation. On the start
page every block marked `sh` is followed by a cell that runs it, so that its output stands below. On the page
of examples each script becomes a cell, with what it prints and draws below it.

Run: python tools/make_site.py
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import site_catalogue
import site_checks
import site_tree
import site_works
from midcourse.verification.row import Row

ROOT = Path(__file__).parents[1]
SITE = ROOT / "build/site"
REPORT_MARK = "<!-- the report -->"
REPORT = "report-of-the-start-page.html"
KEEP_REPORT = f'cp midcourse-runs/nodong-japan-*/report.html "$MIDCOURSE_DOCS_EXTRA/{REPORT}"'
REPORT_WORDS = f'<a href="{REPORT}">The report that this command has written</a>, as it is.'
NOTEBOOK = "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n\n"
# a script takes its folder from the command line; the pictures that it leaves there are shown
SCRIPT_FOLDER = """import sys
import tempfile

sys.argv = ['{name}', tempfile.mkdtemp()]"""
SCRIPT_PICTURES = """from IPython.display import Image, display

for path in sorted(folder.glob('*.png')):
    display(Image(path))"""
# lines of the index that lead to pages which only the site has, each after the line about another page
ADDED = {
    "catalog.md": "- [Bibliography](bibliography.md): every source, and what cites it.",
    "validation.md": "- [Check cases](checks.md): what `midcourse verify` gives, and how far from the references.",
}


def pages(rows: list[Row]) -> dict[str, str]:
    """Make every page by its place in the site.

    Args:
        rows: of `midcourse verify`.
    """
    made: dict[str, str] = {}
    shown: set[str] = set()
    for path in site_tree.sources():
        text, files = site_tree.led((ROOT / path).read_text(encoding="utf-8"), path)
        made[site_tree.place(path)] = text
        shown |= files
    cited_by = dict(made)
    made = {name: site_works.led(text, name) for name, text in made.items()}
    made |= {site_tree.place(path): site_tree.listing(path) for path in sorted(shown)}
    made |= site_catalogue.pages()
    made[site_works.PAGE] += site_works.section(cited_by)
    made["checks.md"] = site_checks.page(rows)
    for name in made:
        if name.startswith("models/"):
            made[name] += site_checks.section(made[name], rows)
    made["examples.md"] = with_scripts(made["examples.md"])
    for name in made:
        if name == "start.md" or name.startswith("tutorials/"):
            made[name] = with_cells(made[name])
    made["catalog.md"] += "\n" + site_catalogue.contents() + site_tree.toctree(site_catalogue.below())
    made["index.md"] = with_navigation(made["index.md"])
    return {
        name: site_tree.with_entries(text, name, site_catalogue.own_pages()) for name, text in made.items()
    }


def with_navigation(index: str) -> str:
    """Add to the index the lines about pages that only the site has, and the navigation that its lists make."""
    for page, line in ADDED.items():
        bullet = re.search(rf"^- \[[^\]]*\]\({re.escape(page)}\).*\n(?:  .*\n)*", index, re.MULTILINE)
        if bullet is None:
            raise ValueError(f"docs/index.md has no line about {page}")
        index = index[: bullet.end()] + line + "\n" + index[bullet.end() :]
    return index + "".join(
        site_tree.toctree(caption.pages, caption.words) for caption in site_tree.captions(index)
    )


def commands(text: str) -> list[str]:
    """Return the blocks of a page that are marked `sh`."""
    return re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def cell(command: str, tag: str) -> str:
    """Return a cell that runs a command and prints what it says, all at once so that no line is broken."""
    call = (
        f"subprocess.run(['bash', '-euc', r'''{command}'''], check=True, stdout=subprocess.PIPE, text=True)"
    )
    return cell_of(f"import subprocess\n\nprint({call}.stdout, end='')", tag)


def with_cells(text: str) -> str:
    """Let every block that is marked `sh` be run when the page is built, and its output be shown."""
    made = re.sub(
        r"^```sh\n(.*?)^```$",
        lambda match: f"{match[0]}\n\n{cell(match[1], 'remove-input')}",
        text,
        flags=re.MULTILINE | re.DOTALL,
    )
    made = made.replace(REPORT_MARK, f"{cell(KEEP_REPORT, 'remove-cell')}\n\n{REPORT_WORDS}")
    return made if made.startswith("---\n") else NOTEBOOK + made


def with_scripts(text: str) -> str:
    """Let the script that a line of the page of examples leads to stand there as a cell, and show what it gives."""

    def shown(match: re.Match[str]) -> str:
        code = (ROOT / match[1]).read_text(encoding="utf-8").strip()
        before = cell_of(SCRIPT_FOLDER.format(name=match[1]), "remove-cell")
        after = cell_of(SCRIPT_PICTURES, "remove-input")
        return f"{match[0]}\n\n{before}\n\n```{{code-cell}} python\n{code}\n```\n\n{after}"

    return NOTEBOOK + re.sub(r"^\[`(examples/\w+\.py)`\]\([^)]*\)$", shown, text, flags=re.MULTILINE)


def cell_of(code: str, tag: str) -> str:
    """Return a cell with a tag."""
    return f"```{{code-cell}} python\n:tags: [{tag}]\n\n{code}\n```"


def write(made: dict[str, str], home: Path) -> None:
    """Write the pages that have changed, copy the pictures, and remove what is no page any more."""
    for name, text in made.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    for name in site_tree.pictures():
        path = home / site_tree.place(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, path)
    for path in home.rglob("*.md"):
        if path.relative_to(home).as_posix() not in made:
            path.unlink()


def main() -> int:
    from midcourse.verification.run import verify

    write(pages(verify()), SITE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
