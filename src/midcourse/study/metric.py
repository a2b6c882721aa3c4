"""What is asked of a scenario: one number, with the interval that luck leaves where it has any."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.catalog.spelling import did_you_mean
from midcourse.errors import NoSolution, ScenarioError
from midcourse.records import WARHEAD
from midcourse.scenario.place import parse_place
from midcourse.shown.document import finite

if TYPE_CHECKING:
    from midcourse.campaign.runs import Fought
    from midcourse.scenario.model import Scenario

KEY = "--metric"
CLOSED_RUNS = 200  # which say how sure tracks are at intercept, and how fast the two close


class Luck(NamedTuple):
    """How a number that hangs on luck is found: runs, over how many worlds of doubt (0: none), seed and threads."""

    runs: int
    worlds: int
    seed: int
    jobs: int | None = None

    def typed(self, metric: Metric, grade: str | None) -> dict[str, object]:
        """Return the options of a command that ask for it so; a grade means something only where worlds are drawn."""
        if not metric.has_luck:
            return {}
        return {"grade": grade if self.worlds else None, **self.as_dict(metric)}

    def as_dict(self, metric: Metric) -> dict[str, int]:
        """Return it as `--json` has it: no runs and no worlds for a metric without luck."""
        runs, worlds = (self.runs, self.worlds) if metric.has_luck else (0, 0)
        return {"runs": runs, "worlds": worlds, "seed": self.seed}


class Measured(NamedTuple):
    """A number with its interval, the same three times where there is no luck; NaN where there is none, and why.

    `doubt` is the band over worlds, None where none were drawn or too few runs were fought in each.
    """

    value: float
    low: float
    high: float
    runs: int = 0
    why: str = ""
    doubt: tuple[float, float] | None = None

    def as_dict(self) -> dict[str, float | None]:
        """Return the number and its interval as `--json` has them, none for what is not finite."""
        return {"value": finite(self.value), "low": finite(self.low), "high": finite(self.high)}


class Metric(NamedTuple):
    """A number that can be asked of a scenario.

    `least` and `most` are the bounds that it keeps in any scenario. Of a number without luck `work` gives the value,
    of one that hangs on luck the value of each finished run, in the order of the runs. `by_place`: what `argument`
    has to be.
    """

    name: str
    label: str
    unit: str
    least: float
    most: float
    work: Callable[..., float] | None = None
    by_run: Callable[[Fought], np.ndarray] | None = None
    by_place: str = ""
    argument: str = ""

    @property
    def has_luck(self) -> bool:
        """Whether it hangs on luck."""
        return self.by_run is not None

    @property
    def form(self) -> str:
        """How it is typed."""
        return f"{self.name}:{self.by_place}" if self.by_place else self.name

    @property
    def words(self) -> str:
        """What it is, with its place."""
        if not self.by_place:
            return self.label
        return f"{self.label} {parse_place(self.argument).name or self.argument}"

    @property
    def full_name(self) -> str:
        """The name with its argument, as it is typed."""
        return f"{self.name}:{self.argument}" if self.by_place else self.name


def metric_of(text: str, key: str = KEY) -> Metric:
    """Return a metric by the name that was typed, e.g. `p_no_leaker` or `shots:warsaw`.

    Raises:
        ScenarioError: no such metric, a place that is missing or not one.
    """
    name, colon, argument = (part.strip() for part in text.partition(":"))
    found = METRICS.get(name)
    if found is None:
        allowed = ", ".join(one.form for one in METRICS.values())
        raise ScenarioError(f"no such metric{did_you_mean(name, METRICS)}", key=key, got=text, allowed=allowed)
    if bool(found.by_place) != bool(colon and argument):
        why = "a place is missing" if found.by_place else "takes no place"
        raise ScenarioError(why, key=key, got=text, allowed=found.form)
    if found.by_place:
        parse_place(argument, key=key)
    return found._replace(argument=argument)


def measure(
    metric: Metric, scenario: Scenario, luck: Luck, tick: Callable[[int], None] = lambda _: None
) -> Measured:
    """Find a number of a scenario.

    Args:
        metric: as `metric_of` gives it.
        scenario: checked scenario.
        luck: for what hangs on luck.
        tick: called with the number of runs that have just been finished.

    Returns:
        Measured; NaN where a missile cannot reach its aim, or a place is not attacked at all.

    Raises:
        KeyboardInterrupt: the runs were interrupted.
    """
    from midcourse.campaign.runs import fight_all

    try:
        if metric.by_run is None:
            assert metric.work is not None
            value = metric.work(scenario, metric.argument, luck)
            return Measured(value, value, value, 0, "no answer there" if math.isnan(value) else "")
        fought = fight_all(scenario, luck.runs, luck.seed, luck.jobs, tick=tick, count=luck.worlds)
    except NoSolution as problem:
        return Measured(math.nan, math.nan, math.nan, 0, problem.why)
    if not fought.complete:
        raise KeyboardInterrupt
    if not fought.done:
        return Measured(math.nan, math.nan, math.nan, 0, "in no world can the missiles reach their aims")
    values = metric.by_run(fought)
    doubt = band_over_worlds(metric, np.sort(fought.tally.runs), values, len(fought.worlds))
    return interval(metric, values)._replace(doubt=doubt)


def band_over_worlds(metric: Metric, runs: np.ndarray, values: np.ndarray, worlds: int) -> tuple[float, float] | None:
    """Return the band that doubt leaves to the mean over runs, 5 to 95 % of the worlds.

    Args:
        metric: of which the bounds are kept.
        runs, values: number of each run, and what it gave.
        worlds: how many worlds were drawn; run k belongs to world k modulo this.
    """
    from midcourse.campaign.shares import band_of_means

    if worlds == 0:
        return None
    groups = [values[runs % worlds == world] for world in np.unique(runs % worlds)]
    return band_of_means(groups, metric.least, metric.most)


def interval(metric: Metric, values: np.ndarray) -> Measured:
    """Return the mean over runs with its 95 % interval: Wilson's of a share, Student's of any other number."""
    from midcourse.campaign.shares import mean_share

    n = len(values)
    if metric.most == 1.0:
        found = mean_share(values)
        return Measured(found.value, found.low, found.high, n)
    mean = float(values.mean())
    low, high = interval_of_mean(metric, mean, float(values.var(ddof=1)) if n > 1 else 0.0, n)
    return Measured(mean, low, high, n)


def interval_of_mean(metric: Metric, mean: float, variance: float, n: int) -> tuple[float, float]:
    """Return Student's 95 % interval of a mean over n runs, within the bounds of the metric."""
    half = math.inf
    if n > 1:
        from scipy.stats import t

        half = float(t.ppf(0.975, n - 1)) * math.sqrt(variance / n)
    return max(mean - half, metric.least), min(mean + half, metric.most)


