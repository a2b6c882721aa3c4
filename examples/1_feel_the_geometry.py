"""Feel the geometry: how high, how long, how far one missile flies.

Run it as `python examples/1_feel_the_geometry.py [FOLDER]`; pictures go into FOLDER, or into a temporary one.
"""

import sys
import tempfile
from pathlib import Path

import midcourse as mc

folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp())
folder.mkdir(parents=True, exist_ok=True)

# A missile of the catalogue, a launch site, a city. With no more said, it flies with the least energy.
flight = mc.fly("nodong", from_="musudan-ri", to="tokyo")
told = flight.as_dict()
minutes = told["impact"]["time_s"] / 60.0
burnt = told["burnout"]["time_s"] / told["impact"]["time_s"]
print(f"{flight.name}:")
print(f"  {told['range_m'] / 1e3:.0f} km over the ground in {minutes:.1f} minutes")
print(f"  highest point {told['apogee_m'] / 1e3:.0f} km; it burns for {burnt:.0%} of the time and then falls")

# The same missile to the same place, thrown steeply: higher and longer. A defence gets more time, but has to
# look and shoot higher.
lofted = mc.fly("nodong", from_="musudan-ri", to="tokyo", arc="lofted")
steep = lofted.as_dict()
print(f"lofted: highest point {steep['apogee_m'] / 1e3:.0f} km, {steep['impact']['time_s'] / 60.0:.1f} minutes")

# How far could it go? The Earth turns below the flight: what starts eastwards has more speed to begin with.
ranges = mc.greatest_ranges("nodong", "musudan-ri")
turning = ranges.frame("ring")
best = turning.loc[turning["rotating_range_m"].idxmax()]
print(f"greatest range {ranges.range_m / 1e3:.0f} km if the Earth stood still")
print(f"  at best {best['rotating_range_m'] / 1e3:.0f} km, launched towards {best['azimuth_deg']:.0f} degrees")
print(f"  {len(ranges.cities_inside):,} cities of 50,000 people or more lie inside")

# Every `.plot.NAME()` returns Matplotlib axes, to be changed and saved as you like; `save_all` writes them all.
for path in [*flight.plot.save_all(folder), *ranges.plot.save_all(folder)]:
    print(f"picture: {path.name}")
