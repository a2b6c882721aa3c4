"""The same bytes, whatever machine settings a run meets: hash seed, locale, time zone, threads, jobs."""

from __future__ import annotations

import hashlib
import json
import locale
import os
import subprocess
import sys
from pathlib import Path

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
WORDS = ("nodong-japan", "--runs", "130", "--worlds", "5", "--seed", "3", "--quiet")


def other_locale() -> str:
    """Return German numbers where the machine knows them, else another locale than the usual."""
    before = locale.setlocale(locale.LC_ALL)
    for name in ("de_DE.UTF-8", "de_DE.utf8", "POSIX"):
        try:
            locale.setlocale(locale.LC_ALL, name)
            return name
        except locale.Error:
            continue
        finally:
            locale.setlocale(locale.LC_ALL, before)
    return "C"


def begin(
    path: Path, jobs: int, hash_seed: str, language: str, zone: str, threads: int
) -> subprocess.Popen[str]:
    settings = {
        **os.environ,
        **dict.fromkeys(THREADS, str(threads)),
        "PYTHONHASHSEED": hash_seed,
        "LANG": language,
        "LC_ALL": language,
        "TZ": zone,
    }
    line = [sys.executable, "-m", "midcourse", "run", *WORDS, "--jobs", str(jobs), "--out", str(path)]
    return subprocess.Popen(line, env=settings, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def sums(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }


def prop_settings_of_the_machine_change_no_byte(tmp_path: Path) -> None:
    # D1, D4, D5: all files but the manifest, pictures and report with them
    ways = {
        "plain": (1, "0", "C.UTF-8", "UTC", 1),
        "other": (2, "1", other_locale(), "Asia/Tokyo", 8),
        "folder with a long name": (2, "random", "C.UTF-8", "America/St_Johns", 1),
    }
    begun = {name: begin(tmp_path / name, *way) for name, way in ways.items()}
    said = {}
    for name, process in begun.items():
        out, err = process.communicate(timeout=300)
        assert process.returncode == 0, err
        said[name] = out
    first = sums(tmp_path / "plain")
    assert {"results.parquet", "shots.parquet", "events.jsonl", "summary.json", "report.html"} < set(first)
    for name in ways:
        assert sums(tmp_path / name) == first and said[name] == said["plain"], name
    # D8: the folder names what made it
    held = json.loads((tmp_path / "plain" / "manifest.json").read_text())
    assert {"version", "seed", "hash", "platform", "python", "runs", "worlds", "checksums"} <= set(held)
    assert {"numpy", "numba", "scipy", "pyarrow"} <= set(held["libraries"])
    assert held["checksums"] == first
