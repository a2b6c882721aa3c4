"""What a reply that gets through says, in sentences and in cells of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from midcourse.shown.share import percent
from midcourse.strategy.balance.stability import WEIGHT

if TYPE_CHECKING:
    from midcourse.catalog.deployed import Forces
    from midcourse.strategy.balance.drawdown import Reply, Stability

STATES = {"US": "the United States", "SU": "the Soviet Union", "RU": "Russia"}
LEAVES_OUT = (
    "Counted are warheads of missiles that arrive, and nothing about what they hit. Bombers are left out: these "
    "interceptors do not meet them. The struck side waits the attack out; how forces stand is taken not to hang on "
    "their number. Every interceptor is taken to reach every warhead, which favours the shield; the same shots at "
    "each object, while others get none, is against it."
)
WEIGHED = (
    f"A warhead that does not arrive at the other side costs {WEIGHT.value:g} ({WEIGHT.low:g} to {WEIGHT.high:g}, "
    "assumed) of one that arrives at one's own."
)
MOST_WORDS = 30
LEAST = 0.005
"""Of a warhead: a shield that stops less stops nothing."""
YEARS_APART = 3  # above which a warning stands
WITH_SHIELD = {"none": "no shield", "one-sided": "shield of one side", "two-sided": "shields of both sides"}


def whole(value: float) -> str:
    """Return a number of warheads: whole, below ten with one digit."""
    return f"{value:,.0f}" if round(value, 1) >= 10.0 or value == round(value) else f"{value:.1f}"


def values(count: int) -> str:
    """Return a number of values, of which one is one."""
    return f"{count} value{'' if count == 1 else 's'}"


def headline(
    reply: Reply,
    struck: str,
    attacker: str,
    interceptors: float,
    replaced: int = 0,
    years: tuple[int, int] | None = None,
) -> str:
    """Return the answer in one sentence of at most 30 words.

    Args:
        reply: of the forces as they are.
        struck, attacker: states.
        interceptors: of the attacker.
        replaced: how many of the catalogue's numbers the question has replaced.
        years: of the forces that reply and of the interceptors, where they are not the same.
    """
    of_force, of_shield = ("", "") if years is None else (f" ({year})" for year in years)
    alert = "on day-to-day alert" if reply.alert == "day-to-day" else "when fully alerted"
    doubt = f"in doubt; {values(replaced)} replaced" if replaced else "where inputs are doubtful"
    what = f"despite {interceptors:,.0f} interceptors{of_shield}" if interceptors else "with no interceptors there"
    told = (
        f"Struck first {alert}, {STATES[struck]} replies: of {reply.size:,.0f} warheads{of_force} "
        f"{whole(reply.value)} arrive in {STATES[attacker]} {what}, {whole(reply.low)} to {whole(reply.high)} {doubt}."
    )
    return told if len(told.split()) <= MOST_WORDS else told.replace(" in doubt;", ";")


def days(force: Forces, attacker: Forces, shield: str | None, year: int | None) -> str:
    """Say of which days forces and interceptors are, where they differ, and warn where years lie between them.

    Args:
        force, attacker: the two forces.
        shield: id of the shield; None where its interceptors were typed or it has none.
        year: of the shield.
    """
    if force.day == attacker.day and year in (None, force.day.year):
        return ""
    known = [f"the forces that reply of {_day(force)}", f"those that strike of {_day(attacker)}"]
    known += [] if year is None else [f"the interceptors of {year} ({shield})"]
    years = [one.day.year for one in (force, attacker)] + ([] if year is None else [year])
    apart = max(years) - min(years)
    warned = f" Beware: {apart} years lie between them, so that no day had all of it." if apart > YEARS_APART else ""
    return f"Dates differ: {', '.join(known)}.{warned}"


def _day(forces: Forces) -> str:
    return f"{forces.day.isoformat()} ({forces.id})"


def indifferent(attacker: Forces) -> str:
    """Say that which forces strike first is in no number of the headline."""
    return (
        f"That {attacker.id} strike first changes nothing of what arrives but the side that it arrives at, and with "
        "that the shield: what outlives an attack is a share that hangs on no number of the attacker's. Only the "
        "stability hangs on it."
    )


def unshielded(attacker: str) -> str:
    """Say that a side has no shield in the catalogue, and how to ask for one."""
    owner = STATES[attacker][:1].upper() + STATES[attacker][1:]
    return (
        f"{owner} has no shield in the catalogue, for want of a source that was read: none is taken. With "
        "--interceptors, --shots and --kill it has one."
    )


def legs(year: int, forces: Forces, left: float, with_bombers: float) -> str:
    """Say that the legs of forces are those of another year, and what a treaty that hardly counts bombers changes.

    Args:
        year: of the legs; forces: whose they are taken for.
        left: share of the warheads that they leave to bombers.
        with_bombers: what would arrive if so many were on bombers.
    """
    if forces.measure != "new-start":
        return f"Legs are those of {year}, which leave {percent(left)} of the {forces.warheads:,} warheads to bombers."
    return (
        f"Legs are in the parts of {year}. New START counts a bomber as one, and all {forces.warheads:,} warheads are "
        f"taken to be on missiles; were {percent(left)} on bombers, as in {year}, {whole(with_bombers)} would arrive."
    )


def methods(reply: Reply, without: float, fails: float) -> str:
    """Say what both methods give, how far apart they are, and what luck leaves open.

    Args:
        reply: that was asked for; without: what arrives without interceptors.
        fails: chance that something fails which the whole defence has in common.
    """
    stops = reply.value < without - LEAST
    lump = f", and with {percent(fails)} chance the whole shield fails at once and {whole(without)} arrive"
    return (
        f"Closed form {reply.value:.2f}, distribution in whole warheads {reply.second:.2f}: "
        f"{abs(reply.disagreement):.2f} apart. Luck alone leaves {whole(reply.luck_low)} to {whole(reply.luck_high)}"
        f"{lump if fails > 0.0 and stops else ''}. Without interceptors {whole(without)} arrive."
    )


def orders(each: float, spread: dict[int, float], interceptors: float, objects: float, best: float) -> str:
    """Say what other numbers of shots leave: an order, which no band of doubt holds.

    Args:
        each: shots at each object that the answer takes.
        spread: what arrives by other numbers of shots, those that the shield's sources leave open.
        interceptors, objects: how many, and at how many they could be fired.
        best: what arrives where shots are dealt evenly.
    """
    others = ", ".join(f"{shots} leave {whole(left)}" for shots, left in spread.items())
    open_to = f": of those that its sources leave open {others}" if others else ""
    way = "one at each object as far as they go" if interceptors <= objects else "dealt evenly over all objects"
    return (
        f"{each:,.0f} shot{'' if each == 1 else 's'} at each object is an order, and in no band{open_to}. "
        f"Fired best, {way}, {interceptors:,.0f} interceptors leave {whole(best)}."
    )


def stable(rows: list[Stability]) -> str:
    """Say how stable the two forces are against a first strike, by who has a shield."""
    said = "; ".join(
        f"{WITH_SHIELD[one.shield]} {one.value:.3f} ({one.low:.3f} to {one.high:.3f})" for one in rows
    )
    apart = max(abs(one.second - one.value) for one in rows)
    head = "First-strike stability, 1 where going first gains nothing"
    return f"{head}: {said}. Two methods, at most {apart:.4f} apart. {WEIGHED}"
