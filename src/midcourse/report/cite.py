"""How the page cites a source: its key as a link to its line in the bibliography."""

from __future__ import annotations

from midcourse.catalog import entries
from midcourse.report.markup import Html, link, text

DEFAULT = "midcourse-default"
"""The key of values that the program takes where an entry gives none; it stands in no file of sources."""


def cited(key: str) -> Html:
    """Return the key of a source as a link; words that are no key stay, none are the scenario itself."""
    if not key:
        return text("the scenario itself")
    return link(f"source-{key}", key) if key in entries("sources") or key == DEFAULT else text(key)
