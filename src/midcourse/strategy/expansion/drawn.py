"""The second method beside the closed form of expansion: raids drawn shot by shot, by chance alone."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from midcourse.battle.kill import common_and_own
from midcourse.campaign.estimate import share
from midcourse.streams import RAID, generator

MOST_DRAWS = 1_000_000  # shots in all raids of one size together
RAIDS = (20, 2000)
MOST_NONE, FEWEST_NONE, RAIDS_NONE = 2_000_000, 400, 4000  # warheads in all raids together, and raids
NONE = 1 << 20  # raids of `none_drawn` have luck of their own
LEVEL = 1.959964  # standard deviations of 95 %


@dataclass(frozen=True)
class Drawn:
    """Share of the warheads that arrives and of raids in which none does, with the 95 % interval of the first."""

    arriving: float
    low: float
    high: float
    none_arrives: float
    raids: int


def drawn(
    warheads: int,
    stock: int,
    p: float,
    shots: int,
    common: float = 0.0,
    track: float = 1.0,
    decoys: float = 0.0,
    rejected: float = 0.0,
    seed: int = 1,
    evenly: bool = False,
) -> Drawn:
    """Draw raids against a stock: every decoy is told or not, every shot hits or not, the stock is dealt till it ends.

    Args:
        warheads, decoys, rejected: in the raid, beside each warhead, and the share of them that is told.
        stock: interceptors; shots: at each object, in an order that chance gives, until the stock ends.
        evenly: whether the stock is dealt evenly in place of that, one more at those that chance puts first.
        p, common, track: as for `kill_chance`.
        seed: of the draws.
    """
    beside = round(warheads * decoys)
    a_raid = max(1, (warheads + beside) * max(shots, 1))
    raids = int(min(max(MOST_DRAWS // a_raid, RAIDS[0]), RAIDS[1]))
    shares = np.array(
        [
            _raid(generator(seed, RAID, run), warheads, beside, stock, p, shots, common, track, rejected, evenly)
            for run in range(raids)
        ]
    )
    mean = float(shares.mean())
    half = LEVEL * float(shares.std(ddof=1)) / math.sqrt(raids)
    return Drawn(mean, max(mean - half, 0.0), min(mean + half, 1.0), float((shares == 0.0).mean()), raids)


@dataclass(frozen=True)
class NoneDrawn:
    """The chance that none arrives: in closed form, drawn with its 95 % interval of luck, and of how many raids."""

    closed: float
    drawn: float
    low: float
    high: float
    raids: int


def none_drawn(
    warheads: int,
    each: float,
    p: float,
    common: float,
    track: float,
    closed: float,
    seed: int = 1,
    alike: bool = False,
) -> NoneDrawn:
    """Draw raids without decoys shot by shot, and count those in which none arrives.

    Args:
        warheads: in the raid; each: shots in the mean, dealt evenly.
        p, common, track: as for `kill_chance`; alike: whether what is common strikes the whole defence, and not object
            by object.
        closed: what the closed form gives, which stands beside it.
        seed: of the draws.
    """
    raids = int(min(max(MOST_NONE // warheads, FEWEST_NONE), RAIDS_NONE))
    rng = generator(seed, RAID, NONE + int(alike))
    alive, own = common_and_own([p], common)
    fewest = math.floor(each)
    fired = fewest + (np.arange(warheads) < round((each - fewest) * warheads))
    killed = np.zeros((raids, warheads), dtype=bool)
    for shot in range(int(fired.max())):
        killed |= (rng.random((raids, warheads)) < own) & (fired > shot)
    killed &= rng.random((raids, 1 if alike else warheads)) < alive
    none = killed.all(axis=1) & (rng.random(raids) < track)
    found = share(int(none.sum()), raids)
    return NoneDrawn(closed, found.value, found.low, found.high, raids)


def _raid(
    rng: np.random.Generator,
    warheads: int,
    beside: int,
    stock: int,
    p: float,
    shots: int,
    common: float,
    track: float,
    rejected: float,
    evenly: bool,
) -> float:
    if rng.random() >= track:
        return 1.0
    alive, own = common_and_own([p], common)
    taken = int((rng.random(beside) >= rejected).sum())
    # the places in the queue that warheads have among all that is shot at
    place = rng.permutation(warheads + taken)[:warheads]
    if evenly:
        fewest, more = divmod(stock, warheads + taken)
        fired = fewest + (place < more)
    else:
        fired = np.clip(stock - place * shots, 0, shots)
    most = int(fired.max())
    hits = rng.random((warheads, most)) < own
    hits &= np.arange(most)[None, :] < fired[:, None]
    killed = hits.any(axis=1) & (rng.random(warheads) < alive)
    return 1.0 - float(killed.mean())
