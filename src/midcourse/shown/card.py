"""The card with which an answer shows itself in a notebook, and the line with which it does so in a console."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from midcourse.shown.pieces import Html, joined, paragraph, table

MOST_LETTERS = 150  # of a line
MOST_ROWS = 12
# no colours but those of the page around it, so that it can be read on a dark one; without this it is plain HTML
STYLE = """
.midcourse-card { max-width: 60em; margin: 0.3em 0; color: inherit; }
.midcourse-card p { margin: 0.3em 0; }
.midcourse-card p.answer { font-weight: 600; }
.midcourse-card p.note { font-size: 0.88em; opacity: 0.85; overflow-wrap: anywhere; }
.midcourse-card table { border-collapse: collapse; border: 0; margin: 0.5em 0; font-size: 0.92em;
  display: table; width: auto; color: inherit; background: none; }
.midcourse-card caption { caption-side: top; text-align: left; padding: 0.1em 0; color: inherit; opacity: 0.85; }
.midcourse-card table th, .midcourse-card table td { text-align: left; vertical-align: top; font-weight: normal;
  padding: 0.15em 1.2em 0.15em 0; border: 0; border-bottom: 1px solid rgba(128, 128, 128, 0.35);
  background: none; color: inherit; white-space: normal; }
.midcourse-card table thead th { font-weight: 600; border-bottom: 1px solid currentColor; }
"""


@dataclass(frozen=True)
class Card:
    """What a notebook shows of an answer.

    Args:
        headline: the answer in a sentence, or a number with its band.
        caption, head, rows: a small table; none where `head` is empty.
        notes: sentences below it.
        rest: where the rows stand that the card has no room for.
    """

    headline: str
    caption: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[object, ...], ...] = ()
    notes: tuple[str, ...] = ()
    rest: str = "as_dict()"


class Shown(ABC):
    """An answer that shows itself: in one line in a console, as a card in a notebook."""

    @abstractmethod
    def _line(self) -> str:
        """Return the answer in a few words; quick, and the same at any state of the work."""

    @abstractmethod
    def _card(self) -> Card:
        """Return what a notebook shows."""

    def __repr__(self) -> str:
        words = " ".join(self._line().split())
        short = words if len(words) <= MOST_LETTERS else f"{words[: MOST_LETTERS - 1]}…"
        return f"<{type(self).__name__}: {short}>"

    def __str__(self) -> str:
        return repr(self)

    def _repr_html_(self) -> str:
        return html_of(self._card())


def html_of(card: Card) -> Html:
    """Return a card as a piece of HTML that asks for nothing from elsewhere."""
    parts = [paragraph(card.headline, kind="answer")]
    notes = list(card.notes)
    if card.head and card.rows:
        parts.append(table(card.caption, card.head, card.rows[:MOST_ROWS]))
    if len(card.rows) > MOST_ROWS:
        notes.insert(0, f"{len(card.rows) - MOST_ROWS:,} more rows: {card.rest}")
    parts += [paragraph(note, kind="note") for note in notes if note]
    return Html(f'<div class="midcourse-card">\n<style>{STYLE}</style>\n{joined(parts)}</div>\n')
