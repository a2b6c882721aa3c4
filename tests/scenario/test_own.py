"""A scenario of one's own: the same values under another name, and a text in which nothing else has changed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from midcourse.errors import ScenarioError
from midcourse.scenario import builtin_names, load_scenario, load_text, own_text, scenario_hash, scenario_text

# all that makes a text hard to change: quotes, folds, blocks at the margin, comments everywhere, empty tables
KNOTTY = """\
# head
name: 'It''s a "plan"'  # called so
summary: >-
  Folded text,
  over two lines
raid:
- missile: nodong   # one stage
  from: musudan-ri
  to: tokyo
  # the arc
  arc: minimum-energy

# who looks
sensors:
    - sensor: an-tpy-2   # X band
      site: shariki
      search: fence
    - {sensor: sbx, site: adak}  # at sea
# who shoots
batteries: [{interceptor: sm-3-iia, site: sea-of-japan, count: 8}]  # a ship
doctrine: {}  # as usual
tracker: {confirm: 3,
  silence: 20 s}  # both
defended: [tokyo]
variants:
  from-within: {raid.0.missile.payload: 800 kg}
  new-rules:
    doctrine.salvo: 3  # not two
    doctrine.kind: "shoot-look-shoot"
  tracker: {tracker.window: 6, tracker.confirm: 2}
  other-order:
    sensors:
      - {sensor: sbx, site: adak}
      - sensor: an-tpy-2
        site: shariki
        search: fence
  coordinates: {batteries.0.site: {lat: 38.5 deg, lon: 134.0 deg}, batteries.0.count: 2}
  unarmed: {batteries: []}
  blind:
    sensors: []
    summary: one, two [three] {four} # no words
  table: {raid.0.missile: {like: nodong, payload: {value: 900 kg, source: x, where: "a, b: c", grade: assumed}}}
  renamed: {name: "true", as_of: 2020-01-01}
  raid:
    raid:
      - missile: nodong
        from: sohae
        to: tokyo
        arc: lofted
  # the end"""
LOST = {
    "from-within": set(),
    "other-order": set(),
    "blind": {"# X band"},
    "raid": {"# one stage", "# the arc"},
}


def comments(text: str) -> set[str]:
    return {found.strip() for found in re.findall(r"(?:^|\s)(#.*)$", text, re.MULTILINE)}


def same_but_for_the_name(text: str, source: str | Path, variant: str | None) -> None:
    wanted, made = load_scenario(source, variant), load_text(text, "mine.yaml")
    assert made.name != wanted.name
    assert scenario_hash(made) == scenario_hash(wanted.set("name", made.name))


@pytest.mark.parametrize("source", builtin_names())
def prop_each_variant_of_a_builtin_can_be_written_with_its_comments(source: str) -> None:
    old = scenario_text(source)
    for variant in (None, *load_scenario(source).variants):
        text = own_text(source, variant)
        same_but_for_the_name(text, source, variant)
        whole_lines = [line for line in old.splitlines() if line.strip().startswith("#")]
        assert [line for line in text.splitlines() if line.strip().startswith("#")] == whole_lines, variant


@pytest.mark.parametrize("source", builtin_names())
def prop_without_a_variant_only_the_name_changes(source: str) -> None:
    pairs = list(zip(scenario_text(source).splitlines(), own_text(source).splitlines(), strict=True))
    ((old, new),) = [(old, new) for old, new in pairs if old != new]
    assert new == f"{old}, my version" and old.startswith("name: ")


@pytest.mark.parametrize("variant", [None, *load_text(KNOTTY, "knotty").variants])
def prop_a_knotty_text_keeps_its_meaning_and_its_comments(variant: str | None, tmp_path: Path) -> None:
    path = tmp_path / "knotty.yaml"
    path.write_text(KNOTTY)
    text = own_text(path, variant, "Mine")
    same_but_for_the_name(text, path, variant)
    assert comments(KNOTTY) - comments(text) == LOST.get(variant or "", set())
    # what is written can be the source of the next
    assert own_text(path, variant, "Mine").encode() == text.encode()
    path.write_text(text)
    assert own_text(path, None, "Mine") == text


def prop_lines_of_another_system_and_json_are_read_too(tmp_path: Path) -> None:
    path = tmp_path / "other.yaml"
    path.write_bytes(KNOTTY.replace("\n", "\r\n").encode())
    for variant in load_scenario(path).variants:
        same_but_for_the_name(own_text(path, variant), path, variant)
    plain = {
        "name": "a, b",
        "raid": [{"missile": "nodong", "from": "sohae", "to": "tokyo"}],
        "defended": ["tokyo"],
        "variants": {"far": {"raid.0.to": "34.5, 135.5", "raid.0.decoys": 2}},
    }
    for indent in (None, 2):
        path.write_text(json.dumps(plain, indent=indent))
        for variant in (None, "far"):
            text = own_text(path, variant)
            same_but_for_the_name(text, path, variant)
            assert load_text(text, "x").name == "a, b, my version"


@pytest.mark.parametrize(
    "name", ["a: b", "true", "3", "- x", "a #b", "'q' \"r\"", "& on", "Süd, 東京 🚀", "x" * 200, "a\\nb", "~"]
)
def prop_any_printable_name_is_kept(name: str) -> None:
    assert load_text(own_text("nodong-japan", "four-each", name), "mine.yaml").name == name


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "two\nlines", "a\tb", "\udcff", "\0"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(ScenarioError, match="not a name") as caught:
        own_text("nodong-japan", None, name)
    assert caught.value.key == "--name" and caught.value.allowed


def test_a_long_name_still_fits_and_ones_own_is_not_marked_twice(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(own_text("nodong-japan", None, "x" * 199))
    path.write_text(own_text(path))
    name = load_scenario(path).name
    assert len(name) == 200 and name.endswith("x, my version")
    assert load_text(own_text(path), "x").name == name


def test_a_variant_that_no_longer_fits_becomes_a_comment(tmp_path: Path) -> None:
    path = tmp_path / "knotty.yaml"
    path.write_text(KNOTTY)
    text = own_text(path, "unarmed")
    assert "  # does not fit what is written above:\n  # coordinates: {batteries.0.site: {lat: " in text
    assert set(load_scenario(path).variants) - set(load_text(text, "x").variants) == {"coordinates"}
    # on one line with others it cannot be a comment: refused, in one line
    path.write_text(
        KNOTTY.split("variants:")[0] + "variants: {a: {sensors: []}, b: {sensors.1.site: adak}}\n"
    )
    with pytest.raises(ScenarioError, match="no such item") as caught:
        own_text(path, "a")
    assert "\n" not in str(caught.value)
