"""The page of the house names rooms, files and functions that are there, and leaves no room out."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

import make_tree

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/house.md").read_text(encoding="utf-8")
STATIONS = re.findall(r"^\| [^|]+ \| `(src/[^`]+)` \| `(\w+)` \|", PAGE, re.MULTILINE)


def prop_every_room_is_on_the_page_and_every_room_of_the_page_is_there() -> None:
    table = PAGE[PAGE.index(make_tree.BEGIN) : PAGE.index(make_tree.END)]
    named = re.findall(r"^\| (\w+) \| [\d,]+ \| [\d,]+ \|", table, re.MULTILINE)
    assert set(named) - {"all"} == make_tree.there()


def prop_the_sizes_of_the_page_are_those_of_the_files() -> None:
    # where this fails, `python tools/make_tree.py` writes the sentence anew
    (said,) = re.findall(make_tree.SAID, PAGE)
    assert tuple(map(int, re.findall(r"\d+", said))) == make_tree.sizes()


def prop_the_layers_of_the_page_are_those_that_the_contract_holds() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = settings["tool"]["importlinter"]["contracts"][0]
    layers = [tuple(line.split(" | ")) for line in contract["layers"] if not line.startswith("(")]
    held = [tuple(room for room in layer if not room.startswith("(")) for layer in layers]
    assert [set(layer) for layer in held] == [set(layer) for layer in make_tree.LAYERS]
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## Layers\n")[1].split("```")[1]
    named = [re.split(r"  +", line)[0].split(" | ") for line in told.strip().splitlines()]
    assert [set(layer) for layer in named] == [set(layer) for layer in make_tree.LAYERS]


@pytest.mark.parametrize(("name", "what"), STATIONS)
def prop_each_station_of_a_number_is_there(name: str, what: str) -> None:
    path = ROOT / name
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".yaml":
        assert re.search(rf"^{what}: ", text, re.MULTILINE)
        return
    kinds = (ast.FunctionDef, ast.ClassDef)
    assert what in {node.name for node in ast.parse(text).body if isinstance(node, kinds)}


def test_two_numbers_are_followed() -> None:
    assert len(STATIONS) == 47
    assert [what for _, what in STATIONS].count("judge") == 2


@pytest.mark.parametrize("path", sorted((ROOT / "docs/decisions").glob("*.md")), ids=lambda path: path.stem)
def prop_a_decision_is_short_and_measured_and_in_the_index(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 60
    assert "**Decision.**" in text and "**Measured" in text
    title = text.splitlines()[0].removeprefix("# ")
    assert f"- [{title}](decisions/{path.name})" in (ROOT / "docs/index.md").read_text(encoding="utf-8")
