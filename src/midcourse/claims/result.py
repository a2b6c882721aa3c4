"""A claim that has been computed again, and what it takes to compute it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from midcourse.claims.check import differences
from midcourse.claims.flips import flips_of
from midcourse.claims.verdict import Verdict, verdict_of
from midcourse.claims.work import Work

if TYPE_CHECKING:
    from midcourse.claims.check import Difference
    from midcourse.claims.model import Claim
    from midcourse.scenario.model import Scenario
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
        scenario: that of the claim, None for one without.
    """

    claim: Claim
    verdict: Verdict
    differences: tuple[Difference, ...]
    flips: tuple[Flip, ...]
    rerun: str
    scenario: Scenario | None

    @property
    def id(self) -> str:
        """Id of the claim."""
        return self.claim.id

    @property
    def reproduces(self) -> bool:
        """Whether every quantity is what was recorded, within its tolerance, and the condition has an answer."""
        return not self.differences and self.verdict.outcome.fulfilled is not None


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
    found = flips_of(work) if flips and verdict.outcome.fulfilled is not None else ()
    return Checked(claim, verdict, differences(verdict), found, rerun, work.scenario)
