"""Write docs/race.md and its pictures: three races and what they cost, each by two methods.

python tools/make_race.py             writes the page and its pictures
python tools/make_race.py --check     compares with what stands there; exit 1 where they differ
"""

from __future__ import annotations

import sys
from pathlib import Path

from make_europe import finish, table, wrapped
from midcourse.api import Cost, OutlayRace, Race, cost, race
from midcourse.api.cost import NOT_SAID as COST_LEAVES_OUT
from midcourse.api.race import ADDS_ALONE, ADDS_MORE, WANTS_MORE
from midcourse.api.race import NOT_SAID as RACE_LEAVES_OUT
from midcourse.sentences.hangs import hang_words
from midcourse.sentences.race import (
    COEFFICIENT_HEADS,
    COST_HEADS,
    END_HEADS,
    PART_HEADS,
    cap_words,
    coefficient_cells,
    dollar_words,
    end_cells,
    exchange_by_shots,
    exchange_cells,
    method_words,
    nitze_words,
    part_cells,
    part_words,
    plan_cells,
    race_words,
    shield_words,
    stability_words,
    threshold_words,
)
from midcourse.sentences.varied import varied_cells, varied_heads
from midcourse.shown.share import percent
from midcourse.strategy.race.coefficients import nominal
from midcourse.strategy.race.race import DAY_TO_DAY
from midcourse.strategy.race.threshold import threshold
from midcourse.views.style import save

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/race.md"
PICTURES = {
    name: ROOT / f"docs/pictures/race-{name}.png"
    for name in ("trajectories", "money", "outlays", "phase", "exchange", "varied")
}
DOTS_PER_INCH = 110
PLANS = ("published plan", "interceptors", "published", "at the price of one more", "dollars of")
VARY = "kill=0.1..0.9:9"
SETTLES = ("reaction-shield=0.1", "reaction-missiles=0.15")


def day_to_day(found: Race) -> str:
    """Say what the threshold is with what the balance page has of forces that are not generated."""
    values = {**nominal(found.known), "survivable": DAY_TO_DAY}
    size = float(threshold(values, found.kill.value))
    return (
        f"It takes forces that are generated before they are struck; with {DAY_TO_DAY:g}, what the page of the "
        f"[balance](balance.md) has of them day to day, it is {size:,.0f}, far above his."
    )


def beyond(found: Race, complete: Race) -> str:
    """Say in how many worlds Russia adds warheads for the shield's sake: more than in a race without one."""
    shares = [one.for_the_shield for one in (found, complete)]
    alone, *more = shares[0][ADDS_ALONE], *(one[name] for name in (ADDS_MORE, WANTS_MORE) for one in shares)
    assert alone is not None
    said = [percent(one) for one in more if one is not None]
    return (
        f"Not all of that is for the shield's sake: in the same worlds without a shield Russia adds warheads in "
        f"{percent(alone)}, because its reply is short of what it wants anyhow. It adds more than that in {said[0]} "
        f"of the worlds with the limited shield, in {said[1]} with the complete one; it wants more, whether rate and "
        f"purse let it build them or not, in {said[2]} and {said[3]}."
    )


def items(lines: tuple[str, ...]) -> list[str]:
    return [*(part for one in lines for part in wrapped(f"- {one}")[:-1]), ""]


def rows_of(cells: list[tuple[str, ...]]) -> list[list[str]]:
    return [list(row) for row in cells]


def draw(found: Race, outlays: OutlayRace, money: Cost, over: Race) -> None:
    axes = {
        "trajectories": found.plot.trajectories(), "money": found.plot.money(), "outlays": outlays.plot.outlays(),
        "phase": outlays.plot.phase(), "exchange": money.plot.exchange(), "varied": over.plot.varied(),
    }  # fmt: skip
    for name, one in axes.items():
        save(one.figure, PICTURES[name], "png", DOTS_PER_INCH)


