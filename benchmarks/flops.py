"""How many sums, products, quotients and roots our flights and our filter take: `python benchmarks/flops.py`.

The kernels are run as plain Python, which Numba does where it is told not to compile, and are given numbers that count
what is done with them. Sums, differences, products, quotients and roots of such numbers count one each, and so does
anything else, as a power; what the compiler knows beforehand, comparisons, choices, signs, whole numbers and table
look-ups count nothing.
"""

from __future__ import annotations

import json
import math
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

os.environ["NUMBA_DISABLE_JIT"] = "1"  # before numba is imported
sys.path.insert(0, str(Path(__file__).parent))

import numpy as np

KINDS = ("sum", "product", "quotient", "root", "other")


class Number:
    """A float that counts, for all of its kind together, what is done with it."""

    done = dict.fromkeys(KINDS, 0)
    __slots__ = ("x",)

    def __init__(self, x: Any) -> None:
        self.x = float(x)

    def __float__(self) -> float:
        return self.x

    def __int__(self) -> int:
        return int(self.x)

    def __bool__(self) -> bool:
        return self.x != 0.0

    def __neg__(self) -> Number:
        return Number(-self.x)

    def __abs__(self) -> Number:
        return Number(abs(self.x))

    def __hash__(self) -> int:
        return hash(self.x)


def _of_two(name: str, kind: str) -> None:
    plain = getattr(float, name)

    def work(self: Number, other: Any) -> Any:
        if isinstance(other, np.ndarray):
            return NotImplemented
        Number.done[kind] += 1
        return Number(plain(self.x, float(other)))

    setattr(Number, name, work)


def _compared(name: str) -> None:
    plain = getattr(float, name)
    setattr(Number, name, lambda self, other: plain(self.x, float(other)))


for _kind, _names in (("sum", "add sub"), ("product", "mul"), ("quotient", "truediv"), ("other", "pow")):
    for _name in _names.split():
        _of_two(f"__{_name}__", _kind)
        _of_two(f"__r{_name}__", _kind)
for _name in ("lt", "le", "gt", "ge", "eq", "ne"):
    _compared(f"__{_name}__")


def _one(name: str, kind: str) -> Any:
    plain = getattr(math, name)

    def work(*given: Any) -> Any:
        if not any(isinstance(value, Number) for value in given):
            return plain(*given)
        Number.done[kind] += 1
        return Number(plain(*map(float, given)))

    return work


def counting() -> tuple[SimpleNamespace, SimpleNamespace]:
    """Return stand-ins for `math` and `numpy` that keep counting numbers."""
    names = {name: getattr(math, name) for name in dir(math) if not name.startswith("_")}
    functions = ("sin", "cos", "tan", "atan2", "asin", "acos", "atan", "exp", "log", "hypot")
    names |= {name: _one(name, "other") for name in functions} | {"sqrt": _one("sqrt", "root")}
    arrays = {name: getattr(np, name) for name in dir(np) if not name.startswith("_")}
    return SimpleNamespace(**names), SimpleNamespace(**(arrays | {"empty": _room, "zeros": _room}))


def _room(shape: Any, dtype: Any = float) -> np.ndarray:
    return numbers(np.zeros(shape)) if dtype is float else np.zeros(shape, dtype=dtype)


def numbers(values: Any) -> np.ndarray:
    """Return an array of counting numbers."""
    out = np.empty(np.shape(values), dtype=object)
    for at, value in np.ndenumerate(np.asarray(values, dtype=float)):
        out[at] = Number(value)
    return out


def put_in_place() -> None:
    """Let every module of midcourse that is loaded reckon with the stand-ins."""
    own_math, own_numpy = counting()
    for name, module in list(sys.modules.items()):
        if name.startswith("midcourse."):
            for word, plain, own in (("math", math, own_math), ("np", np, own_numpy)):
                if getattr(module, word, None) is plain:
                    setattr(module, word, own)


def counted(work: Any, units: int) -> float:
    """Return how many operations a unit of some work takes."""
    Number.done = dict.fromkeys(KINDS, 0)
    work()
    return sum(Number.done.values()) / units


def flights(few: int) -> dict[str, float]:
    """Count a flight of each kind by the fast and by the default method."""
    from flights.launches import PAD, PAYLOAD_KG, Launch
    from flights.starts import BETA, EXPONENTIAL, LATEST_S, long_arcs
    from midcourse.kernels.atmosphere import US76
    from midcourse.kernels.boost import boost_flight
    from midcourse.kernels.earth import WGS84
    from midcourse.kernels.flight import DEFAULT_M, FAST, NO_NODES, fly
    from midcourse.kernels.motion import NO_DRAG
    from midcourse.kernels.steering import NO_PLANE, free_program

    put_in_place()
    launch, program, none = Launch(few), free_program(BETA), NO_NODES

    def falls(air: Any, tolerance_m: float) -> None:
        for begin in long_arcs(few):
            fly(WGS84, air, NO_DRAG, numbers(program), 1, NO_PLANE, numbers(begin), Number(0.0), LATEST_S, 0.0,
                tolerance_m, none)  # fmt: skip

    def launches(tolerance_m: float) -> None:
        for azimuth, kick, pitch in launch.steers:
            boost_flight(WGS84, US76, launch.curve, numbers(launch.stages), PAYLOAD_KG, 1.0 / BETA, PAD,
                         (azimuth, kick, pitch, 50e3), math.inf, LATEST_S, 0.0, tolerance_m, none,
                         numbers(np.zeros(6)))  # fmt: skip

    found = {}
    for name, tolerance_m in (("fast", FAST), ("default", DEFAULT_M)):
        found[f"10,000 km {name}"] = counted(lambda: falls(EXPONENTIAL, tolerance_m), few)  # noqa: B023
        found[f"10,000 km in US76 {name}"] = counted(lambda: falls(US76, tolerance_m), few)  # noqa: B023
        found[f"three stages {name}"] = counted(lambda: launches(tolerance_m), few)  # noqa: B023
    return found


def updates(looks: int) -> dict[str, float]:
    """Count a prediction with a look, constant errors off and considered."""
    from filter.ours import follow, sights_of
    from filter.watched import PRIOR, watched
    from midcourse.kernels.earth import WGS84

    put_in_place()
    watch = watched(1, looks)
    found = {}
    for name, considered in (("off", 0), ("considered", 1)):
        states, covs = numbers(watch.start), numbers(np.diag(np.square(PRIOR))[None])
        given = (WGS84, watch.frames, numbers(sights_of(watch)), float(considered), considered, states, covs)
        found[f"filter {name}"] = counted(lambda: follow(*given), looks)  # noqa: B023
    return found


def main() -> None:
    few = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    print(json.dumps(updates(5 * few) | flights(few)))


if __name__ == "__main__":
    main()
