"""What races and costs say, in sentences and in cells of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from midcourse.shown.share import percent
from midcourse.strategy.race.coefficients import dollars, said

if TYPE_CHECKING:
    from midcourse.api.cost import Cost
    from midcourse.api.outlays import OutlayRace
    from midcourse.api.race import Race
    from midcourse.strategy.question.bands import Ranged, TwoWays
    from midcourse.strategy.race.coefficients import Coefficient

WORDS = {
    "interceptors": "the shield's interceptors",
    "russian": "Russia's warheads",
    "rogue": "the small player's missiles",
    "decoys": "the small player's decoys",
    "russian_arriving": "Russia's that would arrive in reply",
    "rogue_arriving": "the small player's that would arrive",
    "shield_usd": "the shield has spent",
    "russian_usd": "Russia has spent",
    "russian_wanted": "what Russia wants to have",
    "rogue_usd": "the small player has spent",
}
"""What the quantities of a race are called."""
COEFFICIENT_HEADS = ("coefficient", "value (low to high)", "what", "grade", "source")
END_HEADS = ("quantity", "at the start", "at the end", "band over worlds", "without a shield", "unit")
COST_HEADS = (
    "price of an interceptor",
    "dollars for one cancelled",
    "for one that arrives",
    "exchange",
    "band",
    "cheaper in",
    "dollars of",
)
LEAST_SHARE = 1e-9
"""Below which two methods differ by rounding alone."""
STABILITY = {"stable": "settles", "borderline": "grows without a rate", "runaway": "runs away"}


def outlay_answer(found: OutlayRace) -> str:
    """Return the answer of Richardson's equations in one sentence."""
    shield = found.at_end(0)
    stable = (
        ""
        if found.stable_share is None
        else f"; stable in {percent(found.stable_share)} of {len(found.drawn)} worlds"
    )
    return (
        f"As stated the race {STABILITY[found.model.verdict]}: the shield's yearly outlay in year {found.years} is "
        f"{money_band(shield)}{stable}."
    )


def race_answer(found: Race) -> str:
    """Return the answer of the race year by year in one sentence."""
    now, share = found.at_end("interceptors"), found.for_the_shield
    adds, alone = share["Russia adds warheads"], share["Russia adds warheads without a shield"]
    if adds is None or alone is None:
        start = float(found.stated.russian[0, 0])
        more, bare = (figure(float(one.russian[-1, 0]) - start) for one in (found.stated, found.stated_alone))
        russia = f"adds {more} warheads, {bare} without a shield"
    else:
        russia = f"adds warheads in {percent(adds)} of worlds, {percent(alone)} without a shield"
    return (
        f"Year {found.years}: the {found.shield} shield has {plain_band(now)} interceptors standing, "
        f"{figure(found.ordered['ordered'])} ordered; Russia, {found.alert}, {russia}."
    )


def race_words(found: Race) -> tuple[str, ...]:
    """Return what the headline leaves out: money, the alert, and where a rate or a budget binds."""
    return money_words(found), alert_words(found), cap_words(found)


def money_words(found: Race) -> str:
    """Return what was ordered, what stands, and what was paid, discounted and not."""
    one = found.ordered
    return (
        f"Ordered {figure(one['ordered'])} interceptors, {figure(one['standing'])} standing in year {found.years} "
        f"with those of the start: {dollars(one['discounted_usd'])} discounted to year 0, "
        f"{dollars(one['undiscounted_usd'])} undiscounted. The small player paid "
        f"{dollars(found.at_end('rogue_usd').value)}, Russia {dollars(found.at_end('russian_usd').value)}, discounted."
    )


def alert_words(found: Race) -> str:
    """Return how Russia's forces stand, and what day to day would give."""
    held, other = found.known["survivable"].value, found.day_to_day()
    return (
        f"Russia, {found.alert}: {percent(held)} of its warheads outlive a first strike (assumed). Day to day, "
        f"{percent(other['survivable'])}, it adds {figure(other['adds'])} warheads and wants {figure(other['wants'])}"
        f"; without a shield {figure(other['adds_without'])} and {figure(other['wants_without'])}."
    )


