"""All benchmarks, group by group, and the page that they make: `make bench`, or `python benchmarks/bench.py`.

Each group is measured in one process of its own, in the peers' environment where it is there: see `README.md` next to
this file. What was measured is kept in `build/benchmarks`, so that one group can be taken again alone.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from page import GROUPS, page
from timing import load

HERE = Path(__file__).parent
ROOT = HERE.parent
PEERS = ROOT / ".venv-bench/bin/python"
KEPT = ROOT / "build/benchmarks"
PAGE = ROOT / "docs/benchmarks.md"
WHERE = {"flights": ("flights.tables", "tables"), "rockets": ("flights.rockets", "tables"),
         "filter": ("filter.tables", "tables"), "engagement": ("engagement.tables", "rates"),
         "growth": ("engagement.tables", "growth")}  # fmt: skip
OURS = ("numba", "numpy", "scipy")
THEIRS = {"flights": ("heyoka", "jax", "diffrax"), "rockets": ("rocketpy",), "filter": ("stonesoup", "filterpy"),
          "engagement": ("stonesoup",), "growth": ("stonesoup",)}  # fmt: skip
# one core for all: JAX takes every core that it finds
ONE_CORE = {"XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1",
            "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # fmt: skip


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Measure how quick midcourse is, beside others.")
    parser.add_argument(
        "groups", nargs="*", metavar="GROUP", help=f"some of {', '.join(WHERE)}; all where none"
    )
    parser.add_argument(
        "--quick", action="store_true", help="few of everything, to see that it works; no page"
    )
    parser.add_argument("--rounds", type=int, help="turns that every row is given (15, quick 1)")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    for name in asked.groups:
        if name not in WHERE:
            parser.error(f"no group {name}: {', '.join(WHERE)}")
    asked.groups = asked.groups or list(WHERE)
    asked.rounds = asked.rounds or (1 if asked.quick else 15)
    return asked


def processor() -> str:
    """Return the class of this machine: number of cores, maker and generation, as far as the system tells."""
    told = {}
    if Path("/proc/cpuinfo").exists():
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition(":")
            told.setdefault(name.strip(), value.strip())
    name = told.get("model name") or platform.processor() or platform.machine()
    family, model = (int(told.get(key, "0") or 0) for key in ("cpu family", "model"))
    zen = {
        (25, 0): "Zen 3",
        (25, 1): "Zen 4",
        (25, 6): "Zen 4",
        (25, 7): "Zen 4",
        (25, 10): "Zen 4",
        (26, 0): "Zen 5",
    }
    made = zen.get((family, model // 16)) if "AMD" in name else None
    return f"{os.cpu_count()} cores of an {name}" + (f" ({made})" if made else "")


def versions(group: str) -> dict[str, str]:
    """Return versions of what a group uses, without what is not installed."""
    found = {"Python": platform.python_version()}
    for name in (*OURS, *THEIRS[group]):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def measured(group: str, rounds: int, quick: bool) -> dict[str, Any]:
    """Measure one group in this process."""
    count = [sys.executable, str(HERE / "flops.py"), "1" if quick else "8"]
    flop = {}
    if group in ("flights", "filter"):
        flop = json.loads(subprocess.run(count, capture_output=True, text=True, check=True).stdout)
    before = load()
    room, name = WHERE[group]
    tables = getattr(import_module(room), name)(rounds, quick, flop)
    return {"date": datetime.datetime.now(datetime.UTC).date().isoformat(), "machine": processor(), "tables": tables,
            "versions": versions(group), "load": [before, load()], "rounds": rounds}  # fmt: skip


def main() -> None:
    asked = options()
    if asked.child:
        found = measured(asked.groups[0], asked.rounds, asked.quick)
        asked.child.write_text(json.dumps(found, indent=1), encoding="utf-8")
        return
    python = PEERS if PEERS.exists() and not asked.quick else Path(sys.executable)
    if python != PEERS:
        print("peers are left out that are not installed here: see benchmarks/README.md", file=sys.stderr)
    folder = KEPT / "quick" if asked.quick else KEPT
    folder.mkdir(parents=True, exist_ok=True)
    paths = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    settings = os.environ | ONE_CORE | {"PYTHONPATH": paths}
    for group in asked.groups:
        print(f"measuring: {GROUPS[group]} ...", file=sys.stderr)
        words = [group, "--rounds", str(asked.rounds), "--child", str(folder / f"{group}.json")]
        command = [str(python), str(Path(__file__)), *words, *(["--quick"] if asked.quick else [])]
        subprocess.run(command, env=settings, check=True)
    names = asked.groups if asked.quick else [name for name in GROUPS if (folder / f"{name}.json").exists()]
    kept = {name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in names}
    missing = sorted(
        {peer for name in kept for peer in THEIRS.get(name, ()) if peer not in kept[name]["versions"]}
    )
    text = page(kept, missing)
    if asked.quick:
        print(text)
    else:
        PAGE.write_text(text, encoding="utf-8")
        print(f"written: {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
