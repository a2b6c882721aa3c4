"""The page of what matters says what the commands say now."""

from __future__ import annotations

import make_what_matters
from midcourse.api.tornado import tornado
from midcourse.scenario import load_scenario

PAGE = make_what_matters.PAGE.read_text(encoding="utf-8")


def regress_bars_of_the_page_are_those_of_the_command() -> None:
    found = tornado(load_scenario(make_what_matters.NAME), make_what_matters.PLACE, bands=0)
    for line in make_what_matters.bars(found):
        assert line in PAGE
    assert found.bars[0].input.path == "raid.0.rcs_warhead"


def test_pictures_of_the_page_are_there() -> None:
    for metric in make_what_matters.TORNADOS:
        for kind in ("tornado", "sobol"):
            name = f"pictures/{kind}-{metric.replace(':', '-').replace('_', '-')}.png"
            assert name in PAGE and (make_what_matters.PAGE.parent / name).is_file()
