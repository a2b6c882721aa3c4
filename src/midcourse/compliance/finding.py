"""A finding: what one article of a treaty says of one thing that stands there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from midcourse.catalog.treaty import Article, Reading

ALLOWED, BREACH, CONTESTED = "allowed", "breach", "contested"
ABSENT = "not in this scenario"
VERDICTS = (BREACH, CONTESTED, ALLOWED, ABSENT)


class Judged(NamedTuple):
    """What a rule gives: the limit and the value in words and as numbers of one unit, the verdict, and why.

    `case` names the words of the article that are read in two ways where the verdict hangs on them.
    """

    limit: str
    value: str
    verdict: str
    because: str
    limit_value: float | None = None
    value_number: float | None = None
    unit: str = ""
    case: str = ""


@dataclass(frozen=True)
class Finding:
    """One finding; `in_force` says whether the treaty was in force on the day of what is asked about."""

    article: str
    rule: str
    limit: str
    value: str
    verdict: str
    in_force: bool
    because: str
    source: str
    where: str
    grade: str
    limit_value: float | None
    value_number: float | None
    unit: str
    readings: tuple[Reading, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return what `--json` prints of it."""
        told = {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "readings"}
        keys = ("who", "verdict", "says", "source", "where", "grade")
        return {**told, "readings": [{key: getattr(one, key) for key in keys} for one in self.readings]}


def finding_of(article: Article, judged: Judged, in_force: bool) -> Finding:
    """Join an article and what its rule gives; readings are those of the words that the verdict hangs on."""
    readings = tuple(
        one for one in article.readings if judged.verdict == CONTESTED and one.case == judged.case
    )
    return Finding(
        article.article, article.rule, judged.limit, judged.value, judged.verdict, in_force, judged.because,
        article.source, article.where, article.grade, judged.limit_value, judged.value_number, judged.unit, readings,
    )  # fmt: skip


def absent(limit: str, because: str) -> Judged:
    """Return what is said where a scenario has nothing that the article is about."""
    return Judged(limit, "none", ABSENT, because)
