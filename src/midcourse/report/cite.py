"""How the page cites a source, by a link to its line in the bibliography; and how a run is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from midcourse.catalog import entries
from midcourse.report.markup import Html, link, text
from midcourse.scenario import scenario_hash
from midcourse.version import __version__

if TYPE_CHECKING:
    from midcourse.scenario import Scenario

DEFAULT = "midcourse-default"
"""The key of values that the program takes where an entry gives none; it stands in no file of sources."""


def cited(key: str) -> Html:
    """Return the key of a source as a link; words that are no key stay, none are the scenario itself."""
    if not key:
        return text("the scenario itself")
    return link(f"source-{key}", key) if key in entries("sources") or key == DEFAULT else text(key)


def citation(scenario: Scenario, seed: int, runs: int) -> str:
    """Return how to cite runs: version, scenario, hash of its values, seed and number."""
    as_of = f", as of {scenario.as_of}" if scenario.as_of else ""
    return (
        f"The midcourse authors, midcourse {__version__}, scenario {scenario.name_id or scenario.name}{as_of} "
        f"(SHA-256 of its values {scenario_hash(scenario)[:16]}), seed {seed}, {runs:,} run{'s' * (runs != 1)}."
    )
