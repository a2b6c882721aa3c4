"""Rounds of salvos at many targets from the stocks of several batteries, in the mean.

What the closed form makes of raids: who is shot at how often when decoys and debris take their share, and when there
are fewer interceptors than shots that the rules ask for.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

import numpy as np

MOMENT_S = 10.0  # decisions closer than this fall together, as tracks are reported no more often


class Target(NamedTuple):
    """What may be shot at: its object, the chance that it is taken for a threat, and who can meet it.

    `rounds`: by battery, rounds that there is time for; `order`: the batteries that can, the first to meet it first;
    `moments_s`: when each round is decided on.
    """

    thing: int
    weight: float
    rounds: tuple[int, ...]
    order: tuple[int, ...]
    moments_s: tuple[float, ...]


class Make(NamedTuple):
    """Shots of one make: chance that nothing common to them all fails, and of a kill by one where nothing does."""

    alive: float
    own: float


def dealt(
    targets: Sequence[Target],
    stock: Sequence[float],
    salvo: int,
    closes: Sequence[float],
    certain: int | None = None,
) -> np.ndarray:
    """Return the mean number of shots at each target in each round, as long as it is open.

    Args:
        targets: all that may be shot at.
        stock: by battery, interceptors that may be used.
        salvo: shots a round.
        closes: by battery, chance that the report of one shot ends the shooting at its target.
        certain: a target that is taken for a threat and stays open for certain; None for none.

    Returns:
        shots, shape (rounds, targets, batteries). What is decided on first is served first. Of what is decided on
        together, each gets one shot before any gets a second; each asks the battery that meets it first, then the
        next. What does not suffice for all is dealt out evenly.
    """
    left = np.array(stock, dtype=float)
    can = np.array([target.rounds for target in targets]).reshape(len(targets), len(left))
    order = np.full(can.shape, -1)
    for k, target in enumerate(targets):
        order[k, : len(target.order)] = target.order
    still = np.array([target.weight for target in targets])
    if certain is not None:
        still[certain] = 1.0
    found = np.zeros((int(can.max(initial=0)), *can.shape))
    stays = 1.0 - np.array(closes)
    for group in _moments(targets):
        who, which = np.array(group).T
        open_ = still[who]
        given = np.zeros((len(who), len(left)))
        for _ in range(salvo):
            given += _volley(order[who], can[who] > which[:, None], open_, left)
        given = np.where(open_[:, None] > 0.0, given / np.maximum(open_, 1e-300)[:, None], 0.0)
        found[which, who] = given
        for k, shots in zip(who, given, strict=True):
            if k != certain:
                still[k] *= _mixed(shots, stays)
    return found


def _moments(targets: Sequence[Target]) -> list[list[tuple[int, int]]]:
    # targets and rounds that are decided on together, in order of time; a target stands once in each
    groups: dict[int, list[tuple[int, int]]] = {}
    for k, target in enumerate(targets):
        last = -1
        for i in range(max(target.rounds)):
            last = max(int(target.moments_s[i] // MOMENT_S), last + 1)
            groups.setdefault(last, []).append((k, i))
    return [groups[at] for at in sorted(groups)]


def _volley(order: np.ndarray, can: np.ndarray, still: np.ndarray, left: np.ndarray) -> np.ndarray:
    # one shot at each open target, from the first of its batteries that has any; `left` is written
    given = np.zeros(can.shape)
    wants = still.copy()
    for rank in range(can.shape[1]):
        for b in range(can.shape[1]):
            here = np.where((order[:, rank] == b) & can[:, b], wants, 0.0)
            total = float(here.sum())
            if total <= 0.0 or left[b] <= 0.0:
                continue
            share = min(1.0, left[b] / total)
            given[:, b] += share * here
            wants -= share * here
            left[b] -= share * total
    return given


def killed_by_rounds(
    makes: Sequence[Make],
    own_make: Sequence[int],
    rounds: Sequence[Sequence[float]],
    called_hit: float = 0.0,
) -> float:
    """Return the chance that a target is killed by rounds of shots.

    Args:
        makes: makes of interceptor.
        own_make: make of each battery.
        rounds: by round and battery, shots that there is time for; the next round is fired only after the last is
            reported. Not whole where the stock does not suffice for all: so many in the mean, of two whole numbers.
        called_hit: chance that a miss is reported as a hit, which ends the rounds.

    Returns:
        chance. With one make and one round alive (1 - (1 - own)^n).

    Source: Wilkening 2000 for independent shots; the common share as in `intercept`.
    """
    total = 0.0
    for lives in product((True, False), repeat=len(makes)):
        weight = math.prod(
            make.alive if on else 1.0 - make.alive for make, on in zip(makes, lives, strict=True)
        )
        if weight == 0.0 or not any(lives):
            continue
        miss = np.array([1.0 - makes[make].own if lives[make] else 1.0 for make in own_make])
        killed, open_ = 0.0, 1.0
        for shots in rounds:
            killed += open_ * (1.0 - _mixed(shots, miss))
            open_ *= _mixed(shots, miss * (1.0 - called_hit))
        total += weight * killed
    return total


def _mixed(shots: Sequence[float] | np.ndarray, each: np.ndarray) -> float:
    # the mean of the product of each^n, where n is shots rounded down or up so that its mean is as given
    whole = np.floor(np.asarray(shots) + 1e-12)
    rest = np.maximum(np.asarray(shots) - whole, 0.0)
    sure = float(np.prod(each**whole))
    if rest.sum() <= 1.0 + 1e-12:  # one more shot, from one battery or another
        return sure * float(1.0 - rest @ (1.0 - each))
    return sure * float(np.prod(1.0 - rest * (1.0 - each)))
