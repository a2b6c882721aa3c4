"""What is said of a claim: figures with their units, the headline, the paragraph, what it depends on."""

from __future__ import annotations

import math
from datetime import date
from string import Formatter
from typing import TYPE_CHECKING

from midcourse.claims.quantities import LUCK, POINTS, SHARE
from midcourse.claims.verdict import DEPENDS, FAILS, HOLDS, UNKNOWN
from midcourse.sentences.flip import named, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from midcourse.claims.model import Claim
    from midcourse.claims.result import Checked
    from midcourse.claims.verdict import Bears, Moved, Verdict
    from midcourse.claims.work import Computed
    from midcourse.study.flip import Flip
    from midcourse.study.vary import Varied

COUNTED = 100.0  # from here on a mean number of things is told in whole ones
GROUPED = 1e4  # below it a number may be a year


def figure(value: float, unit: str) -> str:
    """Return a number as people read it: shares in per cent, long ways in km, speeds in km/s."""
    if not math.isfinite(value):
        return "no value" if math.isnan(value) else "without end"
    if unit == SHARE:
        return f"{100.0 * value:.1f} %"
    if unit == POINTS:
        return f"{100.0 * value:+.1f} points"
    if unit == "m" and abs(value) >= 1e3:
        return f"{value / 1e3:,.0f} km"
    if unit == "m/s":
        return f"{value / 1e3:.2f} km/s"
    if unit == "s":
        return f"{value:,.0f} s"
    grouped = "," if abs(value) >= GROUPED else ""
    whole = float(value).is_integer() or (unit == "count" and abs(value) >= COUNTED)
    plain = f"{value:{grouped}.0f}" if whole else f"{value:{grouped}.3g}"
    return f"{plain} {'' if unit == 'count' else unit}".rstrip()


def with_band(one: Computed) -> str:
    """Return a quantity as stated, with its band of doubt, without one with its interval, and which of them it is."""
    said = figure(one.value, one.unit)
    if one.doubt is not None:
        beyond = f"; {outside(one)}" if one.outside else ""
        return f"{said} ({between(one.doubt, one.unit)} where inputs are in doubt{beyond})"
    if one.low < one.high:
        by = {LUCK: "by luck"}.get(one.spread, one.spread)
        return f"{said} ({between((one.low, one.high), one.unit)}: {by})"
    return said


def outside(one: Computed) -> str:
    """Return that a quantity as stated lies outside its own band of doubt, and why."""
    assert one.doubt is not None
    luck = one.spread == LUCK and one.low <= one.doubt[1] and one.high >= one.doubt[0]
    why = "by no more than luck" if luck else "for what is drawn lies to one side of what is stated"
    return f"as stated it lies outside that band, {why}"


def between(ends: tuple[float, float], unit: str) -> str:
    """Return two ends, with their unit once."""
    low, high = (figure(end, unit) for end in ends)
    if math.isinf(ends[1]):
        return f"{low} up, or no number at all"
    tail = low.partition(" ")[2]
    return f"{low.removesuffix(tail).rstrip() if tail and high.endswith(tail) else low} to {high}"


def verdict(one: Checked) -> str:
    """Return the verdict, with the inputs that it depends on by their names."""
    found = one.verdict
    if found.kind != DEPENDS:
        return found.word
    names = {each.varied.path: name_of(one, each.varied) for each in found.inputs}
    if not found.parted:
        stated = "as stated it holds" if found.outcome.fulfilled else "as stated it does not hold"
        return f"{DEPENDS} {_listed([names.get(path, path) for path in found.depends_on])}; {stated}"
    told = []
    for each in found.readings:
        on = [names.get(path, path) for path in each.depends_on]
        told.append(f"{each.value} it {_word(each.fulfilled)}{f', but depends on {_listed(on)}' if on else ''}")
    return f"{_parted_on(one)}: {'; '.join(told)}"


