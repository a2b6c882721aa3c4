"""Published figures of the argument: shots, records of tests, counting rules, cost exchange, a threshold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from midcourse.catalog.reader import load_forces, load_record, load_treaty
from midcourse.compliance.counting import counted
from midcourse.strategy.balance.balance import kill_needed, salvo
from midcourse.strategy.question.kill import kill_of
from midcourse.strategy.race import cost, threshold
from midcourse.strategy.race.coefficients import chosen, nominal
from midcourse.strategy.record import TESTS, HitCount, selected
from midcourse.strategy.record import counted as hits_of
from midcourse.verification import shipped
from midcourse.verification.row import Change, Row
from midcourse.verification.target import filled, judged

RECORD = "gmd"
"""The record that answers where none is named."""


def rows(change: Change) -> Iterator[Row]:
    """Compare shots, counts, the exchange and the threshold with what is published."""
    table = shipped.table("argument")
    for entry in table["rows"]:
        yield judged(table, entry, WORKED[entry["how"]](entry))
    for warheads, *wanted in table["needed"]["rows"]:
        for shots, value in zip(table["needed"]["shots"], wanted, strict=True):
            many = "1 shot" if shots == 1 else f"{shots} shots"
            what = f"kill of one shot that 0.8 for none of {warheads} needs, {many} each"
            entry = filled(table, "needed", {"what": what, "value": value})
            yield judged(table, entry, float(kill_needed(entry["chance"], warheads, shots)))


def killed_percent(entry: Any) -> float:
    """Return the share that so many shots kill."""
    return 100.0 * float(salvo(entry["kill"], entry["shots"]))


def record_of(entry: Any) -> HitCount:
    """Count the record as `midcourse tests` does."""
    record, _ = load_record(RECORD)
    only = [entry["configuration"]] if "configuration" in entry else []
    return hits_of(selected(record, None, entry.get("until"), only), TESTS)


def warheads(entry: Any) -> float:
    """Count forces by the rules of START I."""
    forces, _ = load_forces(entry["forces"])
    return float(sum(counted(forces, load_treaty("start-1")[0]).values()))


def exchange(entry: Any) -> float:
    """Return dollars of defence for one of offence, as `midcourse cost` states it."""
    values = nominal(chosen(cost.NAMES))
    return float(cost.margin(values, kill_of(f"record:{RECORD}").value, 0.0).exchange)


def upset(entry: Any) -> float:
    """Return the arsenal under which a reply is upset, as `midcourse race` states it."""
    values = nominal(chosen(threshold.NAMES))
    return float(threshold.threshold(values, kill_of(f"record:{RECORD}").value))


WORKED: dict[str, Callable[[Any], float]] = {
    "salvo": killed_percent,
    "hits": lambda entry: float(record_of(entry).hits),
    "tests": lambda entry: float(record_of(entry).attempts),
    "warheads": warheads,
    "exchange": exchange,
    "threshold": upset,
}
