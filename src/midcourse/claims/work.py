"""The quantities of a claim, for its inputs as stated and for some of them moved."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from midcourse.claims.kinds import Asked, FormulaAsked, OnsetAsked, Somewhere, names_in
from midcourse.claims.spans import Span
from midcourse.errors import ClaimError, MidcourseError, NoSolution

if TYPE_CHECKING:
    from midcourse.claims.model import Claim
    from midcourse.scenario.model import Scenario
    from midcourse.study.vary import Value, Varied

Changes = Mapping["Varied", "Value"]
Tick = Callable[[int, str], None]


class Computed(NamedTuple):
    """What a quantity is, NaN where it has no value, and why.

    `low` and `high` are the ends of what `spread` names, e.g. luck; `doubt` is the band over worlds, None for none,
    and `every` its value in each of them where they are known one by one.
    """

    value: float
    low: float
    high: float
    unit: str
    words: str
    spread: str = ""
    doubt: tuple[float, float] | None = None
    why: str = ""
    every: tuple[float, ...] = ()

    @property
    def outside(self) -> bool:
        """Whether the value with all inputs as stated lies outside its own band of doubt."""
        return self.doubt is not None and not self.doubt[0] <= self.value <= self.doubt[1]

    @property
    def span(self) -> Span:
        """All that it may be: its interval and its band of doubt."""
        low, high = self.doubt or (self.low, self.high)
        return Span(min(low, self.low), max(high, self.high))


class Asking(NamedTuple):
    """What a quantity is asked of: seed and threads, the claim's own numbers, and what loads a scenario.

    `scenario` gives that of a quantity with all changes, `base` that of the claim; `quantity` another one whole, None
    for a number.
    """

    seed: int
    jobs: int | None
    number: Callable[[object], float]
    word: Callable[[object], str | None]
    scenario: Callable[[Somewhere], Scenario]
    base: Callable[[], Scenario]
    worlds: bool
    quantity: Callable[[str], Computed | None]


class Work:
    """Computes the quantities of a claim; what was computed once is remembered."""

    def __init__(
        self, claim: Claim, seed: int = 1, jobs: int | None = None, tick: Tick = lambda count, what: None
    ) -> None:
        """Begin; `tick` is called with 1 and a quantity's name whenever one has been computed."""
        self.claim = claim
        self.seed, self.jobs, self.tick = seed, jobs, tick
        self._known: dict[tuple[object, ...], Computed] = {}
        self._loaded: dict[tuple[object, ...], Scenario] = {}

    @property
    def count(self) -> int:
        """How many quantities were computed."""
        return len(self._known)

    @property
    def scenario(self) -> Scenario | None:
        """The scenario of the claim as it is stated, None for a claim without one."""
        return None if self.claim.scenario is None else self._scenario(Somewhere(), {})

    def decisive(self, changes: Changes) -> dict[str, Computed]:
        """Return with some inputs moved what the condition asks for, and the quantity that is shown."""
        return self.at(changes, {*self.claim.tested.names, self.claim.shows})

    def at(self, changes: Changes | None = None, only: Collection[str] = ()) -> dict[str, Computed]:
        """Return quantities, and every number of the claim that is one, with some inputs moved.

        Args:
            changes: the inputs that are moved, each with its value.
            only: names of the quantities that are wanted; all where there is none.

        Raises:
            ClaimError: a quantity that cannot be computed at all.
            KeyboardInterrupt: interrupted.
        """
        changes = {} if changes is None else changes
        wanted = {name: asked for name, asked in self.claim.quantities.items() if not only or name in only}
        found = {name: self._quantity(name, asked, changes) for name, asked in wanted.items()}
        for name in self.claim.numbers:
            value = self._given(name, changes)
            if not isinstance(value, str):
                found[name] = Computed(value, value, value, "", name)
        return found

    @cached_property
    def moves(self) -> tuple[Varied, ...]:
        """The inputs that may be otherwise, and what each may be.

        Raises:
            ClaimError: an input that the scenario does not have, or that cannot be moved.
        """
        from midcourse.study.vary import Varied, varied

        claim = self.claim
        try:
            found = [self._doubted(text) or varied(self._scenario(Somewhere(), {}), text) for text in claim.moves]
        except MidcourseError as problem:
            raise self._fault(problem, "moves") from None
        for name, one in claim.numbers.items():
            if isinstance(one.value, str) or one.others:
                values = (one.value, *one.others)
                if len(values) > 1:
                    found.append(Varied(name, (name,), one.value, steps=len(values), values=values))
            elif one.low is not None and one.high is not None and one.low < one.high:
                whole = all(isinstance(end, int) for end in (one.low, one.value, one.high))
                found.append(Varied(name, (name,), one.value, float(one.low), float(one.high), whole=whole))
        return tuple(found)

    def _doubted(self, path: str) -> Varied | None:
        """Return an input that moves between the low and the high of its entry, an attacker's too: that is doubt."""
        from midcourse.study.vary import Varied

        number = self._scenario(Somewhere(), {}).provenance.get(path)
        if number is None or number.low is None or number.high is None or number.low == number.high:
            return None
        return Varied(
            path, (path,), number.value, number.low, number.high, unit=number.unit, dimension=number.dimension
        )

    def _given(self, name: str, changes: Changes) -> float | str:
        moved = [value for one, value in changes.items() if one.path == name]
        value = moved[0] if moved else self.claim.numbers[name].value
        return value if isinstance(value, str) else float(value)

    def _quantity(self, name: str, asked: Asked, changes: Changes) -> Computed:
        from midcourse.claims.quantities import computed

        bears = {one: value for one, value in changes.items() if self._bears(asked, one)}
        key = (name, *sorted((one.path, value) for one, value in bears.items()))
        if key not in self._known:
            try:
                self._known[key] = computed(asked, self._asking(bears))
            except NoSolution as problem:
                self._known[key] = Computed(math.nan, math.nan, math.nan, "", name, why=problem.why)
            except MidcourseError as problem:
                raise self._fault(problem, f"quantities.{name}") from None
            self.tick(1, f"{self.claim.id} {name}")
        return self._known[key]

    def _bears(self, asked: Asked, one: Varied) -> bool:
        """Return whether a quantity can depend on an input: it names the number, or its scenario has the path."""
        named = names_in(asked)
        formula = isinstance(asked, FormulaAsked | OnsetAsked)
        others = [self.claim.quantities[name] for name in named if formula and name in self.claim.quantities]
        if any(self._bears(other, one) for other in others):
            return True
        if one.path in self.claim.numbers:
            return one.path in named
        if not isinstance(asked, Somewhere):
            return False
        from midcourse.study.paths import standing

        places = [asked, *([Somewhere()] if asked.kind == "difference" else [])]
        for place in places:
            try:
                standing(self._scenario(place, {}), one.paths[0])
            except MidcourseError:
                continue
            return True
        return False

    def _asking(self, changes: Changes) -> Asking:
        def number(value: object) -> float:
            found = value
            if isinstance(value, str) and value in self.claim.numbers:
                found = self._given(value, changes)
            elif isinstance(value, str) and value in self.claim.quantities:
                found = self._quantity(value, self.claim.quantities[value], changes).value
            if isinstance(found, (int, float)):
                return float(found)
            raise ClaimError(
                "neither a number nor the name of one", got=value, allowed=", ".join(self.claim.numbers)
            )

        def quantity(name: str) -> Computed | None:
            asked = self.claim.quantities.get(name)
            return None if asked is None else self._quantity(name, asked, changes)

        def word(value: object) -> str | None:
            if isinstance(value, str) and value in self.claim.numbers:
                value = self._given(value, changes)
                value = f"{value:.0f}" if isinstance(value, float) else value
            return None if value is None else str(value)

        return Asking(
            self.seed, self.jobs, number, word,
            lambda where: self._scenario(where, changes), lambda: self._scenario(Somewhere(), changes),
            not changes, quantity,
        )  # fmt: skip

    def _scenario(self, where: Somewhere, changes: Changes) -> Scenario:
        from midcourse.scenario import load_scenario
        from midcourse.study.paths import standing

        claim = self.claim
        name = where.scenario or claim.scenario
        if name is None:
            raise ClaimError("no scenario: neither the claim nor the quantity names one", key="scenario")
        variant = where.variant or (claim.variant if where.scenario is None else None)
        sets = (*claim.sets, *where.sets)
        moved = tuple((one.path, value) for one, value in changes.items() if one.path not in claim.numbers)
        key = (name, variant, sets, moved)
        if key not in self._loaded:
            found = load_scenario(name, variant, sets)
            for one, value in changes.items():
                if one.path in claim.numbers:
                    continue
                try:
                    standing(found, one.paths[0])
                except MidcourseError:  # another scenario without this input
                    continue
                found = one.at(found, value)
            self._loaded[key] = found
        return self._loaded[key]

    def _fault(self, problem: MidcourseError, key: str) -> ClaimError:
        file = f"claims/{self.claim.id}.yaml"
        return ClaimError(
            problem.why, file=file, key=key, got=problem.got, allowed=problem.allowed, nearest=problem.nearest
        )
