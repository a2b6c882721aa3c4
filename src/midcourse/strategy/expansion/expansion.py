"""How many interceptors a complete shield takes, how many decoys undo it: closed form, numbers in and numbers out.

A raid is a number of warheads and of decoys; what it is aimed at does not occur. Every object that is taken for a
warhead gets the same number of shots, and luck strikes each alike: a share of each failure is common to all shots at
one object, and all is lost together where the attack as a whole is not tracked.
"""

from __future__ import annotations

import math

from midcourse.battle.kill import common_and_own

MOST_SHOTS = 1000
TINY = 1e-12  # a goal that is missed by less is met


def kill_chance(p: float, shots: float, common: float = 0.0, track: float = 1.0) -> float:
    """Return the chance that an object is killed by so many shots.

    Args:
        p: chance that one shot kills.
        shots: at one object.
        common: share of each failure that strikes all shots at one object alike.
        track: chance that the attack is tracked, common to all of it.

    Source: Wilkening 2000 for `track` and independent shots; the common share as in `battle.kill`.
    """
    alive, own = common_and_own([p], common)
    return track * alive * (1.0 - (1.0 - own) ** shots)


def least_arriving(p: float, common: float = 0.0, track: float = 1.0) -> float:
    """Return the share of the warheads that arrives however many shots are fired at each."""
    return 1.0 - (track * common_and_own([p], common)[0] if p > 0.0 else 0.0)


def shots_for_share(p: float, leakage: float, common: float = 0.0, track: float = 1.0) -> int | None:
    """Return the least shots at each object with which the expected share that arrives is no more than `leakage`.

    Returns:
        None where no number of shots is enough: what fails in common is beyond the goal.
    """
    return _least(p, 1.0 - leakage, 1.0, common, track)


def shots_for_none(
    p: float, chance: float, warheads: int, common: float = 0.0, track: float = 1.0
) -> int | None:
    """Return the least shots at each object with which none of the warheads arrives with at least a chance.

    Source: Wilkening 2000: P(0) = P_track (1 - (1 - p)^n)^W.
    """
    if track <= 0.0:
        return None if chance > 0.0 else 0
    return _least(p, min((chance / track) ** (1.0 / warheads), 2.0), 1.0, common, 1.0)


def stock_for_none(
    p: float, chance: float, warheads: int, common: float = 0.0, track: float = 1.0
) -> float | None:
    """Return the least interceptors for each warhead with which none arrives with at least a chance.

    Shots are dealt as evenly as whole numbers go: P(0) = T K(n)^(W - k) K(n + 1)^k, k the least that will do. None
    where no number is enough.
    """
    most = shots_for_none(p, chance, warheads, common, track)
    if most is None or most < 2:
        return None if most is None else float(most)
    before, after = (math.log(kill_chance(p, n, common)) for n in (most - 1, most))
    more = math.ceil((math.log(chance / track) - warheads * before) / (after - before) - 1e-9)
    return most - 1 + min(max(more, 0), warheads) / warheads


def none_arrives(p: float, shots: float, warheads: int, common: float = 0.0, track: float = 1.0) -> float:
    """Return the chance that none of the warheads arrives, each with as many shots, or one more, as in the mean."""
    fewest = math.floor(shots)
    before, after = (kill_chance(p, n, common) for n in (fewest, fewest + 1))
    more = shots - fewest
    return float(track * after ** (warheads * more) * before ** (warheads * (1.0 - more)))


def _least(p: float, needed: float, most: float, common: float, track: float) -> int | None:
    # the least n with track * alive * (1 - (1 - own)^n) >= needed
    alive, own = common_and_own([p], common)
    if needed <= TINY:
        return 0
    missed = most - needed / (track * alive) if track * alive > 0.0 else -1.0
    if missed < -TINY or own <= 0.0:
        return None
    if own >= 1.0:
        return 1
    if missed <= 0.0:
        return None  # met in the limit alone
    n = max(1, math.ceil(math.log(missed) / math.log1p(-own) - 1e-9))
    return n if n <= MOST_SHOTS else None


def objects_engaged(warheads: float, decoys: float = 0.0, rejected: float = 0.0) -> float:
    """Return how many objects are shot at, in the mean.

    Args:
        warheads: in the raid.
        decoys: beside each warhead.
        rejected: share of the decoys that is told from warheads.
    """
    return warheads * (1.0 + decoys * (1.0 - rejected))


