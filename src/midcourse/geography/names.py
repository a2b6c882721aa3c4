"""Names as people type them: without case, accents, spaces, hyphens and apostrophes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

MAX_WORD = 80
"""No name of a place is longer; what is typed beyond is not compared."""

# letters that do not fall apart into a letter and an accent
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ə": "e"}
)
_SILENT = re.compile("['`´‘’ʻʼʿ]")
_GAP = re.compile("[^a-z0-9]+")


def slug_of(text: str) -> str:
    """Return a name in small plain letters with a hyphen for every gap, e.g. `san-jose`."""
    text = _SILENT.sub("", text)
    if not text.isascii():
        # the accents come off first: a capital with an accent has none once it is small
        bare = (mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
        text = "".join(bare).casefold().translate(_LETTERS)
    return _GAP.sub("-", text.lower()).strip("-")


def key_of(text: str) -> str:
    """Return what two spellings of one name have in common, e.g. `sanjose`."""
    return slug_of(text).replace("-", "")


def nearest(word: str, known: Iterable[tuple[str, int]]) -> str | None:
    """Return the known name that is nearest to a word.

    Args:
        word: what was typed.
        known: names with their weights; of two equally near names the heavier one is meant.

    Returns:
        The name, or None where none is near.
    """
    from difflib import get_close_matches

    weights = dict(known)
    word = slug_of(word)[:MAX_WORD]
    near = get_close_matches(word, weights, n=20, cutoff=0.7)
    return min(near, key=lambda name: (_edits(word, name), -weights[name]), default=None)


def _edits(a: str, b: str) -> int:
    """Return how many letters must be put in, left out or changed."""
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, start=1):
        before, row[0] = row[0], i
        for j, other in enumerate(b, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (letter != other))
    return row[-1]
