"""The cheapest way to give each row a column of its own: who shoots at whom, where one shot goes to one target."""

from __future__ import annotations

import numpy as np

from midcourse.kernels._jit import kernel

ASSIGNED = 0
NO_ASSIGNMENT = 1


@kernel(shared=True)
def _cell(cost, turned, i, j):
    return cost[j, i] if turned else cost[i, j]


@kernel
def assign(cost, partner, price, reach, came_from, done):
    """Find the assignment of least total cost of a rectangular matrix.

    Args:
        cost: shape (n, m), finite or plus infinity for a pair that may not be; rows without a good pair should have
            columns of their own that stand for "none", with a cost.
        partner: shape (2, k) of integers with k the greater of n and m, written: the column of each row, the row
            of each column, -1 for none.
        price, reach: work arrays of floats, shapes (2, k) and (k,).
        came_from, done: work arrays of integers, shape (k,).

    Returns:
        total cost and a status: 0; 1 where the shorter side cannot be served in full, then the total is infinite.

    Source: shortest augmenting paths with dual prices, Jonker and Volgenant 1987, Crouse 2016. Exact but for
    rounding; n^2 m steps.
    """
    turned = cost.shape[0] > cost.shape[1]
    n, m = min(cost.shape), max(cost.shape)
    partner[:, :] = -1
    price[:, :] = 0.0
    # short side in partner[0] and price[0], long side in [1]; swapped at the end where the matrix is tall
    for row in range(n):
        reach[:m] = np.inf
        came_from[:m] = -1
        done[:m] = 0
        at, sink, far = row, -1, 0.0
        while sink < 0:
            best, nearest = np.inf, -1
            for j in range(m):
                if done[j]:
                    continue
                step = far + _cell(cost, turned, at, j) - price[0, at] - price[1, j]
                if step < reach[j]:
                    reach[j] = step
                    came_from[j] = at
                # among equals a free column ends the search
                if reach[j] < best or (reach[j] == best and partner[1, j] < 0 and best < np.inf):
                    best, nearest = reach[j], j
            if nearest < 0:
                return np.inf, NO_ASSIGNMENT
            far = best
            done[nearest] = 1
            if partner[1, nearest] < 0:
                sink = nearest
            else:
                at = partner[1, nearest]
        price[0, row] += far
        for j in range(m):
            if done[j] and j != sink:
                price[0, partner[1, j]] += far - reach[j]
                price[1, j] -= far - reach[j]
        while True:
            i = came_from[sink]
            partner[1, sink] = i
            partner[0, i], sink = sink, partner[0, i]
            if i == row:
                break
    total = 0.0
    for i in range(n):
        total += _cell(cost, turned, i, partner[0, i])
    if turned:
        for j in range(m):
            partner[0, j], partner[1, j] = partner[1, j], partner[0, j]
    return total, ASSIGNED


@kernel
def residual(value, kill, target):
    """Return the value expected to survive when each shot goes to one target and shots fail independently.

    Args:
        value: of the targets, shape (m,).
        kill: probability of kill of each shot against each target, shape (n, m).
        target: target of each shot, -1 for none, shape (n,).

    Returns:
        value.

    Source: Manne 1958, the static weapon-target assignment problem.
    """
    total = 0.0
    for j in range(value.shape[0]):
        left = value[j]
        for i in range(target.shape[0]):
            if target[i] == j:
                left *= 1.0 - kill[i, j]
        total += left
    return total


@kernel
def assign_greedily(value, kill, target, left):
    """Give shots to targets one at a time, each where it saves the most, several shots a target.

    Args:
        value, kill: as for `residual`.
        target: shape (n,) of integers, written.
        left: shape (m,), written: the value of each target expected to survive.

    Returns:
        value expected to survive.

    Source: den Broeder, Ellison and Emerling 1959, greatest marginal return: optimal where kill does not depend
    on the shot, at least half of the greatest saving where it does (the saving is submodular).
    """
    left[:] = value
    target[:] = -1
    for _ in range(target.shape[0]):
        most, shot, at = -1.0, -1, -1
        for i in range(target.shape[0]):
            if target[i] >= 0:
                continue
            for j in range(value.shape[0]):
                saved = left[j] * kill[i, j]
                if saved > most:
                    most, shot, at = saved, i, j
        target[shot] = at
        left[at] -= most
    return left.sum()
