"""The few pieces of HTML that every section is made of; all text that is not ours is escaped here."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from html import escape


class Html(str):
    """Text that is markup already and is not escaped again."""

    __slots__ = ()


def text(value: object) -> Html:
    """Return a value as text that a page can hold: escaped, None as a dash."""
    if isinstance(value, Html):
        return value
    return Html("–" if value is None else escape(str(value)))


def joined(parts: Iterable[object], between: str = "") -> Html:
    """Return parts one after another, those escaped that are no markup."""
    return Html(between.join(text(part) for part in parts))


def paragraph(*parts: object, kind: str = "") -> Html:
    """Return a paragraph."""
    mark = f' class="{escape(kind)}"' if kind else ""
    return Html(f"<p{mark}>{joined(parts)}</p>\n")


def bullets(items: Iterable[object]) -> Html:
    """Return a list of points."""
    return Html("<ul>\n" + "".join(f"<li>{text(item)}</li>\n" for item in items) + "</ul>\n")


def link(anchor: str, words: object) -> Html:
    """Return a link to a place on the same page."""
    return Html(f'<a href="#{escape(anchor)}">{text(words)}</a>')


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]], kind: str = "") -> Html:
    """Return a table with a caption; the first column heads its row.

    Args:
        caption: what it shows.
        head: names of the columns.
        rows: cells, as many as columns.
        kind: class of the table, for its looks.
    """
    mark = f' class="{escape(kind)}"' if kind else ""
    lines = [f"<table{mark}>", f"<caption>{text(caption)}</caption>", "<thead><tr>"]
    lines += [f'<th scope="col">{text(name)}</th>' for name in head]
    lines.append("</tr></thead>\n<tbody>")
    for first, *rest in rows:
        cells = "".join(f"<td>{text(cell)}</td>" for cell in rest)
        lines.append(f'<tr><th scope="row">{text(first)}</th>{cells}</tr>')
    lines.append("</tbody></table>\n")
    return Html("\n".join(lines))


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
