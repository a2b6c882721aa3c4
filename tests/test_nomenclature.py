"""The page of nomenclature and the code agree, both ways: every field has its line, every line its field."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from midcourse.cli.app import app
from midcourse.engagement.record import arrow_table
from midcourse.records import FATE, PLAN, SHOT

ROOT = Path(__file__).parents[1]
spec = importlib.util.spec_from_file_location("make_nomenclature", ROOT / "tools/make_nomenclature.py")
TOOL = importlib.util.module_from_spec(spec)
spec.loader.exec_module(TOOL)

PAGE = TOOL.PAGE.read_text(encoding="utf-8")
TABLES = {match[1]: TOOL.table_of(match[2]) for match in TOOL.MARK.finditer(PAGE)}
WITHOUT_DIMENSION = {"1", "n", "no.", "0/1", "code", "bits", "word", "date", "year", "–"}
# tables whose keys are ids, links and paths, or not ours
DATA = {"why_not", "sources", "values", "texts", "by_angle", "by_constraint", "geometry"}


def section(head: str) -> str:
    return PAGE.split(f"\n## {head}")[1].split("\n## ")[0]


def keys() -> dict[str, str]:
    return dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", section("Keys of"), re.MULTILINE))


def prop_every_room_with_fields_has_its_table() -> None:
    named = {part for parts in TABLES for part in parts.split(", ")}
    assert {TOOL.part_of(field) for field in TOOL.fields()} <= named


@pytest.mark.parametrize("parts", TABLES)
def prop_every_field_has_its_line_and_every_line_its_field(parts: str) -> None:
    said = {name: where for name, (where, _, _) in TABLES[parts].items()}
    assert said == TOOL.owners(parts.split(", "))


@pytest.mark.parametrize("parts", TABLES)
def prop_every_line_has_words_and_the_unit_of_its_name(parts: str) -> None:
    for name, (_, unit, words) in TABLES[parts].items():
        assert "?" not in (unit, words), name
        assert TOOL.unit_of(name) in (None, unit), name


@pytest.mark.parametrize("parts", TABLES)
def prop_a_unit_stands_in_the_name(parts: str) -> None:
    for name, (where, unit, _) in TABLES[parts].items():
        mixed = ", " in unit or unit.startswith("by ")
        said = TOOL.unit_of(name) or mixed or unit in WITHOUT_DIMENSION
        assert said, f"{name} of {where} has the unit {unit} and does not say it"


def prop_endings_of_the_page_are_those_of_the_tool() -> None:
    law = PAGE[PAGE.index("| ending |") : PAGE.index("Besides a unit")]
    assert set(re.findall(r"`(_\w+)`", law)) == set(TOOL.SUFFIXES)


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
    return set(told).union(*(found_in([*of.values()] if key in DATA else of) for key, of in told.items()))


COMMANDS = [
    "fly nodong --from wonsan --to tokyo",
    "fly hwasong-14 --from panghyon --reproduce|apogee=2802 km, range=933 km",
    "threat iran --to europe",
    "see nodong-japan",
    "chase nodong-japan",
    "reach thaad --site 35,135",
    "footprint nodong-japan --grid 10",
    "catalog list",
    "catalog show gbi-two-stage",
    "catalog show gmd",
    "catalog sources",
    "catalog check",
    "scenario check europe-2007",
    "run nodong-japan --runs 40 --worlds 4",
]


@pytest.mark.parametrize("command", COMMANDS)
def prop_keys_of_answers_are_on_the_page(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    words, _, rest = command.partition("|")
    answer = CliRunner().invoke(app, [*words.split(), *([rest] if rest else []), "--json"])
    assert answer.exit_code == 0, answer.stderr
    fields = {name for table in TABLES.values() for name in table}
    assert found_in(json.loads(answer.stdout)) <= fields | set(keys())


def prop_keys_of_the_page_are_written_somewhere() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in TOOL.SOURCES.rglob("*.py"))
    for key, unit in keys().items():
        stem = key.removeprefix("median_")
        assert f'"{stem}"' in text or f"{stem}=" in text or f'"{key}"' in text, key
        assert TOOL.unit_of(key) in (None, unit), key