def parted(one: Checked) -> str:
    """Return in what a claim's readings part, and what it comes to by each: none of them is the stated one."""
    told = [
        f"{each.value} it {_word(each.fulfilled)}{', but depends' if each.depends_on else ''}"
        for each in one.verdict.readings
    ]
    return f"{_parted_on(one)}: {'; '.join(told)}"


def _parted_on(one: Checked) -> str:
    """Return that a claim turns on its readings, or in what it depends though it comes out alike by all of them."""
    name, found = str(one.claim.readings).replace("_", " "), one.verdict
    if found.turns_on_reading:
        return f"{DEPENDS} {name}"
    firm = [str(each.value) for each in found.readings if not each.depends_on]
    return f"{DEPENDS} what is in doubt, but for {name} {_listed(firm)}"


def _word(met: bool | None) -> str:
    return UNKNOWN if met is None else HOLDS if met else FAILS


def headline(one: Checked) -> str:
    """Return the answer in a sentence: what was said, the verdict, and the figure that shows it with its band.

    Where readings of equal standing part, each has its figure.
    """
    found, claim = one.verdict, one.claim
    shows = found.computed[claim.shows]
    if found.parted:
        said = parted(one)
        told = "; ".join(f"{each.value} {with_band(each.showing)}" for each in found.readings)
        words = shows.words.replace(f", {found.readings[0].value} alert", "")
        return f"{said[:1].upper()}{said[1:]}. {claim.says.rstrip('.')}. {words[:1].upper()}{words[1:]}: {told}."
    word = {DEPENDS: "Holds, but depends" if found.outcome.fulfilled else "Does not hold, but depends"}.get(found.kind)
    word = word or found.word[:1].upper() + found.word[1:]
    return f"{word}: {claim.says.rstrip('.')}. {shows.words[:1].upper()}{shows.words[1:]}: {with_band(shows)}."


def paragraph(one: Checked) -> str:
    """Return the claim's paragraph with the figures in their places."""
    told = {name: with_band(each) for name, each in one.verdict.computed.items()}
    told |= {name: str(each.value) for name, each in one.claim.numbers.items() if name not in told}
    parts = Formatter().parse(one.claim.means)
    return " ".join("".join(text + (told[name] if name else "") for text, name, _, _ in parts).split())


def row(one: Checked) -> str:
    """Return in one line the quantities that a claim tells beside the one that it shows; empty without any."""
    names = (one.claim.shows, *one.claim.beside) if one.claim.beside else ()
    return "; ".join(f"{name.replace('_', ' ')} {with_band(one.verdict.computed[name])}" for name in names)


def bands(one: Checked) -> str:
    """Return in one line every quantity that has a band of doubt, but for what `row` tells; empty without any."""
    told = {one.claim.shows, *one.claim.beside}
    found = {name: one.verdict.computed[name] for name in one.claim.quantities if name not in told}
    return "; ".join(f"{name.replace('_', ' ')} {with_band(each)}" for name, each in found.items() if each.doubt)


def recorded(claim: Claim) -> dict[str, str]:
    """Return what each quantity was when it was last computed, with its band of doubt then."""
    from midcourse.claims.labels import labels_of

    told = {}
    for name, label in labels_of(claim).items():
        held = claim.recorded.get(name)
        if held is None or held.value is None:
            continue
        told[name] = figure(float(held.value), label.unit)
        if held.low is not None:
            ends = float(held.low), math.inf if held.high is None else float(held.high)
            beyond = "" if ends[0] <= float(held.value) <= ends[1] else ", outside of which it lies"
            told[name] += f" ({between(ends, label.unit)} where inputs are in doubt{beyond})"
    return told


def margin(one: Checked) -> str:
    """Return by how much the comparison that decides is met."""
    found = one.verdict
    outcome = found.outcome
    if outcome.fulfilled is None:
        return "; ".join(found.missing) or f"{outcome.comparison} has no answer"
    unit = margin_unit(one)
    size = figure(abs(outcome.margin), unit)
    size = size.replace(" %", " points").removeprefix("+") if unit in (SHARE, POINTS) else size
    what = "It" if outcome.comparison == one.claim.tested.text else outcome.comparison
    read = f" ({str(one.claim.readings).replace('_', ' ')} {found.readings[0].value})" if found.readings else ""
    return f"{what} is {'met' if outcome.fulfilled else 'missed'} by {size}{read}"


