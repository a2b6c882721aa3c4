"""What is said of a claim: figures with their units, the headline, the paragraph, what it depends on."""

from __future__ import annotations

import math
from string import Formatter
from typing import TYPE_CHECKING

from midcourse.claims.quantities import SHARE

if TYPE_CHECKING:
    from midcourse.claims.verdict import Bears, Verdict
    from midcourse.claims.work import Computed
    from midcourse.study.flip import Flip
    from midcourse.study.vary import Value, Varied


GROUPED = 1e4  # below it a number may be a year


def figure(value: float, unit: str) -> str:
    """Return a number as people read it: shares in per cent, long ways in km, speeds in km/s."""
    if not math.isfinite(value):
        return "no value" if math.isnan(value) else "without end"
    if unit == SHARE:
        return f"{100.0 * value:.1f} %"
    if unit == "m" and abs(value) >= 1e3:
        return f"{value / 1e3:,.0f} km"
    if unit == "m/s":
        return f"{value / 1e3:.2f} km/s"
    if unit == "s":
        return f"{value:,.0f} s"
    grouped = "," if abs(value) >= GROUPED else ""
    plain = f"{value:{grouped}.0f}" if float(value).is_integer() else f"{value:{grouped}.4g}"
    return f"{plain} {'' if unit == 'count' else unit}".rstrip()


def with_band(one: Computed) -> str:
    """Return a quantity with its band of doubt, without one with its interval."""
    ends = one.doubt or ((one.low, one.high) if one.low < one.high else None)
    said = figure(one.value, one.unit)
    if ends is None:
        return said
    low, high = (figure(end, one.unit) for end in ends)
    return f"{said} ({low} to {high})" if one.unit != SHARE else f"{said} ({low.removesuffix(' %')} to {high})"


def headline(verdict: Verdict) -> str:
    """Return the answer in a sentence: the verdict, what was said, and the figure that shows it with its band."""
    claim, shown = verdict.claim, verdict.computed[verdict.claim.shows]
    said = claim.says.rstrip(".")
    word = {"holds": "Holds", "does not hold": "Does not hold", "cannot be told": "Cannot be told"}.get(verdict.kind)
    if word is None:
        word = "Holds as stated, but depends" if verdict.outcome.met else "Does not hold as stated, but depends"
    return f"{word}: {said}. {shown.words[:1].upper()}{shown.words[1:]}: {with_band(shown)}."


def paragraph(verdict: Verdict) -> str:
    """Return the claim's paragraph with the figures in their places."""
    told = {name: with_band(one) for name, one in verdict.computed.items()}
    told |= {name: str(one.value) for name, one in verdict.claim.numbers.items() if name not in told}
    text = "".join(before + (told[name] if name else "") for before, name, _, _ in Formatter().parse(verdict.claim.means))
    return " ".join(text.split())


def margin(verdict: Verdict) -> str:
    """Return by how much the comparison that decides is met."""
    outcome = verdict.outcome
    if outcome.met is None:
        return "; ".join(verdict.missing)
    unit = margin_unit(verdict)
    size = figure(abs(outcome.margin), unit)
    size = size.replace(" %", " points") if unit == SHARE else size
    return f"{outcome.comparison} is {'met' if outcome.met else 'missed'} by {size}"


def margin_unit(verdict: Verdict) -> str:
    """Return the unit of the comparison that decides: that of the first quantity in it."""
    names = [name for name in verdict.claim.tested.names if name in verdict.outcome.comparison]
    known = [verdict.computed[name].unit for name in names if name in verdict.claim.quantities]
    return known[0] if known else ""


def value_of(one: Varied, value: Value | None) -> str:
    """Return a value of an input."""
    if value is None:
        return "none"
    if isinstance(value, (str, bool)):
        return str(value).lower() if isinstance(value, bool) else value
    return figure(float(value), one.unit)


def moves(one: Bears, met: bool | None) -> str:
    """Return what comes of an input at its ends."""
    told = []
    for each in one.moved:
        same = "no answer" if each.met is None else "the same" if each.met is met else "the opposite"
        told.append(f"at {value_of(one.varied, each.value)}: {same}, {figure(each.shown.value, each.shown.unit)}")
    return "; ".join(told)


def turned(flip: Flip) -> str:
    """Return where an input turns the verdict."""
    one = flip.varied
    if flip.to is None:
        return "nowhere in its range" if not flip.why else f"nowhere that has an answer ({flip.why})"
    others = f", and again at {', '.join(value_of(one, value) for value in flip.others)}" if flip.others else ""
    return f"at {value_of(one, flip.to)} in place of {value_of(one, one.stated)}{others}"
