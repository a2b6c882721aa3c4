"""Random numbers as a pure function of a key and a counter: Philox-4x64 with ten rounds."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from midcourse.kernels._jit import kernel
from midcourse.kernels.circle import circle

M0 = np.uint64(0xD2E7470EE14C6C93)
M1 = np.uint64(0xCA5A826395121157)
W0 = np.uint64(0x9E3779B97F4A7C15)
W1 = np.uint64(0xBB67AE8584CAA73B)
TWELVE = np.uint64(12)
LOW = np.uint64(0xFFF)
LOW_TO_UNIT = 1.0 / 281474976710656.0  # 2^-48
TO_UNIT = 1.0 / 4503599627370496.0  # 2^-52: with one bit more the last value would round to 1


def _of_product(_: Any, a: Any, b: Any) -> Any:
    # the high word of the 128-bit product: one instruction of the machine, for which Python has no word
    def build(_: Any, builder: Any, __: Any, args: Any) -> Any:
        wide = ir.IntType(128)
        product = builder.mul(builder.zext(args[0], wide), builder.zext(args[1], wide))
        return builder.trunc(builder.lshr(product, ir.Constant(wide, 64)), ir.IntType(64))

    return types.uint64(types.uint64, types.uint64), build


_high_word: Any = intrinsic(_of_product)


@kernel(shared=True, bare=True)
def philox(k0, k1, c0, c1, c2, c3):
    """Return one block of four random words.

    Args:
        k0, k1: key, unsigned 64-bit.
        c0, c1, c2, c3: counter, unsigned 64-bit, least significant word first.

    Returns:
        four unsigned 64-bit words.

    Source: Salmon, Moraes, Dror and Shaw 2011, Philox-4x64-10.
    """
    for _ in range(10):
        h0, l0 = _high_word(M0, c0), M0 * c0
        h1, l1 = _high_word(M1, c2), M1 * c2
        c0, c1, c2, c3 = h1 ^ c1 ^ k0, l1, h0 ^ c3 ^ k1, l0
        k0 = k0 + W0
        k1 = k1 + W1
    return c0, c1, c2, c3


@kernel(shared=True, bare=True)
def unit(word):
    """Turn a random word into a number in the open interval (0, 1), evenly spread over 2^52 values."""
    return (np.float64(word >> TWELVE) + 0.5) * TO_UNIT


@kernel(shared=True, bare=True)
def leftover(a, b, c, d):
    """Turn the twelve bits that `unit` leaves of each of four words into one more number in (0, 1), independent."""
    low = ((a & LOW) << TWELVE | (b & LOW)) << TWELVE << TWELVE | (c & LOW) << TWELVE | (d & LOW)
    return (np.float64(low) + 0.5) * LOW_TO_UNIT


@kernel(shared=True, bare=True)
def normal_pair(word_a, word_b):
    """Turn two random words into two independent standard normal numbers.

    Source: Box and Muller 1958.
    """
    radius = math.sqrt(-2.0 * math.log(unit(word_a)))
    c, s = circle(unit(word_b))
    return radius * c, radius * s
