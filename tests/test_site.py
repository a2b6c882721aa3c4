"""The documentation site as it is put together, before Sphinx reads it; and the check of what Sphinx has made."""

from __future__ import annotations

import posixpath
import re
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from midcourse.catalog.check import LOADERS
from midcourse.catalog.reader import entries
from midcourse.catalog.show import entry_report
from midcourse.verification.row import Row
from midcourse.verification.run import verify

ROOT = Path(__file__).parents[1]
TOOLS = ("make_site", "site_tree", "site_catalogue", "site_checks", "check_site")
Pages = dict[str, str]


@pytest.fixture(scope="module")
def tools() -> SimpleNamespace:
    """Return the tools that make the site, as modules."""
    return SimpleNamespace(**{name: import_module(name) for name in TOOLS})


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return verify()


@pytest.fixture(scope="module")
def pages(tools: SimpleNamespace, rows: list[Row]) -> Pages:
    """Return every page of the site by its place."""
    made: Pages = tools.make_site.pages(rows)
    return made


def slugs(text: str) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def below(text: str) -> list[str]:
    """Return the pages in the tables of contents of a page."""
    blocks = re.findall(r"^```\{toctree\}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [f"{name}.md" for block in blocks for name in re.findall(r"<?/([^>\s]+)>?$", block, re.MULTILINE)]


def prop_every_link_leads_to_a_page_a_place_or_a_picture(pages: Pages, tools: SimpleNamespace) -> None:
    pictures = {tools.site_tree.place(path) for path in tools.site_tree.pictures()}
    for name, text in pages.items():
        for target in tools.site_tree.links(text):
            page, _, place = target.partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(name), page)) if page else name
            assert there in pages or there in pictures, f"{name}: {target}"
            assert not place or place in slugs(pages[there]), f"{name}: {target}"


def prop_no_page_is_an_orphan_and_none_stands_twice_in_the_navigation(pages: Pages) -> None:
    listed: list[str] = []
    waiting = ["index.md"]
    while waiting:
        listed += [name := waiting.pop()]
        waiting += below(pages[name])
    assert len(listed) == len(set(listed))
    shown = {name for name in pages if name.startswith("files/")}
    assert set(listed) == set(pages) - shown
    assert all("orphan: true" in pages[name] for name in shown)


def prop_every_page_of_the_repository_is_in_the_site(pages: Pages, tools: SimpleNamespace) -> None:
    files = sorted((ROOT / "docs").rglob("*.md"))
    assert len(files) > 50
    for path in files:
        assert path.relative_to(ROOT / "docs").as_posix() in pages
    assert {"readme.md", "contributing.md", "changelog.md", "benchmarks.md", "measuring.md"} <= set(pages)


@pytest.mark.parametrize("kind", LOADERS)
def prop_every_entry_stands_with_every_number_and_its_source(kind: str, pages: Pages) -> None:
    sources = slugs(pages["bibliography.md"])
    for entry in entries(kind):
        report = entry_report(entry)
        used = {number["source"] for number in report["values"].values()}
        used |= {test["source"] for test in (report["record"] or {}).get("tests", ())}
        assert used <= sources
        if kind == "sites":
            assert f"| `{entry}` | {report['name']} |" in pages["catalogue/places.md"]
            continue
        if kind == "drag":
            assert f"`{entry}`" in pages["catalogue/drag-tables.md"]
            continue
        if kind == "coefficients":
            assert f"| `{entry}` | {report['name']}" in pages["catalogue/coefficients.md"]
            continue
        text = pages[f"catalogue/{entry}.md"]
        assert f"({entry}.md)" in pages[f"catalogue/{kind}.md"]
        for path, number in report["values"].items():
            (line,) = re.findall(rf"^\| `{re.escape(path)}` \|.*$", text, re.MULTILINE)
            assert (
                f"| {number['grade']} | [{number['source']}](../bibliography.md#{number['source']}) |" in line
            )
            cells = [cell.strip() for cell in line.strip("| ").split(" | ")]
            assert cells[1] and (number["low"] is None) == (cells[2] == ""), line
        for test in (report["record"] or {}).get("tests", ()):
            assert f"(../bibliography.md#{test['source']})" in text


