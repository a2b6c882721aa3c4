"""S6: no name leads out of the run folders, the store and the page."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from web_cases import MORE_PATHS, cases

NAMES = [*cases("path_traversal"), *MORE_PATHS, "linked", "runs-beside", "done/../../secret.txt", "../runs-beside"]
WAYS = [
    "/{}", "/assets/{}", "/api/runs/{}", "/api/runs/{}/scene", "/api/runs/{}/report", "/api/runs/{}/globe",
    "/api/runs/done/figures/{}", "/api/runs/done/export/{}", "/api/runs/{}/export/csv", "/api/scenarios/{}",
    "/api/jobs/{}", "/api/jobs/{}/events", "/api/answers/{}", "/api/claims/{}", "/api/store/{}",
]  # fmt: skip
SECRETS = (b"root:x", b"secret")


@pytest.mark.parametrize("name", NAMES)
def test_S6_no_path_leads_out(room, name: str) -> None:
    for way in WAYS:
        for written in {name, quote(name, safe=""), quote(name, safe="%/\\")}:
            line = f"GET {way.format(written)} HTTP/1.1\r\nHost: 127.0.0.1:{room.port}\r\n\r\n"
            told = room.raw(line.encode())
            assert told.split(b" ")[1] in (b"400", b"403", b"404"), (way, written, told[:90])
            body = told.partition(b"\r\n\r\n")[2]
            assert SECRETS[0] not in body


@pytest.mark.parametrize("name", NAMES)
def test_S6_no_name_in_a_request_leads_out(room, name: str) -> None:
    there = {"scenario": "nodong-japan"}
    for asked in ({"scenario": name}, {**there, "variant": name}, {"scenario": name, "kind": "claim"},
                  {**there, "sets": [f"raid.0.missile={name}"]}, {"text": name}):  # fmt: skip
        told = room.writes.post("/api/jobs", json=asked)
        assert told.status_code in (400, 404), (asked, told.text)
        assert "root:x" not in told.text
    for way in ("cancel", "resume"):
        assert room.writes.post(f"/api/jobs/{quote(name, safe='')}/{way}", json={}).status_code in (400, 404, 405)


def test_S6_a_link_is_no_run_and_no_file(room) -> None:
    assert (room.runs / "linked").is_symlink() and (room.runs / "linked/manifest.json").is_file()
    assert "linked" not in [one["run_id"] for one in room.reads.get("/api/runs").json()]
    assert room.reads.get("/api/runs/linked").status_code == 404
    assert room.reads.get("/api/runs/done/figures/factors.png").status_code == 404
    assert room.reads.get("/link.js").status_code == 404


def test_a_page_has_its_types_and_its_time(room) -> None:
    types = {"/": "text/html", "/assets/plain.js": "text/javascript", "/module.wasm": "application/wasm"}
    for path, form in types.items():
        told = room.reads.get(path)
        assert told.status_code == 200 and told.headers["content-type"].startswith(form)
        assert told.headers["cache-control"] == "no-cache"
    assert "immutable" in room.reads.get("/assets/index-1a2b3c4d.js").headers["cache-control"]
    assert room.reads.head("/module.wasm").headers["content-length"] == "4"
