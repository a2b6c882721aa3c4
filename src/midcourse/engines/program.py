"""Which program this is: what makes two of them give the same bytes, in words that a refusal can name."""

from __future__ import annotations

import hashlib
import platform
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from midcourse.version import __version__

LIBRARIES = ("numpy", "numba", "scipy")


@lru_cache(maxsize=1)
def stamp() -> dict[str, str]:
    """Return the version of the program, of its source, of what it counts with, and of the machine's kind.

    Two programs with the same stamp give the same bytes; `source` is a hash of the package's own files.
    """
    told = {name: _version(name) for name in LIBRARIES}
    return {
        "midcourse": __version__,
        "source": _source(),
        "python": ".".join(platform.python_version_tuple()[:2]),
        **told,
        "machine": f"{platform.system()} {platform.machine()}",
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _source() -> str:
    root = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.suffix in (".py", ".yaml", ".csv") and path.is_file():
            digest.update(path.relative_to(root).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def apart(mine: dict[str, str], theirs: dict[str, str]) -> str:
    """Return in words where two stamps differ; empty where they do not."""
    keys = dict.fromkeys((*mine, *theirs))
    return ", ".join(
        f"{key} {theirs.get(key, 'unknown')} in place of {mine.get(key, 'unknown')}"
        for key in keys
        if mine.get(key) != theirs.get(key)
    )
