"""What a treaty says of a scenario or of forces, in a sentence: the verdict first, then how many findings make it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from midcourse.compliance.finding import ABSENT, VERDICTS

if TYPE_CHECKING:
    from midcourse.api.treaty import TreatyFindings

LEAD = {
    "breach": ("{of} breaches {law}", "{of} would breach {law}, were {what}"),
    "contested": (
        "Whether {of} breaches {law} is contested",
        "Whether {of} would breach {law}, were {what}, is contested",
    ),
    "allowed": ("{of} keeps {law}", "{of} would keep {law}, were {what}"),
}
"""What the worst verdict comes to: of a treaty in force, and of one that is not, or whose limits are not yet due."""


def headline(found: TreatyFindings) -> str:
    """Return the verdict in one sentence, with how many findings are a breach, contested and allowed."""
    told, law = found.counts, found.law
    due = any(one.in_force for one in found.findings if one.verdict != ABSENT)
    what = "its limits due" if law.in_force_on(found.day) else "it in force"
    worst = next((verdict for verdict in LEAD if told[verdict]), None)
    lead = "{law} asks nothing of {of}" if worst is None else LEAD[worst][0 if due else 1]
    asked = sum(told[verdict] for verdict in VERDICTS if verdict != ABSENT)
    absent = f"; {told[ABSENT]} {ABSENT}" if told[ABSENT] else ""
    breaches = f"{told['breach']} breach{'' if told['breach'] == 1 else 'es'}"
    return (
        f"{lead.format(of=found.subject, law=law.id, what=what)}: {breaches}, {told['contested']} contested, "
        f"{told['allowed']} allowed, of {asked} finding{'' if asked == 1 else 's'}{absent}."
    )
