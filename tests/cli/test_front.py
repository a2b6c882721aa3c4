"""The front door: first steps, one line for every error, JSON alone, nothing written for bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from midcourse.cli.front import enter


def call(capsys, *words: str) -> tuple[int, str, str]:
    code = enter(list(words))
    shown = capsys.readouterr()
    return code, shown.out, shown.err


BAD = {
    "latitude 95": ("fly", "--state", "95,0,1e5,1000,1,1", "--vacuum"),
    "NaN": ("fly", "--state", "nan,0,1e5,1000,1,1", "--vacuum"),
    "infinite": ("fly", "--state", "0,0,1e5,inf,1,1", "--vacuum"),
    "three numbers": ("fly", "--state", "1,2,3", "--vacuum"),
    "a word for a number": ("fly", "--state", "1,2,3,four,5,6", "--vacuum"),
    "negative beta": ("fly", "--state", "0,0,1e5,1000,1,1", "--beta", "-5"),
    "zero beta": ("fly", "--state", "0,0,1e5,1000,1,1", "--beta", "0"),
    "beta of another unit": ("fly", "--state", "0,0,1e5,1000,1,1", "--beta", "5 kt"),
    "beta and vacuum": ("fly", "--state", "0,0,1e5,1000,1,1", "--beta", "5", "--vacuum"),
    "neither": ("fly", "--state", "0,0,1e5,1000,1,1"),
    "into the ground": ("fly", "--state", "0,0,0,100,-30,90", "--vacuum"),
    "at rest on the ground": ("fly", "--state", "0,0,0,0,30,90", "--vacuum"),
    "state and missile": ("fly", "nodong", "--state", "0,0,1e5,1000,1,1", "--vacuum"),
    "no missile": ("fly", "--from", "musudan-ri", "--to", "tokyo"),
    "unknown missile": ("fly", "nodnog", "--from", "musudan-ri", "--to", "tokyo"),
    "unknown site": ("fly", "nodong", "--from", "musudanri", "--to", "tokyo"),
    "no aim": ("fly", "nodong", "--from", "musudan-ri"),
    "aim and direction": ("fly", "nodong", "--from", "musudan-ri", "--to", "tokyo", "--azimuth", "90"),
    "range from nowhere": ("range", "nodong"),
    "range with a ton": ("range", "nodong", "--from", "sohae", "--payload", "1 ton"),
    "range without payload": ("range", "nodong", "--from", "sohae", "--payload", "-3"),
    "missing file": ("run", "no-such-file.yaml"),
    "unknown scenario": ("run", "nodong-japn"),
    "unknown command": ("flly",),
    "unknown subcommand": ("scenario", "lst"),
    "unknown option": ("fly", "nodong", "--form", "musudan-ri"),
    "no runs": ("run", "--runs", "0"),
    "negative runs": ("run", "--runs", "-1"),
    "half a run": ("run", "--runs", "1.5"),
    "many runs": ("run", "--runs", "many"),
    "too many runs": ("run", "--runs", "1000000000000000000"),
    "negative seed": ("run", "--seed", "-1"),
    "no jobs": ("run", "--jobs", "0"),
    "bare number": ("run", "--set", "doctrine.spacing=5"),
    "unknown path": ("run", "--set", "doctrine.spacin=5 s"),
    "no equals sign": ("run", "--set", "doctrine.spacing"),
    "negative mass": ("run", "--set", "raid.0.payload=-5 kg"),
    "ambiguous ton": ("run", "--set", "raid.0.payload=1 ton"),
    "unknown variant": ("run", "--variant", "four-eech"),
    "nothing behind an option": ("run", "--runs"),
}


@pytest.mark.parametrize("words", BAD.values(), ids=BAD.keys())
def prop_bad_input_is_one_line_and_exit_two(words: tuple[str, ...], capsys, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = call(capsys, *words)
    assert code == 2 and out == ""
    assert err.startswith("midcourse: ") and err.count("\n") == 1 and "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


DRAWN = ("fly hwasong-15", "range hwasong-15 --from london", "reach gbi-2003", "threat london", "chase russia-2007",
         "see europe-2007", "footprint europe-2007", "footprint europe-2007 --csv")  # fmt: skip


@pytest.mark.parametrize("words", DRAWN)
def prop_what_cannot_be_written_is_refused_before_the_work(words: str, capsys, tmp_path, monkeypatch) -> None:
    def worked(*_: object) -> None:
        raise AssertionError("the work began")

    monkeypatch.setattr("midcourse.cli.warm.warm", worked)
    (tmp_path / "file").write_text("kept")
    option = [] if words.endswith("--csv") else ["--plot"]
    code, out, err = call(capsys, *words.split(), *option, str(tmp_path / "file" / "below"))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "cannot write there" in err
    assert (tmp_path / "file").read_text() == "kept"


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("flly",), "fly"),
        (("fly", "nodnog", "--from", "tokyo", "--to", "osaka"), "nodong"),
        (("run", "nodong-japn"), "nodong-japan"),
    ],
)
def prop_a_typing_error_is_answered_with_the_right_word(words, near, capsys) -> None:
    _, _, err = call(capsys, *words)
    assert near in err


def prop_json_errors_are_json(capsys) -> None:
    code, out, err = call(capsys, "run", "--json", "--seed", "-1")
    told = json.loads(out)["error"]
    assert code == 2 and told["key"] == "--seed" and told["got"] == "-1" and err.count("\n") == 1
    assert set(told) >= {"kind", "file", "line", "key", "got", "allowed", "nearest"}


def prop_out_of_reach_is_exit_three(capsys) -> None:
    code, out, err = call(capsys, "fly", "nodong", "--from", "sohae", "--to", "35,-100")
    assert code == 3 and out == "" and "greatest range" in err and err.count("\n") == 1


def test_first_steps_and_version(capsys) -> None:
    code, out, _ = call(capsys)
    assert code == 0 and out.count("\n  midcourse ") == 3 and "not for operational use" in out
    assert call(capsys, "--version")[1].strip()[0].isdigit()


def test_fall_carries_what_the_interface_says(capsys) -> None:
    code, out, err = call(capsys, "fly", "--state", "10,20,100000,3000,30,45", "--beta", "5000", "--json")
    told = json.loads(out)
    assert code == 0 and err == ""
    assert set(told["impact"]) == {"lat_deg", "lon_deg", "time_s", "speed_m_s"}
    assert {"apogee_m", "range_m", "burnout", "stages", "solved"} <= set(told)
    assert told["apogee_m"] > 100e3 and 500e3 < told["range_m"] < 1500e3


def test_flight_carries_what_the_interface_says(capsys) -> None:
    _, out, _ = call(capsys, "fly", "nodong", "--from", "musudan-ri", "--to", "tokyo", "--json")
    told = json.loads(out)
    assert set(told["burnout"]) == {"time_s", "speed_m_s", "altitude_m", "flight_path_angle_deg"}
    assert told["impact"]["lat_deg"] == pytest.approx(35.69, abs=1e-3)
    # the solved steering is never written: no key speaks of it, whatever its unit
    assert not any(word in out for word in ("azimuth", "kick", "pitch", "attitude", "steer"))


def test_range_carries_what_the_interface_says(capsys) -> None:
    code, out, _ = call(capsys, "range", "nodong", "--from", "musudan-ri", "--json")
    told = json.loads(out)
    assert code == 0 and told["unbounded"] is False
    assert told["range_m"] == pytest.approx(1285e3, rel=0.01)
    assert len(told["azimuth_deg"]) == len(told["rotating_range_m"]) == 72
    east, west = (told["rotating_range_m"][told["azimuth_deg"].index(a)] for a in (90.0, 270.0))
    assert east > told["range_m"] > west


def test_a_range_without_end_is_no_number(capsys) -> None:
    _, out, _ = call(capsys, "range", "hwasong-17", "--from", "sohae", "--json")
    told = json.loads(out)
    assert told["unbounded"] is True and told["range_m"] is None


def prop_help_imports_nothing_heavy() -> None:
    code = "import sys; from midcourse.cli.front import enter; enter(['--help']); print(sorted(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    loaded = shown.splitlines()[-1]
    for heavy in ("'numpy'", "'numba'", "'scipy'", "'pint'", "'matplotlib'", "'pyarrow'"):
        assert heavy not in loaded


def prop_importing_midcourse_is_light() -> None:
    code = "import sys, midcourse; print('numpy' in sys.modules, 'pydantic' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "False False"


def test_a_scenario_file_of_ones_own(capsys, tmp_path: Path) -> None:
    code, out, _ = call(capsys, "scenario", "show", "nodong-japan")
    assert code == 0
    (tmp_path / "mine.yaml").write_text(out)
    assert call(capsys, "scenario", "check", str(tmp_path / "mine.yaml"))[0] == 0
    assert json.loads(call(capsys, "scenario", "schema")[1])["type"] == "object"


@pytest.mark.parametrize(
    ("state", "time_s"),
    [("0,0,1,0,0,0", 0.4515), ("0,0,4,0,0,0", 0.903)],
)
def verif_a_fall_from_the_ground_is_a_fall(state: str, time_s: float, capsys) -> None:
    code, out, _ = call(capsys, "fly", "--state", state, "--vacuum", "--json")
    assert code == 0
    assert json.loads(out)["impact"]["time_s"] == pytest.approx(time_s, abs=2e-3)
