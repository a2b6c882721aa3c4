"""Whether there is a device, and how its programs are compiled: with the rounding of the CPU."""

from __future__ import annotations

import contextlib
import functools
import importlib.util
from collections.abc import Iterator
from typing import Any

import numpy as np

from midcourse.errors import DeviceError

THREADS = 128  # of a block


@contextlib.contextmanager
def as_on_the_cpu(contracted: bool = False) -> Iterator[None]:
    """Compile for the device so that arithmetic is rounded as on the CPU, within this context.

    Two settings, for which Numba has no option. Every product and every sum is rounded by itself. Tables that
    compiled code holds go to the device's main memory: those of the air are larger than its memory for constants.

    Args:
        contracted: True to let a product and the sum after it be rounded once: quicker, other last bits.
    """
    from numba.cuda.cudadrv import nvvm

    constants, compile_ir = nvvm.ADDRSPACE_CONSTANT, nvvm.compile_ir
    nvvm.ADDRSPACE_CONSTANT = nvvm.ADDRSPACE_GLOBAL
    nvvm.compile_ir = functools.partial(compile_ir, fma=int(contracted))
    try:
        yield
    finally:
        nvvm.ADDRSPACE_CONSTANT, nvvm.compile_ir = constants, compile_ir


def simulated() -> bool:
    """Return whether Numba's simulator stands in for a device: `NUMBA_ENABLE_CUDASIM=1`."""
    from numba.core import config

    asked: Any = config
    return bool(asked.ENABLE_CUDASIM)


def _installed() -> bool:
    return importlib.util.find_spec("numba_cuda") is not None


@functools.cache
def device_present() -> bool:
    """Return whether programs can be run: `midcourse[gpu]` is installed and finds a device, or the simulator is on."""
    if simulated():
        return True
    if not _installed():
        return False
    from numba import cuda

    return bool(cuda.is_available())


def require_device() -> None:
    """Raise a `DeviceError` that says what is missing, where no device can be used."""
    if device_present():
        return
    if not _installed():
        raise DeviceError("the device driver is not installed: pip install 'midcourse[gpu]'")
    raise DeviceError("no CUDA device was found on this machine")


def held(array: Any, kind: Any = np.float64) -> Any:
    """Return an array on the device, to be read there; what is there already is left where it is.

    Args:
        array: of the host or of the device.
        kind: type of its numbers.
    """
    if hasattr(array, "__cuda_array_interface__"):
        return array
    values = np.ascontiguousarray(array, dtype=kind)
    if simulated():
        return values
    from numba import cuda

    return cuda.to_device(values)


def launch(program: Any, threads: int, given: tuple[Any, ...], contracted: bool = False) -> None:
    """Run a program, one thread for each body, and wait for it.

    Args:
        program: of `midcourse.gpu.threads`.
        threads: how many bodies; nothing is run for none.
        given: its arguments; arrays of the host are copied to the device and back.
        contracted: as for `as_on_the_cpu`; what a program is compiled with first, it keeps.
    """
    if threads == 0:
        return
    from numba import cuda

    blocks = -(-threads // THREADS)
    with contextlib.nullcontext() if simulated() else as_on_the_cpu(contracted):
        program[blocks, THREADS](*given)
        cuda.synchronize()
