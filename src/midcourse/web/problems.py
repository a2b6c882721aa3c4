"""What is answered when something is wrong: the command line's one line, never a traceback."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from midcourse.errors import MidcourseError
from midcourse.web.rooms import Missing

if TYPE_CHECKING:
    from fastapi import FastAPI, Request
    from fastapi.responses import JSONResponse

WORDS = {
    400: "what was asked for cannot be used",
    401: "no token, or not the one of this start",
    403: "another host or another page",
    404: "there is no such thing",
    405: "no such method here",
    408: "the request did not come to its end",
    409: "not in this state",
    413: "too large",
    415: "not JSON",
    429: "too many jobs wait already",
    503: "too much at once, or the page is not built",
}
FIELDS = {"--runs": "runs", "--worlds": "worlds", "--seed": "seed"}  # an option, and the field of a request
NO_JSON = "the body is no JSON"
UNREAD = "error parsing the body"  # as FastAPI says of signs that are no text, and of what is nested too deep


class Problem(BaseModel):
    """One line for people, as the command line prints it; the path of the value, and what would do."""

    error: str
    key: str | None = None
    allowed: str | None = None


class WrongState(MidcourseError):
    """A job is not in a state for that."""


class TooMany(MidcourseError):
    """There is no room for another."""


class Busy(MidcourseError):
    """It cannot be answered now."""


def said_of(*codes: int) -> dict[int | str, dict[str, Any]]:
    """Return how an operation says that something is wrong, for the OpenAPI."""
    every = (400, 401, 403, 404, 405, 408, 413, 415, 503)
    return {code: {"model": Problem, "description": WORDS[code]} for code in sorted({*every, *codes})}


def status_of(problem: MidcourseError) -> int:
    """Return the status that goes with an error."""
    for kind, status in ((Missing, 404), (WrongState, 409), (TooMany, 429), (Busy, 503)):
        if isinstance(problem, kind):
            return status
    return 400


def answer(status: int, error: str, key: str | None = None, allowed: str | None = None) -> JSONResponse:
    """Return the answer that says what is wrong."""
    from fastapi.responses import JSONResponse

    return JSONResponse({"error": error, "key": key, "allowed": allowed}, status)


def told_by(app: FastAPI) -> None:
    """Let an app answer all errors in one form."""
    from fastapi.exceptions import RequestValidationError
    from starlette.exceptions import HTTPException

    async def known(_: Request, problem: Exception) -> JSONResponse:
        assert isinstance(problem, MidcourseError)
        key = FIELDS.get(problem.key or "", problem.key)
        return answer(status_of(problem), problem.one_line(), key, problem.allowed)

    async def invalid(_: Request, problem: Exception) -> JSONResponse:
        assert isinstance(problem, RequestValidationError)
        first = problem.errors()[0]
        if first["type"] == "json_invalid":
            return answer(400, f"{NO_JSON}: {_where(first)}")
        if first["loc"] == ("body",) and first["type"] == "missing":
            return answer(400, f"{NO_JSON}: it is empty")
        key = ".".join(str(part) for part in first["loc"][1:]) or None
        why = str(first["msg"])[:1].lower() + str(first["msg"])[1:]
        return answer(400, f"{key}: {why}" if key else why, key)

    async def usual(request: Request, problem: Exception) -> JSONResponse:
        assert isinstance(problem, HTTPException)
        status = problem.status_code
        if status == 405 and not _known(app, request):
            status = 404  # only the page answers to every address, and it knows no other method
        if status == 400 and UNREAD in str(problem.detail):
            return answer(400, f"{NO_JSON}: it cannot be read")
        found = answer(status, WORDS.get(status, str(problem.detail)))
        found.headers.update(problem.headers or {} if status == 405 else {})
        return found

    async def unknown(_: Request, problem: Exception) -> JSONResponse:
        logging.getLogger("midcourse.web").error("%s: %s", type(problem).__name__, problem)
        return answer(500, "a fault of the program; the other answers stand")

    app.add_exception_handler(MidcourseError, known)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, usual)
    app.add_exception_handler(Exception, unknown)


def _where(problem: dict[str, Any]) -> str:
    why = str(problem.get("ctx", {}).get("error", "not understood"))
    return f"{why[:1].lower()}{why[1:]}, at sign {problem['loc'][-1]}"


def _known(app: FastAPI, request: Request) -> bool:
    parts = request.url.path.split("/")
    known = (path.split("/") for path in app.openapi()["paths"])
    return any(
        len(one) == len(parts) and all(a == b or a.startswith("{") for a, b in zip(one, parts, strict=True))
        for one in known
    )
