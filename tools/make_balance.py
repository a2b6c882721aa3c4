"""Write docs/balance.md and its pictures: what arrives in reply, against arsenal size, shield and alert.

python tools/make_balance.py             writes the page and its pictures
python tools/make_balance.py --check     compares with what stands there; exit 1 where they differ
"""

from __future__ import annotations

import sys
from pathlib import Path

from make_europe import finish, table, wrapped
from midcourse.api.drawdown import Drawdown, drawdown
from midcourse.sentences.balance import WEIGHED, whole
from midcourse.sentences.varied import varied_cells, varied_heads
from midcourse.views.style import save

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/balance.md"
PICTURES = {"drawdown": "arriving", "stability": "stability"}
DOTS_PER_INCH = 110
ALERTS = ("day-to-day", "generated")
SHIELDS = {"none": "none", "one-sided": "of the attacker", "two-sided": "of both"}
THRESHOLD = 1200.0
VARY = "shield.interceptors=0..300:7"
OUTLIVES = "russia-posture.silo.survives=0.4"
PLANS = ("europe-2007-site", "gmd-2017", "c1-plan")


def banded(value: float, low: float, high: float) -> str:
    return f"{whole(value)} ({whole(low)} to {whole(high)})"


def sizes(found: Drawdown) -> list[str]:
    """Return the table of arsenal sizes with what arrives on both alerts."""
    at = {(one.size, one.alert): one for one in found.rows}
    rows = []
    for size, name, _ in found.marked():
        cells = [at[size, alert] for alert in ALERTS]
        rows.append([f"{size:,.0f}", name, *(banded(one.value, one.low, one.high) for one in cells)])
    return table(["deployed", "", "arrive, day to day", "arrive, generated"], rows)


def stability(found: Drawdown) -> list[str]:
    """Return the table of the index for the forces as they are."""
    rows = []
    for shield, words in SHIELDS.items():
        held = {one.alert: one for one in found.stability if one.size is None and one.shield == shield}
        cells = [
            f"{held[alert].value:.3f} ({held[alert].low:.3f} to {held[alert].high:.3f})" for alert in ALERTS
        ]
        rows.append([words, *cells])
    return table(["shield", "day to day", "generated"], rows)


def plans() -> list[str]:
    """Return what each shield takes of a reply, by size of the arsenal."""
    rows = []
    for shield in PLANS:
        found = drawdown(shield=shield, sizes=f"{THRESHOLD:.0f}")
        for size in (found.force.warheads, THRESHOLD, 500.0):
            held = {one.alert: one for one in found.rows if one.size == size}
            taken = [f"{100.0 * (1.0 - held[alert].value / held[alert].flying):.0f} %" for alert in ALERTS]
            best = [
                f"{100.0 * (1.0 - found.question.evenly(held[alert].flying) / held[alert].flying):.0f} %"
                for alert in ALERTS
            ]
            number = found.question.numbers["interceptors"].value
            each = found.question.numbers["shots"].value
            name = f"`{shield}`, {number:,.0f} interceptors, {each:,.0f} at each"
            rows.append([name, f"{size:,.0f}", *taken, *best])
    heads = ["shield", "deployed", "taken of the reply, day to day", "generated"]
    return table([*heads, "dealt evenly, day to day", "generated"], rows)


def decoys() -> str:
    """Say what nine decoys with each warhead leave of the shield."""
    bare, hidden = (drawdown(decoys=count, sizes="500").reply for count in (0.0, 9.0))
    before, after = (f"{one.flying - one.value:.1f}" for one in (bare, hidden))
    return (
        f"With nine decoys beside each warhead, none told apart, 44 interceptors take {after} warheads in place of "
        f"{before}: `midcourse drawdown --decoys 9`."
    )


def perfect() -> str:
    """Say what the index is where a shield lets nothing through."""
    found = drawdown(interceptors=20_000.0, kill="1@heritage-2006", common_cause=0.0, sizes="500")
    none, one, both = (f"{row.value:.3f}" for row in found.index)
    return (
        f"Day to day, with a shield that lets nothing through, the index is {one} where one side has it, in place of "
        f"{none}: that side goes first at no cost. It is {both} where both have it: neither can do anything to the "
        "other. `midcourse drawdown --interceptors 20000 --kill 1@heritage-2006 --common-cause 0`."
    )


def replaced() -> str:
    """Say that how forces stand can be replaced, and what the answer is where silos outlive the attack."""
    found = drawdown(sets=[OUTLIVES], sizes="500")
    return (
        "Every number of how forces stand can be replaced, by leg: `share`, `day_to_day`, `generated`, `survives`, "
        f"and `reliability` of all. `midcourse drawdown --set {OUTLIVES}`: {found.answer()}"
    )


