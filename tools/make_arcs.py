"""Write 2,000 random ballistic arcs with the points where they reach the ground.

A yardstick for the flight arithmetic of `midcourse`, written apart from it: this file shares no code with
`src/midcourse` and reads one thing from there, the table of the upper air.  The equation of motion is solved
with SciPy's DOP853 at a relative tolerance of 1e-13.

Model
- Earth: WGS84 ellipsoid, central gravity and J2 (equatorial radius as its length), turning 7.292115e-5 rad/s;
  the inertial frame is the Earth-fixed frame at t = 0.  Altitude stands above the ellipsoid.
- Air turns with the Earth.  Density: US Standard Atmosphere 1976; to 86 km from its defining equations; from
  86 km (included) to 1000 km the table `us76_upper.csv`, as a cubic Hermite polynomial of ln(density) over
  altitude.  The slope at a row is that of the parabola through it and its two neighbours; at both ends of the
  table and at 86, 91, 110 and 120 km it is that of the parabola through the row and the next two rows on the
  side of the interval asked for, so such a row has two slopes.  No air above 1000 km.
- Drag: a = -1/2 rho |w| w / beta, w = velocity relative to the air.

Start values are rounded to what the file holds before they are flown.

Run: python tools/make_arcs.py [output.csv]
"""

import csv
import math
import random
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from scipy.integrate import DOP853

SOURCE = Path(__file__).parents[1] / "src/midcourse"
AIR_TABLE = SOURCE / "kernels/us76_upper.csv"
OUTPUT = SOURCE / "verification/cases/arcs.csv"
LABELS = ("eastward", "retrograde", "polar", "dateline", "lofted")
SEED, COUNT = 1976, 2000

A, F = 6378137.0, 1.0 / 298.257223563
GM, J2, OMEGA = 3.986004418e14, 1.08262982e-3, 7.292115e-5
B, E2 = A * (1.0 - F), F * (2.0 - F)
EP2 = E2 / (1.0 - E2)

R0, G0, R_STAR, M0 = 6356766.0, 9.80665, 8314.32, 28.964425
LAPSES = (
    (0, -6.5e-3),
    (11e3, 0.0),
    (20e3, 1e-3),
    (32e3, 2.8e-3),
    (47e3, 0.0),
    (51e3, -2.8e-3),
    (71e3, -2e-3),
)
KINKS_M = (86000.0, 91000.0, 110000.0, 120000.0)

TIME_LIMIT_S, RADIUS_LIMIT_M = 1.5e4, 8e7
RANGE_M = (300e3, 12000e3)

Vector = tuple[float, float, float]
State = list[float]
Force = Callable[[float, State], State]


class Arc(NamedTuple):
    """One arc: start relative to the turning Earth, impact Earth-fixed."""

    label: str
    lat_deg: float
    lon_deg: float
    alt_m: float
    speed_m_s: float
    fpa_deg: float
    azimuth_deg: float
    beta_kg_m2: float
    impact_time_s: float = math.nan
    impact_x_ecef_m: float = math.nan
    impact_y_ecef_m: float = math.nan
    impact_z_ecef_m: float = math.nan
    apogee_m: float = math.nan


DECIMALS = (0, 6, 6, 1, 3, 5, 5, 1, 9, 5, 5, 5, 3)


# ---------------------------------------------------------------- Earth


def up_and_altitude(x: float, y: float, z: float) -> tuple[float, float, float]:
    """Cosine and sine of the geodetic latitude, and the altitude above the ellipsoid (to 1e-9 m)."""
    p = math.sqrt(x * x + y * y)
    cos_b, sin_b = p * (1.0 - F), z  # parametric latitude, first guess
    for _ in range(6):
        norm = math.sqrt(cos_b * cos_b + sin_b * sin_b)
        cos_b, sin_b = cos_b / norm, sin_b / norm
        top, bottom = z + EP2 * B * sin_b**3, p - E2 * A * cos_b**3
        norm = math.sqrt(top * top + bottom * bottom)
        cos_l, sin_l = bottom / norm, top / norm
        turn = abs(sin_b * cos_l - cos_b * sin_l * (1.0 - F))
        cos_b, sin_b = cos_l, (1.0 - F) * sin_l
        if turn < 1e-11:
            break
    return cos_l, sin_l, p * cos_l + z * sin_l - A * math.sqrt(1.0 - E2 * sin_l * sin_l)


