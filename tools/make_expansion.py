"""Write docs/expansion.md: what a complete shield takes, closed form and fought, and what fighting large raids costs.

python tools/make_expansion.py                     writes the closed-form parts; fought parts stay as they stand
python tools/make_expansion.py --simulate          fights and measures too, and draws the picture: about ten minutes
python tools/make_expansion.py --check             compares the closed-form parts; exit 1 where they differ
python tools/make_expansion.py --check --simulate  compares what was fought too, but for seconds and memory
"""

from __future__ import annotations

import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from make_europe import differences, table, wrapped
from midcourse.api.expansion import Expansion, expand
from midcourse.campaign.runs import fight_all
from midcourse.scenario import load_scenario
from midcourse.scenario.doubt import worlds
from midcourse.sentences import expansion as say
from midcourse.sentences.hangs import hang_words
from midcourse.sentences.varied import varied_cells, varied_heads
from midcourse.shown.share import percent
from midcourse.strategy.expansion.raids import SCENARIO, Raid, fought, raid_from, raid_of
from midcourse.strategy.expansion.worlds import SMALL, WORLDS, with_doubt

ROOT = Path(__file__).resolve().parents[1]
PAGE, PICTURES = ROOT / "docs/expansion.md", ROOT / "docs/pictures/expansion"
FOUGHT, COST, READ = "## Fought raids", "## What it costs", "## How to read it"
SIZES, RUNS, SEED = (1, 10, 30, 100, 300, 1000, 3000), 4, 1
FOUGHT_SAYS = (
    "In fought raids of 1,000 and 3,000 warheads not interceptors decide but radar time: no firm track."
)
DOUBTED = 300  # warheads up to which worlds of doubt are fought here
VARIANTS = ("quick-looks", "all-at-once", "without-limits", "thousand")
VARIANT_SIZES, VARIANT_RUNS = (100, 300, 1000), 2


def closed(found: Expansion) -> list[str]:
    """Return what stands on the page from the closed form."""
    none = expand(none=0.9)
    alone = expand(common_cause=0.0)
    hangs = " ".join(hang_words(found.hangs))
    over = expand(vary="common-cause=0..0.2:5").varied
    assert over is not None
    rows = [
        [percent(row["leakage"]), *(say.count(row[key]) for key in ("shots_independent", "shots"))]
        for row in found.goals()
    ]
    stocks = [
        [f"{row['interceptors']}", row["stock"], f"{row['warheads']:,}", f"{row['source']} ({row['grade']})"]
        for row in found.suffices()
    ]
    rates = [[one.span, f"{one.value:.1f}", f"{one.low:.1f} to {one.high:.1f}"] for one in found.stocks.rates]
    heads = list(say.HEADS)
    return [
        "# What a complete shield takes",
        "",
        *wrapped("""Written by `tools/make_expansion.py`; do not edit it. In 2001 Russia held that even a
            limited system can be
            expanded into a complete shield; Washington, that it could not stop Russia's missiles. Here both are
            numbers. What is
            computed, and what is not, says the [model](models/expansion.md)."""),
        *wrapped(f"**{found.answer()} {FOUGHT_SAYS}**"),
        "## Closed form",
        "",
        *wrapped(f"`midcourse expand`: {say.goal(found.shield)}. {' '.join(say.basis(found))}"),
        *table(heads, [list(say.cells(one, found.shield)) for one in found.needs]),
        "",
        *wrapped(f"""{say.disagreement(found)} {hangs} *With a look*: fired in the mean where the second half of the
            shots waits for what came of the first. *Undone by*: decoys in all, none told from warheads, with
            which half of the
            warheads arrive: with the shots dealt anew, as evenly as whole numbers go, over warheads and decoys, which
            no other way to deal them in one round betters; and if the defence insists on so many shots at each as
            without decoys, and leaves the other objects alone."""),
        *wrapped(f"""`midcourse expand --none 0.9`: none arrives with a chance of 90 %. For such a goal it matters what
            fails together: the shots at one object, as the engine has it and as the rows are worked, or the whole
            defence in one attack, as Wilkening's chance to track has it. No source says which. {none.answer()}
            {say.none_disagreement(none)}"""),
        *table(list(say.heads(none.shield)), [list(say.cells(one, none.shield)) for one in none.needs]),
        "",
        *wrapped("`midcourse expand --common-cause 0`: nothing fails in common, which no test shows."),
        *table(heads, [list(say.cells(one, alone.shield)) for one in alone.needs]),
        "",
        *wrapped("""Over one input: `--vary NAME=A..B`, of kill, common causes, decoys, what is told of them, tracking
            or the goal. `midcourse expand --vary common-cause=0..0.2:5`:"""),
        *table(list(varied_heads(over)), [list(row) for row in varied_cells(over)]),
        "",
        "Shots at each object, by the share that may arrive:",
        "",
        *table(["arriving", "nothing in common", f"{found.shield.common:g} in common"], rows),
        "",
        "Warheads that a stock keeps to 5 %:",
        "",
        *table(["interceptors", "stock", "warheads", "source"], stocks),
        "",
        *wrapped("""Interceptors a year between two counts that lie three years apart or more; low and high
            leave the days of the counts
            open. Years have tenths: 2011.5 is the middle of 2011. Nothing says that past rates bound future ones:
            money and factories are not modelled."""),
        *table(["from, to", "a year", "the days leave open"], rates),
        "",
    ]


