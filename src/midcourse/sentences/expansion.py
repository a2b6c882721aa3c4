"""What an answer on expansion says: a sentence at the head, and what stands under its tables."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from midcourse.catalog.provenance import USER
from midcourse.sentences.hangs import hang_words
from midcourse.shown.share import percent

if TYPE_CHECKING:
    from midcourse.api.expansion import Expansion
    from midcourse.catalog.provenance import Provenance
    from midcourse.strategy.expansion.raids import Raid
    from midcourse.strategy.expansion.shield import Need, Shield

NEVER = "none is enough"
UNTRACKED, MOST = "no firm track", 0.5
"""The link of `records.LINKS` that breaks for want of radar time, and the share of broken links that decides."""
LEAVES_OUT = (
    "Closed form: warheads are alike, shots are dealt evenly, all can be seen and met in time. "
    "Decoys and common failures are one number each. What warheads do is not modelled, and no raid is searched for."
)


def goal(shield: Shield) -> str:
    """Return the goal in words."""
    if shield.leakage is not None:
        return f"at most {percent(shield.leakage)} arriving"
    assert shield.none is not None
    return f"none arriving with {percent(shield.none)} chance"


def count(value: float | None) -> str:
    """Return a number of things; words where no number is enough."""
    return NEVER if value is None or math.isinf(value) else f"{value:,.0f}"


def things(number: int, word: str) -> str:
    """Return a number of things, of which one is one."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def span_years(low: float | None, high: float | None) -> str:
    """Return a span of years; a dash where there is nothing to build towards."""
    if low is None or high is None:
        return "–"
    return "there" if high == 0.0 else f"{_two(low)} to {_two(high)}"


def _two(value: float) -> str:
    # two figures: a rate of the past says no more
    if value <= 0.0:
        return "0"
    places = 1 - math.floor(math.log10(value))
    return f"{round(value, places):,.{max(places, 0)}f}"


def _span(low: float | None, high: float | None) -> str:
    if low is None and high is None:
        return NEVER
    if low == high:
        return count(low)
    return f"{count(low)} up" if high is None else f"{count(low)} to {count(high)}"


def _each(shots: float) -> str:
    # dealt evenly: some objects get one more than the others
    fewest = math.floor(shots)
    return f"{fewest}" if shots == fewest else f"{fewest} or {fewest + 1}"


def headline(found: Expansion) -> str:
    """Return the answer for the largest raid, in at most 30 words."""
    last, shield = found.needs[-1], found.shield
    raid, many = things(last.warheads, "warhead"), count(last.interceptors)
    if shield.shots is not None and last.arriving is not None:
        fired = f"{things(shield.shots, 'shot')} at each {'takes' if shield.shots == 1 else 'take'}"
        return (
            f"Against {raid}, {fired} {many} "
            f"interceptor{'s' if last.interceptors != 1 else ''}; {percent(last.arriving)} of the warheads arrive."
        )
    if last.interceptors is None:
        held = f"No number of interceptors keeps {raid} to {goal(shield)}"
        if last.all_alike is not None:
            return f"{held} if common failures strike each object alone; {_alike(last)} if the whole defence."
        return f"{held}: {percent(last.least_arriving)} arrive however many are fired."
    build = span_years(last.years_low, last.years_high)
    long = "" if build == "there" else f"; at past rates {build} years{_at_pace(found, last)}"
    band = f" ({_span(last.low, last.high)})" if last.low != last.high else ""
    many = f"{many} interceptors{band}"
    if last.all_alike != last.interceptors:
        many += f", {_alike(last)} if common failures strike the whole defence"
    return f"Against {raid}, {goal(shield)} takes {many}{long}."


def _alike(one: Need) -> str:
    """Return the interceptors by the other reading of what fails in common, with their band."""
    if one.all_alike is None:
        return NEVER
    ends = (one.all_alike_low, one.all_alike_high)
    return count(one.all_alike) + (f" ({_span(*ends)})" if ends[0] != ends[1] else "")


def _at_pace(found: Expansion, last: Need) -> str:
    if last.years_planned is None:
        return ""
    pace = found.stocks.pace
    return f", at plan {pace.plan}'s {pace.value:g} a year {_two(last.years_planned)}"


