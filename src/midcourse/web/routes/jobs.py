"""Long work: begun, watched, ended, taken up again."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, StreamingResponse

from midcourse.web.asked import Asked, checked
from midcourse.web.job import COMPLETE, OPEN, Job
from midcourse.web.jobs import Jobs
from midcourse.web.limits import STREAMS_MOST
from midcourse.web.problems import Busy, said_of
from midcourse.web.rooms import Missing

router = APIRouter(tags=["jobs"], responses=said_of(409, 429))
Document = dict[str, Any]
LOOK_S, ALIVE_S = 0.1, 10.0
STREAM: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}, "description": "events"}
}


def jobs_of(request: Request) -> Jobs:
    """Return the jobs of the server."""
    found: Jobs = request.app.state.jobs
    return found


@router.post("/jobs", status_code=202, responses={200: {"description": "the answer is there already", "model": dict}})
def ask(asked: Asked, request: Request) -> JSONResponse:
    """Begin a piece of work, or return that of the same question."""
    scenario = None
    if asked.kind == "claim":
        from midcourse.claims.read import claim_names

        if asked.scenario not in claim_names():
            raise Missing("no such claim", key="scenario", got=str(asked.scenario), allowed=", ".join(claim_names()))
    else:
        scenario = checked(asked)
    job = jobs_of(request).ask(asked, scenario)
    return JSONResponse(job.document(), 200 if job.status == COMPLETE else 202)


@router.get("/jobs")
def list_all(request: Request) -> list[Document]:
    """List all jobs, the last first."""
    return jobs_of(request).all()


@router.get("/jobs/{job}")
def show(job: str, request: Request) -> Document:
    """Show how far a job is."""
    return jobs_of(request).get(job).document()


@router.post("/jobs/{job}/cancel")
def cancel(job: str, request: Request) -> Document:
    """End a job; what it has finished is kept."""
    return jobs_of(request).cancel(job).document()


@router.post("/jobs/{job}/resume")
def resume(job: str, request: Request) -> Document:
    """Take a job up where it stopped."""
    return jobs_of(request).resume(job).document()


@router.get("/jobs/{job}/events", response_class=StreamingResponse, responses=STREAM)
async def events(job: str, request: Request) -> StreamingResponse:
    """Tell how far a job is as it goes: server-sent events to its end."""
    state = request.app.state
    found = state.jobs.get(job)
    if state.streams >= STREAMS_MOST:
        raise Busy("too many look on at once", allowed=f"at most {STREAMS_MOST}")
    return StreamingResponse(_told(found, state), media_type="text/event-stream")


@router.get("/answers/{job}")
def answer(job: str, request: Request) -> Document:
    """Return what a footprint, a chase or a claim found."""
    return jobs_of(request).answer(job)


async def _told(job: Job, state: Any) -> AsyncIterator[str]:
    state.streams += 1
    try:
        version, told_s = -1, time.monotonic()
        while not state.jobs.closed:
            state.jobs.get(job.name)
            if job.version != version:
                version, told_s = job.version, time.monotonic()
                document = job.document()
                over = document["status"] not in OPEN
                yield f"event: {'end' if over else 'progress'}\ndata: {json.dumps(document)}\n\n"
                if over:
                    return
            elif time.monotonic() - told_s > ALIVE_S:
                told_s = time.monotonic()
                yield ": still here\n\n"
            await asyncio.sleep(LOOK_S)
    finally:
        state.streams -= 1

