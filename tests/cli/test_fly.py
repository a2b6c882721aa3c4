"""`midcourse fly`: arcs, apogee and reported tests on the command line."""

from __future__ import annotations

import json

import pytest

from midcourse.cli.front import enter


def call(capsys, *words: str) -> tuple[int, str, str]:
    code = enter(list(words))
    shown = capsys.readouterr()
    return code, shown.out, shown.err


AIMED = ("fly", "hwasong-14", "--from", "panghyon", "--to", "anchorage")
REPORT = ("fly", "hwasong-14", "--from", "panghyon", "--reproduce")


def prop_arcs_by_name(capsys) -> None:
    heights = []
    for arc in ("depressed", "minimum-energy", "lofted"):
        code, out, _ = call(capsys, *AIMED, "--arc", arc, "--json")
        shown = json.loads(out)
        assert code == 0 and shown["solved"]["arc"] == arc
        assert shown["impact"]["lat_deg"] == pytest.approx(61.218, abs=0.01)
        heights.append(shown["apogee_m"])
    assert heights == sorted(heights)


def prop_an_apogee_with_or_without_a_unit(capsys) -> None:
    tops = [
        json.loads(call(capsys, *AIMED, "--apogee", typed, "--json")[1])["apogee_m"]
        for typed in ("2e6", "2000 km")
    ]
    assert tops[0] == tops[1] == pytest.approx(2e6, abs=10.0)


def prop_a_report_is_solved_and_says_by_what(capsys) -> None:
    code, out, _ = call(capsys, *REPORT, "apogee=2802 km, range=933 km", "--json")
    shown = json.loads(out)
    assert code == 0 and shown["apogee_m"] == pytest.approx(2.802e6, abs=100.0)
    assert shown["range_m"] == pytest.approx(933e3, abs=100.0)
    solved = shown["solved"]
    assert solved["by"] == "cut-off" and solved["payload_kg"] == 530.0
    assert 165.0 < solved["thrust_ends_s"] < solved["full_burn_s"] == 275.0
    assert solved["greatest_range_m"] == pytest.approx(11.13e6, rel=0.02)
    code, out, _ = call(capsys, *REPORT, "apogee=2802 km, range=933 km, payload=829 kg")
    assert code == 0 and "829 kg" in out and "furthest 7," in out


@pytest.mark.parametrize(
    ("report", "first"),
    [
        ("apogee=2802 km, range=933 km", "Yes, the path, 2,802 km high and 933 km far, is possible for Hwa"),
        ("apogee=4500 km, range=998 km", "Yes, with another payload: the path, 4,500 km high and 998 km far, is"),
    ],
)
def test_the_first_line_says_whether_the_path_is_possible(report: str, first: str, capsys) -> None:
    said = call(capsys, *REPORT, report)[1].splitlines()[0]
    assert said.startswith(first) and len(said.split()) <= 30
    assert json.loads(call(capsys, *REPORT, report, "--json")[1])["answer"] == said


def test_a_path_that_is_not_possible_says_so_and_what_is(capsys) -> None:
    code, out, err = call(capsys, *REPORT, "apogee=6000 km, range=998 km")
    assert code == 3 and out == "" and err.count("\n") == 1
    assert err.startswith("midcourse: the path is not possible with this missile: ") and "nearest: 5030.6 km" in err


def test_the_first_line_of_a_flight_says_how_far_and_how_long(capsys) -> None:
    said = call(capsys, *AIMED, "--arc", "lofted")[1].splitlines()[0]
    assert said.startswith("Hwasong-14, Panghyon to Anchorage, lofted: flies 5,960 km over the ground in 45.6 min, 3,")


def prop_no_steering_is_shown(capsys) -> None:
    for words in (AIMED, (*REPORT, "apogee=2802 km, range=933 km")):
        for json_too in ((), ("--json",)):
            _, out, _ = call(capsys, *words, *json_too)
            assert not any(word in out for word in ("kick", "pitch", "azimuth", "attitude"))


def prop_the_answer_says_how_a_missile_without_cut_off_is_aimed(capsys) -> None:
    words = ("fly", "notional-irbm@no-cut-off", "--from", "tabriz", "--to", "warsaw")
    _, loft, _ = call(capsys, *words)
    _, least, _ = call(capsys, *words, "--arc", "minimum-energy")
    assert "cannot cut off: the range is met by loft" in loft
    assert "less lofted of the two arcs" in least


BAD = {
    "unknown arc": (*AIMED, "--arc", "flat"),
    "arc without aim": ("fly", "nodong", "--from", "musudan-ri", "--azimuth", "90", "--arc", "lofted"),
    "apogee without aim": ("fly", "nodong", "--from", "musudan-ri", "--azimuth", "90", "--apogee", "300 km"),
    "apogee in seconds": (*AIMED, "--apogee", "300 s"),
    "apogee below the ground": (*AIMED, "--apogee", "-5"),
    "report without apogee": (*REPORT, "range=933 km"),
    "report without range": (*REPORT, "apogee=2802 km"),
    "report twice": (*REPORT, "apogee=2802 km, apogee=2803 km"),
    "report of something else": (*REPORT, "apogee=2802 km, time=39 min"),
    "report with an arc": (*REPORT, "apogee=2802 km, range=933 km", "--arc", "lofted"),
    "report without unit of mass": (*REPORT, "apogee=2802 km, range=933 km, payload=1 ton"),
    "state and arc": ("fly", "--state", "0,0,1e5,1000,1,1", "--vacuum", "--arc", "lofted"),
    "negative payload": (*AIMED, "--payload", "-1"),
}


