"""`midcourse scenario`: a file of one's own that is never written over another, and its neighbours."""

from __future__ import annotations

import errno
import json
import os
import shlex
from pathlib import Path

import pytest

from midcourse.cli.front import enter
from midcourse.scenario import builtin_names, load_scenario, scenario_hash, scenario_text


def call(capsys, *words: str) -> tuple[int, str, str]:
    code = enter(["scenario", *words])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


NEW = ("new", "mine.yaml", "--from")
BAD = {
    "no subcommand": ((), "missing command"),
    "new what": (("new",), "is missing"),
    "from what": (("new", "mine.yaml"), "--from: is missing"),
    "unknown id": ((*NEW, "nodong-japn"), "did you mean nodong-japan?"),
    "unknown variant": ((*NEW, "nodong-japan", "--variant", "four-eech"), "did you mean four-each?"),
    "missing source": ((*NEW, "no-such-file.yaml"), "no such scenario"),
    "folder as source": ((*NEW, "."), "a folder"),
    "empty name": ((*NEW, "nodong-japan", "--name", " "), "--name"),
    "name of two lines": ((*NEW, "nodong-japan", "--name", "a\nb"), "--name"),
    "name without end": ((*NEW, "nodong-japan", "--name", "a" * 201), "200"),
    "nothing as file": (("new", "", "--from", "nodong-japan"), "a folder, not a file"),
    "folder as file": (("new", ".", "--from", "nodong-japan"), "a folder, not a file"),
    "folder as file, by force": (("new", ".", "--from", "nodong-japan", "--force"), "a folder, not a file"),
    "folder that is not there": (("new", "no/mine.yaml", "--from", "nodong-japan"), "no such folder"),
    "file as folder": (("new", f"{os.devnull}/mine.yaml", "--from", "nodong-japan"), "no such folder"),
    "device as file": (("new", os.devnull, "--from", "nodong-japan", "--force"), "not a plain file"),
    "name of a built-in": (("new", "europe-2007", "--from", "europe-2007"), "europe-2007.yaml"),
    "name that no disk takes": (("new", "x" * 300, "--from", "nodong-japan"), "x" * 20),
    "file with a zero": (("new", "a\0b", "--from", "nodong-japan"), "null"),
    "unknown option": ((*NEW, "nodong-japan", "--vairant", "x"), "--variant"),
    "show what": (("show",), "scenario: is missing"),
    "show unknown": (("show", "europ-2007"), "did you mean europe-2007?"),
    "check unknown": (("check", "europ-2007"), "did you mean europe-2007?"),
    "check variant": (("check", "nodong-japan", "--variant", "x"), "four-each"),
    "check value": (("check", "nodong-japan", "--set", "doctrine.salvo=0"), "doctrine.salvo"),
    "list what": (("list", "more"), "unexpected"),
    "schema of what": (("schema", "more"), "unexpected"),
}


@pytest.mark.parametrize(("words", "said"), BAD.values(), ids=BAD.keys())
def prop_bad_input_is_one_line_and_nothing_is_written(words, said, capsys, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = call(capsys, *words)
    assert code == 2 and out == ""
    assert err.startswith("midcourse: ") and err.count("\n") == 1 and said in err
    if words:
        code, out, err = call(capsys, *words, "--json")
        assert code == 2 and err.count("\n") == 1
        assert set(json.loads(out)["error"]) >= {"kind", "file", "line", "key", "got", "allowed", "nearest"}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("source", "variant"), [("europe-2007", None), ("nodong-japan", "four-each")])
def test_new_writes_a_file_that_loads_and_is_the_same_but_for_its_name(
    source: str, variant: str | None, capsys, tmp_path: Path
) -> None:
    path = tmp_path / "my own.yaml"
    words = [] if variant is None else ["--variant", variant]
    code, out, err = call(capsys, "new", str(path), "--from", source, *words)
    assert code == 0 and err == ""
    first, *commands = out.splitlines()
    assert first == str(path)
    assert [shlex.split(line) for line in commands] == [
        ["midcourse", "scenario", "check", str(path)],
        ["midcourse", "run", str(path)],
    ]
    old, made = load_scenario(source, variant), load_scenario(path)
    assert made.name == f"{old.name}, my version"
    assert scenario_hash(made) == scenario_hash(old.set("name", made.name)) != scenario_hash(old)
    head = scenario_text(source).split("\nname:")[0]
    assert made.text.startswith(head) and head.startswith("# ")
    assert [entry.name for entry in tmp_path.iterdir()] == ["my own.yaml"]
    assert enter(shlex.split(commands[0])[1:]) == 0