def fights(found: Expansion) -> list[str]:
    """Return the tables of fought raids: the scenario, its variants."""
    rows = [list(say.raid_cells(one)) for one in found.raids]
    others = []
    for name in VARIANTS:
        for one in fought(load_scenario(SCENARIO, name), VARIANT_SIZES, VARIANT_RUNS, SEED):
            others.append([name, *say.raid_cells(one), _why(one)])
    return [
        FOUGHT,
        "",
        *wrapped(
            f"`{found.rerun}`. The scenario `{SCENARIO}`: 260 interceptors at three sites, five radars; "
            f"{RUNS} runs a size; with `--worlds {WORLDS}` up to {DOUBTED} warheads. Doubt is not luck: the two bands "
            "stand apart."
            f"{say.decided(found.raids)}"
        ),
        *table(
            [*say.RAID_HEADS, "why not"],
            [[*row, _why(one)] for row, one in zip(rows, found.raids, strict=True)],
        ),
        "",
        *wrapped(
            f"{' '.join((*say.worlds_words(found.raids), *say.simulated(found.raids)))} *By stock alone* counts "
            "interceptors as if all could be seen and met in time."
        ),
        "![Interceptors against the share of warheads that arrives](pictures/expansion/expansion.png)",
        "",
        *wrapped(f"Its variants, {VARIANT_RUNS} runs a size, say what runs out:"),
        *table(["variant", *say.RAID_HEADS, "why not"], others),
        "",
    ]


def _why(one: Raid) -> str:
    links = sorted(one.why_not.items(), key=lambda pair: -pair[1])[:2]
    return ", ".join(f"{link} {percent(share)}" for link, share in links)


def fought_and_measured() -> tuple[Expansion, list[str]]:
    """Fight the sizes one after the other in one thread, and say what each cost."""
    scenario = load_scenario(SCENARIO)
    found = expand(simulate=SCENARIO, warheads=SIZES[:1], runs=1, seed=SEED)  # compiled, tables made
    found = expand(warheads=SIZES, seed=SEED)
    found.rerun = (
        f"midcourse expand --simulate --warheads {','.join(map(str, SIZES))} --runs {RUNS} --worlds 0 --seed {SEED}"
    )
    rows, alone, drawn = [], [], worlds(scenario, WORLDS, SEED)
    for size in SIZES:
        one = raid_of(scenario, size)
        begun = time.process_time()
        fight_all(one, 1, SEED, 1, chunk=1)
        first_s = time.process_time() - begun
        begun = time.process_time()
        done = fight_all(one, RUNS, SEED, 1, chunk=RUNS)
        batch_s = time.process_time() - begun
        begun = time.process_time()
        raid = raid_from(one, done)
        closed_s = time.process_time() - begun
        begun = time.process_time()
        mine = drawn if size <= DOUBTED else []
        if mine:
            raid = replace(raid, arriving=with_doubt(raid.arriving, mine, size, RUNS, SEED))
        worlds_s = time.process_time() - begun
        found.raids.append(raid)
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
        last = found.raids[-1]
        alone.append((last.objects, first_s))
        rows.append(
            [
                f"{size:,}",
                f"{last.objects:,}",
                f"{first_s:.2f} s",
                f"{batch_s:.2f} s",
                f"{closed_s:.2f} s",
                f"{worlds_s:.0f} s" if mine else "–",
                f"{most:.1f} GB",
            ]
        )
    many = np.log(np.array(alone[2:]))
    power = float(np.polyfit(many[:, 0], many[:, 1], 1)[0])
    return found, [
        COST,
        "",
        *wrapped(f"""One thread, seconds of the processor, the engine compiled before; memory is the greatest of
            the process up to then. One run alone, from {SIZES[2]} warheads on, grows with the objects in the sky to
            the power **{power:.2f}**. Worlds of doubt are fought one after the other, each with {RUNS} runs; each
            flies its own interceptors first, half a second or so, and takes no more memory than one batch. {WORLDS} of
            them are the default of the command up to {SMALL} warheads."""),
        *table(
            [
                "warheads",
                "objects",
                "one run",
                f"{RUNS} runs in one batch",
                "closed form with windows",
                f"{WORLDS} worlds of {RUNS} runs",
                "memory",
            ],
            rows,
        ),
        "",
        *wrapped("""Most of a run alone is `geometry`: where each object stands for each radar, slot by slot of
            half a second. It is the same in
            all runs of a batch and is worked once, which is why a size is fought as one batch; and it is most
            of the memory: five
            radars, four numbers each, for every object and slot. Threads each hold one of these, so `expand`
            works in one unless
            `--jobs` says more. The engine takes 4,000 objects a run; of missiles with ten warheads, two stages
            and a shroud that is
            3,000 warheads and 900 other objects."""),
    ]


