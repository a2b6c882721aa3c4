"""Warheads that arrive although interceptors are fired at them: the expected number, in closed form."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

Number = float | np.ndarray


class Defence(NamedTuple):
    """Interceptors and how they are spent; each a number or an array, all of one shape or broadcast.

    `kill` is the chance that one shot kills, `common_cause` the share of a shot's failure that strikes the whole
    defence alike, `decoys` fly with each warhead, `rejected` is the share of them that is told from warheads.
    """

    interceptors: Number
    shots: Number
    kill: Number
    common_cause: Number = 0.0
    decoys: Number = 0.0
    rejected: Number = 0.0


NO_DEFENCE = Defence(0.0, 1.0, 0.0)
TINY = 1e-9  # objects, below which there are none


def arriving(warheads: Number, defence: Defence) -> np.ndarray:
    """Return how many warheads are expected to arrive.

    The defence cannot tell a decoy that it has not rejected from a warhead. It fires `shots` at each object until its
    interceptors are spent; what is left arrives.

    Args:
        warheads: warheads in flight.
        defence: interceptors and how they are spent.

    Returns:
        expected warheads that arrive, between 0 and `warheads`, of the shape that the inputs broadcast to.

    Source: drawdown, max(0, W - k N / n), with the kill of Wilkening 2000, P_track [1 - (1 - p)^n].
    Validity: aggregate; interceptors may be shared in fractions, all meet any warhead; one round of shots.
    """
    flying = np.asarray(warheads, dtype=float)
    fakes = flying * np.asarray(defence.decoys) * (1.0 - np.asarray(defence.rejected))
    kill = kill_share(defence.kill, defence.shots, defence.common_cause)
    return through(flying, fakes, defence.interceptors, defence.shots, kill)


def through(warheads: Number, decoys: Number, interceptors: Number, shots: Number, kill: Number) -> np.ndarray:
    """Return the expected warheads that get through: R = W (1 - K min(1, E / (W + D))), E = N / n.

    Without decoys, and with more warheads than sets of interceptors, R = W - K N / n: the "drawdown" of W = A s r.

    Args:
        warheads: W in flight; decoys: D in all, those that are taken for warheads.
        interceptors: N; shots: n at each object; kill: K of `kill_share`.

    Returns:
        warheads, between 0 and W.
    """
    flying = np.asarray(warheads, dtype=float)
    served = np.asarray(interceptors, dtype=float) / np.asarray(shots, dtype=float)
    share = np.minimum(1.0, served / np.maximum(flying + np.asarray(decoys), TINY))
    return np.maximum(0.0, flying * (1.0 - np.asarray(kill) * share))


def dealt_evenly(warheads: Number, defence: Defence) -> np.ndarray:
    """Return how many warheads are expected to arrive where the shots are dealt evenly over all objects.

    One at each as far as they go, then a second, and so on: as each further shot at an object adds less, no other way
    to spend them in one round leaves fewer. `shots` of the defence is not used.

    Args:
        warheads: warheads in flight; defence: interceptors.

    Returns:
        expected warheads that arrive.
    """
    flying = np.asarray(warheads, dtype=float)
    objects = flying * (1.0 + np.asarray(defence.decoys) * (1.0 - np.asarray(defence.rejected)))
    each = np.asarray(defence.interceptors, dtype=float) / np.maximum(objects, TINY)
    fewest = np.floor(each)
    before, after = (kill_share(defence.kill, fewest + more, defence.common_cause) for more in (0.0, 1.0))
    return flying * (1.0 - before - (each - fewest) * (after - before))


def kill_share(kill: Number, shots: Number, common_cause: Number = 0.0) -> np.ndarray:
    """Return the chance K that an object at which all its shots are fired is stopped: alive [1 - (1 - own)^n].

    Args:
        kill: chance that one shot kills; shots: n at the object.
        common_cause: share of a shot's failure that strikes all shots alike.

    Source: Wilkening 2000, whose P_track is `alive` of `parted`.
    """
    alive, own = parted(kill, common_cause)
    return alive * salvo(own, shots)


def parted(kill: Number, common_cause: Number) -> tuple[np.ndarray, np.ndarray]:
    """Part a shot's chance into what the whole defence has in common and what is the shot's own.

    Args:
        kill: chance that one shot kills.
        common_cause: share of its failure that strikes all shots alike.

    Returns:
        chance that nothing common fails (P_track of Wilkening 2000), and that a shot kills where nothing does; their
        product is `kill`.
    """
    p = np.asarray(kill, dtype=float)
    alive = 1.0 - np.asarray(common_cause, dtype=float) * (1.0 - p)
    with np.errstate(invalid="ignore"):
        own = np.where(alive > 0.0, p / np.where(alive > 0.0, alive, 1.0), 0.0)
    return alive, np.minimum(own, 1.0)


def salvo(kill: Number, shots: Number) -> np.ndarray:
    """Return the chance that some independent shots kill: 1 - (1 - p)^n."""
    return 1.0 - (1.0 - np.asarray(kill, dtype=float)) ** np.asarray(shots, dtype=float)


def none_arrives(warheads: Number, shots: Number, kill: Number, common_cause: Number = 0.0) -> np.ndarray:
    """Return the chance that no warhead arrives where each is fired at.

    Source: Wilkening 2000: P(0) = P_track [1 - (1 - p)^n]^W.
    """
    alive, own = parted(kill, common_cause)
    return alive * salvo(own, shots) ** np.asarray(warheads, dtype=float)


def kill_needed(chance: Number, warheads: Number, shots: Number) -> np.ndarray:
    """Return the kill of one shot that makes the chance that no warhead arrives, without common causes.

    Source: Wilkening 2000, solved for p: 1 - (1 - P(0)^(1/W))^(1/n).
    """
    each = np.asarray(chance, dtype=float) ** (1.0 / np.asarray(warheads, dtype=float))
    return 1.0 - (1.0 - each) ** (1.0 / np.asarray(shots, dtype=float))


def objects_met(interceptors: Number, shots: Number) -> np.ndarray:
    """Return how many objects can be given all their shots before the interceptors are spent, in whole objects."""
    return np.asarray(interceptors, dtype=float) // np.asarray(shots, dtype=float)
