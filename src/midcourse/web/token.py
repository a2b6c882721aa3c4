"""The word without which nothing is changed: new at each start, in a file that only its owner reads."""

from __future__ import annotations

import os
import secrets
import warnings
from contextlib import suppress
from pathlib import Path

BITS = 256
STATE = "MIDCOURSE_STATE_DIR"


def new_token() -> str:
    """Return a token of `BITS` bits from the system's own chance."""
    return secrets.token_urlsafe(BITS // 8)


def same(given: str, token: str) -> bool:
    """Return whether two tokens are equal, in a time that does not tell how far."""
    return secrets.compare_digest(given.encode("utf-8", "replace"), token.encode())


def token_file(port: int) -> Path:
    """Return where the token of a server is kept; `MIDCOURSE_STATE_DIR` stands above the system's own folder."""
    import platformdirs

    home = os.environ.get(STATE)
    if home:
        return Path(home) / f"serve-{port}.token"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # where there is none, it would be a folder below one that all may write in
            folder = Path(platformdirs.user_runtime_path("midcourse", ensure_exists=False))
    except Warning:
        folder = Path(platformdirs.user_state_path("midcourse"))
    if not folder.parent.is_dir():
        folder = Path(platformdirs.user_state_path("midcourse"))
    return folder / f"serve-{port}.token"


def keep(token: str, path: Path) -> None:
    """Write a token for its owner alone; what stood there before is gone.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        path.unlink()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as stream:
        stream.write(f"{token}\n")


def forget(path: Path) -> None:
    """Remove the file of a token."""
    with suppress(OSError):
        path.unlink()
