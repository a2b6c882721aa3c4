"""RocketPy's flights of a point mass with the same thrust, drag, masses, rail and air."""

from __future__ import annotations

from typing import Any

from rocketpy import Environment, Flight, PointMassMotor, PointMassRocket

from flights.rockets import points
from timing import Row

PEER = "RocketPy 3-DOF"
LIGHT_KG = 1e-3  # their motor must weigh something when it is empty
INTO_THE_WIND = 1.0  # rate of their law
# solver and relative tolerance; the first is their default
SETTINGS = (
    ("LSODA", 1e-6),
    ("LSODA", 1e-5),
    ("LSODA", 1e-4),
    ("LSODA", 1e-3),
    ("RK45", 1e-4),
    ("DOP853", 1e-4),
)
TIGHT = ("DOP853", 1e-9)


def rows(entry: dict[str, Any]) -> tuple[list[Row], float, float]:
    """Return a row for each setting, and their own apogee above the site and time of impact at the tightest."""
    place = entry["site"]
    air = Environment(latitude=place["lat_deg"], longitude=place["lon_deg"], elevation=place["alt_m"])
    air.set_atmospheric_model("standard_atmosphere")
    thrust, drag = points(entry, "thrust_n_over_s"), points(entry, "cd_over_mach", entry["cd_scale"]).tolist()
    motor = PointMassMotor(thrust, dry_mass=LIGHT_KG, propellant_initial_mass=entry["propellant_kg"])
    rocket = PointMassRocket(
        radius=0.5 * entry["diameter_m"], mass=entry["dry_mass_kg"] - LIGHT_KG, center_of_mass_without_motor=0.0,
        power_off_drag=drag, power_on_drag=drag, weathercock_coeff=INTO_THE_WIND,
    )  # fmt: skip
    rocket.add_motor(motor, 0.0)
    rail = entry["rail"]

    def fly(solver: str, rtol: float) -> Any:
        return Flight(
            rocket, air, rail["length_m"], rail["inclination_deg"], rail["heading_deg"], max_time=120.0, rtol=rtol,
            ode_solver=solver, simulation_mode="3 DOF",
        )  # fmt: skip

    def above_m(flown: Any) -> float:
        return float(flown.apogee) - float(place["alt_m"])

    best = fly(*TIGHT)
    found = []
    for solver, rtol in SETTINGS:
        error_m = abs(above_m(fly(solver, rtol)) - above_m(best))
        call = lambda solver=solver, rtol=rtol: fly(solver, rtol)  # noqa: E731
        found.append(Row(f"RocketPy 3-DOF, {solver}, rtol {rtol:.0e}", 1, call, PEER, error_m))
    return found, above_m(best), float(best.t_final)
