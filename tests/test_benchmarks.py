"""The benchmarks start, their arithmetic holds on canned numbers, and the page they write names every peer."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
BENCHMARKS = ROOT / "benchmarks"
PAGE = (ROOT / "docs/benchmarks.md").read_text(encoding="utf-8")
HEAVY = ("numba", "numpy", "scipy", "midcourse")
PEERS = ("SciPy DOP853", "heyoka with event", "heyoka batch of 8", "diffrax Tsit5", "diffrax Dopri8", "Stone Soup EKF",
         "FilterPy EKF", "RocketPy 3-DOF")  # fmt: skip
ROWS = (
    "engagements a second in `fight`, one core", "looks a second, everything included, one core", "reach table",
    "time of a look, everything included", "looks an engagement, objects", "shares: watch, decide, shoot, judge",
    "40 runs in 2 worlds, 1 job", "40 runs in 2 worlds, 2 jobs", "one job to two", "flight and debris",
)  # fmt: skip


def said(name: str, *given: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "importtime", str(BENCHMARKS / name), *given]
    return subprocess.run(command, capture_output=True, text=True, check=True)


def row(
    name: str, s: float, peer: str = "", error: float | None = None, flop: float | None = None
) -> dict[str, Any]:
    return {"name": name, "peer": peer, "s": s, "spread": 0.02, "error": error, "note": "", "flop": flop}


CANNED = {
    "title": "Flights", "said": "What is flown.", "unit": "a flight", "limit": 10.0, "kind": "m", "load": 1.0,
    "rounds": 15,
    "rows": [
        row("peak", 1e-9, flop=128.0), row("ours", 2e-6, error=0.07, flop=25_600.0),
        row("A, quick and wrong", 1e-5, "A", 30.0), row("A, slow", 4e-5, "A", 5.0), row("A, slower", 6e-5, "A", 1.0),
        row("B", 1e-3, "B", 2.0), row("C", 1e-3, "C", 11.0), row("A in another form", 8e-5, "another form"),
    ],
}  # fmt: skip


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the modules of the benchmarks be found, as they are where one is started."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))


@pytest.mark.parametrize("name", ["bench.py", "compiled.py", "cold.py", "device.py", "where.py", "campaigns.py"])
def test_help_needs_no_heavy_imports(name: str) -> None:
    done = said(name, "--help")
    assert "usage" in done.stdout
    imported = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}
    assert not imported & set(HEAVY)


def test_a_short_run_of_engagements_prints_every_row() -> None:
    lines = said("bench.py", "engagement", "growth", "--quick").stdout.splitlines()
    assert [name for name in ROWS if not any(line.startswith(f"| {name} |") for line in lines)] == []
    assert sum("to the power **" in line for line in lines) == 2


def test_a_short_run_of_flights_and_filter_has_ours_beside_scipy() -> None:
    text = said("bench.py", "flights", "filter", "rockets", "--quick").stdout
    assert text.count("| midcourse, fast, eight lanes |") == 4
    assert "× SciPy DOP853" in text and "| midcourse, eight tracks side by side |" in text
    assert "### The rocket genesis" in text


@pytest.mark.parametrize("peer", PEERS)
def test_the_page_has_a_ratio_to_every_peer(peer: str) -> None:
    heads = [line for line in PAGE.splitlines() if f"× {peer} |" in line]
    assert heads
    assert all("µs a" in line for line in heads)


def test_the_page_says_where_and_with_what_it_was_measured() -> None:
    for word in (
        "cores of an",
        "load",
        "numba",
        "rounds",
        "share of peak",
        "to the power **",
        "`make demo`, first",
    ):
        assert word in PAGE, word


@pytest.mark.usefixtures("tools")
def test_of_a_peer_the_quickest_setting_within_the_limit_stands_on_the_page() -> None:
    import page

    best = page.chosen(CANNED)
    assert {peer: one["name"] for peer, one in best.items()} == {"A": "A, slow", "B": "B"}
    lines = page.compared(CANNED)
    assert lines[0] == "|  | µs a flight | ± | a second | worst error | share of peak | × A | × B |"
    assert lines[2] == "| ours | 2.00 | 2% | 500,000 | 0.070 m | 10.0% | 20.0 | 500 |"
    assert lines[3].startswith("| A, slow | 40.0 |") and lines[3].endswith("| 1.00 | 25.0 |")
    assert lines[5].startswith("| A in another form | 80.0 |") and lines[5].endswith("| 0.500 | 12.5 |")
    assert "No setting of C that was tried is within 10 m." in lines
    assert "A, quick and wrong: 10.0 µs, 30 m" in page.tried(CANNED)[1]


@pytest.mark.usefixtures("tools")
def test_a_page_has_its_groups_in_order_and_says_what_is_missing() -> None:
    import page

    words = page.plain("Many runs", "On the wall.", ["", "wall", ""], [["10 runs", "1 s", "nobody"]])
    head = {
        "date": "2026-01-01",
        "machine": "2 cores",
        "versions": {"numba": "1"},
        "load": [1.0, 2.0],
        "rounds": 15,
    }
    text = page.page(
        {"engagement": head | {"tables": [words]}, "flights": head | {"tables": [CANNED]}}, ["heyoka"]
    )
    assert text.index("## Flights") < text.index("## Whole engagements")
    assert "| 10 runs | 1 s |" in text and "nobody" not in text
    assert "Not installed, and left out: heyoka." in text and "Not measured here: Small rockets" in text
    assert "load 1.0 before and 2.0 after, 15 rounds, numba 1." in text


@pytest.mark.usefixtures("tools")
def test_numbers_are_written_without_exponents() -> None:
    import page

    found = [page.number(value) for value in (1234567.0, 99.96, 12.345, 0.0012345, 0.0, math.inf, math.nan)]
    assert found == ["1,230,000", "100.0", "12.3", "0.00123", "0", "∞", ""]


@pytest.mark.usefixtures("tools")
def test_the_exponent_of_a_power_law_is_found() -> None:
    from engagement.growth import fitted

    power, off = fitted([1.0, 10.0, 100.0], [2.0, 2.0 * 10**1.3, 2.0 * 100**1.3])
    assert power == pytest.approx(1.3, rel=1e-12) and off == pytest.approx(1.0, rel=1e-12)


def test_operations_are_counted() -> None:
    # in a process of its own: the counter tells Numba not to compile
    code = (
        "import json, math, flops; own, _ = flops.counting(); x, y = flops.Number(3.0), flops.Number(4.0)\n"
        "z = own.sqrt(x * x + y * y) / 2.0 - 1.0\n"
        "assert float(z) == 1.5 and z > 1 and abs(-z) == z\n"
        "print(json.dumps(flops.Number.done))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=BENCHMARKS, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == {"sum": 2, "product": 2, "quotient": 1, "root": 1, "other": 0}


def test_the_device_is_measured_or_said_to_be_missing() -> None:
    told = said("device.py", "--quick").stdout
    assert told.count(": one core ") == 4
    measured = told.count(" times one core with eight lanes")
    assert measured == (0 if told.startswith("No CUDA device is present: nothing was measured") else 8)


@pytest.mark.usefixtures("tools")
def test_parts_of_the_time_are_functions_and_rooms_that_are_there() -> None:
    import where

    for name in [name for names in where.PARTS.values() for name in names if name != "libm"]:
        room, _, what = name.rpartition(".")
        path = ROOT / "src/midcourse" / room.replace(".", "/")
        if not what:
            assert path.is_dir() or path.with_suffix(".py").exists(), name
        else:
            assert f"\ndef {what}(" in path.with_suffix(".py").read_text(encoding="utf-8"), name
    filtered = (
        "engagement.watch._watch",
        "engagement.look._dwell",
        "tracking.book.absorb",
        "kernels.filter.gain",
    )
    assert where.part_of(filtered) == "looking: the filter"
    assert where.part_of(filtered[:2]) == "looking: finding, drawing and measuring"
    assert where.part_of(("kernels.unscented.carry",)) == "looking: carrying reports of satellites"
    assert where.part_of(("libpython3.11",)) == where.REST


READ = """
import sys
from collections import Counter
sys.path.insert(0, sys.argv[1])
from engagement import samples
samples.keep_objects()
from midcourse.kernels.orbit import kepler_step
kepler_step(4e14, 7e6, 0.0, 0.0, 0.0, 7.5e3, 0.0, 60.0)
codes = samples.compiled()
places = [at for code in codes for at in range(code.begin, code.end, 16)]
for stack in samples.stacks(Counter({(at, ""): 1 for at in places}), codes):
    print(*stack)
"""


@pytest.mark.usefixtures("tools")
def test_machine_code_is_read_back_through_what_was_inlined(tmp_path: Path) -> None:
    from engagement import samples

    lacking = [name for name in samples.missing() if name != "perf"]
    settings = os.environ | {"NUMBA_DEBUGINFO": "1", "MIDCOURSE_CACHE_DIR": str(tmp_path)}
    command = [sys.executable, "-W", "ignore", "-c", READ, str(BENCHMARKS)]
    for _ in ("compiled", "read from the folder"):
        done = subprocess.run(command, env=settings, capture_output=True, text=True)
        if lacking:
            assert done.returncode != 0
            return
        assert "kernels.orbit.kepler_step kernels.orbit.stumpff" in done.stdout.splitlines(), done.stderr
