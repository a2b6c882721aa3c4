"""The text files say what is there: paths, pages, links, commands and versions."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from ruamel.yaml import YAML

import midcourse
from validation_cases import CASES

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
INDEX = ROOT / "docs/index.md"
MODELS = ROOT / "docs/models"
PAGES = sorted([README, CONTRIBUTING, ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
VALIDATION = ROOT / "docs/validation.md"
READ = ("its text was read", "an excerpt or a mirror was read", "recalled from memory")
SECTIONS = ("What it computes", "Source", "Domain of validity", "What it leaves out", "Checks that hold it")


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def table(path: Path, first_cell: str) -> list[list[str]]:
    """Return the rows of the table whose head begins with a cell, its head and rule left out."""
    lines = iter(read(path).splitlines())
    for line in lines:
        if line.startswith(f"| {first_cell} "):
            break
    next(lines)
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
    return rows


def paths_in(text: str) -> list[str]:
    """Return what stands in backticks and looks like a path."""
    return [word for word in re.findall(r"`([^`\s]+)`", text) if "/" in word and "<" not in word]


def anchors(path: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", read(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def prop_rooms_exist() -> None:
    rows = table(README, "I want to add")
    assert len(rows) >= 8
    for row in rows:
        assert len(row) == 3
        named = paths_in(" ".join(row[1:]))
        assert named, row
        for name in named:
            assert (ROOT / name).exists(), name


def test_the_rooms_table_stands_once() -> None:
    assert "I want to add" not in read(CONTRIBUTING)
    assert "(README.md#where-to-change-what)" in read(CONTRIBUTING)


def prop_every_word_has_a_page_and_a_source_file() -> None:
    rows = table(INDEX, "word")
    words = [word for word, _, _ in rows]
    assert len(words) == len(set(words))
    for word, source, page in rows:
        (name,) = paths_in(source)
        assert name.startswith("src/") and (ROOT / name).is_file(), name
        assert page == f"[{word}](models/{word}.md)"
        assert Path(name).stem == word
        text = read(MODELS / f"{word}.md")
        assert text.startswith(f"# {word}\n")
        assert f"`{name}`" in text
    assert sorted(words) == sorted(path.stem for path in MODELS.glob("*.md"))


@pytest.mark.parametrize("path", sorted(MODELS.glob("*.md")), ids=lambda path: path.stem)
def prop_a_model_page_has_all_its_parts_and_is_one_page(path: Path) -> None:
    text = read(path)
    heads = re.findall(r"^## (.+)$", text, re.MULTILINE)
    for section in SECTIONS:
        assert any(head.startswith(section) for head in heads), section
    assert len(text.splitlines()) <= 80


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def prop_relative_links_lead_somewhere(path: Path) -> None:
    prose = re.sub(r"^```.*?^```", "", read(path), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        found = path.parent / name if name else path
        assert found.exists(), target
        assert not anchor or anchor in anchors(found), target


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def prop_named_files_exist(path: Path) -> None:
    for name in paths_in(read(path)):
        if name.split("/")[0] in ("src", "tests", "docs", "tools", "benchmarks"):
            assert (ROOT / name).exists(), name


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def prop_tables_are_square(path: Path) -> None:
    lines = read(path).splitlines()
    for above, below in pairwise(lines):
        if above.startswith("|") and below.startswith("|"):
            assert above.count("|") == below.count("|"), below


def test_two_commands_are_all_a_fresh_machine_needs() -> None:
    start = read(README).split("\n## Start\n")[1].split("\n## ")[0]
    blocks = re.findall(r"^```\n(.*?)^```", start, re.MULTILINE | re.DOTALL)
    assert blocks[0] == "make demo\nmake test\n"
    assert "`pip install .`, then `midcourse run`" in " ".join(start.split())
    targets = set(re.findall(r"^([a-z]+):", read(ROOT / "Makefile"), re.MULTILINE))
    assert {"demo", "test"} <= targets
    assert set(re.findall(r"^make ([a-z]+)", read(CONTRIBUTING), re.MULTILINE)) <= targets


def test_versions_agree() -> None:
    citation = YAML(typ="safe", pure=True).load(read(ROOT / "CITATION.cff"))
    assert citation["version"] == midcourse.__version__
    released = re.findall(
        r"^## \[(\d[^\]]*)\] - (\d{4}-\d\d-\d\d)$", read(ROOT / "CHANGELOG.md"), re.MULTILINE
    )
    assert released[0] == (midcourse.__version__, citation["date-released"])


def test_citation_has_what_its_format_asks_for() -> None:
    citation = YAML(typ="safe", pure=True).load(read(ROOT / "CITATION.cff"))
    assert citation["cff-version"] == "1.2.0"
    assert citation["message"] and citation["title"]
    assert citation["authors"] == [{"name": "The midcourse authors"}]
    assert citation["license"] == "Apache-2.0"


def test_licence_is_whole() -> None:
    text = read(ROOT / "LICENSE")
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert "Copyright 2026 The midcourse authors" in text
    assert len(text.split()) > 1500


def test_verify_tables_name_the_cases_there_are() -> None:
    from midcourse.verification.run import verify

    there = {row.case for row in verify()}
    tables = [[(row[0], row[1], row[2]) for row in table(path, "case")] for path in (VALIDATION, README)]
    assert tables[0] == list(CASES) and set(tables[1]) <= set(CASES) and len(tables[1]) == 5
    named = [word for row in CASES for word in re.findall(r"`([a-z0-9-]+)`", row[0])]
    for word in named:
        assert any(case == word or case.startswith((f"{word}-", f"{word} ")) for case in there), word
    for case in there - {"timing"}:
        assert any(case == word or case.startswith((f"{word}-", f"{word} ")) for word in named), case


def test_the_readme_counts_comparisons_as_the_page_does() -> None:
    page, readme = ({row[0]: row[1:] for row in table(VALIDATION, "kind")}, table(README, "kind of evidence"))
    assert [row[0] for row in readme] == ["published", "measured", "independent code", "closed form"]
    for kind, compared, outside, _ in readme:
        ((inside, beyond),) = re.findall(r"(\d+) inside, (\d+) outside", page[kind][0])
        assert (int(compared), int(outside)) == (int(inside) + int(beyond), int(beyond)), kind


def test_the_readme_counts_grades_and_sources_as_the_page_does() -> None:
    page, told = read(ROOT / "docs/credibility.md"), " ".join(read(README).split())
    grades = dict(re.findall(r"^\| ([a-z-]+) \| (\d+) \| \d+ % \|$", page, re.MULTILINE))
    (numbers,) = re.findall(r"The ([\d,]+) numbers of the", page)
    (share,) = re.findall(r"^\| assumed \| \d+ \| (\d+ %) \|$", page, re.MULTILINE)
    (sources,) = re.findall(r"The (\d+) sources outside", page)
    seen = [re.findall(rf"^\| {how} \| (\d+) \|$", page, re.MULTILINE)[0] for how in READ]
    assert (
        f"Of the {numbers} numbers of the catalogue {grades['official']} are official, {grades['peer-reviewed']} "
        f"peer-reviewed, {grades['press']} from the press, {grades['estimated']} estimated and "
        f"{int(grades['assumed']):,} ({share}) assumed"
    ) in told
    assert (
        f"Of the {sources} sources outside this project {seen[0]} were read in their own text, {seen[1]} in an "
        f"excerpt or a mirror, and {seen[2]} are recalled from memory"
    ) in told


def test_the_readme_gives_the_answer_that_the_page_of_the_scenario_gives() -> None:
    page, told = (" ".join(read(path).split()) for path in (ROOT / "docs/europe-2007.md", README))
    (answer,) = re.findall(r"If the missile can get that far.*?worlds\.\)", page)
    assert answer in told
    (share,) = re.findall(r"in (\d+ of 100 runs) (\(\d+ to \d+\))", answer)
    assert f"`run` says {share[0].removesuffix(' runs')} {share[1]}" in told
