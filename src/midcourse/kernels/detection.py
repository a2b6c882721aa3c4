"""The chance that one look detects: a steady target and two that fluctuate, exact for a square-law detector."""

from __future__ import annotations

import math

from midcourse.kernels._jit import kernel

STEADY = 0  # Swerling 0, also called 5
SLOW_MANY = 1  # Swerling 1: many scatterers alike, new from look to look
SLOW_ONE = 3  # Swerling 3: one large scatterer among small ones
SURE = 6.5  # roots of ratio and threshold this far apart: a miss is rarer than 1e-18


@kernel(bare=True)
def detection_steady(ratio, threshold):
    """Return the probability of detection of a target that does not fluctuate: Marcum's Q of one look.

    Args:
        ratio: signal-to-noise ratio.
        threshold: what the power must pass, in units of the mean noise, 0 to 230.

    Returns:
        probability, within 1e-12.

    Source: Marcum 1960; the noncentral chi-square as a Poisson mixture of central ones, all terms positive.
    """
    if math.sqrt(ratio) - math.sqrt(threshold) > SURE:
        return 1.0
    false_alarm = math.exp(-threshold)
    share = math.exp(-ratio)  # Poisson weight of k quanta of signal
    term = false_alarm  # exp(-threshold) threshold^k / k!
    tail = false_alarm  # chance that noise and k quanta pass the threshold
    total = share * tail
    left = 1.0 - share
    k = 0.0
    while left > 1e-15 and (k < ratio or share > 1e-18):
        k += 1.0
        share *= ratio / k
        term *= threshold / k
        tail += term
        left -= share
        total += share * tail
    return min(total, 1.0)


@kernel(shared=True, bare=True)
def detection_swerling1(ratio, threshold):
    """Return the probability of detection of a target that fluctuates from look to look.

    Args:
        ratio: mean signal-to-noise ratio.
        threshold: as for `detection_steady`.

    Returns:
        probability.

    Source: Swerling 1954, case 1 for one look, exact.
    """
    return math.exp(-threshold / (1.0 + ratio))


@kernel(shared=True, bare=True)
def detection_swerling3(ratio, threshold):
    """Return the probability of detection of a target with one large scatterer, new from look to look.

    Args:
        ratio: mean signal-to-noise ratio.
        threshold: as for `detection_steady`.

    Returns:
        probability.

    Source: Swerling 1954, case 3 for one look, exact.
    """
    spread = 1.0 + 0.5 * ratio
    over = threshold / spread
    return math.exp(-over) * (1.0 + over * 0.5 * ratio / spread)


@kernel(shared=True, bare=True)
def detection_over(kind, ratio, threshold):
    """Return the probability that one look detects, as `detection`, over a threshold in units of the mean noise."""
    if kind == SLOW_MANY:
        return detection_swerling1(ratio, threshold)
    if kind == SLOW_ONE:
        return detection_swerling3(ratio, threshold)
    return detection_steady(ratio, threshold)


@kernel(bare=True)
def detection(kind, ratio, false_alarm):
    """Return the probability that one look detects.

    Args:
        kind: 0 steady, 1 or 3 the Swerling cases; one look of case 2 is case 1, one of case 4 is case 3.
        ratio: mean signal-to-noise ratio.
        false_alarm: probability of false alarm a look, 1e-100 to 1.

    Returns:
        probability.

    Source: Marcum 1960, Swerling 1954. Valid for one look, or pulses added coherently.
    """
    return detection_over(kind, ratio, -math.log(false_alarm))


@kernel(bare=True)
def even_chance(kind, false_alarm):
    """Return the signal-to-noise ratio at which every second look detects.

    Args:
        kind: as for `detection`.
        false_alarm: probability of false alarm a look, below 0.5.

    Returns:
        ratio, within 1e-12 of itself.

    Source: `detection`, inverted by halving; it rises with the ratio.
    """
    low, high = 0.0, -math.log(false_alarm) / math.log(2.0) + 1.0  # case 1 needs the most of the three
    for _ in range(60):
        middle = 0.5 * (low + high)
        if detection(kind, middle, false_alarm) < 0.5:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)
