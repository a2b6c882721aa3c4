"""The strict YAML reader: what it reads, what it refuses, and where it says the fault is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from midcourse.catalog.tree import Origin, decode, parse_text, plain
from midcourse.errors import CatalogError, ScenarioError

ORIGIN = Origin("a.yaml", ScenarioError)


def _plain(text: str) -> object:
    return plain(parse_text(text, ORIGIN))


def test_scalars_follow_the_core_rules_of_yaml_1_2() -> None:
    text = "{a: no, b: 1e6, c: 12:30, d: '7', e: 7, f: true, g: ~, h: 1_000, i: 0x1F, j: -.5, k: 2007-10-12}"
    assert _plain(text) == {
        "a": "no",
        "b": 1e6,
        "c": "12:30",
        "d": "7",
        "e": 7,
        "f": True,
        "g": None,
        "h": "1_000",
        "i": "0x1F",
        "j": -0.5,
        "k": "2007-10-12",
    }


def test_windows_line_ends_and_byte_order_mark_are_read() -> None:
    text = decode(b"\xef\xbb\xbfa: 1\r\nb: [2, 3]\r\n", ORIGIN)
    assert _plain(text) == {"a": 1, "b": (2, 3)}


REFUSED = [
    ("a: &x 1\nb: 2", "anchor", 1),
    ("a: 1\nb: *x", "alias", 2),
    ("a: !!python/object:os.system x", "tag", 1),
    ("a: !!python/name:os.system", "tag", 1),
    ("a: 1\n!!str b: 2", "tag", 2),
    ("a: 1\n&k b: 2", "anchor", 2),
    ("a: 1\nb: 2\na: 3", "duplicate key, first on line 1", 3),
    ("a: {b: 1, 'b': 2}", "duplicate key", 1),
    ("a: 1\n---\nb: 2", "second document", 2),
    ("%YAML 1.1\n---\na: 1", "directive", 2),
    ("a: 1\n\tb: 2", "tab", 2),
    ("a: [1, 2", "not readable", 1),
    ("a: 1\n b: 2", "not readable", 2),
    ("a: 'x", "not readable", 1),
    ("a: .nan", "finite", 1),
    ("a: 1\nb: -.inf", "finite", 2),
    ("a: 1e400", "finite", 1),
    ("? [a, b]\n: 1", "key must be plain", 1),
    ('a: "\\ud800"', "no text", 1),
    ('a: "\\0"', "no text", 1),
    ("a: \x07", "not readable", 1),
]


@pytest.mark.parametrize(("text", "why", "line"), REFUSED)
def test_refused_with_file_and_line(text: str, why: str, line: int) -> None:
    with pytest.raises(ScenarioError, match=why) as caught:
        parse_text(text, ORIGIN)
    assert caught.value.file == "a.yaml"
    assert caught.value.line == line


@pytest.mark.parametrize("text", ["", "   \n", "# only a comment\n", "---\n", "~", "---\n...\n"])
def test_empty_document_is_refused(text: str) -> None:
    with pytest.raises(ScenarioError, match="empty"):
        parse_text(text, ORIGIN)


def test_bomb_of_aliases_is_refused_at_its_first_anchor() -> None:
    rows = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    rows += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 10)]
    start = time.process_time()
    with pytest.raises(ScenarioError, match="anchor"):
        parse_text("\n".join(rows), ORIGIN)
    assert time.process_time() - start < 3.0


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_deep_nesting_is_refused_quickly(opening: str) -> None:
    start = time.process_time()
    with pytest.raises(ScenarioError, match="nested too deeply"):
        parse_text(opening * 5000, ORIGIN)
    assert time.process_time() - start < 3.0


@pytest.mark.parametrize("text", ["a: !" + "x" * 900_000, "a: b\n" + ":" * 900_000, "%" * 900_000])
def test_endless_line_is_refused_quickly(text: str) -> None:
    start = time.process_time()
    with pytest.raises(ScenarioError, match="line is too long"):
        parse_text(text, ORIGIN)
    assert time.process_time() - start < 3.0


def test_too_many_values_are_refused() -> None:
    with pytest.raises(ScenarioError, match="too many values"):
        parse_text("[" + "1,\n" * 60_000 + "1]", ORIGIN)


def test_too_large_a_file_is_refused() -> None:
    with pytest.raises(ScenarioError, match="too large"):
        decode(b"#" * 1_000_001, ORIGIN)


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-32", "latin-1"])
def test_other_encodings_are_refused(codec: str) -> None:
    with pytest.raises(ScenarioError):
        parse_text(decode("name: Grüße\nb: é".encode(codec), ORIGIN), ORIGIN)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab: -{}[]&*!|>'\"%@`#,?\n\\0e.~<=\u2028\x85é", max_size=60))
def prop_any_text_is_a_tree_or_one_error(text: str) -> None:
    try:
        parse_text(text, ORIGIN)
    except ScenarioError as exc:
        assert "\n" not in str(exc)


def prop_both_scanners_read_the_catalogue_alike() -> None:
    from importlib.resources import files

    root = files("midcourse.catalog")
    texts = [
        file.read_text() for folder in ("missiles", "sensors", "sites") for file in (root / folder).iterdir()
    ]
    origin = Origin("catalog", CatalogError)
    for text in texts:
        assert parse_text(text, origin) == parse_text(text, origin, fast=True)


def test_the_fast_scanner_refuses_what_the_other_refuses() -> None:
    origin = Origin("catalog", CatalogError)
    for text in (
        "a: &x 1\nb: *x",
        "a: !!int 1",
        "a: 1\na: 2",
        "a: [1",
        "%YAML 1.1\n---\na: 1",
        "a: .inf",
        "a: '\\0'\nb: \"\\0\"",
    ):
        for fast in (False, True):
            with pytest.raises(CatalogError):
                parse_text(text, origin, fast=fast)