def interceptors(warheads: float, shots: float, decoys: float = 0.0, rejected: float = 0.0) -> int:
    """Return the interceptors of so many shots in the mean at what is shot at: n (W + decoys not rejected)."""
    return math.ceil(shots * objects_engaged(warheads, decoys, rejected) - 1e-9)


def interceptors_with_a_look(
    p: float, warheads: float, shots: float, common: float = 0.0, decoys: float = 0.0, rejected: float = 0.0
) -> float:
    """Return the interceptors that are fired in the mean where the second half waits for what came of the first.

    n1 + n2 (1 - K(n1)) at each object, n1 the larger half of its n shots, the whole number below or above `shots`;
    every look is right, and there is time for it.

    Source: Wilkening 2000 with nothing in common.
    """

    def fired(n: int) -> float:
        first = (n + 1) // 2
        return first + (n - first) * (1.0 - kill_chance(p, first, common))

    fewest = math.floor(shots)
    mean = fired(fewest) + (shots - fewest) * (fired(fewest + 1) - fired(fewest))
    return mean * objects_engaged(warheads, decoys, rejected)


def arriving_evenly(each: float, p: float, common: float = 0.0, track: float = 1.0) -> float:
    """Return the expected share of the warheads that arrives where so many shots are dealt evenly.

    Args:
        each: shots for each object in the mean: some get the whole number below it, the others one more.
        p, common, track: as for `kill_chance`.
    """
    fewest = math.floor(each)
    before, after = (kill_chance(p, n, common, track) for n in (fewest, fewest + 1))
    return 1.0 - before - (each - fewest) * (after - before)


def arriving(
    warheads: float,
    stock: float,
    p: float,
    shots: int,
    common: float = 0.0,
    track: float = 1.0,
    decoys: float = 0.0,
    rejected: float = 0.0,
) -> float:
    """Return the expected share of the warheads that arrives where the stock may be short.

    The stock goes to objects taken at random, so many shots at each, until none is left.
    """
    wanted = shots * objects_engaged(warheads, decoys, rejected)
    shot_at = 1.0 if wanted <= 0.0 else min(1.0, stock / wanted)
    return 1.0 - shot_at * kill_chance(p, shots, common, track)


def decoys_that_undo(
    warheads: float,
    stock: float,
    p: float,
    shots: int,
    undone: float,
    common: float = 0.0,
    track: float = 1.0,
) -> float:
    """Return how many decoys in all, none of them rejected, bring the share that arrives up to `undone`.

    The defence insists on so many shots at each object, and leaves others alone; `decoys_that_undo_any` does not.

    Returns:
        decoys; 0 where that share arrives without any.
    """
    if undone >= 1.0:
        return math.inf
    kept = kill_chance(p, shots, common, track)
    if 1.0 - kept >= undone:
        return 0.0  # so few shots at each leave as much even where all are met
    return max(0.0, stock * kept / (shots * (1.0 - undone)) - warheads) if shots else 0.0


def decoys_that_undo_any(
    warheads: float, stock: float, p: float, undone: float, common: float = 0.0, track: float = 1.0
) -> float:
    """Return how many decoys in all undo a stock however its shots are dealt in one round.

    Dealt as evenly as whole numbers go, over warheads and decoys, least arrives; so that many undo it.

    Returns:
        decoys; 0 where that share arrives without any, infinite where it never does.
    """
    each = stock_for_share(p, undone, common, track)
    if each is None:
        return 0.0
    return max(0.0, stock / each - warheads) if each > 0.0 else math.inf


def years(needed: float, have: float, rate_a_year: float) -> float:
    """Return how long it takes to build what is missing; infinite where nothing is built."""
    if needed <= have:
        return 0.0
    return (needed - have) / rate_a_year if rate_a_year > 0.0 else math.inf


def stock_for_share(p: float, leakage: float, common: float = 0.0, track: float = 1.0) -> float | None:
    """Return the least interceptors for each object, where some objects may get one shot more than others.

    Shots are dealt as evenly as whole numbers go, which wastes least. None where no number is enough.
    """
    needed = 1.0 - leakage
    most = shots_for_share(p, leakage, common, track)
    if most is None or most == 0:
        return None if most is None else 0.0
    before, after = (kill_chance(p, n, common, track) for n in (most - 1, most))
    return most - 1 + min(1.0, max(0.0, (needed - before) / (after - before)))
