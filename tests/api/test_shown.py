"""Every answer shows itself: a short line, a card that is sound HTML and asks for nothing, rows with units, axes."""

from __future__ import annotations

import builtins
import importlib.util
import re
import shlex
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.axes import Axes

import make_nomenclature
import midcourse as mc
from midcourse.errors import MidcourseError, ScenarioError
from midcourse.shown.card import MOST_LETTERS, MOST_ROWS, Card, html_of

_spec = importlib.util.spec_from_file_location("shelf", Path(__file__).with_name("shelf.py"))
assert _spec is not None and _spec.loader is not None
shelf = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(shelf)

VOID = {"br", "img", "hr", "meta", "link"}
PLOTS = [(name, picture) for name, pictures in shelf.PICTURES.items() for picture in pictures]
TABLES = [(name, table) for name, tables in shelf.FRAMES.items() for table in tables]
ROOT = Path(__file__).parents[2]


class Sound(HTMLParser):
    """Holds that every tag is closed in its order, and gathers tags, attributes and words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.given: dict[str, str | None] = {}
        self.words = ""
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.given |= dict(attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("name", shelf.NAMES)
def prop_a_line_is_one_short_line(name: str) -> None:
    line = repr(shelf.one_of(name))
    assert line.startswith(f"<{name}: ") and line.endswith(">") and "\n" not in line
    assert 10 + len(name) < len(line) <= MOST_LETTERS + len(name) + 4
    assert "array(" not in line and "nan" not in line and str(shelf.one_of(name)) == line


@pytest.mark.parametrize("name", shelf.NAMES)
def prop_a_card_is_sound_and_asks_for_nothing(name: str) -> None:
    html = shelf.one_of(name)._repr_html_()
    page = Sound(html)
    assert page.tags[0] == "div" and page.tags.count("table") == 1 and "p" in page.tags
    assert not {"script", "img", "link", "iframe", "a"} & set(page.tags)
    assert set(page.given) <= {"class", "scope"} and "://" not in html and "url(" not in html
    assert len(html) < 8000 and "nan" not in page.words.lower().split() and "None" not in page.words


@pytest.mark.parametrize("name", shelf.NAMES)
def prop_a_card_has_no_colours_of_its_own(name: str) -> None:
    style = re.findall(r"<style>(.*?)</style>", shelf.one_of(name)._repr_html_(), re.DOTALL)[0]
    assert not re.search(r"#[0-9a-f]{3}|\b(white|black)\b(?!-)", style)
    for rule in re.findall(r"([^{}]+)\{", style):
        assert all(part.strip().startswith(".midcourse-card") for part in rule.split(","))


@pytest.mark.parametrize("name", sorted(set(shelf.NAMES) - {"Estimate", "Scenario"}))
def prop_a_card_ends_with_the_command_that_repeats_it(name: str) -> None:
    answer = shelf.one_of(name)
    words = shlex.split(answer.rerun)
    assert words[0] == "midcourse" and answer.rerun in Sound(answer._repr_html_()).words
    from midcourse.cli.app import command

    assert words[1] in command().commands  # type: ignore[attr-defined]


EVIL = "<script>alert(1)</script> & \"'"


def test_names_are_escaped() -> None:
    scenario = mc.load("nodong-japan").set("name", EVIL)
    for answer in (scenario, mc.run(scenario, seed=1), mc.run(scenario, runs=4, worlds=0)):
        page = Sound(answer._repr_html_())
        assert "script" not in page.tags and EVIL in page.words
    assert "script" not in Sound(html_of(Card(EVIL, EVIL, (EVIL,), ((EVIL,),), (EVIL,), EVIL))).tags


def test_many_rows_are_cut_and_it_is_said() -> None:
    page = Sound(html_of(Card("x", "", ("a",), tuple((k,) for k in range(MOST_ROWS + 5)), rest="frame()")))
    assert page.tags.count("tr") == MOST_ROWS + 1 and "5 more rows: frame()" in page.words
    raid = mc.load("europe-raid", variant="twenty")
    assert "20 " in raid._repr_html_() and Sound(raid._repr_html_()).tags.count("tr") <= MOST_ROWS + 1


def test_one_run_tells_its_objects_and_many_their_bands() -> None:
    scenario = mc.load("nodong-japan")
    one, many = mc.run(scenario, seed=1), shelf.one_of("Runs")
    words = Sound(one._repr_html_()).words
    row = one.frame("results").iloc[0]
    assert "missile 1: warhead" in words and row["link"] in words and "one run" in repr(one)
    told, found = Sound(many._repr_html_()).words, many.p_no_leaker
    assert f"{100 * found.nominal['value']:.1f} %" in told and "inputs as stated" in told


def test_interrupted_and_empty_runs_show_themselves(interrupted_after: Callable[[int], None]) -> None:
    scenario = mc.load("nodong-japan")
    interrupted_after(4)
    cut = mc.run(scenario, runs=40, worlds=2, jobs=1)  # a piece for each world
    assert 0 < cut.fought.done < 40 and "interrupted" in repr(cut)
    assert f"{cut.fought.done} of 40 runs" in Sound(cut._repr_html_()).words
    interrupted_after(0)
    none = mc.run(scenario, runs=40, worlds=0, jobs=1)
    assert none.fought.done == 0 and "interrupted, 0 of 40 runs" in repr(none)
    assert "interrupted" in Sound(none._repr_html_()).words and none.assumptions() == []
    for name in shelf.FRAMES["Runs"]:
        assert len(none.frame(name)) == 0 and "run" in none.frame(name).columns
    for ask in (none.story, none.plot.map, none.plot.timeline):
        with pytest.raises(ScenarioError, match="no run was finished"):
            ask()


def test_an_interrupted_leakage_shows_itself(interrupted_after: Callable[[int], None]) -> None:
    interrupted_after(0)
    found = mc.leakage(mc.load("nodong-japan"), "shots", "1,2", runs=4, worlds=0, jobs=1)
    assert found.points == [] and "interrupted" in repr(found)
    assert "interrupted" in Sound(found._repr_html_()).words and found.frame().empty
    with pytest.raises(ScenarioError, match="no finished point"):
        found.plot.against()


@pytest.mark.parametrize(("name", "table"), TABLES)
def prop_rows_are_a_data_frame_with_names_of_the_page(name: str, table: str) -> None:
    frame = shelf.one_of(name).frame(table)
    assert len(frame) > 0 or table in ("radars",)
    if name == "Leakage":
        return  # the columns are those of leakage.csv
    page = make_nomenclature.PAGE.read_text(encoding="utf-8")
    fields = {field for part in make_nomenclature.tables(page).values() for field in part}
    keys = set(re.findall(r"^\| `(\w+)` \|", page.split("\n## Keys of")[1].split("\n## ")[0], re.MULTILINE))
    for column in frame.columns:
        # the path of an input that was varied is data
        assert column in fields | keys or column.startswith("shots_") or "." in column, column
        unit = make_nomenclature.unit_of(column)
        if unit is not None:
            assert frame[column].dropna().map(np.isreal).all(), column


@pytest.mark.parametrize("name", shelf.FRAMES)
def prop_the_first_table_is_the_default_and_others_are_refused(name: str) -> None:
    answer: Any = shelf.one_of(name)
    first = shelf.FRAMES[name][0]
    assert list(answer.frame().columns) == list(answer.frame(first).columns)
    with pytest.raises(ScenarioError, match=first):
        answer.frame("nothing")
    for table in shelf.FRAMES[name]:
        assert f"`{table}`" in type(answer).frame.__doc__


def test_without_pandas_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *more: Any) -> Any:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MidcourseError, match=r"midcourse\[notebook\]") as told:
        shelf.one_of("Scenario").frame()
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(("name", "picture"), PLOTS)
def test_a_picture_is_axes_with_its_command_in_the_corner(name: str, picture: str) -> None:
    answer: Any = shelf.one_of(name)
    assert picture in dir(answer.plot) and "save_all" in dir(answer.plot)
    axes = getattr(answer.plot, picture)()
    assert isinstance(axes, Axes)
    corner = " ".join(" ".join(text.get_text() for text in axes.figure.texts).split())
    assert answer.rerun in corner and "from public sources" in corner
    plt.close("all")


@pytest.mark.parametrize("name", shelf.PICTURES)
def prop_every_picture_is_listed(name: str) -> None:
    answer: Any = shelf.one_of(name)
    methods = {one for one in dir(answer.plot) if not one.startswith("_") and callable(getattr(answer.plot, one))}
    told = type(answer).plot.__doc__
    assert set(shelf.PICTURES[name]) <= methods
    for picture in methods - {"save_all"}:
        assert picture in told, picture


def test_the_story_is_a_list_of_events() -> None:
    day = mc.run(mc.load("nodong-japan"), seed=1)
    told = day.story()
    assert isinstance(told, list) and told[0]["what"] == "lift-off" and told == day.story(0)
    frame = day.frame("story")
    assert list(frame["time_s"]) == [event["time_s"] for event in told] and "name" in frame.columns
    with pytest.raises(ScenarioError, match="run"):
        day.story(1)


def test_the_page_for_python_names_every_table_and_picture() -> None:
    page = (ROOT / "docs/python.md").read_text(encoding="utf-8")
    for name in shelf.NAMES:
        (row,) = re.findall(rf"^\| `{name}` \|.*$", page, re.MULTILINE)
        for word in (*shelf.FRAMES.get(name, ()), *shelf.PICTURES.get(name, ())):
            assert f"`{word}`" in row, (name, word)
    functions = set(re.findall(r"`mc\.(\w+)\(", page))
    assert functions == {name for name in mc.__all__ if name[0].islower()}
