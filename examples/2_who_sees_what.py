"""Who sees what, and when: satellites and radars against one missile.

Run it as `python examples/2_who_sees_what.py [FOLDER]`; pictures go into FOLDER, or into a temporary one.
"""

import sys
import tempfile
from pathlib import Path

import midcourse as mc

folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp())
folder.mkdir(parents=True, exist_ok=True)
scenario = mc.load("europe-2007")

# `see` knows no luck: a look counts when its chance is even or better. One row for each object and sensor.
seen = mc.see(scenario)
looks = seen.frame("looks")
warhead = looks[looks["object"] == seen[0]["object"]]
print(f"{scenario.name}: the warhead is in view of")
for _, row in warhead.dropna(subset=["first_s"]).iterrows():
    print(f"  {row['sensor']:26} from {row['first_s']:4.0f} s to {row['last_s']:4.0f} s after lift-off")

# Why so late? The Earth is round: below its horizon a radar sees nothing, however strong it is.
radar = [item.sensor.id for item in seen.items].index("european-midcourse-radar")
(edge,) = seen.edges(radar, [500e3])
print(f"at 500 km altitude the large radar sees a warhead at most {edge.even_m.max() / 1e3:,.0f} km away")

# What is the forward radar worth? Put it at Thule in Greenland, far from the path, and ask when a track is firm.
at = [item.sensor.id for item in scenario.sensors].index("an-tpy-2")
cases = {"as planned": scenario, "forward radar moved away": scenario.set(f"sensors.{at}.site", "thule")}
firm_s = []
for name, case in cases.items():
    story = mc.run(case, seed=1).frame("story")
    firm_s.append(story[(story["what"] == "firm track") & (story["object"] == 0)]["time_s"].min())
    print(f"{name}: a firm track of the warhead at {firm_s[-1]:.0f} s")
print(f"the forward radar buys {firm_s[1] - firm_s[0]:.0f} s")

# The horizon of the large radar, with the path of the missile: where the line crosses, the first look can be.
axes = seen.plot.horizon(radar)
axes.figure.savefig(folder / "horizon.png")
print("picture: horizon.png")
