"""The answer in numbers, and the five questions of a new reader with their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from midcourse.report.chain import lower_mean
from midcourse.report.glossary import term
from midcourse.report.graded import held_words, rests_words
from midcourse.report.ledger import reasons
from midcourse.report.markup import Html, joined, link, paragraph, table, text
from midcourse.report.names import input_words, percent
from midcourse.report.speed import speed_line
from midcourse.report.until import until_row

if TYPE_CHECKING:
    from midcourse.report.hangs import Hang
    from midcourse.report.told import Told


def answer_section(told: Told) -> Html:
    """Return the share of runs without a leaker with all its intervals, and who was hit."""
    chance = told.summary["p_no_leaker"]
    rows: list[tuple[str, str, object]] = [("runs asked for", f"{told.asked:,}", "")]
    if chance is not None:
        rows.append(("runs fought", f"{chance['n']:,}", "those in which the missiles can reach their aims"))
        luck = f"{percent(chance['low'])} to {percent(chance['high'])} by luck (95 % interval of sampling)"
        rows.append(
            (
                "runs in which no warhead gets through, of all fought",
                percent(chance["value"]),
                luck,
            )
        )
        rows += until_row(told)
        if chance["doubt"] is not None and chance["doubt"]["low"] is not None:
            band = f"{percent(chance['doubt']['low'])} to {percent(chance['doubt']['high'])}"
            worlds = term("world", f"{chance['doubt']['worlds']} worlds")
            meant = joined(["5 to 95 percent of ", worlds, ", ", term("freed of luck")])
            rows.append(("the same, by the doubt in the inputs", band, meant))
        if told.worlds and chance["nominal"] is not None:
            home = chance["nominal"]
            words = (
                f"{percent(home['low'])} to {percent(home['high'])} by luck (95 %), {home['n']:,} other runs"
            )
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
        plan = told.summary.get("programme")
        if plan is not None:
            bound = f"at most {plan['bound']:.2f} possible; mean of {plan['moments']:.1f} plans a run"
            rows.append(("kills that a plan of the integer programme expects", f"{plan['value']:.2f}", bound))
    if told.worlds:
        lost = sum(world.cannot_reach for world in told.worlds)
        share = percent(told.out_of_reach / told.asked)
        rows.append(
            (
                "worlds in which a missile cannot reach its aim",
                f"{lost} of {len(told.worlds)}",
                f"{share} of the runs",
            )
        )
    cut = (
        ""
        if told.complete
        else paragraph("The work was interrupted: the numbers hold what was finished by then.")
    )
    head = ("what", "how much", "range, or remark")
    return joined(
        [cut, table("The answer", head, rows), lower_mean(told.summary, short=True), _hit_table(told)]
    )


def hit_shares(told: Told) -> list[tuple[str, int, float]]:
    """Return for each aim its name, its warheads in one run, and the share of them that get through."""
    if told.result is None:
        return []
    sky, counts = told.result.sky, {one["object"]: one for one in told.summary["hit"]}
    raid = {k: int(sky.raid[k]) for k in counts}
    aims: dict[str, list[int]] = {}
    missiles = told.scenario.missiles
    for i, item in enumerate(missiles):
        aims.setdefault(item.to_place.name or item.to_place.id, []).append(i)
    found = []
    for name, items in aims.items():
        mine = [one for k, one in counts.items() if raid[k] in items]
        share = sum(one["leaked"] for one in mine) / max(sum(one["fought"] for one in mine), 1)
        found.append((name, sum(missiles[i].warheads for i in items), share))
    return found


def _hit_table(told: Told) -> Html:
    if not told.done:
        return paragraph("Nothing arrives.")
    rows = [(name, str(count), percent(share)) for name, count, share in hit_shares(told)]
    return table("Who was hit", ("aim", "warheads in a run", "share of them that get through"), rows)


def questions(told: Told, hangs: list[Hang]) -> Html:
    """Return the box of five questions, each with a short answer and a link to the long one."""
    rows = [
        ("Who was hit?", _who(told), "answer", "numbers"),
        ("How sure is that?", _sure(told), "answer", "intervals"),
        ("Why?", _why(told), "why-not" if told.done else "map", "all reasons, counted"),
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
    if not told.done:
        lost = "in no world that was drawn does a missile arrive" if told.complete else "nothing was fought"
        return f"Nobody: {lost}."
    far = "the missile has the range" if len(told.scenario.missiles) == 1 else "the missiles have the range"
    away = told.out_of_reach
    runs = f"runs in which {far}" if away else "runs"
    hit = [
        f"the warhead arrives at {name} in {percent(share)}"
        for name, count, share in hit_shares(told)
        if count == 1
    ]
    many = [
        f"of {count} warheads a run at {name} {percent(share)} get through"
        for name, count, share in hit_shares(told)
        if count > 1
    ]
    words = ", ".join([*([", ".join(hit[:4]) + f" of the {runs}"] if hit else []), *many[:4]])
    gone = percent(away / max(told.asked, 1))
    left = f" In {gone} of all runs the range is too short; these are left out." if away else ""
    return f"{words[0].upper()}{words[1:]}.{left}"


def _sure(told: Told) -> str:
    chance = told.summary["p_no_leaker"]
    if chance is None:
        return "No run was fought, so there is no share of runs and no interval."
    luck = f"{percent(chance['low'])} to {percent(chance['high'])}"
    if chance["doubt"] is None or chance["doubt"]["low"] is None:
        return (
            f"Nothing gets through in {percent(chance['value'])} of the runs; luck alone leaves {luck} (95 % interval "
            f"of sampling). {_no_band(told)}"
        )
    doubt = chance["doubt"]
    return (
        f"Nothing gets through in {percent(chance['value'])} of the runs. With other values of the doubtful inputs it "
        f"is {percent(doubt['low'])} to {percent(doubt['high'])} (5 to 95 percent of the worlds). Luck alone leaves "
        f"{luck} (95 % interval of sampling)."
    )


def _no_band(told: Told) -> str:
    worlds = len(told.worlds)
    if not worlds:
        return "The doubt in the inputs is not in this."
    if worlds == 1:
        return "The doubtful inputs have the values of one world: what others do to the share is not known."
    return (
        f"The runs are spread over {worlds} worlds of doubtful inputs, too few in each to tell doubt from luck: the "
        "share is the mean over the worlds, and there is no band."
    )


def _why(told: Told) -> str:
    if not told.done:
        return "No run was fought, so there is no reason to count."
    found = [one for one in reasons(told.summary["lost"]) if one.name != "threatened nobody"]
    if not found:
        return "No warhead that was fought got through."
    share = percent(found[0].lost / sum(one.lost for one in found))
    words = found[0].words.rstrip(".")
    return f"When a warhead got through, the usual reason ({share}) was that {words[0].lower()}{words[1:]}."


def _unmoved(told: Told) -> str:
    if not told.worlds:
        return "Not asked: every input had its stated value."
    if told.scenario.grade is not None:
        summary = told.summary
        return f"{held_words(summary)} {rests_words(told.scenario, summary['rests_on'])}".strip()
    chance = told.summary["p_no_leaker"]
    if chance is None or chance["doubt"] is None or chance["doubt"]["low"] is None:
        return "Not asked: with too few runs a world no input is moved to see what it does."
    return "No input can be seen to move the answer in these runs."


def _change(told: Told, hangs: list[Hang]) -> str:
    if not hangs:
        return _unmoved(told)
    moves = [
        f"the {input_words(told.scenario, hang.path)} ({percent(hang.at_low)} at its low end, "
        f"{percent(hang.at_high)} at its high end)"
        for hang in hangs
    ]
    return f"Of all that is assumed, most: {'; '.join(moves)}. Each alone, all others as stated."
