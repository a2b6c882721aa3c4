"""The page of claims: one card each, in one file that asks no other computer for anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from midcourse.report.look import STYLE
from midcourse.report.markup import Html, joined, link, paragraph, table, text
from midcourse.report.page import POLICY
from midcourse.sentences import claims as words
from midcourse.sentences.flip import shown
from midcourse.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from midcourse.claims.result import Checked

# told by colour, by the width of the line and in words
CARDS = """
article { border: 1px solid #bbb; border-left-width: 8px; padding: 0.3rem 1rem 0.6rem; margin: 1.2rem 0; }
article.holds { border-left-color: #009e73; } article.fails { border-left-color: #d55e00; border-left-style: double; }
article.depends { border-left-color: #e69f00; border-left-style: dashed; } article.unknown { border-left-color: #999; }
article h2 { border: 0; margin: 0.4rem 0; font-size: 1.1rem; }
.who { color: #444; font-size: 0.88rem; margin: 0; }
@media print { article { break-inside: avoid; } }
"""
CLASSES = {"holds": "holds", "does not hold": "fails", "depends on": "depends", "cannot be told": "unknown"}
ABOUT = (
    "Each card takes a published sentence, says in numbers what it would have to mean, computes these from cited "
    "inputs, and says what the verdict depends on. A claim holds where its condition is met with all inputs as "
    "stated, with each input at either end of its range, and throughout the interval that luck leaves and the band of "
    "doubt. The sentences are in words of our own; whether a condition is what was meant is open to argument, and it "
    "stands on the card."
)


def page(checked: Sequence[Checked], rerun: str) -> str:
    """Write the page of claims.

    Args:
        checked: the claims that were computed.
        rerun: the command that repeats it.

    Returns:
        HTML, the same for the same claims.
    """
    rows = [(link(one.id, one.claim.says), words.verdict(one)) for one in checked]
    title = words.tally(checked)
    cards = joined(_card(one) for one in checked)
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Claims, computed again</title>\n<style>{STYLE}{CARDS}</style>\n</head>\n<body>\n"
        f'<header>\n<p class="name">Claims, computed again</p>\n<h1>{text(title)}</h1>\n{paragraph(ABOUT)}</header>\n'
        f"{table('All claims', ('claim', 'verdict'), rows)}<main>\n{cards}</main>\n"
        f"{paragraph(Html(f'Again: <code>{text(rerun)}</code>'))}"
        f"<footer>{paragraph(f'midcourse {__version__}, from public sources.', kind='quiet')}</footer>\n"
        "</body>\n</html>\n"
    )


def _card(one: Checked) -> Html:
    claim, verdict = one.claim, one.verdict
    parts = [
        Html(f"<h2>{text(words.headline(one))}</h2>\n"),
        paragraph(
            f"{claim.who}, {words.day(claim.when)}: {claim.where}. {_source(claim.source)}; {claim.grade}.",
            kind="who",
        ),
        paragraph(words.paragraph(one)),
        _row(one),
        _depends(one),
        _quantities(one),
        paragraph(Html(f"Condition: <code>{text(claim.tested.text)}</code>. {text(words.margin(one))}.")),
        _flips(one),
        _drift(one),
        paragraph(Html(f"Again: <code>{text(one.rerun)}</code>")),
    ]
    kind = CLASSES[verdict.kind]
    return Html(f'<article class="{kind}" id="{text(claim.id)}">\n{joined(parts)}</article>\n')


def _source(key: str) -> str:
    from midcourse.catalog.reader import entry_node
    from midcourse.catalog.tree import plain

    work = plain(entry_node("sources", key))
    return f"{work['author']} ({work['year']}): {work['title']}. {work.get('url') or work.get('publication')}"


def _row(one: Checked) -> Html:
    told = words.row(one)
    return paragraph(f"Side by side: {told}.") if told else Html("")


def _depends(one: Checked) -> Html:
    verdict = one.verdict
    if not verdict.inputs and not verdict.open:
        return paragraph("Nothing in it is in doubt.")
    rows = []
    for each in verdict.inputs:
        turns = "turns it" if each.varied.path in verdict.depends_on else ""
        stated = shown(each.varied, each.varied.stated)
        rows.append((words.name_of(one, each.varied), stated, words.moves(each, verdict), turns))
    rows += [(word, "", "within its interval", "turns it") for word in words.open_of(verdict)]
    return table("What it may depend on", ("input", "stated", "the verdict elsewhere", ""), rows)


def _quantities(one: Checked) -> Html:
    rows = []
    for name in one.claim.quantities:
        found = one.verdict.computed[name]
        held = one.claim.recorded.get(name)
        before = "" if held is None or held.value is None else words.figure(float(held.value), found.unit)
        span = words.between((found.low, found.high), found.unit) if found.low < found.high else ""
        luck = f"{span} ({found.spread})" if span else ""
        doubt = "" if found.doubt is None else words.between(found.doubt, found.unit)
        doubt += f"; {words.outside(found)}" if found.outside else ""
        rows.append((name, found.words, words.figure(found.value, found.unit), luck, doubt, before))
    head = ("name", "quantity", "as stated", "interval", "where inputs are in doubt", "when last recorded")
    return table("What was computed", head, rows)


def _flips(one: Checked) -> Html:
    if not one.flips:
        return Html("")
    rows = [(words.name_of(one, flip.varied), words.turned(flip)) for flip in one.flips]
    return table("The smallest change that turns it", ("input", "turns"), rows)


def _drift(one: Checked) -> Html:
    if not one.differences:
        return Html("")
    names = ", ".join(each.name for each in one.differences)
    return paragraph(f"No longer what was recorded: {names}.")
