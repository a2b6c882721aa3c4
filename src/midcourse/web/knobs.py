"""The numbers of a scenario as sliders: what may be turned, between which ends, and who says so."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from pydantic import BaseModel

from midcourse.catalog import entries
from midcourse.catalog.provenance import Provenance
from midcourse.catalog.show import source
from midcourse.catalog.slots import Slot, slots_of
from midcourse.report.names import OWNERS, own_words

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario

Knob = dict[str, Any]
MOST = 12
STEPS = 100
WIDER = 0.5  # of the span of the literature, at either end
READABLE = {
    "length": ((1e3, "km"),), "altitude": ((1e3, "km"),), "speed": ((1e3, "km/s"),),
    "power": ((1e6, "MW"), (1e3, "kW")), "force": ((1e3, "kN"),), "frequency": ((1e9, "GHz"),),
    "angle": ((math.radians(1.0), "deg"),), "angular_rate": ((math.radians(1.0), "deg/s"),), "mass": (),
    "time": (),
}  # fmt: skip
# what a reader of the quarrel would turn first, by the last part of its path
RULES = ("salvo", "decision_delay", "common_cause", "threat_probability")
OF_ITEMS = {
    "raid": ("count", "decoys", "range"),
    "batteries": ("count", "flight_time_limit", "kill_vehicle.hit_miss", "reliability.boost"),
    "sensors": ("mean_power", "class_separation", "dwell"),
}
GROUPS = {"raid": "attack", "sensors": "sensors", "batteries": "interceptors", "doctrine": "rules", "tracker": "rules",
          "defended": "defended"}  # fmt: skip
LABELS = {"salvo": "shots a salvo", "kind": "rule of shooting", "count": "how many", "decoys": "decoys of each",
          "warheads": "warheads of each", "reserve": "held back", "max_rounds": "salvos at most",
          "attacker_knows": "the attacker knows how objects are told apart", "boost_commit": "orders during boost",
          "assignment": "who shoots at what"}  # fmt: skip
COUNTS = {"raid": ("count", "decoys", "warheads", "debris"), "batteries": ("count",)}
CEILING = {"salvo": 8.0, "count": 60.0, "decoys": 40.0, "warheads": 8.0, "debris": 40.0, "reserve": 20.0}


def numbers(scenario: Scenario) -> list[Knob]:
    """Return every number in use as a knob, counts and rules among them."""
    return [*_rules(scenario), *_counts(scenario), *(_number(scenario, p, n) for p, n in scenario.provenance.items())]


def knobs(scenario: Scenario) -> list[Knob]:
    """Return the few that a page shows first: rules, then attack, interceptors and sensors, the assumed before others.

    Which they are follows from the form of scenario files and from what is in doubt, the same for all scenarios.
    """
    every = {knob["path"]: knob for knob in numbers(scenario)}
    wanted = [f"doctrine.{leaf}" for leaf in RULES]
    for head, leaves in OF_ITEMS.items():
        wanted += [path for leaf in leaves for path in _first(every, head, leaf)]
    found = [every[path] for path in dict.fromkeys(wanted) if path in every]
    rest = [one for path, one in every.items() if path not in wanted and one["low"] is not None]
    rest.sort(key=lambda one: (one["grade"] != "assumed", one["group"] not in ("rules", "interceptors")))
    return (found + rest)[:MOST] if len(found) < 8 else found[:MOST]


def changed(scenario: Scenario, stated: Scenario) -> list[Knob]:
    """Return the knobs of a scenario whose values are others than in another one."""
    before = {knob["path"]: knob["value"] for knob in numbers(stated)}
    return [knob for knob in numbers(scenario) if before.get(knob["path"]) != knob["value"]]


def _first(every: dict[str, Knob], head: str, leaf: str) -> list[str]:
    # of alike items the first; where there are several only for counts all
    found = [path for path in every if re.fullmatch(rf"{head}\.\d+\.{re.escape(leaf)}", path)]
    return found[:2] if leaf in ("count", "mean_power") and head != "raid" else found[:1]


def _number(scenario: Scenario, path: str, number: Provenance) -> Knob:
    scale, unit = _unit(number)
    three = (number.value, number.low, number.high)
    value, low, high = (None if one is None else _rounded(one / scale) for one in three)
    bounds = _bounds(scenario, path, scale)
    assert value is not None
    least, most = _ends(value, low, high, bounds, number.dimension)
    if number.dimension in ("latitude", "longitude"):
        least = most = value  # a place is set as a whole
    words, owner = own_words(scenario, path)
    head = path.partition(".")[0]
    return {
        "path": path,
        "label": f"{words}, {owner}" if owner and head in OWNERS else words,
        "unit": unit,
        "value": value,
        "low": low,
        "high": high,
        "step": _step(least, most),
        "kind": "number",
        "choices": None,
        "grade": number.grade,
        **_who(number.source),
        "where": number.where,
        "min": least,
        "max": most,
        "group": GROUPS.get(head, head),
    }


def _rules(scenario: Scenario) -> Iterator[Knob]:
    for key, slot in _slots(scenario.doctrine).items():
        path = f"doctrine.{key}"
        if path not in scenario.provenance and key != "clock":
            yield _plain(path, key, getattr(scenario.doctrine, slot.attribute), slot, type(scenario.doctrine), "")


def _counts(scenario: Scenario) -> Iterator[Knob]:
    for head, keys in COUNTS.items():
        for i, item in enumerate(getattr(scenario, head)):
            slots = _slots(item)
            owner = (item.missile if head == "raid" else item.interceptor).name
            place = item.from_place if head == "raid" else item.place
            whose = f"{owner}, {place.name or place.id}"
            for key in keys:
                value = getattr(item, slots[key].attribute)
                yield _plain(f"{head}.{i}.{key}", key, value, slots[key], type(item), whose)


def _plain(path: str, key: str, value: Any, slot: Slot, model: type[BaseModel], owner: str) -> Knob:
    choices = _choices(value, model.model_fields[slot.attribute].annotation)
    held = dict(slot.bounds)
    least = max(held.get("ge", 0.0), 0.0)
    most = min(held.get("le", math.inf), max(CEILING.get(key, 20.0), 3.0 * value if not choices else 0.0))
    words = LABELS.get(key, key.replace("_", " "))
    return {
        "path": path,
        "label": f"{words}: {owner}" if owner else words,
        "unit": "",
        "value": value,
        "low": None,
        "high": None,
        "step": None if choices else 1,
        "kind": "choice" if choices else "integer",
        "choices": choices,
        "grade": "user",
        "source": "",
        "source_title": "set by the scenario",
        "source_url": None,
        "where": "",
        "min": None if choices else int(least),
        "max": None if choices else int(most),
        "group": GROUPS[path.partition(".")[0]],
    }


def _choices(value: Any, annotation: Any) -> list[Any] | None:
    if isinstance(value, bool):
        return [False, True]
    return list(get_args(annotation)) if get_origin(annotation) is Literal else None


def _who(key: str) -> dict[str, Any]:
    title, url = _source(key)
    return {"source": key, "source_title": title, "source_url": url}


@lru_cache(maxsize=1024)
def _source(key: str) -> tuple[str, str | None]:
    if key not in entries("sources"):
        return key, None
    held = source(key)
    said = f"{held.get('author', '')}, {held.get('year', '')}: {held.get('title', '')}".strip(", :")
    url = held.get("url")
    return said, str(url) if url and str(url).startswith(("http://", "https://")) else None


def _unit(number: Provenance) -> tuple[float, str]:
    # in what people say, and `--set` reads; a small angle in mrad
    most = max(abs(one) for one in (number.value, number.low or 0.0, number.high or 0.0))
    if number.dimension == "angle" and 0.0 < most < 1e-2:
        return 1e-3, "mrad"
    for scale, unit in READABLE.get(number.dimension, ()):
        if (unit and most >= scale) or number.dimension in ("angle", "angular_rate"):
            return scale, unit
    return 1.0, number.unit


def _bounds(scenario: Scenario, path: str, scale: float) -> dict[str, float]:
    slot = _slot(scenario, path)
    return {} if slot is None else {sign: bound / scale for sign, bound in slot.bounds}


def _slot(scenario: Scenario, path: str) -> Slot | None:
    node: Any = scenario
    found: Slot | None = None
    for part in path.split("."):
        if isinstance(node, tuple):
            if not part.isdigit() or int(part) >= len(node):
                return None
            node = node[int(part)]
            continue
        slots = _slots(node)
        if part not in slots:
            inner = [getattr(node, one.attribute) for one in slots.values() if one.beside]
            node = next((one for one in inner if part in _slots(one)), None)
            if node is None:
                return None
            slots = _slots(node)
        found = slots[part]
        node = getattr(node, found.attribute)
    return found


def _slots(model: Any) -> dict[str, Slot]:
    return slots_of(type(model)) if isinstance(model, BaseModel) else {}


def _ends(
    value: float, low: float | None, high: float | None, bounds: dict[str, float], dimension: str
) -> tuple[float, float]:
    ends = [one for one in (low, value, high) if one is not None]
    span = max(ends) - min(ends)
    if span > 0.0:
        least, most = min(ends) - WIDER * span, max(ends) + WIDER * span
    else:
        least, most = sorted((0.0 if dimension != "angle" else value - 30.0, 2.0 * value or 1.0))
    floor = 0.0 if value >= 0.0 and dimension not in ("latitude", "longitude", "altitude", "angle") else -math.inf
    least = max(least, floor, bounds.get("ge", -math.inf))
    most = min(most, bounds.get("le", math.inf))
    off = _step(least, most)  # an end that is shut out itself lies a step away
    if least <= bounds.get("gt", -math.inf):
        least = bounds["gt"] + off
    if most >= bounds.get("lt", math.inf):
        most = bounds["lt"] - off
    return _rounded(min(least, value)), _rounded(max(most, value))


def _step(least: float, most: float) -> float:
    raw = (most - least) / STEPS
    if raw <= 0.0:
        return 1.0
    ten = 10.0 ** math.floor(math.log10(raw))
    return _rounded(next(ten * n for n in (1.0, 2.0, 5.0, 10.0) if ten * n >= raw * 0.999))


def _rounded(value: float) -> float:
    return float(f"{value:.12g}")