def cap_words(found: Race) -> str:
    """Return where a rate or a budget binds, so that a number is of it and not of a wish."""
    years, share = found.capped(), found.for_the_shield
    cut = share["rate or budget cuts Russia's last order"]
    stated = (
        f"Rate or budget cuts the shield's order in {years['shield']} of {found.years} years as stated, Russia's in "
        f"{years['russia']}, without a shield in {years['russia_without']}"
    )
    if cut is None:
        return f"{stated}: such a number is of what can be built, not of what is wanted."
    return (
        f"{stated}; in the last year Russia's in {percent(cut)} of worlds: its number there is of what can be built, "
        "not of what is wanted."
    )


def cost_answer(found: Cost) -> str:
    """Return the cost exchange in one sentence: the range over the ways to price it, as fired and fired best."""
    rows, shots = found.by_shots(), round(found.known["shots"].value)
    stated = next(one for one in rows if one["shots"] == shots)
    best = min(rows, key=lambda one: float(one["least"]))
    each = "one shot" if best["shots"] == 1 else f"{best['shots']} shots"
    fewer = "" if best["shots"] == shots else f"; at {each} each {_range(best)}"
    worlds = ""
    if found.between is not None:
        low, high = map(percent, found.between)
        worlds = f"; cheaper in {low if low == high else f'{low} to {high}'} of {found.worlds} worlds"
    return f"One dollar of missiles costs the shield {_range(stated)} dollars, by price{worlds}{fewer}."


def shots_each(count: int) -> str:
    """Return a number of shots at each object."""
    return f"{count} shot{'' if count == 1 else 's'} at each object"


def exchange_by_shots(found: Cost) -> str:
    """Say that how many shots are fired is an order, and what others make of the exchange."""
    each = ", ".join(f"{one['shots']}: {_range(one)}{_cheaper(one)}" for one in found.by_shots())
    return (
        f"{shots_each(round(found.known['shots'].value))} is an order of the shield. Where objects outnumber its sets "
        f"of shots, fewer at each cancel more for the money; dollars by shots: {each}."
    )


def _cheaper(row: dict[str, Any]) -> str:
    if row["cheaper_greatest"] is None:
        return ""
    return f" (cheaper in up to {percent(row['cheaper_greatest'])} of worlds)"


def _range(row: dict[str, Any]) -> str:
    return f"{figure(row['least'])} to {figure(row['greatest'])}"


def dollar_words(found: Cost) -> str:
    """Say that dollars of different years stand in one ratio, and which."""
    years: dict[str, list[str]] = {}
    for name, year in found.dollars.items():
        if name != "decoy-price" or found.decoys:
            years.setdefault(year, []).append(name)
    each = "; ".join(
        f"{'of no noted year' if year == 'not noted' else f'of {year}'}: {', '.join(names)}"
        for year, names in years.items()
    )
    return f"Dollars of different years stand in one ratio, unconverted; {each}."


def nitze_words(found: Cost) -> tuple[str, ...]:
    """Return Nitze's three tests, each with what is known of it."""
    values = [one.exchange.value for one in found.exchanges]
    cheap = _met(min(values), max(values))
    exchange, worlds = found.headline.exchange.value, ""
    if found.between is not None:
        low, high = map(percent, found.between)
        worlds = f"; met in {low} to {high} of the worlds, by what an interceptor is priced at"
    return (
        f"effective: of the warheads with shots at them {percent(1.0 - found.leak.value)} are stopped"
        f"{_band_percent(found.leak)}; the rest arrive however many interceptors there are",
        "survivable: not computed; no number here says how a shield fares when it is attacked itself",
        f"cheaper at the margin: {cheap} as stated, {exchange:.3g} dollars for one at the first price{worlds}"
        f"{_fired_best(found)}",
    )


def _met(least: float, greatest: float) -> str:
    return "met" if greatest < 1.0 else "met by some prices" if least < 1.0 else "not met"


def _fired_best(found: Cost) -> str:
    rows = found.by_shots()
    best = min(rows, key=lambda one: float(one["least"]))
    if best["shots"] == round(found.known["shots"].value):
        return ""
    return f"; with {shots_each(best['shots'])} {_met(best['least'], best['greatest'])}"


