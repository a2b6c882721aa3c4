"""Finished parts: given back as they were kept, in the order of the runs; damage is named."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from midcourse.campaign import store as room
from midcourse.campaign.parts import Part
from midcourse.campaign.store import Store, blocks
from midcourse.errors import ScenarioError
from midcourse.records import FATE, PLAN, SHOT

KEY = {"hash": "abc", "seed": 1, "runs": 40, "worlds": 4, "version": "0"}


def part(runs: list[int], world: int = 0) -> Part:
    """Return a part with two objects and as many shots as the number of the run says."""
    numbers = np.array(runs, dtype=np.int64)
    fates = np.zeros(2 * len(runs), dtype=FATE)
    fates["run"], fates["object"] = np.repeat(numbers, 2), np.tile([0, 1], len(runs))
    fates["margin"] = fates["run"] + 0.25 * fates["object"]
    shots = np.zeros(int((numbers % 3).sum()), dtype=SHOT)
    shots["run"] = np.repeat(numbers, numbers % 3)
    shots["miss_m"] = np.arange(len(shots)) / 7.0
    plans = np.zeros(len(runs), dtype=PLAN)
    plans["run"] = numbers
    return Part(world, 10 * len(runs), numbers, fates, shots, plans)


def dealt(size: int, worlds: int = 4, runs: int = 40) -> list[Part]:
    """Return the parts of runs that are dealt to worlds, some of one world in each."""
    found = []
    for world in range(worlds):
        mine = list(range(world, runs, worlds))
        found += [part(mine[at : at + size], world) for at in range(0, len(mine), size)]
    return found


def together(store: Store, span: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    held = list(blocks(store.all(), span))
    return tuple(np.concatenate([block[i] for block in held]) for i in range(4))  # type: ignore[return-value]


@pytest.fixture
def kept(tmp_path: Path) -> Store:
    store = Store(tmp_path / "parts", KEY)
    for one in dealt(3):
        store.add(one)
    store.flush()
    return store


@pytest.mark.parametrize("span", [1, 4, 7, 12, 1000])
@pytest.mark.parametrize("size", [1, 3, 7, 64])
def prop_rows_come_in_the_order_of_the_runs_however_they_are_cut(
    tmp_path: Path, span: int, size: int
) -> None:
    whole = part(list(range(40)))
    store = Store(tmp_path / "parts", KEY)
    parts = dealt(size)
    for i in np.random.default_rng(size).permutation(len(parts)):
        store.add(parts[i])
        if i % 4 == 0:
            store.flush()
    runs, fates, _, plans = together(store, span)
    assert runs.tolist() == list(range(40))
    assert fates.tobytes() == whole.fates.tobytes() and plans.tobytes() == whole.plans.tobytes()
    assert sum(one.looks for one in store.all()) == 400


def prop_a_folder_gives_back_what_was_kept(kept: Store) -> None:
    again = Store(kept.folder, KEY)
    again.load()
    for mine, theirs in zip(together(kept, 8), together(again, 8), strict=True):
        assert mine.tobytes() == theirs.tobytes()
    held = again.held()
    assert {world: runs.tolist() for world, runs in held.items()} == {
        k: list(range(k, 40, 4)) for k in range(4)
    }


def test_a_run_in_two_files_counts_once(kept: Store) -> None:
    # as after a stop between a file and the note that it is there
    assert kept.folder is not None
    (kept.folder / "000002.part").write_bytes((kept.folder / "000001.part").read_bytes())
    again = Store(kept.folder, KEY)
    again.load()
    assert together(again, 8)[0].tolist() == list(range(40))


def test_parts_of_another_run_or_foreign_files_are_refused(kept: Store) -> None:
    assert kept.folder is not None
    with pytest.raises(ScenarioError, match="another run"):
        Store(kept.folder, {**KEY, "seed": 2}).load()
    (kept.folder / "mine.part").write_bytes(b"letter")
    with pytest.raises(ScenarioError, match="no part of this run"):
        Store(kept.folder, KEY).load()


@pytest.mark.parametrize("at", [0.0, 0.2, 0.34, 0.7, 0.999])
def test_one_bit_anywhere_is_seen(kept: Store, at: float) -> None:
    assert kept.folder is not None
    (path,) = kept.folder.iterdir()
    raw = bytearray(path.read_bytes())
    raw[int(at * len(raw))] ^= 4
    path.write_bytes(raw)
    with pytest.raises(ScenarioError, match="damaged") as caught:
        Store(kept.folder, KEY).load()
    assert caught.value.file == str(path)


def test_a_part_that_was_cut_while_at_work_is_seen(kept: Store) -> None:
    assert kept.folder is not None
    (path,) = kept.folder.iterdir()
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(ScenarioError, match="damaged"):
        together(kept, 8)


def test_without_a_folder_what_is_too_much_for_memory_goes_to_one_that_vanishes(monkeypatch) -> None:
    monkeypatch.setattr(room, "MOST_BYTES", 2000)
    store = Store()
    for one in dealt(3):
        store.add(one)
    places = {one.rows.path for one in store.all() if not isinstance(one.rows, Part)}
    assert places and all(path.exists() for path in places)
    assert together(store, 8)[0].tolist() == list(range(40))
    del store
    assert not any(path.exists() for path in places)


def prop_writing_ten_thousand_runs_takes_less_than_a_second(tmp_path: Path) -> None:
    import time

    store = Store(tmp_path / "parts", KEY)
    parts = [part(list(range(at, at + 128))) for at in range(0, 10_000, 128)]
    begun_s = time.monotonic()
    for one in parts:
        store.add(one)
    store.flush()
    assert time.monotonic() - begun_s < 1.0 and len(list((tmp_path / "parts").iterdir())) <= 3
