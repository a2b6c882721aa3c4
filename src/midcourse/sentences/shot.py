"""Whose shots an answer rests on, in a sentence, where no test record speaks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from midcourse.catalog.provenance import USER

if TYPE_CHECKING:
    from midcourse.catalog.provenance import Provenance


def whose(kill: Provenance) -> str:
    """Return a sentence, led by a space, of a chance that was typed or is of a run folder; of a record nothing."""
    if kill.grade == USER:
        return f" One shot kills with {kill.value:.3g}, {kill.where}."
    if kill.source.startswith("folder:"):
        shots = kill.where.partition(": share")[0]
        return f" One shot kills with {kill.value:.2f}: {shots}; it is taken for every interceptor here."
    return ""
