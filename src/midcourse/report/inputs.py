"""What the answer hangs on, every number in use with its author, and the bibliography."""

from __future__ import annotations

from collections import Counter

from midcourse.catalog import entries
from midcourse.catalog.show import source
from midcourse.report.hangs import Hang, by_chance, hangs_on, world_shares
from midcourse.report.markup import Html, joined, link, paragraph, table, text
from midcourse.report.names import GRADE_WORDS, input_words, owner_words, percent, quantity
from midcourse.report.told import Told


def hangs_section(told: Told, hangs: list[Hang]) -> Html:
    """Return the assumed inputs that move the answer most, and the worlds that cannot reach."""
    scenario, fought = told.scenario, told.fought
    if not fought.worlds:
        note = "No doubt was carried: every input had its stated value, so no input can be seen to move the answer."
        return joined([paragraph(note), _ends(told)])
    if not hangs:
        note = "The worlds that were fought are too few, or all gave one answer: no input can be seen to move it."
        return joined([paragraph(note), _cannot_reach(told)])
    limit, worlds = by_chance(fought, scenario), len(world_shares(fought)[0])
    rows = []
    for hang in hangs:
        number = scenario.provenance[hang.path]
        low, high = (quantity(one, number.dimension, number.unit) for one in (hang.low, hang.high))
        rows.append(
            (
                input_words(scenario, hang.path),
                owner_words(scenario, hang.path) or "rules of the defence",
                quantity(hang.value, number.dimension, number.unit),
                f"{low} to {high}",
                f"{hang.correlation:+.2f}",
                _meaning(hang, limit),
                _cited(hang.source),
            )
        )
    head = ("input", "of", "stated value", "drawn from", "rank correlation", "what it says", "source")
    return joined(
        [
            paragraph(
                "The runs are spread over worlds; in each, every doubtful input has a value drawn from its range. "
                f"Over the {worlds} worlds that were fought, ranks of each assumed input are compared with those of "
                "the share of runs without a leaker: +1 means that the defence does better wherever the input is "
                "greater, -1 worse, 0 that it does not matter."
            ),
            table("The three assumed inputs that move the answer most", head, rows),
            paragraph(
                f"With so few worlds and so many assumed inputs, the strongest of them would pass {limit:.2f} in one "
                "case of twenty by chance alone. What lies below that is a hint and no finding."
            ),
            paragraph(_strongest(told)),
            _cannot_reach(told),
        ]
    )


def _strongest(told: Told) -> str:
    (first,) = hangs_on(told.fought, told.scenario, 1, every_grade=True)
    grade = told.scenario.provenance[first.path].grade
    name = input_words(told.scenario, first.path)
    how = f"{first.correlation:+.2f}"
    return f"Of all doubtful inputs, whatever their grade, the {name} ({grade}) goes with the answer most: {how}."


def _meaning(hang: Hang, limit: float) -> str:
    way = (
        "the greater, the better for the defence"
        if hang.correlation > 0.0
        else "the greater, the worse for the defence"
    )
    return way if abs(hang.correlation) > limit else f"{way}; not told from chance"


def _ends(told: Told) -> Html:
    assumed = [number for number in told.scenario.provenance.values() if number.grade == "assumed"]
    wide = sum(number.low is not None or number.high is not None for number in assumed)
    return paragraph(f"Assumed are {len(assumed)} numbers, {wide} of them with a range that was not used.")


def _cannot_reach(told: Told) -> Html:
    lost = [world for world in told.fought.worlds if world.cannot_reach]
    count = len(told.fought.worlds)
    if not lost:
        return paragraph(f"In all {count} worlds the missiles can reach their aims.")
    share = percent(told.fought.out_of_reach / told.fought.asked)
    why = Counter(world.why.partition(":")[0] for world in lost)
    names = ", ".join(sorted(why))
    return paragraph(
        f"In {len(lost)} of {count} worlds ({share} of the runs asked for) a missile cannot reach its aim ({names}): "
        "there its range is too short. These runs are not fought and are not counted as successes of the defence."
    )


def numbers_section(told: Told) -> Html:
    """Return every number in use."""
    numbers = told.scenario.provenance
    grades = Counter(number.grade for number in numbers.values())
    rows = [
        (
            path,
            *(
                quantity(one, number.dimension, number.unit)
                for one in (number.value, number.low, number.high)
            ),
            _cited(number.source),
            number.where or "–",
            number.grade,
        )
        for path, number in numbers.items()
    ]
    count = [
        (grade, str(grades[grade]), GRADE_WORDS.get(grade, "")) for grade in (*GRADE_WORDS,) if grades[grade]
    ]
    return joined(
        [
            paragraph(
                f"The scenario uses {len(numbers)} numbers. Low and high are what the sources leave room for."
            ),
            table("How good they are", ("grade", "numbers", "what the grade means"), count),
            table(
                "Every number in use",
                ("input", "value", "low", "high", "source", "where, or how", "grade"),
                rows,
                "numbers",
            ),
        ]
    )


def sources_section(told: Told) -> Html:
    """Return the bibliography of the numbers in use; addresses are text, so that the page asks for nothing."""
    used = sorted({number.source for number in told.scenario.provenance.values()} & set(entries("sources")))
    rows = []
    for key in used:
        held = source(key)
        place = "; ".join(str(held[name]) for name in ("publication", "url") if held.get(name))
        said = f"{held.get('author', '')}, {held.get('year', '')}: {held.get('title', '')}"
        rows.append(
            (Html(f'<span id="source-{text(key)}">{text(key)}</span>'), said, place, held.get("kind", ""))
        )
    return table(
        "Sources of the numbers in use",
        ("key", "author, year, title", "where it was published", "kind"),
        rows,
    )


def hangs_of(told: Told) -> list[Hang]:
    """Return the inputs that the page names."""
    return hangs_on(told.fought, told.scenario)


def _cited(key: str) -> Html:
    if not key:
        return text("the scenario itself")
    return link(f"source-{key}", key) if key in entries("sources") else text(key)