def published(found: Drawdown) -> list[str]:
    """Return what others say of the same, beside ours."""
    at = {(one.size, one.alert): one for one in found.rows}
    full = drawdown(shield=PLANS[-1], sizes=f"{THRESHOLD:.0f}").rows
    taken = [f"{100.0 * (1.0 - one.value / one.flying):.0f} %" for one in full if one.size == THRESHOLD]
    own = [at[float(found.force.warheads or 0), ALERTS[0]], at[1000.0, ALERTS[0]], at[1000.0, ALERTS[1]]]
    fly = [whole(one.flying) for one in own]
    arrive = [banded(one.value, one.low, one.high) for one in own]
    said = [
        f"""- Wilkening (Adelphi Paper) 2000: a national defence does not threaten the Russian force unless that falls
            below about 1,200 weapons. Recalled: how many interceptors, which alert, and how much of a reply
            may be lost, are not known to us, so that no size of ours is the like of his. The table above has the share
            of the reply that is taken at 1,200: with a hundred interceptors {taken[0]} day to day and {taken[1]} with
            forces generated. Nothing was tuned to it.""",
        f"""- Blank 2011, chapter 9: at a limit of 1,000 each side has more than 400 warheads that outlive an attack
            and reply, in all postures but one, Russia on day-to-day alert that waits the attack out. Ours of Russia is
            {fly[2]} generated, of which {arrive[2]} arrive: below theirs, by half or more. They take a force of 1,000
            that is built otherwise than that of 2009, we think with bombers; ours keeps four in ten warheads in silos.
            Day to day ours are {fly[1]}, below 400 as with them.""",
        f"""- Lieber and Press 2006: had Russia's forces not been alerted, of some 3,500 warheads half a dozen would
            have outlived an attack. Ours day to day are {fly[0]} of 2,683 that reply, of which {arrive[0]} arrive:
            theirs lies below the band. It was disputed at once, by P. Podvig among others.""",
    ]
    return [line for part in said for line in wrapped(part)[:-1]]


def over(found: Drawdown) -> list[str]:
    """Return the reply over the chance of a kill, and what it hangs on."""
    assert found.varied is not None
    return [
        "## Over one input",
        "",
        *wrapped(f"""Which input matters is told from the worlds of doubt, above: what outlives the attack in silos,
            which is assumed. `--vary NAME=A..B` works the reply of the forces as they are over any input:
            interceptors, shots, kill, decoys, common causes (`shield.…`), and what is on alert and outlives an attack,
            leg by leg. `{found.rerun}`:"""),
        *table(list(varied_heads(found.varied)), [list(row) for row in varied_cells(found.varied)]),
        "",
        "![What arrives on both alerts, and the stability, against interceptors](pictures/drawdown-varied.png)",
        "",
    ]


def lines_of(draw: bool) -> list[str]:
    found, varied = drawdown(), drawdown(vary=VARY, sizes="500")
    if draw:
        save(varied.plot.varied().figure, ROOT / "docs/pictures/drawdown-varied.png", "png", DOTS_PER_INCH)
        for name, view in PICTURES.items():
            save(getattr(found.plot, view)().figure, ROOT / f"docs/pictures/{name}.png", "png", DOTS_PER_INCH)
    text = [
        "# What arrives in reply",
        "",
        *wrapped("""Written by `tools/make_balance.py`; do not edit it. How it is worked, what is left out: the
            [model](models/balance.md). Counted are warheads of missiles that arrive, and nothing about what they hit.
            Almost everything hangs on how many missiles are out of their bases when the attack comes, and on what of
            them outlives it; no source gives that, so that the numbers are assumed and their bands wide."""),
        *wrapped(f"`midcourse drawdown`: {found.answer()} {' '.join(found.told()[:3])}"),
        *sizes(found),
        "",
        "![Warheads that arrive in reply against deployed warheads, on two alerts](pictures/drawdown.png)",
        "",
        *wrapped("""In brackets 5 to 95 % of the worlds of doubt. How forces stand is kept while their number changes;
            treaties count in different ways, and their levels are marked as numbers of deployed warheads."""),
        *wrapped(replaced()),
        *over(varied),
        "## What shields take",
        "",
        *wrapped("""A shield takes a fixed number of objects, so that it weighs little in a large reply and much in a
            small one. So many shots at each object are those of its doctrine; against more objects than interceptors
            one at each takes more, and would leave what the last two columns say."""),
        *plans(),
        "",
        *wrapped(decoys()),
        "## First-strike stability",
        "",
        *wrapped("""The index of Kent and Thaler 1989 with warheads that arrive in place of damage, for the forces of
            2009: 1 where going first gains nothing, towards 0 the more it gains. Being generated matters more than a
            shield; a shield matters where arsenals are small. Without one the index does not hang on the size of equal
            arsenals: that the line is level is how it is worked, and no finding. What counts is warheads, and not
            damage, which saturates, so that its numbers are not to be compared with those of others."""),
        *wrapped(WEIGHED),
        *stability(found),
        "",
        *wrapped(perfect()),
        "![First-strike stability against deployed warheads of each side, one with a shield](pictures/stability.png)",
        "",
        "## Beside what others have said",
        "",
        *published(found),
    ]  # fmt: skip
    return "\n".join(text).rstrip().splitlines()


def main(arguments: list[str]) -> int:
    return finish(arguments, PAGE, lines_of)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
