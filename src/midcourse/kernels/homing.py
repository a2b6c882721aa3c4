"""The last minute: a kill vehicle steers out its miss with little sideways push and a noisy seeker."""

from __future__ import annotations

import math

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.kernels.philox import normal_pair, philox

LOOK_S = 0.01  # 100 looks a second
GAIN = 3.0
LAST_S = 1e-3
SHARE = 0.01  # of the time to go that a step may take: so many looks are taken as one
MOST_LOOKS = 4


@kernel(shared=True)
def command(gain, offset_m, drift_m_s, go_s):
    """Return the sideways acceleration asked for: the gain times the miss without steering, over the time squared.

    Args:
        gain: navigation gain.
        offset_m, drift_m_s: across the line of sight, of the kill vehicle from its target.
        go_s: time to go.

    Returns:
        acceleration in m/s2.

    Source: Zarchan 2012, equation 2.7: proportional navigation, written with the zero-effort miss.
    """
    return -gain * (offset_m + drift_m_s * go_s) / (go_s * go_s)


@kernel
def home_at(
    gain,
    pull_m_s2,
    miss_m,
    sigma_m,
    go_s,
    closing_m_s,
    noise_rad,
    lag_s,
    push_m_s2,
    divert_m_s,
    k0,
    k1,
    c0,
    c1,
    c2,
):
    """Steer out a miss as `home` does, with any gain, and against a target that may be pulled aside.

    Args:
        gain: navigation gain.
        pull_m_s2: sideways acceleration of the kill vehicle from its target that the seeker does not know of.
        miss_m, sigma_m, go_s, closing_m_s, noise_rad, lag_s, push_m_s2, divert_m_s: as for `home`.
        k0, k1, c0, c1, c2: key and upper counter words of the seeker's random numbers.

    Returns:
        miss along the first and the second axis in m, velocity spent in m/s.

    Source: as `home`.
    """
    # for each axis: true offset and drift, estimates, their covariance, achieved acceleration
    offset_a, offset_b = 0.0, 0.0
    drift_a, drift_b = miss_m / go_s, 0.0
    guess_a, guess_b, rate_a, rate_b = 0.0, 0.0, 0.0, 0.0
    pp, pv, vv = 1.0, 0.0, (sigma_m / go_s) ** 2 + 1e-12
    push_a, push_b = 0.0, 0.0
    spent = 0.0
    go, step_s = go_s, 0.0
    blend, joined = 1.0, 1.0
    w2, w3 = np.uint64(0), np.uint64(0)
    slot = 0
    while go > LAST_S:
        looks = max(1.0, min(MOST_LOOKS, math.floor(SHARE / LOOK_S * go)))
        dt = min(looks * LOOK_S, go - 0.5 * LAST_S)
        if dt != step_s:
            step_s = dt
            blend = 1.0 - math.exp(-dt / lag_s) if lag_s > 0.0 else 1.0
            joined = 1.0 / math.sqrt(looks)
        if go > LOOK_S:
            # a block of random words serves two looks
            if slot & 1 == 0:
                w0, w1, w2, w3 = philox(k0, k1, np.uint64(slot >> 1), c0, c1, c2)
                noise_a, noise_b = normal_pair(w0, w1)
            else:
                noise_a, noise_b = normal_pair(w2, w3)
            sigma = noise_rad * closing_m_s * go * joined + 1e-3
            over = 1.0 / (pp + sigma * sigma)
            gain_p = pp * over
            gain_v = pv * over
            wrong_a = offset_a + sigma * noise_a - guess_a
            wrong_b = offset_b + sigma * noise_b - guess_b
            guess_a += gain_p * wrong_a
            guess_b += gain_p * wrong_b
            rate_a += gain_v * wrong_a
            rate_b += gain_v * wrong_b
            vv -= gain_v * pv
            pv *= 1.0 - gain_p
            pp *= 1.0 - gain_p
        want_a = command(gain, guess_a, rate_a, go)
        want_b = command(gain, guess_b, rate_b, go)
        size = math.sqrt(want_a * want_a + want_b * want_b)
        limit = push_m_s2 if spent < divert_m_s else 0.0
        if size > limit:
            want_a *= limit / size
            want_b *= limit / size
        push_a += blend * (want_a - push_a)
        push_b += blend * (want_b - push_b)
        spent += math.sqrt(push_a * push_a + push_b * push_b) * dt
        offset_a += drift_a * dt + 0.5 * (push_a + pull_m_s2) * dt * dt
        offset_b += drift_b * dt + 0.5 * push_b * dt * dt
        drift_a += (push_a + pull_m_s2) * dt
        drift_b += push_b * dt
        guess_a += rate_a * dt + 0.5 * push_a * dt * dt
        guess_b += rate_b * dt + 0.5 * push_b * dt * dt
        rate_a += push_a * dt
        rate_b += push_b * dt
        pp += dt * (2.0 * pv + dt * vv)
        pv += dt * vv
        go -= dt
        slot += 1
    return offset_a, offset_b, spent


@kernel
def home(miss_m, sigma_m, go_s, closing_m_s, noise_rad, lag_s, push_m_s2, divert_m_s, k0, k1, c0, c1, c2):
    """Steer out a miss by zero-effort-miss guidance in the two axes across the line of sight.

    Args:
        miss_m: miss without steering, along the first axis.
        sigma_m: what the kill vehicle believes its miss to be uncertain by, one sigma an axis.
        go_s: time to go when the seeker has acquired.
        closing_m_s: closing speed.
        noise_rad: angular error of one look, one sigma; 100 looks a second, far from the end up to four of them taken
            as one, with the error of their mean.
        lag_s: time constant with which a command becomes acceleration.
        push_m_s2: greatest sideways acceleration.
        divert_m_s: velocity that can be spent.
        k0, k1, c0, c1, c2: key and upper counter words of the seeker's random numbers.

    Returns:
        miss in m, velocity spent in m/s.

    Source: Zarchan 2012, chapters 2 (zero-effort miss), 6 (limits) and 9 (two-state filter of a line of
    sight with known own acceleration). Gravity acts alike on both bodies and is left out.
    """
    first_m, second_m, spent_m_s = home_at(
        GAIN,
        0.0,
        miss_m,
        sigma_m,
        go_s,
        closing_m_s,
        noise_rad,
        lag_s,
        push_m_s2,
        divert_m_s,
        k0,
        k1,
        c0,
        c1,
        c2,
    )
    return math.sqrt(first_m * first_m + second_m * second_m), spent_m_s
