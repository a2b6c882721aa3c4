"""The page of nomenclature and the code agree, both ways: every field has its line, every line its field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import make_nomenclature
from midcourse.cli.app import command
from midcourse.cli.front import enter
from midcourse.engagement.record import arrow_table
from midcourse.records import FATE, PLAN, SHOT

ROOT = Path(__file__).parents[1]
PAGE = make_nomenclature.PAGE.read_text(encoding="utf-8")
TABLES = make_nomenclature.tables(PAGE)
# tables whose keys are ids, links and paths, or not ours
DATA = {"why_not", "sources", "values", "texts", "by_angle", "by_constraint", "by_nesting_km2", "geometry"}
DATA |= {"computed", "quantities", "numbers", "recorded"}  # of claims
DATA |= {"cannot", "program", "scenario_sha256"}  # names of analyses, libraries and scenarios
DATA |= {"dollars", "capped_years"}  # ids of prices, names of sides


def section(head: str) -> str:
    return PAGE.split(f"\n## {head}")[1].split("\n## ")[0]


def keys() -> dict[str, str]:
    return dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", section("Keys of"), re.MULTILINE))


def prop_every_room_with_fields_has_its_table() -> None:
    named = {part for parts in TABLES for part in parts.split(", ")}
    assert {make_nomenclature.part_of(field) for field in make_nomenclature.fields()} <= named


@pytest.mark.parametrize("parts", TABLES)
def prop_every_field_has_its_line_and_every_line_its_field(parts: str) -> None:
    said = {name: where for name, (where, _, _) in TABLES[parts].items()}
    assert said == make_nomenclature.owners(parts.split(", "))


@pytest.mark.parametrize("parts", TABLES)
def prop_every_line_has_words_and_the_unit_of_its_name(parts: str) -> None:
    for name, (_, unit, words) in TABLES[parts].items():
        assert "?" not in (unit, words), name
        assert make_nomenclature.unit_of(name) in (None, unit), name


@pytest.mark.parametrize("parts", TABLES)
def prop_a_unit_stands_in_the_name(parts: str) -> None:
    # several units and what a unit hangs on: `tests/test_frames.py`
    for name, (where, unit, _) in TABLES[parts].items():
        one = ", " not in unit and not unit.startswith("by ")
        if one and unit not in make_nomenclature.WITHOUT_DIMENSION:
            said = make_nomenclature.unit_of(name)
            assert said, f"{name} of {where} has the unit {unit} and does not say it"


def prop_endings_of_the_page_are_those_of_the_tool() -> None:
    law = PAGE[PAGE.index("| ending |") : PAGE.index("Besides a unit")]
    assert set(re.findall(r"`(_\w+)`", law)) == set(make_nomenclature.SUFFIXES)


@pytest.mark.parametrize("form", [FATE, SHOT, PLAN])
def test_columns_of_files_are_fields_of_rows(form: np.dtype) -> None:
    written = set(arrow_table(np.zeros(1, dtype=form)).schema.names)
    assert written - {"margin_unit"} == set(form.names)
    assert written <= {*TABLES["rows"], *keys()}


def found_in(told: Any) -> set[str]:
    """Return the keys of a JSON document; ids, links and paths that serve as keys are data and no names."""
    if isinstance(told, list):
        return set().union(*map(found_in, told))
    if not isinstance(told, dict):
        return set()
    below = ([*of.values()] if key in DATA and isinstance(of, dict) else of for key, of in told.items())
    return set(told).union(*map(found_in, below))


COMMANDS = [
    "fly nodong --from wonsan --to tokyo",
    "fly hwasong-14 --from panghyon --reproduce|apogee=2802 km, range=933 km",
    "range nodong --from wonsan",
    "threat iran --to europe",
    "see nodong-japan",
    "chase nodong-japan",
    "reach thaad --site 35,135",
    "footprint nodong-japan --grid 10",
    "leakage nodong-japan --runs 4 --worlds 2 --out leakage",
    "leakage nodong-japan --runs 4 --worlds 2 --out leakage --grade press --against shots",
    "third-parties nodong-japan --runs 5",
    "flip europe-2007 --question covered:warsaw --vary doctrine.decision_delay=0..600s --vary doctrine.latency=0..60s",
    "sweep nodong-japan --metric p_no_leaker --vary doctrine.salvo=1,2 --runs 60 --worlds 2",
    "tornado nodong-japan --metric burnout_speed_m_s --grade press --bands 2",
    "sobol nodong-japan --metric burnout_speed_m_s --grade press --n 16",
    "campaign {campaign} --store {store}",
    "campaign {campaign} --plan",
    "runs list --store {store}",
    "runs show doubt --store {store}",
    "runs check --store {store}",
    "runs gc --store {store}",
    "query --store {store}|select count(*) as n from runs",
    "insight small --store {store} --emulator --worth",
    "insight screen --store {store}",
    "insight doubt --store {store} --worth",
    "compare nodong-japan nodong-japan --set-b doctrine.salvo=3 --runs 60 --worlds 2",
    "tests gmd",
    "tests thaad-tests",
    "claims list",
    "claims show ninety-seven-per-cent",
    "claims check ninety-seven-per-cent ten-are-negligible --flips",
    "treaty abm-1972 europe-2007",
    "treaty start-1 ussr-1990",
    "forces 2009",
    "drawdown --sizes 500,1000 --vary shield.decoys=0,5",
    "expand --warheads 1,10 --none 0.9 --vary kill=0.2,0.9",
    "race --years 3 --worlds 20 --vary kill=0.2,0.9",
    "race --model richardson --years 3 --worlds 20 --vary reaction-shield=0.1,0.5",
    "cost --worlds 20 --vary shots=1,2",
    "catalog show system-price",
    "catalog list",
    "catalog show gbi-two-stage",
    "catalog show gmd",
    "catalog show abm-1972",
    "catalog show ussr-1990",
    "catalog show russia-posture",
    "catalog show c1-plan",
    "catalog sources",
    "catalog check",
    "scenario list",
    "scenario show nodong-japan",
    "scenario new mine.yaml --from nodong-japan",
    "scenario check europe-2007",
    "run nodong-japan --runs 40 --worlds 4",
    "run europe-2007 --runs 80 --worlds 4 --grade official",
    "run nodong-japan --runs 40 --until-width 0.1",
    "explain {run}",
    "explain {planned} --run 1",
    "explain {until}",
    "export {run} --kml --czml --geojson --csv --stk",
    "report {run}",
    "verify --all",
    "fly nodong --from atlantis --to tokyo",  # an error has keys too
]
CAMPAIGNS = {
    "small": {"design": "sobol-indices", "points": 16, "over": ["doctrine.decision_delay=0..120 s"]},
    "screen": {"design": "morris", "points": 4, "over": ["doctrine.decision_delay=0..120 s"]},
    "doubt": {"worlds": 40, "runs": 800},
}
# the keys of a JSON Schema are those of its standard, of files, of classes; `serve` does not end, its key `url` is
# asked for in tests/web/test_serve.py
NOT_OURS = {"scenario schema", "serve"}


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Run folders to be told of: a plain one, and one with an integer programme."""
    home = tmp_path_factory.mktemp("runs")
    asked = {
        "run": "run nodong-japan --runs 8 --worlds 2",
        "until": "run nodong-japan --runs 8 --worlds 2 --until-width 0.1 --grade press",
        "planned": "run europe-raid --variant twenty-programme --runs 4 --worlds 4",
    }
    for name, words in asked.items():
        assert enter([*words.split(), "--out", str(home / name), "--quiet"]) == 0
    for name, words in CAMPAIGNS.items():
        file = home / f"{name}.yaml"
        file.write_text(json.dumps({"scenario": "nodong-japan", "runs": 40} | words), encoding="utf-8")
        assert enter(["campaign", str(file), "--store", str(home / "store"), "--quiet"]) == 0
    return {**{name: home / name for name in (*asked, "store")}, "campaign": home / "small.yaml"}


