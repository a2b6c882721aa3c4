"""Write the upper part of the US Standard Atmosphere 1976 (86-1000 km) as a small table.

The equations, constants and starting number densities are those of the standard's own document (U.S. Standard
Atmosphere, 1976; NOAA-S/T 76-1562, NASA-TM-X-74335; a work of the US Government, so free of copyright),
part 1, section 1.3, equations 32-42.  They are integrated here with classical Runge-Kutta steps that never
straddle a change of law.  Three comparisons are printed:

- with the densities printed in the document (4 figures): all agree within half a unit of the last figure
  or 3.5e-4, whichever is larger;
- with cubic interpolation between the rows, as a user of the table does it;
- with the library `ussa1976` 0.3.4, if it is installed.  That library uses the molar mass of nitrogen instead
  of that of mixed air in the eddy term of atomic oxygen below 100 km; its oxygen is 7.2 % too high at 105 km
  and its density up to 6.7 % (500 km).  The table follows the document, not the library.

Run: python tools/make_air_table.py [output.csv]
"""

import math
import sys
from collections.abc import Callable
from pathlib import Path

OUTPUT = Path(__file__).parents[1] / "src/midcourse/kernels/us76_upper.csv"

GAS = 8314.32  # J/(kmol K)
BOLTZMANN = 1.380622e-23  # J/K
AVOGADRO = 6.022169e26  # 1/kmol
G0, R0 = 9.80665, 6356766.0
M_AIR = 28.9644  # kg/kmol, mixed air, up to 100 km
MASS = {"N2": 28.0134, "O": 15.9994, "O2": 31.9988, "Ar": 39.948, "He": 4.0026, "H": 1.00797}
N_86 = {"N2": 1.129794e20, "O": 8.6e16, "O2": 3.030898e19, "Ar": 1.351400e18, "He": 7.5817e14}  # 1/m3
THERMAL = {"O": 0.0, "O2": 0.0, "Ar": 0.0, "He": -0.40, "H": -0.25}
DIFFUSION = {
    "O": (6.986e20, 0.750),
    "O2": (4.863e20, 0.750),
    "Ar": (4.487e20, 0.870),
    "He": (1.700e21, 0.691),
    "H": (3.305e21, 0.500),
}
# Q (1/km3), U (km), W (1/km3) of the flow term; oxygen has a second one below 97 km.
FLOW = {
    "O": (-5.809644e-4, 56.90311, 2.706240e-5),
    "O2": (1.366212e-4, 86.0, 8.333333e-5),
    "Ar": (9.434079e-5, 86.0, 8.333333e-5),
    "He": (-2.457369e-4, 86.0, 6.666667e-4),
}
FLOW_O_LOW = (-3.416248e-3, 97.0, 5.008765e-4)
H_500, H_FLUX = 8.0e10, 7.2e11  # hydrogen at 500 km (1/m3) and its upward flux (1/(m2 s))

STEP_M = 50.0
KINKS_M = (86000.0, 91000.0, 110000.0, 120000.0)

# Densities printed in the document (kg/m3), four figures, by geometric altitude in km.
PRINTED = {
    90: 3.416e-6, 91: 2.860e-6, 100: 5.604e-7, 110: 9.708e-8, 115: 4.289e-8, 120: 2.222e-8, 130: 8.152e-9,
    140: 3.831e-9, 150: 2.076e-9, 175: 6.339e-10, 180: 5.194e-10, 200: 2.541e-10, 250: 6.073e-11,
    300: 1.916e-11, 350: 7.014e-12, 400: 2.803e-12, 450: 1.184e-12, 500: 5.215e-13, 600: 1.137e-13,
    700: 3.070e-14, 800: 1.136e-14, 900: 5.759e-15, 1000: 3.561e-15,
}  # fmt: skip
# Pressures printed in the document (Pa), five figures.
PRINTED_PRESSURE = {
    200: 8.4736e-5, 250: 2.4767e-5, 300: 8.7704e-6, 400: 1.4518e-6, 500: 3.0236e-7, 600: 8.2130e-8,
    700: 3.1908e-8, 800: 1.7036e-8, 900: 1.0873e-8, 1000: 7.5138e-9,
}  # fmt: skip

