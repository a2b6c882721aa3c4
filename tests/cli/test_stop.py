"""A run that is killed, interrupted or out of room, and taken up again: the same bytes, and nothing half there."""

from __future__ import annotations

import json
import random
import shutil
import time
from pathlib import Path

import pytest
from damage import DAMAGE

from midcourse.cli.front import enter
from midcourse.version import __version__

WORDS = ("nodong-japan", "--runs", "300", "--worlds", "16", "--quiet")
KILLS = 20
AT_ONCE = ("parts-at-once",)
LEAVES_S = 5.0


def manifest(folder: Path) -> dict[str, object]:
    told: dict[str, object] = json.loads((folder / "manifest.json").read_text())
    return told


def no_leftovers(folder: Path) -> bool:
    return not [one for one in folder.rglob("*") if one.name.endswith(".tmp") or one.name == ".lock"]


@pytest.fixture(scope="module")
def whole(warm, tmp_path_factory) -> Path:
    """The folder of the run that nothing disturbed."""
    path: Path = tmp_path_factory.mktemp("whole") / "run"
    warm.run("run", *WORDS, "--out", str(path))
    return path


@pytest.fixture
def begun(warm, tmp_path: Path) -> Path:
    """The folder of a run that was killed when it held some parts, not only of the nominal world."""
    path = tmp_path / "begun"
    running = warm.start("run", *WORDS, "--out", str(path), change=AT_ONCE)
    until_s = time.monotonic() + 30.0
    while len(list(path.glob("parts/*.part"))) < 4 and time.monotonic() < until_s:
        time.sleep(0.005)
    running.signal("SIGKILL")
    assert running.wait() == -9
    return path


def prop_killed_twenty_times_and_resumed_gives_the_same_bytes(warm, whole, bytes_of, tmp_path: Path) -> None:
    # F1
    path, luck, kills, ends = tmp_path / "run", random.Random(8), 0, 0
    while kills < KILLS:
        words = ("--resume", str(path)) if (path / "resolved.yaml").exists() else (*WORDS, "--out", str(path))
        running = warm.start("run", *words, "--quiet", change=AT_ONCE)
        code = running.wait(luck.uniform(0.02, 1.2))
        if code is None:
            running.signal("SIGKILL")
            code = running.wait()  # it may have come to its end just before
        if code == -9:
            kills += 1
        else:
            assert code == 0, running.err
            assert bytes_of(path) == bytes_of(whole)
            shutil.rmtree(path)
            ends += 1
    warm.run("run", *WORDS, "--out", str(path))
    assert bytes_of(path) == bytes_of(whole) and no_leftovers(path)
    assert manifest(path)["status"] == "complete"


def prop_the_same_command_takes_up_what_is_there(warm, whole, begun, bytes_of) -> None:
    running = warm.run("run", *[word for word in WORDS if word != "--quiet"], "--out", str(begun))
    assert "runs are finished already" in running.err
    assert bytes_of(begun) == bytes_of(whole) and no_leftovers(begun)