def stability_words(found: OutlayRace) -> str:
    """Return the exact test, the rates and the equilibrium."""
    model = found.model
    sign = ">" if model.determinant > 0 else "=" if model.determinant == 0 else "<"
    rest = model.equilibrium
    at = "none" if rest is None else f"{dollars(rest[0])} and {dollars(rest[1])} a year"
    first, second = model.eigenvalues
    far = "" if model.verdict == "stable" or rest is None else ", from which they move away"
    return (
        f"ab {sign} kl ({model.a * model.b:.4g} and {model.k * model.l:.4g}): {model.verdict}. "
        f"Rates {first:.4g} and {second:.4g} a year. Equilibrium {at}{far}."
    )


def share_words(found: Race) -> str:
    """Return in which shares of the worlds a side adds or has what it wants; without worlds that none were drawn."""
    if not found.worlds:
        return "No worlds were drawn: no share of them is known in which a side adds, or has what it wants."
    return "; ".join(f"{words}: {percent(share)} of worlds" for words, share in found.shares.items())


def threshold_words(found: Race) -> str:
    """Return the arsenal under which the reply falls short, what of it interceptors make, beside the published one."""
    one, published, parts = found.threshold, found.wilkening.number, found.threshold_parts
    low, high = published.low or published.value, published.high or published.value
    alone, against = parts["without_interceptors"], found.known["threshold-interceptors"].value
    where, bare = ("inside" if low <= size <= high else "outside" for size in (one.value, alone))
    return (
        f"Arsenal under which {against:g} interceptors upset Russia's reply: {plain_band(one)} warheads, of which "
        f"{figure(parts['due_to_interceptors'])} are due to interceptors; {figure(alone)} are wish, survival and "
        f"readiness, assumed. Wilkening about {published.value:g} ({low:g} to {high:g}, recalled): ours is {where}, "
        f"without any interceptor {bare} {'too' if where == bare else 'instead'}, so that this checks no interceptors."
    )


def method_words(methods: Iterable[TwoWays]) -> Iterator[str]:
    """Return each headline number with its second method and the disagreement."""
    for one in methods:
        first, second = (_number(value, one.quantity) for value in (one.value, one.second))
        name, apart = WORDS.get(one.quantity, one.quantity), _share(one.disagreement)
        yield f"{name}: {first}; {one.method}: {second}; disagreement {apart}"


PART_HEADS = ("what need not be whole", "interceptors", "decoys", "of the small player's arrive")
PARTS = {
    "sets": "sets of shots: 30 interceptors at four are seven and a half",
    "rounding": "warheads and believed decoys in flight",
    "orders": "what is ordered",
}


def part_cells(found: Race) -> Iterator[tuple[str, ...]]:
    """Return a row for each kind of whole number that the second method lets go, and one of the first method."""
    quantities = ("interceptors", "decoys", "rogue_arriving")
    for row in found.parted():
        let_go = row["let_go"]
        words = "nothing: the second method" if not let_go else PARTS[let_go[0]] if len(let_go) == 1 else "all of it"
        yield words, *(f"{row[name]:.3g}" for name in quantities)
    first = [float(getattr(found.stated, name)[-1, 0]) for name in quantities]
    yield "the first method", *(f"{value:.3g}" for value in first)


def part_words(found: Race) -> str:
    """Say what the difference of the two methods comes from, what of it weighs most, and how much is left."""
    rows = found.parted()
    apart = [_apart(found, row) for row in rows]
    least = min(range(1, len(rows) - 1), key=apart.__getitem__)
    left = "by less than one part in a million" if apart[-1] < 1e-6 else f"by {100.0 * apart[-1]:.2g} %"
    return (
        "The difference is of whole numbers: both methods order once a year, in the same order and with the same "
        f"delays, and with all that is whole let go they differ {left}. The parts do not add up, since each order "
        f"answers the one before; alone, {PARTS[rows[least]['let_go'][0]].partition(':')[0]} bring the two nearest to "
        "each other: a decoy that is believed half of the time is half a decoy in the mean, one or none in a count."
    )


def _apart(found: Race, row: dict[str, Any]) -> float:
    """Return the greatest disagreement of a race of whole numbers with the first method."""
    ends = {name: float(getattr(found.stated, name)[-1, 0]) for name in row if name != "let_go"}
    return max(abs(row[name] - end) / max(abs(end), abs(row[name]), 1e-9) for name, end in ends.items())


