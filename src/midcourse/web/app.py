"""The server as one application: routes, errors, and the guard before all of them."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.responses import HTMLResponse, JSONResponse

from midcourse.version import __version__
from midcourse.web.asked import RUNS, SEED, WORLDS
from midcourse.web.docs_page import docs_page
from midcourse.web.guard import Guard
from midcourse.web.jobs import Jobs
from midcourse.web.limits import all_limits
from midcourse.web.problems import said_of, told_by
from midcourse.web.rooms import Rooms
from midcourse.web.routes import claims, jobs, page, runs, scenarios, store
from midcourse.web.scene import Ring

ABOUT = "Reads need no token. Writes carry `Authorization: Bearer TOKEN`, the token that `midcourse serve` printed."
LOCK = {"token": {"type": "http", "scheme": "bearer"}}


def make_app(rooms: Rooms, token: str, held: Jobs | None = None) -> Guard:
    """Return the whole server.

    Args:
        rooms: where it looks.
        token: that writes must carry.
        held: its jobs; made anew from the run folders where None.
    """
    app = FastAPI(
        title="midcourse, the operations room",
        version=__version__,
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    app.state.rooms, app.state.streams = rooms, 0
    app.state.ring = Ring()
    app.state.jobs = held or Jobs(rooms)
    app.state.files = page.listed(rooms.static)
    told_by(app)
    api = APIRouter(prefix="/api")
    for part in (scenarios, jobs, runs, claims, store):
        api.include_router(part.router)
    api.include_router(_own(app))
    app.include_router(api)
    app.include_router(page.router)
    return Guard(app, token, rooms.port)


def jobs_of(server: Guard) -> Jobs:
    """Return the jobs of a server."""
    found: Jobs = server.app.state.jobs  # type: ignore[attr-defined]
    return found


def _own(app: FastAPI) -> APIRouter:
    router = APIRouter(tags=["server"], responses=said_of())

    @router.get("/health")
    def health() -> dict[str, Any]:
        """Say that the server answers, which version it is, its limits, and what is asked for if nothing is said."""
        from midcourse.catalog.provenance import GRADES

        defaults = {"runs": RUNS, "worlds": WORLDS, "seed": SEED}
        page = bool(app.state.files)
        return {"version": __version__, "page": page, **all_limits(), "defaults": defaults, "grades": list(GRADES)}

    @router.get("/openapi.json")
    def openapi() -> JSONResponse:
        """Describe everything that can be asked."""
        return JSONResponse(described(app))

    @router.get("/docs", response_class=HTMLResponse)
    def docs() -> HTMLResponse:
        """Describe it for people."""
        return HTMLResponse(docs_page(described(app)))

    return router


def described(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document: a bad input is 400 here, and writes need the token."""
    found: dict[str, Any] = app.openapi()
    for methods in found["paths"].values():
        for method, one in methods.items():
            one["responses"].pop("422", None)
            if method == "post":
                one["security"] = [{"token": []}]
    parts = found.setdefault("components", {})
    parts["securitySchemes"] = LOCK
    for name in ("HTTPValidationError", "ValidationError"):
        parts.get("schemas", {}).pop(name, None)
    return found
