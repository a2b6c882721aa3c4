"""Ctrl-C and SIGTERM: the work ends in seconds, with what is finished; a second signal does no harm."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from types import FrameType

LEAVE_S = 4.5  # from the signal to the end, whatever is still at work
AGAIN_S = 0.02
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stop:
    """Whether the work was asked to end, by which signal, and what is said where it ends in a hurry."""

    def __init__(self) -> None:
        self.signal: int | None = None
        self._raised = False
        self.words = "midcourse: interrupted"
        self.ended = threading.Event()

    @property
    def code(self) -> int:
        """The exit code: 130 after Ctrl-C, 143 after SIGTERM."""
        return 128 + (self.signal or signal.SIGINT)

    def take(self, number: int, frame: FrameType | None) -> None:
        """Turn the first signal into KeyboardInterrupt; from then on there is no other."""
        self.signal = self.signal or number
        if not self._raised and not _in_callback(frame):
            self._raised = True
            raise KeyboardInterrupt

    def check(self) -> None:
        """Raise KeyboardInterrupt if there was a signal: what is raised inside a callback may get lost there."""
        if self.signal is not None:
            raise KeyboardInterrupt

    def watch(self, told: int) -> None:
        """Wait for a signal, and end the process when its time is up: files are whole or not there."""
        number = os.read(told, 1)
        if not number or number[0] not in SIGNALS:
            return
        until_s = time.monotonic() + LEAVE_S
        while not self.ended.wait(AGAIN_S):
            if time.monotonic() >= until_s:
                os.write(2, f"{self.words}\n".encode())
                os._exit(128 + number[0])
            if not self._raised:
                signal.pthread_kill(threading.main_thread().ident or 0, number[0])


def _in_callback(frame: FrameType | None) -> bool:
    # what is raised there, Python prints and forgets
    while frame is not None:
        if frame.f_code.co_name == "__del__" or frame.f_code.co_filename.endswith("weakref.py"):
            return True
        frame = frame.f_back
    return False


@contextlib.contextmanager
def stoppable() -> Iterator[Stop]:
    """Let signals end the work inside; gives what they did. Outside the main thread signals stay as they are."""
    stop = Stop()
    if threading.current_thread() is not threading.main_thread() or sys.platform == "win32":
        yield stop
        return
    # the system writes the number of a signal at once, even where no line of Python is being run
    told, tell = os.pipe()
    os.set_blocking(tell, False)
    before = {number: signal.signal(number, stop.take) for number in SIGNALS}
    waked = signal.set_wakeup_fd(tell, warn_on_full_buffer=False)
    thread = threading.Thread(target=stop.watch, args=(told,), daemon=True)
    thread.start()
    try:
        yield stop
    finally:
        stop.ended.set()
        signal.set_wakeup_fd(waked)
        for number, handler in before.items():
            signal.signal(number, handler)
        os.close(tell)
        thread.join()
        os.close(told)
