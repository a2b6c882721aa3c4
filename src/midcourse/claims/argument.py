"""Quantities of the argument between states: warheads in reply, stocks of a complete shield, races."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from midcourse.catalog.posture import ALERTS
from midcourse.catalog.provenance import USER, Provenance
from midcourse.catalog.spelling import did_you_mean
from midcourse.claims.kinds import RaceAsked, ReplyAsked, StockAsked
from midcourse.claims.quantities import SHARE
from midcourse.claims.work import Asking, Computed
from midcourse.errors import ClaimError
from midcourse.strategy.kill import kill_of

WORLDS = 200
REPLY_GIVES = ("arriving", "stopped", "flying", "deployed")
BAND = (5.0, 95.0)
ADDED = {
    "interceptors": "interceptors that the shield adds",
    "russian": "warheads that Russia adds",
    "russian_wanted": "warheads that Russia adds or wants beyond rate and purse",
    "rogue": "missiles that the small player adds",
    "decoys": "decoys that the small player adds",
}


def computed(asked: ReplyAsked | StockAsked | RaceAsked, of: Asking) -> Computed:
    """Return what a quantity of the argument is, with the band that its doubtful inputs leave.

    Args:
        asked: what is asked for.
        of: numbers of the claim, and the seed.

    Raises:
        MidcourseError: it cannot be asked so.
    """
    if isinstance(asked, ReplyAsked):
        return _reply(asked, of)
    return _stock(asked, of) if isinstance(asked, StockAsked) else _race(asked, of)


def _reply(asked: ReplyAsked, of: Asking) -> Computed:
    from midcourse.strategy.drawdown import Exchange, replies

    numbers = {
        "interceptors": of.number(asked.interceptors), "shots": of.number(asked.shots),
        "common_cause": of.number(asked.common_cause), "decoys": 0.0, "rejected": 0.0,
    }  # fmt: skip
    shield = {name: Provenance(value, None, None, USER, "", USER, "") for name, value in numbers.items()}
    shield["kill"] = kill_of(of.word(asked.kill) or "")
    size, alert = of.number(asked.size), of.word(asked.alert) or asked.alert
    if alert not in ALERTS:
        raise ClaimError("no such alert", key="alert", got=alert, allowed=", ".join(ALERTS))
    (one,) = replies(Exchange(asked.attacker, asked.force, shield, WORLDS, of.seed), [size], [alert])
    gives = of.word(asked.gives) or asked.gives
    if gives not in REPLY_GIVES:
        near = did_you_mean(gives, REPLY_GIVES)
        raise ClaimError(f"no such reading{near}", key="gives", got=gives, allowed=", ".join(REPLY_GIVES))
    if gives == "deployed":
        return Computed(size, size, size, "count", "warheads that are deployed")
    if gives == "flying":
        words = f"warheads that fly in reply, {alert} alert, of {size:,.0f}"
        return Computed(one.flying, one.flying, one.flying, "count", words)
    if gives == "arriving":
        words = f"warheads that arrive in reply, {alert} alert, of {size:,.0f}"
        return Computed(one.value, one.value, one.value, "count", words, "", (one.low, one.high))
    stopped = 1.0 - one.value / one.flying if one.flying else 0.0
    return Computed(stopped, stopped, stopped, SHARE, f"share of the reply that the shield stops, {alert} alert")


def _stock(asked: StockAsked, of: Asking) -> Computed:
    from midcourse.strategy.inventory import inventory
    from midcourse.strategy.shield import Shield, need

    common, warheads = of.number(asked.common_cause), int(of.number(asked.warheads))
    leakage = of.number(asked.leakage)
    shield = Shield(kill_of(of.word(asked.kill) or ""), leakage, None, None, common, common, common)
    found = need(shield, warheads, inventory(), of.seed)
    value, low, high = (math.inf if n is None else float(n) for n in (found.interceptors, found.low, found.high))
    words = f"interceptors with which at most {100.0 * leakage:g} % of {warheads:,} warheads arrives"
    return Computed(value, value, value, "count", words, "", (low, high))


def _sets(asked: RaceAsked, of: Asking) -> tuple[str, ...]:
    """Return the coefficients that are set; one that a number of the claim leaves as it is keeps its doubt."""
    from midcourse.claims.model import NAME
    from midcourse.strategy.coefficients import coefficient

    found = []
    for text in asked.sets:
        name, _, right = text.partition("=")
        if NAME.fullmatch(right):
            value = of.number(right)
            if value == coefficient(name).value:
                continue
            text = f"{name}={value:.12g}"
        found.append(text)
    return tuple(found)


def _race(asked: RaceAsked, of: Asking) -> Computed:
    from midcourse.strategy.coefficients import chosen, nominal, worlds_of
    from midcourse.strategy.race import NAMES, hits_of, nominal_arrays, respond

    if asked.gives == "stability":
        if asked.less:
            raise ClaimError("Richardson's equations are beside no other race", key="less", got=", ".join(asked.less))
        known = chosen(("reaction-shield", "reaction-missiles", "fatigue-shield", "fatigue-missiles"), asked.sets)
        k, l, a, b = nominal(known).values()  # noqa: E741 - the letters of the textbooks
        draws = list(worlds_of(known, WORLDS, of.seed).values())
        low, high = np.percentile(draws[2] * draws[3] - draws[0] * draws[1], BAND)
        words = "stability of Richardson's equations, a b less k l"
        value = a * b - k * l
        return Computed(value, value, value, "", words, "", (float(low), float(high)))
    hit, years = kill_of(of.word(asked.kill) or ""), int(of.number(asked.years))
    own, capped = _sets(asked, of), []

    def added(sets: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        known = chosen(NAMES, sets)
        hits = hits_of(hit, WORLDS, of.seed)
        stated = respond(nominal_arrays(nominal(known)), np.array([hit.value]), years, asked.shield)
        drawn = respond(worlds_of(known, WORLDS, of.seed), hits, years, asked.shield)
        start = asked.gives.removesuffix("_wanted")
        first, second = (getattr(one, asked.gives)[-1] - getattr(one, start)[0] for one in (stated, drawn))
        capped.append(bool(stated.russian_capped[-1, 0]))
        return first, second

    one, every = added(own)
    words = f"{ADDED[asked.gives]} in {years} years, {asked.shield} shield"
    if asked.less:
        without = added((*own, *asked.less))
        one, every = one - without[0], every - without[1]
        words = f"{words}, beyond those with {', '.join(asked.less)}"
    if asked.gives == "russian" and any(capped):
        words = f"{words}; rate or purse still binds in the last year"
    low, high = np.percentile(every, BAND)
    value = float(one[0])
    return Computed(value, value, value, "count", words, "", (float(low), float(high)))
