"""What leakage is worked against: one input of a raid or of its defence, changed in all items alike."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from midcourse.errors import ScenarioError
from midcourse.scenario.model import MAX_DECOYS, MAX_ITEMS

if TYPE_CHECKING:
    from midcourse.scenario.model import BatteryItem, Scenario

MOST_VALUES = 50
STEPS = ("launch", "boost", "separation", "seeker")


@dataclass(frozen=True)
class Axis:
    """One input that is varied.

    Args:
        name: as the command takes it.
        label: what stands below the picture.
        values: where nobody gives others.
        least, most: between which a value may lie.
        whole: whether it is a count.
    """

    name: str
    label: str
    values: tuple[float, ...]
    least: float
    most: float
    whole: bool = True


AXES = {
    axis.name: axis
    for axis in (
        Axis("attack-size", "missiles that attack", (1, 2, 5, 10, 20), 1, MAX_ITEMS),
        Axis("decoys", "decoys of each missile", (0, 1, 2, 5, 10), 0, MAX_DECOYS),
        Axis("inventory", "interceptors, all batteries together", (0, 2, 5, 10, 20), 0, 1000),
        Axis("shots", "shots of each round at each threat", (1, 2, 3, 4), 1, 8),
        Axis(
            "kill-probability",
            "simulated chance that the first shot kills",
            (0.2, 0.4, 0.6, 0.8, 0.95),
            0,
            1,
            False,
        ),
        Axis("common-cause", "share of each failure that is common", (0, 0.1, 0.3, 0.6, 1), 0, 1, False),
    )
}


def axis_of(name: str) -> Axis:
    """Return an axis by its name.

    Raises:
        ScenarioError: no such axis.
    """
    if name not in AXES:
        raise ScenarioError("no such axis", key="--against", got=name, allowed=", ".join(AXES))
    return AXES[name]


def values_of(axis: Axis, text: str | None) -> tuple[float, ...]:
    """Return the values that were typed for an axis, rising, or its own where none were.

    Raises:
        ScenarioError: not a number, out of bounds, given twice, or too many.
    """
    if text is None:
        return axis.values
    kind = "whole numbers" if axis.whole else "numbers"
    allowed = f"{kind} from {axis.least:g} to {axis.most:g} with commas, at most {MOST_VALUES}"
    found = []
    for part in text.split(","):
        try:
            value = float(part)
        except ValueError:
            value = math.nan
        if not axis.least <= value <= axis.most or (axis.whole and value != int(value)):
            raise ScenarioError(
                f"no value for {axis.name}", key="--values", got=part.strip(), allowed=allowed
            )
        found.append(value)
    if len(found) != len(set(found)) or len(found) > MOST_VALUES:
        why = "too many values" if len(found) > MOST_VALUES else "a value is given twice"
        raise ScenarioError(why, key="--values", got=text, allowed=allowed)
    return tuple(sorted(found))


def at_value(scenario: Scenario, axis: Axis, value: float) -> Scenario:
    """Return a scenario with one input changed.

    Args:
        scenario: checked scenario.
        axis: what is changed.
        value: of each item of the raid, of each battery, or of the doctrine; for the kill probability the chance that
            an interceptor works: its four reliabilities are raised to one power, so that their product is the value.

    Returns:
        the changed scenario, checked.

    Raises:
        ScenarioError: the scenario has no such input, or cannot take the value.
    """
    if axis.name in ("inventory", "kill-probability") and not scenario.batteries:
        raise ScenarioError("the scenario has no battery", key="--against", got=axis.name)
    changes: dict[str, float] = {}
    if axis.name == "attack-size":
        changes = {f"raid.{i}.count": int(n) for i, n in enumerate(_dealt(scenario, int(value)))}
    elif axis.name == "decoys":
        changes = {f"raid.{i}.decoys": int(value) for i in range(len(scenario.raid))}
    elif axis.name == "inventory":
        changes = {f"batteries.{b}.count": int(n) for b, n in enumerate(_shared(scenario, int(value)))}
    elif axis.name == "shots":
        changes = {"doctrine.salvo": int(value)}
    elif axis.name == "common-cause":
        changes = {"doctrine.common_cause": value}
    else:
        for b, item in enumerate(scenario.batteries):
            changes |= {f"batteries.{b}.reliability.{step}": chance for step, chance in _works(item, value)}
    for path, new in changes.items():
        scenario = scenario.set(path, new)
    return scenario


def defaults_of(axis: Axis, scenario: Scenario) -> tuple[float, ...]:
    """Return the values of an axis where nobody gives others; a raid of several items grows in all of them."""
    times = len(scenario.raid) if axis.name == "attack-size" else 1
    return tuple(times * value for value in axis.values)


def _dealt(scenario: Scenario, total: int) -> list[int]:
    # as even as whole numbers go, the first items first
    items = len(scenario.raid)
    if total < items:
        allowed = f"at least {items}, one of each item of the raid"
        raise ScenarioError("too few missiles", key="--values", got=str(total), allowed=allowed)
    return [total // items + (i < total % items) for i in range(items)]


def _shared(scenario: Scenario, total: int) -> list[int]:
    # in the proportion of the scenario, what is left over to the largest remainders
    have = [item.count for item in scenario.batteries]
    if sum(have) == 0:
        have = [1] * len(have)
    exact = [total * count / sum(have) for count in have]
    found = [math.floor(share) for share in exact]
    by_rest = sorted(range(len(have)), key=lambda b: (found[b] - exact[b], b))
    for b in by_rest[: total - sum(found)]:
        found[b] += 1
    return found


def _works(item: BatteryItem, value: float) -> list[tuple[str, float]]:
    chain = item.interceptor.reliability
    chances = [chain.launch, chain.boost, chain.separation, chain.seeker]
    product = math.prod(chances)
    if not 0.0 < product < 1.0 or value == 0.0:  # no power of it gives the value
        return list(zip(STEPS, (1.0, 1.0, 1.0, value), strict=True))
    power = math.log(value) / math.log(product)
    return [(step, chance**power) for step, chance in zip(STEPS, chances, strict=True)]