@pytest.mark.parametrize(("signal", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
@pytest.mark.parametrize("after_s", [0.02, 0.5])
def prop_a_signal_ends_it_in_seconds_and_it_goes_on(
    warm, whole, bytes_of, tmp_path: Path, signal: str, code: int, after_s: float
) -> None:
    # F3
    path = tmp_path / "run"
    running = warm.start("run", *WORDS, "--out", str(path), change=AT_ONCE)
    while not (path / "resolved.yaml").exists():
        time.sleep(0.005)
    assert running.wait(after_s) is None
    begun_s = time.monotonic()
    running.signal(signal)
    running.wait(0.1)
    running.signal(signal)  # once more does no harm
    assert running.wait() == code, running.err
    assert time.monotonic() - begun_s < LEAVES_S
    assert f"midcourse run --resume {path}" in running.err and "Traceback" not in running.err
    assert manifest(path)["status"] == "interrupted"
    warm.run("run", "--resume", str(path), "--quiet")
    # what a process that had to be ended was just writing is gone with the next start
    assert bytes_of(path) == bytes_of(whole) and no_leftovers(path)


def test_a_chunk_without_end_is_left(warm, tmp_path: Path) -> None:
    path = tmp_path / "run"
    running = warm.start("run", *WORDS, "--out", str(path), change=(*AT_ONCE, "endless-chunk"))
    while not list(path.glob("parts/*.part")):
        time.sleep(0.01)
    begun_s = time.monotonic()
    running.signal("SIGINT")
    assert running.wait() == 130 and time.monotonic() - begun_s < LEAVES_S
    held = manifest(path)
    assert held["status"] == "interrupted" and (path / "results.parquet").exists()
    assert "Interrupted: " in running.out


def test_work_that_hears_no_signal_is_ended_all_the_same(warm, whole, bytes_of, tmp_path: Path) -> None:
    path = tmp_path / "run"
    running = warm.start("run", *WORDS, "--out", str(path), change=("deaf-while-writing",))
    while not list(path.glob("parts/*.part")):
        time.sleep(0.01)
    time.sleep(0.3)
    begun_s = time.monotonic()
    running.signal("SIGINT")
    assert running.wait() == 130 and time.monotonic() - begun_s < LEAVES_S
    assert f"midcourse run --resume {path}" in running.err
    warm.run("run", "--resume", str(path), "--quiet")
    assert bytes_of(path) == bytes_of(whole)


def test_an_interrupted_folder_is_told_by_report_and_then_finished(warm, whole, begun, bytes_of) -> None:
    # F13: what is finished, and that it is not all
    warm.run("report", str(begun))
    held, told = manifest(begun), json.loads((begun / "summary.json").read_text())
    assert held["status"] == "interrupted" and 0 < told["runs"] == held["runs_done"] < 300
    assert "The work was interrupted" in (begun / "report.html").read_text()
    warm.run("run", "--resume", str(begun), "--quiet")
    assert bytes_of(begun) == bytes_of(whole)


@pytest.mark.parametrize(("limit", "change"), [(3_000, ()), (22_000, ()), (150_000, AT_ONCE)])
def test_a_full_disk_is_one_line_and_room_lets_it_go_on(
    warm, whole, bytes_of, tmp_path: Path, limit: int, change: tuple[str, ...]
) -> None:
    # F5, the most bytes of a file: at the start, in the parts, in the report
    path = tmp_path / "run"
    running = warm.start("run", *WORDS, "--out", str(path), limit=limit, change=change)
    assert running.wait() == 2
    assert running.out == "" and running.err.count("\n") == 1
    assert "File too large" in running.err and str(path) in running.err
    if limit < 4_000:
        assert not path.exists()
    else:
        assert (path / "shots.parquet").exists() == (limit > 40_000)
        assert manifest(path)["status"] == "running" and no_leftovers(path)
    warm.run("run", *WORDS, "--out", str(path))
    assert bytes_of(path) == bytes_of(whole)


def test_a_small_disk_is_one_line(warm, tmp_path: Path) -> None:
    # F5: on a disk of 150 kB where one may be mounted; else with files of 50 kB
    path = tmp_path / "run"
    running = warm.start("run", *WORDS, "--out", str(path), change=(f"small-disk:{tmp_path}",))
    assert running.wait() == 2
    assert running.out == "" and running.err.count("\n") == 1 and str(path) in running.err
    assert "No space left" in running.err or "File too large" in running.err


@pytest.fixture(scope="module")
def parts(warm, tmp_path_factory) -> Path:
    """A folder with parts, to be copied."""
    path: Path = tmp_path_factory.mktemp("parts") / "run"
    running = warm.start("run", *WORDS, "--out", str(path), change=(*AT_ONCE, "endless-chunk"))
    while not list(path.glob("parts/*.part")):
        time.sleep(0.01)
    running.signal("SIGKILL")
    assert running.wait() == -9
    return path


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_part_is_named_and_refused(parts: Path, tmp_path: Path, capsys, name: str) -> None:
    # F6
    path = shutil.copytree(parts, tmp_path / "run")
    victim = sorted(path.glob("parts/*.part"))[0]
    victim.write_bytes(DAMAGE[name](victim.read_bytes()))
    for words in (["run", "--resume", str(path)], ["run", *WORDS, "--out", str(path)], ["report", str(path)]):
        assert enter(words) == 2
        out, err = capsys.readouterr()
        assert out == "" and err.count("\n") == 1
        assert str(victim) in err and "damaged" in err and "delete it" in err


def prop_without_the_damaged_part_its_runs_are_fought_again(warm, whole, parts, bytes_of, tmp_path) -> None:
    path = shutil.copytree(parts, tmp_path / "run")
    sorted(path.glob("parts/*.part"))[0].unlink()
    warm.run("run", "--resume", str(path), "--quiet")
    assert bytes_of(path) == bytes_of(whole)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--runs", "301"], "--runs"),
        (["--seed", "2"], "--seed"),
        (["--worlds", "5"], "--worlds"),
        (["--doubt", "none"], "--worlds"),
        (["--set", "doctrine.salvo=3"], "got salvo: 3; allowed: salvo: 2"),
        (["europe-2007"], "scenario"),
        (["--variant", "no-such"], "no-such"),
        (["--out", "elsewhere"], "--out"),
    ],
)
def test_resume_refuses_what_differs_and_says_it(parts: Path, tmp_path: Path, capsys, words, said) -> None:
    # F9
    path = shutil.copytree(parts, tmp_path / "run")
    assert enter(["run", "--resume", str(path), *words]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and said in err


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"version": "0.0.1"}, f"0.0.1; allowed: {__version__}"),
        ({"libraries": {"numpy": "1.0"}}, "another numpy: 1.0 there"),
        ({"machine": "vax"}, "another machine: vax there"),
        ({"seed": 2}, "another run"),
        ({"hash": "0" * 64}, "not the one that was fought"),
    ],
)
def test_resume_refuses_a_folder_of_another_program_or_run(parts, tmp_path, capsys, change, said) -> None:
    path = shutil.copytree(parts, tmp_path / "run")
    (path / "manifest.json").write_text(json.dumps({**manifest(path), **change}))
    assert enter(["run", "--resume", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and said in err


def test_force_begins_anew_and_is_recorded(warm, whole, parts, bytes_of, tmp_path: Path) -> None:
    path = shutil.copytree(parts, tmp_path / "run")
    sorted(path.glob("parts/*.part"))[0].write_bytes(b"")
    warm.run("run", "--resume", str(path), "--force", "--quiet")
    assert bytes_of(path) == bytes_of(whole)
    assert manifest(path)["forced"] is True and manifest(whole)["forced"] is False


def test_a_complete_folder_is_shown(whole: Path, bytes_of, capsys) -> None:
    before = bytes_of(whole)
    assert enter(["run", "--resume", str(whole), "--runs", "300", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["folder"] == str(whole) and bytes_of(whole) == before


def test_no_run_folder_cannot_be_resumed(tmp_path: Path, capsys) -> None:
    for path in (tmp_path, tmp_path / "nowhere"):
        assert enter(["run", "--resume", str(path)]) == 2
        assert "no run folder" in capsys.readouterr().err


def test_of_two_runs_in_one_folder_the_second_refuses(warm, tmp_path: Path, capsys) -> None:
    # F7
    path = tmp_path / "run"
    first = warm.start("run", *WORDS, "--out", str(path), change=(*AT_ONCE, "endless-chunk"))
    while not list(path.glob("parts/*.part")):
        time.sleep(0.01)
    for words in (["run", *WORDS, "--out", str(path)], ["run", "--resume", str(path)], ["report", str(path)]):
        assert enter(words) == 2
        err = capsys.readouterr().err
        assert err.count("\n") == 1 and f"another run is at work in this folder (process {first.pid})" in err
    first.signal("SIGKILL")
    assert first.wait() == -9 and (path / ".lock").exists()
    warm.run("run", "--resume", str(path), "--quiet")
    assert no_leftovers(path)


@pytest.mark.parametrize("runs", ["0", "-1", "1.5", "1e3", str(10**18), "", "many"])
def test_bad_numbers_of_runs_are_refused(tmp_path: Path, capsys, runs: str) -> None:
    assert enter(["run", "nodong-japan", f"--runs={runs}", "--out", str(tmp_path / "q")]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and "--runs" in err and not (tmp_path / "q").exists()


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path, capsys) -> None:
    # F8
    (tmp_path / "file").write_text("mine")
    places = [tmp_path / "file", tmp_path / "file" / "below", Path("/dev/null/run"), Path("/proc/run")]
    for path in places:
        assert enter(["run", "nodong-japan", "--runs", "2", "--out", str(path)]) == 2
        out, err = capsys.readouterr()
        assert out == "" and err.count("\n") == 1 and str(path) in err
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_without_permission_is_one_line(warm, tmp_path: Path) -> None:
    # root may write anywhere: it becomes nobody
    path = tmp_path / "closed"
    path.mkdir()
    path.chmod(0o555)
    for above in tmp_path.parents:
        if above.name.startswith("pytest-"):
            above.chmod(above.stat().st_mode | 0o055)
    tmp_path.chmod(0o755)
    running = warm.start("run", *WORDS, "--out", str(path / "run"), change=("as-nobody",))
    assert running.wait() == 2 and running.err.count("\n") == 1, running.err
    assert "Permission denied" in running.err and str(path) in running.err


@pytest.mark.parametrize("name", ["with spaces", "Ümläute-日本", "x" * 220])
def test_odd_names_of_folders_work(warm, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    words = ("nodong-japan", "--runs", "3", "--doubt", "none")
    assert str(path) in warm.run("run", *words, "--out", str(path)).out
    assert "folder: " in warm.run("run", "--resume", str(path)).out
