"""The shape of the house that import contracts cannot see."""

from __future__ import annotations

import ast
from pathlib import Path

import midcourse

ROOT = Path(midcourse.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))
TOOLS = sorted((ROOT.parents[1] / "tools").glob("*.py"))


def prop_nothing_inside_imports_the_package_root() -> None:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom):
                assert node.module != "midcourse", path
            if isinstance(node, ast.Import):
                assert all(name.name != "midcourse" for name in node.names), path


def prop_sizes_stay_small() -> None:
    lines = sorted(len(path.read_text().splitlines()) for path in FILES)
    assert lines[-1] <= 600
    assert lines[len(lines) // 2] <= 150
    assert sum(count > 400 for count in lines) <= len(lines) // 10


def prop_functions_fit() -> None:
    for path in [*FILES, *TOOLS]:
        limit = 100 if "kernels" in path.parts else 80
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < limit, f"{path.name}: {node.name}"


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
