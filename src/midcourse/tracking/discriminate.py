"""Telling warheads from the rest: evidence that every look adds, and no more than the sensor has in it.

Each sensor sees one feature of an object. Its values lie `separation` standard deviations higher for warheads than
for everything else; a look measures the feature with an error of its own, so that looks bring the knowledge of one
object's feature, but never more than the two classes are apart.
"""

from __future__ import annotations

import math

from midcourse.kernels._jit import kernel

MOST_EVIDENCE = 60.0


@kernel(shared=True, bare=True)
def evidence(separation, to_learn, is_warhead, feature, noise_sum, looks):
    """Return the logarithm of how much more likely the looks of one sensor are for a warhead than for anything else.

    Args:
        separation: distance between the classes in standard deviations; 0: they look alike.
        to_learn: looks after which the error of the measured feature is one standard deviation of the class.
        is_warhead: 1 for a warhead.
        feature: what the object's own feature is off the middle of its class, standard normal.
        noise_sum: sum of standard normal errors of the looks.
        looks: how many.

    Returns:
        natural logarithm of the likelihood ratio; 0 without looks.

    Source: two normal classes of equal width with a known error of measurement; Van Trees 2001, section 2.2.
    """
    if looks == 0 or separation == 0.0:
        return 0.0
    variance = 1.0 + to_learn / looks
    measured = separation * is_warhead + feature + noise_sum / looks * math.sqrt(to_learn)
    return separation * (measured - 0.5 * separation) / variance


@kernel(shared=True, bare=True)
def warhead_probability(total):
    """Return the probability of a warhead from all evidence, the odds being even before the first look."""
    return 1.0 / (1.0 + math.exp(-min(max(total, -MOST_EVIDENCE), MOST_EVIDENCE)))
