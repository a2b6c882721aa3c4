"""Luck as a pure function of what it is for."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest

from midcourse.kernels._jit import kernel
from midcourse.kernels.philox import leftover
from midcourse.streams import BIAS, CUE, LOOK, normals, normals_of, uniform, words

SEED = 2026
MANY = 200_000


@kernel
def _uniforms(seed, purpose, world, first_run, thing, actor, out):  # type: ignore[no-untyped-def]
    # out[run, slot]
    for run in range(out.shape[0]):
        for slot in range(out.shape[1]):
            out[run, slot] = uniform(seed, purpose, world, first_run + run, thing, actor, slot)


@kernel
def _normals(seed, purpose, out):  # type: ignore[no-untyped-def]
    # out[slot, four]
    for slot in range(out.shape[0]):
        out[slot, 0], out[slot, 1], out[slot, 2], out[slot, 3] = normals(seed, purpose, 0, 0, 0, 0, slot)


@kernel
def _all_five(seed, out):  # type: ignore[no-untyped-def]
    # out[slot, what the words leave and their four normal numbers]
    for slot in range(out.shape[0]):
        a, b, c, d = words(seed, LOOK, 0, 0, 0, 0, slot)
        out[slot, 0] = leftover(a, b, c, d)
        out[slot, 1], out[slot, 2], out[slot, 3], out[slot, 4] = normals_of(a, b, c, d)


def table(
    runs: int, slots: int, actor: int = 0, thing: int = 0, seed: int = SEED, purpose: int = LOOK
) -> np.ndarray:
    """Return uniform numbers by run and slot."""
    out = np.empty((runs, slots))
    _uniforms(seed, purpose, 0, 0, thing, actor, out)
    return out


def prop_adding_an_actor_or_an_object_leaves_other_draws_as_they_were() -> None:
    def draws(actors: int, things: int) -> dict[tuple[int, int, int], float]:
        order = [(a, o, s) for s in range(5) for a in range(actors) for o in range(things)]
        return {key: uniform(SEED, LOOK, 1, 7, key[1], key[0], key[2]) for key in order}

    alone, crowded = draws(1, 2), draws(4, 6)
    assert len(set(crowded.values())) == 4 * 6 * 5
    assert alone == {key: crowded[key] for key in alone}


def prop_each_argument_changes_the_draw() -> None:
    base = [SEED, LOOK, 3, 5, 7, 11, 13]
    first = tuple(int(word) for word in words(*base))
    seen = {first}
    for i in range(len(base)):
        other = list(base)
        other[i] += 1
        seen.add(tuple(int(word) for word in words(*other)))
    assert len(seen) == len(base) + 1
    assert tuple(int(word) for word in words(*base)) == first


def prop_world_and_run_do_not_mix() -> None:
    assert uniform(SEED, BIAS, 0, 1, 0, 0, 0) != uniform(SEED, BIAS, 1, 0, 0, 0, 0)
    last = uniform(SEED, BIAS, 0, 2**40 - 1, 0, 0, 0)
    assert last != uniform(SEED, BIAS, 1, 0, 0, 0, 0)


@pytest.mark.parametrize("seed", [0, 1, 2**31, 2**63 - 1])
def prop_every_seed_is_allowed(seed: int) -> None:
    value = uniform(seed, LOOK, 0, 0, 0, 0, 0)
    assert 0.0 < value < 1.0


def prop_uniform_numbers_have_the_mean_and_variance_of_their_law() -> None:
    x = table(1, MANY)[0]
    assert np.all((x > 0.0) & (x < 1.0))
    # five standard errors: of the mean 1/sqrt(12 n), of the variance 1/sqrt(180 n)
    assert abs(x.mean() - 0.5) < 5.0 / math.sqrt(12.0 * MANY)
    assert abs(x.var() - 1.0 / 12.0) < 5.0 / math.sqrt(180.0 * MANY)
    counts = np.bincount((64.0 * x).astype(int), minlength=64)
    chi2 = float(np.sum((counts - MANY / 64) ** 2) / (MANY / 64))
    assert abs(chi2 - 63.0) < 5.0 * math.sqrt(2.0 * 63.0)


def prop_normal_numbers_have_the_moments_of_their_law() -> None:
    out = np.empty((MANY // 4, 4))
    _normals(SEED, CUE, out)
    x = out.ravel()
    for power, value, variance in ((1, 0.0, 1.0), (2, 1.0, 2.0), (3, 0.0, 15.0), (4, 3.0, 96.0)):
        assert abs(np.mean(x**power) - value) < 5.0 * math.sqrt(variance / x.size), power
    shared = np.corrcoef(out.T) - np.eye(4)
    assert np.max(np.abs(shared)) < 5.0 / math.sqrt(len(out))


def prop_what_four_numbers_leave_of_their_words_is_one_more_of_its_own() -> None:
    out = np.empty((MANY, 5))
    _all_five(SEED, out)
    x = out[:, 0]
    assert np.all((x > 0.0) & (x < 1.0)) and len(np.unique(x)) == len(x)
    counts = np.bincount((64.0 * x).astype(int), minlength=64)
    chi2 = float(np.sum((counts - MANY / 64) ** 2) / (MANY / 64))
    assert abs(chi2 - 63.0) < 5.0 * math.sqrt(2.0 * 63.0)
    shared = np.corrcoef(np.column_stack([x - 0.5, out[:, 1:], out[:, 1:] ** 2]).T)[0, 1:]
    assert np.max(np.abs(shared)) < 5.0 / math.sqrt(MANY)


def prop_first_64_runs_are_different_and_uncorrelated() -> None:
    slots = 4_096
    x = table(64, slots)
    assert len(np.unique(x)) == x.size
    r = np.corrcoef(x)
    # the design's bound on each pair; 2,016 pairs reach 4 standard errors once in eight sets of seeds
    assert max(abs(r[a, b]) for a, b in combinations(range(64), 2)) < 4.0 / math.sqrt(slots)


def prop_neighbouring_slots_actors_and_objects_are_uncorrelated() -> None:
    x = table(1, MANY)[0]
    others = [
        x[1:],
        table(1, MANY, actor=1)[0][1:],
        table(1, MANY, thing=1)[0][1:],
        table(1, MANY, purpose=BIAS)[0][1:],
    ]
    for y in others:
        assert abs(np.corrcoef(x[:-1], y)[0, 1]) < 5.0 / math.sqrt(MANY)


def val_words_are_numpys_philox_of_the_documented_key_and_counter() -> None:
    for world, run, thing, actor, slot in ((3, 5, 7, 11, 13), (0, 2**40 - 1, 1, 2, 3), (31, 10_000, 0, 9, 1)):
        # NumPy adds one to the counter before its first block, and lets it run over into the next word
        counter = np.array([(world << 40) + run - 1, thing, actor, slot], dtype=np.uint64)
        theirs = np.random.Philox(key=np.array([SEED, LOOK], dtype=np.uint64), counter=counter).random_raw(4)
        assert [int(word) for word in words(SEED, LOOK, world, run, thing, actor, slot)] == theirs.tolist()
