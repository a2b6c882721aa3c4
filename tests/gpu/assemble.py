"""Compile every program of `midcourse.gpu` for a device of compute capability 9.0 that is not there, as JSON.

A program of its own: what stands in for the device is told in `stand_in.py`. For each program and rounding: its
assembly in figures, and what NVIDIA's assembler makes of it.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import numba
import nvidia.cuda_nvcc
from numba import cuda, float64, int64, uint8
from numba.core import types
from stand_in import CAPABILITY, no_device

from midcourse.gpu import threads
from midcourse.gpu.device import as_on_the_cpu
from midcourse.gpu.rows import Looks, Stack
from midcourse.kernels.atmosphere import US76
from midcourse.kernels.earth import WGS84
from midcourse.sensors.radar import FIELDS, RadarRow

EARTH, AIR = numba.typeof(WGS84), numba.typeof(US76)
ROW, TABLE, CUBE, COUNTS, BYTES = float64[::1], float64[:, ::1], float64[:, :, ::1], int64[::1], uint8[::1]
STACK = types.NamedTuple((ROW, CUBE), Stack)
LOOKS = types.NamedTuple((ROW, TABLE, CUBE, CUBE, uint8[:, ::1]), Looks)
RADAR = types.NamedUniTuple(float64, FIELDS, RadarRow)
FOLLOW = EARTH, LOOKS, int64, float64, float64, int64, TABLE, TABLE, CUBE


def programs(contracted: bool) -> dict[str, tuple[Any, tuple[Any, ...]]]:
    """Return every program with the types that its driver gives it."""
    fall = EARTH, AIR, ROW, TABLE, ROW, float64, float64, COUNTS
    launch = (
        EARTH,
        AIR,
        STACK,
        COUNTS,
        TABLE,
        TABLE,
        ROW,
        float64,
        int64,
        ROW,
        COUNTS,
    )
    return {
        "falls": (threads.program("fall_one", contracted), fall),
        "launches": (threads.program("launch_one", contracted), launch),
        "tracks, no constant errors": (threads.follower(0, contracted), FOLLOW),
        "tracks, errors of two radars": (threads.follower(1, contracted), FOLLOW),
        "tracks, errors of four radars": (threads.follower(2, contracted), FOLLOW),
        "looks": (threads.program("detect_one", contracted), (RADAR, ROW, ROW, BYTES)),
    }


def assembled(ptx: str, folder: Path) -> dict[str, int]:
    """Let the assembler work, and read its report."""
    source, tool = folder / "program.ptx", Path(next(iter(nvidia.cuda_nvcc.__path__))) / "bin/ptxas"
    source.write_text(ptx)
    command = [str(tool), "-v", "-arch=sm_90", str(source), "-o", str(folder / "program.cubin")]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    report = said.stdout + said.stderr
    patterns = {
        "registers": r"Used (\d+) registers",
        "stack": r"(\d+) bytes stack frame",
        "spill_stores": r"(\d+) bytes spill stores",
        "spill_loads": r"(\d+) bytes spill loads",
        "tables": r"(\d+) bytes gmem",
    }
    return {name: int(re.search(pattern, report)[1]) for name, pattern in patterns.items()}  # type: ignore[index]


def main() -> None:
    no_device()
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for contracted in (False, True):
            for name, (program, given) in programs(contracted).items():
                with as_on_the_cpu(contracted):
                    ptx, _ = cuda.compile_ptx(program.py_func, given, cc=CAPABILITY)
                told[f"{name}{', contracted' if contracted else ''}"] = assembled(ptx, Path(folder)) | {
                    "target": re.search(r"^\.target (\w+)", ptx, re.MULTILINE)[1],  # type: ignore[index]
                    "constant_bytes": sum(map(int, re.findall(r"\.const .*\[(\d+)\]", ptx))),
                    "calls": len(re.findall(r"^\s*call", ptx, re.MULTILINE)),
                    "fused": len(re.findall(r"fma\.rn\.f64", ptx)),
                    "free": len(re.findall(r"(?:add|sub|mul)\.f64", ptx)),  # the assembler may fuse these
                    "inexact": len(re.findall(r"(?:div|sqrt|rcp|rsqrt)\.approx", ptx)),
                    "single": len(re.findall(r"\w+\.rn\.f32|\w+\.f32\.f64", ptx)),
                }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
