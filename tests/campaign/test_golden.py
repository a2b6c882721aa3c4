"""Three falls and three runs, number by number, as an earlier version gave them: GM off by one in 1e9 is noticed.

The steering of a missile is solved to a tolerance, and what is left of it hangs on the last bit: with another kind of
processor, runs agree to about 1e-6 only. Falls without air are flown without solving and agree everywhere.
`python tests/campaign/test_golden.py` writes the file anew; a change of an answer belongs in the changelog.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from midcourse.engagement.run import Batch, fight
from midcourse.kernels.earth import WGS84
from midcourse.scenario import load_scenario
from midcourse.threats import fly

FILE = Path(__file__).with_name("golden_runs.json")
RUNS = 3
STARTS = (
    (0.6, 0.3, 1.0e5, 3.0e3, 0.7, 1.0),
    (-0.2, 1.3, 4.0e5, 5.5e3, 0.4, -2.0),
    (1.1, -0.4, 8.0e4, 6.9e3, 0.6, 0.1),
)
TIGHT, LOOSE = 2e-11, 1e-5
COUNTED = ("run", "object", "kind", "track", "battery", "shot", "round", "link", "hit", "assessed_hit", "killed",
           "leaked", "shots")  # fmt: skip


def falls() -> dict[str, list[float]]:
    """Fly bodies that only fall, and return when and where they come down."""
    ends = [
        fly.fly_free(fly.Pad(lat, lon, alt), speed, angle, azimuth, math.inf)
        for lat, lon, alt, speed, angle, azimuth in STARTS
    ]
    return {
        "end_s": [path.end_s for path in ends],
        **{f"end_{k}": [float(path.state_eci(path.end_s)[k]) for path in ends] for k in range(3)},
    }


def machine() -> dict[str, str]:
    """Return what decides the last bit."""
    import llvmlite.binding
    import numba

    return {"cpu": llvmlite.binding.get_host_cpu_name(), "numba": numba.__version__, "numpy": np.__version__}


def numbers() -> dict[str, list[Any]]:
    """Fight the runs and return all their rows."""
    for held in (fly.aimed, fly.aimed_flight, fly.flown_bodies):
        held.cache_clear()
    scenario = load_scenario("europe-2007")
    result = fight(scenario, Batch(1, 1 << 20, np.arange(RUNS)))
    found: dict[str, list[Any]] = {"ends_s": result.sky.ends_s.tolist()}
    for table in ("fates", "shots"):
        rows = getattr(result, table)
        for name in rows.dtype.names:
            values = [None if v != v else v for v in rows[name].tolist()]
            found[f"{table}.{name}"] = values
    return found


def apart(
    found: dict[str, list[Any]], held: dict[str, list[Any]], tolerance: float = TIGHT
) -> dict[str, float]:
    """Return the columns that differ by more than a share of themselves, and by which share."""
    said = {}
    for name in held.keys() | found.keys():
        mine, theirs = found.get(name, []), held.get(name, [])
        if [v is None for v in mine] != [v is None for v in theirs]:
            said[name] = math.inf
            continue
        known = [(a, b) for a, b in zip(mine, theirs, strict=True) if a is not None]
        over = max((abs(a - b) / max(abs(b), 1e-6) for a, b in known), default=0.0)
        if over > (0.0 if name.rpartition(".")[2] in COUNTED else tolerance):
            said[name] = over
    return said


def with_gravity(monkeypatch: pytest.MonkeyPatch, factor: float) -> None:
    """Put another GM wherever the Earth is named or is what a function takes by itself."""
    other = WGS84._replace(gm_m3_s2=WGS84.gm_m3_s2 * factor)
    for name, module in list(sys.modules.items()):
        if not name.startswith("midcourse"):
            continue
        for key, value in list(vars(module).items()):
            if value is WGS84:
                monkeypatch.setattr(module, key, other)
                continue
            for owner in (getattr(value, "__wrapped__", value), getattr(value, "__init__", None)):
                given = getattr(owner, "__defaults__", None)
                if isinstance(given, tuple) and any(one is WGS84 for one in given):
                    monkeypatch.setattr(
                        owner, "__defaults__", tuple(other if one is WGS84 else one for one in given)
                    )


def regress_three_runs_are_what_they_were() -> None:
    # no other program fights these runs: all that can be held against them is what they were
    held = json.loads(FILE.read_text())
    assert apart(falls(), held["falls"]) == {}
    assert apart(numbers(), held["runs"], TIGHT if held["machine"] == machine() else LOOSE) == {}


@pytest.mark.parametrize("factor", [1.0 + 1e-9, 1.0 - 1e-9])
def verif_gravity_off_by_one_in_a_thousand_million_is_seen(monkeypatch, factor: float) -> None:
    # D9
    held = json.loads(FILE.read_text())
    with monkeypatch.context() as patch:
        with_gravity(patch, factor)
        fallen, fought = apart(falls(), held["falls"]), apart(numbers(), held["runs"])
    assert len(fallen) == 4 and {"ends_s", "shots.intercept_s"} <= fought.keys()
    numbers()  # leaves nothing of it in memory


if __name__ == "__main__":
    told = {"machine": machine(), "falls": falls(), "runs": numbers()}
    FILE.write_text(json.dumps(told, indent=1) + "\n")
