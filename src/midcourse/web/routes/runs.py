"""Run folders: which there are, what each answers, one run as a scene, and files to take away."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from midcourse.api.claim import DRAWN, REPORT
from midcourse.errors import MidcourseError
from midcourse.web.limits import RUNS_LISTED
from midcourse.web.problems import Busy, WrongState, said_of
from midcourse.web.rooms import Missing, Rooms, file_of, run_folder, run_names
from midcourse.web.scene import Ring, kept_scene, scene_bytes

router = APIRouter(tags=["runs"], responses=said_of(409))
Document = dict[str, Any]
PAPER = "; ".join((
    "default-src 'none'", "style-src 'unsafe-inline'", "img-src 'self' data:", "font-src data:", "base-uri 'none'",
    "form-action 'none'", "frame-ancestors 'none'", "sandbox allow-popups",
))  # fmt: skip
ALONE = "; ".join((
    "default-src 'none'", "script-src {scripts}", "style-src 'unsafe-inline'", "img-src data: blob:",
    "font-src data:", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "sandbox allow-scripts",
))  # fmt: skip
SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
TYPES = {".svg": "image/svg+xml", ".png": "image/png"}
FORMS = {"kml": "application/vnd.google-earth.kml+xml", "czml": "application/json", "geojson": "application/geo+json",
         "csv": "application/zip", "stk": "application/zip"}  # fmt: skip


def _bytes_of(*types: str) -> Any:
    form = {"schema": {"type": "string", "format": "binary"}}
    return {200: {"content": dict.fromkeys(types, form), "description": "the file"}}


def _rooms(request: Request) -> Rooms:
    found: Rooms = request.app.state.rooms
    return found


def _held(folder: Path) -> Document:
    from midcourse.engagement.record import read_manifest

    held = read_manifest(folder)
    if held is None or not held.keys() >= {"seed", "runs", "worlds", "status", "scenario", "hash"}:
        raise Missing("no such run", key="run_id", got=folder.name)
    return held


def _summary(folder: Path) -> Document | None:
    try:
        found: Document = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found


@router.get("/runs")
def list_all(request: Request) -> list[Document]:
    """List the run folders, the one written last first."""
    rooms, found = _rooms(request), []
    for name in run_names(rooms)[:RUNS_LISTED]:
        try:
            held = _held(rooms.runs / name)
        except Missing:
            continue
        told = _summary(rooms.runs / name) or {}
        keys = ("scenario", "status", "seed", "runs", "runs_done", "worlds", "written", "grade", "how", "version")
        numbers = {key: told.get(key) for key in ("p_no_leaker", "expected_leakers", "shots_mean")}
        found.append({"run_id": name, **{key: held.get(key) for key in keys}, **numbers})
    return found


@router.get("/runs/{run_id}")
def show(run_id: str, request: Request) -> Document:
    """Show what a run folder answers, what the answer hangs on, and why not."""
    from midcourse.api.again import recorded_run
    from midcourse.api.explain import WHY
    from midcourse.web.permalink import digest, permalink, rerun

    folder = run_folder(_rooms(request), run_id)
    held, told = _held(folder), _summary(folder)
    recorded: dict[str, int | None] = {}
    for role in ("first", "median", "worst"):
        try:
            recorded[role] = recorded_run(folder, role)
        except MidcourseError:
            recorded[role] = None
    shares = (told or {}).get("why_not") or {}
    ledger = [
        {"reason": reason, "words": WHY.get(reason, reason), "share": share}
        for reason, share in sorted(shares.items(), key=lambda pair: -pair[1])
    ]
    return {
        "run_id": run_id,
        "manifest": {key: value for key, value in held.items() if key not in ("answer", "hangs_on")},
        "summary": told,
        "answer": held.get("answer"),
        "hangs_on": held.get("hangs_on", []),
        "ledger": ledger,
        "recorded": recorded,
        "roles": {str(number): role for role, number in reversed(recorded.items()) if number is not None},
        "permalink": permalink(held),
        "rerun": rerun(held),
        "digest": digest(held),
    }


@router.get("/runs/{run_id}/scene", response_class=Response, responses={200: {"content": {"application/json": {}}}})
async def scene(run_id: str, request: Request, run: int | None = None) -> Response:
    """Return one run as a page shows it; it is fought again alone, which gives the same."""
    folder = await run_in_threadpool(run_folder, _rooms(request), run_id)
    return Response(await _scene(request, folder, run), media_type="application/json")


async def _scene(request: Request, folder: Path, run: int | None) -> bytes:
    # one that is kept needs no room in the ring
    kept = await run_in_threadpool(kept_scene, folder, run)
    if kept is not None:
        return kept
    ring: Ring = request.app.state.ring
    return await ring.fight(lambda: scene_bytes(folder, run))


@router.get(
    "/runs/{run_id}/export/{form}", response_class=Response, responses=_bytes_of(*dict.fromkeys(FORMS.values()))
)
async def exported(run_id: str, form: str, request: Request, run: int | None = None) -> Response:
    """Return one run for other programs: one file, or several packed into one."""
    if form not in FORMS:
        raise Missing("no such form", key="form", got=form, allowed=", ".join(FORMS))
    folder = await run_in_threadpool(run_folder, _rooms(request), run_id)
    ring: Ring = request.app.state.ring
    return await ring.fight(lambda: _exported(folder, form, run))


def _exported(folder: Path, form: str, run: int | None) -> Response:
    from midcourse.api import export

    with tempfile.TemporaryDirectory() as home:
        done = export(folder, form, run, home)
        name = f"{folder.name}-run-{done.scene.run}"
        if len(done.files) == 1:
            content, ending = done.files[0].read_bytes(), form
        else:
            content, ending = _packed(Path(home), done.files), "zip"
    where = {"content-disposition": f'attachment; filename="{_ascii(name)}.{ending}"'}
    return Response(content, media_type=FORMS[form], headers=where)


def _ascii(name: str) -> str:
    return "".join(sign if sign.isascii() and (sign.isalnum() or sign in "._-") else "_" for sign in name)


def _packed(home: Path, files: tuple[Path, ...]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in files:
            # no time in it: the same run gives the same bytes
            note = zipfile.ZipInfo(path.relative_to(home).as_posix(), (1980, 1, 1, 0, 0, 0))
            note.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(note, path.read_bytes())
    return out.getvalue()


@router.get("/runs/{run_id}/report", response_class=Response, responses=_bytes_of("text/html"))
def report(run_id: str, request: Request) -> Response:
    """Return the report of a run folder."""
    path = file_of(run_folder(_rooms(request), run_id), REPORT)
    return Response(path.read_bytes(), media_type="text/html", headers={"content-security-policy": PAPER})


@router.get("/runs/{run_id}/figures/{name}", response_class=Response, responses=_bytes_of(*TYPES.values()))
def figure(run_id: str, name: str, request: Request) -> Response:
    """Return a picture of a run folder."""
    if f"figures/{name}" not in DRAWN:
        raise Missing("no such picture", key="name", got=name, allowed=", ".join(one[8:] for one in DRAWN))
    path = file_of(run_folder(_rooms(request), run_id), f"figures/{name}")
    headers = {"content-security-policy": PAPER}
    return Response(path.read_bytes(), media_type=TYPES[path.suffix], headers=headers)


@router.get("/runs/{run_id}/globe", response_class=Response, responses=_bytes_of("text/html"))
async def globe(run_id: str, request: Request, run: int | None = None) -> Response:
    """Return one run as a page in one file that needs nothing else."""
    folder = await run_in_threadpool(_whole, _rooms(request), run_id)
    shown = await _scene(request, folder, run)
    return await run_in_threadpool(_one_page, _rooms(request).static, shown)


def _whole(rooms: Rooms, run_id: str) -> Path:
    from midcourse.report.globe_page import PAGE

    folder = run_folder(rooms, run_id)
    if not (rooms.static / PAGE).is_file():
        raise Busy("the page is not built", allowed="`make web` in a checkout")
    if _held(folder)["status"] != "complete":
        raise WrongState("the run is not complete", key="run_id", got=run_id)
    return folder


def _one_page(static: Path, shown: bytes) -> Response:
    from midcourse.report.globe_page import one_file

    page = one_file(static, json.loads(shown))
    policy = ALONE.format(scripts=_scripts(page))
    return Response(page, media_type="text/html", headers={"content-security-policy": policy})


def _scripts(page: str) -> str:
    # the scripts that the page was built with, each by its hash, and no other
    hashes = (hashlib.sha256(text.encode()).digest() for text in SCRIPT.findall(page))
    return " ".join(f"'sha256-{base64.b64encode(one).decode()}'" for one in hashes) or "'none'"
