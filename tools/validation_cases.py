"""What each case of `midcourse verify` is held against, as docs/validation.md shows it and the site reads it there."""

CASES = (
    (
        "`nesc`",
        "NASA check cases 1, 4, 6, 8, 9: spheres dropped and thrown, with drag and wind",
        "0.02 m, 0.001 m/s after 30 s",
    ),
    ("`us76`", "US Standard Atmosphere 1976: library below 86 km, printed densities above", "1e-5; 1e-3"),
    ("`geodetic`, `look`", "PROJ: positions, azimuth, elevation, range", "1e-6 m, 1e-7 deg"),
    ("`geodesic`", "GeographicLib: distances on the ellipsoid", "1e-3 m"),
    ("`normal-gravity`", "closed form of normal gravity (library boule)", "1.5e-4 m/s2"),
    ("`kepler`, `j2`", "Orekit: two-body motion, oblate Earth", "1e-3 m; 5e-3 m"),
    (
        "`lambert`",
        "printed examples of Vallado and Curtis, GMAT, izzo2015",
        "as far as printed: 1e-9 to 2e-4, once 6 m/s",
    ),
    ("`free-flight`", "closed forms of Bate, Mueller and White", "1e-8"),
    ("`allen-eggers`, `entry-mach`", "closed forms of straight entry into exponential air", "1e-4; 1e-6"),
    (
        "`arcs`",
        "2,000 random arcs, SciPy at 1e-13, a program that shares no code",
        "1 m with step control, 10 m with the fast method",
    ),
    ("`rocket`", "six rocket flights: RocketPy each, measured apogees by their median", "5 %"),
    ("`rocket-equation`, `pad`, `events`, `hold`, `wind`", "formulas worked by hand", "1e-9 and the like"),
    (
        "`kept`, `order`, `graze`",
        "conservation laws, order of each stepper, tighter steps",
        "1e-9; 0.5; 0.3 m and 20 m",
    ),
    ("`philox`", "known answers of the authors, and NumPy", "every bit"),
    (
        "`statistics`",
        "intervals of shares, salvos and hits by statsmodels, SciPy and closed forms",
        "1e-9, 1e-11: as printed",
    ),
    (
        "`published`",
        "ranges, times, burnout speeds, radars, shots, counts and costs from the public debate",
        "as the source allows",
    ),
    (
        "`stage-set`, `burnout`, `lofted`",
        "another flight code with the same stages",
        "1 to 2 %, 0.05 km/s, 15 s",
    ),
    (
        "`radar`",
        "exact detection, printed examples of the radar equation, traced rays",
        "1e-6; as printed; 10 %",
    ),
    (
        "`tracking`",
        "Stone Soup step by step, posterior bound of a falling body",
        "1e-8 sigma; 1e-5; errors 15 %",
    ),
    (
        "`guidance`",
        "closed forms of proportional navigation with and without lag",
        "2e-4 whole kernel, 1e-5 law",
    ),
    ("`assignment`", "SciPy, brute force", "1e-9"),
)
