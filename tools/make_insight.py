"""Write docs/insight.md and its pictures: four small campaigns, fought here, and what follows from each.

python tools/make_insight.py             writes the page and its pictures
python tools/make_insight.py --check     compares with what stands there; exit 1 where they differ
"""

from __future__ import annotations

import sys
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

from make_europe import finish, table, wrapped
from midcourse.api.campaigns import campaign
from midcourse.api.insight import Insight, insight
from midcourse.sentences.insight import sections
from midcourse.views.style import save

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/insight.md"
PICTURES = ROOT / "docs/pictures"
DOTS_PER_INCH = 110
MOST_ROWS = 10
FILES = {
    "delays": """title: decision delay and order delay together
scenario: nodong-japan
design: sobol-indices
points: 32
over:
  - doctrine.decision_delay=0..120 s
  - doctrine.latency=20..200 s
runs: 100
""",
    "screen": """title: seven inputs, which move it at all
scenario: nodong-japan
design: morris
points: 16
over:
  - doctrine.decision_delay=0..120 s
  - doctrine.latency=20..200 s
  - doctrine.spacing=0..25 s
  - doctrine.salvo=1..4
  - sensors.0.look_interval
  - batteries.0.reliability.seeker
  - batteries.0.kill_vehicle.homing_time
runs: 100
""",
    "doubt": """title: 256 worlds of doubt
scenario: nodong-japan
worlds: 256
runs: 5120
""",
    "delay": """title: the decision delay, with luck and doubt
scenario: nodong-japan
over:
  - doctrine.decision_delay=0..110 s:12
worlds: 24
runs: 480
""",
}
ASKED: dict[str, dict[str, bool]] = {
    "delays": {"emulator": True, "worth": True},
    "screen": {},
    "doubt": {"worth": True},
    "delay": {},
}
DRAWN = {
    "delays": ("indices", "map"), "screen": ("screening",), "doubt": ("ranks", "worth"), "delay": ("map",),
}  # fmt: skip
SAID = {
    ("delays", "indices"): "Two bars an input: its share alone, and with the other",
    ("delays", "map"): "Shades over both delays, the fought cells as dots",
    ("screen", "screening"): "Marks of seven inputs: how much each does, how unequal it is",
    ("doubt", "ranks"): "Bars of rank correlation with the line of chance",
    ("doubt", "worth"): "Bars: the share of the band that goes once an input is known",
    ("delay", "map"): "The chance against the decision delay, bars of luck in a band of doubt",
}
HEAD = """Written by `tools/make_insight.py`; do not edit it. A campaign is fought once and asked often: whose doubt
its answer is, which of many inputs move it at all, how it goes between its cells, and what one more measurement would
be worth. `midcourse insight CAMPAIGN --store DIR` makes each analysis that the design of the campaign allows, and says
why not the others; `mc.insight` gives the same in Python. How each is worked, and how far to trust it:
[insight](models/insight.md).

All campaigns here are of [one Nodong against Tokyo](nodong-japan.md) and its chance that no warhead gets through."""
TEXTS = {
    "delays": (
        "Whose variance: a design sobol-indices",
        """Both inputs are drawn evenly between two ends that we chose: the shares say what these ends do, and nothing
        of what is likely. An emulator is a smooth surface through the cells; its error is that of cells that it was
        not taught, each once. What it would be worth to know an input is told beside the worth of the other.""",
    ),
    "screen": (
        "Which move it at all: a design morris",
        """Where inputs are many, sixteen steps of each cost less than indices: mu* is the mean size of its steps from
        one end to the other, sigma how unequal they are.""",
    ),
    "doubt": (
        "What to measure next: one cell in many worlds",
        """No input is varied here: every number with a low and a high is drawn in each world
        ([doubt](models/doubt.md)). A rank correlation says which inputs the answer goes with. Of so many, some go with
        it by chance: the line says how far. The worth of a measurement is the share of the band that goes, on
        average, once that input is known and all others are as doubtful as before.""",
    ),
    "delay": (
        "Luck and doubt over one input: a grid",
        """The bars are what more runs would narrow. The band is what only knowledge would.""",
    ),
}


def of_campaign(name: str, found: Insight, pictures: bool) -> list[str]:
    title, words = TEXTS[name]
    options = "".join(f" --{key}" for key in ASKED[name])
    out = [f"## {title}", "", "```yaml", *FILES[name].splitlines(), "```", ""]
    out += [*wrapped(words), f"`midcourse campaign {name}.yaml`, then `midcourse insight {name}{options}`:", ""]
    for one in sections(found) if name != "delay" else ():
        out += [f"### {one.title[0].upper()}{one.title[1:]}", ""]
        if one.rows:
            out += [*table(list(one.heads), [list(row) for row in one.rows[:MOST_ROWS]]), ""]
        more = f"{len(one.rows) - MOST_ROWS} more rows: `--csv FILE`. " if len(one.rows) > MOST_ROWS else ""
        out += wrapped(more + " ".join(one.words))
    for picture in DRAWN[name]:
        file = f"insight-{name}-{picture}.png"
        if pictures:
            save(getattr(found.plot, picture)().figure, PICTURES / file, "png", DOTS_PER_INCH)
        out += [f"![{SAID[name, picture]}](pictures/{file})", ""]
    return out


def worked() -> dict[str, Insight]:
    """Fight the campaigns in a folder of their own, and return what follows from each."""
    found = {}
    with TemporaryDirectory() as home, chdir(home):
        for name, text in FILES.items():
            Path(f"{name}.yaml").write_text(text, encoding="utf-8")
            fought = campaign(f"{name}.yaml")
            found[name] = insight(name, **ASKED[name])
            print(f"{name}: {fought.wall_s:.0f} s", file=sys.stderr)
    return found


def lines_of(pictures: bool) -> list[str]:
    body = [line for name, found in worked().items() for line in of_campaign(name, found, pictures)]
    return "\n".join(["# What follows from a campaign", "", *wrapped(HEAD), *body]).rstrip().splitlines()


def main(arguments: list[str]) -> int:
    return finish(arguments, PAGE, lines_of)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
