"""What an answer hangs on, in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from midcourse.strategy.question.hangs import Hangs

MOST = 4


def hang_words(found: Iterable[Hangs]) -> tuple[str, ...]:
    """Return a sentence for each answer whose inputs were ranked."""
    return tuple(_sentence(one) for one in found)


def _sentence(one: Hangs) -> str:
    what, drawn = f"{one.quantity[0].upper()}{one.quantity[1:]}", one.by_chance > 0.0
    head = f"{what} hangs on, by rank correlation over {one.worlds:,} {'worlds' if drawn else 'points of the doubt'}"
    level = f"; {one.by_chance:.2f} is what chance may give one of {len(one.found)} inputs" if drawn else ""
    strong = one.beyond
    if not strong:
        return f"{head}: nothing that is told from chance{level}."
    told = ", ".join(f"{each.input} {each.correlation:+.2f} ({each.grade})" for each in strong[:MOST])
    rest = len(strong) - MOST
    more = f", and {rest} more" if rest > 0 else ""
    weak = ", so that what is not named may matter a little" if drawn else ""
    return f"{head}: {told}{more}{level}{weak}."
