"""How many interceptors a complete shield takes: `midcourse expand` and `mc.expand`."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from midcourse.api.varied import expansion_over, rows_of, table_over
from midcourse.errors import ScenarioError
from midcourse.shown.card import Card, Shown
from midcourse.shown.command import line
from midcourse.shown.document import csv_text
from midcourse.shown.frame import Table, framed, table_of
from midcourse.strategy.expansion.inventory import Inventory, inventory
from midcourse.strategy.expansion.shield import COMMON, Need, Shield, needs, suffices_for
from midcourse.strategy.question.hangs import Hangs, hangs_on
from midcourse.strategy.question.kill import kill_of, refuse_unused, told
from midcourse.strategy.question.over import Swept
from midcourse.version import __version__

if TYPE_CHECKING:
    import pandas as pd

    from midcourse.catalog.provenance import Provenance
    from midcourse.pictures.expansion import ExpansionPlots
    from midcourse.scenario.model import Scenario
    from midcourse.strategy.expansion.raids import Raid

SIZES = (1, 10, 100, 1000, 3000)
MOST_WARHEADS = 100_000
KILL, LEAKAGE, RUNS = "record:gmd", 0.05, 4
GOALS = (0.2, 0.1, 0.05, 0.02, 0.01)
NEED_COLUMNS = (
    "warheads", "objects", "shots", "interceptors", "low", "high", "all_alike", "all_alike_low",
    "all_alike_high", "no_number", "least_arriving", "with_a_look",
    "arriving", "none_arrives", "drawn_arriving", "drawn_low", "drawn_high", "drawn_raids", "disagreement", "years",
    "years_low", "years_high", "undone_by", "undone_insisting", "years_planned",
)  # fmt: skip
RAID_COLUMNS = (
    "warheads", "missiles", "objects", "stock", "runs", "arriving", "low", "high", "none_arrives", "shots_mean",
    "wasted_mean", "tracked", "first_shot_kills", "counted", "with_windows", "disagreement", "doubt_low", "doubt_high",
    "worlds",
)  # fmt: skip


@dataclass(repr=False)
class Expansion(Shown):
    """The answer: what raids of each size take, what past and planned stocks suffice for, and raids that were fought.

    Args:
        shield: the goal and what it rests on.
        needs: by size of raid.
        stocks: interceptors counted and planned.
        rerun: the command that repeats it.
        raids: simulated, as far as they are finished; asked: how many sizes were asked for.
        complete: False where the work was interrupted.
    """

    shield: Shield
    needs: tuple[Need, ...]
    stocks: Inventory
    rerun: str
    raids: list[Raid] = field(default_factory=list)
    asked: int = 0
    complete: bool = True
    varied: Swept | None = None

    @cached_property
    def hangs(self) -> tuple[Hangs, ...]:
        """How the interceptors of the largest raid go with what is in doubt, over a grid of it."""
        pairs, largest = np.array(self.shield.doubted()), self.needs[-1].warheads
        takes = [self.shield.takes(largest, p, c) for p, c in pairs.tolist()]
        finite = [one for one in takes if one is not None]
        # where none is enough more are wanted than anywhere else
        many = np.array([(max(finite, default=0) + 1) if one is None else one for one in takes], dtype=float)
        drawn = {"kill": (self.shield.kill.grade, pairs[:, 0]), "common-cause": ("assumed", pairs[:, 1])}
        return hangs_on({"the number of interceptors": many}, drawn, is_grid=True)

    @property
    def plot(self) -> ExpansionPlots:
        """The pictures: `stock()`, interceptors against what arrives, `varied()` over one input; `save_all(DIR)`."""
        from midcourse.pictures.expansion import ExpansionPlots

        return ExpansionPlots(self)

    def answer(self) -> str:
        """Return the answer in one sentence; in others whose shots, if of no record, and what decides fights."""
        from midcourse.sentences.expansion import decided, headline
        from midcourse.sentences.shot import whose

        return headline(self) + whose(self.shield.kill) + decided(self.raids)

    def goals(self) -> list[dict[str, Any]]:
        """Return the shots and interceptors for each warhead at several shares that may arrive."""
        kill, shield = self.shield.kill, self.shield
        rows = []
        for share in GOALS:
            asked = Shield(
                kill, share, None, None, shield.common, shield.common_low, shield.common_high, shield.track
            )
            ends = [asked.whole_shots(p, c) for p, c in ((kill.value, 0.0), (kill.value, shield.common))]
            rows.append({"leakage": share, "shots_independent": ends[0], "shots": ends[1]})
        return rows

    def suffices(self) -> list[dict[str, Any]]:
        """Return what each counted and planned stock suffices for."""
        known = [
            (f"counted {int(one.from_year)}", one.count, one.source, one.grade) for one in self.stocks.counted
        ]
        known += [(one.name, one.count, one.source, one.grade) for one in self.stocks.planned]
        return [
            {
                "stock": name,
                "interceptors": n,
                "warheads": suffices_for(self.shield, n),
                "warheads_whole_defence": suffices_for(self.shield, n, whole_defence=True),
                "source": source,
                "grade": grade,
            }
            for name, n, source, grade in known
        ]

    def as_dict(self) -> dict[str, Any]:
        """Return what `midcourse expand --json` prints."""
        shield, rate = self.shield, self.stocks.whole
        return {
            "answer": self.answer(),
            "goal": {"leakage": shield.leakage, "none": shield.none},
            "kill": told(shield.kill),
            "common_cause": {"value": shield.common, "low": shield.common_low, "high": shield.common_high},
            "track": shield.track,
            "decoys": shield.decoys,
            "rejected": shield.rejected,
            "undone": shield.undone,
            "rate_a_year": {"value": rate.value, "low": rate.low, "high": rate.high},
            "pace_a_year": asdict(self.stocks.pace),
            "needs": [one.as_dict() for one in self.needs],
            "hangs_on": [one.as_dict() for one in self.hangs],
            "goals": self.goals(),
            "suffices": self.suffices(),
            "varied": rows_of(self.varied),
            "raids": [one.as_dict() for one in self.raids],
            "complete": self.complete,
            "rerun": self.rerun,
            "version": __version__,
        }

    def csv(self) -> str:
        """Return the needs as a table of numbers; where an input is varied, those over it."""
        return csv_text(self._needs() if self.varied is None else table_over(self.varied))

    def frame(self, name: str = "needs") -> pd.DataFrame:
        """Return `needs`, a row a size of raid, `raids`, those that were fought, or `varied` as a data frame."""
        return framed(name, {"needs": self._needs, "raids": self._raids, "varied": lambda: table_over(self.varied)})

    def _needs(self) -> Table:
        return table_of(NEED_COLUMNS, (_flat(one.as_dict(), "drawn") for one in self.needs))

    def _raids(self) -> Table:
        rows = []
        for one in self.raids:
            told = one.as_dict()
            share = told["arriving"]
            doubt = share["doubt"] or {"low": None, "high": None, "worlds": 0}
            rows.append({**told, "doubt_low": doubt["low"], "doubt_high": doubt["high"], "worlds": doubt["worlds"],
                         "arriving": share["value"], "low": share["low"], "high": share["high"],
                         "none_arrives": told["none_arrives"]["value"]})  # fmt: skip
        return table_of(RAID_COLUMNS, rows)

    def _line(self) -> str:
        return self.answer()

    def _card(self) -> Card:
        from midcourse.sentences.expansion import LEAVES_OUT, cells, heads, told

        rows = tuple(cells(one, self.shield) for one in self.needs)
        notes = (*told(self), LEAVES_OUT, self.rerun)
        return Card(self.answer(), "", heads(self.shield), rows, notes, "frame()")


def _flat(row: dict[str, Any], name: str) -> dict[str, Any]:
    inner = row.pop(name) or {}
    return {
        **row,
        **{f"{name}_{key}": value for key, value in inner.items() if f"{name}_{key}" in NEED_COLUMNS},
    }


def expand(
    warheads: Sequence[int] = SIZES,
    leakage: float | None = None,
    none: float | None = None,
    kill: str = KILL,
    shots: int | None = None,
    common_cause: float | None = None,
    track: float = 1.0,
    decoys: float = 0.0,
    rejected: float = 0.0,
    undone: float = 0.5,
    simulate: Scenario | str | None = None,
    runs: int = RUNS,
    seed: int = 1,
    jobs: int | None = 1,
    *,
    worlds: int | None = None,
    scenario: str | None = None,
    vary: str | None = None,
    rerun: str = "",
    tick: Callable[..., None] = lambda *_: None,
    told: Callable[[Expansion], None] = lambda _: None,
) -> Expansion:
    """Work out how many interceptors keep raids to a goal, how long they take to build, and how many decoys undo it.

    Args:
        warheads: sizes of the raid.
        leakage: share of the warheads that may arrive, in the mean; 0.05 where neither goal is given.
        none: in its place the chance with which none may arrive.
        kill: chance that one shot kills: `record:ID`, `folder:PATH` of a run, or `P@SOURCE` with a key of the
            bibliography.
        shots: at each object; the least that reach the goal where None.
        common_cause: share of each failure that all shots at one object have in common; 0.1 with its doubt where None.
        track: chance that the attack is tracked, common to all of it.
        decoys: beside each warhead; rejected: share of them that is told from warheads.
        undone: share that arrives from which on the shield counts as undone.
        simulate: a scenario whose raid is raised to each size and fought, or its name; none is fought where None.
        runs, seed, jobs: of each fought size; threads.
        worlds: of doubt in which each size is fought besides, 0 for none; where None 20 up to 100 warheads.
        scenario: of which a run folder must be.
        vary: `NAME=A..B`, `NAME=A..B:N` or `NAME=A,B,C`, of `kill`, `common-cause`, `track`, `decoys`, `rejected`, the
            goal, and `shots` where they are given: the interceptors over it.
        rerun: the command that repeats it.
        tick: called with the number of finished runs; told: with the answer after each fought size.

    Returns:
        Expansion; after Ctrl-C with the sizes that were finished.

    Raises:
        ScenarioError: a negative count, no probability, two goals, or more warheads than the engine takes.
    """
    if simulate is None:
        refuse_unused(scenario, kill)
    sizes = [_bounded(n, "--warheads", 1, MOST_WARHEADS) for n in warheads]
    if not sizes:
        raise ScenarioError(
            "no size of raid", key="--warheads", allowed=f"whole numbers from 1 to {MOST_WARHEADS:,}"
        )
    shield = _shield(kill_of(kill, scenario), leakage, none, shots, common_cause, track, decoys, rejected, undone)
    typed = {
        "warheads": ",".join(map(str, sizes)), "leakage": leakage, "none": none, "kill": kill, "shots": shots,
        "common-cause": common_cause, "track": None if track == 1.0 else track, "decoys": decoys or None,
        "rejected": rejected or None, "undone": None if undone == 0.5 else undone, "scenario": scenario,
        "vary": vary,
    }  # fmt: skip
    stocks = inventory()
    fights: list[str] = []
    if simulate is not None:
        name = simulate if isinstance(simulate, str) else simulate.name_id
        fights, typed = ["--simulate"], {**typed, "scenario": name, "runs": runs, "worlds": worlds, "seed": seed}
    again = rerun or line("expand", fights, typed)
    varied = None if vary is None else expansion_over(shield, sorted(set(sizes)), vary)
    found = Expansion(shield, tuple(needs(shield, sizes, stocks, seed)), stocks, again, varied=varied)
    if simulate is not None:
        _fight(found, simulate, sizes, Effort(runs, seed, jobs, worlds), tick, told)
    return found


class Effort(NamedTuple):
    """Runs of each fought size, the seed of their luck, threads, and worlds of doubt as they were asked for."""

    runs: int
    seed: int
    jobs: int | None
    worlds: int | None


def _fight(
    found: Expansion,
    simulate: Scenario | str,
    sizes: Sequence[int],
    effort: Effort,
    tick: Callable[..., None],
    told: Callable[[Expansion], None],
) -> None:
    from midcourse.strategy.expansion.raids import fought, raid_of
    from midcourse.strategy.expansion.worlds import count_for, draw, with_doubt

    scenario = simulate
    if isinstance(scenario, str):
        from midcourse.scenario import load_scenario

        scenario = load_scenario(scenario)
    for size in sizes:
        raid_of(scenario, size)  # refused before any work
    found.asked, found.complete = len(set(sizes)), False
    runs, seed, jobs, worlds = effort
    try:
        drawn = draw(scenario, sizes, worlds, seed)
        for one in fought(scenario, sizes, runs, seed, jobs, tick):
            mine = drawn[: count_for(one.warheads, worlds)]
            if mine:
                arriving = with_doubt(one.arriving, mine, one.warheads, runs, seed, tick)
                one = replace(one, arriving=arriving)
            found.raids.append(one)
            told(found)
        found.complete = True
    except KeyboardInterrupt:
        return


def _shield(
    kill: Provenance,
    leakage: float | None,
    none: float | None,
    shots: int | None,
    common: float | None,
    track: float,
    decoys: float,
    rejected: float,
    undone: float,
) -> Shield:
    if leakage is not None and none is not None:
        raise ScenarioError(
            "two goals", key="--none", got=f"{none:g}", allowed="--leakage or --none, not both"
        )
    shares = {
        "--leakage": leakage,
        "--none": none,
        "--common-cause": common,
        "--track": track,
        "--rejected": rejected,
    }
    for key, value in {**shares, "--undone": undone}.items():
        if value is not None and not 0.0 <= value <= 1.0:
            raise ScenarioError(
                "no share or probability", key=key, got=f"{value:g}", allowed="a number from 0 to 1"
            )
    if not (math.isfinite(decoys) and 0.0 <= decoys <= 1e4):
        raise ScenarioError(
            "out of bounds", key="--decoys", got=f"{decoys:g}", allowed="a number from 0 to 10,000"
        )
    if shots is not None:
        _bounded(shots, "--shots", 1, 100)
    value, low, high = COMMON if common is None else (common, common, common)
    goal = LEAKAGE if leakage is None and none is None else leakage
    return Shield(kill, goal, none, shots, value, low, high, track, decoys, rejected, undone)


def _bounded(value: int, key: str, low: int, high: int) -> int:
    if not low <= value <= high:
        allowed = f"whole numbers from {low:,} to {high:,}"
        raise ScenarioError("out of bounds", key=key, got=str(value), allowed=allowed)
    return value
