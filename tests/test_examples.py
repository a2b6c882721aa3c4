"""The examples run, print what the library gives and nothing typed by hand, and stand on their page."""

from __future__ import annotations

import ast
import contextlib
import io
import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pytest

import make_site
import midcourse

ROOT = Path(__file__).parents[1]
SCRIPTS = sorted((ROOT / "examples").glob("*.py"))
PAGE = (ROOT / "docs/examples.md").read_text(encoding="utf-8")
PUBLIC = {"midcourse", "sys", "tempfile", "pathlib"}
each = pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)


class Ran:
    """One example that was run: what it printed, what it made, the files that it left."""

    def __init__(self, path: Path, folder: Path) -> None:
        printed = io.StringIO()
        with pytest.MonkeyPatch.context() as monkey, contextlib.redirect_stdout(printed):
            monkey.setattr(sys, "argv", [str(path), str(folder)])
            self.made: dict[str, Any] = runpy.run_path(str(path), run_name="__main__")
        plt.close("all")
        self.text = printed.getvalue()
        self.files = {one.name for one in folder.iterdir()}


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ran]:
    return {path.stem[0]: Ran(path, tmp_path_factory.mktemp(path.stem) / "new") for path in SCRIPTS}


def test_there_are_six_and_all_run(ran: dict[str, Ran]) -> None:
    assert list(ran) == list("123456")
    for one in ran.values():
        assert len(one.text.splitlines()) >= 5
        named = set(re.findall(r"[\w-]+\.(?:png|txt)", one.text))
        assert named == one.files and named


def test_a_reader_runs_one_without_a_word_behind_it(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, str(SCRIPTS[0])], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "km over the ground" in done.stdout and list(tmp_path.iterdir()) == []


def test_the_geometry_is_that_of_the_flight(ran: dict[str, Ran]) -> None:
    one = ran["1"]
    told, steep = one.made["flight"].as_dict(), one.made["lofted"].as_dict()
    assert f"{told['range_m'] / 1e3:.0f} km over the ground" in one.text
    assert f"highest point {told['apogee_m'] / 1e3:.0f} km" in one.text
    assert f"lofted: highest point {steep['apogee_m'] / 1e3:.0f} km" in one.text
    assert f"at best {max(one.made['ranges'].rotating_range_m) / 1e3:.0f} km" in one.text
    assert steep["apogee_m"] > told["apogee_m"] and "19%" in one.text


def test_who_sees_is_what_see_says(ran: dict[str, Ran]) -> None:
    one = ran["2"]
    for row in one.made["seen"][0]["sensors"]:
        if row["first_s"] is not None:
            assert re.search(rf"{row['sensor']} +from +{row['first_s']:.0f} s to +{row['last_s']:.0f} s", one.text)
    first, second = one.made["firm_s"]
    assert f"buys {second - first:.0f} s" in one.text and second - first > 60.0


def test_what_can_be_caught_is_what_chase_says(ran: dict[str, Ran]) -> None:
    one = ran["3"]
    least_m_s = one.made["chase"].as_dict()["launch_points"][0]["min_speed_m_s"]
    assert f"needs {least_m_s / 1e3:.2f} km/s" in one.text
    verdicts = re.findall(r": (can|cannot) be met", one.text)
    speeds = [reach.burnouts[45].speed_m_s for reach in one.made["claims"].values()]
    assert verdicts == ["can" if speed >= least_m_s else "cannot" for speed in speeds] == ["can", "cannot"]


def test_the_story_is_that_of_the_day(ran: dict[str, Ran]) -> None:
    one = ran["4"]
    told = [event for event in one.made["day"].story() if event["object"] == 0]
    for event in told:
        assert f"{event['time_s']:7.0f} s  {event['what']}" in one.text
    bad = one.made["bad"]
    assert bad.p_no_leaker.value == 0.0 and f"seed {bad.fought.seed}" in one.text
    assert f"{len(one.made['shots'])} shots:" in one.text


def test_doubt_and_luck_are_those_of_the_estimate(ran: dict[str, Ran]) -> None:
    one = ran["5"]
    found = one.made["many"].p_no_leaker
    assert f"in {found.value:.1%} of the runs" in one.text
    assert f"luck leaves open  {found.low:.1%} to {found.high:.1%}" in one.text
    assert f"doubt leaves open {found.doubt['low']:.1%} to {found.doubt['high']:.1%}" in one.text
    assert found.high - found.low < found.doubt["high"] - found.doubt["low"]
    two, three = one.made["leaked"][2], one.made["leaked"][3]
    assert f"mend {len(two - three)} of 400 runs and spoil {len(three - two)}" in one.text
    assert len(two - three) > len(three - two)
    assert 1.0 - len(three) / 400 == pytest.approx(one.made["runs"].p_no_leaker.value)


def test_the_memo_has_the_number_and_its_conditions(ran: dict[str, Ran]) -> None:
    one = ran["6"]
    many = one.made["many"]
    for part in (many.answer(), many.rerun, many.citation(), *many.leaves_out, *many.assumptions()):
        assert part in one.text, part
    grades = [number.grade for number in many.scenario.provenance.values()]
    assert f"{grades.count('assumed')} of {len(grades)} inputs are assumed" in one.text


@each
def prop_an_example_is_short_and_uses_the_public_side_only(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert 25 <= len(text.splitlines()) <= 60
    tree = ast.parse(text)
    assert path.name in (ast.get_docstring(tree) or "")
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names = [node.module] if isinstance(node, ast.ImportFrom) else [name.name for name in node.names]
            assert set(names) <= PUBLIC, names
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "mc":
            assert node.attr in midcourse.__all__, node.attr
    assert text.count("\n# ") >= 3


@each
def prop_no_answer_is_typed_by_hand(path: Path) -> None:
    # in what is printed, a number is one that was asked for, never one that came out
    asked = {"10", "500", "400", "50,000", "5", "75"}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    forms = {id(node.format_spec) for node in ast.walk(tree) if isinstance(node, ast.FormattedValue)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and id(node) not in forms:
            plain = "".join(part.value for part in node.values if isinstance(part, ast.Constant))
            assert set(re.findall(r"\d[\d,.]*\d|\d", plain)) <= asked, plain


def prop_the_page_shows_every_example_in_its_order() -> None:
    named = re.findall(r"^\[`(examples/\w+\.py)`\]\(\.\./\1\)$", PAGE, re.MULTILINE)
    assert named == [path.relative_to(ROOT).as_posix() for path in SCRIPTS]
    made = make_site.with_scripts(PAGE)
    assert made.startswith("---\nfile_format: mystnb")
    for path in SCRIPTS:
        assert f"```{{code-cell}} python\n{path.read_text(encoding='utf-8').strip()}\n```" in made
    for page in ("index.md", "start.md", "python.md"):
        assert "(examples.md)" in (ROOT / "docs" / page).read_text(encoding="utf-8"), page