def test_new_as_json_says_what_was_written_and_from_what(capsys, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    code, out, err = call(capsys, "new", str(path), "--from", "nodong-japan", "--name", "Mine: 1", "--json")
    told = json.loads(out)
    assert code == 0 and err == "" and (told["file"], told["from"]) == (str(path), "nodong-japan")
    assert load_scenario(path).name == "Mine: 1"
    # a file may be the source of the next
    assert call(capsys, "new", str(tmp_path / "next.yaml"), "--from", str(path))[0] == 0
    assert load_scenario(tmp_path / "next.yaml").name == "Mine: 1, my version"


def prop_a_file_that_is_there_stays(capsys, tmp_path: Path) -> None:
    mine, away = tmp_path / "mine.yaml", tmp_path / "away.yaml"
    mine.write_text("mine")
    away.symlink_to(tmp_path / "nowhere")
    for path in (mine, away):
        code, out, err = call(capsys, "new", str(path), "--from", "nodong-japan")
        assert code == 2 and out == "" and err.count("\n") == 1 and "--force" in err
    assert mine.read_text() == "mine" and away.is_symlink() and len(list(tmp_path.iterdir())) == 2
    # with --force it goes, but not for a source that cannot be used
    assert call(capsys, "new", str(mine), "--from", "nodong-japn", "--force")[0] == 2
    assert mine.read_text() == "mine"
    assert call(capsys, "new", str(mine), "--from", "nodong-japan", "--force")[0] == 0
    assert load_scenario(mine).batteries[0].count == 8


@pytest.mark.parametrize("step", ["fsync", "replace"])
def prop_a_full_disk_leaves_the_old_file_whole(step: str, capsys, tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("mine")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(*{"fsync": (os, "fsync"), "replace": (Path, "replace")}[step], full)
    code, out, err = call(capsys, "new", str(path), "--from", "nodong-japan", "--force")
    assert code == 2 and out == "" and err.count("\n") == 1 and "No space left" in err and str(path) in err
    assert path.read_text() == "mine" and [entry.name for entry in tmp_path.iterdir()] == ["mine.yaml"]


def test_a_folder_that_cannot_be_written_is_one_line(capsys, tmp_path: Path, monkeypatch) -> None:
    def closed(**_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", closed)
    code, out, err = call(capsys, "new", str(tmp_path / "mine.yaml"), "--from", "nodong-japan")
    assert code == 2 and out == "" and err.count("\n") == 1 and "Permission denied" in err


def test_list_and_show_and_schema_as_json(capsys) -> None:
    rows = json.loads(call(capsys, "list", "--json")[1])
    assert [row["id"] for row in rows] == builtin_names()
    assert all(row["name"] and row["summary"] and row["variants"] for row in rows)
    assert call(capsys, "list")[1].count("variants: ") == len(rows)
    text = scenario_text("nodong-japan")
    assert call(capsys, "show", "nodong-japan")[1] == text
    assert json.loads(call(capsys, "show", "nodong-japan", "--json")[1])["text"] == text
    told, same = (json.loads(call(capsys, "schema", *words)[1]) for words in ((), ("--json",)))
    assert told == same and "raid" in told["properties"]


def test_check_looks_at_each_variant_and_warns_on_the_side(capsys, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(scenario_text("nodong-japan").replace("from: musudan-ri", "from: 20, -160"))
    code, out, err = call(capsys, "check", str(path), "--json")
    told = json.loads(out)
    assert code == 0 and told["sound"] and len(told["hash"]) == 64 and "four-each" in told["variants"]
    assert err.startswith("warning: raid.0.from: ") and told["warnings"] == [err[9:].rstrip()]
    assert call(capsys, "check", str(path), "--quiet")[2] == ""
    path.write_text(scenario_text("nodong-japan").replace("{doctrine.salvo: 4}", "{doctrine.salvo: 40}"))
    code, out, err = call(capsys, "check", str(path))
    line = 1 + next(i for i, row in enumerate(path.read_text().splitlines()) if "salvo: 40" in row)
    assert code == 2 and out == "" and err.count("\n") == 1 and f"mine.yaml:{line}: " in err
    assert call(capsys, "check", str(path), "--variant", "long-thought")[0] == 0
