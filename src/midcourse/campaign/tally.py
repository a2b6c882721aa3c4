"""What is counted over runs, in one pass through their rows: whole numbers, so that no order changes a byte."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from midcourse.campaign.store import Block
from midcourse.engagement.factors import NAMES, passed
from midcourse.records import NO_LAUNCH_WINDOW, NOT_JUDGED_A_THREAT, PLAN, WARHEAD

# of the first shot at each object, in the summary
FIRST_SHOT = ("launch_s", "intercept_s", "intercept_alt_m", "closing_m_s")
SEEN = ("first_seen_s", "firm_s")


@dataclass(frozen=True)
class Tally:
    """What is counted over finished runs.

    Args:
        runs, leaked, margin: of each run its number, how many warheads got through, and its least margin.
        objects: what flies in one run.
        shots, wasted, rounds: shots, those at what is no warhead, and rounds in which a run fired.
        passed: warheads that came to each link of the chain and that passed it, shape (links, 2).
        lost: of the warheads that were not killed, how many by (link, taken for no warhead, without a track).
        fought, through: warheads and those of them that got through, by object.
        first: shots that were the first to arrive at their warhead, and those that hit, by battery.
        plans: PLAN rows.
        median: median of some columns, None where no row has a value.
        late_s: median of the seconds by which warheads without a launch window were decided too late.
        sigma_m, closing_m_s: medians over the shots of each world, NaN without any: what the track leaves open at
            intercept, and the closing speed.
    """

    runs: np.ndarray
    leaked: np.ndarray
    margin: np.ndarray
    objects: int
    shots: int
    wasted: int
    rounds: int
    passed: np.ndarray
    lost: dict[tuple[int, bool, bool], int]
    fought: dict[int, int]
    through: dict[int, int]
    first: dict[int, tuple[int, int]]
    plans: np.ndarray
    median: dict[str, float | None]
    late_s: float | None
    sigma_m: np.ndarray
    closing_m_s: np.ndarray

    def by_world(self, worlds: int) -> tuple[np.ndarray, np.ndarray]:
        """Return runs, and runs without a leaker, of each world."""
        world = self.runs % worlds
        kept = np.bincount(world[self.leaked == 0], minlength=worlds)
        return np.bincount(world, minlength=worlds), kept


@dataclass
class _Count:
    """Sums so far, and the columns whose medians are wanted."""

    worlds: int
    sums: Counter[str] = field(default_factory=Counter)
    passed: np.ndarray = field(default_factory=lambda: np.zeros((len(NAMES), 2), dtype=np.int64))
    lost: Counter[tuple[int, bool, bool]] = field(default_factory=Counter)
    fought: Counter[int] = field(default_factory=Counter)
    through: Counter[int] = field(default_factory=Counter)
    fired: Counter[int] = field(default_factory=Counter)
    hits: Counter[int] = field(default_factory=Counter)
    plans: list[np.ndarray] = field(default_factory=list)
    columns: dict[str, list[np.ndarray]] = field(default_factory=dict)

    def hold(self, **columns: np.ndarray) -> None:
        for name, values in columns.items():
            self.columns.setdefault(name, []).append(np.array(values))

    def taken(self, name: str, kind: type = float) -> np.ndarray:
        held = self.columns.pop(name, [])
        return np.concatenate(held) if held else np.zeros(0, dtype=kind)


def tally(blocks: Iterable[Block], worlds: int) -> Tally:
    """Count over the rows of finished runs.

    Args:
        blocks: the rows; no run in two of them.
        worlds: how many were drawn; 0 where all runs are of one world.
    """
    count = _Count(max(worlds, 1))
    for block in blocks:
        _count_fates(count, block)
        _count_shots(count, block)
        count.passed += passed(block.fates, block.shots)
        count.plans.append(block.plans)
    sums = count.sums
    medians = {name: _median(count.taken(name)) for name in (*SEEN, *FIRST_SHOT)}
    runs, leaked = count.taken("runs", int), count.taken("leaked", int)
    margin, late_s = count.taken("margin"), _median(count.taken("late_s"))
    sigma_m, closing_m_s = _by_world(count)
    return Tally(
        runs, leaked, margin, sums["objects"] // max(len(runs), 1),
        sums["shots"], sums["wasted"], sums["rounds"],
        count.passed, dict(count.lost), dict(count.fought), dict(count.through),
        {battery: (n, count.hits[battery]) for battery, n in sorted(count.fired.items())},
        np.concatenate([np.zeros(0, dtype=PLAN), *count.plans]), medians, late_s, sigma_m, closing_m_s,
    )  # fmt: skip


def _count_fates(count: _Count, block: Block) -> None:
    fates = block.fates
    count.sums["objects"] += len(fates)
    row = np.searchsorted(block.runs, fates["run"])
    leaked = np.bincount(row, weights=fates["leaked"], minlength=len(block.runs)).astype(np.int64)
    least = np.full(len(block.runs), np.inf)
    np.minimum.at(least, row, np.where(np.isnan(fates["margin"]), np.inf, fates["margin"]))
    count.hold(runs=block.runs, leaked=leaked, margin=least)
    warheads = fates[fates["kind"] == WARHEAD]
    count.hold(**{name: _known(warheads[name]) for name in SEEN})
    count.fought.update(_tallied(warheads["object"]))
    count.through.update(_tallied(warheads["object"][warheads["leaked"] == 1]))
    lost = warheads[warheads["killed"] == 0]
    unlike = (lost["link"] == NOT_JUDGED_A_THREAT) & (lost["margin"] < 0.0)
    for key, n in _tallied(lost["link"] * 4 + unlike * 2 + (lost["track"] < 0)).items():
        count.lost[key // 4, bool(key & 2), bool(key & 1)] += n
    late_s = warheads["margin"][warheads["link"] == NO_LAUNCH_WINDOW]
    count.hold(late_s=late_s[np.isfinite(late_s)])


def _count_shots(count: _Count, block: Block) -> None:
    shots = block.shots
    warhead = shots["kind"] == WARHEAD
    count.sums["shots"] += len(shots)
    count.sums["wasted"] += int((~warhead).sum())
    count.sums["rounds"] += len(np.unique(shots["run"] * (1 << 20) + shots["round"]))
    first = shots[warhead & (shots["shot"] == 0)]
    count.hold(**{name: _known(first[name]) for name in FIRST_SHOT})
    arrived = first_shots(shots)
    count.fired.update(_tallied(arrived["battery"]))
    count.hits.update(_tallied(arrived["battery"][arrived["hit"] == 1]))
    world = (shots["run"] % count.worlds).astype(np.int32)
    count.hold(world=world, sigma_m=shots["handover_sigma_m"], closing_each_m_s=shots["closing_m_s"])


def first_shots(shots: np.ndarray) -> np.ndarray:
    """Return of SHOT rows those that were the first to arrive at their warhead."""
    shots = shots[(shots["kind"] == WARHEAD) & (shots["link"] != NO_LAUNCH_WINDOW)]
    shots = shots[np.lexsort((shots["shot"], shots["intercept_s"], shots["object"], shots["run"]))]
    key = np.stack([shots["run"], shots["object"]], axis=1)
    _, first = np.unique(key, axis=0, return_index=True)
    rows: np.ndarray = shots[first]
    return rows


def _by_world(count: _Count) -> tuple[np.ndarray, np.ndarray]:
    world = count.taken("world", int)
    order = np.argsort(world, kind="stable")
    ends = np.searchsorted(world[order], np.arange(1, count.worlds))
    found = []
    for name in ("sigma_m", "closing_each_m_s"):
        cut = np.split(count.taken(name)[order], ends)
        medians = [_median(values) for values in cut]
        found.append(np.array([np.nan if value is None else value for value in medians]))
    return found[0], found[1]


def _tallied(values: np.ndarray) -> dict[int, int]:
    numbers, counts = np.unique(values, return_counts=True)
    return dict(zip(numbers.tolist(), counts.tolist(), strict=True))


def _known(values: np.ndarray) -> np.ndarray:
    return values[~np.isnan(values)]


def _median(values: np.ndarray) -> float | None:
    held = _known(values)
    return float(np.median(held)) if len(held) else None