def read() -> list[str]:
    """Return the last section."""
    alike = {one.warheads: say.count(one.all_alike) for one in expand(none=0.9).needs}
    return [
        READ,
        "",
        *wrapped(f"""**Common failures decide.** With a tenth of each failure in common, 4 % arrive however many
            shots are fired. Where that is common to the shots at one object, a chance of 90 % that none arrives is out
            of reach against ten warheads or more, whatever the number of interceptors; where the whole defence fails
            together or not at all, {alike[10]} do against ten, and {alike[1000]} against a thousand. With nothing
            in common every goal has a number: that one assumed input separates 'expandable' from 'never
            complete'."""),
        *wrapped("""**The stock is not the first limit.** In the fought raids the radars' time is gone before the
            interceptors are: each look takes a dwell, a hundred objects in one beam take a hundred, and new objects
            take looks from those that were held. With looks a twentieth as long and no time between launches
            (`without-limits`) the stock decides against 300 warheads, as the count has it, and spent stages take
            shots; against 1,000 the radars are short of time again. Real radars may look at several objects in one
            beam; no public number says how many."""),
        *wrapped(
            """**A stock four times as large changes little** (`thousand`) where launches and looks are what is
            short."""
        ),
        *wrapped("""**Doubt is not luck.** The interval of luck says how sure the few runs are of the answer for
            the inputs as stated; the band of doubt says where the answer lies if those inputs are not what they are
            taken for: how far a radar sees, how long a decision takes, how often an interceptor works. Nothing narrows
            it but better sources, and it need not lie about the value as stated."""),
        *wrapped("""**Luck.** Two runs that agree leave the interval of two trials, which is wide; the shares of
            a thousand warheads hardly differ from run to run."""),
        *wrapped("""**Two closed forms, one simulation.** The count by stock alone is a floor for this way of
            firing: with it no shield does better; fewer shots at each object would leave less. The form with
            windows has windows, launches and the radars' time in it, in the mean, and lies nearer. They part
            where radars
            are crowded: the form
            lets a radar share its time evenly, while in the simulation tracks are begun, lost and begun again."""),
    ]


def lines_of(simulate: bool) -> list[str]:
    """Return the page; what was fought stays as it stands unless it is asked for."""
    text = closed(expand())
    if simulate:
        found, cost = fought_and_measured()
        found.plot.save_all(PICTURES)
        (PICTURES / "expansion.svg").unlink()
        text += [*fights(found), *cost]
    else:
        text += between(PAGE.read_text(encoding="utf-8").splitlines() if PAGE.exists() else [], FOUGHT, READ)
    return "\n".join([*text, *read()]).rstrip().splitlines()


def between(lines: list[str], first: str, last: str) -> list[str]:
    """Return the lines from one heading up to another; none where the first is not there."""
    return lines[lines.index(first) : lines.index(last)] if first in lines and last in lines else []


def main(arguments: list[str]) -> int:
    """Write the page, or compare it."""
    lines = lines_of("--simulate" in arguments)
    if "--check" in arguments:
        stands = PAGE.read_text(encoding="utf-8").splitlines()
        cost = [between(one, COST, READ) for one in (lines, stands)]
        ours, theirs = (
            [line for line in one if line not in part]
            for one, part in zip((lines, stands), cost, strict=True)
        )
        wrong = differences(ours, "\n".join(theirs) + "\n")
        print("\n".join(wrong) or "docs/expansion.md agrees")
        return 1 if wrong else 0
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
