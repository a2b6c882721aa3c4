"""Where spent stages and interceptors that miss come down, as the missiles' own stages fall."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.analysis.territory import Over, over
from midcourse.catalog.model import Missile
from midcourse.engagement.shots import flown_path
from midcourse.errors import NoSolution
from midcourse.records import STAGE
from midcourse.threats.payload import fallen
from midcourse.truth import FIRST_STAGE, SERIALS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from midcourse.catalog.model import Interceptor
    from midcourse.scenario.model import BatteryItem, Scenario
    from midcourse.truth import Sky, Trajectory

# no catalogue entry of an interceptor has one: that of a missile's tumbling stage, a row of the starting values
TUMBLING_KG_M2: float = Missile.model_fields["stage_beta_kg_m2"].default


class MissileStage(NamedTuple):
    """A spent stage of the raid: of what, its entry in the catalogue, which stage, and where it comes down."""

    what: str
    missile: str
    stage: int
    fall: Over


class Flown(NamedTuple):
    """An interceptor flown again: its battery, its flight to the intercept, and where each of its stages comes down.

    `missed` where nothing was struck; `fall` is then where the kill vehicle comes down. None for what does not.
    """

    battery: int
    flight: Trajectory
    stages: tuple[Over | None, ...]
    missed: bool
    fall: Over | None


def missile_stages(scenario: Scenario, sky: Sky) -> tuple[MissileStage, ...]:
    """Say where the spent stages of a raid come down.

    Args:
        scenario: checked scenario.
        sky: its raid, flown.

    Returns:
        a MissileStage for each, missile by missile; none of a missile that does not separate.
    """
    missiles = scenario.missiles
    return tuple(
        MissileStage(
            sky.names[k].partition(":")[0],
            missiles[int(sky.raid[k])].missile.id,
            int(sky.key[k]) % SERIALS - FIRST_STAGE + 1,
            _landed(sky.paths[k]),
        )
        for k in np.flatnonzero(sky.kind == STAGE)
    )


def flown(
    order: np.ndarray, item: BatteryItem, battery: int, missed: bool, beta_kg_m2: float = TUMBLING_KG_M2
) -> Flown:
    """Fly an interceptor again and let fall what it leaves behind.

    The last stage is empty at the last burnout and falls apart from the kill vehicle; separation gives no push.

    Args:
        order: one ORDER row that can be flown.
        item, battery: the battery that flew it, and its number.
        missed: whether nothing was struck; the kill vehicle then falls on from the intercept that was planned.
        beta_kg_m2: ballistic coefficient of stages and kill vehicle.

    Returns:
        Flown.
    """
    path = flown_path(order, item)
    stages = tuple(come_down(path, path.launch_s + at_s, beta_kg_m2) for at_s in burnouts_s(item.interceptor))
    return Flown(battery, path, stages, missed, come_down(path, path.end_s, beta_kg_m2) if missed else None)


def burnouts_s(interceptor: Interceptor) -> Sequence[float]:
    """Return the burnout of each stage of an interceptor, s from lift-off."""
    return [
        float(at_s) for at_s in np.cumsum([one.ignition_delay_s + one.burn_s for one in interceptor.stages])
    ]


def come_down(path: Trajectory, time_s: float, beta_kg_m2: float) -> Over | None:
    """Let a body fall from a point of a path: where it comes down; None where it does not within 20,000 s.

    Args:
        path: the flight that it comes from.
        time_s: scenario time of the start, on the path.
        beta_kg_m2: ballistic coefficient.

    Source: `threats.payload.fallen`, by which the stages of missiles fall.
    """
    try:
        return _landed(fallen(path, path.state_eci(time_s), time_s, beta_kg_m2))
    except NoSolution:
        return None


def _landed(fall: Trajectory) -> Over:
    lat_deg, lon_deg, _ = fall.geodetic(np.array([fall.end_s]))[0]
    return over(fall.end_s, float(lat_deg), float(lon_deg))
