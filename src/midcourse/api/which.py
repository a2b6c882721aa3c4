"""Which object of the sky is meant: by its number, its name, or the beginning of its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from midcourse.catalog.spelling import did_you_mean
from midcourse.errors import ScenarioError
from midcourse.records import WARHEAD

if TYPE_CHECKING:
    from midcourse.truth import Sky

KEY = "--object"
MOST_NAMES = 12
_NUMBER = re.compile(r"\s*[-+]?[0-9]{1,18}\s*")


def which_object(sky: Sky, thing: int | str) -> int:
    """Return the number of the object that is meant.

    Args:
        sky: what flies.
        thing: a number from 0, or a name as the fates tell it (`missile 1: warhead`), in any case. The missile may be
            left out (`stage 1`), a warhead be called by its missile (`warhead 1`), and the end be left away.

    Returns:
        position of the object in the sky.

    Raises:
        ScenarioError: no such object, or several that are called so.
    """
    if not isinstance(thing, str) or _NUMBER.fullmatch(thing):
        number = int(thing)
        if not 0 <= number < len(sky.names):
            allowed = f"0 to {len(sky.names) - 1}, or a name: {_listed(sky.names)}"
            raise ScenarioError("no such object", key=KEY, got=str(number), allowed=allowed)
        return number
    said = _words(thing)
    called = [_called(sky, k) for k in range(len(sky.names))]
    whole = [k for k, names in enumerate(called) if said in names]
    begun = [k for k, names in enumerate(called) if said and any(name.startswith(said) for name in names)]
    found = whole or begun
    if len(found) == 1:
        return found[0]
    if not found:
        near = did_you_mean(said, [name for names in called for name in names])
        raise ScenarioError(f"no such object{near}", key=KEY, got=thing, allowed=_listed(sky.names))
    candidates = [sky.names[k] for k in found]
    if len(set(candidates)) < len(candidates):
        candidates = [f"{k} ({sky.names[k]})" for k in found]
    raise ScenarioError("several objects are called so", key=KEY, got=thing, allowed=_listed(candidates))


def _called(sky: Sky, k: int) -> tuple[str, ...]:
    name = sky.names[k]
    short = _words(name.rpartition(": ")[2])
    own = (f"{short} {int(sky.raid[k]) + 1}",) if sky.kind[k] == WARHEAD else ()
    return _words(name), short, *own


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _listed(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f", and {more} more" if more > 0 else "")
