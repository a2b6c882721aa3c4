"""What a second process compiles is what the first would have, and is taken over whole or not at all."""

from __future__ import annotations

from pathlib import Path

from midcourse.api import load, run
from midcourse.api.beside import Beside, take_over
from midcourse.api.warm import SCENARIO, beside, shot_at_nothing, steps_of
from midcourse.engagement.intercept import fight_orders
from midcourse.records import WRONG_OBJECT


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
