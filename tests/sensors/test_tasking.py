"""What a radar is told to do: how wide it looks, what that costs, and where a beam goes past its object."""

from __future__ import annotations

import math

import pytest

from midcourse.catalog import Radar, load_sensor
from midcourse.kernels.radar import pointing_loss
from midcourse.sensors.radar import RadarRow, beam, radar_row
from midcourse.sensors.tasking import (
    CUED,
    HOLD,
    IDLE,
    beside_cost,
    cued_look,
    free_share,
    heading_dwell,
    missed,
    spare_share,
    task,
)


def placed(**changes: float) -> RadarRow:
    return radar_row(entry().model_copy(update=changes), 50.0, 10.0, 0.0, 0.0)


def entry() -> Radar:
    found, _ = load_sensor("european-midcourse-radar")
    assert isinstance(found, Radar)
    return found


def told(row: RadarRow, held: int, sigma_m: float, rested_s: float = 1.0, range_m: float = 1.5e6):
    return task(row, 100.0, 100.0 - rested_s, 0.2, range_m, held, sigma_m, 0, True)


def val_pointing_loss_is_six_decibels_where_the_beam_has_half_its_power_both_ways() -> None:
    assert 10.0 * math.log10(pointing_loss(0.5, 1.0)) == pytest.approx(6.0206, abs=1e-4)
    assert pointing_loss(0.0, 1.0) == 1.0


def prop_a_certain_track_costs_one_dwell_and_one_beam() -> None:
    row = placed()
    what, dwell_s, cost_s, width = told(row, 1, 10.0)
    assert (what, dwell_s, cost_s) == (HOLD, row.dwell_s, row.dwell_s) and width == beam(row)


def verif_an_uncertain_track_costs_the_beams_that_cover_it() -> None:
    row = placed()
    for sigma_m in (5e3, 1e4, 2e4):
        width = row.cue_spread * sigma_m / 1.5e6
        count = math.ceil((width / beam(row)) ** 2)
        assert cued_look(row, sigma_m, 1.5e6) == (pytest.approx(width), count)
        what, _, cost_s, _ = told(row, 1, sigma_m, rested_s=1e3)
        assert what == HOLD and cost_s == pytest.approx(count * row.dwell_s)
        assert told(row, 0, sigma_m, rested_s=1e3)[0] == CUED
        # a look that takes longer than the interval comes so much more rarely
        assert told(row, 1, sigma_m, rested_s=0.9 * cost_s)[0] == IDLE


def prop_inside_what_is_searched_no_beam_goes_past() -> None:
    row = placed()
    wide = 5.0 * beam(row)
    half = 0.5 * wide
    assert missed(row, (half - 0.5 * beam(row)) ** 2, wide) == pytest.approx(0.0, abs=1e-20)
    assert missed(row, half**2, wide) == pytest.approx((0.5 * beam(row)) ** 2)
    assert missed(row, 1e-8, beam(row)) == 1e-8


def verif_a_search_beside_costs_its_square() -> None:
    row = placed(beside_rad=math.radians(0.5))
    assert beside_cost(row) == math.ceil((math.radians(1.0) / beam(row)) ** 2) * row.dwell_s
    # an antenna of a third of the width has beams three times as wide
    small = placed(beside_rad=math.radians(0.5), aperture_m2=entry().aperture_m2 / 9.0)
    assert beside_cost(small) == math.ceil((math.radians(1.0) / beam(row) / 3.0) ** 2) * row.dwell_s


def prop_searched_sectors_take_time_from_the_rest_and_share_it() -> None:
    row = placed(dwell_s=10.0)
    assert free_share(row) == 1.0 and spare_share(row, 0) == 1.0
    assert spare_share(row, 3) == 1.0 - row.search_share
    assert heading_dwell(row, 4) == pytest.approx(heading_dwell(row, 1) / 4.0)
