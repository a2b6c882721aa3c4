"""The answer of a run in words: one sentence, and the assumptions that it hangs on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from midcourse.api.runs import Runs, Until


def answer(runs: Runs) -> str:
    """Return the answer in one sentence: the share of runs, its band of doubt, what it hangs on most.

    Args:
        runs: finished runs.

    Returns:
        the sentence with which the report begins, the number of runs, and whether the work was interrupted.
    """
    from midcourse.report.hangs import hangs_on
    from midcourse.report.words import first_sentence

    fought = runs.fought
    most = f"{fought.asked:,}" if runs.goal is None else f"at most {runs.goal.runs_most:,}"
    cut = "" if fought.complete else f" Interrupted: {fought.done:,} of {most} runs."
    if fought.done == 0:
        if not fought.complete:
            return cut.strip()
        return (
            f"{runs.scenario.name}: in none of {len(fought.worlds)} worlds can the missiles reach their aims."
        )
    paths = [hang.path for hang in hangs_on(runs.moved, fought.worlds, {}, runs.scenario)]
    sentence = first_sentence(runs.scenario, runs.p_no_leaker, runs.cannot_reach, paths)
    reached = sum(not world.cannot_reach for world in fought.worlds)
    spread = f" in {reached} of {len(fought.worlds)} worlds" if fought.worlds else " of the nominal world"
    whole = f"{sentence} ({runs.p_no_leaker.n:,} runs{spread}.)"
    return " ".join([whole, *remarks(runs)]) + cut


def remarks(runs: Runs) -> list[str]:
    """Return what a reader must know beside the answer: what is missing in the scenario, what is out of reach.

    Args:
        runs: finished runs.

    Returns:
        sentences, none in an ordinary case.
    """
    from midcourse.records import LINKS, NO_LAUNCH_WINDOW, OVERFLOWN

    scenario, found = runs.scenario, []
    if scenario.grade is not None:
        found += _graded(runs)
    if runs.goal is not None:
        found.append(_until(runs, runs.goal))
    if not scenario.batteries:
        found.append("There is no battery.")
    elif not any(item.count > scenario.doctrine.reserve for item in scenario.batteries):
        found.append("There is no interceptor that may be fired.")
    if not scenario.sensors:
        found.append("There is no sensor.")
    counted = runs.fought.tally
    out: Counter[int] = Counter()
    for (link, _, _), count in counted.lost.items():
        if link in (NO_LAUNCH_WINDOW, OVERFLOWN):
            out[link] += count
    if scenario.batteries and out and counted.shots == 0:
        if counted.late_s is not None:
            found.append(
                f"No shot in any run: the orders come {counted.late_s:,.0f} s after the last that could help."
            )
        else:
            found.append(
                f"Nothing is in reach: {LINKS[max(out, key=lambda link: (out[link], -link))]}, and no shot in any run."
            )
    if scenario.doctrine.boost_commit:
        found.append(
            "Orders may rest on tracks of burning missiles (boost_commit), which is not the usual rule."
        )
    return found


def _until(runs: Runs, until: Until) -> str:
    from midcourse.report.until import until_words

    cut = not runs.fought.complete
    said = until_words(until.until_width, runs.width, runs.width_reached, runs.fought.done, cut)
    return f"{said} More runs narrow luck alone, and not the band of doubt." if runs.fought.worlds else said


def _graded(runs: Runs) -> list[str]:
    from midcourse.report.graded import held_words, rests_words

    told = runs.graded
    rests = rests_words(runs.scenario, told["rests_on"])
    return [held_words(told), *([rests] if rests else [])]


def assumptions(runs: Runs) -> list[str]:
    """Return the three assumed inputs that move the answer most, in words with what they do to it.

    Args:
        runs: finished runs.

    Returns:
        one phrase an input; empty where no doubt was carried.
    """
    from midcourse.report.hangs import hangs_on
    from midcourse.report.names import input_words, percent

    return [
        f"{input_words(runs.scenario, hang.path)} "
        f"({percent(hang.at_low)} at its low, {percent(hang.at_high)} at its high)"
        for hang in hangs_on(runs.moved, runs.fought.worlds, {}, runs.scenario)
    ]
