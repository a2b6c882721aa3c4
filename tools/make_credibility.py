"""Write docs/credibility.md from docs/credibility.yaml: how far to trust midcourse, by factor, with the evidence.

A level may stand only if evidence of each kind that it needs is listed and there: `problems` says what is not.

Run: python tools/make_credibility.py            writes the page
     python tools/make_credibility.py --check    says what is wrong with page or evidence; exit 1 if anything is
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

import credibility_argument as argument
from midcourse.catalog.check import LOADERS
from midcourse.catalog.provenance import GRADES
from midcourse.catalog.reader import entries
from midcourse.catalog.show import bibliography, entry_report
from midcourse.verification.row import Row

ROOT = Path(__file__).parents[1]
DATA = ROOT / "docs/credibility.yaml"
PAGE = ROOT / "docs/credibility.md"
HIGHEST = 4
FACTORS = (
    "data-pedigree",
    "verification",
    "validation",
    "development-review",
    "development-management",
    "use-assessment",
    "input-pedigree",
    "uncertainty",
    "robustness",
    "use-review",
    "use-management",
)
# kinds of evidence that are verify cases, and the kind that a row of docs/validation.md then has
CASES = {
    "closed-form": "closed form",
    "program": "independent code",
    "published": "published",
    "measured": "measured",
}
TESTS = ("test", "coverage", "integration")  # kinds that are a test by its name
CASES_TABLE = "README.md#what-the-physics-is-checked-against"
SEEN = {
    "text": "its text was read",
    "excerpt": "an excerpt or a mirror was read",
    "recalled": "recalled from memory",
}
HEAD = """# Credibility

How far to trust midcourse, by the eleven factors of NASA-STD-7009B, *Standard for Models and Simulations* (2024).
Made by `tools/make_credibility.py` from `docs/credibility.yaml`; do not edit it.

The standard asks that a level from 0 to 4 be told for each factor, and asks for no particular level. It advises
against adding the levels up, so that there is no mark for the whole. The first five factors are about the program,
the other six about its use; what older editions call *history of use* is part of the use assessment. The levels
stand here in short words of our own, put together from public summaries; where they differ from appendix E of the
standard, the standard counts.

**Nobody from outside has reviewed any of this.** The levels are our own judgement, and are held down by a rule: a
level is given only if evidence of every kind that it needs, and that all levels below it need, is listed and
exists. Tests fail if a file, a test or a verify case that is named here is gone, and if a level stands without its
evidence.

