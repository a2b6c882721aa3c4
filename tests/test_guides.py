"""Start page, tutorials, glossary and landing page say what is there."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import midcourse
from midcourse.catalog.reader import entries
from midcourse.report.glossary import WORDS

ROOT = Path(__file__).parents[1]
START = ROOT / "docs/start.md"
INDEX = ROOT / "docs/index.md"
TUTORIALS = sorted((ROOT / "docs/tutorials").glob("*.md"))
LESSONS = ("fly", "see", "doubt", "compare")
PUBLIC = {"midcourse", "midcourse.errors", "math"}


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    fenced = re.findall(r"^```(.*)\n((?:.*\n)*?)```$", text, re.MULTILINE)
    return [block for given, block in fenced if given == language]


def cells(path: Path) -> list[str]:
    """Return the code of a notebook without its options and magic."""
    found = blocks(read(path), "{code-cell} python")
    return [
        "\n".join(line for line in code.splitlines() if not line.startswith((":", "%"))) for code in found
    ]


def terms() -> list[tuple[str, str, str]]:
    """Return letter, word and text of every entry of the glossary."""
    found = []
    for part in re.split(r"^## ", read(ROOT / "docs/glossary.md"), flags=re.MULTILINE)[1:]:
        letter, _, text = part.partition("\n")
        found += [(letter, *pair) for pair in re.findall(r"^### (.+)\n\n(.+)\n", text, re.MULTILINE)]
    return found


def test_the_glossary_is_sorted_and_every_word_stands_under_its_letter() -> None:
    words = [word for _, word, _ in terms()]
    assert len(words) >= 90
    assert words == sorted(words, key=str.lower)
    assert len({word.lower() for word in words}) == len(words)
    for letter, word, _ in terms():
        assert word[0].upper() == letter
    assert read(ROOT / "docs/glossary.md").count("\n### ") == len(words)


def prop_every_word_has_one_sentence() -> None:
    for _, word, text in terms():
        plain = re.sub(r"\]\([^)]*\)", "]", text)
        assert text.endswith(".") and not re.search(r"[.!?] [A-Z]", plain), word
        assert len(plain) < 200, word


def prop_the_words_of_the_report_are_in_the_glossary() -> None:
    assert set(WORDS) <= {word for _, word, _ in terms()}


@pytest.mark.parametrize("path", [START, *TUTORIALS], ids=lambda path: path.stem)
def prop_the_first_pages_lead_to_the_glossary(path: Path) -> None:
    assert "glossary.md#" in read(path)


def test_start_asks_for_what_is_there() -> None:
    (install,) = blocks(read(START), "")
    first, second = install.splitlines()
    targets = set(re.findall(r"^([a-z]+):", read(ROOT / "Makefile"), re.MULTILINE))
    assert first.split()[0] == "make" and set(first.split()[1:]) <= targets
    assert second == ". .venv/bin/activate" and "VENV := .venv\n" in read(ROOT / "Makefile")
    commands = [line for block in blocks(read(START), "sh") for line in block.splitlines()]
    assert len(commands) >= 4 and all(line.startswith("midcourse ") for line in commands)
    fences = re.findall(r"^```(.*)$", read(START), re.MULTILINE)
    assert set(fences) == {"", "sh"}  # nothing stands on the page that looks like a command and is not run


def test_an_activated_environment_knows_the_command() -> None:
    script = Path(sys.prefix) / "bin/activate"
    if not script.exists():
        pytest.skip("not a virtual environment")
    told = subprocess.run(
        ["bash", "-c", f". '{script}' && midcourse scenario list"], capture_output=True, text=True, check=True
    )
    assert "nodong-japan" in told.stdout


def test_the_four_lessons_are_there_and_the_index_names_them_in_order() -> None:
    assert {path.stem for path in TUTORIALS} >= set(LESSONS)
    places = [read(INDEX).index(f"(tutorials/{name}.md)") for name in LESSONS]
    assert places == sorted(places)
    for path in TUTORIALS:
        assert read(path).startswith("---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n\n# ")


@pytest.mark.parametrize("path", TUTORIALS, ids=lambda path: path.stem)
def prop_a_tutorial_uses_the_public_side_only_and_holds_what_it_says(path: Path) -> None:
    tree = ast.parse("\n".join(cells(path)))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.module in PUBLIC, node.module
        if isinstance(node, ast.Import):
            assert {name.name for name in node.names} <= PUBLIC
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "mc":
            assert node.attr in midcourse.__all__, node.attr
    assert any(isinstance(node, ast.Assert) for node in ast.walk(tree))
    hidden = [code for code in blocks(read(path), "{code-cell} python") if "remove-cell" in code]
    assert all("assert " in code for code in hidden) and read(path).count("assert ") == sum(
        code.count("assert ") for code in hidden
    )


@pytest.mark.parametrize("path", sorted((ROOT / "docs/models").glob("*.md")), ids=lambda path: path.stem)
def prop_a_model_page_says_how_it_is_computed(path: Path) -> None:
    heads = re.findall(r"^## (.+)$", read(path), re.MULTILINE)
    assert set(heads) & {"Equations", "Method", "Rules", "The chain", "The links"}


def test_the_page_of_limits_counts_the_catalogue_as_it_is() -> None:
    text = " ".join(read(ROOT / "docs/limits.md").split())
    counts = [len(entries(kind)) for kind in ("missiles", "interceptors", "sensors", "sites")]
    said = "holds {} missiles, {} interceptors and {} sensors, variants counted"
    assert f"{said.format(*counts[:3])}, two records of flight tests, and {counts[3]} places" in text
    assert len(entries("records")) == 2
