"""Listening on this machine alone: sockets, connections that say nothing, the end of the server."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from midcourse.errors import ScenarioError
from midcourse.web.limits import CONNECTIONS_MOST, HEAD_S, IDLE_S

USUAL_PORT = 8700
LEAVE_S = 1


class Patient(H11Protocol):
    """A connection that is closed when the head of a request does not come in time."""

    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to wait."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what comes; a part of a head does not begin the time anew."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._rest()
        elif self._timer is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._rest()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._timer = self.loop.call_later(HEAD_S, self._close)

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _close(self) -> None:
        self._timer = None
        if (self.cycle is None or self.cycle.response_complete) and not self.transport.is_closing():
            self.transport.close()


def bound(port: int) -> list[socket.socket]:
    """Return sockets on 127.0.0.1 and, where there is one, ::1, with one port; 0 finds a free one.

    Raises:
        ScenarioError: the port is taken.
    """
    first = _socket(socket.AF_INET, "127.0.0.1", port)
    number = first.getsockname()[1]
    with suppress(OSError, ScenarioError):
        return [first, _socket(socket.AF_INET6, "::1", number)]
    return [first]


def _socket(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind((host, port))
        made.listen(256)
    except OSError as problem:
        made.close()
        why = f"the port cannot be used: {(problem.strerror or str(problem)).lower()}"
        raise ScenarioError(why, key="--port", got=str(port), allowed="another port, or 0 for a free one") from None
    return made


class Server:
    """A server in a thread of its own, so that the main one keeps the signals.

    Args:
        app: what answers.
        sockets: that it listens at.
    """

    def __init__(self, app: Any, sockets: list[socket.socket]) -> None:
        heard = logging.getLogger("uvicorn.error")
        heard.handlers, heard.propagate = [logging.NullHandler()], False  # strangers write nothing to the terminal
        config = uvicorn.Config(
            app,
            http=Patient,
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            timeout_keep_alive=IDLE_S,
            limit_concurrency=CONNECTIONS_MOST,
            timeout_graceful_shutdown=LEAVE_S,
            h11_max_incomplete_event_size=16_384,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=(sockets,), daemon=True)
        self._sockets = sockets

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()
        while not self._server.started and self._thread.is_alive():
            self._thread.join(0.01)

    def wait(self) -> None:
        """Wait until it is ended."""
        while self._thread.is_alive():
            self._thread.join(0.2)

    def stop(self, before: Callable[[], None] = lambda: None) -> None:
        """End it: no new request, then what is done `before` the last connection is closed."""
        self._server.should_exit = True
        before()
        self._thread.join(LEAVE_S + 1.0)
        for one in self._sockets:
            one.close()
