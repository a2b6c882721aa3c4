"""Who says a number and how sure: the record that travels beside every plain float."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from midcourse.catalog.spelling import did_you_mean
from midcourse.errors import ScenarioError

GRADES = ("official", "peer-reviewed", "press", "estimated", "assumed")
USER = "user"
"""Grade of a number that the scenario itself gives without naming a source."""

DISTRIBUTIONS = ("median-uniform", "uniform", "log-uniform", "triangular", "normal")


@dataclass(frozen=True)
class Provenance:
    """A number with its doubt and its author.

    Args:
        value: the number [unit].
        low: the least value that the sources leave room for [unit], or None.
        high: the greatest [unit], or None.
        source: key into the bibliography, or words.
        where: page, section or remark.
        grade: one of `GRADES`, or `user`.
        unit: SI unit of the three numbers, empty for a ratio.
        distribution: how worlds draw it between low and high, None for the rule of the house.
        dimension: what it measures, a key of `units.DIMENSIONS`.
    """

    value: float
    low: float | None
    high: float | None
    source: str
    where: str
    grade: str
    unit: str
    distribution: str | None = None
    dimension: str = "ratio"


@dataclass(frozen=True)
class Quantity:
    """Marks a model field as a number with a dimension; in files it is text or a cited table."""

    dimension: str

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: Any) -> dict[str, Any]:
        """Describe the form that files use, which is not the float of the code."""
        from midcourse.units import DIMENSIONS

        kind = DIMENSIONS[self.dimension]
        scalar: list[dict[str, Any]] = [{"type": "string", "examples": [kind.example]}]
        if kind.bare:
            scalar.append({"type": "number"})
        table = {
            "type": "object",
            "additionalProperties": False,
            "required": ["value"],
            "properties": {
                **{name: {"anyOf": scalar} for name in ("value", "low", "high")},
                **{name: {"type": "string"} for name in ("source", "where")},
                "distribution": {"enum": list(DISTRIBUTIONS)},
                "grade": {"enum": [*GRADES, USER]},
            },
        }
        return {"anyOf": [*scalar, table], "description": f"{self.dimension}, in code [{kind.unit or '1'}]"}


@dataclass(frozen=True)
class Assumed:
    """Marks a model field whose default is a number of the house: its doubt in SI units, and the page that says so."""

    low: float
    high: float
    source: str = "midcourse-starting-values"
    where: str = ""


@dataclass(frozen=True)
class Beside:
    """Marks an entry whose values are addressed beside its id, e.g. `sensors.0.dwell`."""


def checked_grade(grade: str, key: str = "grade") -> str:
    """Return a grade that was asked for.

    Raises:
        ScenarioError: no such grade.
    """
    if grade not in GRADES:
        why = f"no such grade{did_you_mean(grade, GRADES)}"
        raise ScenarioError(why, key=key, got=grade, allowed=f"{', '.join(GRADES)}, the best first")
    return grade
