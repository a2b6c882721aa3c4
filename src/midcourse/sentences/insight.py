"""What follows from a campaign, in sentences and in cells of tables."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from midcourse.report.names import percent
from midcourse.sentences import sensitivity
from midcourse.sentences.flip import named, number

if TYPE_CHECKING:
    from midcourse.api.insight import Insight
    from midcourse.insight.measure import Measurement
    from midcourse.study.metric import Measured, Metric

HEADS = ("analysis", "input", "value", "95 %")
TITLES = {
    "indices": "whose variance, Sobol",
    "screening": "screening, Morris",
    "ranks": "rank correlation over worlds",
    "emulator": "emulator over cells",
    "worth": "worth of knowing a doubtful input",
    "worth_inputs": "worth of knowing an input that is varied",
}
KINDS = {
    "first_order": "alone",
    "total_order": "with others",
    "mu_star": "mu*",
    "mu": "mu",
    "sigma": "sigma",
    "rho": "rank correlation",
    "narrows": "narrows the band by",
}
DOES_MOST = {"total_order": "makes most of the variance of", "mu_star": "moves most", "rho": "goes most with"}


class Section(NamedTuple):
    """One analysis for people: its title, a table, and what has to be said of it."""

    title: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    words: list[str]


def headline(found: Insight) -> str:
    """Return what is most worth knowing, else which input does most, in one sentence."""
    metric = found.values.metric
    whose = f"{metric.words} of {found.campaign.layout.name}"
    worths = [(one, i) for one in (found.worth, found.worth_inputs) if one is not None for i in one.worth.order]
    # what is more than nothing goes before what may be more and may be nothing
    worths.sort(key=lambda one: (_narrows(*one).low <= 0.0, -_narrows(*one).value))
    if worths:
        best, first = worths[0]
        here, (low, high) = _narrows(best, first), (number(metric, end) for end in best.worth.now)
        span = f"{_percents(here.value)} ({_percents(here.low)} to {_percents(here.high)})"
        sure = "" if here.low > 0.0 else ", which may be nothing"
        name = input_name(found, best.paths[first])
        return f"To know {name} would narrow the band of {metric.full_name}, {low} to {high}, most: by {span}{sure}."
    for kind, words in DOES_MOST.items():
        rows = [row for row in found.rows() if row["kind"] == kind]
        if rows:
            row = max(rows, key=lambda one: abs(one["value"]))
            chance = ", which may be chance" if kind == "rho" and _by_chance(found, row["value"]) else ""
            name = input_name(found, row["input"])
            return f"{name[0].upper()}{name[1:]} {words} {whose}: {KINDS[kind]} {row['value']:.2f}{chance}."
    return f"Of {whose} nothing follows but its cells."


def _narrows(one: Measurement, at: int) -> Measured:
    return one.worth.narrows[at]


def _by_chance(found: Insight, value: float) -> bool:
    return found.ranks is not None and abs(value) <= found.ranks.beyond_all


def input_name(found: Insight, path: str) -> str:
    """Return what an input is called: one that is varied, or one that worlds doubt."""
    for one in found.values.inputs.varied:
        if one.path == path:
            return named(found.values.inputs.scenario, one)
    for each in () if found.ranks is None else found.ranks.inputs:
        if each.path == path:
            return sensitivity.named(found.values.inputs.scenario, each)
    return path


def row_cells(found: Insight) -> Iterator[tuple[str, ...]]:
    """Give all numbers that belong to an input under `HEADS`."""
    for row in found.rows():
        low, high = row["low"], row["high"]
        span = "" if low is None else f"{low:.2f} to {high:.2f}"
        yield KINDS[row["kind"]], input_name(found, row["input"]), f"{row['value']:.2f}", span


def words(found: Insight) -> list[str]:
    """Return what has to be said of all analyses, and why others were not made."""
    return [line for one in sections(found) for line in one.words] + missing(found)


def missing(found: Insight) -> list[str]:
    """Return why an analysis was not made, line by line."""
    return [f"{TITLES[name]}: {why}" for name, why in found.cannot.items()]


def sections(found: Insight) -> list[Section]:
    """Return what is shown of each analysis that was made."""
    of = {
        "indices": _indices, "screening": _screening, "ranks": _ranks, "emulator": _emulator,
        "worth": lambda one: _worth(one, "worth"), "worth_inputs": lambda one: _worth(one, "worth_inputs"),
    }  # fmt: skip
    return [of[name](found) for name in found.made]


def _span(one: Measured) -> str:
    return f"{one.value:.2f} ({one.low:.2f} to {one.high:.2f})"


def _indices(found: Insight) -> Section:
    one = found.indices
    assert one is not None
    varied, scenario, metric = found.values.inputs.varied, found.values.inputs.scenario, found.values.metric
    each = zip(varied, one.indices.first, one.indices.total, strict=True)
    rows = [(named(scenario, at), _span(first), _span(total)) for at, first, total in each]
    mean, deviation = number(metric, one.mean), number(metric, one.deviation)
    said = [
        f"{one.rows} rows of {len(varied) + 2} cells: mean {mean}, standard deviation {deviation}; luck leaves at "
        f"most {percent(one.luck_share)} of the variance, which adds to the total indices.",
        f"First-order indices sum to {_span(one.indices.first_sum)}; the true sum is 1 at most.",
    ]
    if one.dropped:
        said.append(f"{one.dropped} rows have a cell without a value and were left out.")
    return Section(TITLES["indices"], ("input", "alone", "with others"), rows, said)


def _screening(found: Insight) -> Section:
    one = found.screening
    assert one is not None
    varied, scenario, metric = found.values.inputs.varied, found.values.inputs.scenario, found.values.metric
    each = sorted(
        zip(varied, one.mu_star, one.mu, one.sigma, strict=True), key=lambda row: -row[1].value
    )
    rows = [
        (named(scenario, at), _moved(metric, star), f"{mu:+.3g}", f"{sigma:.3g}", _luck(star, one.luck))
        for at, star, mu, sigma in each
    ]
    said = [
        f"{one.trajectories} trajectories; luck alone makes a mu* of at most {one.luck:.2g}. A sigma as large as mu*: "
        "what the input does hangs on the others, or on where it stands."
    ]
    if one.dropped:
        said.append(f"{one.dropped} trajectories have a cell without a value and were left out.")
    return Section(TITLES["screening"], ("input", "mu*", "mu", "sigma", ""), rows, said)


def _moved(metric: Metric, one: Measured) -> str:
    return f"{one.value:.3g} ({one.low:.3g} to {one.high:.3g})"


def _luck(one: Measured, luck: float) -> str:
    return "may be luck" if one.value <= luck else ""


def _ranks(found: Insight) -> Section:
    one = found.ranks
    assert one is not None
    scenario = found.values.inputs.scenario
    rows = []
    for i in one.order:
        at, rho = one.inputs[i], one.rho[i]
        sure = "" if abs(rho.value) > one.beyond_all else "may be chance"
        rows.append((sensitivity.named(scenario, at), at.number.grade, _span(rho), sure))
    where = "the mean over all cells" if found.cell is None and len(found.values.cells) > 1 else ""
    where = f"cell {found.cell}" if found.cell is not None else where
    luck = "too few runs a world to say how much of it is luck"
    if not math.isnan(one.luck_share):
        luck = f"{percent(one.luck_share)} of what worlds have apart is luck, which makes every correlation smaller"
    said = [
        f"{len(one.rho)} inputs over {one.worlds} worlds{f', {where}' if where else ''}. Among so many that mean "
        f"nothing the greatest passes {one.beyond_all:.2f} in five cases of a hundred, a single one "
        f"{one.beyond_one:.2f}.",
        f"{luck[0].upper()}{luck[1:]}.",
    ]
    return Section(TITLES["ranks"], ("input", "grade", "rank correlation", ""), rows, said)


def _emulator(found: Insight) -> Section:
    one = found.emulator
    assert one is not None
    back, metric = one.held_back, found.values.metric
    error = f"{100.0 * back.rmse:.1f} points in a hundred" if metric.most == 1.0 else f"{back.rmse:.3g} {metric.unit}"
    sample = "" if len(one.cells) == one.known else f" of {one.known:,} with a value"
    said = [
        f"A Gaussian process over {len(one.cells):,} cells{sample}, tried on cells that it was not taught: error "
        f"{error.strip()}, {percent(max(back.q2, 0.0))} of the variance explained (luck leaves "
        f"{percent(1.0 - back.luck_share)}), {percent(back.inside)} of the cells within its intervals of 90 %."
    ]
    return Section(TITLES["emulator"], (), [], said)


def _worth(found: Insight, name: str) -> Section:
    one: Measurement = getattr(found, name)
    worth, metric = one.worth, found.values.metric
    rows = []
    for i in worth.order:
        here = worth.narrows[i]
        if here.value > 0.0:
            sure = "" if here.low > 0.0 else "may be nothing"
            span = f"{_percents(here.value)} ({_percents(here.low)} to {_percents(here.high)})"
            rows.append((input_name(found, one.paths[i]), span, sure))
    low, high = (number(metric, end) for end in worth.now)
    said = [f"The band, 5 to 95 %, is {low} to {high} now, freed of luck.", trust(one)]
    return Section(TITLES[name], ("input, once it is known", "narrows the band by", ""), rows, said)


def _percents(share: float) -> str:
    return f"{100.0 * share:.0f} %"


def trust(one: Measurement) -> str:
    """Say how far to trust what a measurement is worth."""
    shown, most = _percents(max(one.q2, 0.0)), _percents(one.most_q2)
    if one.worth.by == "rank":
        return (
            "By rank alone, as if each input acted along a straight line: an emulator over "
            f"{one.points} worlds explains {shown} of the variance held back (luck leaves {most}), too little to tell."
        )
    many = "the input" if one.taken == 1 else f"{one.taken} inputs"
    return (
        f"By an emulator of {many} over {one.points} points, which explains {shown} of the variance held back (luck "
        f"leaves {most}); what it does not explain counts as doubt that stays."
    )
