"""Reading a path between its nodes: the quintic through position, velocity and acceleration at both ends."""

from __future__ import annotations

from midcourse.kernels._jit import kernel
from midcourse.kernels.motion import climb


@kernel(shared=True, bare=True)
def locate(nodes, count, t):
    """Return the index of the node that begins the interval around a time, by halving.

    Args:
        nodes, count: path, shape (m, 10), and how many rows are filled.
        t: time in s; times beyond the ends give the first or the last interval.

    Returns:
        index i with nodes[i] and nodes[i + 1] around t and of different times.
    """
    lo = 0
    hi = count - 1
    while hi - lo > 1:
        mid = (lo + hi) // 2
        if nodes[mid, 0] <= t:
            lo = mid
        else:
            hi = mid
    while lo > 0 and nodes[lo, 0] == nodes[lo + 1, 0]:
        lo -= 1
    return lo


@kernel(shared=True, bare=True)
def state_at(nodes, count, t):
    """Return position and velocity on a path.

    Args:
        nodes, count: path, shape (m, 10), and how many rows are filled.
        t: time in s within the path.

    Returns:
        x, y, z in m, vx, vy, vz in m/s, `eci`.

    Source: quintic Hermite interpolation; within 1 m between the nodes of `flight.fly`.
    """
    i = locate(nodes, count, t)
    a = nodes[i]
    b = nodes[i + 1]
    h = b[0] - a[0]
    u = (t - a[0]) / h
    x, vx = _quintic(h, u, a[1], a[4], a[7], b[1], b[4], b[7])
    y, vy = _quintic(h, u, a[2], a[5], a[8], b[2], b[5], b[8])
    z, vz = _quintic(h, u, a[3], a[6], a[9], b[3], b[6], b[9])
    return x, y, z, vx, vy, vz


@kernel(shared=True, bare=True)
def _quintic(h, u, pa, va, aa, pb, vb, ab):
    c1 = h * va
    c2 = 0.5 * h * h * aa
    d0 = pb - pa - c1 - c2
    d1 = h * (vb - va) - 2.0 * c2
    d2 = h * h * ab - 2.0 * c2
    c3 = 10.0 * d0 - 4.0 * d1 + 0.5 * d2
    c4 = -15.0 * d0 + 7.0 * d1 - d2
    c5 = 6.0 * d0 - 3.0 * d1 + 0.5 * d2
    p = pa + u * (c1 + u * (c2 + u * (c3 + u * (c4 + u * c5))))
    v = (c1 + u * (2.0 * c2 + u * (3.0 * c3 + u * (4.0 * c4 + u * 5.0 * c5)))) / h
    return p, v


@kernel(bare=True)
def highest(earth, nodes, count):
    """Return the time in s and the altitude in m of the highest point of a path, to 1 mm.

    Args:
        earth: Earth.
        nodes, count: path, shape (m, 10), and how many rows are filled.
    """
    best_t, best_alt = nodes[0, 0], -1e300
    for i in range(count):
        a = nodes[i]
        alt, up = climb(earth, a[1], a[2], a[3], a[4], a[5], a[6])
        if alt > best_alt:
            best_t, best_alt = a[0], alt
        if up <= 0.0 or i + 1 == count:
            continue
        b = nodes[i + 1]
        _, up_b = climb(earth, b[1], b[2], b[3], b[4], b[5], b[6])
        if up_b > 0.0 or b[0] <= a[0]:
            continue
        # the climb ends here: halve the interval
        lo, hi = a[0], b[0]
        for _ in range(60):
            mid = 0.5 * (lo + hi)
            x, y, z, vx, vy, vz = state_at(nodes, count, mid)
            _, up = climb(earth, x, y, z, vx, vy, vz)
            lo, hi = (mid, hi) if up > 0.0 else (lo, mid)
        x, y, z, vx, vy, vz = state_at(nodes, count, lo)
        alt, _ = climb(earth, x, y, z, vx, vy, vz)
        if alt > best_alt:
            best_t, best_alt = lo, alt
    return best_t, best_alt
