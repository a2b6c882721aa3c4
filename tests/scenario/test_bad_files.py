"""The list of bad values, row by row, as scenario files through the front door: one line, exit 2, nothing written."""

from __future__ import annotations

import json
import math
import os
from pathlib import Path
from typing import Any

import pytest

from midcourse.cli.front import enter
from midcourse.scenario import scenario_text

HERE = Path(__file__).parent
ROWS = json.loads((HERE / "bad_scenario_values.json").read_text())["bad_values"]
TEXT = scenario_text("nodong-japan")

# where a field of the list stands in a scenario; what midcourse lacks goes in as an unknown key
PLACES = {
    "latitude": ("    from: musudan-ri", "    from: {{lat: {0}, lon: 129.67 deg}}"),
    "mass": ("    arc: minimum-energy", "    payload: {0}"),
    "propellant>mass": ("    arc: minimum-energy", "    stages: [{{gross: 5 kg, propellant: 10 kg}}]"),
    "Mach table": ("    arc: minimum-energy", "    drag: {{mach: [0.5, 0.5], cd: [0.2, 0.3]}}"),
    "thrust curve": ("    arc: minimum-energy", "    thrust_curve: [[1, 5], [0.5, 6]]"),
    "two assets same id": ("defended: [", "defended: [tokyo]\ndefended: ["),
    "reference": ("site: shariki", "site: no-such-site"),
    "pk": ("decision_delay: {", "common_cause: {0}\n  decision_delay: {{"),
    "unknown key": ("defended: [", "speling: 1\ndefended: ["),
}


def shown(value: Any) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        return ".inf"
    return (
        "null"
        if value is None
        else json.dumps(value).strip('"')
        if isinstance(value, str)
        else json.dumps(value)
    )


def spoiled(row: dict[str, Any]) -> str:
    field, value = row["field"], shown(row["value"])
    if field in PLACES:
        old, new = PLACES[field]
        assert old in TEXT
        text = (
            TEXT.replace("  common_cause: {value: 0.1", "  # common_cause: {value: 0.1")
            if field == "pk"
            else TEXT
        )
        return text.replace(old, new.replace("{0}", value).replace("{{", "{").replace("}}", "}"), 1)
    return TEXT.replace("defended: [", f"{field}: {value}\ndefended: [", 1)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['field']}={row['value']}" for row in ROWS])
def prop_bad_row_in_a_file_is_one_line(row: dict[str, Any], tmp_path: Path, capsys, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.yaml").write_text(spoiled(row))
    assert enter(["run", "bad.yaml", "--runs", "2"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and "bad.yaml:" in err
    assert [path.name for path in tmp_path.iterdir()] == ["bad.yaml"]


FILES = {
    "anchor": (b"name: &a x\n", "&a"),
    "alias": (b"name: *a\n", "not"),
    "tag": (b"name: !!python/object x\n", "tags"),
    "duplicate key": (TEXT.encode() + b"\nname: again\n", "duplicate"),
    "tab": (TEXT.replace("  salvo", "\tsalvo").encode(), "tab"),
    "2 MB": (TEXT.encode() + b"# " + b"x" * 2_000_000, "1 MB"),
    "UTF-16": (TEXT.encode("utf-16"), "UTF-8"),
    "empty": (b"", "empty"),
    "two documents": (TEXT.encode() + b"\n---\nname: x\n", "document"),
    "bare number": (TEXT.replace("launch: 0 s", "launch: 5").encode(), "unit"),
    "kt": (TEXT.replace("launch: 0 s", "launch: 5 kt").encode(), "5 kt"),
    "NaN": (TEXT.replace("launch: 0 s", "launch: .nan").encode(), "finite"),
}


@pytest.mark.parametrize(("raw", "word"), FILES.values(), ids=FILES.keys())
def prop_bad_file_is_one_line_with_its_place(
    raw: bytes, word: str, tmp_path: Path, capsys, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.yaml").write_bytes(raw)
    assert enter(["run", "bad.yaml", "--json"]) == 2
    out, err = capsys.readouterr()
    told = json.loads(out)["error"]
    assert err.count("\n") == 1 and word in err and told["file"].endswith("bad.yaml")
    assert told["allowed"]
    assert [path.name for path in tmp_path.iterdir()] == ["bad.yaml"]


def test_the_list_is_the_whole_list() -> None:
    reference = os.environ.get("MIDCOURSE_REFERENCE")
    if reference:
        theirs = json.loads((Path(reference) / "security" / "bad_scenario_values.json").read_text())[
            "bad_values"
        ]
        assert theirs == ROWS
    assert len(ROWS) == 30
