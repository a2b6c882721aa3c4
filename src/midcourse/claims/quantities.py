"""How each kind of quantity is computed: by the same functions as the commands that show it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.catalog.spelling import did_you_mean
from midcourse.claims.expression import Formula
from midcourse.claims.kinds import (
    Asked,
    DifferenceAsked,
    FindingsAsked,
    ForceAsked,
    FormulaAsked,
    InputAsked,
    MetricAsked,
    OnsetAsked,
    ReachAsked,
    RecordAsked,
    ShotsAsked,
)
from midcourse.claims.spans import Span, point
from midcourse.claims.work import Asking, Computed
from midcourse.errors import ClaimError, NoSolution

if TYPE_CHECKING:
    from midcourse.study.metric import Metric

LUCK = "luck"
SHARE = "share"
POINTS = "points"
BAND = (5.0, 95.0)
FOUND = {"breach": "breaches", "allowed": "findings that are allowed", "contested": "contested findings"}
COUNTED = {
    "hits": "hits", "attempts": "attempts", "share": "share of attempts that hit",
    "mean": "chance of a hit, mean of the posterior", "low": "chance of a hit, 5 % of the posterior",
    "high": "chance of a hit, 95 % of the posterior",
}  # fmt: skip
NAMED = {"count": "how many there are"}


def computed(asked: Asked, of: Asking) -> Computed:
    """Return what a quantity is.

    Args:
        asked: what is asked for.
        of: scenario, numbers, seed.

    Raises:
        MidcourseError: it cannot be asked so.
        KeyboardInterrupt: the runs were interrupted.
    """
    work: Callable[[Any, Asking], Computed] = _WORK[asked.kind]
    return work(asked, of)


def _metric(asked: MetricAsked, of: Asking) -> Computed:
    from midcourse.study.metric import Luck, measure, metric_of

    metric, scenario = metric_of(asked.of, "of"), of.scenario(asked)
    runs = asked.runs if of.worlds or asked.moved is None else asked.moved
    found = measure(metric, scenario, Luck(runs, 0, of.seed, of.jobs))
    doubt = None
    if metric.has_luck and asked.worlds and of.worlds:
        doubt = measure(metric, scenario, Luck(asked.runs, asked.worlds, of.seed, of.jobs)).doubt
    return Computed(
        found.value, found.low, found.high, _unit(metric.unit, metric.most), metric.words,
        LUCK if metric.has_luck else "", doubt, found.why,
    )  # fmt: skip


def _difference(asked: DifferenceAsked, of: Asking) -> Computed:
    from midcourse.study.compare import compare
    from midcourse.study.metric import Luck, metric_of

    metric, here, there = metric_of(asked.of, "of"), of.scenario(asked), of.base()
    gap = compare(metric, there, here, Luck(asked.runs, 0, of.seed, of.jobs)).difference
    doubt = None
    if asked.worlds and of.worlds:
        doubt = compare(
            metric, there, here, Luck(asked.runs, asked.worlds, of.seed, of.jobs)
        ).difference.doubt
    words = f"{metric.words}: {here.name} less {there.name}"
    return Computed(
        gap.value, gap.low, gap.high, _gap_unit(metric.unit, metric.most), words, LUCK, doubt, gap.why
    )


def _input(asked: InputAsked, of: Asking) -> Computed:
    from midcourse.study.paths import spread, standing

    scenario = of.scenario(asked)
    values = [standing(scenario, path).value for path in spread(scenario, asked.of)]
    if not all(isinstance(value, (int, float)) for value in values):
        raise ClaimError("not a number", key="of", got=asked.of)
    total = float(sum(values))
    return Computed(total, total, total, "count", NAMED.get(asked.of.rpartition(".")[2], asked.of))


def _findings(asked: FindingsAsked, of: Asking) -> Computed:
    from midcourse.compliance.treaty import findings_of

    every = findings_of(asked.of, of.scenario(asked))
    found = [one for one in every if not asked.articles or _head(one.article) in asked.articles]
    unknown = set(asked.articles) - {_head(one.article) for one in every}
    if unknown:
        known = ", ".join(dict.fromkeys(_head(one.article) for one in every))
        raise ClaimError("no such article", key="articles", got=", ".join(sorted(unknown)), allowed=known)
    sure = sum(one.verdict == asked.verdict for one in found)
    open_ = sum(one.verdict == "contested" for one in found) if asked.verdict == "breach" else 0
    spread = "how contested articles are read" if open_ else ""
    when = "" if all(one.in_force for one in every) else ", as if it were in force"
    which = f" ({', '.join(asked.articles)})" if asked.articles else ""
    return Computed(sure, sure, sure + open_, "count", f"{FOUND[asked.verdict]} of {asked.of}{which}{when}", spread)


def _head(article: str) -> str:
    # `IV, ranges` and `VI(a)` are findings on IV and VI(a)
    return article.partition(",")[0]


def _record(asked: RecordAsked, of: Asking) -> Computed:
    from midcourse.catalog.reader import load_record
    from midcourse.strategy.record import WAYS, counted, selected

    record, _ = load_record(asked.of)
    named = of.word(asked.configuration)
    tests = selected(record, of.word(asked.since), of.word(asked.until), [] if named is None else [named])
    name = of.word(asked.way) or next(iter(WAYS))
    if name not in WAYS:
        raise ClaimError(
            f"no such way of counting{did_you_mean(name, WAYS)}", key="way", got=name, allowed=", ".join(WAYS)
        )
    after = counted(tests, WAYS[name]).posterior
    if after is None:
        raise NoSolution("no attempt is left", got=asked.of)
    values = {
        "hits": after.hits,
        "attempts": after.attempts,
        "share": after.hits / after.attempts,
        "mean": after.mean,
        "low": after.low,
        "high": after.high,
    }
    value = float(values[asked.gives])
    unit = "count" if asked.gives in ("hits", "attempts") else SHARE
    span = (after.low, after.high) if asked.gives == "mean" else (value, value)
    return Computed(value, *span, unit, COUNTED[asked.gives], "few tests" if asked.gives == "mean" else "")


def _reach(asked: ReachAsked, of: Asking) -> Computed:
    from midcourse.catalog.arsenal import EXISTS, flown
    from midcourse.kernels.boost import arc_m
    from midcourse.kernels.earth import WGS84
    from midcourse.scenario.place import parse_place
    from midcourse.threats.fly import pad_of, stack_of
    from midcourse.threats.towards import range_towards

    start, aim = (pad_of(parse_place(of.word(text) or "")) for text in (asked.launch, asked.aim))
    distance_m = float(arc_m(WGS84, start.lat_rad, start.lon_rad, aim.lat_rad, aim.lon_rad)[0])
    sure, low, high = -math.inf, -math.inf, -math.inf
    for armed in flown(asked.owner, int(of.number(asked.year))):
        if armed.notional:  # expected, never seen
            continue
        far_m = range_towards(stack_of(armed.missile), start, aim)
        high = max(high, far_m * armed.high_share - distance_m)
        if armed.status == EXISTS:
            sure, low = max(sure, far_m - distance_m), max(low, far_m * armed.low_share - distance_m)
    name = parse_place(of.word(asked.aim) or "").name or asked.aim
    words = f"how far the missiles of {asked.owner} fly beyond {name}"
    if sure == -math.inf:
        sure = low = -distance_m
    return Computed(
        sure, low, max(high, sure), "m", words, "ranges and years in doubt"
    )


def _shots(asked: ShotsAsked, of: Asking) -> Computed:
    from midcourse.battle.kill import kill_table

    p, n, common = of.number(asked.chance), of.number(asked.shots), of.number(asked.common_cause)
    if not (0.0 <= p <= 1.0 and 0.0 <= common <= 1.0 and n >= 1 and n == int(n)):
        raise ClaimError(
            "chances lie between 0 and 1, shots are a whole number", got=f"{p:g}, {n:g}, {common:g}"
        )
    value = kill_table([p], common, int(n))[int(n)]
    return Computed(value, value, value, SHARE, "chance that one of the shots hits")


def _formula(asked: FormulaAsked, of: Asking) -> Computed:
    formula = Formula(asked.of)
    value = formula.at({name: of.number(name) for name in formula.names})
    doubt, every = _over_worlds(formula, of)
    return Computed(value, value, value, asked.unit, asked.words, doubt=doubt, every=every)


def _over_worlds(formula: Formula, of: Asking) -> tuple[tuple[float, float] | None, tuple[float, ...]]:
    """Return the band of a formula and its value in each world, in which all parts are those of the same world.

    Where a part has no more than a band it is taken at both its ends: that band is wider than worlds would leave it.
    """
    parts = {name: found for name in formula.names if (found := of.quantity(name)) is not None}
    doubted = {name: one for name, one in parts.items() if one.doubt is not None}
    if not doubted:
        return None, ()
    fixed = {name: of.number(name) for name in formula.names if name not in doubted}
    counts = {len(one.every) for one in doubted.values()}
    if len(counts) == 1 and counts != {0}:
        each = zip(*(one.every for one in doubted.values()), strict=True)
        every = tuple(formula.at({**fixed, **dict(zip(doubted, world, strict=True))}) for world in each)
        return band(every), every
    spans = {name: Span(*one.doubt) for name, one in doubted.items() if one.doubt is not None}
    low, high = formula.within({**{name: point(value) for name, value in fixed.items()}, **spans})
    return (low, high), ()


def band(every: Sequence[float]) -> tuple[float, float]:
    """Return 5 and 95 % of what a quantity is in its worlds."""
    low, high = np.percentile(np.asarray(every), BAND)
    return float(low), float(high)


def _onset(asked: OnsetAsked, of: Asking) -> Computed:
    below = of.number(asked.below)
    parts = [of.quantity(name) for name in asked.of]
    if any(one is None for one in parts):
        raise ClaimError("not quantities of the claim", key="of", got=", ".join(asked.of))

    def from_size(values: Sequence[float]) -> float:
        found = asked.sizes[-1] + 1.0
        for size, value in zip(reversed(asked.sizes), reversed(values), strict=True):
            if not value < below:
                break
            found = float(size)
        return found

    known = [one for one in parts if one is not None]
    value = from_size([one.value for one in known])
    luck = from_size([one.low for one in known]), from_size([one.high for one in known])
    doubt = None
    if any(one.doubt for one in known):
        ends = [one.doubt or (one.value, one.value) for one in known]
        doubt = from_size([low for low, _ in ends]), from_size([high for _, high in ends])
    spread = LUCK if any(one.spread == LUCK for one in known) else ""
    return Computed(value, *luck, "count", asked.words, spread, doubt)


def _force(asked: ForceAsked, of: Asking) -> Computed:
    from midcourse.compliance.treaty import forces_of

    force = forces_of(of.word(asked.of) or "")
    held = getattr(force, asked.gives)
    if held is None:
        raise ClaimError(f"no {asked.gives} are known of these forces", key="of", got=asked.of)
    value = float(held)
    return Computed(value, value, value, "count", f"{asked.gives} of {force.name}")


def unit_of(metric: Metric, gap: bool = False) -> str:
    """Return the unit in which a metric, or the gap between two of it, is told."""
    return (_gap_unit if gap else _unit)(metric.unit, metric.most)


def _gap_unit(unit: str, most: float) -> str:
    found = _unit(unit, most)
    return POINTS if found == SHARE else found


def _unit(unit: str, most: float) -> str:
    return unit or (SHARE if most == 1.0 else "count")


def _argued(asked: Any, of: Asking) -> Computed:
    from midcourse.claims import argument

    return argument.computed(asked, of)


_WORK: dict[str, Callable[[Any, Asking], Computed]] = {
    "metric": _metric,
    "difference": _difference,
    "input": _input,
    "findings": _findings,
    "record": _record,
    "reach": _reach,
    "shots": _shots,
    "formula": _formula,
    "onset": _onset,
    "reply": _argued,
    "stock": _argued,
    "race": _argued,
    "force": _force,
}
