"""Stages until the interval of luck is narrow: what follows from what, how often the interval holds, the same runs."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from midcourse.campaign.estimate import share
from midcourse.campaign.plan import NOMINAL, nominal_runs
from midcourse.campaign.runs import fight_all
from midcourse.campaign.until import (
    FIRST,
    LEAST_STEP,
    MOST_STEP,
    counted,
    fight_until,
    first_stage,
    narrow,
    next_stage,
    runs_for,
    wilson_width,
)
from midcourse.scenario import Scenario

PAGE = Path(__file__).parents[2] / "docs/run-folder.md"
WORLDS = 32
REPETITIONS, WIDTH, ALLOWED = 2000, 0.01, 1_000_000


@pytest.mark.parametrize(("count", "n"), [(0, 10), (10, 10), (5, 10), (990, 1000), (123, 4567)])
def verif_width_is_that_of_the_interval_that_is_printed(count: int, n: int) -> None:
    found = share(count, n)
    assert wilson_width(count, n) == pytest.approx(found.high - found.low, rel=1e-9)


@pytest.mark.parametrize("value", [0.0, 0.02, 0.5, 0.9, 1.0])
@pytest.mark.parametrize("width", [0.3, 0.02, 0.001])
def verif_the_number_asked_for_gives_the_width(value: float, width: float) -> None:
    n = runs_for(value, width)
    assert n > 0.0
    z2 = 1.959963984540054**2
    half = (z2 / n * value * (1.0 - value) + z2 * z2 / (4.0 * n * n)) ** 0.5 / (1.0 + z2 / n)
    assert 2.0 * half == pytest.approx(width, rel=1e-9)


def prop_stages_grow_within_bounds_in_whole_worlds() -> None:
    assert first_stage(ALLOWED, WORLDS) == 1024 >= FIRST and first_stage(100, WORLDS) == 100
    assert first_stage(ALLOWED, 10_000) == 10_000 and first_stage(ALLOWED, 1) == FIRST
    for count, n, asked in ((500, 1000, 1024), (0, 1000, 1024), (7000, 9000, 9408), (1, 600, 1024)):
        for width in (0.05, 0.01, 1e-3):
            more = next_stage(count, n, asked, ALLOWED, width, WORLDS)
            if wilson_width(count, n) <= width:
                assert more is None
            else:
                assert more is not None and more % WORLDS == 0
                assert LEAST_STEP * asked <= more <= MOST_STEP * asked + WORLDS
    assert next_stage(50, 100, 100, 100, 0.001, WORLDS) is None  # no more are allowed
    assert next_stage(0, 0, 1024, ALLOWED, 0.1, WORLDS) is None  # in no world is there anything to count
    assert next_stage(900, 1800, 2048, 2100, 0.001, WORLDS) == 2100


def sampled(p: float, width: float, dice: np.random.Generator) -> tuple[int, int, int]:
    """Return successes, trials and looks of the rule on trials of one chance."""
    asked, looks = first_stage(ALLOWED, WORLDS), 1
    count = int(dice.binomial(asked, p))
    while (more := next_stage(count, asked, asked, ALLOWED, width, WORLDS)) is not None:
        count, asked, looks = count + int(dice.binomial(more - asked, p)), more, looks + 1
    return count, asked, looks


def told_coverage() -> dict[str, list[float]]:
    """Return the table of the page, by chance: coverage in percent, mean runs, mean looks, mean error in points."""
    row = r"^\| (\d\.\d+) \| ([\d.]+) % \| ([\d,]+) \| ([\d.]+) \| ([-+][\d.]+) \|"
    rows = re.findall(row, PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {row[0]: [float(cell.replace(",", "")) for cell in row[1:]] for row in rows}


@pytest.mark.parametrize("p", ["0.02", "0.5", "0.9", "0.99", "1.0"])
def verif_the_interval_holds_as_often_as_it_says(p: str) -> None:
    # stopping by looking takes little from it
    dice, inside, sums = np.random.default_rng(7), 0, np.zeros(3)
    z = 1.959963984540054
    for _ in range(REPETITIONS):
        count, n, looks = sampled(float(p), WIDTH, dice)
        assert wilson_width(count, n) <= WIDTH
        middle = (count + 0.5 * z * z) / (n + z * z)
        inside += abs(middle - float(p)) <= 0.5 * wilson_width(count, n) + 1e-12
        sums += (n, looks, 100.0 * (count / n - float(p)))
    coverage = 100.0 * inside / REPETITIONS
    runs, looks, error = sums / REPETITIONS
    assert coverage == 100.0 if p == "1.0" else 94.0 < coverage < 98.0
    assert abs(error) < 0.06  # the interval is one point wide
    said = told_coverage()[p]
    assert said[0] == pytest.approx(coverage, abs=0.6) and said[1] == pytest.approx(runs, rel=0.01)
    assert said[2] == pytest.approx(looks, abs=0.06) and said[3] == pytest.approx(error, abs=0.01)


def prop_the_end_is_the_same_as_if_so_many_runs_had_been_asked_for(scenario: Scenario) -> None:
    seen: list[tuple[int, float | None]] = []
    found = fight_until(
        scenario, 5000, 3, 0.05, jobs=2, count=8, stage=lambda total, width: seen.append((total, width))
    )
    n = found.asked
    assert found.complete and n % 8 == 0 and 1000 < n < 5000 and narrow(found, 0.05)
    plain = fight_all(scenario, n, 3, 2, count=8)
    for name in ("fates", "shots", "plans"):
        for nominal in (False, True):
            assert found.rows(name, nominal).tobytes() == plain.rows(name, nominal).tobytes()
    assert sum(one.runs for one in found.parts(nominal=True)) == nominal_runs(n)
    assert seen[0] == (1000 + nominal_runs(1000), None) and seen[-1][0] == n + nominal_runs(n)
    widths = [width for _, width in seen[1:]]
    assert widths and all(width is not None and width > 0.05 for width in widths)
    # what was held of a later stage changes no earlier decision
    again = fight_until(scenario, 5000, 3, 0.05, jobs=2, count=8, store=found.store)
    assert again.asked == n and counted(again) == counted(found)


def prop_without_worlds_the_runs_are_those_of_the_nominal_world(scenario: Scenario) -> None:
    found = fight_until(scenario, 1500, 1, 0.02, jobs=2)
    assert found.asked in (1000, 1500) or 1000 < found.asked < 1500
    assert {one.world for one in found.parts()} == {NOMINAL} and found.worlds == ()