The eleven factors judge the simulation of engagements. What is said of treaties, arsenals, races and costs rests on
other models and other numbers, and is judged by itself [below](#the-argument): it earns less.
"""


def load() -> dict[str, Any]:
    """Read the factors."""
    found: dict[str, Any] = YAML(typ="safe", pure=True).load(DATA.read_text(encoding="utf-8"))
    return found


def needed(factor: dict[str, Any], level: int) -> list[str]:
    """Return the kinds of evidence that a level of a factor adds to those below it."""
    return list(factor["needs"].get(level, []))


def problems(data: dict[str, Any], rows: Iterable[Row]) -> list[str]:
    """Say what is wrong: a level without its evidence, evidence that is not there, a factor that is not whole.

    Args:
        data: as `load` gives it.
        rows: of `midcourse verify`.

    Returns:
        one line each; empty where all is sound.
    """
    rows = list(rows)
    found = []
    if [factor["id"] for factor in data["factors"]] != list(FACTORS):
        found.append("the factors are not those of the standard, in its order")
    for factor in data["factors"]:
        if len(factor["levels"]) != HIGHEST + 1 or set(factor["needs"]) != set(range(1, HIGHEST + 1)):
            found.append(f"{factor['id']}: not every level is told")
        found += unsupported(factor, data["kinds"], rows)
    found += argument.problems(data)
    for part in data["argument"]:
        for factor in argument.judged(part, data["factors"]):
            found += unsupported(factor, data["kinds"], rows)
    return found


def unsupported(factor: dict[str, Any], kinds: Iterable[str], rows: list[Row]) -> list[str]:
    """Say where a factor has a level without its evidence, or evidence that is not there."""
    name = factor["id"]
    listed = {item["kind"] for item in factor["evidence"]}
    asked = {kind for level in range(1, HIGHEST + 1) for kind in needed(factor, level)}
    found = [f"{name}: no such kind: {kind}" for kind in sorted((listed | asked) - set(kinds))]
    for level in range(1, factor["level"] + 1):
        lacking = [kind for kind in needed(factor, level) if kind not in listed]
        found += [f"{name}: level {level} without evidence of the kind {kind}" for kind in lacking]
    for item in factor["evidence"]:
        if set(item) != {"kind", "at", "says"}:
            found.append(f"{name}: not kind, at and says: {sorted(item)}")
            continue
        wrong = fault(item, rows)
        found += [f"{name}: {item['at']}: {wrong}"] if wrong else []
    return found


def fault(item: dict[str, str], rows: list[Row]) -> str:
    """Say what is wrong with one piece of evidence; empty where it is there."""
    at = item["at"]
    if item["kind"] in CASES:
        return case_fault(at, CASES[item["kind"]], rows)
    name, _, anchor = at.partition("#")
    name, _, function = name.partition("::")
    if not (ROOT / name).is_file():
        return "no such file"
    text = (ROOT / name).read_text(encoding="utf-8")
    if item["kind"] in TESTS and not re.search(rf"^def {re.escape(function)}\(", text, re.MULTILINE):
        return "no such test"
    if anchor and anchor not in {slug(head) for head in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}:
        return "no such heading"
    return ""


def case_fault(name: str, kind: str, rows: list[Row]) -> str:
    mine = [row for row in rows if row.case == name or row.case.startswith((f"{name}-", f"{name} "))]
    judged = [row for row in mine if row.passed is not None]
    if not judged:
        return "no such verify case"
    if any(not row.passed for row in judged):
        return "a verify case that fails"
    return "" if any(row.kind in ("", kind) for row in judged) else f"no row of it is {kind}"


def slug(head: str) -> str:
    return re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-")


def wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 140, break_long_words=False, break_on_hyphens=False)


def first_level(factor: dict[str, Any], kind: str) -> int:
    """Return the lowest level of a factor that needs a kind of evidence; one above the highest where none does."""
    return next((level for level in range(1, HIGHEST + 1) if kind in needed(factor, level)), HIGHEST + 1)


def evidence(factor: dict[str, Any]) -> list[str]:
    """Return the lines of the evidence of a factor, level by level; what no level asks for comes last."""
    if not factor["evidence"]:
        return ["Evidence: none."]
    by_level: dict[int, list[dict[str, str]]] = {}
    for item in factor["evidence"]:
        by_level.setdefault(first_level(factor, item["kind"]), []).append(item)
    out = ["Evidence:", ""]
    for level, items in sorted(by_level.items()):
        words = f"for level {level}" if level <= HIGHEST else "besides, needed for no level"
        out += [f"- {words}", *(f"  {link(item)}" for item in items)]
    return out


def link(item: dict[str, str]) -> str:
    """Return the line of one piece of evidence."""
    shown, _, anchor = item["at"].partition("#")
    path = CASES_TABLE if item["kind"] in CASES else shown.partition("::")[0]
    target = path.removeprefix("docs/") if path.startswith("docs/") else f"../{path}"
    shown = shown.partition("::")[2] or shown
    return f"- {item['kind']}: {item['says']}, [`{shown}`]({target}{'#' + anchor if anchor else ''})"


def section(factor: dict[str, Any]) -> list[str]:
    """Return the section of one factor."""
    mine = factor["level"]
    out = [f"## {factor['name']}", "", f"*{factor['asks']}* **Level {mine} of {HIGHEST}.**", ""]
    out += [*wrapped(factor["why"]), "", *wrapped(f"Missing for more: {factor['missing']}."), ""]
    out += ["| level | meaning | needs evidence of the kind |", "|---|---|---|"]
    for level, meaning in enumerate(factor["levels"]):
        kinds = ", ".join(needed(factor, level)) if level else ""
        out.append(f"| {f'**{level}**' if level == mine else level} | {meaning} | {kinds} |")
    return [*out, "", *evidence(factor), ""]


def counted() -> list[str]:
    """Return the tables of what the catalogue's numbers and sources are worth."""
    grades = Counter(
        number["grade"]
        for kind in LOADERS
        for entry in entries(kind)
        for number in entry_report(entry)["values"].values()
    )
    every = grades.total()
    works = [work for work in bibliography() if work["kind"] != "assumption"]
    seen = Counter(work.get("seen", "") for work in works)
    out = ["## What the numbers are worth", "", f"The {every:,} numbers of the catalogue, by grade:", ""]
    out += ["| grade | numbers | share |", "|---|---|---|"]
    out += [f"| {grade} | {grades[grade]} | {100 * grades[grade] / every:.0f} % |" for grade in GRADES]
    out += ["", f"The {len(works)} sources outside this project, by how they were read:", ""]
    out += ["| how | sources |", "|---|---|"]
    out += [f"| {words} | {seen[key]} |" for key, words in SEEN.items()]
    rest = len(works) - sum(seen[key] for key in SEEN)
    return [*out, *([f"| not said | {rest} |"] if rest else [])]


def page(data: dict[str, Any]) -> str:
    """Make the page."""
    out = [*HEAD.splitlines(), "", "| factor | question | level, 0 to 4 |", "|---|---|---|"]
    for factor in data["factors"]:
        name = f"[{factor['name']}](#{slug(factor['name'])})"
        out.append(f"| {name} | {factor['asks']} | {factor['level']} |")
    out.append("")
    for factor in data["factors"]:
        out += section(factor)
    out += argument.section(data, link)
    out += [*counted(), "", "## Kinds of evidence", "", "| kind | meaning |", "|---|---|"]
    out += [f"| {kind} | {meaning} |" for kind, meaning in data["kinds"].items()]
    return "\n".join(out) + "\n"


def main(arguments: list[str]) -> int:
    data = load()
    if arguments == ["--check"]:
        from midcourse.verification.run import verify

        wrong = problems(data, verify())
        if PAGE.read_text(encoding="utf-8") != page(data):
            wrong.append("docs/credibility.md is not what this tool writes")
        print("\n".join(wrong) or "docs/credibility.md and its evidence are as they should be")
        return 1 if wrong else 0
    if arguments:
        print(__doc__)
        return 2
    PAGE.write_text(page(data), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
