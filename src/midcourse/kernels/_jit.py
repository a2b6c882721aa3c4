"""The one place that holds every Numba option, and the folder where compiled code is kept."""

from __future__ import annotations

import functools
import hashlib
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, overload

import numba
import numpy as np
from numba.core import config

PACKAGE = Path(__file__).resolve().parents[1]
MARK = b"midcourse.kernels._jit"
F = TypeVar("F", bound=Callable[..., Any])


def compiled_sources(package: Path = PACKAGE) -> list[Path]:
    """Return every source file that holds compiled functions.

    Args:
        package: the folder of the package.

    Returns:
        The files of `kernels/` with its tables, `records.py`, whose numbers compiled code holds, and every
        other file that imports this module, sorted by name.
    """
    kernels = package / "kernels"
    rest = (path for path in package.rglob("*.py") if path.parent != kernels)
    marked = (path for path in rest if path.name == "records.py" or MARK in path.read_bytes())
    return sorted([*kernels.glob("*.py"), *kernels.glob("*.csv"), *marked])


def source_key(package: Path = PACKAGE) -> str:
    """Return the hash under which compiled code is kept.

    Numba's disk cache looks at the time of one file only and runs old machine code after an edit
    in an inlined callee; a folder named after all sources cannot.

    Args:
        package: the folder of the package.

    Returns:
        32 hexadecimal digits over all compiled sources and the versions of Numba and NumPy.
    """
    digest = hashlib.sha256(f"{numba.__version__} {np.__version__} {sys.version_info[:2]}".encode())
    for path in compiled_sources(package):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:32]


@functools.cache
def cache_folder() -> Path:
    """Return the folder for compiled code: `MIDCOURSE_CACHE_DIR`, the user's cache, or a temporary one."""
    asked = os.environ.get("MIDCOURSE_CACHE_DIR")
    if asked:
        base = Path(asked)
    else:
        import platformdirs

        base = Path(platformdirs.user_cache_dir("midcourse", appauthor=False))
    folder = base / source_key()
    if _writable(folder):
        return folder
    return Path(tempfile.mkdtemp(prefix="midcourse-"))


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


@overload
def kernel(function: F) -> F: ...
@overload
def kernel(*, shared: bool = False, bare: bool = False) -> Callable[[F], F]: ...
def kernel(function: Any = None, *, shared: bool = False, bare: bool = False) -> Any:
    """Compile a function on first use, with the options that all of midcourse shares.

    Args:
        function: the function, where the decorator stands without brackets.
        shared: True for physics that drivers call in their innermost loop: it is inlined there by
            force, without which no loop over lanes becomes vector code.
        bare: True for what makes no array: references to arrays are then not counted, which costs more than the work
            where tuples of arrays are passed about. To make one in such a function does not compile.

    Returns:
        The compiled function; its machine code is kept in `cache_folder()`.
    """
    if function is None:
        return functools.partial(kernel, shared=shared, bare=bare)
    held: Any = config  # Numba reads the folder when a function is made; others keep their own
    before = held.CACHE_DIR
    held.CACHE_DIR = str(cache_folder())
    try:
        more: dict[str, Any] = {"_nrt": False} if bare else {}
        return numba.njit(cache=True, nogil=True, error_model="numpy", forceinline=shared, **more)(function)
    finally:
        held.CACHE_DIR = before
