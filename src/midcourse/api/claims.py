"""Published claims, computed again: one or all of them, with the page of cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from midcourse.api.bounds import MAX_SEED, bounded
from midcourse.claims.read import claim_names, load_claim
from midcourse.errors import ScenarioError
from midcourse.shown.card import Card, Shown
from midcourse.shown.command import line
from midcourse.shown.document import finite
from midcourse.shown.frame import Table, framed

if TYPE_CHECKING:
    import pandas as pd

    from midcourse.claims.model import Claim, Recorded
    from midcourse.claims.result import Checked
    from midcourse.claims.verdict import Bears, Verdict
    from midcourse.claims.work import Computed
    from midcourse.study.flip import Flip

Tick = Callable[[int, str], None]
PAGE = "midcourse-claims.html"
COLUMNS = ("claim", "says", "verdict", "met", "margin", "margin_of", "depends_on", "reproduces")


@dataclass(frozen=True, repr=False)
class Claims(Shown):
    """Claims that were computed again.

    Args:
        checked: each of them; fewer than were asked for where the work was interrupted, `complete` is then false.
        rerun: the command that repeats it.
    """

    checked: tuple[Checked, ...]
    rerun: str
    complete: bool = True

    @property
    def reproduces(self) -> bool:
        """Whether every quantity is what was recorded when it was last computed."""
        return all(one.reproduces for one in self.checked)

    def as_list(self) -> list[dict[str, Any]]:
        """Return what `--json` prints, a document a claim."""
        return [_document(one) for one in self.checked]

    def page(self) -> str:
        """Return the page of cards: HTML that asks no other computer for anything."""
        from midcourse.sentences.claim_page import page

        return page(self.checked, self.rerun)

    def save(self, path: str | Path = PAGE) -> Path:
        """Write the page of cards; returns its path.

        Raises:
            ScenarioError: it cannot be written there.
        """
        file = Path(path)
        try:
            file.write_text(self.page(), encoding="utf-8")
        except OSError as problem:
            why = f"cannot write there: {(problem.strerror or str(problem)).lower()}"
            raise ScenarioError(
                why, key="--out", got=str(path), allowed="a file in a folder that exists"
            ) from None
        return file

    def frame(self, name: str = "claims") -> pd.DataFrame:
        """Return `claims` as a data frame, a row each."""
        return framed(name, {"claims": self._rows})

    def _rows(self) -> Table:
        rows = []
        for one in self.checked:
            verdict = one.verdict
            rows.append((
                one.id, one.claim.says, verdict.kind, verdict.outcome.fulfilled, verdict.outcome.margin,
                verdict.outcome.comparison, ", ".join(verdict.depends_on), one.reproduces,
            ))  # fmt: skip
        return Table(COLUMNS, tuple(rows))

    def _line(self) -> str:
        from midcourse.sentences.claims import tally

        return tally(self.checked)

    def _card(self) -> Card:
        rows = tuple((one.claim.says, one.verdict.kind) for one in self.checked)
        return Card(self._line(), "", ("claim", "verdict"), rows, (self.rerun,), "frame()")


def claims() -> list[Claim]:
    """Return all claims that come with midcourse."""
    return [load_claim(name) for name in claim_names()]


def check_claims(
    names: Sequence[str] = (),
    *,
    flips: bool = False,
    seed: int = 1,
    jobs: int | None = None,
    tick: Tick = lambda count, what: None,
) -> Claims:
    """Compute claims again: verdict, margin, and what they depend on.

    Args:
        names: ids of claims, or files; all that come with midcourse where there is none.
        flips: whether the smallest change of each input that turns a claim is looked for; takes minutes.
        seed: of all luck.
        jobs: threads; the number of cores where None.
        tick: called with 1 and what was computed whenever a quantity has been.

    Returns:
        Claims; after Ctrl-C those that were finished.

    Raises:
        ClaimError: no such claim, or one that is not sound.
    """
    from midcourse.claims.result import check_claim

    bounded("seed", seed, 0, MAX_SEED)
    wanted = [load_claim(name) for name in dict.fromkeys(names)] if names else claims()
    again = dict(
        zip((one.id for one in wanted), dict.fromkeys(names) if names else claim_names(), strict=True)
    )
    options: dict[str, object] = {} if seed == 1 else {"seed": seed}
    found, complete = [], True
    try:
        for claim in wanted:
            rerun = line("claims", ["check", again[claim.id]], options)
            found.append(check_claim(claim, flips=flips, seed=seed, jobs=jobs, rerun=rerun, tick=tick))
    except KeyboardInterrupt:
        complete = False
    whole = line("claims", ["check", *dict.fromkeys(names), *(["--flips"] if flips else [])], options)
    return Claims(tuple(found), whole, complete)


def _document(one: Checked) -> dict[str, Any]:
    from midcourse.sentences import claims as words

    claim, verdict = one.claim, one.verdict
    return {
        "id": claim.id,
        "says": claim.says,
        "who": claim.who,
        "when": str(claim.when),
        "source": claim.source,
        "grade": claim.grade,
        "headline": words.headline(one),
        "means": words.paragraph(one),
        "scenario": claim.scenario,
        "variant": claim.variant,
        "set": list(claim.sets),
        "condition": claim.tested.text,
        "computed": {name: _computed(verdict.computed[name], claim.recorded.get(name)) for name in claim.quantities},
        "verdict": verdict.word,
        "met": verdict.outcome.fulfilled,
        "margin": finite(verdict.outcome.margin),
        "margin_of": verdict.outcome.comparison,
        "depends_on": list(verdict.depends_on),
        "readings": [
            {"value": each.value, "met": each.fulfilled, "shown": finite(each.showing.value),
             "doubt": _ends(each.showing), "depends_on": list(each.depends_on)}
            for each in verdict.readings
        ],
        "inputs": [_input(each, verdict) for each in verdict.inputs],
        "reproduces": one.reproduces,
        "differences": [each._asdict() for each in one.differences],
        "flips": [_flip(each) for each in one.flips],
        "rerun": one.rerun,
    }


def _computed(one: Computed, held: Recorded | None) -> dict[str, Any]:
    return {
        "value": finite(one.value),
        "low": finite(one.low),
        "high": finite(one.high),
        "doubt": _ends(one),
        "outside_doubt": one.outside,
        "unit": one.unit,
        "words": one.words,
        "interval_of": one.spread or None,
        "no_value": one.why or None,
        "recorded_value": None if held is None else held.value,
        "tolerance": None if held is None else held.tolerance,
    }


def _ends(one: Computed) -> list[float | None] | None:
    return None if one.doubt is None else [finite(end) for end in one.doubt]


def _input(one: Bears, verdict: Verdict) -> dict[str, Any]:
    return {
        "path": one.varied.path,
        "stated": one.varied.stated,
        "unit": one.varied.unit,
        "turns": one.varied.path in verdict.depends_on,
        "moved": [
            {"to": each.value, "met": each.fulfilled, "shown": finite(each.showing.value)} for each in one.moved
        ],
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