def decided(raids: list[Raid]) -> str:
    """Say, led by a space, of which fought raids radar time decides and not interceptors; nothing where of none."""
    short = [one for one in raids if one.why_not.get(UNTRACKED, 0.0) > MOST]
    if not short:
        return ""
    sizes = [f"{one.warheads:,}" for one in short]
    names = sizes[0] if len(sizes) == 1 else f"{', '.join(sizes[:-1])} and {sizes[-1]}"
    shares = list(dict.fromkeys(percent(one.why_not[UNTRACKED]) for one in (short[0], short[-1])))
    return (
        f" In fought raids of {names} warheads radar time decides, not interceptors: {UNTRACKED} for "
        f"{' to '.join(shares)} of what arrives."
    )


def basis(found: Expansion) -> list[str]:
    """Return what the numbers rest on."""
    shield, stocks = found.shield, found.stocks
    ends = (
        ""
        if shield.common_low == shield.common_high
        else f" ({shield.common_low:g} to {shield.common_high:g})"
    )
    rate = stocks.whole
    lines = [
        f"One shot kills: {shield.kill.value:.2f}{_range(shield.kill)}, {shield.kill.where}"
        f"{_cited(shield.kill)}. Failures in common: {shield.common:g}{ends} (assumed).",
        f"{stocks.last.count} interceptors at the last count ({stocks.last.source}); {rate.low:.1f} to "
        f"{rate.high:.1f} a year in spans of three years or more, {rate.value:.1f} from {rate.span}; "
        f"{stocks.pace.value:g} a year in plan {stocks.pace.plan} ({stocks.pace.source}, {stocks.pace.grade}: "
        f"{stocks.pace.where}), which was not built.",
    ]
    if shield.decoys:
        kept = shield.decoys * (1.0 - shield.rejected)
        lines.append(
            f"Beside each warhead {shield.decoys:g} decoys, of which {kept:g} are taken for warheads."
        )
    doubt = [one for one in found.needs if one.no_number > 0.0]
    if doubt and shield.shots is None:
        spread = {percent(one.no_number) for one in doubt}
        share = (
            spread.pop()
            if len(spread) == 1
            else f"{percent(doubt[0].no_number)} to {percent(doubt[-1].no_number)}"
        )
        how = "" if shield.none is None else ", object by object"
        lines.append(
            f"In {share} of the doubt no number of interceptors is enough{how}: "
            "what fails in common passes the goal by itself."
        )
    return lines


def told(found: Expansion) -> list[str]:
    """Return what stands below the answer: what it rests and hangs on, and how far methods are apart."""
    methods = disagreement(found), none_disagreement(found)
    return [*basis(found), *hang_words(found.hangs), *(one for one in methods if one)]


def disagreement(found: Expansion) -> str:
    """Say how far the two methods are apart."""
    gaps = [one for one in found.needs if one.disagreement is not None]
    if not gaps:
        return ""
    worst = max(gaps, key=lambda one: abs(one.disagreement or 0.0))
    assert worst.disagreement is not None and worst.drawn is not None
    half = 100.0 * 0.5 * (worst.drawn.high - worst.drawn.low)
    return (
        f"Closed form and raids drawn shot by shot differ by at most {100.0 * abs(worst.disagreement):.2f} points of "
        f"what arrives (luck of the draws {half:.2f})."
    )


def none_disagreement(found: Expansion) -> str:
    """Say how far the two methods are apart in the chance that none arrives, by both readings."""
    known = [
        (name, one.warheads, told)
        for one in found.needs
        for name, told in (("object by object", one.by_object), ("by the whole defence", one.whole_defence))
        if told is not None
    ]
    if not known:
        return ""
    name, warheads, worst = max(known, key=lambda one: abs(one[2].drawn - one[2].closed))
    return (
        f"Chance that none arrives, closed form and drawn: at most {100.0 * abs(worst.drawn - worst.closed):.2f} "
        f"points apart, {percent(worst.closed)} and {percent(worst.drawn)} ({percent(worst.low)} to "
        f"{percent(worst.high)} by luck, {worst.raids:,} raids) for {things(warheads, 'warhead')} {name}."
    )


def stocks_words(found: Expansion) -> str:
    """Say how large a raid each stock keeps to the goal; where none may arrive by both readings."""
    both = found.shield.seeks_none
    enough = []
    for row in found.suffices():
        other = f" or {row['warheads_whole_defence']:,}" if both else ""
        enough.append(f"{row['warheads']:,}{other} with {row['interceptors']} ({row['stock']})")
    how = ", object by object or by the whole defence" if both else ""
    return f"Warheads that a stock keeps to the goal{how}: {', '.join(enough)}."