def altitude(y: State) -> float:
    return up_and_altitude(y[0], y[1], y[2])[2]


def climb(y: State) -> float:
    """Rate of change of the altitude, m/s."""
    cos_l, sin_l, _ = up_and_altitude(y[0], y[1], y[2])
    p = math.hypot(y[0], y[1])
    return cos_l * (y[0] * y[3] + y[1] * y[4]) / p + sin_l * y[5]


# ---------------------------------------------------------------- air


def lower_layers() -> list[tuple[float, float, float, float]]:
    """Base height (m, geopotential), temperature, lapse rate and pressure of the seven lower layers."""
    layers = []
    t, p = 288.15, 101325.0
    for i, (base, lapse) in enumerate(LAPSES):
        layers.append((base, t, lapse, p))
        if i + 1 < len(LAPSES):
            rise = LAPSES[i + 1][0] - base
            p *= pressure_ratio(t, lapse, rise)
            t += lapse * rise
    return layers


def pressure_ratio(t: float, lapse: float, rise: float) -> float:
    if lapse == 0.0:
        return math.exp(-G0 * M0 * rise / (R_STAR * t))
    return float((t / (t + lapse * rise)) ** (G0 * M0 / (R_STAR * lapse)))


def three_point(x: list[float], y: list[float], first: int, at: int) -> float:
    """Slope at row `at` of the parabola through the rows first, first + 1 and first + 2 (Lagrange form)."""
    a, b, c = x[first : first + 3]
    s = x[at]
    return (
        y[first] * (2 * s - b - c) / ((a - b) * (a - c))
        + y[first + 1] * (2 * s - a - c) / ((b - a) * (b - c))
        + y[first + 2] * (2 * s - a - b) / ((c - a) * (c - b))
    )


def upper_cubics(path: Path = AIR_TABLE) -> tuple[list[float], list[tuple[float, float, float, float]]]:
    """Altitudes of the rows, and for each interval the cubic of ln(density) in metres from its lower end."""
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    x = [float(row["altitude_m"]) for row in rows]
    y = [math.log(float(row["density_kg_m3"])) for row in rows]
    cubics = []
    for i in range(len(x) - 1):
        first = i if i == 0 or x[i] in KINKS_M else i - 1
        low = three_point(x, y, first, i)
        first = i - 1 if i + 2 == len(x) or x[i + 1] in KINKS_M else i
        high = three_point(x, y, first, i + 1)
        h = x[i + 1] - x[i]
        mean = (y[i + 1] - y[i]) / h
        cubics.append((y[i], low, (3 * mean - 2 * low - high) / h, (low + high - 2 * mean) / h**2))
    return x, cubics


LAYERS = lower_layers()
BASES = [layer[0] for layer in LAYERS]
NODES, CUBICS = upper_cubics()


def density(h: float) -> float:
    """Air density (kg/m3) at the altitude h (m)."""
    if h >= 86000.0:
        if h >= 1000e3:
            return 0.0
        i = bisect_right(NODES, h) - 1
        c0, c1, c2, c3 = CUBICS[i]
        s = h - NODES[i]
        return math.exp(c0 + s * (c1 + s * (c2 + s * c3)))
    height = R0 * h / (R0 + h)
    base, t, lapse, p = LAYERS[max(bisect_right(BASES, height) - 1, 0)]
    rise = height - base
    return p * pressure_ratio(t, lapse, rise) * M0 / (R_STAR * (t + lapse * rise))


# ---------------------------------------------------------------- motion


