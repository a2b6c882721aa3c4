"""`midcourse threat` and the pictures of `range`: one line for bad input, JSON alone, one picture each."""

from __future__ import annotations

import json

import pytest

from midcourse.cli.front import enter

BAD = {
    "owner": ("threat", "irn", "--to", "europe"),
    "no owner": ("threat", "", "--to", "europe"),
    "owner without missiles": ("threat", "iran,france", "--to", "europe"),
    "region": ("threat", "iran", "--to", "mordor"),
    "no region": ("threat", "iran"),
    "empty region": ("threat", "iran", "--to", "europe,"),
    "date": ("threat", "iran", "--to", "europe", "--as-of", "2001-13"),
    "a word for a date": ("threat", "iran", "--to", "europe", "--as-of", "yesterday"),
}


def call(capsys, *words: str) -> tuple[int, str, str]:
    code = enter(list(words))
    shown = capsys.readouterr()
    return code, shown.out, shown.err


@pytest.mark.parametrize("words", BAD.values(), ids=BAD.keys())
def prop_bad_input_is_one_line_and_exit_two(words: tuple[str, ...], capsys, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = call(capsys, *words)
    assert code == 2 and out == ""
    assert err.startswith("midcourse: ") and err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_typing_error_is_answered_with_the_right_word(capsys) -> None:
    assert "did you mean north-korea?" in call(capsys, "threat", "nort-korea", "--to", "europe")[2]


def test_json_carries_what_the_interface_says(capsys) -> None:
    code, out, err = call(capsys, "threat", "iraq", "--to", "europe", "--as-of", "2001-07", "--json")
    told = json.loads(out)
    assert code == 0 and err == "" and told["as_of"] == "2001-07"
    assert told["answer"] == "In July 2001, no missile of Iraq reached a capital of Europe."
    assert len(told["rows"]) == 2 * 46
    assert set(told["rows"][0]) >= {
        "owner", "missile", "notional", "available", "launch", "target", "distance_m", "range_m", "range_low_m",
        "range_high_m", "verdict",
    }  # fmt: skip
    assert {row["verdict"] for row in told["rows"]} == {"outside"}


def test_the_answer_comes_first_and_the_picture_last(capsys, tmp_path) -> None:
    code, out, _ = call(capsys, "threat", "iran", "--to", "europe", "--plot", str(tmp_path / "new"))
    lines = out.strip().splitlines()
    assert code == 0 and lines[0].startswith("Of 46 capitals of Europe, Iran reaches ")
    assert lines[-1] == f"picture  {tmp_path / 'new' / 'matrix.png'}"
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["matrix.png"]


def test_missiles_of_later_years_are_named_and_not_flown(capsys) -> None:
    _, out, _ = call(capsys, "threat", "iran", "--to", "europe", "--as-of", "2001")
    assert "sejjil (not yet, 2009" in out and "sejjil" not in out.split("not looked at")[0]


def test_range_draws_and_counts_cities(capsys, tmp_path) -> None:
    words = ("range", "nodong", "--from", "musudan-ri", "--plot", str(tmp_path))
    code, out, _ = call(capsys, *words)
    assert code == 0 and "Seoul" in out and "Los Angeles" not in out
    assert (tmp_path / "rings.png").read_bytes()[:4] == b"\x89PNG"
    told = json.loads(call(capsys, *words, "--json")[1])
    assert told["cities_inside"]["count"] > 500
    assert told["cities_inside"]["population"] > 1e8
    assert len(told["bearing_deg"]) == len(told["azimuth_deg"])


def test_a_folder_that_cannot_be_written_is_one_line(capsys, tmp_path) -> None:
    (tmp_path / "file").write_text("")
    code, out, err = call(capsys, "range", "nodong", "--from", "musudan-ri", "--plot", str(tmp_path / "file"))
    assert code == 2 and out == "" and err.startswith("midcourse: --plot: ") and err.count("\n") == 1
