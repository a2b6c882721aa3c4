"""Compute all claims and write what their quantities are now at the end of their files.

python tools/record_claims.py [ID …]
"""

from __future__ import annotations

import sys
from pathlib import Path

from midcourse.claims.check import record_of
from midcourse.claims.read import claim_names, load_claim
from midcourse.claims.result import check_claim

LIBRARY = Path(__file__).resolve().parents[1] / "src/midcourse/claims/library"


def main(names: list[str]) -> int:
    for name in names or claim_names():
        file = LIBRARY / f"{name}.yaml"
        claim = load_claim(name)
        written = file.read_text(encoding="utf-8").partition("\nrecorded:")[0].rstrip()
        file.write_text(f"{written}\n{record_of(claim, check_claim(claim).verdict)}", encoding="utf-8")
        print(name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
