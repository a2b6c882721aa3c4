"""`midcourse catalog`: tables for people, one JSON document for programs."""

from __future__ import annotations

import json
from typing import Any

import pytest

from midcourse.catalog import entries, load_missile
from midcourse.catalog.provenance import GRADES
from midcourse.catalog.show import bibliography, entry_report, kind_of, listing
from midcourse.cli.front import enter


def _json(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert enter(["catalog", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    "entry",
    ["nodong", "gbi-two-stage@mda-2007", "dsp", "redzikowo", "large-solid", "gmd", "abm-1972", "usa-1990"],
)
def test_show_json_is_the_entry_with_the_author_of_every_number(
    capsys: pytest.CaptureFixture[str], entry: str
) -> None:
    found = _json(capsys, "show", entry)
    assert found["id"] == entry
    assert found["kind"] == kind_of(entry)
    for path, number in found["values"].items():
        assert set(number) == {"value", "low", "high", "unit", "written", "source", "where", "grade"}, path
        assert number["grade"] in GRADES
        if number["source"] != "midcourse-default":
            assert number["source"] in found["sources"], path
    for source in found["sources"].values():
        assert source["author"] and source["title"] and (source.get("url") or source.get("publication"))


def test_show_gives_numbers_in_si_and_as_written() -> None:
    numbers = entry_report("nodong")["values"]
    beta = numbers["ballistic_coefficient"]
    assert beta["written"] == {"value": "1000 lb/ft^2", "low": "500 lb/ft^2", "high": "1500 lb/ft^2"}
    assert beta["value"] == pytest.approx(4882.43, abs=0.01)
    assert beta["unit"] == "kg/m^2"
    default = numbers["stages.0.ignition_delay"]
    assert (default["written"], default["source"]) == ({"value": "0.0 s"}, "midcourse-default")
    assert numbers["range"]["value"] == load_missile("nodong")[0].range_m


def test_show_tells_what_an_entry_is_like_and_what_is_guessed() -> None:
    found = entry_report("gbi-two-stage@mda-2007")
    assert found["like"] == "gbi-two-stage"
    assert "Guessed" in found["summary"]
    assert found["texts"]["drag"]["id"] == "large-solid"
    assert found["texts"]["energy_management"] == "shed"


@pytest.mark.parametrize(
    "entry",
    ["nodong", "gbi-three-stage", "dsp", "tabriz", "v2-sutton", "gmd", "thaad-tests", "abm-1972", "usa-2018"],
)
def test_show_for_people_names_grade_and_bibliography(capsys: pytest.CaptureFixture[str], entry: str) -> None:
    assert enter(["catalog", "show", entry]) == 0
    text = capsys.readouterr().out
    assert entry in text
    assert any(grade in text for grade in GRADES)
    for key in entry_report(entry)["sources"]:
        assert f"{key}: " in text


def test_show_counts_the_flight_tests_of_an_interceptor(capsys: pytest.CaptureFixture[str]) -> None:
    found = entry_report("surrogate-2001")["record"]
    assert (found["of"], found["configurations"]) == ("gmd", ["surrogate"])
    assert (found["hits"], found["attempts"]) == (5, 8)
    assert found["steps"]["separation"] == [6, 8]
    assert [test["name"] for test in found["tests"]][::7] == ["IFT-3", "IFT-10"]
    assert entry_report("sm-3-iia")["record"] is None
    assert entry_report("thaad")["record"]["tests"][0]["until"] == "2019-08-30"
    assert enter(["catalog", "show", "surrogate-2001"]) == 0
    text = capsys.readouterr().out
    assert "gmd (surrogate): 5 hits of 8; passed launch 8 of 8, boost 8 of 8, separation 6 of 8" in text
    assert "IFT-10" in text and "IFT-13C" not in text


def test_sources_of_counted_flight_tests_stand_in_the_bibliography() -> None:
    assert "cnn-2002" in entry_report("surrogate-2001")["sources"]
    assert "kbs-2019" not in entry_report("surrogate-2001")["sources"]
    assert "kbs-2019" in entry_report("gbi-three-stage")["sources"]
    cited = {row["key"]: row["cited_by"] for row in bibliography()}
    assert cited["kbs-2019"] == ["gmd"]


def test_list_holds_every_entry(capsys: pytest.CaptureFixture[str]) -> None:
    rows = _json(capsys, "list")
    kinds = ("missiles", "interceptors", "sensors", "sites", "drag", "records", "treaties", "forces")
    kinds += ("postures", "shields", "coefficients")
    assert [(row["kind"], row["id"]) for row in rows] == [
        (kind, entry) for kind in kinds for entry in entries(kind)
    ]
    assert {row["id"] for row in _json(capsys, "list", "sensors")} == set(entries("sensors"))
    years = {row["id"]: row["available"] for row in listing("missiles")}
    assert years["nodong"] == "1995"
    assert enter(["catalog", "list"]) == 0
    assert "hwasong-15@light" in capsys.readouterr().out


def test_sources_count_who_cites_them(capsys: pytest.CaptureFixture[str]) -> None:
    rows = {row["key"]: row for row in _json(capsys, "sources")}
    assert set(rows) == set(entries("sources"))
    assert "nodong" in rows["nodong-script"]["cited_by"]
    assert "v2-sutton" in rows["sutton"]["cited_by"]
    assert rows == {row["key"]: row for row in bibliography()}
    assert enter(["catalog", "sources"]) == 0
    assert "Levinger" in capsys.readouterr().out


def test_check_of_the_shipped_catalogue_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    found = _json(capsys, "check")
    assert found["sound"]
    assert found["problems"] == found["warnings"] == []
    assert found["entries"] > 80


def test_check_fails_with_one_where_a_problem_stands(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("midcourse.catalog.check.check_catalogue", lambda: ["catalog/x.yaml:1: bad"])
    assert enter(["catalog", "check", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["problems"] == ["catalog/x.yaml:1: bad"]
    assert enter(["catalog", "check"]) == 1
    assert "catalog/x.yaml:1: bad" in capsys.readouterr().out


@pytest.mark.parametrize("entry", ["nodogn", "", "../sources", "sutton"])
def test_unknown_id_is_bad_input(capsys: pytest.CaptureFixture[str], entry: str) -> None:
    assert enter(["catalog", "show", entry, "--json"]) == 2
    told = capsys.readouterr()
    assert json.loads(told.out)["error"]["got"] == entry
    assert told.err.count("\n") == 1


def test_unknown_kind_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert enter(["catalog", "list", "missile"]) == 2
    assert "did you mean missiles" in capsys.readouterr().err
