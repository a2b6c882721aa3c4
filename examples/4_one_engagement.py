"""One engagement, told: who saw, decided and shot when, with the luck of one day.

Run it as `python examples/4_one_engagement.py [FOLDER]`; pictures go into FOLDER, or into a temporary one.
"""

import sys
import tempfile
from pathlib import Path

import midcourse as mc

folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp())
folder.mkdir(parents=True, exist_ok=True)
scenario = mc.load("europe-2007")

# One run: every input as stated, with luck. The seed is the day: the same seed gives the same day, anywhere.
day = mc.run(scenario, seed=1)
print(day)

# The story of the warhead, event by event; what is assessed may be wrong, as it may be for the defence.
# `day.frame("story")` has all of it as a table.
for event in day.story():
    if event["object"] == 0:
        closing = f", closing at {event['closing_m_s'] / 1e3:.1f} km/s" if "closing_m_s" in event else ""
        print(f"{event['time_s']:7.0f} s  {event['what']}{closing}")

# What was fired, and what became of it: a row a shot, with units in the names of the columns.
shots = day.frame("shots")
print(f"{len(shots)} shots:")
for _, shot in shots.iterrows():
    end = "hit" if shot["hit"] else shot["link"]
    print(f"  launched at {shot['launch_s']:.0f} s, there at {shot['intercept_s']:.0f} s: {end}")

# Other days, other luck, the same world: the first one on which a warhead gets through.
days = (mc.run(scenario, seed=seed) for seed in range(1, 200))
bad = next(one for one in days if one.frame("results")["leaked"].any())
why = bad.frame("results").query("leaked == 1")["link"].iloc[0]
print(f"{bad}; why: {why}; {len(bad.frame('shots'))} shots")

# The hatched bar of the timeline is the time in which a launch still meets the warhead: what is left over is margin.
day.plot.timeline().figure.savefig(folder / "timeline.png")
day.plot.map().figure.savefig(folder / "map.png")
print("pictures: timeline.png, map.png")
