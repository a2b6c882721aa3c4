"""Shedding energy: the least factor gives the least speed, masses and times stay, and what cannot shed does not."""

from __future__ import annotations

import numpy as np
import pytest

from midcourse.catalog import Interceptor, load_interceptor
from midcourse.interceptors.craft import interceptor_stack
from midcourse.interceptors.reference_flight import burnout
from midcourse.interceptors.shedding import least_factor, reference_speed


def entry(name: str, **changes: object) -> Interceptor:
    return load_interceptor(name)[0].model_copy(update=changes)


@pytest.mark.parametrize("name", ["gbi-three-stage", "gbi-two-stage", "gbi-two-stage@mda-2007"])
@pytest.mark.parametrize("share", [0.6, 0.8, 0.95])
def verif_least_factor_gives_the_least_speed(name: str, share: float) -> None:
    interceptor = entry(name, least_speed_share=share)
    factor = least_factor(interceptor)
    assert 0.0 < factor < 1.0
    wanted = share * burnout(interceptor).speed_m_s
    assert burnout(interceptor, factor=factor).speed_m_s == pytest.approx(wanted, abs=0.5)


def prop_speed_grows_with_the_factor() -> None:
    interceptor = entry("gbi-three-stage")
    speeds = [reference_speed(interceptor, factor) for factor in np.linspace(0.3, 1.0, 15)]
    assert speeds == sorted(speeds) and speeds[0] > 0.0


def prop_masses_and_burn_times_stay() -> None:
    full, shed = (interceptor_stack(entry("gbi-three-stage"), factor) for factor in (1.0, 0.5))
    assert (shed.stages[:, [0, 1, 3, 5, 6]] == full.stages[:, [0, 1, 3, 5, 6]]).all()
    assert (shed.stages[0] == full.stages[0]).all()
    assert (shed.stages[1:, [2, 4]] == 0.5 * full.stages[1:, [2, 4]]).all()
    assert shed.burn_s == full.burn_s and shed.payload_kg == full.payload_kg


def prop_what_cannot_shed_has_factor_one() -> None:
    whole = entry("gbi-two-stage")
    assert least_factor(entry("gbi-two-stage", energy_management="none")) == 1.0
    assert least_factor(entry("gbi-two-stage", least_speed_share=1.0)) == 1.0
    assert least_factor(entry("gbi-two-stage", stages=whole.stages[:1])) == 1.0
    assert least_factor(entry("gbi-two-stage", dead_kg=50e3)) == 1.0  # no reference flight
    assert least_factor(entry("thaad", energy_management="shed", least_speed_share=0.5)) == 1.0


def prop_a_tiny_share_still_flies() -> None:
    factor = least_factor(entry("gbi-three-stage@booster-flight-2003", least_speed_share=0.05))
    assert 0.0 < factor < 0.1
    assert reference_speed(entry("gbi-three-stage@booster-flight-2003"), factor) > 0.0
