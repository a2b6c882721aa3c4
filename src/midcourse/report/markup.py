"""The pieces of HTML that only a page has, beside those that it shares with cards."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from html import escape

from midcourse.shown.pieces import Html, joined, paragraph, table, text

__all__ = ["Html", "bullets", "figure", "joined", "link", "paragraph", "section", "table", "text"]


def bullets(items: Iterable[object]) -> Html:
    """Return a list of points."""
    return Html("<ul>\n" + "".join(f"<li>{text(item)}</li>\n" for item in items) + "</ul>\n")


def link(anchor: str, words: object) -> Html:
    """Return a link to a place on the same page."""
    return Html(f'<a href="#{escape(anchor)}">{text(words)}</a>')


def figure(svg: str, alternative: str, caption: str) -> Html:
    """Return a drawing as part of the page, with words for those who do not see it.

    It is embedded as an image of its own, so that names inside one drawing do not meet those of another.
    """
    data = base64.b64encode(svg.encode()).decode()
    return Html(
        f'<figure>\n<img src="data:image/svg+xml;base64,{data}" alt="{escape(alternative)}">\n'
        f"<figcaption>{text(caption)}</figcaption>\n</figure>\n"
    )


def section(anchor: str, title: str, *parts: object) -> Html:
    """Return a section with its anchor and heading."""
    body = joined(parts)
    name = escape(anchor)
    return Html(
        f'<section id="{name}" aria-labelledby="{name}-title">\n<h2 id="{name}-title">{text(title)}</h2>\n'
        f"{body}</section>\n"
    )
