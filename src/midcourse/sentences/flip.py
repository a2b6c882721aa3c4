"""What turns an answer, in sentences."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from midcourse.report.names import input_words, percent, quantity

if TYPE_CHECKING:
    from midcourse.api.flips import Flips
    from midcourse.scenario.model import Scenario
    from midcourse.study.flip import Flip
    from midcourse.study.metric import Measured, Metric
    from midcourse.study.vary import Value, Varied

WORDS = {
    "raid.count": "missiles",
    "raid.decoys": "decoys of each missile",
    "raid.debris": "pieces of debris of each missile",
    "raid.warheads": "warheads of each missile",
    "raid.from": "launch point",
    "batteries.count": "interceptors",
    "batteries.interceptor": "interceptor",
    "batteries.site": "site of the interceptors",
    "sensors.site": "site of the radar",
    "doctrine.salvo": "shots in a salvo",
    "doctrine.kind": "doctrine",
    "doctrine.clock": "clock of the doctrine",
    "doctrine.attacker_knows": "attacker takes from sensors what tells classes apart",
}


def named(scenario: Scenario, one: Varied) -> str:
    """Return what an input is called, e.g. `decision delay`; its path where it has no other name."""
    if one.path in scenario.provenance:
        return input_words(scenario, one.path)
    parts = one.path.split(".")
    words = WORDS.get(".".join(part for part in parts if not part.isdigit() and part != "*"), one.path)
    several = len(parts) > 1 and parts[1].isdigit() and len(getattr(scenario, parts[0], ())) > 1
    return f"{words} ({one.path})" if several and words != one.path else words


def shown(one: Varied, value: Value | None) -> str:
    """Return a value of an input as people read it."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    return f"{value:g}" if one.whole else quantity(value, one.dimension, one.unit)


def number(metric: Metric, value: float) -> str:
    """Return a value of a metric as people read it."""
    if not math.isfinite(value):
        return "none"
    if metric.most == 1.0:
        return percent(value)
    return f"{value:.4g} {metric.unit}".strip()


def told(metric: Metric, found: Measured) -> str:
    """Return a value of a metric with what luck leaves open."""
    words = number(metric, found.value)
    return f"{words} ({number(metric, found.low)} to {number(metric, found.high)})" if found.runs else words


def headline(found: Flips) -> str:
    """Return the answer, and the smallest change that turns it, in one sentence."""
    turned = [one for one in found.flips if one.to is not None]
    text = f"{_is_so(found)}; it stays so"
    if not (turned or found.complete):
        return f"{_is_so(found)}."
    if turned:
        if not found.complete:
            text = f"{text}, of the inputs that were finished,"
        least = min(turned, key=_size)
        return f"{text} until {_in_place(found, least.varied, least.to)}."
    both = found.boundary
    if both is not None and both.to is not None:
        ends = [_in_place(found, one, value) for one, value in zip(both.inputs, both.to, strict=True)]
        return f"{text} until {' and '.join(ends)}."
    return f"{text} over all that was varied."


def _size(one: Flip) -> float:
    """Return how large a change is, in shares of its range; one between words has no size and stands last."""
    return math.inf if one.change is None else abs(one.change)


def _is_so(found: Flips) -> str:
    asked = found.question
    short, _, _ = asked.text.partition(":")
    if short == "covered":
        return f"{_place(asked.metric)} is {'' if found.answer else 'not '}covered"
    if short == "reachable":
        return f"A missile from {_place(asked.metric)} can{'' if found.answer else 'not'} be met"
    holds = "holds" if found.answer else "does not hold"
    return f"{asked.text} {holds}: {asked.metric.words} is {told(asked.metric, found.stated)}"


def _place(metric: Metric) -> str:
    from midcourse.scenario import parse_place

    return parse_place(metric.argument).name or metric.argument


def _in_place(found: Flips, one: Varied, value: Value | None) -> str:
    name = named(found.scenario, one)
    first = name.split()[0]
    several = first.endswith("s") and not first.endswith(("ss", "us"))
    words = f"{name} {'are' if several else 'is'} {shown(one, value)}"
    return words if one.stated is None else f"{words} in place of {shown(one, one.stated)}"


def lines(found: Flips) -> list[str]:
    """Return what turns the answer, the smallest change first, then what does not turn it, then both together."""
    asked, yes = found.question, "yes" if found.answer else "no"
    stated = told(asked.metric, found.stated)
    said = [f"{asked.text}: {yes}, {_given(found)} ({asked.metric.full_name} {stated})"]
    turned = [one for one in found.flips if one.to is not None]
    for one in sorted(turned, key=_size):
        said.append(_turned(found, one))
    said += [_kept(found, one) for one in found.flips if one.to is None]
    if found.boundary is not None:
        said.append(_both(found))
    said.append(_effort(found))
    return said


