"""The answer of a run in words: one sentence, and what it hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from midcourse.api.runs import Runs

LEAST_LINK = 0.005


def answer(runs: Runs) -> str:
    """Return the answer in one sentence: the share, its band of doubt, and what keeps it from being all.

    Args:
        runs: finished runs.

    Returns:
        a sentence, and another where the work was interrupted.
    """
    fought = runs.fought
    name = runs.scenario.name
    if fought.done == 0:
        return f"{name}: in none of {len(fought.worlds)} worlds can the missiles reach their aims."
    chance = runs.p_no_leaker
    words = f"{name}: no warhead gets through in {_percent(chance.value)} of {chance.n:,} runs"
    if chance.doubt is not None:
        words += f" ({_percent(chance.doubt['low'])} to {_percent(chance.doubt['high'])} with the doubt in the inputs)"
    else:
        words += f" (95 % sampling interval {_percent(chance.low)} to {_percent(chance.high)})"
    if fought.out_of_reach:
        words += f"; in {_percent(runs.cannot_reach)} of the worlds a missile cannot reach its aim"
    cut = "" if fought.complete else f" Interrupted: {chance.n:,} of {fought.asked:,} runs."
    return f"{words}.{cut}"


def _percent(share: float) -> str:
    return f"{100.0 * share:.1f} %" if 0.0005 < share < 0.9995 else f"{100.0 * share:.0f} %"