def _none_through(fought: Fought) -> np.ndarray:
    return (_through(fought) == 0.0).astype(float)


def _through(fought: Fought) -> np.ndarray:
    counted = fought.tally
    return np.asarray(counted.leaked[np.argsort(counted.runs)], dtype=float)


def _share_through(fought: Fought) -> np.ndarray:
    fates = fought.rows("fates")
    warheads = fates[fates["kind"] == WARHEAD]
    runs, at = np.unique(warheads["run"], return_inverse=True)
    shares: np.ndarray = np.bincount(at, weights=warheads["leaked"]) / np.bincount(at, minlength=len(runs))
    return shares


def _shots(fought: Fought) -> np.ndarray:
    runs = np.sort(fought.tally.runs)
    fired = np.bincount(np.searchsorted(runs, fought.rows("shots")["run"]), minlength=len(runs))
    return fired.astype(float)


def _closed_form(scenario: Scenario, argument: str, luck: Luck) -> float:
    from midcourse.campaign.metrics import closed_form
    from midcourse.campaign.runs import fight_all

    told = closed_form(fight_all(scenario, CLOSED_RUNS, luck.seed, luck.jobs), scenario, luck.jobs)
    return math.nan if told is None or told["p_no_leaker"] is None else float(told["p_no_leaker"])


def _shots_at(scenario: Scenario, argument: str, luck: Luck) -> float:
    from midcourse.analysis.footprint import cell_at, defence_of

    place = parse_place(argument)
    cell = cell_at(defence_of(scenario), place.lat_deg, place.lon_deg)
    if not cell.reached:
        raise NoSolution(f"no missile of the raid flies as far as {argument}")
    return float(cell.shots[-1])


def _margin(scenario: Scenario, argument: str, luck: Luck) -> float:
    from midcourse.analysis.chase import caught, raid_items

    (item,) = raid_items(scenario, [argument], None)
    found = [caught(scenario, item, b) for b in range(len(scenario.batteries))]
    # where no launch that is still open meets it, the margin cannot be above nought
    return max(one.margin_s if one.first_s == one.first_s else min(one.margin_s, 0.0) for one in found)


def _burnout_speed(scenario: Scenario, argument: str, luck: Luck) -> float:
    from midcourse.interceptors.reference_flight import burnout

    return max((burnout(item.interceptor).speed_m_s for item in scenario.batteries), default=math.nan)


METRICS = {
    metric.name: metric
    for metric in (
        Metric("p_no_leaker", "chance that no warhead gets through", "", 0.0, 1.0, by_run=_none_through),
        Metric("expected_leakers", "warheads that get through", "", 0.0, math.inf, by_run=_through),
        Metric("leak", "share of the warheads that gets through", "", 0.0, 1.0, by_run=_share_through),
        Metric("shots_mean", "interceptors fired", "", 0.0, math.inf, by_run=_shots),
        Metric("closed_form", "chance that no warhead gets through, closed form", "", 0.0, 1.0, _closed_form),
        Metric("shots", "shots in turn at a missile to", "", 0.0, 4.0, _shots_at, by_place="PLACE"),
        Metric("margin_s", "time left to launch at one from", "s", -math.inf, math.inf, _margin, by_place="BASE"),
        Metric("burnout_speed_m_s", "burnout speed", "m/s", 0.0, math.inf, _burnout_speed),
    )
}
