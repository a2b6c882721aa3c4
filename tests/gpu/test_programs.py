"""What a device would run: it compiles for one that is not there, and what Numba hands on gives the CPU's bits."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
COMPILERS = all(importlib.util.find_spec(name) for name in ("numba_cuda", "nvidia"))
needs_compilers = pytest.mark.skipif(not COMPILERS, reason="midcourse[gpu-test] is not installed")

# most registers and most bytes spilled, stores and loads: what was found and some room. A thread has 255 registers;
# what a track knows of constant errors is more than that
PROGRAMS = {
    "falls": (112, 0),
    "launches": (216, 0),
    "tracks, no constant errors": (176, 0),
    "tracks, errors of two radars": (255, 1_536),
    "tracks, errors of four radars": (255, 10_240),
    "looks": (48, 0),
}
EXACT = ("falls", "launches")  # products, sums, quotients and roots alone
CONSTANT_BYTES = 65_536
CASES = (
    [f"falls, {air}" for air in ("us76", "exponential", "vacuum")]
    + [f"launches, {air}" for air in ("us76", "exponential", "vacuum", "windy")]
    + ["falls, ended early", "launches, steps twice as long"]
    + [f"tracks, constant errors of {radars}" for radars in (0, 1, 3)]
    + [f"looks, Swerling {case}" for case in (0, 1, 3)]
)


def said(script: str, *given: str, **more: str) -> dict[str, Any]:
    """Run one of the programs here and read what it prints."""
    left_out = {name: value for name, value in os.environ.items() if name != "NUMBA_ENABLE_CUDASIM"}
    command = [sys.executable, str(HERE / script), *given]
    done = subprocess.run(command, capture_output=True, text=True, env=left_out | more, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def assembly() -> dict[str, Any]:
    return said("assemble.py")


@pytest.fixture(scope="module")
def simulated() -> dict[str, Any]:
    return said("compare.py", NUMBA_ENABLE_CUDASIM="1")


@pytest.fixture(scope="module")
def stood_in() -> dict[str, Any]:
    return said("compare.py", "--stand-in", "--bodies", "160")  # more than one block


@pytest.fixture(scope="module")
def fused() -> dict[str, Any]:
    return said("compare.py", "--fused", "--bodies", "400")


@needs_compilers
def test_registers_and_spills_are_shown(assembly: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert list(assembly) == [*PROGRAMS, *(f"{name}, contracted" for name in PROGRAMS)]
    with capsys.disabled():
        print("\nfor sm_90: registers, bytes of stack, spill stores and loads, bytes of tables")
        for name, of in assembly.items():
            figures = (of[key] for key in ("registers", "stack", "spill_stores", "spill_loads", "tables"))
            print(f"  {name:42}" + "".join(f"{figure:9,}" for figure in figures))


@needs_compilers
@pytest.mark.parametrize("contracted", ["", ", contracted"], ids=["as-on-the-cpu", "contracted"])
@pytest.mark.parametrize("name", PROGRAMS)
def regress_programs_compile_for_a_device_that_is_not_there(
    name: str, contracted: str, assembly: dict[str, Any]
) -> None:
    of, (registers, spilled) = assembly[name + contracted], PROGRAMS[name]
    assert of["target"] == "sm_90"
    assert of["calls"] == 0  # all physics is inlined
    assert of["constant_bytes"] < CONSTANT_BYTES
    assert of["registers"] <= registers
    assert of["spill_stores"] + of["spill_loads"] <= spilled
    assert of["inexact"] == of["single"] == 0


@needs_compilers
@pytest.mark.parametrize("name", PROGRAMS)
def verif_every_product_and_sum_is_rounded_as_on_the_cpu(name: str, assembly: dict[str, Any]) -> None:
    assert assembly[name]["free"] == 0  # what the assembler could fuse
    assert assembly[f"{name}, contracted"]["free"] > 0
    if name in EXACT:
        assert assembly[name]["fused"] == 0
    # elsewhere they stand within sines and arcs of the device's own library, and are few
    assert assembly[name]["fused"] < 60


@pytest.mark.parametrize("case", CASES)
def verif_in_the_simulator_a_device_gives_what_the_cpu_gives(case: str, simulated: dict[str, Any]) -> None:
    assert simulated["simulated"] is True
    same(simulated[case])


@needs_compilers
@pytest.mark.parametrize("case", CASES)
def verif_what_is_handed_to_the_devices_compiler_gives_the_cpus_bits(
    case: str, stood_in: dict[str, Any]
) -> None:
    assert stood_in["simulated"] is False
    same(stood_in[case])


@needs_compilers
@pytest.mark.parametrize(
    "case", ["falls, us76", "launches, us76", *(f"tracks, constant errors of {n}" for n in (0, 1))]
)
def verif_rounding_products_and_sums_together_changes_less_than_is_allowed(
    case: str, fused: dict[str, Any]
) -> None:
    # by the CPU's compiler, which fuses others than a device's does, but as many
    compared = {name: of for name, of in fused[case].items() if isinstance(of, dict)}
    assert not compared["states"]["same_bits"]
    assert all(of["worst"] < 1e-11 for of in compared.values())


def same(told: dict[str, Any]) -> None:
    compared = {name: of for name, of in told.items() if isinstance(of, dict)}
    assert compared
    for name, of in compared.items():
        assert of["worst"] == 0.0 and of["same_bits"], name
    assert 0.2 < told.get("share", 0.5) < 0.8  # some looks detect and some do not


@pytest.mark.parametrize("name", ["launches, us76", "falls, ended early"])
def prop_bodies_end_in_more_ways_than_one(name: str, simulated: dict[str, Any]) -> None:
    assert len(simulated[name]["kinds"]) == 2