def acceleration(beta: float) -> Force:
    """Right-hand side of the motion in the inertial frame for a ballistic coefficient (kg/m2)."""
    k_j2 = 1.5 * J2 * A * A

    def force(_t: float, state: State) -> State:
        x, y, z, vx, vy, vz = state
        r2 = x * x + y * y + z * z
        r = math.sqrt(r2)
        pull = -GM / (r2 * r)
        q = k_j2 / r2
        s = 5.0 * z * z / r2
        gxy, gz = pull * (1.0 + q * (1.0 - s)), pull * (1.0 + q * (3.0 - s))
        ax, ay, az = gxy * x, gxy * y, gz * z
        if r < A + 1000e3:
            rho = density(up_and_altitude(x, y, z)[2])
            wx, wy = vx + OMEGA * y, vy - OMEGA * x
            k = 0.5 * rho * math.sqrt(wx * wx + wy * wy + vz * vz) / beta
            ax, ay, az = ax - k * wx, ay - k * wy, az - k * vz
        return [vx, vy, vz, ax, ay, az]

    return force


def solver(force: Force, t: float, y: State, bound: float, tight: float) -> DOP853:
    """DOP853 at rtol 1e-13 and atol 1e-9; `tight` > 1 divides rtol (down to SciPy's floor) and atol."""
    rtol = max(1e-13 / tight, 2.3e-14)
    return DOP853(lambda s, v: force(s, v.tolist()), t, y, bound, rtol=rtol, atol=1e-9 / tight)


def longest_step(y: State) -> float:
    """0.4 s below 150 km, longer above but never far enough to pass through the air unseen.

    The steps are this short because the laws of density have kinks, which a step should not straddle by much.
    """
    speed = math.sqrt(y[3] ** 2 + y[4] ** 2 + y[5] ** 2)
    return min(max(0.4, 0.5 * (altitude(y) - 150e3) / speed), 60.0)


def refine(
    force: Force, t: float, y: State, guess: float, zero: Callable[[State], float], tight: float
) -> State:
    """State, with its time in front, where `zero` vanishes: secant steps, each flown again from (t, y)."""
    reached = fly_to(force, t, y, guess, tight)
    value, other = zero(reached[1:]), guess + 1e-3
    other_value = zero(fly_to(force, t, y, other, tight)[1:])
    for _ in range(8):
        step = value * (other - guess) / (other_value - value)
        other, other_value = guess, value
        guess -= step
        reached = fly_to(force, t, y, guess, tight)
        value = zero(reached[1:])
        if abs(step) < 1e-9 or value == other_value:
            break
    return reached


def fly_to(force: Force, t: float, y: State, end: float, tight: float) -> State:
    """State at `end`, with its time in front; always whole steps, never an interpolated one."""
    if end == t:
        return [t, *y]
    flight = solver(force, t, y, end, tight)
    while flight.status == "running":
        flight.step()
    return [end, *flight.y.tolist()]


def impact(y: State, beta: float, tight: float = 1.0) -> tuple[State, float] | None:
    """Time and state at the ground, and the apogee altitude; None for what orbits or flies too long."""
    force = acceleration(beta)
    flight = solver(force, 0.0, y, TIME_LIMIT_S, tight)
    rate, apogee = climb(y), altitude(y)
    while flight.status == "running":
        flight.max_step = longest_step(y) / (2.0 if tight > 1.0 else 1.0)
        before = float(flight.t)
        flight.step()
        new, step = flight.y.tolist(), float(flight.t - before)
        new_rate = climb(new)
        if rate > 0.0 >= new_rate:
            guess = before + step * rate / (rate - new_rate)
            apogee = max(apogee, altitude(refine(force, before, y, guess, climb, tight)[1:]))
        low = altitude(new)
        if low <= 0.0:
            guess = before + step * altitude(y) / (altitude(y) - low)
            return refine(force, before, y, guess, altitude, tight), apogee
        if math.hypot(*new[:3]) > RADIUS_LIMIT_M:
            return None
        y, rate = new, new_rate
    return None


# ---------------------------------------------------------------- arcs


def local_frame(lat_deg: float, lon_deg: float) -> tuple[Vector, Vector, Vector]:
    """East, north and up at a place, Earth-fixed."""
    lat, lon = math.radians(lat_deg), math.radians(lon_deg)
    sl, cl, so, co = math.sin(lat), math.cos(lat), math.sin(lon), math.cos(lon)
    return (-so, co, 0.0), (-sl * co, -sl * so, cl), (cl * co, cl * so, sl)


