"""What lanes could gain where each object stands for each radar: `python benchmarks/standing.py`.

The 650 objects of a raid of 50 missiles with 10 decoys each. Three parts of `geometry` no loop over lanes makes
quicker, each timed alone: new memory, places read from paths, and the two arctangents of each sight, which
are the C library's. What is left, done in no time at all, would be the most that lanes can gain.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

import midcourse
from midcourse.engagement.geometry import SLOT_S, geometry
from midcourse.engagement.watch import placed
from midcourse.kernels._jit import kernel
from midcourse.kernels.path import state_at
from midcourse.threats.fly import fly_raid
from timing import Row, quartiles, turns
from where import RAID

ROUNDS = 15


@kernel
def read(nodes: Any, counts: Any, starts: Any, ends: Any, place: Any) -> None:
    """Read where every object is in every slot, and nothing else."""
    for slot in range(place.shape[0]):
        t = slot * SLOT_S
        for k in range(place.shape[1]):
            if starts[k] <= t <= ends[k]:
                x, y, z, _, _, _ = state_at(nodes[k], counts[k], t)
                place[slot, k, 0], place[slot, k, 1], place[slot, k, 2] = x, y, z


@kernel
def arctangents(up: Any, across: Any, out: Any) -> None:
    """Take two arctangents for each sight, as azimuth and elevation do."""
    for i in range(out.shape[0]):
        out[i] = math.atan2(across[i], up[i]) + math.atan2(up[i], across[i])


def main() -> None:
    raid = midcourse.load("europe-2007", sets=RAID)
    sky = fly_raid(raid.raid)
    table = np.array(placed(raid.sensors))
    view = geometry(sky, table)
    flying = int((view.place_m[:, :, 0] != 0.0).sum())
    rng = np.random.default_rng(1)
    up, across = rng.uniform(-1.0, 1.0, (2, flying * len(table)))
    place, out = np.zeros(view.place_m.shape), np.zeros(up.size)

    def memory() -> None:
        for one in view:
            np.zeros(one.shape, one.dtype).fill(1)

    rows = (
        Row("all", flying, lambda: geometry(sky, table)),
        Row("new memory", flying, memory),
        Row("reading paths", flying, lambda: read(sky.nodes, sky.counts, sky.starts_s, sky.ends_s, place)),
        Row("arctangents", flying, lambda: arctangents(up, across, out)),
    )
    for row in rows:
        row.call()
    ns = [1e9 * quartiles(spent)[1] for spent in turns(rows, ROUNDS)]
    print(f"{len(sky.counts)} objects, {len(table)} radars, {flying:,} places; ns a place")
    for row, one in zip(rows, ns, strict=True):
        print(f"  {row.name:15}{one:7.1f}{one / ns[0]:7.0%}")
    print(f"  lanes could make it {ns[0] / sum(ns[1:]):.2f} times as quick at most")


main()
