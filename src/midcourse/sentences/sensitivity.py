"""Which input matters, in sentences and in cells of tables."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from midcourse.report.names import own_words, percent, quantity
from midcourse.scenario import doubt_left
from midcourse.sentences.flip import number, told

if TYPE_CHECKING:
    from midcourse.api.sobol import Sobol
    from midcourse.api.tornado import Tornado
    from midcourse.scenario.model import Scenario
    from midcourse.study.bands import Band
    from midcourse.study.inputs import Input
    from midcourse.study.metric import Measured, Metric
    from midcourse.study.spread import Part
    from midcourse.study.tornado import Bar

OUT_OF_REACH = "out of reach"
HEADS = ("input", "grade", "low to high", "at low", "at high", "moves it by", "")
SHARE_HEADS = ("input", "grade", "drawn", "alone", "with others")


def named(scenario: Scenario, one: Input) -> str:
    """Return what an input is called and whose it is."""
    words, owner = own_words(scenario, one.path)
    return f"{words}, {owner}"


def value_words(one: Input, value: float) -> str:
    """Return a value of an input as people read it."""
    return quantity(value, one.number.dimension, one.number.unit)


def hangs_most(found: Tornado) -> str:
    """Return which input moves the metric furthest, and how far, in one sentence."""
    metric = found.metric
    assert found.stated is not None
    stated = f"as stated {told(metric, found.stated)}"
    bar = found.bars[0] if found.bars and found.bars[0].size else None
    subject = f"{metric.words[0].upper()}{metric.words[1:]}"
    if bar is None or (metric.has_luck and not bar.beyond_luck):
        more = " by more than luck may" if metric.has_luck else ""
        return f"{subject}, {stated}: none of {len(found.bars)} inputs alone moves it{more}."
    ends = f"{cell(metric, bar.at_low)} at its low, {cell(metric, bar.at_high)} at its high"
    so_far = "" if len(found.bars) == found.inputs else f" of {len(found.bars)} of {found.inputs} inputs"
    return f"{subject}, {stated}, hangs most{so_far} on {named(found.scenario, bar.input)}: {ends}."


def greatest_share(found: Sobol) -> str:
    """Return which input makes most of the metric's variance, in one sentence."""
    ranked, spread = found.tornado, found.spread
    if spread is None or spread.indices is None:
        return hangs_most(ranked)
    each = list(zip(spread.parts, spread.indices.first, spread.indices.total, strict=True))
    part, first, total = max(each, key=lambda one: one[2].value)
    return (
        f"Of the variance of {ranked.metric.words}, {named(ranked.scenario, part.input)} makes most: share "
        f"{share_words(first)} alone, {share_words(total)} with others."
    )


def range_words(one: Input) -> str:
    """Return the low and the high of an input."""
    low, high = one.ends
    return f"{value_words(one, low)} to {value_words(one, high)}"


def cell(metric: Metric, found: Measured) -> str:
    """Return a value of the metric, a word where it has none."""
    if not math.isnan(found.value):
        return number(metric, found.value)
    return OUT_OF_REACH if "out of reach" in found.why or "no inert mass" in found.why else "no answer"


def moved_words(metric: Metric, bar: Bar) -> str:
    """Return how far an input moves the metric, with what luck leaves open."""
    moved = bar.moved
    if math.isnan(moved.value):
        return "–"
    if metric.most == 1.0:
        words = f"{100.0 * moved.value:+.1f}"
        span = f" ({100.0 * moved.low:+.1f} to {100.0 * moved.high:+.1f})"
    else:
        words, span = f"{moved.value:+.4g}", f" ({moved.low:+.4g} to {moved.high:+.4g})"
    return words + span if metric.has_luck else words


def cells(found: Tornado, bar: Bar) -> tuple[str, ...]:
    """Return a row of a table of bars, under `HEADS`."""
    metric = found.metric
    return (
        named(found.scenario, bar.input),
        bar.input.number.grade,
        range_words(bar.input),
        cell(metric, bar.at_low),
        cell(metric, bar.at_high),
        moved_words(metric, bar),
        remark(bar),
    )


def remark(bar: Bar) -> str:
    """Return what has to be said of a bar besides its numbers."""
    parts = [] if bar.between == ("low", "high") or not bar.size else [f"{bar.between[0]} to {bar.between[1]}"]
    parts += ["may be luck"] if bar.size and not bar.beyond_luck else []
    return ", ".join(parts)


def band_name(band: Band, bands: Sequence[Band]) -> str:
    """Return the name of a band: the grades that are drawn in it."""
    names = [one.grade for one in bands[: list(bands).index(band) + 1]]
    return f"{names[0]} alone" if len(names) == 1 else f"and {names[-1]}"


def band_words(metric: Metric, band: Band) -> str:
    """Return how far a band goes."""
    if not band.inputs:
        return f"{number(metric, band.low)}: no such input is in doubt"
    if math.isnan(band.low):
        return "no answer: in too many worlds a missile cannot reach its aim, or too few runs in each"
    lost = f"; in {band.cannot_reach} a missile cannot reach its aim" if band.cannot_reach else ""
    return f"{_span(metric, band)} over {band.worlds} worlds{lost}"


