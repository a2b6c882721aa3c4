"""Reach tables kept on disk beside the compiled code that flew them, under the hash of all that goes in."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from midcourse.catalog.model import Interceptor
from midcourse.interceptors.craft import interceptor_stack
from midcourse.kernels._jit import cache_folder
from midcourse.reach import ReachTable

GRIDS = ("least_s", "greatest_s", "pitch_rad", "factor")
ARRAYS = (*GRIDS, "pitches_rad", "kicks_rad")


def stored(interceptor: Interceptor) -> ReachTable | None:
    """Read the reach table of an interceptor from disk.

    Args:
        interceptor: catalogue entry.

    Returns:
        ReachTable; None where there is no file or it is damaged.
    """
    try:
        with np.load(_file(interceptor), allow_pickle=False) as file:
            values = {name: file[name] for name in ReachTable._fields}
        numbers: dict[str, Any] = {name: v if name in ARRAYS else float(v) for name, v in values.items()}
        table = ReachTable(**numbers)
    except Exception:  # whatever is wrong with a file, its table can be flown again
        return None
    shapes = {values[name].shape for name in GRIDS}
    whole = len(shapes) == 1 and table.pitches_rad.shape == table.kicks_rad.shape
    return table if whole else None


def keep(interceptor: Interceptor, table: ReachTable) -> None:
    """Write a reach table to disk, whole or not at all; a folder that cannot be written to is no fault.

    Args:
        interceptor: catalogue entry.
        table: its ReachTable.
    """
    path = _file(interceptor)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, half = tempfile.mkstemp(dir=path.parent, suffix=".half")
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(file, **table._asdict())
            os.replace(half, path)
        except OSError:
            Path(half).unlink(missing_ok=True)


def input_key(interceptor: Interceptor) -> str:
    """Return the hash of the numbers that a reach table hangs on, and of the code that lays it out.

    Args:
        interceptor: catalogue entry; what is not flown (name, reliability, seeker) does not count.

    Returns:
        32 hexadecimal digits.
    """
    craft, kv = interceptor_stack(interceptor), interceptor.kill_vehicle
    numbers = (
        craft.payload_kg, craft.rise_s, craft.burn_s, kv.ready_s, kv.homing_s, interceptor.floor_m,
        interceptor.ceiling_m, interceptor.flight_time_limit_s, interceptor.energy_management,
        interceptor.least_speed_share, craft.stages.shape,
    )  # fmt: skip
    digest = hashlib.sha256(_code())
    digest.update(repr(numbers).encode() + craft.stages.tobytes() + craft.curve.tobytes())
    return digest.hexdigest()[:32]


@cache
def _code() -> bytes:
    return b"\0".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))


def _file(interceptor: Interceptor) -> Path:
    # the folder itself is named after the sources of all compiled code
    return cache_folder() / "reach" / f"{input_key(interceptor)}.npz"