def place(lat_deg: float, lon_deg: float, alt_m: float) -> Vector:
    _, _, up = local_frame(lat_deg, lon_deg)
    n = A / math.sqrt(1.0 - E2 * up[2] * up[2])
    return (n + alt_m) * up[0], (n + alt_m) * up[1], (n * (1.0 - E2) + alt_m) * up[2]


def start_state(arc: Arc) -> State:
    """Inertial position and velocity at t = 0."""
    x, y, z = place(arc.lat_deg, arc.lon_deg, arc.alt_m)
    fpa, azimuth = math.radians(arc.fpa_deg), math.radians(arc.azimuth_deg)
    parts = (math.cos(fpa) * math.sin(azimuth), math.cos(fpa) * math.cos(azimuth), math.sin(fpa))
    frame = local_frame(arc.lat_deg, arc.lon_deg)
    v = [
        arc.speed_m_s * sum(part * axis[i] for part, axis in zip(parts, frame, strict=True)) for i in range(3)
    ]
    return [x, y, z, v[0] - OMEGA * y, v[1] + OMEGA * x, v[2]]


def fly(arc: Arc, tight: float = 1.0) -> Arc | None:
    """The arc with its impact filled in; None if it orbits or flies longer than TIME_LIMIT_S."""
    end = impact(start_state(arc), arc.beta_kg_m2, tight)
    if end is None:
        return None
    (t, x, y, z, *_), apogee = end
    c, s = math.cos(OMEGA * t), math.sin(OMEGA * t)
    return Arc(*arc[:8], t, c * x + s * y, c * y - s * x, z, apogee)


def ground_range(arc: Arc) -> float:
    """Great-circle distance (m) from start to impact on a sphere of 6371 km."""
    p, q = place(arc.lat_deg, arc.lon_deg, 0.0), arc[9:12]
    cross = math.hypot(p[1] * q[2] - p[2] * q[1], p[2] * q[0] - p[0] * q[2], p[0] * q[1] - p[1] * q[0])
    return 6371e3 * math.atan2(cross, sum(u * v for u, v in zip(p, q, strict=True)))


def crosses_dateline(arc: Arc) -> bool:
    lon = math.degrees(math.atan2(arc.impact_y_ecef_m, arc.impact_x_ecef_m))
    return lon * arc.lon_deg < 0.0 and abs(lon - arc.lon_deg) > 180.0


def hit_speed(radius: float, fpa: float, angle: float) -> float:
    """Inertial speed that covers `angle` (rad) in vacuum down to a sphere of 6371 km; nan if none does."""
    bottom = math.cos(fpa) * (radius / 6371e3 * math.cos(fpa) - math.cos(angle + fpa))
    q = (1.0 - math.cos(angle)) / bottom if bottom > 0.0 else math.nan
    return math.sqrt(q * GM / radius) if q < 1.98 else math.nan


def draw_direction(label: str, angle_deg: float, luck: random.Random) -> tuple[float, float, float]:
    """Latitude, longitude and azimuth (deg) of a start, as the label asks."""
    lat, lon = luck.uniform(-88.0, 88.0), luck.uniform(-180.0, 180.0)
    east, west = luck.uniform(20.0, 160.0), luck.uniform(200.0, 340.0)
    if label == "polar":  # over the nearer pole, passing it within about five degrees of azimuth
        lat = math.copysign(luck.uniform(max(20.0, 93.0 - angle_deg), 88.0), lat)
        return lat, lon, ((0.0 if lat > 0 else 180.0) + luck.uniform(-5.0, 5.0)) % 360.0
    if label == "dateline":
        short = luck.uniform(0.0, angle_deg)
        return (lat, 180.0 - short, east) if luck.random() < 0.5 else (lat, short - 180.0, west)
    azimuth = {"eastward": east, "retrograde": west}.get(label, luck.uniform(0.0, 360.0))
    return lat, lon, azimuth


