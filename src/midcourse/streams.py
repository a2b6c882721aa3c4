"""Luck as a pure function of (seed, world, run, purpose, object, actor, slot): nothing is ever drawn in turn.

The Philox key is (seed, purpose), the counter (world and run, object, actor, slot). A slot is a slot of
time or the number of a shot, never a running count, so that adding a radar leaves every other draw as it was.
"""

from __future__ import annotations

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.kernels.philox import normal_pair, philox, unit

LOOK = 1
BIAS = 3
RELIABILITY = 4
COMMON_CAUSE = 5
SEEKER = 6
FEATURE = 7
ASSESSMENT = 8
DOUBT = 9
DECOY_SPREAD = 10
CUE = 11
TURN = 12
RAID = 13
DESIGN = 14
WORLD_SHIFT = np.uint64(1 << 40)


@kernel(shared=True, bare=True)
def words(seed, purpose, world, run, thing, actor, slot):
    """Return four random words for one purpose.

    Args:
        seed: seed of the run, 0 to 2^63 - 1.
        purpose: one of the constants of this module.
        world, run: numbers of the world and of the run (below 2^40).
        thing: number of the object.
        actor: number of the sensor, battery or shot that draws.
        slot: slot of time or number of the shot.

    Returns:
        four unsigned 64-bit words.
    """
    return philox(
        np.uint64(seed),
        np.uint64(purpose),
        np.uint64(world) * WORLD_SHIFT + np.uint64(run),
        np.uint64(thing),
        np.uint64(actor),
        np.uint64(slot),
    )


@kernel(shared=True, bare=True)
def uniform(seed, purpose, world, run, thing, actor, slot):
    """Return a number in (0, 1); arguments as for `words`."""
    a, _, _, _ = words(seed, purpose, world, run, thing, actor, slot)
    return unit(a)


@kernel(shared=True, bare=True)
def normals_of(a, b, c, d):
    """Turn four random words into four standard normal numbers."""
    n0, n1 = normal_pair(a, b)
    n2, n3 = normal_pair(c, d)
    return n0, n1, n2, n3


@kernel(shared=True, bare=True)
def normals(seed, purpose, world, run, thing, actor, slot):
    """Return four standard normal numbers; arguments as for `words`."""
    a, b, c, d = words(seed, purpose, world, run, thing, actor, slot)
    return normals_of(a, b, c, d)


def generator(seed: int, purpose: int, run: int) -> np.random.Generator:
    """Return NumPy's generator on the stream of one purpose and one run, for arrays of draws outside of kernels.

    Args:
        seed, purpose: the key, as for `words`.
        run: number of the run, which has a stream of its own.
    """
    return np.random.Generator(np.random.Philox(np.random.SeedSequence((seed, purpose, run))))
