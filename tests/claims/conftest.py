"""A small claim that is worked at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from midcourse.claims.model import Claim
from midcourse.claims.read import claim_of

SOUND = """\
says: Four shots stop it.
who: somebody
when: 2017-10-11
source: four-shots-2017
where: here
grade: press
quantities:
  four: {kind: shots, chance: chance, shots: 4}
  rest: {kind: formula, of: 1 - four, unit: share, words: what gets through}
numbers:
  chance: {value: 0.56, low: 0.5, high: 0.62, source: four-shots-2017, grade: press}
condition: four >= 0.96
shows: four
means: They come to {four}.
"""


@pytest.fixture
def sound() -> str:
    """The text of a claim without a fault."""
    return SOUND


@pytest.fixture
def read() -> Callable[[str], Claim]:
    """What reads a claim from its text."""
    return lambda text: claim_of(text.encode(), "my.yaml", "my")