def test_defaults_are_written_for_people(tools: SimpleNamespace) -> None:
    plain = tools.site_catalogue.plain
    assert plain(0.17453292519943295, "rad") == "10 deg"
    assert plain(0.0, "rad/s") == "0 deg/s"
    assert plain(250.0, "kg/m^2") == "250 kg/m^2"
    assert plain(None, "m") == "" and plain(4.0, "") == "4"


def prop_a_model_page_shows_the_differences_of_the_cases_it_names(
    pages: Pages, rows: list[Row], tools: SimpleNamespace
) -> None:
    shown = 0
    for name in (name for name in pages if name.startswith("models/")):
        names = tools.site_checks.named((ROOT / "docs" / name).read_text(encoding="utf-8"), rows)
        table = pages[name].partition("### Check cases and their differences")[2]
        assert bool(names) == bool(table)
        for word in names:
            assert re.search(rf"^\| `{re.escape(word)}[-`]", table, re.MULTILINE), f"{name}: {word}"
            shown += 1
    assert shown > 35


def verif_no_comparison_is_nearer_to_its_tolerance_than_the_one_shown(
    rows: list[Row], tools: SimpleNamespace
) -> None:
    for name in ("nesc", "arcs", "lambert", "radar-law"):
        line = tools.site_checks.line(name, rows)
        mine = [row for row in rows if row.case.startswith(name) and row.passed is not None]
        worst = max(row.difference / row.tolerance for row in mine)
        cells = line.strip("| ").split(" | ")
        assert int(cells[1].split(",")[0]) == len(mine)
        assert float(cells[-1]) == pytest.approx(100.0 * worst, rel=0.06)


def test_every_family_of_the_table_of_cases_has_a_line(pages: Pages, rows: list[Row], tools: SimpleNamespace) -> None:
    text = pages["checks.md"]
    judged = [row for row in rows if row.passed is not None]
    assert f"{len(judged)} comparisons pass or fail, 0 of them fail." in text
    for _, names in tools.site_checks.families():
        for name in names:
            assert re.search(rf"^\| `{re.escape(name)}` \| [1-9]", text, re.MULTILINE), name


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(0.0, 2, "0"), (7185.4, 2, "7185"), (1.2e-9, 2, "1.2e-09"), (0.00015, 2, "0.00015"), (295.0, 7, "295")],
)
def test_numbers_are_read_without_an_exponent(
    value: float, digits: int, text: str, tools: SimpleNamespace
) -> None:
    assert tools.site_checks.number(value, digits) == text


def test_a_bracket_is_no_distance(tools: SimpleNamespace) -> None:
    row = Row("x-1", "range", 1289.0, 1150.0, 139.0, 150.0, "km", True, printed="1000 to 1300")
    assert tools.site_checks.is_bracket(row)
    assert "| 1289 | 1000 to 1300 | km |  | inside |  |" in tools.site_checks.line("x", [row])


def test_a_linked_file_is_shown_as_it_is(pages: Pages) -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8").strip()
    assert text in pages["files/LICENSE.md"]
    assert "](files/LICENSE.md)" in pages["readme.md"]


def test_links_are_led_and_fences_left_alone(tools: SimpleNamespace) -> None:
    text = "[a](../README.md#start) [b](models/radar.md) [c](#here)\n```\n[a](../README.md)\n```\n"
    led, shown = tools.site_tree.led(text, "docs/start.md")
    assert led == "[a](readme.md#start) [b](models/radar.md) [c](#here)\n```\n[a](../README.md)\n```\n"
    assert shown == set()
    led, shown = tools.site_tree.led("[x](../../tests/test_docs.py)", "docs/models/radar.md")
    assert led == "[x](../files/tests/test_docs.py.md)" and shown == {"tests/test_docs.py"}


def test_an_entry_named_in_prose_leads_to_its_page(tools: SimpleNamespace) -> None:
    text = "# `nodong`\n`nodong`, [`nodong`](x.md), `nodong@x`\n```\n`nodong`\n```"
    made = tools.site_tree.with_entries(text, "models/aim.md", ["nodong"])
    assert made.count("](../catalogue/nodong.md)") == 1
    assert tools.site_tree.with_entries(text, "catalogue/missiles.md", ["nodong"]) == text


