"""Both tracking filters against another program step by step, the posterior bound, and bounds of consistency."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from midcourse.verification import bound, shipped
from midcourse.verification.filters import THEIR_ORDER, Straight
from midcourse.verification.row import Change, Row
from midcourse.verification.target import filled, judged

RUNS, SEED = 100, 20_261


def rows(change: Change) -> Iterator[Row]:
    """Compare posteriors with Stone Soup, the bound with the published scenario, limits with chi-square."""
    table = shipped.table("tracking")
    for entry in table["posterior"]["rows"]:
        yield from posterior_rows(table, entry)
    yield from bound_rows(table)
    for entry in table["consistency"]["rows"]:
        low, high = consistency(entry["dof"], entry["runs"], entry["alpha"])
        name = f"nees {entry['dof']} of {entry['runs']} at {entry['alpha']:g}"
        for what, ours, key in (("least mean", low, "low"), ("greatest mean", high, "high")):
            row = {"id": name, "what": what, "value": entry[key], "share": table["consistency"]["share"]}
            yield judged(table, filled(table, "consistency", row), ours)


def posterior_rows(table: Any, entry: Any) -> Iterator[Row]:
    """Run one filter over the measurements and compare what is left after each step that has a reference.

    Args:
        table: the file; `posterior` says what is compared.
        entry: prior, noise, model, and `steps` with `z` and perhaps `post_mean`, `post_cov_diag`, `NIS`.
    """
    track = Straight(entry)
    part = table["posterior"]
    for number, step in enumerate(entry["steps"], 1):
        surprise = track.step(step["z"])
        if "post_mean" not in step:
            continue
        sigma = np.sqrt(np.array(step["post_cov_diag"])[THEIR_ORDER])
        off = np.abs(track.state - np.array(step["post_mean"])[THEIR_ORDER]) / sigma
        wide = np.abs(np.sqrt(np.diag(track.cov)) / sigma - 1.0)
        limit = part["limits"][entry["kind"]]
        for what, ours in (
            (f"mean after {number} steps", off.max()),
            (f"standard errors after {number} steps", wide.max()),
            (f"innovation of step {number}", abs(surprise - step["NIS"])),
        ):
            row = {"id": entry["id"], "what": what, "value": 0.0, "tolerance": limit}
            yield judged(table, filled(table, "posterior", row), float(ours))


def bound_rows(table: Any) -> Iterator[Row]:
    """Compare the bound at each look that has a reference, and the error of our filter with the bound."""
    part = table["bound"]
    case, names = part["scenario"], ("x", "vx", "y", "vy")
    _, still = bound.bounds(case, 0.0)
    _, noisy = bound.bounds(case, part["intensity_m2_s3"])
    for entry in part["rows"]:
        k = round(entry["t_s"] / case["step_s"]) - 1
        for key, ours in (("still", still[k]), ("noisy", noisy[k])):
            for name, one, other in zip(names, ours, entry[key], strict=True):
                unit = "m/s" if name.startswith("v") else "m"
                row = {
                    "id": f"bound {entry['t_s']:g}s",
                    "what": f"least error of {name}, {key}",
                    "unit": unit,
                }
                yield judged(table, filled(table, "bound", row | {"value": other}), float(one))
    errors = bound.filter_errors(case, RUNS, SEED)
    ratio = np.sqrt((errors**2).mean(axis=0)) / still
    for i, name in enumerate(names):
        row = {"id": "bound filter", "what": f"error of {name} over the bound, mean of all looks"}
        yield judged(table, filled(table, "bound_filter", row), float(ratio[:, i].mean()))


def consistency(dof: int, runs: int, alpha: float) -> tuple[float, float]:
    """Return between which limits the mean normalised error squared of a right filter lies.

    Args:
        dof: numbers in the state.
        runs: independent runs.
        alpha: share of right filters that fall outside, both sides together.

    Returns:
        least and greatest mean.

    Source: Bar-Shalom, Li and Kirubarajan 2001, section 5.4.2; chi-square.
    """
    from scipy.stats import chi2

    low, high = chi2.ppf([0.5 * alpha, 1.0 - 0.5 * alpha], dof * runs) / runs
    return float(low), float(high)