Numbers = dict[str, float]
Row = tuple[float, float, float, float]


def node_altitudes_m() -> list[float]:
    """0.25 km to 130 km, 1 km to 200 km, 5 km to 500 km, 10 km to 1000 km."""
    nodes = [86000.0]
    for top, step in ((130e3, 250.0), (200e3, 1e3), (500e3, 5e3), (1000e3, 10e3)):
        while nodes[-1] < top:
            nodes.append(nodes[-1] + step)
    return nodes


def temperature(z_m: float, mid_m: float) -> tuple[float, float]:
    """Kinetic temperature (K) and its slope (K/m), by the law that holds at `mid_m`."""
    z = z_m / 1e3
    if mid_m < 91e3:
        return 186.8673, 0.0
    if mid_m < 110e3:
        x = (z - 91.0) / 19.9429
        root = math.sqrt(1.0 - x * x)
        return 263.1905 - 76.3232 * root, 76.3232 / 19.9429 * x / root / 1e3
    if mid_m < 120e3:
        return 240.0 + 12.0 * (z - 110.0), 0.012
    shrink = (R0 / 1e3 + 120.0) / (R0 / 1e3 + z)
    gap = 640.0 * math.exp(-0.01875 * (z - 120.0) * shrink)
    return 1000.0 - gap, 0.01875 * gap * shrink * shrink / 1e3


def eddy(mid_m: float, z_m: float) -> float:
    """Eddy diffusion coefficient, m2/s."""
    if mid_m < 95e3:
        return 120.0
    if mid_m > 115e3 or z_m >= 115e3:
        return 0.0
    return 120.0 * math.exp(1.0 - 400.0 / (400.0 - (z_m / 1e3 - 95.0) ** 2))


def flow(kind: str, z_m: float, mid_m: float) -> float:
    """The term v/(D+K), 1/m; zero above 150 km."""
    if mid_m > 150e3:
        return 0.0
    q, u, w = FLOW[kind]
    rise = z_m / 1e3 - u
    term = q * rise**2 * math.exp(-w * rise**3)
    if kind == "O" and mid_m < 97e3:
        q, u, w = FLOW_O_LOW
        fall = u - z_m / 1e3
        term += q * fall**2 * math.exp(-w * fall**3)
    return term / 1e3


def slopes(z_m: float, mid_m: float, log_nt: Numbers) -> Numbers:
    """d/dz of ln(n T) for nitrogen, oxygen, argon and helium."""
    t, dt = temperature(z_m, mid_m)
    weight = G0 * (R0 / (R0 + z_m)) ** 2 / (GAS * t)
    k = eddy(mid_m, z_m)
    n = {kind: math.exp(value) / t for kind, value in log_nt.items()}
    mixed = n["N2"] + n["O"] + n["O2"]
    mean = sum(n[kind] * MASS[kind] for kind in ("N2", "O", "O2")) / mixed
    low = mid_m < 100e3
    out = {"N2": -weight * (M_AIR if low else MASS["N2"])}
    for kind in ("O", "O2", "Ar", "He"):
        oxygen = kind in ("O", "O2")  # diffuses through nitrogen; argon and helium through the main three
        a, b = DIFFUSION[kind]
        d = a / (n["N2"] if oxygen else mixed) * (t / 273.15) ** b
        m = M_AIR if low else (MASS["N2"] if oxygen else mean)
        fall = (weight * (MASS[kind] * d + m * k) + THERMAL[kind] * d * dt / t) / (d + k)
        out[kind] = -fall - flow(kind, z_m, mid_m)
    return out


