"""Exported runs: one of a folder, one that crosses the date line in the south; and what other programs read there."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import pytest

from midcourse.api import Export, export, load, run
from midcourse.cli.front import enter
from midcourse.truth import Trajectory

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-readers" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
SOUTH = {
    "raid.0.from": "-17,179.5",
    "raid.0.to": "-14,-176",
}  # Fiji to Samoa: latitude and longitude differ in sign
ECEF = pyproj.Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)


@pytest.fixture(scope="session")
def europe_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run folder of the plan of 2007 in the nominal world."""
    path = tmp_path_factory.mktemp("runs") / "europe"
    assert enter(["run", "europe-2007", "--runs", "5", "--doubt", "none", "--out", str(path), "--quiet"]) == 0
    return path


@pytest.fixture(scope="session")
def europe(europe_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Export:
    """The first recorded run of that folder in all forms."""
    return export(europe_folder, out=tmp_path_factory.mktemp("europe"))


@pytest.fixture(scope="session")
def south(tmp_path_factory: pytest.TempPathFactory) -> Export:
    """One Nodong across the date line, whom nobody shoots at."""
    scenario = load("nodong-japan")
    for path, value in SOUTH.items():
        scenario = scenario.set(path, value)
    return run(scenario, worlds=0).export(tmp_path_factory.mktemp("south"))


@pytest.fixture(scope="session")
def to_ecef() -> Callable[..., np.ndarray]:
    """What turns longitude and latitude (deg) and height (m) into `ecef` in m, by PROJ."""

    def turn(lon_deg: Any, lat_deg: Any, alt_m: Any) -> np.ndarray:
        return np.column_stack(
            ECEF.transform(np.atleast_1d(lon_deg), np.atleast_1d(lat_deg), np.atleast_1d(alt_m))
        )

    return turn


@pytest.fixture(scope="session")
def flown_ecef(to_ecef: Callable[..., np.ndarray]) -> Callable[[Trajectory, Any], np.ndarray]:
    """What says where a flight is at some times, `ecef`, m, from latitude, longitude and height by PROJ."""

    def places(path: Trajectory, times_s: Any) -> np.ndarray:
        lat_deg, lon_deg, alt_m = path.geodetic(np.atleast_1d(np.asarray(times_s, dtype=float))).T
        return to_ecef(lon_deg, lat_deg, alt_m)

    return places


@pytest.fixture(scope="session")
def read_by_others() -> Callable[[Export], dict[str, Any]]:
    """What programs that know nothing of midcourse read in the files of a run."""
    if not PYTHON.exists():
        why = "no environment of readers: `make readers`"
        # under the whole check a missing reader is a failure
        (pytest.fail if os.environ.get("MIDCOURSE_READERS") else pytest.skip)(why)

    def read(exported: Export) -> dict[str, Any]:
        words = [str(PYTHON), str(ROOT / "tools/readers/read.py"), str(exported.folder)]
        done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        told: dict[str, Any] = json.loads(done.stdout)
        return told

    return read
