"""The report as a file: whole, offline, well formed, and the same for the same runs."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from midcourse.campaign.runs import Fought, fight_all
from midcourse.catalog import entries
from midcourse.report.page import page
from midcourse.report.told import Told
from midcourse.scenario import Scenario

VOID = {"meta", "img", "br", "link", "hr", "input"}
SECTIONS = (
    "answer",
    "map",
    "altitude",
    "timeline",
    "chain",
    "why-not",
    "hangs-on",
    "speed",
    "numbers",
    "sources",
    "words",
)
SECTIONS += ("rerun", "wrong", "outside")


class Reader(HTMLParser):
    """Notes tags that do not close, anchors, links inside the page, images and their words."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.images: list[dict[str, str | None]] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if "id" in held:
            self.ids.append(held["id"] or "")
        if tag == "a":
            self.links.append(held["href"] or "")
        if tag == "img":
            self.images.append(held)
        if tag in ("script", "link", "iframe", "object"):
            self.loads.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def test_tags_are_balanced_and_anchors_unique(html: str) -> None:
    found = read(html)
    assert found.wrong == []
    assert found.open == []
    assert len(set(found.ids)) == len(found.ids)


def test_all_sections_are_there_in_order(html: str) -> None:
    found = [one for one in read(html).ids if one in SECTIONS]
    assert tuple(found) == SECTIONS


def test_every_source_that_is_cited_is_in_the_list(html: str) -> None:
    listed = set(re.findall(r'id="source-([^"]+)"', html))
    said = set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", re.sub(r"<[^>]+>", " ", html)))
    assert said & set(entries("sources")) <= listed
    assert "midcourse-default" in listed


def test_places_stand_once(html: str) -> None:
    places = html.split("<caption>Places</caption>")[1].split("</table>")[0]
    names = re.findall(r'<th scope="row">([^<]+)</th>', places)
    assert len(set(names)) == len(names) > 2


def test_links_stay_on_the_page_and_arrive(html: str) -> None:
    found = read(html)
    assert found.links
    assert {one.removeprefix("#") for one in found.links} <= set(found.ids)


def test_nothing_is_loaded(html: str) -> None:
    found = read(html)
    assert found.loads == []
    assert all((one["src"] or "").startswith("data:") for one in found.images)
    assert "default-src 'none'" in html
    assert re.search(r"@import|url\(|(?:src|href)=\"(?!data:|#)", html) is None


def test_every_picture_has_words_and_a_table(html: str) -> None:
    found = read(html)
    assert len(found.images) == 4
    assert all(len(one["alt"] or "") > 20 for one in found.images)
    for after in html.split("</figure>")[1:]:
        assert "<table" in after.split("<figure>")[0]


def prop_the_same_runs_give_the_same_bytes(scenario: Scenario, html: str, tell) -> None:
    again = fight_all(scenario, 64, 1, jobs=1, count=8)
    assert page(tell(scenario, again)) == html


def test_text_of_others_is_escaped(scenario: Scenario, many: Fought, tell) -> None:
    name = "<script>alert('x')</script> & co"
    evil = scenario.model_copy(update={"name": name, "summary": "<img src=x onerror=y>"})
    html = page(tell(evil, many, {"sets": ["doctrine.salvo=<b>"]}))
    assert "<script" not in html
    assert "<img src=x" not in html
    assert "=<b>" not in html
    assert read(html).wrong == []


def test_the_five_questions_have_answers(html: str) -> None:
    box = html.split('class="questions"')[1].split("</section>")[0]
    assert box.count("<dt>") == box.count("<dd>") == 5
    assert all(len(re.sub("<[^>]+>", "", one)) > 20 for one in box.split("<dd>")[1:])


def test_rerun_line_carries_what_was_changed(scenario: Scenario, many: Fought, tell) -> None:
    how = {"variant": "paris", "sets": ["doctrine.decision_delay=120 s"]}
    html = page(tell(scenario, many, how))
    assert (
        "midcourse run nodong-japan --variant paris --set &#x27;doctrine.decision_delay=120 s&#x27;" in html
    )
    assert "--runs 64 --seed 1 --worlds 8" in html


def test_without_doubt_the_page_says_so(scenario: Scenario, tell) -> None:
    alone = fight_all(scenario, 16, 1, jobs=1)
    html = page(tell(scenario, alone))
    assert "No doubt was carried" in html
    assert "--doubt none" in html


def test_runs_that_nothing_reaches_make_a_page(scenario: Scenario, many: Fought) -> None:
    lost = tuple(replace(world, cannot_reach=True, why="nodong: too short") for world in many.worlds)
    told = {"runs": 0, "p_no_leaker": None, "factors": {}, "why_not": {}, "closed_form": None}
    html = page(Told(scenario, told, lost, many.seed, many.asked, True, None, {}, {}))
    assert "In none of the worlds that were drawn" in html
    assert read(html).wrong == []
