"""The main job from the command line: the folder, the second call, damage, other folders."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from midcourse.api.claim import DRAWN, GIVEN, REPORT, RESULTS
from midcourse.cli.front import enter

RUNS = 40


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("runs") / "first"
    assert enter(["run", "nodong-japan", "--runs", str(RUNS), "--out", str(path), "--quiet"]) == 0
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_folder_holds_all_parts(folder: Path) -> None:
    held = set(contents(folder))
    assert held == {*GIVEN, *RESULTS, *DRAWN, REPORT, "manifest.json"}
    manifest = json.loads((folder / "manifest.json").read_text())
    told = json.loads((folder / "summary.json").read_text())
    # runs of worlds in which the missile falls short are not fought
    assert manifest["status"] == "complete" and manifest["runs_done"] == told["runs"]
    assert told["runs"] == round(RUNS * (1.0 - told["cannot_reach"])) > 30
    assert set(manifest["checksums"]) == held - {"manifest.json"}


def test_tables_have_a_row_a_run_and_a_row_a_shot(folder: Path) -> None:
    results = pq.read_table(folder / "results.parquet")
    shots = pq.read_table(folder / "shots.parquet")
    told = json.loads((folder / "summary.json").read_text())
    numbers = results["run"].to_pylist()
    runs = told["runs"]
    assert results.num_rows == runs * told["objects"] and numbers == sorted(numbers)
    assert len(set(numbers)) == runs and max(numbers) < RUNS
    assert sum(results["shots"].to_pylist()) == shots.num_rows
    assert told["p_no_leaker"]["value"] == pytest.approx(1 - sum(results["leaked"].to_pylist()) / runs)
    assert told["p_no_leaker"]["nominal"]["n"] == 200 and told["worlds"] == 32
    low, value, high = (told["p_no_leaker"][key] for key in ("low", "value", "high"))
    assert low <= value <= high and told["p_no_leaker"]["n"] == runs


def test_events_tell_three_runs(folder: Path) -> None:
    told = [json.loads(line) for line in (folder / "events.jsonl").read_text().splitlines()]
    assert {event["recorded"] for event in told} == {"first", "median", "worst"}
    assert "interceptor launched" in {event["what"] for event in told}


def prop_resolved_values_make_the_same_run(folder: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    assert (
        enter(["run", str(folder / "resolved.yaml"), "--runs", str(RUNS), "--out", str(again), "--quiet"])
        == 0
    )
    one, two = contents(folder), contents(again)
    for name in (
        "results.parquet",
        "shots.parquet",
        "events.jsonl",
        "figures/map.png",
        "figures/altitude.svg",
    ):
        assert one[name] == two[name], name


def prop_same_bytes_with_one_job(folder: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    words = ["run", "nodong-japan", "--runs", str(RUNS), "--out", str(again), "--quiet", "--jobs", "1"]
    assert enter(words) == 0
    one, two = contents(folder), contents(again)
    del one["manifest.json"], two["manifest.json"]
    assert one == two


def test_second_call_shows_what_is_there(folder: Path, capsys) -> None:
    before = contents(folder)
    code = enter(["run", "nodong-japan", "--runs", str(RUNS), "--out", str(folder), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert code == 0 and contents(folder) == before
    assert {"scenario", "seed", "runs", "version", "objects", "p_no_leaker", "expected_leakers"} <= set(told)
    assert {"shots_mean", "closed_form", "why_not", "timing", "folder"} <= set(told)


def test_another_run_is_not_written_over_it(folder: Path, capsys) -> None:
    before = contents(folder)
    assert enter(["run", "nodong-japan", "--runs", "41", "--out", str(folder)]) == 2
    assert "not empty" in capsys.readouterr().err and contents(folder) == before


def test_foreign_folder_is_left_alone(tmp_path: Path, capsys) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    assert enter(["run", "nodong-japan", "--runs", "2", "--out", str(tmp_path)]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    assert enter(["run", "nodong-japan", "--runs", "2", "--out", str(tmp_path / "letter.txt")]) == 2
    assert capsys.readouterr().err.count("\n") == 2


@pytest.mark.parametrize("damage", ["cut", "bit", "gone"])
def test_damage_is_named(damage: str, tmp_path: Path, capsys) -> None:
    folder = tmp_path / "run"
    assert enter(["run", "nodong-japan", "--runs", "3", "--out", str(folder), "--quiet"]) == 0
    victim = folder / "shots.parquet"
    raw = bytearray(victim.read_bytes())
    if damage == "cut":
        victim.write_bytes(raw[:-1])
    elif damage == "bit":
        raw[len(raw) // 3] ^= 1
        victim.write_bytes(raw)
    else:
        victim.unlink()
    capsys.readouterr()
    assert enter(["run", "nodong-japan", "--runs", "3", "--out", str(folder)]) == 2
    assert "shots.parquet" in capsys.readouterr().err


def test_unreachable_aim_writes_no_result(tmp_path: Path, capsys) -> None:
    folder = tmp_path / "far"
    words = ["run", "--set", "raid.0.to=fort-greely", "--runs", "2", "--out", str(folder)]
    assert enter([*words, "--doubt", "none"]) == 3
    assert "greatest range" in capsys.readouterr().err
    assert not folder.exists()


def test_where_no_world_can_reach_the_answer_says_so(tmp_path: Path, capsys) -> None:
    folder = tmp_path / "far"
    words = ["run", "--set", "raid.0.to=fort-greely", "--runs", "4", "--worlds", "2", "--out", str(folder)]
    assert enter([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["p_no_leaker"] is None and told["cannot_reach"] == 1.0
    assert enter(words) == 0
    assert "in none of 2 worlds" in capsys.readouterr().out


def test_doubt_is_none_or_nothing(tmp_path: Path, capsys) -> None:
    assert enter(["run", "--doubt", "some", "--out", str(tmp_path / "a")]) == 2
    assert enter(["run", "--worlds", "0", "--out", str(tmp_path / "b")]) == 2
    words = ["run", "nodong-japan", "--runs", "8", "--doubt", "none", "--json", "--out", str(tmp_path / "c")]
    assert enter(words) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["p_no_leaker"]["doubt"] is None and told["worlds"] == 0


def test_explain_tells_the_recorded_and_any_other_run(folder: Path, capsys) -> None:
    capsys.readouterr()
    assert enter(["explain", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "lift-off" in out and "impact" in out and "warhead" in out
    assert enter(["explain", str(folder), "--run", "7", "--object", "0", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    table = pq.read_table(folder / "results.parquet").to_pylist()
    (row,) = [row for row in table if row["run"] == 7 and row["object"] == 0]
    (fate,) = told["fates"]
    assert fate["link"] == row["link"] and fate["killed"] == bool(row["killed"]) and fate["why"]
    times = [event["time_s"] for event in told["events"]]
    assert times == sorted(times)
    for words in (["--run", "4000"], ["--object", "99"], ["--run", "x"]):
        assert enter(["explain", str(folder), *words]) == 2
    assert enter(["explain", str(folder.parent)]) == 2


def test_explain_of_an_object_tells_a_run_in_which_it_got_through(folder: Path, capsys) -> None:
    capsys.readouterr()
    table = pq.read_table(folder / "results.parquet").to_pylist()
    through = [row for row in table if row["object"] == 0 and row["leaked"]]
    links = [row["link"] for row in through]
    most = max(links.count(link) for link in links)
    assert enter(["explain", str(folder), "--object", "warhead", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    (fate,) = told["fates"]
    assert fate["leaked"] and links.count(fate["link"]) == most
    assert told["run"] == min(row["run"] for row in through if row["link"] == fate["link"])
    assert enter(["explain", str(folder), "--object", "warhead"]) == 0
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert first == told["answer"] and first.startswith("missile 1: warhead got through in run ")
    assert f"the link that broke is `{fate['link']}`" in first
    assert f"got through in {len(through)} runs, by `{fate['link']}` in {most}" in second
    # who asks for a run is told that one
    killed = next(row["run"] for row in table if row["object"] == 0 and row["killed"])
    assert enter(["explain", str(folder), "--object", "warhead", "--run", str(killed)]) == 0
    assert capsys.readouterr().out.startswith(f"missile 1: warhead was killed in run {killed}: ")


def test_see_lists_every_sensor_for_every_object(capsys) -> None:
    assert enter(["see", "europe-2007", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["sensor"] for one in told["objects"][0]["sensors"]] == [
        "dsp",
        "an-tpy-2",
        "european-midcourse-radar",
    ]
    assert enter(["see", "europe-2007"]) == 0
    assert "never" in capsys.readouterr().out


def test_a_forced_run_that_is_interrupted_leaves_a_folder_that_can_be_run_again(
    tmp_path: Path, capsys, monkeypatch
) -> None:
    folder = tmp_path / "run"
    words = ["run", "nodong-japan", "--runs", "3", "--out", str(folder), "--quiet"]
    assert enter(words) == 0
    before = contents(folder)

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("midcourse.api.run", stop)
    assert enter([*words, "--force"]) == 130
    assert "interrupted" in capsys.readouterr().err
    monkeypatch.undo()
    assert enter(words) == 0
    after = contents(folder)
    del before["manifest.json"], after["manifest.json"]
    assert after == before


def test_an_interrupted_run_says_so(tmp_path: Path, capsys, interrupted_after) -> None:
    interrupted_after(2)
    folder = tmp_path / "run"
    assert (
        enter(
            ["run", "nodong-japan", "--runs", "1000", "--out", str(folder), "--jobs", "1", "--doubt", "none"]
        )
        == 130
    )
    out, err = capsys.readouterr()
    assert "Interrupted: " in out and "of 1,000 runs" in out and "runs" in err and "interrupted" in err
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["status"] == "interrupted" and 0 < manifest["runs_done"] < 1000
    numbers = pq.read_table(folder / "results.parquet")["run"].to_pylist()
    assert len(set(numbers)) == manifest["runs_done"]


def test_an_empty_folder_of_the_user_stays(tmp_path: Path, capsys) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    assert (
        enter(
            ["run", "--set", "raid.0.to=fort-greely", "--runs", "2", "--doubt", "none", "--out", str(folder)]
        )
        == 3
    )
    assert folder.is_dir() and list(folder.iterdir()) == []


def test_a_folder_name_that_no_disk_takes_is_one_line(capsys) -> None:
    assert enter(["run", "--runs", "2", "--out", "x" * 300]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_manifest_without_checksums_is_damage(tmp_path: Path, capsys) -> None:
    folder = tmp_path / "run"
    words = ["run", "nodong-japan", "--runs", "3", "--out", str(folder), "--quiet"]
    assert enter(words) == 0
    manifest = json.loads((folder / "manifest.json").read_text())
    del manifest["checksums"]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    assert enter(words) == 2 and "damaged" in capsys.readouterr().err
    assert enter([*words, "--force"]) == 0


def test_full_disk_at_the_start_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    import subprocess
    import sys

    folder = tmp_path / "run"
    words = f"{sys.executable} -m midcourse run --runs 3 --quiet --out {folder}"
    tight = subprocess.run(
        ["bash", "-c", f"ulimit -f 4; {words}"], capture_output=True, text=True, check=False
    )
    assert tight.returncode == 2 and tight.stderr.count("\n") == 1 and str(folder) in tight.stderr
    assert enter(["run", "--runs", "3", "--quiet", "--out", str(folder)]) == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("batteries.0.count=0", "no interceptor that may be fired"),
        ("batteries=[]", "no battery"),
        ("sensors=[]", "no sensor"),
        ("batteries.0.site={lat: -38 deg, lon: -134 deg}", "Nothing is in reach"),
        ("doctrine.boost_commit=true", "burning missiles"),
    ],
)
def test_the_answer_says_what_is_missing(tmp_path: Path, capsys, change: str, said: str) -> None:
    words = ["run", "europe-2007", "--doubt", "none", "--runs", "6", "--out", str(tmp_path / "q"), "--quiet"]
    assert enter([*words, "--set", change]) == 0
    assert said in capsys.readouterr().out


def test_doubt_is_told_even_where_runs_are_too_few_for_a_band(tmp_path: Path, capsys) -> None:
    words = ["run", "europe-2007", "--runs", "8", "--worlds", "4", "--out", str(tmp_path / "q"), "--json"]
    assert enter(words) == 0
    doubt = json.loads(capsys.readouterr().out)["p_no_leaker"]["doubt"]
    assert doubt["low"] is None and doubt["worlds"] == 3 and doubt["cannot_reach"] == 0.25