def simulated(raids: list[Raid]) -> list[str]:
    """Say how far the simulation and its two closed forms are apart, and what kept warheads from being killed."""
    if not raids:
        return []
    lines = []
    for name, words in (("counted", "stock alone"), ("with_windows", "closed form with windows")):
        known = [one for one in raids if getattr(one, name) is not None]
        if known:
            worst = max(known, key=lambda one: abs(one.arriving.value - getattr(one, name)))
            gap = 100.0 * (worst.arriving.value - getattr(worst, name))
            lines.append(
                f"Simulated less {words}: at most {gap:+.0f} points, at {worst.warheads:,} warheads."
            )
    last = raids[-1]
    first = sorted(last.why_not.items(), key=lambda pair: -pair[1])[:3]
    if first:
        told = ", ".join(f"{link} {percent(share)}" for link, share in first)
        lines.append(f"Why not, at {last.warheads:,} warheads: {told}.")
    return lines


def heads(shield: Shield) -> tuple[str, ...]:
    """Return the heads of the table of needs; to a chance that none arrives with the other reading."""
    return (*HEADS[:4], ALIKE, *HEADS[4:]) if shield.none is not None else HEADS


def cells(one: Need, shield: Shield) -> tuple[str, ...]:
    """Return a row of the table of needs, under `heads`."""
    both: tuple[str, ...] = () if shield.none is None else (_alike(one),)
    drawn = "–" if one.drawn is None else percent(one.drawn.arriving)
    return (
        f"{one.warheads:,}",
        "–" if one.shots is None else _each(one.shots),
        count(one.interceptors),
        _span(one.low, one.high),
        *both,
        "–" if one.with_a_look is None else f"{one.with_a_look:,.0f}",
        "–" if one.arriving is None else percent(one.arriving),
        drawn,
        span_years(one.years_low, one.years_high),
        _decoys(one.undone_by),
        _decoys(one.undone_insisting),
    )


def _decoys(number: float | None) -> str:
    if number is None:
        return "–"
    return "none do" if math.isinf(number) else f"{math.ceil(number):,}"


ALIKE = "if a common failure strikes the whole defence"
HEADS = (
    "warheads", "shots each", "interceptors", "5 to 95 % of the doubt", "with a look", "arriving", "drawn",
    "years to build", "undone by decoys, shots dealt anew", "if it insists on the shots each",
)  # fmt: skip
RAID_HEADS = (
    "warheads", "interceptors", "arriving", "luck, 95 %", "doubt, 5 to 95 %", "by stock alone", "with windows",
    "tracked", "fired",
)  # fmt: skip


def doubt_words(one: Raid) -> str:
    """Return the band that doubt leaves to what arrives; a dash where no worlds were fought."""
    held = one.arriving.doubt
    return "–" if held is None or held["low"] is None else f"{percent(held['low'])} to {percent(held['high'])}"


def worlds_words(raids: list[Raid]) -> list[str]:
    """Say what the band of doubt is, and in how many worlds a missile could not reach its aim."""
    held = [one.arriving.doubt for one in raids if one.arriving.doubt is not None]
    if not held:
        return []
    many = ", ".join(f"{count:,}" for count in sorted({one["worlds"] for one in held}))
    lost = max(one["out_of_reach"] for one in held)
    gone = f", {lost} of them without a missile that reaches its aim" if lost else ""
    return [
        f"Doubt: {many} worlds{gone}, in which every number with a low and a high is drawn anew; the luck of their "
        "runs is taken out. Luck is of runs with inputs as stated: more runs narrow it, and none narrows doubt."
    ]


def raid_cells(one: Raid) -> tuple[str, ...]:
    """Return a row of the table of raids."""
    return (
        f"{one.warheads:,}",
        f"{one.stock:,}",
        percent(one.arriving.value),
        f"{percent(one.arriving.low)} to {percent(one.arriving.high)}",
        doubt_words(one),
        percent(one.counted),
        percent(one.with_windows),
        percent(one.tracked),
        f"{one.shots_mean:,.0f}",
    )


def _cited(kill: Provenance) -> str:
    return "" if kill.grade == USER else f" ({kill.source}, {kill.grade})"


def _range(number: Provenance) -> str:
    return "" if number.low is None or number.high is None else f" ({number.low:.2f} to {number.high:.2f})"
