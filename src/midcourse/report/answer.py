"""The answer in numbers, and the five questions of a new reader with their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from midcourse.records import WARHEAD
from midcourse.report.markup import Html, joined, link, paragraph, table, text
from midcourse.report.names import LINK_WORDS, input_words, percent
from midcourse.report.speed import speed_line

if TYPE_CHECKING:
    from midcourse.report.hangs import Hang
    from midcourse.report.told import Told


def answer_section(told: Told) -> Html:
    """Return the share of runs without a leaker with all its intervals, and who was hit."""
    chance, fought = told.summary["p_no_leaker"], told.fought
    rows = [("runs asked for", f"{fought.asked:,}", "")]
    if chance is not None:
        rows.append(("runs fought", f"{chance['n']:,}", "those in which the missiles can reach their aims"))
        luck = f"{percent(chance['low'])} to {percent(chance['high'])} by luck (95 % interval of sampling)"
        rows.append(("runs in which no warhead gets through", percent(chance["value"]), luck))
        if chance["doubt"] is not None and chance["doubt"]["low"] is not None:
            band = f"{percent(chance['doubt']['low'])} to {percent(chance['doubt']['high'])}"
            words = f"5 to 95 percent point over {chance['doubt']['worlds']} worlds, freed of luck"
            rows.append(("the same, with the doubt in the inputs", band, words))
        if fought.worlds and chance["nominal"] is not None:
            home = chance["nominal"]
            words = f"{percent(home['low'])} to {percent(home['high'])} by luck, {home['n']:,} runs"
            rows.append(("the same, every input at its stated value", percent(home["value"]), words))
        rows.append(("warheads that get through, a run", f"{told.summary['expected_leakers']:.2f}", "mean"))
        shots = f"{told.summary['shots_mean']:.1f}"
        rows.append(
            (
                "interceptors fired, a run",
                shots,
                f"{told.summary.get('wasted_mean', 0.0):.1f} at what is no warhead",
            )
        )
    if fought.worlds:
        lost = sum(world.cannot_reach for world in fought.worlds)
        share = percent(fought.out_of_reach / fought.asked)
        rows.append(
            (
                "worlds in which a missile cannot reach its aim",
                f"{lost} of {len(fought.worlds)}",
                f"{share} of the runs",
            )
        )
    cut = (
        ""
        if fought.complete
        else paragraph("The work was interrupted: the numbers hold what was finished by then.")
    )
    return joined(
        [cut, table("The answer", ("what", "how much", "range, or remark"), rows), _hit_table(told)]
    )


def hit_shares(told: Told) -> list[tuple[str, int, float]]:
    """Return for each aim its name, its warheads in one run, and the share of them that get through."""
    fates = told.fought.fates[told.fought.fates["kind"] == WARHEAD]
    raid = told.fought.chunks[0].sky.raid[fates["object"]]
    aims: dict[str, list[int]] = {}
    for i, item in enumerate(told.scenario.raid):
        aims.setdefault(item.to_place.name or item.to_place.id, []).append(i)
    return [
        (name, len(items), float(fates["leaked"][np.isin(raid, items)].mean()))
        for name, items in aims.items()
    ]


def _hit_table(told: Told) -> Html:
    if not told.fought.done:
        return paragraph("Nobody is hit: nothing arrives.")
    rows = [(name, str(count), percent(share)) for name, count, share in hit_shares(told)]
    return table("Who was hit", ("aim", "warheads in a run", "share of them that get through"), rows)


def questions(told: Told, hangs: list[Hang]) -> Html:
    """Return the box of five questions, each with a short answer and a link to the long one."""
    rows = [
        ("Who was hit?", _who(told), "answer", "numbers"),
        ("How sure is that?", _sure(told), "answer", "intervals"),
        ("Why?", _why(told), "why-not" if told.fought.done else "map", "links of the chain"),
        ("What would change it?", _change(told, hangs), "hangs-on", "inputs"),
        ("Where does the interceptor's speed come from?", speed_line(told.scenario), "speed", "table"),
    ]
    items = "".join(
        f"<dt>{text(question)}</dt>\n<dd>{text(answer)} ({link(anchor, words)})</dd>\n"
        for question, answer, anchor, words in rows
    )
    return Html(
        '<section class="questions" aria-labelledby="questions-title">\n<h2 id="questions-title">Five questions</h2>\n'
        f"<dl>\n{items}</dl>\n</section>\n"
    )


def _who(told: Told) -> str:
    if not told.fought.done:
        lost = (
            "in no world that was drawn does a missile arrive"
            if told.fought.complete
            else "nothing was fought"
        )
        return f"Nobody: {lost}."
    hit = [f"to {name} in {percent(share)}" for name, count, share in hit_shares(told) if count == 1]
    many = [
        f"to {name} in {percent(share)} of {count} warheads a run"
        for name, count, share in hit_shares(told)
        if count > 1
    ]
    words = ", ".join([*(f"{one} of the runs that were fought" for one in hit[:4]), *many[:4]])
    short = " In the other worlds the missile does not get that far." if told.fought.out_of_reach else ""
    return f"A warhead gets through {words}.{short}"


def _sure(told: Told) -> str:
    chance = told.summary["p_no_leaker"]
    if chance is None:
        return "No run was fought, so there is no share of runs and no interval."
    if chance["doubt"] is None or chance["doubt"]["low"] is None:
        return (
            f"Luck alone leaves {percent(chance['low'])} to {percent(chance['high'])} for the share of runs in which "
            "nothing gets through; the doubt in the inputs is not in this."
        )
    doubt = chance["doubt"]
    return (
        f"Nothing gets through in {percent(doubt['low'])} to {percent(doubt['high'])} of the runs, depending on "
        f"numbers that nobody knows; luck alone leaves {percent(chance['low'])} to {percent(chance['high'])}."
    )


def _why(told: Told) -> str:
    if not told.summary.get("why_not"):
        return "No warhead that was fought got through."
    name, share = max(told.summary["why_not"].items(), key=lambda pair: pair[1])
    return f"In {percent(share)} of the cases ({name}): {LINK_WORDS.get(name, name)}"


def _change(told: Told, hangs: list[Hang]) -> str:
    if not hangs:
        return "No input can be seen to move the answer in these runs."
    moves = [
        f"the {input_words(told.scenario, hang.path)} ({percent(hang.at_low)} at its low end, "
        f"{percent(hang.at_high)} at its high end)"
        for hang in hangs
    ]
    return f"Of all that is assumed, most: {'; '.join(moves)}. Each alone, all others as stated."