def draw(label: str, luck: random.Random) -> Arc | None:
    """A start of the family `label`, rounded as the file holds it; None if the draw is no arc."""
    angle = luck.uniform(RANGE_M[0], RANGE_M[1]) / 6371e3
    if label == "polar":
        angle = max(angle, math.radians(8.0))
    lat, lon, azimuth = draw_direction(label, math.degrees(angle), luck)
    lon = (lon + 180.0) % 360.0 - 180.0
    alt = luck.uniform(80e3, 250e3)
    fpa = luck.uniform(50.0, 85.0) if label == "lofted" else luck.uniform(3.0, 50.0)
    beta = math.exp(luck.uniform(math.log(500.0), math.log(12000.0)))
    speed = hit_speed(6371e3 + alt, math.radians(fpa), angle)
    if math.isnan(speed):
        return None
    return relative_start(label, (lat, lon, alt), (speed, fpa, azimuth), beta)


def relative_start(label: str, where: Vector, inertial: Vector, beta: float) -> Arc | None:
    """Turn an inertial speed, angle and azimuth (deg) into rounded ones relative to the turning Earth."""
    lat, lon, alt = where
    speed, fpa, azimuth = inertial[0], math.radians(inertial[1]), math.radians(inertial[2])
    p = place(lat, lon, alt)
    east = speed * math.cos(fpa) * math.sin(azimuth) - OMEGA * math.hypot(p[0], p[1])
    north, up = speed * math.cos(fpa) * math.cos(azimuth), speed * math.sin(fpa)
    ground = math.hypot(east, north)
    fpa_deg = math.degrees(math.atan2(up, ground))
    if not 3.0 <= fpa_deg <= 85.0:
        return None
    azimuth_deg = math.degrees(math.atan2(east, north)) % 360.0
    values = (lat, lon, alt, math.hypot(ground, up), fpa_deg, azimuth_deg, beta)
    return Arc(label, *(round(value, digits) for value, digits in zip(values, DECIMALS[1:8], strict=True)))


def arcs(seed: int, count: int) -> Iterator[Arc]:
    """`count` flown arcs, the labels in turn; draws that orbit or leave the range are drawn again."""
    luck = random.Random(seed)
    made = 0
    while made < count:
        label = LABELS[made % len(LABELS)]
        start = draw(label, luck)
        arc = fly(start) if start else None
        if arc is None or not RANGE_M[0] <= ground_range(arc) <= RANGE_M[1]:
            continue
        if label == "dateline" and not crosses_dateline(arc):
            continue
        made += 1
        yield arc


def fresh(seed: int, count: int) -> list[Arc]:
    """New arcs for a test that does not trust the file."""
    return list(arcs(seed, count))


def distance(one: Arc, other: Arc) -> float:
    return math.dist(one[9:12], other[9:12])


def check(rows: list[Arc], every: int) -> None:
    """Fly some arcs again with half the step and tighter settings; print the largest difference."""
    again = [(row, fly(row, tight=4.0)) for row in rows[::every]]
    gaps = [distance(row, new) for row, new in again if new]
    times = [abs(row.impact_time_s - new.impact_time_s) for row, new in again if new]
    print(
        f"{len(gaps)} arcs flown again, half the step and tighter: impact moves by at most {max(gaps):.1e} m,"
    )
    print(f"its time by {max(times):.1e} s")
    depth = max(abs(up_and_altitude(*row[9:12])[2]) for row in rows)
    print(f"altitude of the impact points: at most {depth:.1e} m from the ellipsoid")


def write(rows: list[Arc], path: Path) -> None:
    lines = [
        "# Random ballistic arcs and their impact points: WGS84, J2, rotation, US Standard Atmosphere 1976.",
        "# Made by tools/make_arcs.py (SciPy DOP853, rtol 1e-13; the model is described there). Apache-2.0.",
        "# Start relative to the turning Earth at t = 0 (inertial and fixed axes agree); impact Earth-fixed.",
        ",".join(Arc._fields),
    ]
    for row in rows:
        numbers = (f"{value:.{digits}f}" for value, digits in zip(row[1:], DECIMALS[1:], strict=True))
        lines.append(",".join((row.label, *numbers)))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    rows = []
    for arc in arcs(SEED, COUNT):
        rows.append(arc)
        if len(rows) % 100 == 0:
            print(f"{len(rows)} of {COUNT} arcs", flush=True)
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else OUTPUT
    write(rows, path)
    print(f"{path.name}: {path.stat().st_size} bytes")
    check(rows, every=20)


if __name__ == "__main__":
    main()
