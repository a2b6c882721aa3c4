"""What a second process compiles is what the first would have, and is taken over whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from midcourse.api import beside as module
from midcourse.api import load, run
from midcourse.api.beside import Beside, take_over
from midcourse.api.warm import SCENARIO, beside, shot_at_nothing, steps_of
from midcourse.cli.warm import warm
from midcourse.engagement.intercept import fight_orders
from midcourse.kernels import _jit
from midcourse.records import WRONG_OBJECT

# one small kernel, and a process that says whether it had to compile it
WORK = "from midcourse.kernels.orbit import stumpff; stumpff(0.1)"
TELL = """
import sys
from pathlib import Path
from midcourse.kernels import _jit
_jit.cache_folder = lambda: Path(sys.argv[1])
from midcourse.kernels.orbit import stumpff
stumpff(0.1)
print(sum(stumpff.stats.cache_hits.values()), sum(stumpff.stats.cache_misses.values()))
"""


def test_a_shot_at_nothing_compiles_what_a_run_needs() -> None:
    (shot,) = shot_at_nothing(SCENARIO)
    assert shot["link"] == WRONG_OBJECT and shot["hit"] == 0
    run(load(SCENARIO), runs=2, jobs=1)
    assert len(fight_orders.signatures) == 1


def test_the_first_process_waits_in_place_of_the_jobs_of_the_second() -> None:
    theirs = {what for what, _ in beside()}
    alone = [what for what, _ in steps_of(("fighting",))]
    shared = [what for what, _ in steps_of(("fighting",), lambda: None)]
    assert theirs <= set(alone) and not theirs & set(shared)
    assert alone[0] == shared[0] and alone[-1] == shared[-1]


def prop_functions_are_taken_over_whole_and_never_mixed(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    for folder, names in ((source, ("new-1.py311", "both-2.py311")), (target, ("both-2.py311",))):
        (folder / "room").mkdir(parents=True)
        for name in names:
            (folder / "room" / f"{name}.nbi").write_text(f"index of {folder.name}")
            (folder / "room" / f"{name}.1.nbc").write_text(f"code of {folder.name}")
    (source / "room/both-2.py311.2.nbc").write_text("code of source")
    (source / "reach").mkdir()
    (source / "reach/table.npz").write_text("table")
    take_over(source, target)
    held = {
        path.relative_to(target).as_posix(): path.read_text()
        for path in target.rglob("*.*")
        if path.is_file()
    }
    assert held == {
        "room/new-1.py311.nbi": "index of source",
        "room/new-1.py311.1.nbc": "code of source",
        "room/both-2.py311.nbi": "index of target",
        "room/both-2.py311.1.nbc": "code of target",
        "reach/table.npz": "table",
    }
    take_over(tmp_path / "missing", target)


def test_a_second_process_that_is_ended_leaves_nothing(tmp_path: Path) -> None:
    second = Beside(tmp_path)
    assert second.folder.parent == tmp_path
    second.close()
    assert list(tmp_path.iterdir()) == [] and second.process.returncode is not None


@pytest.mark.parametrize("name", ["midcourse-k3x_a1", _jit.source_key()], ids=["temporary", "usual"])
def test_what_a_second_process_compiled_is_not_compiled_again(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WORK", WORK)
    target = tmp_path / name
    target.mkdir()
    second = Beside(target)
    try:
        assert second.join()
    finally:
        second.close()
    assert list(target.glob("beside-*")) == []
    told = subprocess.run(
        [sys.executable, "-c", TELL, str(target)], capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["1", "0"]


def test_what_was_compiled_from_other_sources_is_not_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WORK", WORK)
    target = tmp_path / ("0" * 32)  # of a process that loaded the sources before an edit
    target.mkdir()
    second = Beside(target)
    try:
        assert not second.join()
    finally:
        second.close()
    assert list(target.iterdir()) == []


def no_process(*_: object, **__: object) -> None:
    raise OSError("no more processes")


def no_room(*_: object, **__: object) -> None:
    raise OSError("no space left on device")


@pytest.mark.parametrize(
    ("where", "what", "by"),
    [
        (module, "WORK", "raise SystemExit(3)"),
        (module, "WORK", "import os; os.abort()"),
        (module.subprocess, "Popen", no_process),
        (module.tempfile, "mkdtemp", no_room),
        (module, "take_over", no_room),
    ],
    ids=["fails", "dies", "cannot start", "no folder", "cannot be taken over"],
)
def test_a_command_goes_on_where_the_second_process_fails(
    where: object, what: str, by: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    joined = []

    class Watched(Beside):
        def join(self) -> bool:
            joined.append(super().join())
            return joined[-1]

    monkeypatch.setattr(_jit, "cache_folder", lambda: tmp_path)
    monkeypatch.setattr(module, "cores", lambda: 2)
    monkeypatch.setattr(module, "WORK", WORK)
    monkeypatch.setattr(module, "Beside", Watched)
    monkeypatch.setattr(where, what, by)
    warm(["fighting"], quiet=True)
    assert joined == [False]
    assert len(list(tmp_path.glob("warm-fighting-*"))) == 1 and list(tmp_path.glob("beside-*")) == []