def runge_kutta(
    z_m: float, step_m: float, y: Numbers, slope: Callable[[float, float, Numbers], Numbers]
) -> Numbers:
    """One classical fourth-order step of all logarithms together."""
    mid = z_m + step_m / 2
    k1 = slope(z_m, mid, y)
    k2 = slope(mid, mid, {s: y[s] + step_m / 2 * k1[s] for s in y})
    k3 = slope(mid, mid, {s: y[s] + step_m / 2 * k2[s] for s in y})
    k4 = slope(z_m + step_m, mid, {s: y[s] + step_m * k3[s] for s in y})
    return {s: y[s] + step_m / 6 * (k1[s] + 2 * k2[s] + 2 * k3[s] + k4[s]) for s in y}


def heavy_gases() -> list[Numbers]:
    """Number densities (1/m3) of the five heavier gases every STEP_M from 86 to 1000 km."""
    t = temperature(86e3, 86e3)[0]
    logs = {kind: math.log(n * t) for kind, n in N_86.items()}
    column = [dict(N_86)]
    for i in range(round((1000e3 - 86e3) / STEP_M)):
        z = 86e3 + i * STEP_M
        logs = runge_kutta(z, STEP_M, logs, slopes)
        t = temperature(z + STEP_M, z + STEP_M / 2)[0]
        column.append({kind: math.exp(value) / t for kind, value in logs.items()})
    return column


def hydrogen_slope(z_m: float, total: float) -> tuple[float, float]:
    """Of y = n_H (T/T500)^0.75: the rate per y (1/m) and the constant part (1/m4; only below 500 km)."""
    t, t500 = temperature(z_m, z_m)[0], 999.2356
    a, b = DIFFUSION["H"]
    d = a / total * (t / 273.15) ** b
    return -MASS["H"] * G0 * (R0 / (R0 + z_m)) ** 2 / (GAS * t), -H_FLUX / d * (t / t500) ** 0.75


def add_hydrogen(column: list[Numbers]) -> None:
    """Put hydrogen into the column from 150 km up, starting at 500 km both ways (second order, 50 m)."""
    start = round((500e3 - 86e3) / STEP_M)
    total = [sum(n.values()) for n in column]
    for direction, stop in ((-1, round((150e3 - 86e3) / STEP_M) - 1), (1, len(column))):
        y, h = H_500, direction * STEP_M
        for i in range(start, stop, direction):
            z = 86e3 + i * STEP_M
            column[i]["H"] = y * (999.2356 / temperature(z, z)[0]) ** 0.75
            if i + direction == stop:
                break
            rate, const = hydrogen_slope(z, total[i])
            rate2, const2 = hydrogen_slope(z + h, total[i + direction])
            if direction > 0:
                const = const2 = 0.0
            y = (y * (1 + h / 2 * rate) + h / 2 * (const + const2)) / (1 - h / 2 * rate2)


def air(column: list[Numbers], z_m: float) -> Row:
    """Altitude, density, pressure and temperature at a multiple of STEP_M."""
    n = column[round((z_m - 86e3) / STEP_M)]
    t = temperature(z_m, z_m)[0]
    rho = sum(count * MASS[kind] for kind, count in n.items()) / AVOGADRO
    return z_m, rho, sum(n.values()) * BOLTZMANN * t, t


def parabola_slope(x: list[float], y: list[float], i: int, j: int, k: int, at: int) -> float:
    """Slope at node `at` of the parabola through nodes i < j < k."""
    first = (y[j] - y[i]) / (x[j] - x[i])
    second = ((y[k] - y[j]) / (x[k] - x[j]) - first) / (x[k] - x[i])
    return first + second * ((x[at] - x[i]) + (x[at] - x[j]))