def follows(found: Tornado) -> list[str]:
    """Say what follows from official numbers alone, and what the answer rests on besides."""
    if not found.bands:
        return _held(found)
    best, metric = found.bands[0], found.metric
    rest = found.inputs - best.inputs + sum(held_by(found).values())
    drawn = f"{best.inputs} doubtful input{'s' * (best.inputs != 1)}"
    said = [
        f"From {best.grade} numbers alone ({drawn}) follows {_span(metric, best)} for {metric.full_name}, if all else "
        f"is as stated; {rest} doubtful inputs rest on worse grades."
    ]
    if not best.inputs:
        said = [f"No {best.grade} number in use is in doubt: all {rest} doubtful inputs rest on worse grades."]
    last = found.bands[-1]
    if last.inputs > best.inputs and not math.isnan(last.low):
        words = "all" if found.grade is None else f"{found.grade} and better"
        said.append(f"With inputs of {words} grades in doubt it is {_span(metric, last)}.")
    return said + _held(found)


def held_by(found: Tornado) -> dict[str, int]:
    """Return how many doubtful inputs are held as stated for their grade, by grade."""
    return {one["grade"]: one["inputs"] for one in doubt_left(found.scenario).get("inputs_held", ())}


def _span(metric: Metric, band: Band) -> str:
    low, high = number(metric, band.low), number(metric, band.high)
    return low if low == high else f"{low} to {high}"


def _held(found: Tornado) -> list[str]:
    held = held_by(found)
    if not held:
        return []
    parts = ", ".join(f"{count} {grade}" for grade, count in held.items())
    return [f"Held as stated, for their grade is worse than {found.grade}: {parts}; the answer rests on them."]


def luck_words(found: Tornado) -> str:
    """Say how the bars were found."""
    if not found.metric.has_luck:
        return f"{len(found.bars)} of {found.inputs} inputs, no luck in it"
    doubt = f"{found.worlds} worlds of doubt in the others" if found.worlds else "the others as stated"
    return (
        f"{len(found.bars)} of {found.inputs} inputs, {found.runs:,} runs at each end on equal luck, {doubt}, "
        f"seed {found.seed}"
    )


def unmoved(found: Tornado) -> str:
    """Say how many inputs move nothing, and how many bars may be luck."""
    still = sum(not bar.size and not (bar.at_low.why or bar.at_high.why) for bar in found.bars)
    chance = sum(bool(bar.size) and not bar.beyond_luck for bar in found.bars)
    words = f"{still} inputs alone move nothing"
    if found.metric.has_luck:
        words += f"; {chance} move it no more than luck may. Of a hundred that move nothing, five look as if they did"
    return f"{words}."


def part_words(part: Part) -> str:
    """Return the values of an input that are drawn, and that others were left out."""
    one = part.input
    words = f"{value_words(one, part.value(0.0))} to {value_words(one, part.value(1.0))}"
    return words if part.is_whole else f"{words}: elsewhere a missile cannot reach its aim"


def share_words(found: Measured) -> str:
    """Return an index with its interval."""
    return f"{found.value:.2f} ({found.low:.2f} to {found.high:.2f})"


def share_cells(found: Sobol) -> list[tuple[str, ...]]:
    """Return the rows of a table of indices, under `SHARE_HEADS`."""
    spread = found.spread
    if spread is None or spread.indices is None:
        return []
    return [
        (
            named(found.tornado.scenario, part.input),
            part.input.number.grade,
            part_words(part),
            share_words(first),
            share_words(total),
        )
        for part, first, total in zip(spread.parts, spread.indices.first, spread.indices.total, strict=True)
    ]


def sobol_words(found: Sobol) -> list[str]:
    """Say how the indices were found, and how far they can be trusted."""
    spread, metric = found.spread, found.tornado.metric
    if spread is None:
        return []
    drawn = spread.sampled.n
    said = [
        f"{found.evaluations:,} points ({drawn} rows), ranked by {len(found.tornado.bars)} bars; "
        f"inputs not drawn have {percent(max(spread.left_share, 0.0))} of the sum of all bars."
    ]
    if metric.has_luck:
        said.append(
            f"{found.tornado.runs:,} runs a point on equal luck: luck leaves at most {percent(spread.luck_share)} of "
            "the variance, which adds to the total indices."
        )
    if spread.sampled.replaced:
        said.append(
            f"{spread.sampled.replaced} rows had a point at which a missile cannot reach its aim, and were replaced "
            "by the next of the sequence: the shares are those of worlds in which it can."
        )
    if spread.indices is None:
        return [*said, "Too few rows are finished for indices."]
    total = spread.indices.first_sum
    fine = "" if total.low <= 1.0 else ", and does not: n is too small"
    room = f"the true sum is 1 at most, for which the interval must leave room{fine}"
    said.append(f"First-order indices sum to {share_words(total)}; {room}.")
    return said
