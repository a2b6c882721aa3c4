"""A bare machine: what the first and the second of each command take, in a fresh clone with an empty home.

`python benchmarks/cold.py` clones the committed tree into a temporary folder and works there: nothing is compiled,
nothing installed, no user's cache. What was measured goes to `build/benchmarks/cold.json`, from which `bench.py`
writes its section of the page; `compiled.py` tells what the compiling is made of.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import KEPT, PEERS, ROOT, processor
from page import number, plain
from timing import load, quartiles

QUICK_TURNS = 7  # of what takes less than a second or two
YARDSTICK = "import rocketpy"


class Machine:
    """A fresh clone with a home of its own; times commands in it on the wall and in CPU time."""

    def __init__(self, folder: Path) -> None:
        self.tree, self.home = folder / "tree", folder / "home"
        self.home.mkdir()
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(self.tree)], check=True)
        kept = {
            name: os.environ[name] for name in os.environ if name in ("PATH", "LANG") or name[:4] == "PIP_"
        }
        settings = (
            Path.home() / ".config/pip/pip.conf"
        )  # where packages come from is no part of what is timed
        if settings.exists():
            kept.setdefault("PIP_CONFIG_FILE", str(settings))
        self.settings = kept | {"HOME": str(self.home)}
        self.rows: list[dict[str, Any]] = []

    def time(self, name: str, *words: str, turns: int = 1, own: bool = True, **more: str) -> None:
        """Do a command some times and note the median on the wall and in CPU time."""
        spent = []
        for _ in range(turns):
            before, begin = os.times(), time.perf_counter()
            env = self.settings | more if own else dict(os.environ)
            subprocess.run(words, cwd=self.tree, env=env, check=True, capture_output=True)
            wall_s, after = time.perf_counter() - begin, os.times()
            cpu_s = (
                after.children_user + after.children_system - before.children_user - before.children_system
            )
            spent.append((wall_s, cpu_s))
        wall, cpu = (quartiles([one[k] for one in spent])[1] for k in (0, 1))
        self.rows.append({"name": name, "wall_s": wall, "cpu_s": cpu, "load": load()})
        print(f"{name:70}{wall:8.2f} s on the wall {cpu:8.2f} s of CPU, load {load():.1f}", file=sys.stderr)

    def forget_bytecode(self) -> None:
        """Remove what Python keeps of the tree's own sources."""
        for path in (self.tree / "src").rglob("__pycache__"):
            shutil.rmtree(path)


def measure(folder: Path) -> list[dict[str, Any]]:
    """Do all commands in the order of a newcomer."""
    one = Machine(folder)
    midcourse = str(one.tree / ".venv/bin/midcourse")
    one.time("`make setup`: environment, packages, compiling", "make", "setup")
    one.time("`make demo`, first after it", "make", "demo")
    one.time("`make demo`, second: the folder is complete", "make", "demo")
    one.forget_bytecode()
    one.time("`midcourse --help`, first after an install", midcourse, "--help")
    one.time("`midcourse --help`, after that", midcourse, "--help", turns=QUICK_TURNS)
    bare = {"MIDCOURSE_CACHE_DIR": str(folder / "bare")}  # as after `pip install`, which compiles nothing
    run = [midcourse, "run", "nodong-japan", "--runs", "200", "--out"]
    one.time("`midcourse run nodong-japan --runs 200`, nothing compiled", *run, "runs/0", **bare)
    shutil.rmtree(one.tree / "runs")
    one.time("`midcourse run nodong-japan --runs 200`, compiled", *run, "runs/1", **bare)
    one.time("the same once more: the folder is complete", *run, "runs/1", turns=QUICK_TURNS, **bare)
    one.time(
        "`midcourse warm-up`, nothing compiled",
        midcourse,
        "warm-up",
        MIDCOURSE_CACHE_DIR=str(folder / "empty"),
    )
    if PEERS.exists():
        one.time(f"`{YARDSTICK}`", str(PEERS), "-c", YARDSTICK, turns=QUICK_TURNS, own=False)
    return one.rows


def as_table(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the table of the page, each row beside the yardstick where it was timed."""
    unit = next((row["wall_s"] for row in rows if YARDSTICK in row["name"]), None)
    cells = [
        [row["name"], f"{number(row['wall_s'])} s", f"{number(row['cpu_s'])} s", f"{row['load']:.1f}",
         number(row["wall_s"] / unit, 2) if unit else ""]
        for row in rows
    ]  # fmt: skip
    said = (
        "A fresh clone, an empty home, an empty folder for compiled code; packages come from where this machine has"
        f" them. What takes less than a few seconds is the median of {QUICK_TURNS}. A command that compiles uses a"
        " second process where there are two cores, so its CPU time may be longer than the wall's."
    )
    heads = ["", "wall", "CPU", "load", f"imports of {YARDSTICK.split()[1]}" if unit else ""]
    return plain("The first and the second time", said, heads, cells)


def main() -> None:
    argparse.ArgumentParser(
        description="Time the first and second of each command on a bare machine."
    ).parse_args()
    before = load()
    with tempfile.TemporaryDirectory() as folder:
        rows = measure(Path(folder))
    found = {"date": datetime.datetime.now(datetime.UTC).date().isoformat(), "machine": processor(), "versions": {},
             "load": [before, load()], "rounds": 1, "rows": rows, "tables": [as_table(rows)]}  # fmt: skip
    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / "cold.json").write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
