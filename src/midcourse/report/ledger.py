"""Why warheads were not destroyed: reasons with their counts, and the link of the chain that each belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from midcourse.report.glossary import explained
from midcourse.report.markup import Html, joined, paragraph, table
from midcourse.report.names import FACTOR_WORDS, LINK_WORDS, percent

if TYPE_CHECKING:
    from midcourse.report.told import Told

NOT_JUDGED = "not judged a threat"
FACTOR_OF = {
    "not seen": "detect",
    "no launch window": "reach",
    "overflown": "reach",
    "no interceptor left": "reach",
    "held by doctrine": "reach",
    "failed in flight": "survive_launch",
    "not in the basket": "basket",
    "out of divert": "hit",
    "wrong object": "hit",
    "missed": "hit",
}
AFTER = {
    "leaked after hit assessed": "after the chain: the look at what the shots did",
    "threatened nobody": "none: it threatened nobody",
}
HEAD = ("reason", "warheads", "share", "link of the chain", "in plain words")


class Reason(NamedTuple):
    """One reason: its name, how many lost warheads it explains, the link it belongs to, and a sentence."""

    name: str
    lost: int
    link: str
    words: str


def reasons(lost: Sequence[dict[str, Any]]) -> list[Reason]:
    """Return why warheads were not destroyed, the most frequent reason first.

    Args:
        lost: counts of warheads by link, as the summary holds them.
    """
    found = []
    for name in dict.fromkeys(row["link"] for row in lost):
        mine = [row for row in lost if row["link"] == name]
        if name != NOT_JUDGED:
            found.append(Reason(name, _sum(mine), _link(name, mine), LINK_WORDS.get(name, "")))
            continue
        # one link of the records is two of the chain: taken for no warhead, or its fall for harmless
        unlike = _sum(row for row in mine if row["taken_for_no_warhead"])
        found.append(
            Reason(
                "taken for no warhead",
                unlike,
                FACTOR_WORDS["discriminate"][0],
                "The warhead was tracked, but taken for a stage, debris or a decoy.",
            )
        )
        found.append(
            Reason(
                "taken for harmless",
                _sum(mine) - unlike,
                FACTOR_WORDS["decide"][0],
                "The warhead was tracked, but its fall was taken for harmless.",
            )
        )
    return sorted((one for one in found if one.lost), key=lambda one: (-one.lost, one.name))


def _sum(rows: Iterable[dict[str, Any]]) -> int:
    return sum(int(row["warheads"]) for row in rows)


def _link(name: str, mine: Sequence[dict[str, Any]]) -> str:
    # what was seen late or had no firm track leaves the chain without a track, or with one and without a shot
    if name not in ("seen late", "no firm track"):
        return FACTOR_WORDS[FACTOR_OF[name]][0] if name in FACTOR_OF else AFTER.get(name, "–")
    blind = _sum(row for row in mine if row["without_track"])
    counts = [(FACTOR_WORDS["track"][0], blind), (FACTOR_WORDS["reach"][0], _sum(mine) - blind)]
    held = [(words, count) for words, count in counts if count]
    return held[0][0] if len(held) == 1 else ", ".join(f"{words}: {count}" for words, count in held)


def ledger(told: Told) -> Html:
    """Return why warheads were not destroyed: counts, shares, links, and what each means."""
    found = reasons(told.summary["lost"])
    whole = sum(one.lost for one in found)
    if not whole:
        return paragraph("Every warhead that was fought was destroyed: there is nothing to explain.")
    rows = [
        (explained(one.name), f"{one.lost} of {whole}", percent(one.lost / whole), one.link, one.words)
        for one in found
    ]
    return joined(
        [
            table(
                f"Of the {whole} warheads that were not destroyed, over all runs that were fought", HEAD, rows
            ),
            paragraph(
                "The chain counts the first shot at each warhead. This table counts the warheads that were left after "
                "the last shot: where several shots failed, the one that came furthest speaks.",
                kind="quiet",
            ),
        ]
    )
