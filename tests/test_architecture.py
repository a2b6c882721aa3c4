"""The shape of the house that import contracts cannot see."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import NamedTuple

import pytest

import midcourse

ROOT = Path(midcourse.__file__).parent
HOUSE = ROOT.parents[1]
FILES = sorted(ROOT.rglob("*.py"))
KERNEL = 100  # lines of a function of the kernels


class Sizes(NamedTuple):
    """Most lines of any file, of half of the files, of nine in ten, and of a function, in one tree."""

    longest: int
    half: int
    nine_in_ten: int
    function: int


SIZES = {
    "src": Sizes(600, 150, 400, 80),
    "tests": Sizes(450, 150, 300, 50),  # a test is read when it fails, by somebody in a hurry
    "tools": Sizes(600, 250, 450, 80),  # a tool is one program in one file
    "benchmarks": Sizes(300, 150, 200, 60),
}


def files_of(tree: str) -> list[Path]:
    found = sorted((HOUSE / tree).rglob("*.py"))
    assert len(found) > 10, tree
    return found


def prop_nothing_inside_imports_the_package_root() -> None:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom):
                assert node.module != "midcourse", path
            if isinstance(node, ast.Import):
                assert all(name.name != "midcourse" for name in node.names), path


@pytest.mark.parametrize("tree", SIZES)
def prop_sizes_stay_small(tree: str) -> None:
    limit = SIZES[tree]
    lines = sorted((len(path.read_text().splitlines()), path.name) for path in files_of(tree))
    assert lines[-1][0] <= limit.longest, lines[-1]
    assert lines[len(lines) // 2][0] <= limit.half
    above = [name for count, name in lines if count > limit.nine_in_ten]
    assert len(above) <= len(lines) // 10, above


@pytest.mark.parametrize("tree", SIZES)
def prop_functions_fit(tree: str) -> None:
    for path in files_of(tree):
        limit = KERNEL if tree == "src" and "kernels" in path.parts else SIZES[tree].function
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                assert (node.end_lineno or 0) - node.lineno < limit, f"{path.name}: {node.name}"


def test_the_page_says_the_sizes() -> None:
    text = " ".join((HOUSE / "CONTRIBUTING.md").read_text(encoding="utf-8").split())
    for tree, size in SIZES.items():
        assert f"| `{tree}` | {' | '.join(map(str, size))} |" in text, tree
    assert f"functions of the kernels to {KERNEL}" in text


@pytest.mark.parametrize("tree", SIZES)
def prop_no_state_at_module_level_changes(tree: str) -> None:
    for path in files_of(tree):
        module = ast.parse(path.read_text())
        assert not [node for node in ast.walk(module) if isinstance(node, ast.Global)], path
        for node in module.body:  # an empty one is there to be filled
            if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
                assert ast.unparse(node.value) not in ("[]", "{}", "list()", "dict()", "set()"), path


def prop_the_pipeline_is_on_one_screen() -> None:
    tree = ast.parse((ROOT / "engagement" / "run.py").read_text())
    fight = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "fight")
    called = [
        node.func.id for node in ast.walk(fight) if isinstance(node, ast.Call) and hasattr(node.func, "id")
    ]
    for stage in ("fly_raid", "watch", "decide", "shoot", "judge"):
        assert stage in called
    assert (fight.end_lineno or 0) - fight.lineno < 60


def prop_public_functions_have_docstrings() -> None:
    for path in FILES:
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
                if any(isinstance(mark, ast.Name) and mark.id == "overload" for mark in node.decorator_list):
                    continue
                assert ast.get_docstring(node), f"{path.name}: {node.name}"