def by_year(found: Race, complete: Race) -> list[str]:
    return [
        "## The race year by year",
        "",
        *wrapped(f"`{found.rerun}`. **{found.answer()}**"),
        "![Stocks of three sides and what would arrive, by year, with bands](pictures/race-trajectories.png)",
        "",
        *table(list(END_HEADS), rows_of(list(end_cells(found)))),
        "",
        *wrapped(beyond(found, complete)),
        *items(race_words(found)),
        *wrapped("""The small player sits where it costs least: a decoy that is believed half of the time takes as many
            shots as a warhead. Orders come in steps because each side sees what stands and not what is on order."""),
        "![What each side has spent, by year, with bands](pictures/race-money.png)",
        "",
        *wrapped(f"`{complete.rerun}`. {complete.answer()} {cap_words(complete)}"),
        *wrapped("By two methods:"),
        *items(tuple(method_words(found.methods))),
        *wrapped(part_words(found)),
        *table(list(PART_HEADS), rows_of(list(part_cells(found)))),
        "",
        *wrapped(f"{threshold_words(found)} {day_to_day(found)}"),
    ]


def over_one(found: Race) -> list[str]:
    assert found.varied is not None
    return [
        "## Over one coefficient",
        "",
        *wrapped("What an answer hangs on, told from the worlds:"),
        *items(hang_words(found.hangs)),
        *wrapped(f"""`--vary NAME=A..B` works the last year over any coefficient, or over the chance of a hit. A shield
            that hits better is answered with more decoys: `{found.rerun}`."""),
        *table(list(varied_heads(found.varied)), rows_of(varied_cells(found.varied))),
        "",
        "![Interceptors, decoys and arrivals in the last year against the chance of a hit](pictures/race-varied.png)",
        "",
    ]


def lines_of(drawn: bool) -> list[str]:
    found, complete = race(), race(shield="complete")
    over = race(vary=VARY)
    assert isinstance(over, Race)
    outlays, settled = race("richardson"), race("richardson", 40, SETTLES)
    money = cost()
    assert isinstance(found, Race) and isinstance(complete, Race)
    assert isinstance(outlays, OutlayRace) and isinstance(settled, OutlayRace)
    if drawn:
        draw(found, outlays, money, over)
    known = {**found.known, **outlays.known, **money.known}
    text = [
        "# Arms race and cost",
        "",
        *wrapped("""Written by `tools/make_race.py`; do not edit it. Would a shield start an arms race, would the small
            player build more, and who pays? How it is computed: [race](models/race.md), [cost](models/cost.md). Most
            coefficients are assumed: read the bands, and set your own with `--set`."""),
        *by_year(found, complete),
        *over_one(over),
        "## Richardson's equations",
        "",
        *wrapped(f"`{outlays.rerun}`. **{outlays.answer()}** {stability_words(outlays)}"),
        "![Two outlays by year with bands](pictures/race-outlays.png)",
        "",
        "![Phase plane: arrows, lines of rest, the path and the equilibrium](pictures/race-phase.png)",
        "",
        *items(tuple(method_words(outlays.methods))),
        *wrapped(f"`{settled.rerun}`. {settled.answer()} {stability_words(settled)}"),
        "## Cost at the margin",
        "",
        *wrapped(f"`{money.rerun}`. **{money.answer()}**"),
        *table(list(COST_HEADS), rows_of(list(exchange_cells(money)))),
        "",
        "![Dollars of defence for one of offence against the chance of a hit](pictures/race-exchange.png)",
        "",
        *items(
            (
                *nitze_words(money), exchange_by_shots(money), dollar_words(money), *shield_words(money),
                *hang_words(money.hangs), *method_words(money.methods),
            )
        ),
        *wrapped(
            "Published plans beside the price of one more interceptor, which leaves out what has to stand first:"
        ),
        *table(list(PLANS), rows_of(list(plan_cells(money)))),
        "",
        "## Every coefficient",
        "",
        *table(list(COEFFICIENT_HEADS), rows_of(list(coefficient_cells(known.values())))),
        "",
        "## What it leaves out",
        "",
        *items((RACE_LEAVES_OUT, outlays.as_dict()["leaves_out"], COST_LEAVES_OUT)),
    ]
    return "\n".join(text).rstrip().splitlines()


def main(arguments: list[str]) -> int:
    return finish(arguments, PAGE, lines_of)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
