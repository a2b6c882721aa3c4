"""The built page and its files, by a list that is made once: no address leads to another file."""

from __future__ import annotations

import re
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response

from midcourse.web.problems import answer

router = APIRouter(include_in_schema=False)
INDEX = "index.html"
TYPES = {
    ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".json": "application/json",
    ".geojson": "application/geo+json", ".topojson": "application/json", ".czml": "application/json",
    ".map": "application/json", ".wasm": "application/wasm", ".svg": "image/svg+xml", ".png": "image/png",
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".ico": "image/x-icon",
    ".ktx2": "image/ktx2", ".woff2": "font/woff2", ".woff": "font/woff", ".xml": "application/xml",
    ".glb": "model/gltf-binary", ".txt": "text/plain; charset=utf-8", ".md": "text/plain; charset=utf-8",
}  # fmt: skip
HASHED = re.compile(r"[-.][A-Za-z0-9_-]{8,}\.(?:js|css|wasm|json|png|svg|woff2?)$")
NOT_BUILT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>midcourse</title>
<h1>midcourse</h1><p>The page is not built here. In a checkout, <code>make web</code> builds it; an installed wheel
carries it.</p><p>The interface answers: <a href="/api/docs">what can be asked</a>,
<a href="/api/scenarios">scenarios</a>, <a href="/api/runs">runs</a>.</p></html>"""


def listed(home: Path) -> dict[str, Path]:
    """Return the plain files under a folder by their address; links are left out."""
    if not home.is_dir():
        return {}
    files = (path for path in home.rglob("*") if path.is_file() and not path.is_symlink())
    return {path.relative_to(home).as_posix(): path for path in files if path.suffix in TYPES}


@router.api_route("/{address:path}", methods=["GET", "HEAD"])
def file(address: str, request: Request) -> Response:
    """Return a file of the page."""
    held: dict[str, Path] = request.app.state.files
    name = address or INDEX
    if name == INDEX and INDEX not in held:
        return Response(NOT_BUILT, media_type="text/html; charset=utf-8")
    path = held.get(name)
    if path is None or not path.is_file():
        return answer(404, "there is no such thing")
    cached = "public, max-age=31536000, immutable" if HASHED.search(name) else "no-cache"
    return FileResponse(path, media_type=TYPES[path.suffix], headers={"cache-control": cached})
