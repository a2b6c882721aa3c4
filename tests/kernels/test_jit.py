"""One decorator, one place for its options, and compiled code that never outlives its source."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import midcourse
from midcourse.kernels._jit import cache_folder, compiled_sources, source_key

PACKAGE = Path(midcourse.__file__).parent
ALLOWED = {
    "__future__",
    "collections",
    "llvmlite",
    "math",
    "midcourse",
    "numba",
    "numpy",
    "pathlib",
    "typing",
}
ALLOWED_IN_JIT = ALLOWED | {"functools", "hashlib", "os", "platformdirs", "sys", "tempfile"}
SCRIPT = """
from midcourse.kernels import earth, path, philox
from midcourse.kernels.caller import call
print(call(1.0), len(call.signatures), sum(call.stats.cache_hits.values()))
"""
CALLEE = """
from midcourse.kernels._jit import kernel


@kernel(shared=True)
def callee(x):
    return {constant} * x
"""
CALLER = """
from midcourse.kernels._jit import kernel
from midcourse.kernels.callee import callee


@kernel
def call(x):
    return callee(x) + 1.0
"""


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Return a folder that holds a copy of the package, with a kernel that calls one of another file."""
    skip = shutil.ignore_patterns("__pycache__", "catalog", "scenario", "cases", "*.json")
    shutil.copytree(PACKAGE, tmp_path / "midcourse", ignore=skip)
    (tmp_path / "midcourse/kernels/caller.py").write_text(CALLER, encoding="utf-8")
    write_callee(tmp_path, 2.0)
    return tmp_path


def write_callee(copied: Path, constant: float) -> None:
    """Edit the callee and leave the time stamps of all other files as they are."""
    (copied / "midcourse/kernels/callee.py").write_text(CALLEE.format(constant=constant), encoding="utf-8")


def python(copied: Path, script: str, cache: Path) -> str:
    """Run a script on the copy in a process of its own and return what it prints."""
    environment = {**os.environ, "PYTHONPATH": str(copied), "MIDCOURSE_CACHE_DIR": str(cache)}
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        cwd=copied,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return done.stdout.strip()


def verif_caller_sees_an_edit_in_a_callee_of_another_file(copied: Path) -> None:
    cache = copied / "cache"
    assert python(copied, SCRIPT, cache) == "3.0 1 0"
    assert python(copied, SCRIPT, cache) == "3.0 1 1"  # from the disk
    write_callee(copied, 5.0)
    assert python(copied, SCRIPT, cache) == "6.0 1 0"
    write_callee(copied, 2.0)
    assert python(copied, SCRIPT, cache) == "3.0 1 1"  # the first source has its code still


def verif_an_unwritable_folder_gives_way_to_a_temporary_one(copied: Path) -> None:
    blocked = copied / "a-file"
    blocked.write_text("", encoding="utf-8")
    script = SCRIPT + "from midcourse.kernels._jit import cache_folder; print(cache_folder())"
    first, folder = python(copied, script, blocked).splitlines()
    try:
        assert first == "3.0 1 0"
        assert Path(folder).name.startswith("midcourse-")
        assert any(Path(folder).rglob("*.nbi"))
        assert blocked.read_text(encoding="utf-8") == ""
    finally:
        shutil.rmtree(folder)


def verif_folder_is_named_after_all_sources(copied: Path) -> None:
    package = copied / "midcourse"
    before = source_key(package)
    assert source_key(package) == before
    write_callee(copied, 2.5)
    assert source_key(package) != before
    write_callee(copied, 2.0)
    (package / "stage.py").write_text("from midcourse.kernels._jit import kernel\n", encoding="utf-8")
    assert source_key(package) != before
    assert package / "stage.py" in compiled_sources(package)
    assert cache_folder().name == source_key()


def imports(path: Path) -> Iterator[str]:
    """Yield the names of the top packages that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]


@pytest.mark.parametrize("path", sorted((PACKAGE / "kernels").glob("*.py")), ids=lambda path: path.stem)
def test_kernels_import_numpy_numba_and_math_only(path: Path) -> None:
    allowed = ALLOWED_IN_JIT if path.stem == "_jit" else ALLOWED
    assert set(imports(path)) <= allowed


def test_options_of_numba_stand_in_one_place() -> None:
    words = ("njit(", "@njit", "@jit", "numba.jit", "vectorize(", "cfunc(")
    files = [
        path
        for path in PACKAGE.rglob("*.py")
        if any(word in path.read_text(encoding="utf-8") for word in words)
    ]
    assert files == [PACKAGE / "kernels/_jit.py"]


def test_no_kernel_file_imports_another_layer() -> None:
    for path in (PACKAGE / "kernels").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("midcourse"):
                assert (node.module or "").startswith("midcourse.kernels"), path.name
