"""Where compiled code spends its time, by the source functions it was made of: samples by `perf`, line numbers.

Kernels are inlined into loops, so that no profiler sees them. Compiled with line numbers (`NUMBA_DEBUGINFO=1`), the
machine code says of every place through which calls its source came there; `addr2line` reads it. Linux alone.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

TOOLS = ("perf", "addr2line", "objdump")
HERTZ = 997
Stack = tuple[str, ...]  # `module.function` from the outermost to the innermost


class Code(NamedTuple):
    """The machine code of one compiled function with all that was inlined: where it lies, and its object file."""

    begin: int
    end: int
    section: str
    offset: int
    content: bytes


def missing() -> list[str]:
    """Return the programs that are needed and not there."""
    return [name for name in TOOLS if shutil.which(name) is None]


def keep_objects() -> None:
    """Let Numba keep the object file of all that it compiles or reads from now on; it drops what it has linked."""
    from numba.core.codegen import CPUCodeLibrary

    known = CPUCodeLibrary._set_compiled_object

    def kept(self: Any, content: bytes) -> None:
        self.kept = content
        known(self, content)

    CPUCodeLibrary._set_compiled_object = kept


def sampled(work: Callable[[], Any], folder: Path) -> tuple[Counter[tuple[int, str]], float]:
    """Do some work and look a thousand times a second where this process is; addresses and libraries, CPU seconds."""
    kept = folder / "perf.data"
    words = [
        "perf",
        "record",
        "-q",
        "-e",
        "cpu-clock",
        "-F",
        str(HERTZ),
        "-p",
        str(os.getpid()),
        "-o",
        str(kept),
    ]
    watcher = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    time.sleep(1.0)
    begin = time.process_time()
    work()
    took = time.process_time() - begin
    watcher.send_signal(signal.SIGINT)
    _, said = watcher.communicate()
    told = subprocess.run(["perf", "script", "-i", str(kept), "-F", "ip,dso"], capture_output=True, text=True)
    lines = re.findall(r"^ *(\w+) \((.*)\)$", told.stdout, re.MULTILINE)
    found = Counter((int(at, 16), Path(library).name.partition(".so")[0]) for at, library in lines)
    if not found:
        raise SystemExit(f"perf saw nothing: {(said.decode() + told.stderr).strip()}")
    return found, took


def compiled() -> list[Code]:
    """Return the machine code of every kernel that this process has called since `keep_objects`."""
    codes = []
    libraries = {}
    for module in [one for name, one in sys.modules.items() if name.startswith("midcourse.")]:
        for thing in vars(module).values():
            for made in getattr(thing, "overloads", {}).values():
                libraries[made.library.name] = made
    for made in libraries.values():
        wrapper = made.fndesc.llvm_cpython_wrapper_name  # of this object alone; the rest may be in others too
        content = getattr(made.library, "kept", None) or made.library._compiled_object
        if content is None:  # only typed, to be inlined elsewhere
            continue
        codes.append(_placed(content, wrapper, made.library.get_pointer_to_function(wrapper)))
    return codes


def _placed(content: bytes, name: str, at: int) -> Code:
    # where the section of a function begins in memory, from where one function of it lies
    with tempfile.NamedTemporaryFile(suffix=".o") as file:
        file.write(content)
        file.flush()
        told = subprocess.run(
            ["objdump", "-t", "-h", file.name], capture_output=True, text=True, check=True
        ).stdout
    offset, section = re.search(
        rf"^(\w+) .* (\S+)\t\w+ +(?:\S+ )?{re.escape(name)}$", told, re.MULTILINE
    ).groups()
    size = re.search(rf"^ +\d+ {re.escape(section)} +(\w+) ", told, re.MULTILINE)[1]
    begin = at - int(offset, 16)
    return Code(begin, begin + int(size, 16), section, int(offset, 16), content)


def stacks(found: Counter[tuple[int, str]], codes: list[Code]) -> Counter[Stack]:
    """Return how many samples fell into each stack of source functions, or in a library where it is none of ours."""
    counted: Counter[Stack] = Counter()
    left = dict(found)
    for code in codes:
        inside = [(at, library) for at, library in left if code.begin <= at < code.end]
        if inside:
            for key, stack in zip(inside, _read(code, [at for at, _ in inside]), strict=True):
                counted[stack] += left.pop(key)
    for (_, library), count in left.items():
        counted[(library,)] += count
    return counted


def _read(code: Code, places: list[int]) -> list[Stack]:
    with tempfile.NamedTemporaryFile(suffix=".o") as file:
        file.write(code.content)
        file.flush()
        asked = "\n".join(hex(at - code.begin) for at in places)
        words = ["addr2line", "-a", "-i", "-f", "-e", file.name, "-j", code.section]
        told = subprocess.run(words, input=asked, capture_output=True, text=True, check=True).stdout
    found = []
    for part in re.split(r"^0x\w+\n", told, flags=re.MULTILINE)[1:]:
        found.append(tuple(_plain(name) for name in reversed(part.splitlines()[::2])))
    return found


def _plain(mangled: str) -> str:
    # `_ZN9midcourse7sensors5radar7detectsB2v1B...`: lengths and names, the version behind
    rest, names = mangled.removeprefix("_ZN"), []
    while match := re.match(r"\d+", rest):
        end = match.end() + int(match[0])
        names.append(rest[match.end() : end])
        rest = rest[end:]
    return ".".join(names).removeprefix("midcourse.") or mangled
