"""Quantities of the argument between states: warheads in reply, stocks of a complete shield, races."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from midcourse.campaign.shares import wilson
from midcourse.catalog.posture import ALERTS
from midcourse.catalog.provenance import USER, Provenance
from midcourse.catalog.reader import load_forces
from midcourse.catalog.spelling import did_you_mean
from midcourse.claims.kinds import RaceAsked, ReplyAsked, StockAsked
from midcourse.claims.quantities import BAND, SHARE, band
from midcourse.claims.work import Asking, Computed
from midcourse.errors import ClaimError
from midcourse.strategy.balance.stance import posture_of, stance_of
from midcourse.strategy.question.kill import kill_of
from midcourse.strategy.race.race import LEAST, MORE, NO_SHIELD

WORLDS = 200
REPLY_GIVES = ("arriving", "stopped", "flying", "deployed")
DRAWN = "worlds as they were drawn"
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
    from midcourse.strategy.balance.drawdown import Exchange, replies

    numbers = {
        "interceptors": of.number(asked.interceptors), "shots": of.number(asked.shots),
        "common_cause": of.number(asked.common_cause), "decoys": 0.0, "rejected": 0.0,
    }  # fmt: skip
    shield = {name: Provenance(value, None, None, USER, "", USER, "") for name, value in numbers.items()}
    shield["kill"] = kill_of(of.word(asked.kill) or "")
    size, alert = of.number(asked.size), _alert(asked.alert, of)
    question = Exchange(asked.attacker, asked.force, shield, WORLDS, of.seed)
    (one,) = replies(question, [size], [alert])
    gives = of.word(asked.gives) or asked.gives
    if gives not in REPLY_GIVES:
        near = did_you_mean(gives, REPLY_GIVES)
        raise ClaimError(f"no such reading{near}", key="gives", got=gives, allowed=", ".join(REPLY_GIVES))
    if gives == "deployed":
        return Computed(size, size, size, "count", "warheads that are deployed")
    flying, arriving = size * question.stances(WORLDS)[1].reply[alert], question.reply_worlds(size, alert)
    if gives == "flying":
        return _drawn(one.flying, flying, "count", f"warheads that fly in reply, {alert} alert, of {size:,.0f}")
    if gives == "arriving":
        return _drawn(one.value, arriving, "count", f"warheads that arrive in reply, {alert} alert, of {size:,.0f}")
    words = f"share of the reply that the shield stops, {alert} alert"
    stopped = 1.0 - one.value / one.flying if one.flying else 0.0
    return _drawn(stopped, 1.0 - arriving / np.maximum(flying, LEAST), SHARE, words)


def _drawn(value: float, every: np.ndarray, unit: str, words: str) -> Computed:
    values = tuple(every.tolist())
    return Computed(value, value, value, unit, words, "", band(values), every=values)


def _stock(asked: StockAsked, of: Asking) -> Computed:
    from midcourse.strategy.expansion.inventory import inventory
    from midcourse.strategy.expansion.shield import Shield, need

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
    from midcourse.strategy.race.coefficients import coefficient

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
    from midcourse.strategy.race.coefficients import chosen, hits_of, nominal, worlds_of
    from midcourse.strategy.race.race import NAMES, nominal_arrays, respond

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
    if asked.of_worlds and not asked.less:
        raise ClaimError("a share of worlds is of those with more than another race", key="of_worlds", got="true")
    hit, years = kill_of(of.word(asked.kill) or ""), int(of.number(asked.years))
    own, capped, alert = _sets(asked, of), [], None if asked.alert is None else _alert(asked.alert, of)

    def added(sets: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        known = chosen(NAMES, sets)
        hits = hits_of(hit, WORLDS, of.seed)
        one, every = nominal_arrays(nominal(known)), worlds_of(known, WORLDS, of.seed)
        if alert is not None:
            one["survivable"], every["survivable"] = (_survivable(asked.of, alert, n, of.seed) for n in (0, WORLDS))
        stated = respond(one, np.array([hit.value]), years, asked.shield)
        drawn = respond(every, hits, years, asked.shield)
        start = asked.gives.removesuffix("_wanted")
        first, second = (getattr(one, asked.gives)[-1] - getattr(one, start)[0] for one in (stated, drawn))
        capped.append(bool(stated.russian_capped[-1, 0]))
        return first, second

    one, every = added(own)
    words = race_words(asked, years, alert)
    if asked.less:
        without = added((*own, *asked.less))
        one, every = one - without[0], every - without[1]
    if asked.of_worlds:
        share = float((every > MORE).mean())
        return Computed(share, *wilson(share, WORLDS), SHARE, words, DRAWN)
    if asked.gives == "russian" and any(capped):
        words = f"{words}; rate or purse still binds in the last year"
    return _drawn(float(one[0]), every, "count", words)


def race_words(asked: RaceAsked, years: int, alert: str | None) -> str:
    """Return what a quantity of a race is called; without interceptors now and later the other race has no shield."""
    words = f"{ADDED[asked.gives]} in {years} years, {asked.shield} shield"
    words += "" if alert is None else f", {alert} alert"
    if asked.less:
        bare = {text.partition("=")[0] for text in asked.less} == set(NO_SHIELD)
        words = f"{words}, beyond those {'without a shield' if bare else 'with ' + ', '.join(asked.less)}"
    return f"share of worlds with {words}" if asked.of_worlds else words


def _alert(given: str, of: Asking) -> str:
    alert = of.word(given) or given
    if alert not in ALERTS:
        raise ClaimError("no such alert", key="alert", got=alert, allowed=", ".join(ALERTS))
    return alert


def _survivable(forces: str, alert: str, worlds: int, seed: int) -> np.ndarray:
    """Return the share of some forces that outlives a strike in each world, before what fails by itself."""
    posture, _ = posture_of(load_forces(forces)[0].state)
    sure = {f"{posture.id}.reliability": Provenance(1.0, None, None, USER, "", USER, "")}
    return np.maximum(stance_of(forces, worlds, seed, sure).reply[alert], LEAST)
