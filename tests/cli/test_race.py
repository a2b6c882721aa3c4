"""`midcourse race` and `midcourse cost`: one line for bad input, JSON alone, the headline short, files where asked."""

from __future__ import annotations

import json
from typing import Any

import pytest

from midcourse.cli.front import enter

BAD = {
    "years": (("race", "--years", "99"), "--years: out of bounds"),
    "no years": (("race", "--years", "0"), "--years: out of bounds"),
    "coefficient": (("race", "--set", "shotz=2"), "did you mean shots?"),
    "of the other model": (("race", "--set", "fatigue-shield=0.1"), "no such coefficient here"),
    "share": (("race", "--set", "reliable=1.2"), "--set reliable: out of bounds"),
    "negative": (("race", "--set", "warhead-price=-3 M$"), "--set warhead-price: out of bounds"),
    "no unit": (("race", "--set", "warhead-price=3"), "e.g. 70 M$ (units: $, k$, M$, bn$)"),
    "nought without a unit": (("race", "--set", "shield-budget=0"), "a unit is missing; got 0; allowed: a number"),
    "half a shot": (("race", "--set", "shots=2.5"), "--set shots: not a whole number; got 2.5"),
    "half a shot of cost": (("cost", "--set", "shots=2.5"), "--set shots: not a whole number; got 2.5"),
    "half a year": (("race", "--set", "missile-delay=1.5"), "--set missile-delay: not a whole number"),
    "nothing set": (("race", "--set", "shots"), "not understood"),
    "twice": (("race", "--set", "shots=2", "--set", "shots=3"), "given twice"),
    "model": (("race", "--model", "richardsen"), "did you mean richardson?"),
    "shield": (("race", "--shield", "compleat"), "did you mean complete?"),
    "shield of the other": (("race", "--model", "richardson", "--shield", "limited"), "have none"),
    "worlds": (("race", "--worlds", "-1"), "--worlds: out of bounds"),
    "chance": (("cost", "--kill", "1.5@cbo-2000"), "not a probability"),
    "no source": (("cost", "--kill", "0.5"), "a number without an author"),
    "source": (("cost", "--kill", "0.5@podvig-209"), "did you mean podvig-2009?"),
    "record": (("cost", "--kill", "record:gmt"), "did you mean gmd?"),
    "warheads": (("cost", "--warheads", "-3"), "--warheads: out of bounds; got -3"),
    "a scenario of no folder": (("cost", "--scenario", "europe-2007"), "--scenario: says of which a run folder is"),
    "a scenario of no folder, race": (("race", "--scenario", "nowhere"), "--scenario: says of which a run folder is"),
    "over nothing": (("race", "--vary", "shots"), "--vary: not understood; got shots; allowed: NAME=A..B"),
    "over an unknown": (("cost", "--vary", "warhead-prize=1..2 M$"), "did you mean warhead-price?"),
    "over the wrong way": (("race", "--vary", "survivable=0.5..0.1"), "--vary survivable: the range is empty"),
    "over the other model": (("race", "--model", "richardson", "--vary", "shots=1..5"), "no such coefficient here"),
    "shots": (("cost", "--shots", "0"), "--shots: out of bounds"),
    "decoys": (("cost", "--decoys", "nan"), "--decoys"),
}


def call(capsys: Any, *words: str) -> tuple[int, str, str]:
    code = enter(list(words))
    shown = capsys.readouterr()
    return code, shown.out, shown.err


@pytest.mark.parametrize("name", BAD)
def prop_bad_input_is_one_line_and_exit_two(name: str, capsys, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    words, why = BAD[name]
    code, out, err = call(capsys, *words, "--plot", "pictures", "--csv", "rows.csv")
    assert code == 2 and out == ""
    assert err.startswith("midcourse: ") and err.count("\n") == 1 and why in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        ("race",),
        ("race", "--shield", "complete"),
        ("race", "--model", "richardson"),
        ("cost", "--decoys", "1"),
    ],
)
def test_json_alone_a_short_headline_and_the_author_of_everything(words: tuple[str, ...], capsys) -> None:
    code, out, err = call(capsys, *words, "--worlds", "40", "--json")
    told = json.loads(out)
    assert code == 0 and err == ""
    assert len(told["answer"].split()) <= 30
    assert told["rows"] and told["methods"]
    for row in told["rows"]:
        value = row["exchange"] if "exchange" in row else row["value"]
        assert row["low"] is not None and row["low"] <= row["high"] and value is not None
    for one in told["coefficients"]:
        assert one["source"] and one["grade"] and one["name"]
    for one in told["methods"]:
        # below a handful whole missiles and means part: there by less than one
        assert one["disagreement"] < 0.3 or abs(one["value"] - one["second"]) < 1.0
    assert told["rerun"].startswith(f"midcourse {words[0]} ")


def test_text_names_authors_methods_and_the_rerun(capsys) -> None:
    for words in (("race",), ("race", "--model", "richardson"), ("cost",)):
        code, out, _ = call(capsys, *words, "--worlds", "20")
        assert code == 0
        for said in ("disagreement", "midcourse-race", "assumed", f"again: midcourse {words[0]}"):
            assert said in out, (words, said)
    assert (
        "effective:" in out and "survivable: not computed" in out and "cheaper at the margin: not met" in out
    )


def test_the_rerun_line_gives_the_same_again(capsys) -> None:
    import shlex

    for words in (
        ("race", "--set", "system-price=100 M$", "--years", "5"),
        ("cost", "--shots", "2", "--decoys", "1.5"),
    ):
        told = json.loads(call(capsys, *words, "--worlds", "10", "--json")[1])
        again = shlex.split(told["rerun"])[1:]
        assert json.loads(call(capsys, *again, "--json")[1]) == told


def test_without_worlds_nothing_is_said_of_them(capsys) -> None:
    code, out, _ = call(capsys, "race", "--worlds", "0", "--years", "3", "--set", "shield-budget=0 M$")
    assert code == 0 and "No worlds were drawn" in out and "of worlds" not in out
    assert "–" not in out
    assert "Year 3: the limited shield has 30 interceptors standing, 0 ordered; Russia, forces generated, " in out
    assert "adds 0 warheads, 0 without a shield" in out


def test_pictures_and_table_are_written(capsys, tmp_path) -> None:
    asked = {
        ("race",): {"trajectories", "money"},
        ("race", "--model", "richardson", "--set", "fatigue-missiles=0", "--set", "reaction-shield=0"): {
            "outlays",
            "phase",
        },
        ("cost",): {"exchange"},
    }
    for at, (words, names) in enumerate(asked.items()):
        home, rows = tmp_path / str(at), tmp_path / f"{at}.csv"
        code, out, _ = call(capsys, *words, "--worlds", "10", "--plot", str(home), "--csv", str(rows))
        assert code == 0 and out.count("picture  ") == 2 * len(names)
        assert {path.stem for path in home.iterdir()} == names
        assert rows.read_text().count("\n") > 5
    # without worlds there is no band to draw
    assert call(capsys, "race", "--worlds", "0", "--plot", str(tmp_path / "none"))[0] == 0
