"""Finds claims, built in or in files of one's own, and reads them with the line of every fault."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from midcourse.catalog.fields import build
from midcourse.catalog.numbers import unknown_key
from midcourse.catalog.reader import entries
from midcourse.catalog.spelling import did_you_mean
from midcourse.catalog.tree import MAX_BYTES, Node, Origin, decode, parse_text, plain
from midcourse.claims.kinds import KINDS, FormulaAsked, OnsetAsked
from midcourse.claims.model import NAME, Claim, Given, Recorded
from midcourse.errors import ClaimError

TABLES = ("quantities", "numbers", "recorded")


def claim_names() -> list[str]:
    """Return the ids of the claims that come with midcourse, in alphabetical order."""
    found = (file.name for file in (files("midcourse.claims") / "library").iterdir())
    return sorted(name.removesuffix(".yaml") for name in found if name.endswith(".yaml"))


def claim_sources() -> set[str]:
    """Return the keys of all sources that the claims of midcourse cite."""
    claims = [load_claim(name) for name in claim_names()]
    return {one.source for one in claims} | {number.source for one in claims for number in one.numbers.values()}


def load_claim(name_or_path: str | Path) -> Claim:
    """Load a claim by its id, or from a file.

    Raises:
        ClaimError: no such claim, or the first thing that is wrong with it, with its line.
    """
    name = str(name_or_path)
    if name in claim_names():
        return _built_in(name)
    path = Path(name)
    if not name.endswith((".yaml", ".yml")):
        near = did_you_mean(name, claim_names())
        raise ClaimError(f"no such claim{near}", got=name, allowed=", ".join([*claim_names(), "or a file"]))
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as problem:
        reason = (getattr(problem, "strerror", None) or str(problem)).lower()
        raise ClaimError(f"cannot be read: {reason}", got=name, allowed="a claim's id, or a file") from None
    return claim_of(data, name, path.stem)


@lru_cache(maxsize=256)
def _built_in(name: str) -> Claim:
    file = files("midcourse.claims") / "library" / f"{name}.yaml"
    return claim_of(file.read_bytes(), f"claims/{file.name}", name)


def claim_of(data: bytes, file: str, name: str) -> Claim:
    """Read a claim from the bytes of its file.

    Args:
        data: the file.
        file: its name in messages.
        name: its id.

    Raises:
        ClaimError: the first thing that is wrong.
    """
    origin = Origin(file, ClaimError)
    root = parse_text(decode(data, origin), origin)
    table = root.mapping()
    head = {key: child for key, child in table.items() if key not in TABLES}
    for key in ("quantities", "condition"):
        if key not in table:
            raise root.fault(
                "a key is missing", key=key, allowed="a table" if key == "quantities" else "an expression"
            )
    asked = {key: _asked(child) for key, child in _named(table["quantities"]).items()}
    numbers = {key: build(Given, child)[0] for key, child in _named(table.get("numbers")).items()}
    recorded = {key: build(Recorded, child)[0] for key, child in _named(table.get("recorded")).items()}
    claim = _whole(Node(head, origin, "", root.line), name, asked, numbers, recorded)
    _check(claim, table)
    return claim


def _named(node: Node | None) -> dict[str, Node]:
    found = {} if node is None else node.mapping()
    for key, child in found.items():
        if not NAME.fullmatch(key):
            raise child.fault("not a name", got=key, allowed="small letters, digits and _")
    return found


def _asked(node: Node) -> Any:
    kind = node.mapping().get("kind")
    if kind is None:
        raise node.fault("a key is missing", key="kind", allowed=", ".join(KINDS))
    if kind.value not in KINDS:
        near = did_you_mean(str(kind.value), KINDS)
        raise kind.fault(f"no such kind of quantity{near}", got=kind.value, allowed=", ".join(KINDS))
    return build(KINDS[kind.value], node)[0]


def _whole(
    head: Node, name: str, asked: dict[str, Any], numbers: dict[str, Given], recorded: dict[str, Recorded]
) -> Claim:
    from pydantic import ValidationError

    known = [info.alias or key for key, info in Claim.model_fields.items() if key not in ("id", *TABLES)]
    for key, child in head.value.items():
        if key not in known:
            raise unknown_key(child, key, known)
    for key, info in Claim.model_fields.items():
        if info.is_required() and key not in (*head.value, "quantities"):
            raise head.fault("a key is missing", key=key, allowed="text")
    try:
        return Claim(
            **{**plain(head), "id": name, "quantities": asked, "numbers": numbers, "recorded": recorded}
        )
    except ValidationError as problem:
        error = problem.errors(include_url=False)[0]
        at = head
        for part in error["loc"]:
            at = at.value.get(part, at) if isinstance(at.value, dict) else at
        why = error["msg"].removeprefix("Value error, ")
        raise at.fault(why[:1].lower() + why[1:], got=plain(at) if at is not head else None) from None


def _check(claim: Claim, table: dict[str, Node]) -> None:
    """Check what no single key shows: names in the condition and in the words, and sources."""
    known = [*claim.quantities, *claim.numbers]
    _check_rings(claim, table["quantities"])
    twice = next((name for name in claim.numbers if name in claim.quantities), None)
    if twice:
        raise table["numbers"].value[twice].fault("the name of a quantity too", got=twice)
    at = table["condition"]
    try:
        names = claim.tested.names
    except ClaimError as problem:
        raise at.fault(problem.why, got=problem.got, allowed=problem.allowed) from None
    for name in names:
        if name not in known:
            why = f"an unknown quantity{did_you_mean(name, known)}"
            raise at.fault(why, got=name, allowed=", ".join(known))
        if name in claim.numbers and isinstance(claim.numbers[name].value, str):
            raise at.fault("a word, not a number", got=name)
    if claim.shows not in claim.quantities:
        why = f"no such quantity{did_you_mean(claim.shows, claim.quantities)}"
        raise table["shows"].fault(why, got=claim.shows, allowed=", ".join(claim.quantities))
    _check_words(claim, table["means"])
    _check_told(claim, table)
    sources = entries("sources")
    for node, source in [
        (table, claim.source),
        *((_table(table["numbers"], k), n.source) for k, n in claim.numbers.items()),
    ]:
        if source not in sources:
            raise node["source"].fault(
                f"the source is not in sources.yaml{did_you_mean(source, sources)}", got=source
            )


def _check_told(claim: Claim, table: dict[str, Node]) -> None:
    """Check what is told beside the shown quantity, and that readings are a number's with others."""
    for name in claim.beside:
        if name not in claim.quantities:
            why = f"no such quantity{did_you_mean(name, claim.quantities)}"
            raise table["beside"].fault(why, got=name, allowed=", ".join(claim.quantities))
    held = None if claim.readings is None else claim.numbers.get(claim.readings)
    if claim.readings is not None and (held is None or not held.others):
        several = [name for name, one in claim.numbers.items() if one.others]
        why = f"no number with others{did_you_mean(claim.readings, several)}"
        raise table["readings"].fault(why, got=claim.readings, allowed=", ".join(several) or "none here")


