"""Can it be caught: where an interceptor can be in time, and how fast it has to be to catch what flies away.

Run it as `python examples/3_can_it_be_caught.py [FOLDER]`; pictures go into FOLDER, or into a temporary one.
"""

import sys
import tempfile
from pathlib import Path

import midcourse as mc

folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp())
folder.mkdir(parents=True, exist_ok=True)

# One interceptor of 2007, two claims: they differ in the mass that it carries to burnout, and so in its speed.
claims = {
    "as midcourse takes it": mc.fly_out("gbi-two-stage", "redzikowo"),
    "as the Missile Defense Agency said": mc.fly_out("gbi-two-stage@mda-2007", "redzikowo"),
}
for words, reach in claims.items():
    times = reach.frame("times")
    far_m = times.loc[times["time_s"] <= 600.0, "range_m"].max()
    speed_m_s = reach.burnouts[45].speed_m_s
    print(f"{words}: {speed_m_s / 1e3:.2f} km/s at burnout, within 10 minutes {far_m / 1e3:,.0f} km away")

# A Russian missile from Vypolzovo to Washington flies away from Poland. Can it be caught from behind?
# `chase` makes the interceptor lighter and heavier until it only just catches it: that is the least speed.
chase = mc.chase(mc.load("russia-2007"), ["vypolzovo"], "washington")
(base,) = chase.as_dict()["launch_points"]
least_m_s = base["min_speed_m_s"]
print(f"to meet {base['missile']} from {base['from']} it needs {least_m_s / 1e3:.2f} km/s")
for words, reach in claims.items():
    margin_m_s = reach.burnouts[45].speed_m_s - least_m_s
    verdict = "can be met" if margin_m_s >= 0.0 else "cannot be met"
    print(f"  {words}: {verdict}, {margin_m_s / 1e3:+.2f} km/s")

# The least speed against the time of launch: who has to wait for a firm track has to be faster.
chase.plot.least_speed().figure.savefig(folder / "least-speed.png")
next(iter(claims.values())).plot.fan().figure.savefig(folder / "reach.png")
print("pictures: least-speed.png, reach.png")
