"""What a treaty says of a scenario, or of deployed forces: `midcourse treaty` and `mc.treaty`."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from midcourse.catalog.reader import entries
from midcourse.compliance.finding import ABSENT, VERDICTS, Finding
from midcourse.compliance.treaty import findings_of, findings_of_forces, forces_of, signed_treaty
from midcourse.errors import ScenarioError
from midcourse.shown.card import Card, Shown
from midcourse.shown.command import line
from midcourse.shown.frame import Table, framed, table_of

if TYPE_CHECKING:
    import pandas as pd

    from midcourse.catalog.treaty import Treaty
    from midcourse.scenario.model import Scenario

COLUMNS = (
    "article", "rule", "limit", "value", "verdict", "in_force", "because", "limit_value", "value_number", "unit",
    "source", "where", "grade",
)  # fmt: skip


@dataclass(frozen=True, repr=False)
class TreatyFindings(Shown):
    """The answer, article by article; `as_dict` holds what `midcourse treaty --json` prints under `findings`."""

    law: Treaty
    subject: str
    day: dt.date
    findings: tuple[Finding, ...]
    rerun: str

    @property
    def counts(self) -> dict[str, int]:
        """How many findings have each verdict."""
        found = Counter(one.verdict for one in self.findings)
        return {verdict: found[verdict] for verdict in VERDICTS}

    def when(self) -> str:
        """Say whether the treaty was in force on the day, and what the verdicts are if it was not."""
        on = f"on {_said(self.day)}"
        if self.law.in_force_on(self.day):
            early = not any(one.in_force for one in self.findings if one.verdict != ABSENT)
            as_if = ", its limits not yet due: verdicts as if they were" if early else ""
            return f"{self.law.name}: in force {on}{as_if}."
        if self.law.in_force is None:
            why = "it never was in force"
        elif self.day < self.law.in_force:
            why = f"it was in force only from {_said(self.law.in_force)}"
        else:
            why = f"it ended on {_said(self.law.ended or self.day)}"
        return f"{self.law.name}: verdicts as if in force {on}: {why}."

    def answer(self) -> str:
        """Return the verdict in one sentence."""
        from midcourse.sentences.treaty import headline

        return headline(self)

    def counted(self) -> str:
        """Count the findings in a sentence."""
        told = self.counts
        asked = sum(told[verdict] for verdict in VERDICTS if verdict != ABSENT)
        by = ", ".join(f"{told[verdict]} {verdict}" for verdict in VERDICTS if verdict != ABSENT)
        return f"{asked} finding{'s' if asked != 1 else ''}: {by}; {told[ABSENT]} {ABSENT}."

    def as_dict(self) -> dict[str, Any]:
        """Return the findings with what they are of."""
        return {
            "treaty": self.law.id,
            "subject": self.subject,
            "date": self.day.isoformat(),
            "in_force": self.law.in_force_on(self.day),
            "answer": self.answer(),
            "findings": [one.as_dict() for one in self.findings],
        }

    def frame(self, name: str = "findings") -> pd.DataFrame:
        """Return `findings` as a data frame, or `readings`: a row for each way to read a contested one."""
        return framed(name, {"findings": self._rows, "readings": self._readings})

    def _rows(self) -> Table:
        return table_of(COLUMNS, (one.as_dict() for one in self.findings))

    def _readings(self) -> Table:
        keys = ("article", "value", "who", "verdict", "says", "source", "where", "grade")
        rows = (
            {"article": one.article, "value": one.value, **reading}
            for one in self.findings
            for reading in one.as_dict()["readings"]
        )
        return table_of(keys, rows)

    def _line(self) -> str:
        told = self.counts
        by = ", ".join(f"{told[verdict]} {verdict}" for verdict in VERDICTS if verdict != ABSENT)
        return f"{self.law.id}, {self.subject}: {by}"

    def _card(self) -> Card:
        rows = tuple((one.article, one.limit, one.value, one.verdict, one.because) for one in self.findings)
        head = ("article", "limit", "value", "verdict", "because")
        return Card(self.answer(), "", head, rows, (self.when(), self.rerun), "frame()")


def treaty(
    treaty: str, scenario_or_forces: Scenario | str, date: str | dt.date | None = None, *, rerun: str = ""
) -> TreatyFindings:
    """Ask a treaty of a scenario or of deployed forces.

    Args:
        treaty: id of a treaty, e.g. `abm-1972`; `midcourse catalog list treaties` shows them.
        scenario_or_forces: a scenario or its name for a treaty on defences, an id of forces such as `usa-1990` for
            one on arms.
        date: the day that counts, YYYY[-MM[-DD]]; that of the scenario or of the forces if None.
        rerun: the command that repeats it.

    Returns:
        TreatyFindings.

    Raises:
        ScenarioError: no such treaty, scenario or forces, or one that does not fit the other; no day.
    """
    law, on = signed_treaty(treaty), _day(date)
    asked = scenario_or_forces
    again = rerun or line(
        "treaty",
        [treaty, *([asked] if isinstance(asked, str) else asked.arguments)],
        {"date": None if on is None else on.isoformat()},
    )
    if isinstance(asked, str) and (law.kind == "offensive" or asked in entries("forces")):
        if law.kind == "offensive" and _is_scenario(asked):
            asked = _loaded(asked)
        else:
            found = findings_of_forces(treaty, asked, on)
            return TreatyFindings(law, asked, on or forces_of(asked).day, found, again)
    scenario = _loaded(asked) if isinstance(asked, str) else asked
    found = findings_of(treaty, scenario, on)
    day = on or scenario.as_of
    assert day is not None, "findings_of has asked for it"
    return TreatyFindings(law, scenario.name_id or scenario.name, day, found, again)


def _is_scenario(name: str) -> bool:
    from midcourse.scenario.load import builtin_names

    return name in builtin_names() or Path(name).is_file()


def _loaded(name: str) -> Scenario:
    from midcourse.scenario import load_scenario

    return load_scenario(name)


def _day(text: str | dt.date | None) -> dt.date | None:
    if text is None or isinstance(text, dt.date):
        return text
    from midcourse.api.regions import parse_day

    try:
        found = parse_day(text)
    except ScenarioError as problem:
        raise ScenarioError(problem.why, key="--date", got=problem.got, allowed=problem.allowed) from None
    assert found is not None
    year, month, day = [*(int(part) for part in found.text.split("-")), 1, 1][:3]
    return dt.date(year, month, day)


def _said(day: dt.date) -> str:
    return f"{day.day} {day:%B} {day.year}"
