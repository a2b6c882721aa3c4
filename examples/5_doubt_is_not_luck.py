"""Many engagements: doubt is not luck, and two answers are compared on equal luck.

Run it as `python examples/5_doubt_is_not_luck.py [FOLDER]`; pictures go into FOLDER, or into a temporary one.
"""

import sys
import tempfile
from pathlib import Path

import midcourse as mc

folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp())
folder.mkdir(parents=True, exist_ok=True)
scenario = mc.load("nodong-japan")

# 640 runs in 32 worlds. In each world all that nobody knows is drawn anew; inside a world only luck varies.
many = mc.run(scenario, runs=640, seed=1)
found = many.p_no_leaker
print(f"{scenario.name}: none gets through in {found.value:.1%} of the runs")
print(f"  luck leaves open  {found.low:.1%} to {found.high:.1%}: more runs make it narrower")
print(f"  doubt leaves open {found.doubt['low']:.1%} to {found.doubt['high']:.1%}: only better sources do")
print(f"  inputs as stated  {found.nominal['value']:.1%}: one world, and perhaps a lucky one")

# The mean hides the worlds: in most of them it nearly always works, or nearly never.
shares = [world["simulated"] for world in many.summary()["closed_form"]["worlds"]]
sure = sum(share < 0.05 or share > 0.75 for share in shares)
print(f"in {sure} of {len(shares)} worlds that were fought it works in under 5 % or in over 75 % of the runs")

# Why not: of the warheads that were not killed, the first link that broke.
reasons = many.summary()["why_not"]
worst = max(reasons, key=reasons.get)
print(f"most often because: {worst} ({reasons[worst]:.0%} of those not killed)")

# Three shots a round or two, on equal luck: in run k both meet the same noise and the same failures, so that
# what differs was made by the salvo, run by run.
leaked = {}
for salvo in (2, 3):
    runs = mc.run(scenario.set("doctrine.salvo", salvo), runs=400, worlds=0, seed=1)
    rows = runs.frame("results")
    leaked[salvo] = set(rows.loc[rows["leaked"] == 1, "run"])
    print(f"{salvo} shots a round: {runs.p_no_leaker}")
print(f"three shots mend {len(leaked[2] - leaked[3])} of 400 runs and spoil {len(leaked[3] - leaked[2])}")

# The chain link by link: where the warheads are lost.
many.plot.factors().figure.savefig(folder / "factors.png")
print("picture: factors.png")
