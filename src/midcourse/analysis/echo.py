"""The range of a radar against cross section, what doubt leaves open of it, and what the raid shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.analysis.outlook import even_range_m, face_on_rad
from midcourse.engagement.watch import placed
from midcourse.records import KINDS, WARHEAD
from midcourse.scenario.doubt import drawn_world, input_names
from midcourse.scenario.latin import drawn, strata
from midcourse.sensors.radar import CUE_ONLY, RadarRow
from midcourse.sensors.tasking import heading_dwell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from midcourse.scenario.model import Scenario
    from midcourse.truth import Sky

LEAST_M2, MOST_M2, POINTS = 1e-3, 10.0, 13
WORLDS, SEED = 200, 1
BAND_PERCENT = (5.0, 95.0)


class Echo(NamedTuple):
    """How far one radar sees with an even chance, free of the horizon, by cross section; shapes (n,).

    `look_m` by one look at a known place; `search_m` by one look of its search, or, where it only follows cues, along
    the heading of one reported launch. `low_m` and `high_m` hold nine in ten worlds of the first; both are None
    where nothing of the radar is in doubt.
    """

    rcs_m2: np.ndarray
    look_m: np.ndarray
    search_m: np.ndarray
    low_m: np.ndarray | None
    high_m: np.ndarray | None


class Shown(NamedTuple):
    """What an object of the raid shows to a radar: its name and its cross section in the radar's band."""

    what: str
    rcs_m2: float


def echoes(scenario: Scenario) -> list[Echo]:
    """Return the range of each radar of a scenario against cross section, straight out of a face.

    Args:
        scenario: checked scenario.

    Returns:
        an Echo for each radar, in order; cross sections from 0.001 to 10 m2.

    Source: `analysis.outlook.even_range_m`; the worlds are drawn as those of a run, `scenario.doubt`.
    """
    rcs_m2 = np.geomspace(LEAST_M2, MOST_M2, POINTS)
    rows = placed(scenario.sensors)
    doubted = [placed(world.sensors) for world in sensor_worlds(scenario)]
    found = []
    for s, radar in enumerate(rows):
        low = high = None
        if doubted:
            ranges = np.array([_ranges(world[s], rcs_m2, world[s].dwell_s) for world in doubted])
            low, high = np.percentile(ranges, BAND_PERCENT, axis=0)
        look = _ranges(radar, rcs_m2, radar.dwell_s)
        found.append(Echo(rcs_m2, look, _ranges(radar, rcs_m2, search_s(radar)), low, high))
    return found


def search_s(radar: RadarRow) -> float:
    """Return the dwell in s of a look that searches: its fence or volume, or the sector of one reported launch."""
    return heading_dwell(radar, 1) if radar.mode == CUE_ONLY else radar.search_dwell_s


def sensor_worlds(scenario: Scenario, count: int = WORLDS) -> list[Scenario]:
    """Return worlds in which the numbers of the sensors have other values, and all else is as stated."""
    names = {path: name for path, name in input_names(scenario).items() if path.startswith("sensors.")}
    if not names:
        return []
    shares = {name: strata(name, count, SEED) for name in set(names.values())}
    numbers = scenario.provenance
    return [
        drawn_world(
            scenario, {path: drawn(numbers[path], shares[name][k]) for path, name in names.items()}
        ).scenario
        for k in range(count)
    ]


def faintest_warhead(scenario: Scenario, sky: Sky, radar: RadarRow) -> Shown:
    """Return the warhead of the raid that shows a radar the least.

    Args:
        scenario, sky: the scenario and its raid flown.
        radar: RadarRow.
    """
    warheads = np.flatnonzero(sky.kind == WARHEAD)
    k = int(warheads[np.argmin(sky.rcs_m2[warheads, int(radar.band), 0])])
    return Shown(_missile(scenario, sky, k), float(sky.rcs_m2[k, int(radar.band), 0]))


def shown(sky: Sky, radar: RadarRow) -> list[Shown]:
    """Return what the objects of the raid show to a radar, each cross section once, the least first.

    Args:
        sky: the raid flown.
        radar: RadarRow.
    """
    words: dict[float, list[str]] = {}
    band = int(radar.band)
    for k, kind in enumerate(sky.kind):
        _note(words, float(sky.rcs_m2[k, band, 0]), KINDS[kind])
        if sky.burnout_s[k] > sky.starts_s[k]:
            _note(words, float(sky.rcs_m2[k, band, 1]), "burning missile")
    return [Shown(", ".join(names), rcs_m2) for rcs_m2, names in sorted(words.items())]


def _note(words: dict[float, list[str]], rcs_m2: float, name: str) -> None:
    names = words.setdefault(rcs_m2, [])
    if name not in names:
        names.append(name)


def _missile(scenario: Scenario, sky: Sky, k: int) -> str:
    return scenario.missiles[int(sky.raid[k])].missile.id


def _ranges(radar: RadarRow, rcs_m2: Sequence[float] | np.ndarray, dwell_s: float) -> np.ndarray:
    off_rad, _ = face_on_rad(radar)
    return np.array([even_range_m(radar, float(each), off_rad, dwell_s) for each in rcs_m2])
