"""The benchmarks start: help at once, and a short run prints every row."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
HEAVY = ("numba", "numpy", "scipy", "midcourse")
ROWS = (
    "calibration", "engagements_per_s", "objects", "looks per engagement", "looks", "time of a look", "stages",
    "a world", "40 runs, 1 job(s)", "40 runs, 2 job(s)", "one job to two", "50 warheads, 10 decoys",
)  # fmt: skip


def said(name: str, *given: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "importtime", str(BENCHMARKS / name), *given]
    return subprocess.run(command, capture_output=True, text=True, check=True)


@pytest.mark.parametrize("name", ["device.py", "engagement.py", "filter.py"])
def test_help_needs_no_heavy_imports(name: str) -> None:
    done = said(name, "--help")
    assert "--quick" in done.stdout
    imported = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}
    assert not imported & set(HEAVY)


def test_a_short_run_prints_every_row() -> None:
    lines = [line.strip() for line in said("engagement.py", "--quick").stdout.splitlines()]
    assert [row for row in ROWS if not any(line.startswith(f"{row}  ") for line in lines)] == []


def test_a_short_run_of_the_filter_prints_its_rates() -> None:
    assert said("filter.py", "--quick").stdout.count(" updates a second") >= 2


def test_the_device_is_measured_or_said_to_be_missing() -> None:
    told = said("device.py", "--quick").stdout
    assert told.count(": one core ") == 4
    measured = told.count(" times one core with eight lanes")
    assert measured == (0 if told.startswith("No CUDA device is present: nothing was measured") else 8)