def coefficient_cells(known: Iterable[Coefficient]) -> Iterator[tuple[str, ...]]:
    """Return a row for each coefficient."""
    for one in known:
        year = f", dollars of {one.dollars}" if one.dollars else ""
        yield (
            one.id,
            said(one),
            f"{one.name}{f' [{one.per}]' if one.per else ''}{year}",
            one.number.grade,
            one.number.source,
        )


def end_cells(found: Race) -> Iterator[tuple[str, ...]]:
    """Return a row for each quantity: at the start, at the end, its band, at the end without a shield."""
    for quantity, unit in found.units.items():
        one = found.at_end(quantity)
        start = float(getattr(found.stated, quantity)[0, 0])
        band = (
            ""
            if one.low is None or one.high is None
            else f"{_number(one.low, quantity)} to {_number(one.high, quantity)}"
        )
        alone = float(getattr(found.stated_alone, quantity)[-1, 0])
        ends = (_number(value, quantity) for value in (start, one.value))
        yield WORDS[quantity], *ends, band, _number(alone, quantity), unit


def plain_band(one: Ranged) -> str:
    """Return a number with its band."""
    return figure(one.value) + (
        "" if one.low is None or one.high is None else f" ({figure(one.low)} to {figure(one.high)})"
    )


def money_band(one: Ranged) -> str:
    """Return money with its band."""
    return dollars(one.value) + (
        "" if one.low is None or one.high is None else f" ({dollars(one.low)} to {dollars(one.high)})"
    )


def figure(value: float) -> str:
    """Return a number in two figures that count below ten, whole above."""
    return f"{value:.2g}" if abs(value) < 9.95 else f"{value:,.0f}"


def _number(value: float, quantity: str) -> str:
    return dollars(value) if "usd" in quantity or "outlay" in quantity else figure(value)


def _share(share: float) -> str:
    # what is left of rounding is not the same on every machine
    return f"{100.0 * share:.2g} %" if share == 0.0 or share >= LEAST_SHARE else "below 1e-7 %"


def _band_percent(leak: Ranged) -> str:
    return (
        ""
        if leak.low is None or leak.high is None
        else f" ({percent(1.0 - leak.high)} to {percent(1.0 - leak.low)})"
    )


def exchange_cells(found: Cost) -> Iterator[tuple[str, ...]]:
    """Return a row for each way to price an interceptor."""
    for one in found.exchanges:
        name = found.known[one.basis].name + (", in reply to a first strike" if one.reply else "")
        known = one.exchange
        band = (
            "" if known.low is None or known.high is None else f"{figure(known.low)} to {figure(known.high)}"
        )
        cheaper = "" if one.cheaper_share is None else percent(one.cheaper_share)
        usd = dollars(one.defence_usd), dollars(one.offence_usd)
        yield name, *usd, figure(known.value), band, cheaper, found.dollars[one.basis]


def shield_words(found: Cost) -> tuple[str, ...]:
    """Return what a shield for the warheads that were asked for takes, and the mark of the 1960s."""
    from midcourse.catalog.reader import load_coefficient

    mark, _ = load_coefficient("nike-x-exchange")
    decoys = f" with {found.decoys:g} decoy{'s' if found.decoys != 1.0 else ''} each" if found.decoys else ""
    raid = f"{found.warheads:g} warhead{'s' if found.warheads != 1.0 else ''}"
    return (
        f"Shots for {raid}{decoys}: {plain_band(found.interceptors)} interceptors, "
        f"{money_band(found.price_usd)}; yearly operation {money_band(found.operation_usd)}, by the power "
        f"{_exponent(found):.2f} through two published points.",
        f"Chance of a hit {found.kill.value:.3f}: {found.kill.where or found.kill.source}. Nike-X in estimates of the "
        f"1960s: {mark.model_dump()['value']:g} dollars for one.",
    )


def plan_cells(found: Cost) -> Iterator[tuple[str, ...]]:
    """Return a row for each published plan."""
    for row in found.plans():
        ours = dollars(row["price_usd"])
        yield (
            row["plan"],
            str(row["interceptors"]),
            dollars(row["published_usd"]),
            ours,
            str(row["dollars"] or "not noted"),
        )


def _exponent(found: Cost) -> float:
    from midcourse.strategy.race.cost import operation_exponent

    small, large = found.known["operation-small"], found.known["operation-large"]
    return float(operation_exponent(small.number.value, large.number.value, small.of, large.of))
