"""What the sensors of a scenario see of its first warhead, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from midcourse.sentences.threat import listed

if TYPE_CHECKING:
    from midcourse.api.seen import Seen

MOST = 3
NOTHING = "There is no sensor: nothing is seen."


def headline(found: Seen) -> str:
    """Return from when to when each sensor sees the first warhead, at most three of them, the earliest first."""
    rows = [row for row in found if row["sensors"]]
    if not rows:
        return NOTHING
    row = next((one for one in rows if one["object"].endswith("warhead")), rows[0])
    seen = sorted((one for one in row["sensors"] if one["first_s"] is not None), key=lambda one: one["first_s"])
    if not seen:
        return f"{row['object']}: none of {len(row['sensors'])} sensors sees it."
    told = [f"{one['sensor']} from {one['first_s']:,.0f} to {one['last_s']:,.0f} s" for one in seen[:MOST]]
    blind = len(row["sensors"]) - len(seen)
    rest = [f"{len(seen) - MOST} more later"] if len(seen) > MOST else []
    never = f"; {blind} never {'sees' if blind == 1 else 'see'} it" if blind else ""
    return f"{row['object']} is seen by {listed([*told, *rest])}{never}."