def _check_rings(claim: Claim, node: Node) -> None:
    """Check that what a formula takes is there, and that no quantity rests on itself."""
    for name in claim.quantities:
        trail: set[str] = set()
        new = {name}
        while new:
            trail |= new
            new = {other for one in new for other in _taken(claim, one)} - trail
            if any(name in _taken(claim, one) for one in trail):
                raise node.value[name].fault("a quantity that rests on itself", got=name)
        for other in _taken(claim, name):
            if other not in claim.quantities and other not in claim.numbers:
                near = did_you_mean(other, [*claim.quantities, *claim.numbers])
                why = f"an unknown quantity{near}"
                raise node.value[name].fault(why, got=other, allowed=", ".join([*claim.quantities, *claim.numbers]))


def _taken(claim: Claim, name: str) -> tuple[str, ...]:
    asked = claim.quantities.get(name)
    return asked.names if isinstance(asked, FormulaAsked | OnsetAsked) else ()


def _table(node: Node, key: str) -> dict[str, Node]:
    return dict(node.mapping()[key].mapping())


def _check_words(claim: Claim, node: Node) -> None:
    from string import Formatter

    try:
        fields = [name for _, name, _, _ in Formatter().parse(claim.means) if name is not None]
    except ValueError as problem:
        raise node.fault(f"not readable: {problem}", allowed="{name} of a quantity or number") from None
    for name in fields:
        if name not in (*claim.quantities, *claim.numbers):
            why = f"an unknown quantity{did_you_mean(name, [*claim.quantities, *claim.numbers])}"
            raise node.fault(why, got=name, allowed=", ".join([*claim.quantities, *claim.numbers]))
