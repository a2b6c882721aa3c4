"""Numbers of a request: told as the command line tells them, exact to the last digit, whatever their form."""

from __future__ import annotations

from typing import Any

import pytest

from midcourse.catalog.provenance import GRADES
from midcourse.cli.front import enter
from midcourse.web import limits
from midcourse.web.asked import HERE, Asked
from midcourse.web.job import Job

SAID = {"runs": f"a whole number from 1 to {limits.RUNS_MOST:,} {HERE}",
        "worlds": f"a whole number from 0 to {limits.WORLDS_MOST} {HERE}",
        "seed": f"a whole number from 0 to 9,223,372,036,854,775,807 {HERE}"}  # fmt: skip


@pytest.mark.parametrize("field", SAID)
@pytest.mark.parametrize(
    ("given", "got"), [("abc", "abc"), ("", ""), ("1.5", "1.5"), (1.5, "1.5"), (40.0, "40.0"), (True, "true"),
                       (None, "null"), ([1], "[1]"), ("1\n2", "1 2")],
)  # fmt: skip
def test_what_is_no_whole_number_is_told_as_on_the_command_line(desk, field: str, given: Any, got: str) -> None:
    for path in ("/api/check", "/api/jobs"):
        told = desk.post(path, json={"scenario": "nodong-japan", field: given})
        said = f"--{field}: not a whole number; got {got}; allowed: {SAID[field]}"
        assert told.status_code == 400
        assert told.json() == {"error": said, "key": field, "allowed": SAID[field]}


@pytest.mark.parametrize(("field", "given"), [("runs", 0), ("runs", "20001"), ("worlds", -1), ("seed", str(2**63))])
def test_what_is_out_of_bounds_too(desk, capsys, tmp_path, field: str, given: int | str) -> None:
    told = desk.post("/api/check", json={"scenario": "nodong-japan", field: given}).json()
    assert told["error"] == f"--{field}: out of bounds; got {given}; allowed: {SAID[field]}" and told["key"] == field
    beyond = {"runs": 0, "worlds": -1, "seed": 2**63}[field]
    assert enter(["run", "nodong-japan", f"--{field}", str(beyond), "--out", str(tmp_path / "no")]) == 2
    here = capsys.readouterr().err.strip().removeprefix("midcourse: ")
    assert here.partition(";")[0] == told["error"].partition(";")[0]


def test_a_seed_is_exact(desk) -> None:
    for seed in (2**63 - 1, 2**53 + 1):
        for given in (seed, str(seed)):
            told = desk.post("/api/check", json={"scenario": "nodong-japan", "seed": given})
            assert told.status_code == 200 and f"--seed {seed} " in told.json()["rerun"]
            assert Asked(seed=given).seed == seed
    # a page cannot hold such a number: it is given back as its digits
    assert _told({"seed": 2**63 - 1})["seed"] == "9223372036854775807" and _told({"seed": 7})["seed"] == 7


def _told(asked: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = Job("a", "run", asked, "", None, {}).document()["asked"]
    return found


@pytest.mark.parametrize("body", [b"", b"{", b"{'a': 1}", b"\xff\xfe", b"[" * 100_000, b'{"seed": 9' + b"9" * 5000])
def test_what_is_no_json_is_one_plain_line(desk, body: bytes) -> None:
    told = desk.post("/api/check", content=body, headers={"content-type": "application/json"})
    assert told.status_code == 400 and told.json()["key"] is None
    assert told.json()["error"].startswith("the body is no JSON: ") and len(told.json()["error"]) < 100


def test_health_says_what_is_asked_for_if_nothing_is_said(desk) -> None:
    told = desk.get("/api/health").json()
    nothing = Asked()
    assert told["defaults"] == {"runs": nothing.runs, "worlds": nothing.worlds, "seed": nothing.seed}
    assert told["grades"] == list(GRADES)
