"""Mutated scenarios: whatever is done to one, it loads or ends in the documented error."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from midcourse.catalog.fields import build
from midcourse.catalog.tree import Node, Origin, parse_text
from midcourse.errors import CatalogError, ScenarioError
from midcourse.scenario import Scenario, load_scenario, resolved_yaml, scenario_text
from midcourse.scenario.load import _checked

TEXT = scenario_text("nodong-japan")
ORIGIN = Origin("fuzz.yaml", ScenarioError)
TREE = parse_text(TEXT, ORIGIN)
RESOLVED = parse_text(resolved_yaml(load_scenario("nodong-japan")), ORIGIN)

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 10**20),
    st.floats(allow_nan=False),
    st.text(max_size=12),
    st.sampled_from(
        ["nodong", "tokyo", "1 kg", "5 kt", "1e39 m", "-1 s", "90 deg", "0", "like", "value", ".nan"]
    ),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["value", "low", "like", "lat", "lon", "0", "x", "source"]), inner, max_size=3
        ),
    ),
    max_leaves=5,
)


def _paths(node: Node, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    children: Any = enumerate(node.value) if isinstance(node.value, list) else ()
    children = node.value.items() if isinstance(node.value, dict) else children
    return [here, *(path for key, child in children for path in _paths(child, (*here, key)))]


def _made(value: Any) -> Node:
    if isinstance(value, dict):
        return Node({key: _made(child) for key, child in value.items()}, ORIGIN)
    if isinstance(value, list):
        return Node([_made(child) for child in value], ORIGIN)
    return Node(value, ORIGIN)


def _changed(node: Node, path: tuple[Any, ...], action: str, value: Any) -> Node:
    if not path:
        return _made(value)
    items = dict(node.value) if isinstance(node.value, dict) else list(node.value)
    if len(path) == 1 and action == "drop":
        items.pop(path[0])
    elif len(path) == 1 and action == "add" and isinstance(items, dict):
        items["extra" if value is None else str(value)[:20]] = items[path[0]]
    else:
        items[path[0]] = _changed(node.value[path[0]], path[1:], action, value)
    return Node(items, node.origin, node.key, node.line)


def _finite(scenario: Scenario) -> bool:
    return all(math.isfinite(number.value) for number in scenario.provenance.values())


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(_paths(TREE)), st.sampled_from(["put", "drop", "add"]), VALUES)
def prop_changed_tree_loads_or_is_refused(path: tuple[Any, ...], action: str, value: Any) -> None:
    try:
        scenario = _checked(_changed(TREE, path, action, value), "", "", ())
    except (ScenarioError, CatalogError) as exc:
        assert "\n" not in str(exc)
    else:
        assert _finite(scenario)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(_paths(RESOLVED)), st.sampled_from(["put", "drop", "add"]), VALUES)
def prop_changed_resolved_tree_loads_or_is_refused(path: tuple[Any, ...], action: str, value: Any) -> None:
    try:
        scenario = _checked(_changed(RESOLVED, path, action, value), "", "", ())
    except (ScenarioError, CatalogError) as exc:
        assert "\n" not in str(exc)
    else:
        assert _finite(scenario)
        assert resolved_yaml(scenario)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.integers(0, len(TEXT)),
    st.integers(0, 30),
    st.text(alphabet="ab09 :-.{}[],&*!|>'\"%@`#?\n\t\\~e\x00\ud7ff\ufeff", max_size=12),
)
def prop_changed_text_loads_or_is_refused(tmp_path: Path, start: int, length: int, patch: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(TEXT[:start] + patch + TEXT[start + length :], encoding="utf-8")
    try:
        scenario = load_scenario(path)
    except (ScenarioError, CatalogError) as exc:
        assert "\n" not in str(exc)
    else:
        assert _finite(scenario)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def prop_any_bytes_are_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(data)
    with pytest.raises(ScenarioError):
        load_scenario(path)


def test_models_alone_refuse_the_empty_tree() -> None:
    with pytest.raises(ScenarioError, match="a key is missing"):
        build(Scenario, Node({}, ORIGIN))
