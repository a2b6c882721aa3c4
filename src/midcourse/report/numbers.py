"""Every number in use with its author, and the bibliography of all that the page cites."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from midcourse.catalog import entries
from midcourse.catalog.show import source
from midcourse.report.cite import DEFAULT, cited
from midcourse.report.markup import Html, joined, paragraph, table, text
from midcourse.report.names import GRADE_WORDS, own_words, quantity
from midcourse.report.speed import claims
from midcourse.report.told import Told

DEFAULT_ROW = ("the authors of midcourse: values that the program takes where an entry gives none",
               "source code of midcourse", "assumption")  # fmt: skip
HEAD = ("input", "value", "low", "high", "source", "where, or how", "grade")


def numbers_section(told: Told) -> Html:
    """Return every number in use."""
    numbers = told.scenario.provenance
    grades = Counter(number.grade for number in numbers.values())
    wide = sum(number.low is not None or number.high is not None for number in numbers.values())
    rows = [
        (
            _name(told, path),
            *(
                quantity(one, number.dimension, number.unit)
                for one in (number.value, number.low, number.high)
            ),
            cited(number.source),
            number.where or "–",
            number.grade,
        )
        for path, number in numbers.items()
    ]
    count = [(grade, str(grades[grade]), words) for grade, words in GRADE_WORDS.items() if grades[grade]]
    return joined(
        [
            paragraph(
                f"The scenario uses {len(numbers)} numbers, {wide} of them with a range. Low and high are the ends of "
                "the range from which worlds draw: what the sources leave room for or, where no source gives a range, "
                "what the authors of midcourse allow for. A number without them is the same in every world."
            ),
            table("How good they are", ("grade", "numbers", "what the grade means"), count),
            table("Every number in use", HEAD, rows, "numbers"),
        ]
    )


def _name(told: Told, path: str) -> Html:
    words, owner = own_words(told.scenario, path)
    return Html(f"{text(words)}<br><small>{text(owner)}: {text(path)}</small>")


def sources_section(told: Told) -> Html:
    """Return the bibliography of what the page cites; addresses are text, so that the page asks for nothing."""
    rows = []
    for key in sorted(sources_cited(told)):
        mark = Html(f'<span id="source-{text(key)}">{text(key)}</span>')
        if key == DEFAULT:
            rows.append((mark, *DEFAULT_ROW))
            continue
        held = source(key)
        place = "; ".join(str(held[name]) for name in ("publication", "url") if held.get(name))
        said = f"{held.get('author', '')}, {held.get('year', '')}: {held.get('title', '')}"
        rows.append((mark, said, place, held.get("kind", "")))
    return table(
        "Sources that this page cites", ("key", "author, year, title", "where it was published", "kind"), rows
    )


def sources_cited(told: Told) -> set[str]:
    """Return the keys of all sources that the page names: of numbers, in remarks, of claims about the speed."""
    numbers = [*told.scenario.provenance.values()]
    for item in told.scenario.batteries:
        for claim in claims(item.interceptor):
            numbers += [one for one in (claim.dead, claim.speed) if one is not None]
    known = {*entries("sources"), DEFAULT}
    return {number.source for number in numbers} & known | _keys(number.where for number in numbers) & known


def _keys(remarks: Iterable[str]) -> set[str]:
    return {word for where in remarks for word in re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", where)}