def as_recorded(claim: Claim) -> str:
    """Return what a claim came to with every input as stated when it was last computed; nothing is computed."""
    from midcourse.claims.expression import Condition
    from midcourse.claims.labels import labels_of, recorded_values

    outcome = claim.tested.at(recorded_values(claim))
    if outcome.fulfilled is None:
        return f"as recorded it {UNKNOWN}"
    labels = labels_of(claim)
    units = [labels[name].unit for name in Condition(outcome.comparison).names if name in labels]
    size = figure(abs(outcome.margin), units[0] if units else "").replace(" %", " points").removeprefix("+")
    how = f"{outcome.comparison} is {'met' if outcome.fulfilled else 'missed'} by {size}"
    given = None if claim.readings is None else claim.numbers[claim.readings]
    read = "" if given is None else f" ({str(claim.readings).replace('_', ' ')} {given.value}, one of several)"
    return f"as recorded, with every input as stated{read}, it {HOLDS if outcome.fulfilled else FAILS}: {how}"


def day(when: date) -> str:
    """Return a day as one writes it, e.g. `8 June 2007`."""
    return f"{when.day} {when:%B %Y}"


def margin_unit(one: Checked) -> str:
    """Return the unit of the comparison that decides: that of the first quantity in it."""
    from midcourse.claims.expression import Condition

    names = [name for name in Condition(one.verdict.outcome.comparison).names if name in one.claim.quantities]
    return one.verdict.computed[names[0]].unit if names else ""


def tally(checked: Sequence[Checked]) -> str:
    """Return how many claims have which verdict."""
    kinds = [one.verdict.kind for one in checked]
    words = {"holds": "hold", "depends on": "depend on what is in doubt", "does not hold": "do not hold"}
    told = [f"{kinds.count(kind)} {said}" for kind, said in words.items() if kind in kinds]
    rest = len(kinds) - sum(kinds.count(kind) for kind in words)
    told += [f"{rest} cannot be told"] if rest else []
    return f"{len(kinds)} claims by conditions of ours: {', '.join(told)}"


def name_of(one: Checked, varied: Varied) -> str:
    """Return what an input is called; a number of the claim itself by its own name."""
    if one.scenario is None or varied.path in one.claim.numbers:
        return varied.path.replace("_", " ")
    return named(one.scenario, varied)


def open_of(found: Verdict) -> list[str]:
    """Return what turns a claim and is no input: what leaves a quantity open by itself, by any of its readings."""
    inputs = {each.varied.path for each in found.inputs}
    return [word for word in found.depends_on if word not in inputs]


def moves(bears: Bears, found: Verdict) -> str:
    """Return what comes of an input at the values that it may have, by each of the readings of equal standing."""
    told = _moves(bears.varied, bears.moved, found.outcome.fulfilled)
    met = {each.value: each.fulfilled for each in found.readings}
    return "; ".join([told, *(f"{by}: {_moves(bears.varied, moved, met[by])}" for by, moved in bears.others)])


def _moves(varied: Varied, moved: Sequence[Moved], met: bool | None) -> str:
    told = []
    for each in moved:
        same = "no answer" if each.fulfilled is None else "the same" if each.fulfilled is met else "the opposite"
        told.append(f"at {shown(varied, each.value)}: {same}, {figure(each.showing.value, each.showing.unit)}")
    return "; ".join(told)


def turned(flip: Flip) -> str:
    """Return where an input turns the verdict."""
    one = flip.varied
    if flip.to is None:
        return f"nowhere that has an answer ({flip.why})" if flip.why else "nowhere in its range"
    others = f", and again at {', '.join(shown(one, value) for value in flip.others)}" if flip.others else ""
    return f"at {shown(one, flip.to)} in place of {shown(one, one.stated)}{others}"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