def test_a_block_marked_sh_is_followed_by_a_cell_that_runs_it(pages: Pages, tools: SimpleNamespace) -> None:
    start = (ROOT / "docs/start.md").read_text(encoding="utf-8")
    commands = tools.make_site.commands(start)
    assert len(commands) >= 4
    for command in commands:
        assert f"```sh\n{command}```\n\n```{{code-cell}}" in pages["start.md"]
        assert f"r'''{command}'''" in pages["start.md"]
    assert tools.make_site.REPORT in pages["start.md"]
    sh = [name for name, text in pages.items() if "['bash', '-euc'" in text and not name.startswith("files/")]
    assert set(sh) == {"start.md", "tutorials/fly.md", "tutorials/compare.md"}


def test_the_index_must_name_what_the_site_adds_to(tools: SimpleNamespace) -> None:
    with pytest.raises(ValueError, match=r"catalog\.md"):
        tools.make_site.with_navigation("# Index\n\n## Part\n\n- [x](x.md): y\n")


def test_writing_leaves_what_is_the_same_and_removes_what_is_gone(
    tmp_path: Path, tools: SimpleNamespace
) -> None:
    tools.make_site.write({"a.md": "one\n", "b/c.md": "two\n"}, tmp_path)
    before = (tmp_path / "a.md").stat().st_mtime_ns
    tools.make_site.write({"a.md": "one\n", "d.md": "three\n"}, tmp_path)
    assert (tmp_path / "a.md").stat().st_mtime_ns == before
    assert {path.name for path in tmp_path.rglob("*.md")} == {"a.md", "d.md"}
    assert (tmp_path / "pictures/iran-europe.png").is_file()


BAD = {
    '<a href="gone.html">x</a>': "gone.html: no such file",
    '<a href="other.html#nowhere">x</a>': "other.html#nowhere: no such place",
    '<img src="gone.png">': "gone.png: no such file",
    '<script src="https://example.org/x.js"></script>': "fetches https://example.org/x.js",
    '<link rel="stylesheet" href="//example.org/x.css">': "fetches //example.org/x.css",
}
GOOD = ('<a href="https://example.org/">x</a>', '<a href="other.html#here">x</a>', '<a href="#top">x</a>')


def checked(check: ModuleType, home: Path, body: str, style: str = "") -> list[str]:
    (home / "index.html").write_text(f'<h1 id="top">x</h1>{body}', encoding="utf-8")
    (home / "other.html").write_text('<p id="here">x</p>', encoding="utf-8")
    (home / "x.css").write_text(style, encoding="utf-8")
    found: list[str] = check.problems(home)
    return found


@pytest.mark.parametrize("body", BAD)
def test_what_is_wrong_with_a_built_page_is_said(body: str, tmp_path: Path, tools: SimpleNamespace) -> None:
    assert checked(tools.check_site, tmp_path, body) == [f"index.html: {BAD[body]}"]


@pytest.mark.parametrize("body", GOOD)
def test_a_sound_page_passes(body: str, tmp_path: Path, tools: SimpleNamespace) -> None:
    assert checked(tools.check_site, tmp_path, body) == []


def test_a_style_sheet_may_fetch_nothing_and_an_empty_folder_is_no_site(
    tmp_path: Path, tools: SimpleNamespace
) -> None:
    style = "@font-face { src: url('https://example.org/f.woff'); }"
    assert checked(tools.check_site, tmp_path, "", style) == ["x.css: fetches https://example.org/f.woff"]
    (tmp_path / "none").mkdir()
    assert tools.check_site.problems(tmp_path / "none") == [f"{tmp_path / 'none'} holds no page"]


def test_the_build_is_strict_and_part_of_the_whole_check() -> None:
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").split("\ndocs:")[1].split("\n\n")[0]
    assert " -W " in recipe and " -n " in recipe and "check_site.py" in recipe
    told = (ROOT / ".ci/run").read_text(encoding="utf-8")
    beside = told.split("(\n  export")[1].split(") > ")[0]
    assert "\n  make docs\n" in beside and '\nwait "$other" || ' in told
