"""The reliability of an interceptor from its flight tests: what its entry leaves out is counted, not typed."""

from __future__ import annotations

from typing import Any

from midcourse.catalog.flight_counts import chosen, tally
from midcourse.catalog.flight_tests import STEPS
from midcourse.catalog.jeffreys import quantile
from midcourse.catalog.merge import merged
from midcourse.catalog.reader import load_record
from midcourse.catalog.tree import Node, plain
from midcourse.errors import CatalogError

SHARES = {"value": 0.5, "low": 0.025, "high": 0.975}
DIGITS = 3  # the interval is some hundred times wider
GRADE = "estimated"
RULE = "median and 95 % of the Jeffreys posterior"
PASSED = {
    "launch": "{counts} tests to {year}, {configurations}, left the ground",
    "boost": "{counts} of these burned out as planned",
    "separation": "{counts} kill vehicles separated",
    "seeker": "{counts} of these hit; what failed at the end counts as a failure of function",
}


def with_reliability(node: Node) -> Node:
    """Fill in the reliabilities that an interceptor leaves out, from the record of single tests that it names.

    Args:
        node: the interceptor's tree, whole but for them.

    Returns:
        The tree with all four steps; unchanged where they are given, or where no single tests speak for it.

    Raises:
        MidcourseError: the record or a configuration of it is not there; it names the line of `record`.
    """
    table = node.value if isinstance(node.value, dict) else {}
    used, typed = table.get("record"), table.get("reliability")
    given = {} if typed is None else typed.value
    if used is None or not isinstance(given, dict) or set(given) >= set(STEPS):
        return node
    counted = _counted(used)
    if not counted:
        return node
    chances = Node(counted, used.origin, _beside(used, "reliability"), used.line)
    whole = chances if typed is None else merged(chances, typed)
    return Node({**table, "reliability": whole}, node.origin, node.key, node.line)


def _counted(used: Node) -> dict[str, Node]:
    """Return a number for each step, of the tests that `record` of an interceptor names; none where it names none."""
    asked = plain(used) if isinstance(used.value, dict) else {}
    of, configurations = asked.get("of"), asked.get("configurations", ())
    if not isinstance(of, str) or not isinstance(configurations, tuple):
        return {}  # the model will say what is due
    try:
        record, _ = load_record(of)
        tests = chosen(record, [str(name) for name in configurations])
    except CatalogError as problem:
        if problem.file is not None:
            raise
        raise used.fault(problem.why, got=of, allowed=problem.allowed) from None
    except ValueError as problem:
        raise used.fault(str(problem)) from None
    if not tests:
        return {}
    words = {
        "year": tests[-1].date.year,
        "configurations": " and ".join(dict.fromkeys(test.configuration for test in tests)),
    }
    found = {}
    for step, (passed, came) in tally(tests).steps.items():
        told = PASSED[step].format(counts=f"{passed} of {came}", **words)
        number: dict[str, Any] = {
            name: round(quantile(share, passed, came - passed), DIGITS) for name, share in SHARES.items()
        }
        number |= {"source": record.source, "where": f"{told}; {RULE}", "grade": GRADE}
        key = _beside(used, f"reliability.{step}")
        cells = {name: Node(value, used.origin, f"{key}.{name}", used.line) for name, value in number.items()}
        found[step] = Node(cells, used.origin, key, used.line)
    return found


def _beside(used: Node, name: str) -> str:
    return f"{used.key.removesuffix('record')}{name}"
