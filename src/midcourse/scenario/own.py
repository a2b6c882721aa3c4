"""A scenario of one's own: the text of another with a new name and perhaps a variant, all else as it was written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from midcourse.catalog.tree import Origin, parse_text
from midcourse.errors import ScenarioError
from midcourse.scenario.apply import with_variant
from midcourse.scenario.load import load_scenario, load_text, scenario_text
from midcourse.scenario.resolved import scenario_hash
from midcourse.scenario.splice import UNWRITTEN, composed, entries, put, silence

MOST_LETTERS = 200
MINE = ", my version"
UNFIT = "does not fit what is written above:"


def own_text(source: str | Path, variant: str | None = None, name: str | None = None) -> str:
    """Return the text of a scenario under another name, to be edited.

    Args:
        source: a built-in name or the path of a file; it has to be sound.
        variant: one of its variants, to be written into the text.
        name: the new name; None: the old one with `, my version`.

    Returns:
        the text, with all comments but those within a value that the variant replaces. Other variants stay; one that
        changes what is no longer there is made a comment.

    Raises:
        ScenarioError: the source cannot be used, no such variant, or a name that no scenario can have.
    """
    text = scenario_text(source)
    wanted = load_scenario(source, variant)
    title = _default_name(wanted.name) if name is None else _checked_name(name)
    if variant is not None:
        # the tree of the source is sound here, so that every step below has what it looks for
        for path, value in entries(entries(composed(text))["variants"])[variant].value:
            text = put(text, path.value.split("."), value)
        text = _fitting(text, str(source))
    text = put(text, ["name"], _titled(title))
    if scenario_hash(load_text(text, str(source))) != scenario_hash(wanted.set("name", title)):
        raise ScenarioError(UNWRITTEN, key="--variant", got=variant)
    return text


def _fitting(text: str, file: str) -> str:
    # with one variant in place another may have lost what it changes
    tree = parse_text(text, Origin(file, ScenarioError))
    for name in tree.mapping()["variants"].mapping():
        try:
            with_variant(tree, name)
        except ScenarioError:
            text = silence(text, ["variants", name], UNFIT)
    return text


def _default_name(old: str) -> str:
    return old if old.endswith(MINE) else f"{old[: MOST_LETTERS - len(MINE)]}{MINE}"


def _checked_name(name: str) -> str:
    title = name.strip()
    if not (0 < len(title) <= MOST_LETTERS and title.isprintable()):
        raise ScenarioError("not a name", key="--name", got=name, allowed=f"1 to {MOST_LETTERS} letters")
    return title


def _titled(title: str) -> Any:
    # bare where it can be read so, in quotes where it would be a number, a table or have a comment
    try:
        bare = parse_text(title, Origin(None, ScenarioError)).value == title
    except ScenarioError:
        bare = False
    return composed(title if bare else json.dumps(title, ensure_ascii=False))
