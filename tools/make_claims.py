"""Compute all claims, write what their quantities are at the end of their files, and write docs/claims.md.

python tools/make_claims.py             records, and writes the page
python tools/make_claims.py --check     compares with what stands there; exit 1 where it differs
"""

from __future__ import annotations

import sys
from pathlib import Path

from make_europe import differences, table, wrapped
from midcourse.claims.check import record_of
from midcourse.claims.read import claim_names, load_claim
from midcourse.claims.result import Checked, check_claim
from midcourse.sentences import claims as words
from midcourse.sentences.flip import shown

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = ROOT / "src/midcourse/claims/library"
PAGE = ROOT / "docs/claims.md"
TIME = """All of them take 110 s of processor time. Measured on two cores: 90 s with little else to do, 150 s beside
other work; on a crowded machine it is minutes, and kernels that are compiled anew come on top. Nearly all of it
goes to four claims that fight engagements (`europe-protected-from-iran`, `gabala-would-do`, `limited-to-rogues`,
`one-radar-is-not-enough`), the others take seconds together. Each claim fights its own runs: the three of the scenario
europe-2007 mostly ask at other inputs, and share none."""


def recorded(one: Checked) -> str:
    """Return the text of a claim's file with what its quantities are now."""
    text = (LIBRARY / f"{one.id}.yaml").read_text(encoding="utf-8")
    return f"{text.partition(chr(10) + 'recorded:')[0].rstrip()}\n{record_of(one.claim, one.verdict)}"


def section(one: Checked) -> list[str]:
    claim, verdict = one.claim, one.verdict
    rows = []
    for each in verdict.inputs:
        turns = "turns it" if each.varied.path in verdict.depends_on else ""
        stated = shown(each.varied, each.varied.stated)
        rows.append([words.name_of(one, each.varied), stated, words.moves(each, verdict), turns])
    rows += [[word, "", "within its interval", "turns it"] for word in words.open_of(verdict)]
    told = [
        f"## {claim.says.rstrip('.')}",
        "",
        *wrapped(f"{claim.who}, {words.day(claim.when)} (`{claim.source}`, {claim.grade}): {claim.where}."),
        *wrapped(f"**{words.verdict(one)[:1].upper()}{words.verdict(one)[1:]}.** {words.paragraph(one)}"),
        *wrapped(f"Condition: `{claim.tested.text}`. {words.margin(one)}. `midcourse claims check {one.id}`"),
    ]
    if rows:
        told += [*table(["what it may depend on", "stated", "elsewhere", ""], rows), ""]
    return told


def lines_of(found: list[Checked]) -> list[str]:
    text = [
        "# Claims, computed again",
        "",
        *wrapped("""Written by `tools/make_claims.py`; do not edit it. Sentences of both sides of the argument, in
            words of our own, each with what it would have to mean in numbers. A claim *holds* where its condition is
            met with all inputs as stated, with each input at either end of its range, and throughout the interval of
            luck and the band of doubt; else it *depends* on what turns it. Whether a condition is what was meant is
            open to argument: it stands beside each, and [how it is judged](models/verdict.md) on a page of its
            own. `midcourse claims check` computes all of them and writes a page of cards; `--flips` adds the smallest
            change that turns each."""),
        *wrapped("""Where a sentence has several readings and none comes first (forces day to day or generated; all
            warheads or those that fly), each is judged by itself, and where they part the claim *depends* on them:
            none of them is the stated one. A value outside its own band of doubt says so: luck, or inputs that are
            drawn to one side of what is stated."""),
        *wrapped(TIME),
        *table(["claim", "verdict"], [[link(one), words.verdict(one)] for one in found]),
        "",
    ]  # fmt: skip
    for one in found:
        text += section(one)
    return "\n".join(text).rstrip().splitlines()


def link(one: Checked) -> str:
    return f"[{one.claim.says.rstrip('.')}](#{slug(one)})"


def slug(one: Checked) -> str:
    """Return the anchor that a page gives to the claim's heading."""
    kept = "".join(letter for letter in one.claim.says.rstrip(".").lower() if letter.isalnum() or letter in " -")
    return kept.replace(" ", "-")


def main(arguments: list[str]) -> int:
    found = [check_claim(load_claim(name)) for name in claim_names()]
    if "--check" in arguments:
        wrong = differences(lines_of(found), PAGE.read_text(encoding="utf-8"))
        wrong += [f"{one.id}: {each.name} differs" for one in found for each in one.differences]
        print("\n".join(wrong) or "docs/claims.md agrees")
        return 1 if wrong else 0
    for one in found:
        (LIBRARY / f"{one.id}.yaml").write_text(recorded(one), encoding="utf-8")
    PAGE.write_text("\n".join(lines_of(found)) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