def commands(group: Any, before: str = "") -> Iterator[str]:
    """Yield the commands that have `--json`."""
    for name, one in group.commands.items():
        if hasattr(one, "commands"):
            yield from commands(one, f"{before}{name} ")
        elif any("--json" in option.opts for option in one.params):
            yield before + name


def test_no_command_is_forgotten() -> None:
    asked = {name for name in commands(command()) for words in COMMANDS if f"{words} ".startswith(f"{name} ")}
    assert asked == set(commands(command())) - NOT_OURS


@pytest.mark.parametrize("words", COMMANDS)
def prop_keys_of_answers_are_on_the_page(
    words: str,
    folders: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    words, _, rest = words.format(**folders).partition("|")
    code = enter([*words.split(), *([rest] if rest else []), "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert (code != 0) == ("error" in answer) == ("atlantis" in words)
    fields = {name for table in TABLES.values() for name in table}
    assert found_in(answer) <= fields | set(keys())
    assert "planned" not in words or "plan_value" in found_in(answer)  # else it would ask for nothing


def prop_keys_of_the_page_are_written_somewhere() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in make_nomenclature.SOURCES.rglob("*.py"))
    for key, unit in keys().items():
        stem = key.removeprefix("median_")
        assert f'"{stem}"' in text or f"{stem}=" in text or f'"{key}"' in text, key
        assert make_nomenclature.unit_of(key) in (None, unit), key
