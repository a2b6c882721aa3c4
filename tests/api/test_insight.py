"""`midcourse insight` and `mc.insight`: what a design allows, why not the rest, rows, files and pictures."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from matplotlib.axes import Axes

import midcourse as mc
from midcourse.campaign.estimate import LEAST_A_WORLD, band
from midcourse.cells.cell import layout
from midcourse.cli.front import enter
from midcourse.errors import NoSolution, ScenarioError
from midcourse.insight.measure import LEAST_WORLDS
from midcourse.scenario import worlds

FILES = {
    "screen": 'design: morris\npoints: 4\nover: ["doctrine.decision_delay=0..120 s", "doctrine.latency=20..200 s"]\n',
    "doubt": "worlds: 48\nruns: 1200\nmetrics: [p_no_leaker, shots_mean]\n",
    "grid": 'over: ["doctrine.decision_delay=0 s,60 s", "doctrine.salvo=1,2"]\nworlds: 12\nruns: 48\n',
    "plain": 'over: ["doctrine.decision_delay=0 s,30 s,60 s"]\nruns: 20\n',
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a small campaign of each kind."""
    home = tmp_path_factory.mktemp("insight")
    for name, text in FILES.items():
        runs = "" if "runs" in text else "runs: 40\n"
        (home / f"{name}.yaml").write_text(f"scenario: nodong-japan\n{runs}{text}", encoding="utf-8")
        assert mc.campaign(home / f"{name}.yaml", home / "store").complete
    return home / "store"


def test_a_design_says_what_it_allows_and_why_not_the_rest(store: Path) -> None:
    screen, doubt = mc.insight("screen", store), mc.insight("doubt", store)
    assert screen.made == ("screening",) and doubt.made == ("ranks",)
    assert "no worlds of doubt" in screen.cannot["ranks"] and "rows of Saltelli" in screen.cannot["indices"]
    assert screen.cannot["emulator"].endswith("--emulator") and "trajectories" in doubt.cannot["screening"]
    assert {row["kind"] for row in screen.rows()} == {"mu_star", "mu", "sigma"}


def regress_cells_with_the_same_values_all_keep_their_runs(store: Path) -> None:
    cells = mc.insight("screen", store).campaign.cells
    assert len({one.values for one in cells}) < len(cells)
    assert all(one.runs + one.out_of_reach == 40 for one in cells)


def verif_worlds_of_the_store_are_those_of_the_ranks_and_of_the_band(store: Path) -> None:
    found = mc.insight("doubt", store, worth=True)
    counts = found.campaign.cells[0].counts
    assert found.ranks is not None and found.worth is not None
    assert found.ranks.worlds == len(counts) <= 48
    assert found.worth.worth.now == pytest.approx(band(counts["kept"], counts["runs"]))
    shots = mc.insight("doubt", store, "shots_mean")
    assert shots.ranks is not None and shots.ranks.rho != found.ranks.rho


def verif_a_cell_alone_and_all_together(store: Path) -> None:
    whole, one = mc.insight("grid", store), mc.insight("grid", store, cell=2)
    assert whole.ranks is not None and one.ranks is not None
    paths = {each.path for each in whole.ranks.inputs}
    # what a campaign sets is in doubt no more
    assert "doctrine.latency" in paths and "doctrine.decision_delay" not in paths
    assert whole.ranks.worlds == one.ranks.worlds and whole.ranks.rho != one.ranks.rho
    with pytest.raises(ScenarioError, match="--cell: no such cell of this scenario; got 4; allowed: 0 to 3"):
        mc.insight("grid", store, cell=4)


def test_rows_csv_json_and_frame_say_the_same(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, pictures = tmp_path / "t.csv", tmp_path / "p"
    words = ["insight", "doubt", "--store", str(store), "--worth", "--csv", str(table), "--plot", str(pictures)]
    assert enter([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    with table.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["input"] for row in rows] == [row["input"] for row in told["rows"]]
    assert float(rows[0]["value"]) == told["rows"][0]["value"]
    found = mc.insight("doubt", store, worth=True)
    assert told == json.loads(json.dumps(found.as_dict()))
    assert list(found.frame()["value"]) == [row["value"] for row in told["rows"]]
    assert {path.name for path in pictures.iterdir()} == {"insight-ranks.png", "insight-worth.png"}
    assert enter(words) == 0
    text = capsys.readouterr().out
    assert text.splitlines()[0] == told["answer"]
    assert told["answer"].startswith("To know ") and " would narrow the band of p_no_leaker, " in told["answer"]
    assert "may be chance" in text and "narrows the band by" in text and "not made" in text


def test_pictures_are_drawn_where_there_is_something_for_them(store: Path, tmp_path: Path) -> None:
    grid, screen = mc.insight("grid", store), mc.insight("screen", store, emulator=True)
    for axes in (grid.plot.map(), screen.plot.screening(), screen.plot.map("doctrine.latency")):
        assert isinstance(axes, Axes)
    assert np.isclose(screen.plot.map("doctrine.latency").get_xlim()[1], 200.0)
    assert isinstance(mc.insight("plain", store).plot.map(), Axes)
    assert {one.stem for one in grid.plot.save_all(tmp_path)} == {"insight-ranks", "insight-map"}
    with pytest.raises(NoSolution, match="nothing to draw: the design grid has no rows"):
        grid.plot.indices()
    with pytest.raises(ScenarioError, match="no such input"):
        screen.plot.map("doctrine.salvo")
    with pytest.raises(NoSolution, match="--emulator"):
        mc.insight("screen", store).plot.map()


def test_the_example_carries_enough_worlds_and_runs_for_a_worth() -> None:
    laid = layout(Path(__file__).parents[2] / "examples/campaigns/what-to-measure.yaml")
    asked, (one,) = laid.asked, laid.inputs
    drawn = worlds(one.scenario, asked.worlds, asked.seed)
    assert sum(not world.cannot_reach for world in drawn) >= LEAST_WORLDS
    assert asked.runs // asked.worlds >= LEAST_A_WORLD


def test_a_campaign_begins_with_its_least_and_its_greatest(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert enter(["runs", "show", "grid", "--store", str(store)]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert first == mc.kept_campaign("grid", store).as_dict()["answer"]
    assert first.startswith("p_no_leaker: from ") and first.count(" and shots in a ") == 2


def test_where_nothing_is_allowed_the_code_says_so(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert enter(["insight", "plain", "--store", str(store)]) == 3
    assert "not made" in capsys.readouterr().out
    assert enter(["insight", "plain", "--store", str(store), "--emulator"]) == 3
    assert "too few points with a value for an emulator: 3" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("nobody", "no campaign of this name; got nobody"),
        ("doubt --metric leak", "--metric: the campaign did not ask for it; got leak"),
        ("doubt --scenario nobody", "--scenario: no such scenario in the campaign"),
        ("doubt --cell x", "--cell"),
    ],
)
def test_what_cannot_be_used_is_one_line(
    words: str, said: str, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert enter(["insight", *words.split(), "--store", str(store)]) == 2
    told = capsys.readouterr().err
    assert said in told and told.count("\n") == 1
