"""What one check says: our value beside the reference, and whether the two agree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from midcourse.kernels.atmosphere import Air
from midcourse.kernels.earth import Earth

Change = Callable[[Earth, Air], tuple[Earth, Air]]


def unchanged(earth: Earth, air: Air) -> tuple[Earth, Air]:
    """Return a model as it is: the change that `verify` makes where no test asks for another."""
    return earth, air


@dataclass(frozen=True)
class Row:
    """One comparison; ours, reference, difference and tolerance all have the one unit.

    Args:
        case: the case's name, e.g. `nesc-6`; a case may have several rows.
        what: the quantity compared.
        ours, reference: the two values; for a distance between them ours is the distance and reference 0.
        difference: how far they are apart.
        tolerance: how far they may be.
        unit: of the four numbers.
        passed: whether the difference is within the tolerance; None for a row that is not judged.
        note: what a reader should know; `outside (reason)` where a comparison would not be fair.
        source: where the reference comes from.
        printed: the reference as its source has it, where that is more than one number.
        why: why the tolerance is what it is; given for the rows of docs/validation.md.
        kind: what the reference is, there: `published`, `independent code`, `closed form` or `measured`.
    """

    case: str
    what: str
    ours: float
    reference: float
    difference: float
    tolerance: float
    unit: str
    passed: bool | None
    note: str = ""
    source: str = ""
    printed: str = ""
    why: str = ""
    kind: str = ""

    @property
    def is_outside(self) -> bool:
        """Whether the row is not judged because a reason says that the two must differ."""
        return self.passed is None and self.note.startswith("outside (")


@dataclass(frozen=True)
class Case:
    """The name and source that the rows of one case share.

    Args:
        name: the case's name.
        source: where its references come from.
    """

    name: str
    source: str

    def near(
        self, what: str, ours: float, reference: float, tolerance: float, unit: str, note: str = ""
    ) -> Row:
        """Compare two numbers; a difference that is not a number fails."""
        gap = abs(float(ours) - float(reference))
        verdict = bool(gap <= tolerance)
        return Row(
            self.name, what, float(ours), float(reference), gap, tolerance, unit, verdict, note, self.source
        )

    def share(self, what: str, ours: float, reference: float, share: float, unit: str, note: str = "") -> Row:
        """Compare two numbers whose difference may be a share of the reference."""
        return self.near(what, ours, reference, share * abs(reference), unit, note)

    def apart(self, what: str, distance: float, tolerance: float, unit: str, note: str = "") -> Row:
        """Judge a distance between our result and the reference."""
        return self.near(what, distance, 0.0, tolerance, unit, note)

    def not_judged(self, what: str, ours: float, reference: float, unit: str, note: str) -> Row:
        """Show two numbers side by side without a verdict."""
        gap = abs(float(ours) - float(reference))
        return Row(self.name, what, float(ours), float(reference), gap, 0.0, unit, None, note, self.source)

    def outside(self, what: str, ours: float, reference: float, unit: str, reason: str) -> Row:
        """Show two numbers that cannot fairly be compared, with the reason."""
        return self.not_judged(what, ours, reference, unit, f"outside ({reason})")
