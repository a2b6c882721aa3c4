"""The answer of a run in words: one sentence, and the assumptions that it hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from midcourse.api.runs import Runs


def answer(runs: Runs) -> str:
    """Return the answer in one sentence: the share of runs, its band of doubt, what it hangs on most.

    Args:
        runs: finished runs.

    Returns:
        the sentence with which the report begins, the number of runs, and whether the work was interrupted.
    """
    from midcourse.report.hangs import by_chance, hangs_on
    from midcourse.report.words import first_sentence

    fought = runs.fought
    cut = "" if fought.complete else f" Interrupted: {fought.done:,} of {fought.asked:,} runs."
    if fought.done == 0:
        if not fought.complete:
            return cut.strip()
        return (
            f"{runs.scenario.name}: in none of {len(fought.worlds)} worlds can the missiles reach their aims."
        )
    hangs = hangs_on(fought, runs.scenario)
    sure = bool(hangs) and abs(hangs[0].correlation) > by_chance(fought, runs.scenario)
    paths = [hang.path for hang in hangs]
    sentence = first_sentence(runs.scenario, runs.p_no_leaker, runs.cannot_reach, paths, sure)
    spread = f" over {len(fought.worlds)} worlds" if fought.worlds else " of the nominal world"
    return f"{sentence} ({runs.p_no_leaker.n:,} runs{spread}.){cut}"


def assumptions(runs: Runs) -> list[str]:
    """Return the three assumed inputs that the answer follows most over the worlds, in words with their room.

    Args:
        runs: finished runs.

    Returns:
        one phrase an input; empty where no doubt was carried.
    """
    from midcourse.report.hangs import hangs_on
    from midcourse.report.names import input_words

    return [
        f"{input_words(runs.scenario, hang.path)} (rank correlation {hang.correlation:+.2f})"
        for hang in hangs_on(runs.fought, runs.scenario)
    ]
