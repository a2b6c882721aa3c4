"""Rates of `fight` on one core, its stages, and what a world asks for before its first run."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np

import peak
from engagement.stages import STAGES, split
from engagement.yardstick import by_flights, by_looks, in_turns
from midcourse.engagement.run import Batch, fight
from midcourse.interceptors.reach_table import flown_table
from midcourse.scenario.doubt import World, worlds
from midcourse.threats.fly import fly_raid
from page import plain, times

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario

SEED = 1


def one_core(scenario: Scenario, runs: int, rounds: int) -> dict[str, Any]:
    """Time batches of `fight` in turns with Stone Soup and the peak of the core."""
    sky, batch = fly_raid(scenario.raid), Batch(SEED, 0, np.arange(runs))
    looks = int(fight(scenario, batch, sky).watched.looks.sum())
    parts: list[dict[str, float]] = []
    full = peak.row(peak.TURNS // (1 if runs > 100 else 100))
    yardstick = by_looks()
    (took, at_peak), unit = in_turns(
        [lambda: parts.append(split(scenario, batch, sky)[0]), full.call], yardstick, rounds
    )
    shares = {name: float(np.median([one[name] / one["all"] for one in parts])) for name in STAGES}
    theirs = yardstick.name if yardstick else ""
    peer = (
        f" The peer is {theirs}: the same number of looks through its filter ({unit * 1e6:,.0f} µs each), nothing"
        " drawn,"
        " found, decided or flown."
        if theirs
        else ""
    )
    beside = times(looks * unit / took)
    rows = [
        ["engagements a second in `fight`, one core", f"{runs / took:,.0f}", beside],
        ["looks a second, everything included, one core", f"{looks / took / 1e6:.2f} million", beside],
        ["time of a look, everything included", f"{took / looks * 1e6:.2f} µs", beside],
        ["looks an engagement, objects", f"{looks / runs:,.0f}, {len(sky.counts)}", ""],
        ["shares: " + ", ".join(STAGES), ", ".join(f"{share:.0%}" for share in shares.values()), ""],
        ["peak of the core: multiply and add", f"{full.count * full.flop / at_peak / 1e9:.1f} GFLOP/s", ""],
    ]
    said = (
        "The scenario `europe-2007`: one warhead with its spent stage and debris, every held object looked at every"
        f" second or as the radars' budgets allow; batches of {runs} runs, what flies given.{peer}"
    )
    return plain("Engagements", said, ["", "measured", f"quicker than {theirs}" if theirs else ""], rows)


def of_worlds(scenario: Scenario, count: int) -> dict[str, Any]:
    """Time what a world asks for before its first run, nothing kept from before."""
    spent = dict.fromkeys(("masses that meet the range, and aim", "flight and debris", "reach table"), 0.0)
    first, second, third = spent
    drawn: list[World] = []
    yardstick = by_flights()
    begin = time.thread_time()
    drawn.extend(worlds(scenario, count, time.time_ns()))
    spent[first] = time.thread_time() - begin
    units: list[float] = []
    for world in drawn:
        if not world.cannot_reach:
            begin = time.thread_time()
            fly_raid(world.scenario.raid)
            spent[second] += time.thread_time() - begin
        for item in world.scenario.batteries:
            begin = time.thread_time()
            flown_table(item.interceptor)
            spent[third] += time.thread_time() - begin
        units.append(in_turns([], yardstick, 1)[1])
    unit = float(np.median(units))
    rows = [
        [name, f"{1e3 * took / count:,.1f} ms", f"{took / count / unit:,.2g}"] for name, took in spent.items()
    ]
    said = (
        f"Drawn with a new seed, so that nothing of them is known; {count} worlds of `europe-2007`. The reach table"
        f" is made once for the same interceptor. The peer is {yardstick.name} over our right-hand side,"
        f" {unit * 1e3:.1f} ms."
    )
    return plain("A world, before its first run", said, ["", "a world", "as many launches by SciPy"], rows)
