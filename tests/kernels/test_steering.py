"""Where the thrust points, and the program of phases of a stack of stages."""

from __future__ import annotations

import math

import numpy as np
import pytest

from midcourse.kernels.earth import ecef_to_enu
from midcourse.kernels.steering import (
    COAST,
    COLUMNS,
    FALL,
    FOREVER_S,
    GRAVITY_TURN,
    KICK_S,
    NO_PLANE,
    PITCH,
    Phase,
    boost_program,
    free_program,
    launch_plane,
    phase_of,
    thrust_direction,
)

# propellant kg, inert kg, vacuum thrust N, burn s, exit area m2, reference area m2, ignition delay s
STAGES = np.array([[10_000.0, 1_000.0, 4e5, 60.0, 0.5, 1.8, 0.0], [3_000.0, 400.0, 9e4, 80.0, 0.3, 1.2, 5.0]])
PAYLOAD_KG = 600.0
KICK_RAD = 0.05
END, IGNITION, MASS, FLOW, THRUST, EXIT, AREA, BETA, LAW, SINE, COSINE = 0, 1, 2, 3, 5, 7, 8, 9, 10, 11, 12


def program_of(
    cut_off_s: float, rise_s: float = 6.0, stages: np.ndarray = STAGES
) -> tuple[np.ndarray, float]:
    """Return the phases written and the time of last burnout."""
    rows = np.full((2 * len(stages) + 4, COLUMNS), np.nan)
    count, burnout_s = boost_program(stages, PAYLOAD_KG, rise_s, KICK_RAD, cut_off_s, 1e-4, rows)
    assert np.all(np.isfinite(rows[:count]))
    assert np.all(np.isnan(rows[count:]))
    return rows[:count], burnout_s


def verif_program_of_two_stages() -> None:
    rows, burnout_s = program_of(math.inf)
    assert burnout_s == 60.0 + 5.0 + 80.0
    assert rows[:, END].tolist() == [6.0, 6.0 + KICK_S, 60.0, 65.0, 145.0, FOREVER_S]
    assert rows[:, LAW].tolist() == [PITCH, PITCH, GRAVITY_TURN, COAST, GRAVITY_TURN, FALL]
    pitches = np.arctan2(rows[:2, SINE], rows[:2, COSINE])
    assert pitches == pytest.approx([0.5 * math.pi, 0.5 * math.pi - KICK_RAD])
    assert rows[:, MASS].tolist() == [15_000.0, 15_000.0, 15_000.0, 4_000.0, 4_000.0, PAYLOAD_KG]
    assert rows[:, IGNITION].tolist() == [0.0, 0.0, 0.0, 65.0, 65.0, 145.0]
    assert rows[:, FLOW] == pytest.approx([10_000 / 60] * 3 + [0.0, 3_000 / 80, 0.0])
    assert rows[:, THRUST].tolist() == [4e5, 4e5, 4e5, 0.0, 9e4, 0.0]
    assert rows[:, EXIT].tolist()[:3] == [0.5] * 3
    assert rows[4, EXIT] == 0.3
    assert rows[:, AREA].tolist() == [1.8, 1.8, 1.8, 1.2, 1.2, 0.0]
    assert rows[:, BETA].tolist() == [0.0] * 5 + [1e-4]


def prop_mass_at_burnout_is_what_the_next_phase_drops_inert_mass_from() -> None:
    rows, _ = program_of(math.inf)
    burnt = rows[2, MASS] - rows[2, FLOW] * (rows[2, END] - rows[2, IGNITION])
    assert burnt - STAGES[0, 1] == pytest.approx(rows[3, MASS])
    burnt = rows[4, MASS] - rows[4, FLOW] * (rows[4, END] - rows[4, IGNITION])
    assert burnt - STAGES[1, 1] == pytest.approx(rows[5, MASS])


@pytest.mark.parametrize("cut_off_s", [3.0, 10.0, 40.0, 60.0, 62.0, 100.0, 145.0, 500.0])
def prop_no_thrust_after_cut_off_and_times_rise(cut_off_s: float) -> None:
    rows, burnout_s = program_of(cut_off_s)
    assert np.all(np.diff(rows[:, END]) >= 0.0)
    burning = rows[rows[:, THRUST] > 0.0]
    assert np.all(burning[:, END] <= cut_off_s)
    assert burnout_s <= min(max(cut_off_s, 65.0), 145.0)
    assert rows[-1, END] == FOREVER_S
    assert rows[-1, MASS] == PAYLOAD_KG
    assert rows[-1, LAW] == FALL


def verif_cut_off_of_the_last_stage() -> None:
    rows, burnout_s = program_of(100.0)
    assert burnout_s == 100.0
    assert rows[-2, END] == 100.0
    assert rows[-1, IGNITION] == 100.0


def prop_phase_of_reads_every_column_in_order() -> None:
    row = np.arange(1.0, COLUMNS + 1.0)
    phase = phase_of(row.reshape(1, COLUMNS), 0)
    assert Phase(*phase) == Phase(*row[:10], 11, *row[11:])


def phase(law: int, pitch: float = 0.3) -> Phase:
    held = math.sin(pitch), math.cos(pitch)
    return phase_of(np.array([[1e9, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, law, *held]]), 0)


@pytest.mark.parametrize("azimuth_deg", [0.0, 37.0, 90.0, 180.0, 301.0])
@pytest.mark.parametrize("lat_deg", [-80.0, 0.0, 41.0, 90.0])
def verif_pitch_and_azimuth_of_the_thrust(lat_deg: float, azimuth_deg: float) -> None:
    lat, lon, azimuth, pitch = (math.radians(part) for part in (lat_deg, 115.0, azimuth_deg, 25.0))
    plane = launch_plane(lat, lon, azimuth, 5e4, math.radians(70.0))
    along = thrust_direction(phase(PITCH, pitch), plane, 0, 0.0, 0.0, 0.0, 0.0)
    flat = math.cos(pitch)
    expected = (flat * math.sin(azimuth), flat * math.cos(azimuth), math.sin(pitch))
    assert ecef_to_enu(lat, lon, *along) == pytest.approx(expected, abs=1e-14)
    held = thrust_direction(phase(PITCH, pitch), plane, 1, 0.0, 0.0, 0.0, 0.0)
    assert ecef_to_enu(lat, lon, *held)[2] == pytest.approx(math.sin(math.radians(70.0)))


def prop_gravity_turn_follows_the_air_velocity() -> None:
    assert thrust_direction(phase(GRAVITY_TURN), NO_PLANE, 0, 30.0, -40.0, 0.0, 50.0) == pytest.approx(
        (0.6, -0.8, 0.0)
    )
    still = thrust_direction(phase(GRAVITY_TURN), NO_PLANE, 0, 0.0, 0.0, 0.0, 0.0)
    assert all(math.isfinite(part) for part in still)


def verif_free_program_holds_a_ballistic_coefficient() -> None:
    assert free_program(2_000.0)[0, BETA] == pytest.approx(5e-4)
    assert free_program(math.inf)[0, BETA] == 0.0
    assert free_program(math.inf)[0, LAW] == FALL
