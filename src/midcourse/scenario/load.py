"""Loads scenarios: the built-in ones by name, all others from a file."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from midcourse.catalog.fields import build
from midcourse.catalog.spelling import did_you_mean
from midcourse.catalog.tree import MAX_BYTES, Node, Origin, decode, parse_text
from midcourse.errors import ScenarioError
from midcourse.scenario.apply import (
    replaced,
    split_setting,
    text_from_python,
    value_from_python,
    value_from_text,
    with_variant,
)
from midcourse.scenario.boresight import with_boresights
from midcourse.scenario.check import check_scenario
from midcourse.scenario.model import Record, Scenario
from midcourse.scenario.ranged import with_set_ranges
from midcourse.scenario.resolve import resolved_tree
from midcourse.shown.command import changes


def builtin_names() -> list[str]:
    """Return the names of the scenarios that come with midcourse."""
    found = (file.name for file in (files("midcourse.scenario") / "library").iterdir())
    return sorted(name.removesuffix(".yaml") for name in found if name.endswith(".yaml"))


def load_scenario(name_or_path: str | Path, variant: str | None = None, sets: Sequence[str] = ()) -> Scenario:
    """Load a scenario, apply a variant and replaced values, and check all of it.

    Args:
        name_or_path: a built-in name or the path of a YAML file.
        variant: name of a variant of the scenario.
        sets: replaced values, each `PATH=VALUE`.

    Returns:
        The scenario, frozen, with SI floats and the provenance of every number.

    Raises:
        ScenarioError: the first thing that is wrong with it.
        CatalogError: a broken entry of the catalogue.
    """
    return load_text(*_read(name_or_path), variant, sets)


def load_text(
    text: str, file: str, name_id: str = "", variant: str | None = None, sets: Sequence[str] = ()
) -> Scenario:
    """Load a scenario from its text, as `load_scenario` does.

    Args:
        text: the scenario as it is written.
        file: its name in messages.
        name_id: its short name.
        variant, sets: as in `load_scenario`.

    Returns:
        The scenario.

    Raises:
        ScenarioError: the first thing that is wrong with it.
    """
    written = tree = parse_text(text, Origin(file, ScenarioError))
    tree.mapping()
    if variant is not None:
        tree = with_variant(tree, variant)
    for setting in sets:
        path, value = split_setting(setting)
        tree = replaced(tree, path, value_from_text(value, path))
    name = name_id if built_in(name_id, text) else file
    scenario = _checked(tree, text, name_id, (name, *changes(variant, sets)))
    _check_variants(written)
    return scenario


def scenario_text(name_or_path: str | Path) -> str:
    """Return a scenario as it is written, without checking it."""
    return _read(name_or_path)[0]


def with_value(scenario: Scenario, path: str, value: Any) -> Scenario:
    """Return a scenario with one value replaced; `Scenario.set` is the public form."""
    record = scenario._record
    assert record.tree is not None, "scenarios are made by load_scenario"
    tree = replaced(record.tree, path, value_from_python(value, path))
    arguments = (*record.arguments, "--set", f"{path}={text_from_python(value)}")
    changed = _checked(tree, record.text, record.name_id, arguments)
    if record.grade is None:
        return changed
    from midcourse.scenario.graded import firm_below

    return firm_below(changed, record.grade)


def built_in(name_id: str, text: str) -> bool:
    """Return whether it is a scenario that comes with midcourse; one's own file may be called like one."""
    return name_id in builtin_names() and text == scenario_text(name_id)


def _checked(tree: Node, text: str, name_id: str, arguments: tuple[str, ...]) -> Scenario:
    whole = resolved_tree(tree)
    scenario, numbers = build(Scenario, whole)
    check_scenario(scenario, tree)
    scenario = with_set_ranges(with_boresights(scenario, numbers), numbers, tree)
    scenario._record = Record(name_id, text, tree, numbers, arguments=arguments)
    return scenario


def _check_variants(written: Node) -> None:
    # against the file as it is written: what a replaced value takes away, a variant may still name
    variants = written.mapping().get("variants")
    for name in variants.value if variants is not None and isinstance(variants.value, dict) else ():
        with_variant(written, name)


def _read(name_or_path: str | Path) -> tuple[str, str, str]:
    """Return the text, its file's name in messages, and the short name of the scenario."""
    name = str(name_or_path)
    if name in builtin_names():
        file = files("midcourse.scenario") / "library" / f"{name}.yaml"
        return decode(file.read_bytes(), Origin(file.name, ScenarioError)), file.name, name
    return decode(_bytes(name), Origin(name, ScenarioError)), name, Path(name).stem


def no_such_scenario(name: str) -> ScenarioError:
    """Return the error for a name that is neither a built-in scenario nor a file."""
    why = f"no such scenario{did_you_mean(name, builtin_names())}"
    return ScenarioError(why, got=name, allowed=_allowed())


def _allowed() -> str:
    return f"a file, or one of {', '.join(builtin_names())}"


def _bytes(name: str) -> bytes:
    """Read a file of at most 1 MB; anything else is one line to the user."""
    allowed = _allowed()
    try:
        path = Path(name)
        if path.is_dir():
            raise ScenarioError("a folder, not a scenario file", file=name, allowed=allowed)
        if not path.exists():
            raise no_such_scenario(name)
        if not path.is_file():
            raise ScenarioError("not a plain file", file=name, allowed=allowed)
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as exc:
        reason = getattr(exc, "strerror", None) or exc
        raise ScenarioError(f"cannot be read: {reason}", got=name, allowed=allowed) from None
