"""One number for the memo, with its conditions: the answer, its band, what it hangs on, what it leaves out.

Run it as `python examples/6_one_number_for_the_memo.py [FOLDER]`; pictures go into FOLDER, or into a temporary one.
"""

import sys
import tempfile
from pathlib import Path

import midcourse as mc

folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp())
folder.mkdir(parents=True, exist_ok=True)
scenario = mc.load("nodong-japan")
many = mc.run(scenario, runs=640, seed=1)

# The answer in a sentence: the share, the band that doubtful inputs leave, the assumption it hangs on most.
memo = [many.answer(), ""]

# What it hangs on: each assumed input moved alone from its low to its high, by a second method that knows no luck.
memo.append("Of the assumed inputs it hangs most on these:")
memo += [f"- {words}" for words in many.assumptions()]

# How good the inputs are: every number has a grade, and most are assumed. A memo that hides this is not honest.
grades = scenario.frame("numbers")["grade"].value_counts()
memo.append(f"{grades['assumed']} of {grades.sum()} inputs are assumed: no public source gives them.")

# What it does not contain. A reader who misses something here must not take the number for an answer to it.
memo += ["", "It does not contain:", *(f"- {words}" for words in many.leaves_out)]

# So that anybody can repeat it, and say what was repeated.
memo += ["", f"To repeat it: {many.rerun}", f"To cite it: {many.citation()}"]
text = "\n".join(memo)
print(text)

# For a folder with the report, tables and pictures, use the command above: it writes all of it.
(folder / "memo.txt").write_text(text + "\n", encoding="utf-8")
many.plot.factors().figure.savefig(folder / "factors.png")
print("\nwritten: memo.txt, factors.png")
