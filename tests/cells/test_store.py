"""A store that is not as it was written: what is found, what is named, what is mended."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import made_up
import pytest

import midcourse as mc
from midcourse.cells import cut
from midcourse.errors import ScenarioError
from midcourse.store.place import Store


@pytest.mark.parametrize(("form", "said"), [(2, "upgrade midcourse"), (0, "no store of midcourse"), ("x", "no store")])
def test_a_store_of_another_form_is_named(six, tmp_path: Path, form, said: str) -> None:
    # F11
    Store(tmp_path / "store", write=True).close()
    head = tmp_path / "store" / "store.json"
    head.write_text(json.dumps({"kind": "midcourse store", "form": form}))
    before = head.read_bytes()
    with pytest.raises(ScenarioError, match=said):
        Store(tmp_path / "store")
    with pytest.raises(ScenarioError, match=said):
        mc.campaign(six, tmp_path / "store")
    assert head.read_bytes() == before


def test_a_complete_campaign_does_not_hide_that_a_file_is_gone(six: Path, tmp_path: Path) -> None:
    whole = mc.campaign(six, tmp_path / "store", worker=made_up.runs)
    next((tmp_path / "store").rglob("*.parquet")).unlink()
    with pytest.raises(ScenarioError, match="damaged: missing"):
        mc.campaign(six, tmp_path / "store", worker=made_up.runs)
    again = mc.campaign(six, tmp_path / "store", resume=True, worker=made_up.runs)
    assert again.digest == whole.digest and mc.campaign(six, tmp_path / "store").complete


def prop_what_a_dead_writer_left_is_undone_by_a_reader(six: Path, tmp_path: Path) -> None:
    # F1: signal 9 in the middle of a transaction that is on the disk already
    store = tmp_path / "store"
    mc.campaign(six, store, worker=made_up.runs)
    script = (
        "import os, signal, sqlite3, sys\n"
        "base = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "base.executescript('pragma cache_size=1; pragma cache_spill=1; begin immediate;')\n"
        "base.execute(\"update task set why = hex(randomblob(4000))\")\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(store / "index.sqlite")])
    assert (store / "index.sqlite-journal").is_file()
    assert mc.check_store(store) == [] and not (store / "index.sqlite-journal").exists()


@pytest.mark.parametrize("text", [None, "{}", "{\"ki"])
def test_a_head_that_is_damaged_is_written_anew(six: Path, tmp_path: Path, text: str | None) -> None:
    # F6
    store, head = tmp_path / "store", tmp_path / "store" / "store.json"
    whole = mc.campaign(six, store, worker=made_up.runs)
    head.unlink() if text is None else head.write_text(text)
    with pytest.raises(ScenarioError, match="runs check --mend"):
        mc.campaign(six, store, resume=True, worker=made_up.runs)
    assert [one.what for one in mc.check_store(store, True)] == ["store.json"]
    assert mc.campaign(six, store).digest == whole.digest and mc.check_store(store) == []


def test_a_campaign_whose_row_is_gone_is_found(six: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    mc.campaign(six, store, worker=made_up.runs)
    with sqlite3.connect(store / "index.sqlite") as base:
        base.execute("delete from campaign")
    assert [one.what for one in mc.check_store(store)] == ["campaign six"]
    mc.check_store(store, True)
    assert mc.check_store(store) == [] and len(mc.clear_store(store).files) > 0


def prop_a_campaign_that_is_mended_has_no_run_twice(six, tiny, tmp_path: Path, monkeypatch) -> None:
    whole = mc.campaign(six, tmp_path / "store", worker=made_up.runs)
    with sqlite3.connect(tmp_path / "store" / "index.sqlite") as base:
        base.execute("update campaign set engine = 'another'")
    assert [one.what for one in mc.check_store(tmp_path / "store")] == ["campaign six"]
    mc.check_store(tmp_path / "store", mended=True)
    monkeypatch.setattr(cut, "TASK_S", 5.0)  # other pieces than before
    again = mc.campaign(six, tmp_path / "store", worker=made_up.runs)
    assert again.complete and again.runs_done == 6 * 160 and again.digest == whole.digest


@pytest.mark.parametrize("change", ["set cell = 5 - cell", "delete"])
def prop_cells_that_are_swapped_or_missing_are_found(six, tiny, tmp_path: Path, change: str) -> None:
    mc.campaign(six, tmp_path / "store", worker=made_up.runs)
    sql = "delete from member where cell = 1" if change == "delete" else f"update member {change}"
    with sqlite3.connect(tmp_path / "store" / "index.sqlite") as base:
        base.execute(sql)
    with pytest.raises(ScenarioError, match="damaged"):
        mc.kept_campaign("six", tmp_path / "store")
    assert mc.check_store(tmp_path / "store")
    mc.check_store(tmp_path / "store", mended=True)
    again = mc.campaign(six, tmp_path / "store", resume=True, worker=made_up.runs)
    assert again.complete and again.runs_done == 6 * 160 and not mc.check_store(tmp_path / "store")