@pytest.mark.parametrize("words", BAD.values(), ids=list(BAD))
def test_bad_input_is_one_line_and_exit_2(capsys, words: tuple[str, ...]) -> None:
    code, out, err = call(capsys, *words)
    assert code == 2 and out == "" and len(err.strip().splitlines()) == 1


NO_SOLUTION = {
    "out of reach": ("fly", "nodong", "--from", "musudan-ri", "--to", "washington"),
    "too high": (*AIMED, "--apogee", "5000 km"),
    "too low": (*AIMED, "--apogee", "40 km"),
    "report out of reach": (*REPORT, "apogee=9000 km, range=933 km"),
}


@pytest.mark.parametrize("words", NO_SOLUTION.values(), ids=list(NO_SOLUTION))
def test_no_solution_is_exit_3_and_names_the_nearest(capsys, words: tuple[str, ...]) -> None:
    code, out, err = call(capsys, *words)
    assert code == 3 and out == "" and "nearest: " in err
    code, out, err = call(capsys, *words, "--json")
    assert code == 3 and json.loads(out)["error"]["nearest"]


def prop_a_launch_point_at_sea_is_flown_with_a_warning(capsys) -> None:
    words = ("fly", "nodong", "--from", "40,150", "--azimuth", "30")
    code, out, err = call(capsys, *words)
    assert code == 0 and "impact" in out and err.startswith("warning: ") and "km from land" in err
    assert call(capsys, *words, "--quiet")[2] == ""
    assert "warning" not in call(capsys, "fly", "nodong", "--from", "40.85,129.66", "--azimuth", "30")[2]


def prop_an_interceptor_that_nears_orbit_is_unbounded(capsys) -> None:
    code, out, _ = call(capsys, "range", "gbi-two-stage", "--from", "redzikowo", "--json")
    shown = json.loads(out)
    assert code == 0 and shown["unbounded"] is True and shown["range_m"] is None
    assert shown["cities_inside"] is None and shown["rotating_range_m"] == [None] * 72
    code, out, _ = call(capsys, "range", "thaad", "--from", "redzikowo", "--json")
    assert json.loads(out)["unbounded"] is False
    assert call(capsys, "range", "thaad", "--from", "redzikowo", "--payload", "9")[0] == 2


def val_the_range_without_rotation_is_without_rotation(capsys) -> None:
    # docs/stage-models.md: the independent code flew 11,131 km
    shown = json.loads(call(capsys, "range", "hwasong-14", "--from", "panghyon", "--json")[1])
    assert shown["range_m"] == pytest.approx(11.131e6, rel=0.015)
    assert abs(shown["rotating_range_m"][18] - shown["range_m"]) > 3e6


def prop_a_low_depressed_arc_is_flagged(capsys) -> None:
    words = ("fly", "hwasong-14", "--from", "panghyon", "--to", "anchorage", "--arc", "depressed")
    assert "below 100 km" in call(capsys, *words)[1]
    assert "below 100 km" not in call(capsys, *AIMED, "--arc", "lofted")[1]


def prop_no_greatest_range_where_there_is_none(capsys) -> None:
    code, out, err = call(capsys, "fly", "hwasong-17", "--from", "40,129", "--azimuth", "90")
    assert code == 3 and out == "" and "antipode" in err


MORE_BAD = {
    "too heavy to lift": ("range", "nodong", "--from", "tabriz", "--payload", "20000"),
    "a sensor has no range": ("range", "an-tpy-2", "--from", "0,0"),
    "no folder": ("fly", "nodong", "--from", "musudan-ri", "--to", "tokyo", "--plot", ""),
    "payload twice": (*REPORT, "apogee=2802 km, range=933 km, payload=500 kg", "--payload", "500"),
    "range of nothing": (*REPORT, "apogee=2802 km, range=0 km", "--to", "tokyo"),
}


@pytest.mark.parametrize("words", MORE_BAD.values(), ids=list(MORE_BAD))
def test_more_bad_input_is_one_line(capsys, words: tuple[str, ...]) -> None:
    code, out, err = call(capsys, *words)
    assert code == 2 and out == "" and len(err.strip().splitlines()) == 1


def test_the_own_place_is_no_aim(capsys) -> None:
    code, _, err = call(capsys, "fly", "nodong", "--from", "musudan-ri", "--to", "musudan-ri")
    assert code == 3 and "starts where it is aimed" in err


def prop_the_sea_begins_at_thirty_kilometres() -> None:
    from midcourse.geography.world import distance_to_land_m
    from midcourse.scenario import parse_place, sea_warning

    for lon in (131.0, 131.1, 131.2, 131.3, 131.4, 131.5):
        far_m = distance_to_land_m(39.5, lon)
        assert (sea_warning(parse_place(f"39.5,{lon}")) is not None) == (far_m > 30e3)
