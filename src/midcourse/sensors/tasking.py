"""What a radar is told to do, from what the defender knows: search at its revisit time, hold at its look time."""

from __future__ import annotations

from midcourse.kernels._jit import kernel


@kernel(shared=True)
def looks_now(slot, holding, search_slots, hold_slots):
    """Tell whether a radar spends a dwell on an object in this slot of time.

    Args:
        slot: number of the slot.
        holding: 1 while the object is in track or being confirmed.
        search_slots, hold_slots: slots between looks in search and in track.

    Returns:
        True if it looks.
    """
    if holding:
        return slot % hold_slots == 0
    return slot % search_slots == 0
