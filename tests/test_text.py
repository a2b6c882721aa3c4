"""What the tree may not hold, and how large its files may be."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MOST_LINES = 600  # of any module; each tree has limits of its own in `test_architecture.py`
TREES = ("src", "tests", "tools", "benchmarks", "docs")
DRAWERS = {"utils", "util", "common", "helpers", "helper", "misc", "tools"}

# patterns are put together from parts, so that this file does not hold what it looks for
DOT, SLASH = r"\.", "/"
REGISTRIES = DOT.join(["pypi", "org"]), DOT.join(["pythonhosted", "org"]), DOT.join(["npmjs", "(?:org|com)"])
REGISTRIES += DOT.join(["anaconda", "org"]), DOT.join(["crates", "io"]), DOT.join(["proxy", "golang"])
OPTIONS = "-".join(["index", "url"]), "-".join(["find", "links"]), "-".join(["trusted", "host"])
REGISTRY = re.compile("|".join([*REGISTRIES, *OPTIONS]), re.IGNORECASE)
FOLDERS = "|".join(["home", "root", "Users", "work", "mnt", "private", "var", "tmp", "srv", "scratch"])
MACHINE_PATH = re.compile(rf"(?<![\w.~>)}}\]{SLASH}]){SLASH}(?:{FOLDERS}){SLASH}\w|\b[A-Z]:\\\w")


@cache
def tracked() -> tuple[Path, ...]:
    """Return the files that git knows, new ones that it does not ignore among them."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return tuple(path for path in (ROOT / name for name in names if name) if path.is_file())


@cache
def texts() -> dict[Path, str]:
    """Return the text of every tracked file that is text."""
    found = {}
    for path in tracked():
        raw = path.read_bytes()
        if b"\0" not in raw[:8192]:
            found[path] = raw.decode("utf-8")
    return found


def offenders(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path, text in texts().items()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def modules() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in TREES]


def prop_no_registry_address() -> None:
    assert offenders(REGISTRY) == []


def prop_no_machine_path() -> None:
    assert offenders(MACHINE_PATH) == []


def prop_no_long_file() -> None:
    files = [path for path in modules() if len(texts()[path].splitlines()) > MOST_LINES]
    assert files == []
    assert {path.relative_to(ROOT).parts[0] for path in modules()} == set(TREES)


def prop_no_drawer_of_odds_and_ends() -> None:
    names = {part.removesuffix(".py") for path in modules() for part in path.relative_to(ROOT).parts[1:]}
    assert names & DRAWERS == set()


def prop_no_line_ends_of_another_system() -> None:
    assert [path for path, text in texts().items() if "\r" in text] == []


def test_patterns_find_what_they_look_for() -> None:
    assert REGISTRY.search("https://" + ".".join(["files", "pythonhosted", "org"]))
    assert REGISTRY.search("--extra-" + "-".join(["index", "url"]))
    for folder in ("home", "work", "Users"):
        assert MACHINE_PATH.search("-e " + "/".join(["", folder, "someone", "tree"]))
        assert MACHINE_PATH.search("see '" + "/".join(["", folder, "x"]) + "'")
    assert MACHINE_PATH.search("C:" + "\\Users")
    for fine in ("src/" + "work/x", "https://example.org/" + "home/x", "a/tmp/b", "m/s"):
        assert not MACHINE_PATH.search(fine)
