"""One flight in a sentence; of a reported test, whether this missile can have flown it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from midcourse.api.flights import Flight


def headline(found: Flight) -> str:
    """Return how far, how high and how long it flies; of a reported test, that it is possible and what it takes."""
    told, solved = found.as_plain(), found.solved
    far, high = f"{told['range_m'] / 1e3:,.0f} km", f"{told['apogee_m'] / 1e3:,.0f} km"
    if not solved or "arc" in solved or "full_burn_s" not in solved:
        return f"{found.name}: flies {far} over the ground in {told['impact']['time_s'] / 60.0:.1f} min, {high} high."
    what = f"the path, {high} high and {far} far, is possible for {found.name}"
    if solved["by"] == "payload":
        return f"Yes, with another payload: {what} with {solved['payload_kg']:,.0f} kg and full burn, not as stated."
    return (
        f"Yes, {what} with {solved['payload_kg']:,.0f} kg: thrust ends after {solved['thrust_ends_s']:.1f} of "
        f"{solved['full_burn_s']:.1f} s."
    )
