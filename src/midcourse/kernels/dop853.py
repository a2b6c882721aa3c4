"""One step of eighth order with its error: the method of Dormand and Prince, DOP853."""

from __future__ import annotations

import math

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.kernels.motion import acceleration

STAGES = 12

# fmt: off
_A_ROWS = (
    (),
    (
        0.05260015195876773,
    ),
    (
        0.0197250569845379, 0.0591751709536137,
    ),
    (
        0.02958758547680685, 0.0, 0.08876275643042054,
    ),
    (
        0.2413651341592667, 0.0, -0.8845494793282861, 0.924834003261792,
    ),
    (
        0.037037037037037035, 0.0, 0.0, 0.17082860872947386, 0.12546768756682242,
    ),
    (
        0.037109375, 0.0, 0.0, 0.17025221101954405, 0.06021653898045596, -0.017578125,
    ),
    (
        0.03709200011850479, 0.0, 0.0, 0.17038392571223998, 0.10726203044637328, -0.015319437748624402,
        0.008273789163814023,
    ),
    (
        0.6241109587160757, 0.0, 0.0, -3.3608926294469414, -0.868219346841726, 27.59209969944671,
        20.154067550477894, -43.48988418106996,
    ),
    (
        0.47766253643826434, 0.0, 0.0, -2.4881146199716677, -0.590290826836843, 21.230051448181193,
        15.279233632882423, -33.28821096898486, -0.020331201708508627,
    ),
    (
        -0.9371424300859873, 0.0, 0.0, 5.186372428844064, 1.0914373489967295, -8.149787010746927,
        -18.52006565999696, 22.739487099350505, 2.4936055526796523, -3.0467644718982196,
    ),
    (
        2.273310147516538, 0.0, 0.0, -10.53449546673725, -2.0008720582248625, -17.9589318631188,
        27.94888452941996, -2.8589982771350235, -8.87285693353063, 12.360567175794303, 0.6433927460157636,
    ),
)
_B_ROW = (
    0.054293734116568765, 0.0, 0.0, 0.0, 0.0, 4.450312892752409, 1.8915178993145003, -5.801203960010585,
    0.3111643669578199, -0.1521609496625161, 0.20136540080403034, 0.04471061572777259,
)
_C_ROW = (
    0.0, 0.05260015195876773, 0.0789002279381516, 0.1183503419072274, 0.2816496580927726,
    0.3333333333333333, 0.25, 0.3076923076923077, 0.6512820512820513, 0.6, 0.8571428571428571, 1.0,
)
_E5_ROW = (
    0.01312004499419488, 0.0, 0.0, 0.0, 0.0, -1.2251564463762044, -0.4957589496572502, 1.6643771824549864,
    -0.35032884874997366, 0.3341791187130175, 0.08192320648511571, -0.022355307863886294,
)
_E3_ROW = (
    -0.18980075407240762, 0.0, 0.0, 0.0, 0.0, 4.450312892752409, 1.8915178993145003, -5.801203960010585,
    -0.4226823213237919, -0.1521609496625161, 0.20136540080403034, 0.02265179219836082,
)
# fmt: on
A = np.array([row + (0.0,) * (STAGES - len(row)) for row in _A_ROWS])
B = np.array(_B_ROW)
C = np.array(_C_ROW)
E5 = np.array(_E5_ROW)
E3 = np.array(_E3_ROW)


@kernel
def dop853_step(earth, air, curve, phase, plane, holding, t, h, state, scratch, after):
    """Take one step of eighth order and estimate its error.

    Args:
        earth, air, curve, phase, plane, holding, t: as for `motion.acceleration`.
        h: step in s, of either sign.
        state: x, y, z in m, vx, vy, vz in m/s, `eci`, shape (6,).
        scratch: room for the stages, shape (12, 6); row 0 may be anything.
        after: the state after the step, shape (6,), written.

    Returns:
        estimated error of position in m and of velocity in m/s over the step.

    Source: Hairer, Norsett and Wanner 1993, section II.5 (coefficients and error estimate).
    """
    for i in range(STAGES):
        x, y, z, vx, vy, vz = state[0], state[1], state[2], state[3], state[4], state[5]
        for j in range(i):
            a = h * A[i, j]
            x += a * scratch[j, 0]
            y += a * scratch[j, 1]
            z += a * scratch[j, 2]
            vx += a * scratch[j, 3]
            vy += a * scratch[j, 4]
            vz += a * scratch[j, 5]
        ax, ay, az = acceleration(earth, air, curve, phase, plane, holding, t + C[i] * h, x, y, z, vx, vy, vz)
        scratch[i, 0], scratch[i, 1], scratch[i, 2] = vx, vy, vz
        scratch[i, 3], scratch[i, 4], scratch[i, 5] = ax, ay, az
    worst_r = 0.0
    worst_v = 0.0
    for c in range(6):
        total = 0.0
        e5 = 0.0
        e3 = 0.0
        for j in range(STAGES):
            total += B[j] * scratch[j, c]
            e5 += E5[j] * scratch[j, c]
            e3 += E3[j] * scratch[j, c]
        after[c] = state[c] + h * total
        # Hairer's blend of the fifth- and the third-order estimate
        blend = e5 * e5 / math.sqrt(e5 * e5 + 0.01 * e3 * e3 + 1e-300)
        if c < 3:
            worst_r = max(worst_r, abs(h) * blend)
        else:
            worst_v = max(worst_v, abs(h) * blend)
    return worst_r, worst_v
