"""A claim that has been computed again, and what it takes to compute it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from midcourse.claims import words
from midcourse.claims.check import differences
from midcourse.claims.flips import flips_of
from midcourse.claims.verdict import Verdict, verdict_of
from midcourse.claims.work import Computed, Work

if TYPE_CHECKING:
    from midcourse.claims.check import Difference
    from midcourse.claims.model import Claim
    from midcourse.claims.verdict import Bears
    from midcourse.study.flip import Flip

Tick = Callable[[int, str], None]


@dataclass(frozen=True)
class Checked:
    """A claim, computed again.

    Args:
        claim: what was said, and its condition.
        verdict: what it comes to.
        differences: quantities that are not what was recorded.
        flips: the smallest change of each input that turns it; none where they were not asked for.
        rerun: the command that repeats it.
    """

    claim: Claim
    verdict: Verdict
    differences: tuple[Difference, ...]
    flips: tuple[Flip, ...]
    rerun: str

    @property
    def id(self) -> str:
        """Id of the claim."""
        return self.claim.id

    @property
    def reproduces(self) -> bool:
        """Whether every quantity is what was recorded, within its tolerance."""
        return not self.differences

    def as_dict(self) -> dict[str, Any]:
        """Return what `--json` prints; quantities in SI."""
        claim, verdict = self.claim, self.verdict
        return {
            "id": claim.id,
            "says": claim.says,
            "who": claim.who,
            "when": str(claim.when),
            "source": claim.source,
            "grade": claim.grade,
            "headline": words.headline(verdict),
            "means": words.paragraph(verdict),
            "condition": claim.tested.text,
            "computed": {name: _computed(verdict.computed[name]) for name in claim.quantities},
            "verdict": verdict.word,
            "met": verdict.outcome.met,
            "margin": _finite(verdict.outcome.margin),
            "margin_of": verdict.outcome.comparison,
            "depends_on": list(verdict.depends_on),
            "inputs": [_input(one, verdict) for one in verdict.inputs],
            "reproduces": self.reproduces,
            "differences": [one._asdict() for one in self.differences],
            "flips": [_flip(one) for one in self.flips],
            "rerun": self.rerun,
        }


def check_claim(
    claim: Claim,
    *,
    flips: bool = False,
    seed: int = 1,
    jobs: int | None = None,
    rerun: str = "",
    tick: Tick = lambda count, what: None,
) -> Checked:
    """Compute a claim again.

    Args:
        claim: as `load_claim` gives it.
        flips: whether the smallest change of each input that turns it is looked for.
        seed, jobs: of all luck, and threads.
        rerun: the command that repeats it.
        tick: called with 1 and what was computed whenever a quantity has been.

    Raises:
        ClaimError: a quantity that cannot be computed.
        KeyboardInterrupt: interrupted.
    """
    work = Work(claim, seed, jobs, tick)
    verdict = verdict_of(work)
    found = flips_of(work) if flips and verdict.outcome.met is not None else ()
    return Checked(claim, verdict, differences(verdict), found, rerun)


def _computed(one: Computed) -> dict[str, Any]:
    return {
        "value": _finite(one.value),
        "low": _finite(one.low),
        "high": _finite(one.high),
        "doubt": None if one.doubt is None else list(one.doubt),
        "unit": one.unit,
        "words": one.words,
        "interval_of": one.spread or None,
        "no_value": one.why or None,
    }


def _input(one: Bears, verdict: Verdict) -> dict[str, Any]:
    return {
        "path": one.varied.path,
        "stated": one.varied.stated,
        "unit": one.varied.unit,
        "turns": one.turns(verdict.outcome.met),
        "moved": [{"to": each.value, "met": each.met, "shown": _finite(each.shown.value)} for each in one.moved],
    }


def _flip(one: Flip) -> dict[str, Any]:
    varied = one.varied
    return {
        "path": varied.path,
        "from": varied.stated,
        "to": varied.plain(one.to),
        "unit": varied.unit,
        "change": one.change,
        "others": [varied.plain(value) for value in one.others],
    }


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
