"""Tables on disk: the same table back, quickly; another for every other input; no fault when the disk is at fault."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from midcourse.catalog import Interceptor, load_interceptor
from midcourse.interceptors import stored as room
from midcourse.interceptors.reach_table import flown_table
from midcourse.interceptors.stored import input_key, keep, stored
from midcourse.reach import ReachTable


@pytest.fixture(scope="module")
def own() -> Interceptor:
    return load_interceptor("gbi-two-stage")[0]


@pytest.fixture(scope="module")
def table(own: Interceptor) -> ReachTable:
    return flown_table(own)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setattr(room, "cache_folder", lambda: tmp_path)
    return tmp_path


def same(a: ReachTable | None, b: ReachTable) -> bool:
    return a is not None and all(
        np.array_equal(x, y) and type(x) is type(y) for x, y in zip(a, b, strict=True)
    )


def prop_a_table_comes_back_as_it_was(own: Interceptor, table: ReachTable, folder: Path) -> None:
    assert stored(own) is None
    keep(own, table)
    assert same(stored(own), table)
    assert [path.suffix for path in (folder / "reach").iterdir()] == [".npz"]
    start = time.process_time()
    stored(own)
    assert time.process_time() - start < 1.0  # some 3 ms


@pytest.mark.parametrize("damage", ["nothing", "words", "half", "byte", "pickle", "shapes", "less"])
def prop_a_damaged_file_is_no_table(own: Interceptor, table: ReachTable, folder: Path, damage: str) -> None:
    keep(own, table)
    (path,) = (folder / "reach").iterdir()
    whole = path.read_bytes()
    fields = table._asdict()
    if damage == "byte":
        at = len(whole) // 3
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1 :])
    elif damage == "pickle":
        np.savez(path, **fields | {"least_s": np.array([{}], dtype=object)})
    elif damage == "shapes":
        np.savez(path, **fields | {"least_s": np.zeros((3, 3))})
    elif damage == "less":
        np.savez(path, least_s=table.least_s)
    else:
        path.write_bytes({"nothing": b"", "words": b"not a table", "half": whole[: len(whole) // 2]}[damage])
    assert stored(own) is None
    keep(own, table)
    assert same(stored(own), table)


def prop_no_spoilt_byte_makes_another_table(own: Interceptor, table: ReachTable, folder: Path) -> None:
    keep(own, table)
    (path,) = (folder / "reach").iterdir()
    whole = path.read_bytes()
    rng = np.random.default_rng(2)
    for at in [*rng.integers(len(whole), size=30), *(len(whole) - rng.integers(1, 1500, size=70))]:
        path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << rng.integers(8))]) + whole[at + 1 :])
        found = stored(own)
        assert found is None or same(found, table)


def prop_a_folder_that_cannot_be_written_is_no_fault(
    own: Interceptor, table: ReachTable, tmp_path, monkeypatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(room, "cache_folder", lambda: tmp_path / "file")
    keep(own, table)
    assert stored(own) is None


def prop_every_number_that_is_flown_counts_and_no_other(own: Interceptor) -> None:
    kv = own.kill_vehicle
    counts = [
        {"dead_kg": 216.0},
        {"floor_m": 1.0},
        {"ceiling_m": 1e6},
        {"flight_time_limit_s": 800.0},
        {"energy_management": "none"},
        {"least_speed_share": 0.7},
        {"stages": own.stages[:1]},
        {
            "drag": load_interceptor("gbi-two-stage")[0].drag.model_copy(
                update={"cd": tuple(2 * c for c in own.drag.cd)}
            )
        },
        {"kill_vehicle": kv.model_copy(update={"ready_s": 1.0})},
        {"kill_vehicle": kv.model_copy(update={"homing_s": 1.0})},
        {"kill_vehicle": kv.model_copy(update={"mass_kg": 1.0})},
    ]
    keys = [input_key(own), *(input_key(own.model_copy(update=change)) for change in counts)]
    assert len(set(keys)) == len(keys)
    for change in ({"name": "other"}, {"kill_vehicle": kv.model_copy(update={"divert_m_s": 1.0})}):
        assert input_key(own.model_copy(update=change)) == input_key(own)
