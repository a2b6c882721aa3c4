"""`midcourse serve`: the operations room in a browser, on this machine alone."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from midcourse.cli.front import show_warnings
from midcourse.cli.options import Json, Quiet, whole
from midcourse.cli.stop import Stop
from midcourse.errors import ScenarioError

NEEDED = ("fastapi", "uvicorn")
PORT = 8700


def serve(
    context: typer.Context,
    port: Annotated[
        str, typer.Option(metavar="N", help="Where it listens; 0: any that is free.")
    ] = str(PORT),
    open_: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    runs: Annotated[Path, typer.Option(metavar="DIR", help="Folder of run folders.")] = Path("midcourse-runs"),
    store: Annotated[Path, typer.Option(metavar="DIR", help="Store of campaigns.")] = Path("midcourse-store"),
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Open the operations room: a page in the browser with globe, time line and knobs. Ctrl-C ends it."""
    number = whole(port, "--port", 0, 65535)
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        why = f"the operations room needs {' and '.join(missing)}, not installed here"
        raise ScenarioError(why, allowed='pip install "midcourse[web]"')
    return _serve(number, open_, runs, store, as_json, quiet, context.obj or Stop())


def _serve(port: int, open_: bool, runs: Path, store: Path, as_json: bool, quiet: bool, stop: Stop) -> int:
    import json

    from midcourse.web.app import jobs_of, make_app
    from midcourse.web.listen import Server, bound
    from midcourse.web.rooms import Rooms
    from midcourse.web.token import forget, keep, new_token, token_file

    _writable(runs)
    _folder(store)
    sockets = bound(port)
    number, token = sockets[0].getsockname()[1], new_token()
    rooms = Rooms(runs.absolute(), store.absolute(), port=number)
    app = make_app(rooms, token)
    if not quiet and not (rooms.static / "index.html").is_file():
        show_warnings(["the page is not built: `make web` in a checkout; the interface answers at /api/docs"])
    note, url = token_file(number), f"http://127.0.0.1:{number}/#token={token}"
    server = Server(app, sockets)
    try:
        keep(token, note)
    except OSError as problem:
        raise ScenarioError(f"cannot be written: {problem.strerror}", file=str(note)) from None
    try:
        server.start()
        print(json.dumps({"url": url}) if as_json else url, flush=True)
        if open_:
            import webbrowser

            webbrowser.open(url)
        stop.words = "midcourse: the operations room is closed"
        server.wait()
    finally:
        forget(note)
        server.stop(jobs_of(app).close)
    return stop.code if stop.signal else 0


def _writable(runs: Path) -> None:
    try:
        runs.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        why = f"cannot be used: {(problem.strerror or str(problem)).lower()}"
        raise ScenarioError(why, key="--runs", got=str(runs), allowed="a folder") from None


def _folder(store: Path) -> None:
    if os.path.exists(store) and not os.path.isdir(store):
        raise ScenarioError("cannot be used: no folder", key="--store", got=str(store), allowed="a folder")
