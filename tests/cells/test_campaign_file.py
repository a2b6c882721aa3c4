"""Files of campaigns: what is refused, in one line and before anything is written; what a plan and a design say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import midcourse as mc
from midcourse.cells.cell import layout
from midcourse.cli.front import enter
from midcourse.errors import ScenarioError


def test_an_input_varied_twice_is_refused(six: Path) -> None:
    for over in ("batteries.0.count=1,2", "batteries.0.count=1..8:2"):
        six.write_text(f"scenario: nodong-japan\nover:\n  - batteries.0.count=1,8\n  - {over}\n")
        with pytest.raises(ScenarioError, match=r"six.yaml:4: .*varied twice"):
            layout(six)


def test_two_scenarios_of_one_name_are_refused(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "s.yaml").write_text(mc.load("nodong-japan").text)
    file = tmp_path / "two.yaml"
    file.write_text("scenarios: [x/s.yaml, y/s.yaml]\n")
    with pytest.raises(ScenarioError, match="two scenarios of one name; got s"):
        layout(file)


BAD = {
    "a path that is not there": ("over: [batteries.0.counts=1]\n", "over.0: no such input (did you mean batteries"),
    "a grid without steps": ('over: ["batteries.0.count=1..8"]\n', "a grid wants steps"),
    "too many cells": (
        'over: ["batteries.0.count=1..200:200", "doctrine.decision_delay=1 s..200 s:200", "raid.0.count=1..3:3"]\n',
        "120,000 cells; allowed: at most 100,000",
    ),
    "points of a grid": ('over: ["batteries.0.count=1,2"]\npoints: 8\n', "points go with"),
    "no power of two": ('over: ["batteries.0.count=1..8"]\ndesign: sobol-sequence\npoints: 9\n', "not a power of two"),
    "an unknown design": ("design: latin\n", "design"),
    "an unknown key": ("seeds: 3\n", "did you mean seed"),
    "an unknown metric": ("metrics: [p_no_leak]\n", "did you mean p_no_leaker"),
    "no runs": ("runs: 0\n", "runs"),
    "a width alone": ("stop: {width: 0.1}\n", "width and most stand together"),
    "a row that is too short": (
        'over: ["batteries.0.count", "raid.0.count"]\ndesign: list\ncells: [[1]]\n',
        "a row of cells",
    ),
    "no list": ("over: batteries.0.count=1\n", "a list is due here"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_line_and_nothing_is_written(tmp_path: Path, capsys, name: str) -> None:
    text, said = BAD[name]
    file = tmp_path / "bad.yaml"
    file.write_text(f"scenario: nodong-japan\n{text}")
    for words in (["campaign", str(file), "--store", str(tmp_path / "s")], ["campaign", str(file), "--plan"]):
        assert enter(words) == 2
        out, err = capsys.readouterr()
        assert out == "" and err.count("\n") == 1 and said in err and "bad.yaml:" in err, err
    assert not (tmp_path / "s").exists()


def test_a_grid_of_a_million_million_cells_is_refused_with_the_number(tmp_path: Path, capsys) -> None:
    file = tmp_path / "huge.yaml"
    paths = ("batteries.0.count", "raid.0.count", "raid.0.decoys", "raid.0.debris")
    lines = [f'  - "{path}=1..100:100"\n' for path in paths]
    lines += ['  - "doctrine.decision_delay=1 s..100 s:100"\n', '  - "doctrine.spacing=1 s..100 s:100"\n']
    file.write_text("scenario: nodong-japan\nover:\n" + "".join(lines))
    assert enter(["campaign", str(file), "--store", str(tmp_path / "s")]) == 2
    err = capsys.readouterr().err
    assert "1,000,000,000,000 cells" in err and err.count("\n") == 1 and not (tmp_path / "s").exists()
    file.write_text("scenario: nodong-japan\nover: [\"doctrine.decision_delay=1 s..100 s:1000000000000\"]\n")
    assert enter(["campaign", str(file), "--store", str(tmp_path / "s")]) == 2
    assert "1,000,000,000,000 cells; allowed: at most 100,000" in capsys.readouterr().err


def test_a_plan_asks_nothing_of_the_disk(six: Path, tmp_path: Path, capsys, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    assert enter(["campaign", str(six), "--plan", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["cells"] == 6 and told["runs"] == 960 and told["expected_s"] > 0.0 and told["bytes"] > 0
    assert sorted(tmp_path.rglob("*")) == before


def prop_designs_cover_what_they_should(tmp_path: Path) -> None:
    head = 'scenario: nodong-japan\nover: ["batteries.0.count=1..16", "doctrine.decision_delay=10 s..90 s"]\n'
    sampled = {"latin-hypercube": (16, 16), "sobol-sequence": (32, 32), "sobol-indices": (4, 16), "morris": (5, 15)}
    for design, (points, cells) in sampled.items():
        file = tmp_path / f"{design}.yaml"
        file.write_text(f"{head}design: {design}\npoints: {points}\n")
        laid = layout(file)
        values = [laid.values(i) for i in range(len(laid))]
        assert len(laid) == cells
        assert all(1 <= a <= 16 and a == int(a) and 10.0 <= b <= 90.0 for a, b in values)
        assert values == [layout(file).values(i) for i in range(cells)]  # the same each time
        if design == "latin-hypercube":
            assert sorted(int((b - 10.0) / 5.0) for _, b in values) == list(range(16))
    file = tmp_path / "list.yaml"
    bare = head.replace("=1..16", "").replace("=10 s..90 s", "")
    file.write_text(f'{bare}design: list\ncells: [[8, "30 s"], [1, "1 min"]]\n')
    laid = layout(file)
    assert [laid.values(i) for i in range(2)] == [(8.0, 30.0), (1.0, 60.0)]
    assert laid.cell(1).scenario.doctrine.decision_delay_s == 60.0
