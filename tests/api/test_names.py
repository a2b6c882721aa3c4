"""Public functions keep their names, whatever rooms are imported."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

import midcourse as mc


def prop_no_room_hides_a_public_function() -> None:
    for name in mc.__all__:
        try:
            import_module(f"midcourse.{name}")
        except ModuleNotFoundError:
            continue
        assert not isinstance(getattr(mc, name), ModuleType), name
    import_module("midcourse.claims.read")
    import_module("midcourse.campaign.runs")
    assert callable(mc.claims) and callable(mc.campaign) and mc.claims()