def _given(found: Flips) -> str:
    if found.question.metric.has_luck and found.luck.worlds:
        return f"over {found.luck.worlds} worlds of doubt"
    return "with every input as stated"


def _share(change: float) -> str:
    return f"{change:+.1%}" if abs(change) < 0.01 else f"{change:+.0%}"


def card_rows(found: Flips) -> tuple[tuple[str, ...], ...]:
    """Return a row for each input, and one for both together: name, stated value, where it turns, how far that is."""
    rows = []
    for flip in found.flips:
        one = flip.varied
        change = "" if flip.change is None else _share(flip.change)
        rows.append((named(found.scenario, one), shown(one, one.stated), shown(one, flip.to), change))
    if found.boundary is not None and found.boundary.to is not None and found.boundary.change is not None:
        pair = list(zip(found.boundary.inputs, found.boundary.to, strict=True))
        names, stated, to = (
            " and ".join(words)
            for words in (
                [named(found.scenario, one) for one, _ in pair],
                [shown(one, one.stated) for one, _ in pair],
                [shown(one, value) for one, value in pair],
            )
        )
        rows.append((names, stated, to, f"{math.hypot(*found.boundary.change):.0%}"))
    return tuple(rows)


def _turned(found: Flips, flip: Flip) -> str:
    one = flip.varied
    other = "no" if found.answer else "yes"
    words = f"{named(found.scenario, one)}: {shown(one, one.stated)} -> {shown(one, flip.to)} turns it to {other}"
    if flip.change is not None:
        words += f" ({_share(flip.change)} of the range {shown(one, one.low)} to {shown(one, one.high)}"
        words += ")" if one.low <= one.start <= one.high else ", beside which the stated value lies)"
    if flip.interval is not None and found.question.metric.has_luck:
        low, high = (shown(one, end) if end is not None else "beyond the range" for end in flip.interval)
        words += f"; luck leaves open {low} to {high} (95 %)"
    if flip.others:
        words += f"; it turns again at {', '.join(shown(one, value) for value in flip.others)}"
    return words + _searched(flip)


def _kept(found: Flips, flip: Flip) -> str:
    one, yes = flip.varied, "yes" if found.answer else "no"
    metric = found.question.metric
    answered = [(at, each.value) for at, each in flip.points if not math.isnan(each.value)]
    places, values = [at for at, _ in answered], [value for _, value in answered]
    ends = (places[0], places[-1]) if one.is_number else tuple(places)
    where = (" to " if one.is_number else ", ").join(shown(one, at) for at in ends)
    words = f"{named(found.scenario, one)}: stays {yes} over {where}"
    words += f" ({metric.full_name} {number(metric, min(values))} to {number(metric, max(values))})"
    return words + _searched(flip)


def _searched(flip: Flip) -> str:
    words = ""
    if flip.monotone is False:
        words += f"; not monotone, searched at {len(flip.points)} points"
    silent = [at for at, each in flip.points if each.why]
    if not silent:
        return words
    more = "" if len(silent) == 1 else f" and {len(silent) - 1} more of {len(flip.points)} points"
    why = next(each.why for _, each in flip.points if each.why)
    return f"{words}; no answer at {shown(flip.varied, silent[0])}{more}: {why}"


def _both(found: Flips) -> str:
    assert found.boundary is not None
    one, two = found.boundary.inputs
    names = f"{named(found.scenario, one)} and {named(found.scenario, two)}"
    if found.boundary.to is None or found.boundary.change is None:
        return f"both together, {names}: no point of {len(found.boundary.found)} turns it"
    x, y = found.boundary.to
    far = math.hypot(*found.boundary.change)
    alone = [abs(flip.change) for flip in found.flips if flip.varied in (one, two) and flip.change is not None]
    if alone and far >= min(alone) - 0.01:
        return f"both together: {names}, no smaller change than that of one alone"
    return f"both together: {names}, {shown(one, x)} and {shown(two, y)} ({far:.0%} of the ranges)"


def _effort(found: Flips) -> str:
    from midcourse.study.flip import CLOSE, CLOSE_LUCK

    luck = found.question.metric.has_luck
    words = f"{found.evaluations} evaluations"
    if any(flip.varied.is_number and not flip.varied.whole and not flip.varied.values for flip in found.flips):
        words += f", flips to {CLOSE_LUCK if luck else CLOSE:.1%} of the range"
    if luck:
        doubt = f"{found.luck.worlds} worlds" if found.luck.worlds else "all else as stated"
        words += f"; {found.luck.runs:,} runs each on equal luck, seed {found.luck.seed}, {doubt}"
    return words
