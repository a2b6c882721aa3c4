"""The few pieces of HTML that cards and pages are made of; all text that is not ours is escaped here."""

from __future__ import annotations

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


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]], kind: str = "") -> Html:
    """Return a table with a caption; the first column heads its row.

    Args:
        caption: what it shows; none where empty.
        head: names of the columns.
        rows: cells, as many as columns.
        kind: class of the table, for its looks.
    """
    mark = f' class="{escape(kind)}"' if kind else ""
    above = [f"<caption>{text(caption)}</caption>"] if caption else []
    lines = [f"<table{mark}>", *above, "<thead><tr>"]
    lines += [f'<th scope="col">{text(name)}</th>' for name in head]
    lines.append("</tr></thead>\n<tbody>")
    for first, *rest in rows:
        cells = "".join(f"<td>{text(cell)}</td>" for cell in rest)
        lines.append(f'<tr><th scope="row">{text(first)}</th>{cells}</tr>')
    lines.append("</tbody></table>\n")
    return Html("\n".join(lines))
