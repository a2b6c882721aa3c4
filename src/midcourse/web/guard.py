"""Who is let in: every request passes here before anything of it is looked at."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from midcourse.web.limits import BODY_MOST, BODY_S, PATH_MOST
from midcourse.web.token import same

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    Scope = MutableMapping[str, Any]
    Message = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]
    App = Callable[[Scope, Receive, Send], Awaitable[None]]

NAMES = ("127.0.0.1", "localhost", "[::1]")
READS = ("GET", "HEAD")
ONCE = ("host", "origin", "authorization", "content-type", "content-length", "transfer-encoding")
PAGE_POLICY = "; ".join((
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
))  # fmt: skip
HEADERS = {
    "content-security-policy": PAGE_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}


class Refused(Exception):
    """A request that goes no further: the status, and what is said."""

    def __init__(self, status: int, why: str, allowed: str | None = None) -> None:
        super().__init__(why)
        self.status, self.why, self.allowed = status, why, allowed


class Guard:
    """Checks host, origin, token, form and size of every request, and adds what every answer says for safety.

    Args:
        app: what is guarded.
        token: that writes must carry.
        port: that the host must name; None where nobody listens.
    """

    def __init__(self, app: App, token: str, port: int | None = None) -> None:
        self.app, self.token, self.port = app, token, port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # the page needs no socket: progress comes as server-sent events
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": "no sockets here"})
            return
        guarded = _with_headers(send)
        try:
            head = _head(scope)
            self._look(scope, head)
            body = await _body(head, receive)
        except Refused as why:
            await _refuse(guarded, why)
            return
        await self.app(scope, _given(body, receive), guarded)

    def _look(self, scope: Scope, head: dict[str, str]) -> None:
        if not self._ours(head.get("host", "")):
            raise Refused(403, "Host: not this machine", f"127.0.0.1 or localhost, with port {self.port}")
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > PATH_MOST:
            raise Refused(404, "no such address")
        origin = head.get("origin")
        foreign = origin is not None and not (origin.startswith("http://") and self._ours(origin[7:]))
        if foreign or (head.get("sec-fetch-site") == "cross-site" and scope["path"].startswith("/api/")):
            raise Refused(403, "Origin: another page has no business here")
        if "upgrade" in head:
            raise Refused(400, "Upgrade: nothing but plain HTTP is spoken here")
        if scope["method"] in READS:
            return
        if scope["method"] == "OPTIONS":
            raise Refused(405, "OPTIONS: nothing is shared with other pages")
        word, _, token = head.get("authorization", "").partition(" ")
        if word.lower() != "bearer" or not same(token.strip(), self.token):
            raise Refused(401, "no token, or not the one of this start", "the address that `midcourse serve` printed")
        form = head.get("content-type", "").partition(";")[0].strip().lower()
        if scope["method"] == "POST" and form != "application/json":
            raise Refused(415, "Content-Type: not understood", "application/json")

    def _ours(self, host: str) -> bool:
        tail = "" if self.port is None else f":{self.port}"
        if self.port is None:  # any port
            name, colon, port = host.rpartition(":")
            host = name if colon and port.isdigit() and not host.endswith("]") else host
        return host in {f"{name}{tail}" for name in NAMES}


def _head(scope: Scope) -> dict[str, str]:
    found: dict[str, str] = {}
    for raw, value in scope["headers"]:
        name = raw.decode("latin-1").lower()
        if name in found and name in ONCE:
            raise Refused(400, f"{name}: given twice")
        found[name] = value.decode("latin-1")
    return found


async def _body(head: dict[str, str], receive: Receive) -> bytes:
    # counted whatever was declared; what is packed is not unpacked
    if head.get("content-encoding", "identity").lower() != "identity":
        raise Refused(415, "Content-Encoding: not understood", "none")
    told = head.get("content-length", "0")
    if not told.isdecimal() or not told.isascii():
        raise Refused(400, "Content-Length: not a number")
    if len(told) > 12 or int(told) > BODY_MOST:
        raise Refused(413, "the request is too large", f"at most {BODY_MOST:,} bytes")
    if int(told) == 0 and "transfer-encoding" not in head:
        return b""
    parts, size = [], 0
    try:
        async with asyncio.timeout(BODY_S):
            while True:
                message = await receive()
                part = message.get("body", b"")
                parts.append(part)
                size += len(part)
                if size > BODY_MOST:
                    raise Refused(413, "the request is too large", f"at most {BODY_MOST:,} bytes")
                if message["type"] == "http.disconnect" or not message.get("more_body", False):
                    return b"".join(parts)
    except TimeoutError:
        raise Refused(408, "the request did not come to its end", f"within {BODY_S:.0f} s") from None


def _given(body: bytes, receive: Receive) -> Receive:
    # the body once, then whatever the connection says
    told = False

    async def give() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return give


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            there = {name.decode("latin-1").lower() for name, _ in message.get("headers", ())}
            more = [(k.encode(), v.encode()) for k, v in HEADERS.items() if k not in there]
            message = {**message, "headers": [*message.get("headers", ()), *more]}
        await send(message)

    return sent


async def _refuse(send: Send, why: Refused) -> None:
    body = json.dumps({"error": why.why, "key": None, "allowed": why.allowed}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    if why.status in (401,):
        headers.append((b"www-authenticate", b"Bearer"))
    if why.status == 405:
        headers.append((b"allow", b"GET, HEAD, POST"))
    headers.append((b"connection", b"close"))  # what else it sends is not waited for
    await send({"type": "http.response.start", "status": why.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
