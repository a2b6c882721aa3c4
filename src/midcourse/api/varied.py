"""What the answers of the argument are over one input: `--vary NAME=A..B` of drawdown, race, cost and expand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.catalog.posture import ALERTS
from midcourse.shown.frame import Table, table_of
from midcourse.strategy.balance.drawdown import SHIELD, Exchange, replies, stabilities
from midcourse.strategy.balance.guarded import settable_of as of_shield
from midcourse.strategy.balance.guarded import vouched
from midcourse.strategy.balance.replaced import checked, settable_of
from midcourse.strategy.expansion.expansion import least_arriving
from midcourse.strategy.expansion.shield import Shield, stock
from midcourse.strategy.question.asked import Settable
from midcourse.strategy.question.bands import share
from midcourse.strategy.question.over import COLUMNS, KEY, Found, Over, Quantity, Swept, banded, over_of
from midcourse.strategy.race import cost as costs
from midcourse.strategy.race.coefficients import Coefficient, hits_of, nominal, settable, worlds_of
from midcourse.strategy.race.race import ADDS_MORE, MORE, nominal_arrays, respond, without_shield
from midcourse.strategy.race.richardson import STABLE, model_of, models_of

if TYPE_CHECKING:
    from midcourse.catalog.deployed import Forces
    from midcourse.catalog.provenance import Provenance

ARRIVE, INDEX = "arrive, {}", "stability, {}"
HIT = "kill"
OUTLAYS = (
    ("outlay-shield", "$ a year"), ("outlay-missiles", "$ a year"), ("greater rate", "1 a year"), ("stable", "share"),
)  # fmt: skip
LOGARITHMIC = ("outlay-shield", "outlay-missiles")
RACE_LISTED = (
    "interceptors", "russian", "russian_wanted", "decoys", "russian_arriving", "rogue_arriving", ADDS_MORE,
)  # fmt: skip
RACE_PICTURED = ("interceptors", "russian_wanted", "decoys", "rogue_arriving")
INPUT, COEFFICIENT = "input", "coefficient"


def rows_of(varied: Swept | None) -> list[dict[str, Any]]:
    """Return what an answer is over one input, none where none was varied."""
    return [] if varied is None else varied.rows()


def table_over(varied: Swept | None) -> Table:
    """Return the same as a table."""
    return table_of(COLUMNS, rows_of(varied))


def drawdown_over(question: Exchange, forces: tuple[Forces, Forces], alert: str, text: str) -> Swept:
    """Work out the reply of the forces as they are, and the stability, over one input.

    Args:
        question: forces and shield; forces: attacker's and struck side's.
        alert: of the stability; text: what `--vary` says.

    Raises:
        ScenarioError: no such input, or values that it cannot have or that do not go with others.
    """
    shield = {f"{SHIELD}{name}": one for name, one in of_shield(question.numbers).items()}
    over = over_of(text, {**shield, **settable_of(forces, question.replaced)}, INPUT)
    if over.name in shield:
        vouched(question.numbers, over.name.removeprefix(SHIELD))
    own = float(forces[0].warheads or 0), float(forces[1].warheads or 0)

    def at(number: Provenance) -> list[Found]:
        one = question.replacing(over.name, number)
        checked(forces, one.replaced, KEY)
        arrive = [Found(row.value, row.low, row.high) for row in replies(one, [own[1]])]
        told = next(row for row in stabilities(one, own) if (row.alert, row.shield) == (alert, "one-sided"))
        return [*arrive, Found(told.value, told.low, told.high)]

    names = tuple(ARRIVE.format(one) for one in ALERTS)
    quantities = (*(Quantity(name, "warheads") for name in names), Quantity(INDEX.format(alert), "index"))
    return _varied(over, quantities, at)


def race_over(
    known: Mapping[str, Coefficient], hit: Provenance, units: Mapping[str, str], text: str,
    luck: tuple[int, int, int], shield: str,
) -> Swept:  # fmt: skip
    """Work out the last year of a race over one coefficient or the chance of a hit.

    Args:
        known, hit: coefficients and chance; units: of the quantities of a race.
        text: what `--vary` says.
        luck: years, seed and worlds; shield: its size.
    """
    years, seed, worlds = luck
    over, told = over_of(text, _settable(known, hit), COEFFICIENT), {**units, "russian_wanted": "warheads"}

    def at(number: Provenance) -> list[Found]:
        mine, chance = _with(known, hit, over.name, number)
        values, hits = nominal_arrays(nominal(mine)), np.array([chance.value])
        draws, chances = worlds_of(mine, worlds, seed), hits_of(chance, worlds, seed)
        stated, drawn = respond(values, hits, years, shield), respond(draws, chances, years, shield)
        alone = respond(without_shield(draws), chances, years, shield)
        ends = [banded(getattr(stated, name)[-1], getattr(drawn, name)[-1]) for name in told]
        return [*ends, Found(share(drawn.russian[-1] > alone.russian[-1] + MORE))]

    quantities = (*(Quantity(*one) for one in told.items()), Quantity(ADDS_MORE, "share"))
    return _varied(over, quantities, at, RACE_LISTED, RACE_PICTURED)


def outlays_over(known: Mapping[str, Coefficient], text: str, luck: tuple[int, int, int]) -> Swept:
    """Work out both outlays of the last year, and how fast they part or settle, over one coefficient.

    Args:
        known: coefficients; text: what `--vary` says; luck: years, seed and worlds.
    """
    years, seed, worlds = luck
    over = over_of(text, {name: settable(one) for name, one in known.items()}, COEFFICIENT)

    def at(number: Provenance) -> list[Found]:
        mine = {**known, over.name: replace(known[over.name], number=number)}
        model, drawn = model_of(nominal(mine)), models_of(mine, worlds, seed)
        ends = np.array([one.course([float(years)])[0] for one in drawn]).reshape(worlds, 2)
        rates = np.array([one.eigenvalues[0] for one in drawn])
        last = model.course([float(years)])[0]
        outlays = [banded(last[side], ends[:, side]) for side in (0, 1)]
        stable = share(np.array([one.verdict == STABLE for one in drawn]))
        return [*outlays, banded(model.eigenvalues[0], rates), Found(stable)]

    quantities = tuple(Quantity(*one) for one in OUTLAYS)
    return _varied(over, quantities, at, logarithmic=LOGARITHMIC)


def cost_over(
    known: Mapping[str, Coefficient], hit: Provenance, ways: Mapping[str, tuple[str, bool]], decoys: float,
    text: str, seed: int, worlds: int,
) -> Swept:  # fmt: skip
    """Work out the exchange by every way to price it over one coefficient or the chance of a hit.

    Args:
        known, hit: coefficients and chance; ways: price and whether in reply, by name.
        decoys: flown with each warhead; text: what `--vary` says; seed, worlds: of the doubt.
    """
    over = over_of(text, _settable(known, hit, least=0.01), COEFFICIENT)

    def at(number: Provenance) -> list[Found]:
        mine, chance = _with(known, hit, over.name, number)
        values, draws = nominal(mine), worlds_of(mine, worlds, seed)
        chances = hits_of(chance, worlds, seed)
        return [
            banded(
                costs.margin(values, chance.value, decoys, *way).exchange,
                costs.margin(draws, chances, decoys, *way).exchange,
            )
            for way in ways.values()
        ]

    quantities = tuple(Quantity(name, "dollars for one") for name in ways)
    ends = quantities[0].name, quantities[-1].name
    return _varied(over, quantities, at, pictured=ends, logarithmic=ends)


def expansion_over(shield: Shield, sizes: Sequence[int], text: str) -> Swept:
    """Work out the interceptors that every size of raid takes over one input of the shield.

    Args:
        shield: the goal and what it rests on; sizes: of raids; text: what `--vary` says.
    """
    fields = _of_expansion(shield)
    over = over_of(text, {name: one for name, (_, one) in fields.items()}, INPUT)
    field = fields[over.name][0]

    def at(number: Provenance) -> list[Found]:
        changes: dict[str, object] = {field: number if field == HIT else number.value}
        if field == "common":
            changes |= {"common_low": number.value, "common_high": number.value}
        if field == "shots":
            changes["shots"] = int(number.value)
        one = replace(shield, **changes)  # type: ignore[arg-type]
        floor = least_arriving(one.kill.value, one.common, one.track)
        whole = [stock(one, size, whole_defence=True) for size in sizes] if both else []
        return [*(stock(one, size) for size in sizes), *whole, Found(floor)]

    both = shield.seeks_none
    names = tuple(f"interceptors, {size:,} warhead{'' if size == 1 else 's'}" for size in sizes)
    floor = Quantity("arrive however many are fired", "share")
    wholes = tuple(f"{name}, by the whole defence" for name in names) if both else ()
    quantities = (*(Quantity(name, "interceptors") for name in (*names, *wholes)), floor)
    largest = (names[-1], *wholes[-1:])
    return _varied(over, quantities, at, pictured=(*largest, floor.name), logarithmic=largest)


def _of_expansion(shield: Shield) -> dict[str, tuple[str, Settable]]:
    """Return the inputs of an expansion by name: the field of the shield, and what it may be."""

    def plain(value: float) -> Provenance:
        return replace(shield.kill, value=value, low=None, high=None)

    goal = "leakage" if shield.leakage is not None else "none"
    shares = {"common-cause": "common", "track": "track", "rejected": "rejected", goal: goal}
    found = {name: (field, Settable(plain(getattr(shield, field)))) for name, field in shares.items()}
    found[HIT] = HIT, Settable(shield.kill)
    found["decoys"] = "decoys", Settable(plain(shield.decoys), (0.0, 1e4))
    if shield.shots is not None:
        found["shots"] = "shots", Settable(plain(float(shield.shots)), (1.0, 100.0), True)
    return found


def _varied(
    over: Over, quantities: tuple[Quantity, ...], at: Callable[[Provenance], Sequence[Found]],
    listed: Sequence[str] = (), pictured: Sequence[str] = (), logarithmic: Sequence[str] = (),
) -> Swept:  # fmt: skip
    """Work out every point; all quantities are listed and pictured where none are named."""
    names = tuple(one.name for one in quantities)
    found = tuple(tuple(at(number)) for number in over.numbers)
    return Swept(over, quantities, found, tuple(listed) or names, tuple(pictured) or names, frozenset(logarithmic))


def _settable(known: Mapping[str, Coefficient], hit: Provenance, least: float = 0.0) -> dict[str, Settable]:
    return {**{name: settable(one) for name, one in known.items()}, HIT: Settable(hit, (least, 1.0))}


def _with(
    known: Mapping[str, Coefficient], hit: Provenance, name: str, number: Provenance
) -> tuple[dict[str, Coefficient], Provenance]:
    if name == HIT:
        return dict(known), number
    return {**known, name: replace(known[name], number=number)}, hit
