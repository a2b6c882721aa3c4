"""Deployed forces by year and under each treaty: `midcourse forces` and `mc.forces`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from midcourse.catalog.deployed import MEASURES
from midcourse.shown.card import Card, Shown
from midcourse.shown.command import line
from midcourse.shown.frame import Table, framed, table_of
from midcourse.strategy.balance.forces import forces_in, limits_on

if TYPE_CHECKING:
    import pandas as pd

    from midcourse.catalog.deployed import Forces

LIMITS = (
    "treaty", "what", "limit_value", "due", "in_force", "framework", "counts_so", "counted", "below", "because",
)  # fmt: skip
COLUMNS = ("id", "state", "day", "measure", "warheads", "vehicles", "launchers", "source", "where", "grade")


@dataclass(frozen=True, repr=False)
class Arsenals(Shown):
    """The forces that are known of a year, or of all years."""

    year: int | None
    found: tuple[Forces, ...]
    rerun: str

    def rows(self) -> list[dict[str, Any]]:
        """Return a table for each: what is deployed, by whose count, and the treaties that the state is party to."""
        return [
            {
                **{name: _cell(one, name) for name in COLUMNS},
                "counted_as": MEASURES[one.measure],
                "treaties": _treaties(one),
            }
            for one in self.found
        ]

    def answer(self) -> str:
        """Return in a sentence how many warheads each side has."""
        from midcourse.sentences.forces import headline

        return headline(self)

    def counted(self) -> str:
        """Return in a sentence how many counts there are."""
        when = "of all years" if self.year is None else f"of {self.year}"
        days = len({one.day for one in self.found})
        counts = f"{len(self.found)} count{'s' if len(self.found) != 1 else ''}"
        return f"Deployed strategic forces {when}: {counts} on {days} day{'s' if days != 1 else ''}."

    def as_dict(self) -> dict[str, Any]:
        """Return what `midcourse forces --json` prints."""
        from midcourse.catalog.show import source

        cited = sorted({one.source for one in self.found})
        return {
            "answer": self.answer(),
            "year": self.year,
            "rows": self.rows(),
            "sources": {key: source(key) for key in cited},
            "rerun": self.rerun,
        }

    def frame(self, name: str = "rows") -> pd.DataFrame:
        """Return `rows` as a data frame, or `limits`: a row for each treaty on each force."""
        return framed(name, {"rows": self._rows, "limits": self._limits})

    def _rows(self) -> Table:
        return table_of(COLUMNS, self.rows())

    def _limits(self) -> Table:
        return table_of(("id", *LIMITS), ({"id": row["id"], **one} for row in self.rows() for one in row["treaties"]))

    def _line(self) -> str:
        return self.answer()

    def _card(self) -> Card:
        head = ("state", "day", "warheads", "counted", "source")
        rows = tuple(
            (one.state, one.day, one.warheads, one.measure, f"{one.source} ({one.grade})")
            for one in self.found
        )
        return Card(self.answer(), "", head, rows, (self.rerun,), "frame()")


def _cell(forces: Forces, name: str) -> Any:
    held = getattr(forces, name)
    return held.isoformat() if name == "day" else held


def _treaties(forces: Forces) -> list[dict[str, Any]]:
    return [
        {
            **{name: getattr(one, name) for name in LIMITS},
            "due": None if one.due is None else one.due.isoformat(),
        }
        for one in limits_on(forces)
    ]


def forces(year: int | None = None) -> Arsenals:
    """Return the deployed strategic forces of both sides in a year.

    Args:
        year: of the count; all years if None.

    Returns:
        Arsenals.

    Raises:
        ScenarioError: nothing is known of that year; the nearest that has is named.
    """
    return Arsenals(year, tuple(forces_in(year)), line("forces", [] if year is None else [str(year)], {}))
