"""What third parties have to do with an engagement: `midcourse third-parties` and `mc.third_parties`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from midcourse.api.bounds import MAX_SEED, bounded
from midcourse.errors import ScenarioError
from midcourse.shown.card import Card, Shown
from midcourse.shown.command import line
from midcourse.shown.frame import framed, table_of

if TYPE_CHECKING:
    import pandas as pd

    from midcourse.analysis.onlookers import Looked, Onlooker
    from midcourse.analysis.territory import InCountry
    from midcourse.analysis.third_parties import Found
    from midcourse.pictures.plots import ThirdPartyPlots
    from midcourse.scenario.model import Scenario

Tick = Callable[[int, str], None]
RUNS, MOST_RUNS = 200, 20_000


OVER = ("country", "name", "share", "kills_share", "first_s", "last_s", "lowest_m", "highest_m")
LOOK = (
    "radar", "object", "above_share", "view_share", "first_s", "last_s", "highest_elevation_deg", "even_first_s",
    "even_last_s", "least_rcs_m2", "least_burning_rcs_m2",
)  # fmt: skip


@dataclass(frozen=True, repr=False)
class ThirdParties(Shown):
    """The answer, country by country; `as_dict` is what `midcourse third-parties --json` prints.

    Args:
        scenario: what was fought, with its stated values.
        runs, seed: how often, and the seed of all luck.
        found: intercepts, what comes down, and radars abroad.
        rerun: the command that repeats it, for the corner of the map.
    """

    scenario: Scenario
    runs: int
    seed: int
    found: Found
    rerun: str

    @property
    def plot(self) -> ThirdPartyPlots:
        """The picture: `map()`; `save_all(DIR)`."""
        from midcourse.pictures.plots import ThirdPartyPlots

        return ThirdPartyPlots(self)

    def interceptor_stages(self, battery: int) -> list[tuple[InCountry, ...]]:
        """Return, stage by stage, in which country those of a battery come down; empty where none was flown."""
        from midcourse.analysis.territory import by_country

        flights = [one for one in self.found.flights if one.battery == battery]
        stages = zip(*(one.stages for one in flights), strict=True)
        return [by_country(falls) for falls in stages]

    def missed(self, battery: int) -> tuple[InCountry, ...]:
        """Return in which country the kill vehicles of a battery come down that strike nothing."""
        from midcourse.analysis.territory import by_country

        falls = [one.fall for one in self.found.flights if one.battery == battery and one.missed]
        return by_country(falls)

    def answer(self) -> str:
        """Return over whose country it happens in one sentence."""
        from midcourse.sentences.third_parties import headline

        return headline(self)

    def as_dict(self) -> dict[str, Any]:
        """Return the document; nothing in it is finer than a country, a time and an altitude."""
        from midcourse.analysis.territory import name_of

        became = self.found.outcomes
        batteries = range(len(self.scenario.batteries))
        return {
            "answer": self.answer(),
            "scenario": self.scenario.name_id,
            "runs": self.runs,
            "seed": self.seed,
            "batteries": [
                {"interceptor": item.interceptor.id, "site": item.place.id or item.place.name}
                for item in self.scenario.batteries
            ],
            "shots": int((became.failed | became.arrived).sum()),
            "failed_shots": int(became.failed.sum()),
            "arrived_shots": int(became.arrived.sum()),
            "kills": int(became.killed.sum()),
            "missed_shots": int(became.missed.sum()),
            "intercepts": [
                {**_share(row.over), "kills_share": row.kills_share, **_heights(row.over)}
                for row in self.found.intercepts
            ],
            "missile_stages": [
                {
                    "object": one.what,
                    "missile": one.missile,
                    "stage": one.stage,
                    "country": one.fall.country,
                    "name": name_of(one.fall.country),
                    "time_s": one.fall.time_s,
                }
                for one in self.found.missile_stages
            ],
            "interceptor_stages": [
                {"battery": b, "stage": number, **_share(row)}
                for b in batteries
                for number, rows in enumerate(self.interceptor_stages(b), start=1)
                for row in rows
            ],
            "missed": [{"battery": b, **_share(row)} for b in batteries for row in self.missed(b)],
            "radars": [_radar(one) for one in self.found.onlookers],
        }

    def frame(self, name: str = "intercepts") -> pd.DataFrame:
        """Return `intercepts` by country, or `radars` abroad (a row a radar and what it could see)."""
        told = self.as_dict()
        looks = ({"radar": one["name"], **row} for one in told["radars"] for row in one["objects"])
        return framed(
            name,
            {"intercepts": lambda: table_of(OVER, told["intercepts"]), "radars": lambda: table_of(LOOK, looks)},
        )

    def _line(self) -> str:
        told = self.as_dict()
        over = sorted(told["intercepts"], key=lambda row: -row["share"])
        most = f"; most intercepts over {over[0]['name']}" if over else ""
        runs = f"{self.runs:,} run{'s' * (self.runs > 1)}"
        return f"{self.scenario.name_id or self.scenario.name}: {told['shots']:,} shots in {runs}{most}"

    def _card(self) -> Card:
        from midcourse.sentences.third_parties import intercepts, shots

        head = ("intercepts over", "share of all", "share of kills", "time, s", "altitude, km")
        abroad = ", ".join(one.name for one in self.found.onlookers)
        seen = f"Radars abroad: {abroad}." if abroad else ""
        notes = (shots(self), seen, "Nominal world, with luck; countries only.", self.rerun)
        return Card(f"{self._line()}.", "", head, tuple(map(tuple, intercepts(self))), notes, "frame()")


def third_parties(
    scenario: Scenario,
    runs: int = RUNS,
    seed: int = 1,
    *,
    rerun: str = "",
    tick: Tick = lambda count, what: None,
) -> ThirdParties:
    """Say over whose country intercepts happen, in whose things come down, and what radars abroad would see.

    The nominal world, with luck: the runs are those of `midcourse run --doubt none` with the same seed.

    Args:
        scenario: checked scenario.
        runs: how many to fight.
        seed: seed of all luck.
        rerun: the command that repeats it, for the corner of the map.
        tick: called with how many runs have just been fought, and what comes.

    Returns:
        ThirdParties.

    Raises:
        ScenarioError: no raid, or a number out of bounds.
        NoSolution: a missile cannot reach its aim point.
    """
    from midcourse.analysis.third_parties import third_parties as work

    bounded("runs", runs, 1, MOST_RUNS)
    bounded("seed", seed, 0, MAX_SEED)
    if not scenario.raid:
        raise ScenarioError("the raid is empty: nothing flies", key="raid", allowed="at least one missile")
    again = rerun or line("third-parties", scenario.arguments, {"runs": runs, "seed": seed})
    return ThirdParties(scenario, runs, seed, work(scenario, runs, seed, tick), again)


def _share(row: InCountry) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("country", "name", "share", "first_s", "last_s")}


def _heights(row: InCountry) -> dict[str, float | None]:
    return {"lowest_m": row.lowest_m, "highest_m": row.highest_m}


def _radar(one: Onlooker) -> dict[str, Any]:
    told = one._asdict()
    told.pop("looked")
    for name in ("burning_rcs_m2", "warhead_rcs_m2"):
        told[name] = list(told[name])
    return {**told, "objects": [_looked(row) for row in one.looked]}


def _looked(row: Looked) -> dict[str, Any]:
    told = row._asdict()
    told.pop("battery")
    return {"object": told.pop("what"), **told}
