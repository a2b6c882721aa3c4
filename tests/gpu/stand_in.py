"""Compile for a device that is not there, and run on the CPU what Numba hands to NVIDIA's compiler.

Numba asks for a device and for a library of which no assembly needs anything; both are stood in for. What it hands on
is LLVM's language, in which a device differs from the CPU in few words: number of the thread, kinds of memory, names
of roots and angles. With these replaced it runs here, every operation rounded by itself.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import functools
import re
from types import SimpleNamespace
from typing import Any

import llvmlite.binding as llvm
import numba
import numpy as np
from numba.core import types
from numba.cuda import compiler, cuda_paths, dispatcher
from numba.cuda.cudadrv import nvrtc

from midcourse.gpu.device import THREADS, as_on_the_cpu

CAPABILITY = 9, 0
PLACES = [f"{kind}.{axis}" for kind in ("tid", "ctaid", "ntid") for axis in "xyz"]
ROUNDED = ("sqrt", "fabs", "floor")  # the same on either
OF_LIBRARIES = {"exp": 1, "sin": 1, "cos": 1, "atan2": 2, "pow": 2}  # the CPU's in place of the device's
CHOSEN = {"fmin": "minnum", "fmax": "maxnum"}


def no_device() -> None:
    """Let Numba compile without a device and without what links programs."""
    dispatcher.get_current_device = lambda: SimpleNamespace(compute_capability=CAPABILITY)
    nvrtc.get_supported_ccs = lambda: (CAPABILITY,)
    cuda_paths._get_nvrtc_path = lambda: None


def _words() -> str:
    # what the device has, written for the CPU
    text = ["@place = global [9 x i32] zeroinitializer"]
    for n, name in enumerate(PLACES):
        at = f"getelementptr ([9 x i32], ptr @place, i32 0, i32 {n})"
        text.append(f'define i32 @"place.{name}"() {{ %v = load i32, ptr {at} ret i32 %v }}')
    calls = {name: (f"llvm.{name}.f64", 1) for name in ROUNDED}
    calls |= {name: (f"llvm.{word}.f64", 2) for name, word in CHOSEN.items()}
    calls |= {name: (name, count) for name, count in OF_LIBRARIES.items()}
    for name, (word, count) in calls.items():
        given = ", ".join(f"double %x{k}" for k in range(count))
        text.append(f"declare double @{word}({', '.join(['double'] * count)})")
        text.append(
            f"define double @__nv_{name}({given}) {{ %v = call double @{word}({given}) ret double %v }}"
        )
    return "\n".join(text)


def _untyped(line: str) -> str:
    # `double*` was written by older LLVM for what is `ptr` now
    closing = {"]": "[", "}": "{", ")": "("}
    while (star := re.sub(r'"[^"]*"', lambda quoted: "q" * len(quoted[0]), line).find("*")) >= 0:
        end = len(line[:star].rstrip())
        at = end - 1
        while line[at] in closing:
            opened, closed, deep = closing[line[at]], line[at], 1
            while deep:
                at -= 1
                deep += (line[at] == closed) - (line[at] == opened)
            if opened != "(":
                break
            at = len(line[:at].rstrip()) - 1  # what the function returns
        else:
            while at > 0 and re.match(r'[\w.%"]', line[at - 1]):
                at -= 1
        line = f"{line[:at]}ptr{line[star + 1 :]}"
    return line


def _for_the_host(text: str, fused: bool) -> str:
    if fused:
        text = re.sub(r"= f(mul|add|sub) ", r"= f\1 contract ", text)
    text = re.sub(r"^(target|!nvvm).*$", "", text, flags=re.MULTILINE)
    text = re.sub(r" ?addrspace\(\d\)", "", text).replace("addrspacecast", "bitcast")
    text = text.replace("llvm.nvvm.read.ptx.sreg.", "place.")
    return "\n".join(_untyped(line) if "*" in line else line for line in text.splitlines())


@functools.cache
def _code(function: Any, given: tuple[Any, ...], fused: bool) -> tuple[Any, int, Any]:
    # the engine, which keeps the code alive; the address of the program; the place among the threads
    with as_on_the_cpu():
        library, _ = compiler._compile_pyfunc_with_fixup(
            function, given, debug=False, lineinfo=False, device=False, fastmath=False, cc=CAPABILITY, opt=True,
            abi="numba", abi_info=None,
        )  # fmt: skip
    texts = library.llvm_strs
    name = re.search(r'@"([^"]+)", [^"]*"kernel"', "\n".join(texts))
    assert name
    library_m = ctypes.CDLL(ctypes.util.find_library("m"))
    for word in (*OF_LIBRARIES, "sincos"):  # the last is made of two
        llvm.add_symbol(word, ctypes.cast(library_m[word], ctypes.c_void_p).value)
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    whole = llvm.parse_assembly(_words())
    for text in texts:
        whole.link_in(llvm.parse_assembly(_for_the_host(text, fused)))
    whole.verify()
    missing = [f.name for f in whole.functions if f.is_declaration and not f.name.startswith("llvm.")]
    assert set(missing) <= set(OF_LIBRARIES), missing
    able = llvm.get_host_cpu_features().flatten()
    machine = llvm.Target.from_default_triple().create_target_machine(
        cpu=llvm.get_host_cpu_name(), features=able, opt=2
    )
    engine = llvm.create_mcjit_compiler(whole, machine)
    engine.finalize_object()
    return engine, engine.get_function_address(name[1]), engine.get_global_value_address("place")


def _flat(kind: Any, value: Any) -> list[Any]:
    # as Numba lays arguments out for a device
    if isinstance(kind, types.Array):
        shape = [ctypes.c_int64(n) for n in (*value.shape, *value.strides)]
        of_whole = (
            ctypes.c_int64(value.size),
            ctypes.c_int64(value.itemsize),
            ctypes.c_void_p(value.ctypes.data),
        )
        return [ctypes.c_void_p(0), ctypes.c_void_p(0), *of_whole, *shape]
    if isinstance(kind, types.BaseTuple):
        return [part for pair in zip(kind, value, strict=True) for part in _flat(*pair)]
    if kind == types.float64:
        return [ctypes.c_double(value)]
    return [ctypes.c_int64(value)]


def run(
    program: Any, threads: int, given: tuple[Any, ...], contracted: bool = False, fused: bool = False
) -> None:
    """Do what `device.launch` does, thread after thread on the CPU; `fused` lets it round a product and a sum once."""
    assert not contracted
    kinds = tuple(numba.typeof(value) for value in given)
    _, address, place = _code(program.py_func, kinds, fused)
    flat = [part for pair in zip(kinds, given, strict=True) for part in _flat(*pair)]
    call = ctypes.CFUNCTYPE(None, *(type(part) for part in flat))(address)
    where = np.ctypeslib.as_array((ctypes.c_int32 * len(PLACES)).from_address(place))
    where[:] = 0
    where[PLACES.index("ntid.x")] = THREADS
    for block in range(-(-threads // THREADS)):
        where[PLACES.index("ctaid.x")] = block
        for thread in range(THREADS):
            where[PLACES.index("tid.x")] = thread
            call(*flat)
