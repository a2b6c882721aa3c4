"""`midcourse forces` and `midcourse drawdown`: the answer first, both methods, one line for bad input, JSON alone."""

from __future__ import annotations

import csv
import json
import shlex
from pathlib import Path

import pytest

import midcourse as mc
from midcourse.cli.front import enter

RUSSIA_FIRST = ("drawdown", "--force", "usa-2009-early", "--attacker", "russia-2009-deployed")
BAD = {
    "a year without data": (("forces", "1995"), "YEAR: no data of that year; got 1995", "nearest: 1990"),
    "a year as near to two": (("forces", "2005"), "YEAR: no data of that year", "nearest: 2001 and 2009"),
    "a year after all": (("forces", "2030"), "YEAR: no data", "nearest: 2018"),
    "no year": (("forces", "soon"), "YEAR: not a whole number", "got soon"),
    "negative warheads": (("drawdown", "--sizes", "-100,500"), "--sizes: warheads cannot be negative", "got -100"),
    "sizes that are none": (("drawdown", "--sizes", "many"), "--sizes: not sizes of an arsenal", "A..B"),
    "sizes the wrong way": (("drawdown", "--sizes", "500..100"), "--sizes: not sizes of an arsenal", "500..100"),
    "too many sizes": (("drawdown", "--sizes", "1..100:401"), "--sizes: not sizes of an arsenal", "at most 400"),
    "negative interceptors": (("drawdown", "--interceptors", "-1"), "--interceptors: out of bounds", "got -1"),
    "half an interceptor": (("drawdown", "--interceptors", "2.5"), "--interceptors: not a whole number", "2.5"),
    "no shots": (("drawdown", "--shots", "0"), "--shots: out of bounds", "from 1 to 20"),
    "a share above one": (("drawdown", "--common-cause", "1.2"), "--common-cause: out of bounds", "from 0 to 1"),
    "rejected above one": (("drawdown", "--rejected", "2"), "--rejected: out of bounds", "from 0 to 1"),
    "negative decoys": (("drawdown", "--decoys", "-3"), "--decoys: out of bounds", "got -3"),
    "not a number": (("drawdown", "--decoys", "few"), "--decoys:", "few"),
    "a kill without an author": (("drawdown", "--kill", "0.56"), "--kill: a number without an author", "record:ID"),
    "a kill above one": (("drawdown", "--kill", "1.56@four-shots-2017"), "--kill: not a probability", "got 1.56"),
    "a kill of this project": (("drawdown", "--kill", "0.99@midcourse-race"), "an assumption of this project",
                               "got midcourse-race"),
    "a kill of this project, expand": (("expand", "--kill", "0.9@midcourse-starting-values"),
                                       "an assumption of this project", "midcourse-starting-values"),
    "a kill of nobody": (("drawdown", "--kill", "0.5@nobody"), "--kill: no such source", "catalog sources"),
    "a kill of words": (("drawdown", "--kill", "good"), "--kill: not a chance of a kill", "record:ID"),
    "no such record": (("drawdown", "--kill", "record:gmt"), "--kill: no such record", "did you mean gmd?"),
    "no such filter": (("drawdown", "--kill", "record:gmd,from=2004"), "--kill: not a filter", "from=2004"),
    "no such way": (("drawdown", "--kill", "record:gmd,count=hits"), "--kill: no such way to count", "launched"),
    "no attempt left": (("drawdown", "--kill", "record:gmd,since=2030"), "no attempt is left", "since 2030"),
    "no run folder": (("drawdown", "--kill", "folder:nowhere", "--scenario", "nodong-japan"),
                      "nowhere: --kill: no run folder", "folder:PATH"),
    "no such alert": (("drawdown", "--alert", "high"), "--alert: no such alert", "day-to-day or generated"),
    "no such forces": (("drawdown", "--force", "russia-2010"), "--force: no such entry of forces", "russia-2011"),
    "no such attacker": (("drawdown", "--attacker", "usa-209"), "--attacker: no such entry", "did you mean usa-2009?"),
    "one side twice": (("drawdown", "--attacker", "russia-2009-deployed"), "both forces are of one side", "each side"),
    "two measures": (("drawdown", "--force", "russia-2009"), "counted in two ways", "one measure"),
    "no such shield": (("drawdown", "--shield", "gmd-2018"), "no such shield", "did you mean gmd-2017?"),
    "a posture of nobody": (("drawdown", "--set", "russia-posture.see.survives=0.5"),
                            "no such number of a posture here", "did you mean russia-posture.sea.survives?"),
    "a posture of neither side": (("drawdown", "--set", "soviet-posture.sea.survives=0.5"),
                                  "no such number", "got sov"),
    "nothing set": (("drawdown", "--set", "russia-posture.sea.survives"), "--set: not understood", "NAME=VALUE"),
    "set twice": (("drawdown", "--set", "russia-posture.reliability=1", "--set", "russia-posture.reliability=0.9"),
                  "--set: given twice", "once"),
    "more than all survive": (("drawdown", "--set", "russia-posture.sea.survives=1.2"),
                              "--set russia-posture.sea.survives: out of bounds; got 1.2", "0 to 1"),
    "words survive": (("drawdown", "--set", "russia-posture.sea.survives=most"), "survives: not a", "got most"),
    "more out than ready": (("drawdown", "--set", "russia-posture.silo.generated=0.3"),
                            "more are on alert day to day", "got 0.95 and 0.3"),
    "more legs than a whole": (("drawdown", "--set", "russia-posture.sea.share=0.9"),
                               "above one together", "got 1.4"),
    "a share that rows give": (("drawdown", "--attacker", "usa-1990", "--force", "ussr-1990", "--set",
                                "soviet-posture.sea.share=0.2"), "that of the rows of ussr-1990", "got 0.2"),
    "the shield of the other side": ((*RUSSIA_FIRST, "--shield", "gmd-2017"), "got gmd-2017 (US)",
                                     "--shield: a shield of the side that replies", "none; RU has no shield"),
    "interceptors without shots": ((*RUSSIA_FIRST, "--interceptors", "68", "--kill", "0.5@four-shots-2017"),
                                   "--shots: nothing says how many"),
    "interceptors without a kill": ((*RUSSIA_FIRST, "--interceptors", "68", "--shots", "2"),
                                    "--kill: no test record speaks", "P@SOURCE"),
    "a scenario of no folder": (("drawdown", "--scenario", "nodong-japan"), "--scenario: says of which a run folder"),
    "over no number": (("drawdown", "--vary", "shield.decoys"), "--vary: not understood", "NAME=A..B"),
    "over what is none": (("drawdown", "--vary", "shield.decoy=0..9"), "no such input", "did you mean shield.decoys?"),
    "over too much": (("drawdown", "--vary", "shield.kill=0..1.5"), "--vary shield.kill: out of bounds; got 1.5"),
    "over what does not go together": (("drawdown", "--vary", "russia-posture.silo.share=0.1..0.9"),
                                       "--vary russia-posture.silo.share", "above one together"),
    "over a shield that is none": ((*RUSSIA_FIRST, "--vary", "shield.kill=0.1..0.9"), "--vary shield.kill: no shield"),
    "seed": (("drawdown", "--seed", "-1"), "--seed: out of bounds", "got -1"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def prop_bad_input_is_one_line_and_exit_two(case: str, capsys, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    words, *said = BAD[case]
    assert enter(list(words)) == 2
    shown = capsys.readouterr()
    assert shown.out == "" and len(shown.err.splitlines()) == 1
    assert all(part in shown.err for part in said)
    assert enter([*words, "--json"]) == 2
    assert set(json.loads(capsys.readouterr().out)) == {"error"}
    assert list(tmp_path.iterdir()) == []


def test_a_year_has_no_separator(capsys) -> None:
    assert enter(["forces", "1850"]) == 2
    said = capsys.readouterr().err
    assert "1900 to 2200" in said and "1,900" not in said


@pytest.mark.parametrize(
    ("year", "first"),
    [
        ("2018", "In 2018 the United States had 1,350 warheads, Russia 1,444, as New START counts."),
        (
            "2009",
            "In 2009 the United States had 2,200 and later 1,968 warheads, Russia 2,683, really deployed; START I "
            "counted 5,916 and 3,897.",
        ),
    ],
)
def test_the_first_line_of_forces_says_who_has_how_many(year: str, first: str, capsys) -> None:
    assert enter(["forces", year]) == 0
    assert capsys.readouterr().out.splitlines()[0] == first == mc.forces(int(year)).as_dict()["answer"]


def test_forces_of_a_year(capsys) -> None:
    assert enter(["forces", "2009", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    rows = {row["id"]: row for row in told["rows"]}
    assert set(rows) == {"usa-2009", "usa-2009-early", "usa-2009-end", "russia-2009", "russia-2009-deployed"}
    limits = {(one["treaty"], one["what"]): one for one in rows["usa-2009"]["treaties"]}
    assert limits["start-1", "warheads"] == {
        "treaty": "start-1", "what": "warheads", "limit_value": 6000.0, "due": "2001-12-05", "in_force": True,
        "framework": False, "counts_so": True, "counted": 5916.0, "below": 84.0, "because": "84 below the limit",
    }  # fmt: skip
    assert limits["start-1", "vehicles"]["below"] == 1600 - 1188
    assert limits["sort", "warheads"]["in_force"] and limits["sort", "warheads"]["below"] is None
    assert set(told["sources"]) == {row["source"] for row in told["rows"]}
    assert enter(["forces", "2009"]) == 0
    out = capsys.readouterr().out
    assert "84 below" in out and "2000 to 2500 strategic warheads of each side; never signed as a treaty" in out
    assert {one.day.year for one in mc.forces().found} == {1990, 2001, 2009, 2011, 2018}


def test_the_answer_comes_first_and_is_short(capsys) -> None:
    for words in (
        (),
        ("--alert", "generated"),
        ("--interceptors", "0"),
        RUSSIA_FIRST[1:],
    ):
        assert enter(["drawdown", "--quiet", *words]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert len(lines[0].split()) <= 30 and lines[0].startswith("Struck first")
        assert "Closed form" in "\n".join(lines) and "apart" in "\n".join(lines)
        assert lines[-1].startswith("again: midcourse drawdown")
        assert "New START of 2010" in "\n".join(lines)


def test_the_rerun_line_gives_the_same_bytes(capsys) -> None:
    asked = [
        "--kill",
        "0.56@four-shots-2017",
        "--decoys",
        "2",
        "--rejected",
        "0.5",
        "--sizes",
        "200,800",
        "--seed",
        "5",
    ]
    assert enter(["drawdown", *asked, "--json"]) == 0
    one = capsys.readouterr().out
    told = json.loads(one)
    assert enter([*told["rerun"].split()[1:], "--json"]) == 0
    assert capsys.readouterr().out == one
    kill = next(row for row in told["inputs"] if row["input"] == "shield.kill")
    assert (kill["value"], kill["source"], kill["grade"], kill["low"]) == (0.56, "user", "user", None)
    words = "typed by the user, who names four-shots-2017"
    assert kill["where"] == words and f"One shot kills with 0.56, {words}." in told["answer"]
    found = mc.drawdown(kill="0.56@four-shots-2017", sizes="500")
    assert f"({words})" in found.plot._credit() and "four-shots-2017:" not in found.plot._credit()


def test_the_answer_says_what_other_numbers_of_shots_leave(capsys) -> None:
    found = {n: mc.drawdown(interceptors=100.0, shots=float(n), sizes="500") for n in (1, 4)}
    few, many = (one.reply.value for one in found.values())
    assert few < many - 20.0  # four at each leave far more than one
    held = found[4].orders()
    assert held["evenly"] == pytest.approx(few) and held["by_shots"] == [{"shots": 4, "value": pytest.approx(many)}]
    best = f"Fired best, one at each object as far as they go, 100 interceptors leave {few:.0f}."
    assert best in " ".join(found[4].told())
    assert enter(["drawdown", "--sizes", "500", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    left = {one["shots"]: one["value"] for one in told["orders"]["by_shots"]}
    assert set(left) == {2, 3, 4, 5} and left[4] == pytest.approx(told["arriving"]["value"])
    assert "an order, and in no band: of those that its sources leave open 2 leave" in " ".join(told["told"])
    assert not any("Fired best" in line for line in mc.drawdown(interceptors=0.0, sizes="500").told())


def test_dates_that_differ_are_said_and_years_between_them_warned_of(capsys) -> None:
    usual = mc.drawdown(sizes="500")
    assert "of 2,683 warheads (2009)" in usual.answer() and "44 interceptors (2017)" in usual.answer()
    (dates,) = (line for line in usual.told() if line.startswith("Dates differ"))
    assert "2009-07-01 (russia-2009-deployed)" in dates and "2017 (gmd-2017)" in dates and "8 years" in dates
    assert enter(["drawdown", "--attacker", "usa-1990", "--force", "ussr-1990", "--sizes", "500", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["dates"] == {"attacker": "1990-09-01", "force": "1990-09-01", "shield": 2017}
    assert "(1990)" in told["answer"] and "(2017)" in told["answer"] and len(told["answer"].split()) <= 30
    assert any("Beware: 27 years lie between them" in line for line in told["told"])
    late = mc.drawdown("usa-2018", "russia-2018", sizes="500")
    assert any(line.startswith("Dates differ") and "Beware" not in line for line in late.told())
    typed = mc.drawdown("usa-1990", "ussr-1990", interceptors=10.0, sizes="500")
    assert "(1990)" not in typed.answer() and not any("Dates differ" in line for line in typed.told())


def test_another_attacker_is_said_to_change_nothing_of_what_arrives() -> None:
    usual, other = (mc.drawdown(name, sizes="500") for name in ("usa-2009-early", "usa-2009-end"))
    assert usual.reply == other.reply and usual.index != other.index
    assert any("That usa-2009-end strike first changes nothing of what arrives" in line for line in other.told())
    assert not any("changes nothing of what arrives" in line for line in usual.told())


def test_a_shield_stands_on_the_side_that_the_reply_comes_to(capsys) -> None:
    usual = mc.drawdown(sizes="500")
    assert usual.shield == "gmd-2017" and "--shield gmd-2017" in usual.rerun
    assert enter([*RUSSIA_FIRST, "--sizes", "500", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["shield"] is None and "with no interceptors there" in told["answer"]
    assert told["arriving"]["value"] == told["arriving"]["flying"]
    assert any("Russia has no shield in the catalogue" in line for line in told["told"])
    assert "--shield" not in told["rerun"] and not any("no shield in" in line for line in usual.told())
    more = ("--interceptors", "68", "--shots", "2", "--kill", "0.5@four-shots-2017", "--sizes", "500", "--json")
    assert enter([*RUSSIA_FIRST, *more]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["arriving"]["value"] < told["arriving"]["flying"]
    assert not any("no shield in the catalogue" in line for line in told["told"])


def test_how_forces_stand_can_be_replaced_and_everything_says_so(capsys) -> None:
    typed = ["russia-posture.sea.survives=50 %", "united-states-posture.reliability=1"]
    words = ["drawdown", *(word for one in typed for word in ("--set", one)), "--sizes", "500,900"]
    assert enter([*words, "--json"]) == 0
    one = capsys.readouterr().out
    told, plain = json.loads(one), mc.drawdown(sizes="500,900")
    assert told["replaced"] == [
        {"input": "russia-posture.sea.survives", "value": 0.5, "instead_of": 0.9},
        {"input": "united-states-posture.reliability", "value": 1.0, "instead_of": 0.85},
    ]
    held = {row["input"]: row for row in told["inputs"]}["russia-posture.sea.survives"]
    assert (held["source"], held["grade"], held["low"]) == ("as asked", "user", None)
    # of 2,683 warheads 0.18 at sea, 0.15 of these out, 0.85 that work: four tenths fewer survive
    lost = 2683 * 0.85 * 0.18 * 0.15 * 0.4
    assert plain.reply.flying - told["arriving"]["flying"] == pytest.approx(lost)
    assert told["answer"].endswith("in doubt; 2 values replaced.") and len(told["answer"].split()) <= 30
    assert enter([*shlex.split(told["rerun"])[1:], "--json"]) == 0
    assert capsys.readouterr().out == one
    found = mc.drawdown(sizes="500,900", sets=typed)
    assert found.as_dict()["arriving"] == told["arriving"]
    figure = found.plot.arriving().figure
    drawn = [figure.get_suptitle(), *(text.get_text() for text in figure.texts)]
    assert any("2 values replaced" in text for text in drawn)
    assert "Replaced: russia-posture.sea.survives 0.5 (was 0.9)" in found.plot._credit()
    assert plain.as_dict()["replaced"] == [] and "replaced" not in plain.answer() + plain.plot._credit()


def test_shares_of_rows_are_told_as_those_of_rows() -> None:
    told = mc.drawdown("usa-1990", "ussr-1990", sizes="500").as_dict()
    held = {row["input"]: row for row in told["inputs"]}["soviet-posture.sea.share"]
    assert held["value"] == pytest.approx(2804 / 10271) and held["where"] == "rows of ussr-1990"


def test_every_input_has_an_author() -> None:
    told = mc.drawdown(sizes="500").as_dict()
    assert all(row["source"] and row["grade"] for row in told["inputs"])
    assert told["arriving"]["size"] == 2683 and told["arriving"]["alert"] == "day-to-day"
    assert {row["alert"] for row in told["rows"]} == {"day-to-day", "generated"}


def test_filters_of_a_record_are_those_of_tests() -> None:
    from midcourse.strategy.question.kill import kill_of

    known = mc.flight_record("gmd", since="2004", configuration="three-stage").chosen
    found = kill_of("record:gmd,since=2004,configuration=three-stage")
    assert known.posterior is not None
    assert (found.value, found.low, found.high) == (
        known.posterior.mean,
        known.posterior.low,
        known.posterior.high,
    )
    assert f"{known.hits} hits of {known.attempts}" in found.where


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("runs") / "done"
    assert enter(["run", "nodong-japan", "--runs", "8", "--worlds", "2", "--out", str(home), "--quiet"]) == 0
    return home


def test_the_kill_of_a_run_folder(finished: Path) -> None:
    row = json.loads((finished / "summary.json").read_text())["shot"][0]
    found = mc.drawdown(kill=f"folder:{finished}", scenario="nodong-japan", sizes="500").question.numbers[
        "kill"
    ]
    assert found.value == pytest.approx(row["p_hit"])
    assert found.low == pytest.approx(row["low"]) and found.high == pytest.approx(row["high"])


@pytest.mark.parametrize("words", [("race", "--years", "2"), ("cost",), ("expand", "--warheads", "1")])
def test_a_run_folder_speaks_in_every_command_of_the_argument(words: tuple[str, ...], finished: Path, capsys) -> None:
    row = json.loads((finished / "summary.json").read_text())["shot"][0]
    kill = ("--kill", f"folder:{finished}")
    capsys.readouterr()
    assert enter([*words, *kill, "--scenario", "nodong-japan", "--json"]) == 0
    one = capsys.readouterr().out
    told = json.loads(one)
    assert told["kill"]["value"] == pytest.approx(row["p_hit"])
    assert enter([*told["rerun"].split()[1:], "--json"]) == 0
    assert capsys.readouterr().out == one
    for more, why in ((), "has to be named"), (("--scenario", "europe-2007"), "a run of another scenario"):
        assert enter([*words, *kill, *more]) == 2
        said = capsys.readouterr()
        assert said.out == "" and len(said.err.splitlines()) == 1 and why in said.err
    assert enter([words[0], "--help"]) == 0
    assert "folder:PATH" in capsys.readouterr().out


def prop_a_folder_that_does_not_fit_is_one_line(finished: Path, capsys, tmp_path) -> None:
    import shutil

    kill = f"folder:{finished}"
    capsys.readouterr()
    assert enter(["drawdown", "--kill", kill, "--scenario", "europe-2007"]) == 2
    said = capsys.readouterr()
    assert "a run of another scenario; got nodong-japan; allowed: europe-2007" in said.err and said.out == ""
    spoiled = tmp_path / "spoiled"
    for name, change, words in (
        ("manifest.json", lambda text: text.replace('"complete"', '"interrupted"'), "not finished"),
        ("manifest.json", lambda _: "{", "cannot be read"),
        ("summary.json", lambda text: text + " ", "missing or damaged"),
    ):
        shutil.copytree(finished, spoiled)
        file = spoiled / name
        file.write_text(change(file.read_text()))
        assert enter(["drawdown", "--kill", f"folder:{spoiled}", "--scenario", "nodong-japan"]) == 2
        shown = capsys.readouterr()
        assert words in shown.err and len(shown.err.splitlines()) == 1
        shutil.rmtree(spoiled)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("runs") / "changed"
    words = ["run", "nodong-japan", "--set", "doctrine.common_cause=0.9", "--runs", "4", "--worlds", "2"]
    assert enter([*words, "--out", str(home), "--quiet"]) == 0
    return home


def prop_a_folder_with_other_values_does_not_pass_as_the_scenario(changed: Path, finished: Path, capsys) -> None:
    kill, named = f"folder:{changed}", "nodong-japan,doctrine.common_cause=0.9"
    capsys.readouterr()
    for words in (("drawdown",), ("expand", "--warheads", "1")):
        assert enter([*words, "--kill", kill, "--scenario", "nodong-japan"]) == 2
        said = capsys.readouterr()
        assert said.out == "" and len(said.err.splitlines()) == 1
        assert "got nodong-japan with doctrine.common_cause=0.9; allowed: nodong-japan, or --scenario " in said.err
        assert named in said.err
        assert enter([*words, "--kill", kill, "--scenario", named, "--json"]) == 0
        one = capsys.readouterr().out
        answer, rerun = (json.loads(one)[key] for key in ("answer", "rerun"))
        assert "shots of scenario nodong-japan with doctrine.common_cause=0.9; it is taken for every" in answer
        assert enter([*shlex.split(rerun)[1:], "--json"]) == 0
        assert capsys.readouterr().out == one
        assert enter([*words, "--kill", f"folder:{finished}", "--scenario", named]) == 2
        assert "with other values" in capsys.readouterr().err
    row = json.loads((changed / "summary.json").read_text())["shot"][0]
    answer = mc.drawdown(kill=kill, scenario=named, sizes="500").answer()
    assert f"One shot kills with {row['p_hit']:.2f}: first shots of {row['interceptor']}, " in answer


def test_pictures_and_tables_are_written(tmp_path, capsys) -> None:
    words = [
        "drawdown",
        "--sizes",
        "100..3000:12",
        "--plot",
        str(tmp_path / "pics"),
        "--csv",
        str(tmp_path / "t.csv"),
    ]
    assert enter([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {path.name for path in (tmp_path / "pics").iterdir()} == {
        f"{name}.{ending}" for name in ("drawdown", "stability") for ending in ("png", "svg")
    }
    rows = list(csv.DictReader((tmp_path / "t.csv").open()))
    assert len(rows) == len(told["rows"]) and float(rows[0]["value"]) == told["rows"][0]["value"]


def test_marks_of_treaties_do_not_lie_on_each_other() -> None:
    axes = mc.drawdown(sizes="100..6000:10").plot.arriving()
    axes.figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in axes.texts]
    assert len(boxes) == 8
    assert not any(a.overlaps(b) for at, a in enumerate(boxes) for b in boxes[at + 1 :])
