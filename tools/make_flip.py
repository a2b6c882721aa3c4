"""Write docs/flip.md and its pictures: what would turn answers of the plan of 2007.

python tools/make_flip.py             writes the page and its pictures
python tools/make_flip.py --check     compares with what stands there; exit 1 where they differ
"""

from __future__ import annotations

import sys
from pathlib import Path

from make_europe import finish, table, wrapped
from midcourse.api.comparison import Comparison, compare
from midcourse.api.flips import Flips, flip
from midcourse.scenario import load_scenario
from midcourse.sentences.flip import named, number, shown
from midcourse.views.style import save

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/flip.md"
PICTURES = {name: ROOT / f"docs/pictures/flip-{name}.png" for name in ("reachable", "chance")}
DOTS_PER_INCH = 110
CITIES = ("warsaw", "berlin", "london", "paris", "rome", "budapest", "bucharest", "athens", "ankara")
BASES = ("vypolzovo", "kozelsk", "teykovo", "yoshkar-ola", "tatishchevo", "dombarovsky")
DELAY = "doctrine.decision_delay=0..600 s"
DEAD = "batteries.0.dead=140..837 kg"
LIMIT = "batteries.0.flight_time_limit=300..1200 s"
RADAR = "sensors.2.mean_power=10..170 kW"
CHANCE = (
    DELAY,
    "batteries.0.reliability.boost=0.8..1",
    "batteries.0.kill_vehicle.hit_miss",
    "doctrine.salvo=1..4",
    "batteries.0.count=0..20",
    "raid.0.decoys=0..10",
    "doctrine.common_cause=0..0.3",
)


def asked(scenario: str, question: str, vary: tuple[str, ...]) -> Flips:
    """Return what turns one answer, whether anything does or not."""
    rerun = f"midcourse flip {scenario} --question '{question}'" + "".join(f" --vary '{one}'" for one in vary)
    return flip(load_scenario(scenario), question, vary, rerun=rerun)


def cell(found: Flips, at: int) -> str:
    """Return the flip of one input, or the values of the metric over its range."""
    one = found.flips[at]
    if one.to is not None:
        return f"{'from' if isinstance(one.to, float) else ''} {shown(one.varied, one.to)}".strip()
    values = [each.value for _, each in one.points if each.value == each.value]
    low, high = (number(found.question.metric, value) for value in (min(values), max(values)))
    return "stays" if low == high else f"stays ({low} to {high})"


def rows(
    scenario: str, short: str, places: tuple[str, ...], vary: tuple[str, ...]
) -> tuple[list[str], list[list[str]]]:
    found = {place: asked(scenario, f"{short}:{place}", vary) for place in places}
    first = next(iter(found.values()))
    heads = ["place", "answer", first.question.metric.label]
    heads += [
        f"{named(first.scenario, one.varied)} ({shown(one.varied, one.varied.stated)})" for one in first.flips
    ]
    told = []
    for place, one in found.items():
        stated = number(one.question.metric, one.stated.value)
        cells = [cell(one, at) for at in range(len(vary))]
        told.append([place, "yes" if one.answer else "no", stated, *cells])
    return heads, told


def beside(found: list[tuple[str, Comparison]]) -> list[list[str]]:
    """Return a row for each comparison."""
    told = []
    for name, one in found:
        gap = one.difference
        doubt = "–" if gap.doubt is None else f"{100 * gap.doubt[0]:+.1f} to {100 * gap.doubt[1]:+.1f}"
        told.append([
            name, number(one.metric, one.found.metric_a.value), number(one.metric, one.found.metric_b.value),
            f"{100 * gap.value:+.1f}", f"{100 * gap.low:+.1f} to {100 * gap.high:+.1f}", doubt,
            f"{one.found.correlation:.2f}", str(len(one.differs)),
        ])  # fmt: skip
    return told


def compared() -> list[tuple[str, Comparison]]:
    europe = load_scenario("europe-2007")
    others = {
        "three shots in a salvo, not two": europe.set("doctrine.salvo", 3),
        "a salvo, no second look": europe.set("doctrine.kind", "salvo"),
        "no forward radar in Turkey": load_scenario("europe-2007", sets=("sensors.1.mean_power=1 W",)),
        "radar at Gabala, not at Brdy": load_scenario("europe-gabala"),
    }
    return [(name, compare(europe, other, "p_no_leaker")) for name, other in others.items()]


def lines_of(draw: bool) -> list[str]:
    cities = rows("europe-2007", "covered", CITIES, (DELAY, DEAD, RADAR))
    bases = rows("russia-2007", "reachable", BASES, (DELAY, LIMIT, DEAD))
    base = asked("russia-2007", "reachable:vypolzovo", (DELAY, LIMIT))
    chance = asked("europe-2007", "p_no_leaker>0.9", CHANCE)
    if draw:
        for name, found in (("reachable", base), ("chance", chance)):
            axes = found.plot.boundary() if name == "reachable" else found.plot.inputs()
            save(axes.figure, PICTURES[name], "png", DOTS_PER_INCH)
    text = [
        "# What would change the answer",
        "",
        *wrapped("""Written by `tools/make_flip.py`; do not edit it. Most quarrels are about one or two inputs. These
            tables say how far each would have to be from what the scenario states before the answer is another; how
            that is found is told with the [model](models/flip.md), and how two scenarios are compared [with
            another](models/compare.md). All other inputs are as stated; in brackets after an input what it is.
            *Stays*:
            nowhere in the range is the answer another."""),
        "## Who is covered in Europe",
        "",
        *wrapped(f"""A missile from Tabriz, the plan of 2007, ten interceptors in Poland; covered: a shot at it with
            all
            constraints of the [footprint](footprint.md). Ranges: decision delay 0 to 600 s, dead mass that the
            interceptor carries to its burnout, 140 to 837 kg (burnout speeds of 8.3 to 6.3 km/s at 45 degrees, see
            [stage models](stage-models.md)), mean power of the radar at Brdy 10 to 170 kW. `midcourse flip
            europe-2007 --question covered:warsaw --vary
            '{DELAY}'` asks one of them."""),
        *table(*cities),
        "",
        "## Which Russian bases are in reach",
        "",
        *wrapped("""Missiles to Washington past the same interceptors, launched by the clock of the scenario; the
            number
            is the time that is left. Limits of the kill vehicle's flight time from 300 to 1,200 s."""),
        *table(*bases),
        "",
        "![Decision delay and flight-time limit for Vypolzovo](pictures/flip-reachable.png)",
        "",
        *wrapped(" ".join(f"{line[0].upper()}{line[1:]}." for line in base.lines())),
        "## A chance of nine in ten",
        "",
        *wrapped("""Whether no warhead gets through with more than 90 %, for one missile from Iran: 2,000 runs at each
            point, all with the same luck."""),
        *[line for one in chance.lines() for line in wrapped(f"- {one}.")[:-1]],
        "",
        "![The chance against each input](pictures/flip-chance.png)",
        "",
        "## Two plans beside each other",
        "",
        *wrapped("""`midcourse compare europe-2007 europe-gabala` and the like: 2,000 runs of each over 32 worlds,
            run by
            run on the same luck. Differences in points, second less first; *luck* is the 95 % interval of pairs,
            *doubt* 5 to 95 % of the worlds."""),
        *table(
            ["second", "2007 plan", "second", "difference", "luck", "doubt", "correlation", "inputs that differ"],
            beside(compared()),
        ),
    ]  # fmt: skip
    return "\n".join(text).rstrip().splitlines()


def main(arguments: list[str]) -> int:
    return finish(arguments, PAGE, lines_of)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