def end_slopes(x: list[float], y: list[float], i: int) -> tuple[float, float]:
    """Slopes at both ends of interval i..i+1; at a kink or an end the parabola lies on this side of it."""
    last = len(x) - 1
    left = (i, i + 1, i + 2) if i == 0 or x[i] in KINKS_M else (i - 1, i, i + 1)
    right = (i - 1, i, i + 1) if i + 1 == last or x[i + 1] in KINKS_M else (i, i + 1, i + 2)
    return parabola_slope(x, y, *left, at=i), parabola_slope(x, y, *right, at=i + 1)


def interpolate_density(rows: list[Row], z_m: float) -> float:
    """Cubic Hermite in ln(density) over altitude: what the users of the table do."""
    x = [row[0] for row in rows]
    y = [math.log(row[1]) for row in rows]
    i = max(k for k in range(len(x) - 1) if x[k] <= z_m)
    width = x[i + 1] - x[i]
    s = (z_m - x[i]) / width
    left, right = end_slopes(x, y, i)
    bulge = (
        s * (1 - s) * ((left * width - (y[i + 1] - y[i])) * (1 - s) - (right * width - (y[i + 1] - y[i])) * s)
    )
    return math.exp(y[i] + s * (y[i + 1] - y[i]) + bulge)


def report(rows: list[Row], column: list[Numbers]) -> None:
    """Print the comparisons named at the top of this file."""
    worst = max(abs(air(column, km * 1e3)[1] / rho - 1) for km, rho in PRINTED.items())
    print(f"printed densities, {len(PRINTED)} altitudes: largest difference {worst:.1e}")
    worst = max(abs(air(column, km * 1e3)[2] / p - 1) for km, p in PRINTED_PRESSURE.items())
    print(f"printed pressures, {len(PRINTED_PRESSURE)} altitudes: largest difference {worst:.1e}")
    between = [86e3 + STEP_M * i for i in range(1, 2280)] + [200e3 + 650.0 * i for i in range(1, 1230)]
    gaps = [(abs(interpolate_density(rows, z) / air(column, z)[1] - 1), z) for z in between]
    print(f"cubic interpolation: largest relative error {max(gaps)[0]:.1e} at {max(gaps)[1] / 1e3:.2f} km")
    try:
        import numpy as np
        import ussa1976
    except ImportError:
        return
    z = np.array([90e3, 100e3, 110e3, 120e3, 150e3, 200e3, 300e3, 500e3, 1000e3])
    theirs = ussa1976.compute(z=z, variables=["rho", "t"])
    for i, altitude in enumerate(z):
        row = air(column, float(altitude))
        ratio, gap = float(theirs.rho.values[i]) / row[1] - 1, float(theirs.t.values[i]) - row[3]
        print(f"library at {altitude / 1e3:5.0f} km: density {ratio:+.2e}, temperature {gap:+.1e} K")


def write(rows: list[Row], path: Path) -> None:
    lines = [
        "# US Standard Atmosphere 1976, 86-1000 km geometric altitude (starts from above at the 86 km step).",
        "# Source: equations and constants of U.S. Standard Atmosphere, 1976 (NOAA-S/T 76-1562,",
        "# NASA-TM-X-74335), integrated by tools/make_air_table.py; agrees with the printed tables to 3.5e-4",
        "# or their last figure.",
        "# Licence: the standard is a work of the US Government, free of copyright; this file: Apache-2.0.",
        "# Between rows: cubic Hermite in ln(density) over altitude; slopes by the parabola through three",
        "# neighbouring rows, all on one side of the kinks at 86, 91, 110 and 120 km (good to 1e-4).",
        "altitude_m,density_kg_m3,pressure_pa,temperature_k",
    ]
    lines += [f"{z:.0f},{rho:.9e},{p:.9e},{t:.6f}" for z, rho, p, t in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    column = heavy_gases()
    add_hydrogen(column)
    rows = [air(column, z) for z in node_altitudes_m()]
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else OUTPUT
    write(rows, path)
    print(f"{len(rows)} rows, {path.stat().st_size} bytes")
    report(rows, column)


if __name__ == "__main__":
    main()
