"""The nearest known name, for `did you mean` in error lines."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ` (did you mean X?)`, or nothing where no known name is near.

    Args:
        word: what was written.
        known: the names that would have been accepted.

    Returns:
        A phrase to append to an error line, possibly empty.
    """
    from difflib import get_close_matches

    near = get_close_matches(word[:80], list(known), n=1, cutoff=0.6)
    return f" (did you mean {near[0]}?)" if near else ""
