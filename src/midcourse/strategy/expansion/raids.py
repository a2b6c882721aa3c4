"""Raids of many warheads against one architecture, fought by the engine, with two closed forms beside each."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.campaign.estimate import Estimate
from midcourse.campaign.metrics import p_no_leaker
from midcourse.campaign.runs import Fought, fight_all
from midcourse.campaign.shares import mean_share
from midcourse.campaign.tally import first_shots
from midcourse.engagement.closed_form import expected
from midcourse.engagement.run import battery_of
from midcourse.errors import ScenarioError
from midcourse.records import LINKS, WARHEAD
from midcourse.strategy.expansion.expansion import kill_chance, least_arriving
from midcourse.threats.fly import fly_raid

if TYPE_CHECKING:
    from midcourse.scenario.model import BatteryItem, RaidItem, Scenario

SCENARIO = "expansion-2007"
ON_ONE = 10  # warheads of one missile, as START I counts an SS-18
HEAD_ROOM = 2 << 30  # bytes of track rows that one chunk may take


@dataclass(frozen=True)
class Raid:
    """What came of one size of raid.

    Args:
        warheads, missiles, objects, stock: what flew, and interceptors in all batteries.
        arriving: share of the warheads that arrives, simulated, with its band of doubt where worlds were fought.
        none: share of runs in which none does.
        shots_mean: interceptors fired a run; wasted_mean: of them at what is no warhead.
        tracked: share of the warheads with a firm track, of all runs.
        first_shot: simulated chance that the first shot at a warhead kills.
        counted: that share by stock, reliability and common failures alone, as if all could be seen and met in time.
        with_windows: the same by the closed form with windows, launches and radar time; None where it was not worked.
        why_not: of the warheads that were not killed, the share of each broken link.
        runs: finished.
    """

    warheads: int
    missiles: int
    objects: int
    stock: int
    arriving: Estimate
    none: Estimate
    shots_mean: float
    wasted_mean: float
    tracked: float
    first_shot: float
    counted: float
    with_windows: float | None
    why_not: dict[str, float]
    runs: int

    def as_dict(self) -> dict[str, Any]:
        """Return what `--json` prints."""
        return {
            "warheads": self.warheads,
            "missiles": self.missiles,
            "objects": self.objects,
            "stock": self.stock,
            "runs": self.runs,
            "arriving": self.arriving.as_dict(),
            "none_arrives": self.none.as_dict(),
            "shots_mean": self.shots_mean,
            "wasted_mean": self.wasted_mean,
            "tracked": self.tracked,
            "first_shot_kills": self.first_shot,
            "counted": self.counted,
            "counted_disagreement": self.arriving.value - self.counted,
            "with_windows": self.with_windows,
            "disagreement": None if self.with_windows is None else self.arriving.value - self.with_windows,
            "why_not": self.why_not,
        }


def raid_of(scenario: Scenario, warheads: int) -> Scenario:
    """Return the scenario with another raid: so many warheads, ten on a missile, dealt to the items of its raid.

    The last missile carries what is left over, as the last of its item.

    Raises:
        ScenarioError: more than the engine takes.
    """
    full, rest = divmod(warheads, ON_ONE)
    loads = [(ON_ONE, full)] if full else []
    loads += [(rest, 1)] if rest else []
    items: list[RaidItem] = []
    for load, count in loads:
        shares = [
            count // len(scenario.raid) + (i < count % len(scenario.raid)) for i in range(len(scenario.raid))
        ]
        items += [
            item.model_copy(update={"warheads": load, "count": share})
            for item, share in zip(scenario.raid, shares, strict=True)
            if share
        ]
    _check_size(items)
    return scenario.model_copy(update={"raid": tuple(items)})


def _check_size(items: Sequence[RaidItem]) -> None:
    from midcourse.scenario.check import MOST_OBJECTS, objects_of
    from midcourse.scenario.model import MAX_ITEMS

    objects = sum(item.count * objects_of(item) for item in items)
    if objects > MOST_OBJECTS or max(item.count for item in items) > MAX_ITEMS:
        why = "more objects than one run takes"
        raise ScenarioError(
            why, key="--warheads", got=f"{objects:,} objects", allowed=f"at most {MOST_OBJECTS:,}"
        )


def fought(
    scenario: Scenario,
    sizes: Sequence[int],
    runs: int,
    seed: int,
    jobs: int | None = 1,
    tick: Callable[[int], None] = lambda _: None,
    windows: bool = True,
) -> Iterator[Raid]:
    """Fight raids of several sizes, the smallest first, with every input as stated.

    Args:
        scenario: sensors, batteries and doctrine, and where the raid comes from.
        sizes: warheads.
        runs: of each size; seed: of all luck, the same for all sizes.
        jobs: threads. Each holds the geometry of the whole raid: 4 GB for 3,000 warheads before five radars.
        tick: called with the number of finished runs.
        windows: whether the closed form with windows is worked beside.

    Raises:
        KeyboardInterrupt: as it comes; what was yielded before stands.
    """
    for warheads in sorted(set(sizes)):
        one = raid_of(scenario, warheads)
        # one chunk: where everything stands for every radar is worked once for all its runs
        found = fight_all(one, runs, seed, jobs, chunk=runs, tick=tick)
        if not found.complete:
            raise KeyboardInterrupt
        yield raid_from(one, found, windows)


def raid_from(scenario: Scenario, found: Fought, windows: bool = True) -> Raid:
    """Count what came of fought runs of one raid."""
    fates, shots = found.fates, found.shots
    mine = fates[fates["kind"] == WARHEAD]
    first = first_shots(shots)
    kills = float(first["hit"].mean()) if len(first) else 0.0
    stock = sum(item.count for item in scenario.batteries)
    warheads = sum(item.count * item.warheads for item in scenario.raid)
    lost = mine[mine["killed"] == 0]
    links, counts = np.unique(lost["link"], return_counts=True)
    shares = mine["leaked"].reshape(found.done, -1).mean(axis=1)
    return Raid(
        warheads, len(scenario.missiles), len(fates) // found.done, stock,
        mean_share(shares), p_no_leaker(found),
        len(shots) / found.done, float((shots["kind"] != WARHEAD).sum()) / found.done,
        float(np.isfinite(mine["firm_s"]).mean()), kills, _counted(scenario, warheads, stock),
        _with_windows(scenario, found, warheads) if windows else None,
        {LINKS[link]: float(count) / len(lost) for link, count in zip(links, counts, strict=True)},
        found.done,
    )  # fmt: skip


def _counted(scenario: Scenario, warheads: int, stock: int) -> float:
    # no more than the stock kills, salvo by salvo, and no less than what fails in common arrives
    if not stock:
        return 1.0
    rule = scenario.doctrine
    works = [(item.count, math.prod(_steps(item))) for item in scenario.batteries]
    p = sum(count * chance for count, chance in works) / stock
    short = 1.0 - stock / (rule.salvo * warheads) * kill_chance(p, rule.salvo, rule.common_cause)
    return max(short, least_arriving(p, rule.common_cause))


def _steps(item: BatteryItem) -> tuple[float, ...]:
    chain = item.interceptor.reliability
    return chain.launch, chain.boost, chain.separation, chain.seeker


def _with_windows(scenario: Scenario, found: Fought, warheads: int) -> float:
    sigma_m, closing_m_s = found.tally.sigma_m, found.tally.closing_m_s
    if not len(sigma_m) or not math.isfinite(sigma_m[0]):
        return 1.0  # nothing was fired
    batteries = [battery_of(item) for item in scenario.batteries]
    told = expected(scenario, fly_raid(scenario.raid), batteries, float(sigma_m[0]), float(closing_m_s[0]))
    return told.leakers / warheads
