"""The kinds of quantities that a claim may ask for, as its file names them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from midcourse.catalog.model import Checked
from midcourse.claims.expression import Formula

Word = Annotated[str, Field(min_length=1, max_length=200)]
Number = float | int | str
"""A number, or the name of one under `numbers`."""


class Somewhere(Checked):
    """A quantity of a scenario: that of the claim, or another one, with further values replaced."""

    scenario: Word | None = None
    variant: Word | None = None
    sets: tuple[str, ...] = Field(default=(), max_length=50, alias="set")


class MetricAsked(Somewhere):
    """A metric as `sweep` takes it; what hangs on luck with `runs`, and its band over `worlds` where there are any.

    `moved`: runs with an input of the claim moved, where fewer show which way it turns; as many where it is left out.
    """

    kind: Literal["metric"] = "metric"
    of: Word
    runs: int = Field(default=1000, ge=1, le=100_000)
    worlds: int = Field(default=0, ge=0, le=1000)
    moved: int | None = Field(default=None, ge=1, le=100_000)


class DifferenceAsked(Somewhere):
    """A metric here less the same metric in the scenario of the claim, run by run on equal luck."""

    kind: Literal["difference"] = "difference"
    of: Word
    runs: int = Field(default=1000, ge=1, le=100_000)
    worlds: int = Field(default=0, ge=0, le=1000)


class InputAsked(Somewhere):
    """What stands at a path of the scenario; with `*` the sum over a list."""

    kind: Literal["input"] = "input"
    of: Word


class FindingsAsked(Somewhere):
    """How many findings of a treaty have a verdict; of breaches those that are contested are the upper end.

    With `articles` only those of some articles, e.g. `IV` for all findings on it.
    """

    kind: Literal["findings"] = "findings"
    of: Word
    verdict: Literal["allowed", "breach", "contested"] = "breach"
    articles: tuple[str, ...] = Field(default=(), max_length=40)


class RecordAsked(Checked):
    """What a record of flight tests says: hits, attempts, share of hits, or the posterior of Jeffreys' prior."""

    kind: Literal["record"] = "record"
    of: Word
    gives: Literal["hits", "attempts", "share", "mean", "low", "high"]
    since: Number | None = None
    until: Number | None = None
    configuration: Word | None = None
    way: Word | None = None


class ReachAsked(Checked):
    """By how much the farthest missile that a country has in a year overflies a place; below 0 it falls short."""

    kind: Literal["reach"] = "reach"
    owner: Word
    year: Number
    launch: Word = Field(alias="from")
    aim: Word = Field(alias="to")


class ShotsAsked(Checked):
    """The chance that one of several shots hits, where part of each failure is common to all."""

    kind: Literal["shots"] = "shots"
    chance: Number
    shots: Number
    common_cause: Number = 0.0


class FormulaAsked(Checked):
    """A formula over other quantities and numbers of the claim."""

    kind: Literal["formula"] = "formula"
    of: Word
    words: Word
    unit: Literal["share", "count", "s", "m", "m/s", ""] = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The quantities and numbers in it."""
        return Formula(self.of).names


class OnsetAsked(Checked):
    """The least of some sizes from which on every quantity lies below a number; the next whole one where none does.

    `of` are quantities in the order of `sizes`, the last of which stays the end of what is looked at.
    """

    kind: Literal["onset"] = "onset"
    of: tuple[Word, ...] = Field(min_length=2, max_length=20)
    sizes: tuple[float | int, ...] = Field(min_length=2, max_length=20)
    below: Number
    words: Word

    @model_validator(mode="after")
    def _paired(self) -> OnsetAsked:
        if len(self.of) != len(self.sizes) or sorted(set(self.sizes)) != list(self.sizes):
            raise ValueError("as many sizes as quantities, rising")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """The quantities in it, and the number."""
        return (*self.of, *([self.below] if isinstance(self.below, str) else []))


class ReplyAsked(Checked):
    """Warheads that arrive in reply to a first strike, or the share of those in flight that a shield stops.

    `gives` may be a number of the claim with a word: `arriving`, `stopped`, `flying` or `deployed`.
    """

    kind: Literal["reply"] = "reply"
    attacker: Word
    force: Word
    size: Number
    interceptors: Number
    alert: Word = "day-to-day"
    kill: Word = "record:gmd"
    shots: Number = 4
    common_cause: Number = 0.1
    gives: Word = "arriving"


class StockAsked(Checked):
    """Interceptors with which at most a share of some warheads arrives; without end where no number is enough."""

    kind: Literal["stock"] = "stock"
    warheads: Number
    leakage: Number = 0.05
    kill: Word = "record:gmd"
    common_cause: Number = 0.1


class RaceAsked(Checked):
    """What the year-by-year race comes to: how many a side has added, or how stable Richardson's equations are.

    With `less` it is how many more a side adds than in another race, which has these coefficients: world by world, so
    that the doubt that both share does not part them. `russian_wanted` also counts what rate and purse kept Russia
    from. In `set` a value may be the name of a number; as the catalogue states it the coefficient keeps its doubt.
    With `alert` what outlives a strike is that share of the forces `of`, with its own doubt, in place of the
    coefficient. With `of_worlds` it is the share of the worlds in which the number is above half a thing.
    """

    kind: Literal["race"] = "race"
    gives: Literal["interceptors", "russian", "russian_wanted", "rogue", "decoys", "stability"]
    years: Number = 20
    shield: Literal["limited", "complete"] = "limited"
    kill: Word = "record:gmd"
    sets: tuple[str, ...] = Field(default=(), max_length=20, alias="set")
    less: tuple[str, ...] = Field(default=(), max_length=20)
    alert: Word | None = None
    of: Word = "russia-2009-deployed"
    of_worlds: bool = False


class ForceAsked(Checked):
    """A count of a country's strategic forces."""

    kind: Literal["force"] = "force"
    of: Word
    gives: Literal["warheads", "vehicles"] = "warheads"


Asked = (
    MetricAsked
    | DifferenceAsked
    | InputAsked
    | FindingsAsked
    | RecordAsked
    | ReachAsked
    | ShotsAsked
    | FormulaAsked
    | OnsetAsked
    | ReplyAsked
    | StockAsked
    | RaceAsked
    | ForceAsked
)
KINDS: dict[str, type[Asked]] = {
    "metric": MetricAsked,
    "difference": DifferenceAsked,
    "input": InputAsked,
    "findings": FindingsAsked,
    "record": RecordAsked,
    "reach": ReachAsked,
    "shots": ShotsAsked,
    "formula": FormulaAsked,
    "onset": OnsetAsked,
    "reply": ReplyAsked,
    "stock": StockAsked,
    "race": RaceAsked,
    "force": ForceAsked,
}
MAY_NAME = (
    "of", "launch", "aim", "size", "warheads", "interceptors", "leakage", "alert", "kill", "years", "chance", "shots",
    "common_cause", "year", "since", "until", "configuration", "way",
)  # fmt: skip


def names_in(asked: Asked) -> tuple[str, ...]:
    """Return what a quantity names: numbers of the claim, if they are called so; a formula also other quantities."""
    if isinstance(asked, FormulaAsked | OnsetAsked):
        return asked.names
    found = [getattr(asked, field, None) for field in MAY_NAME]
    if isinstance(asked, ReplyAsked):
        found.append(asked.gives)
    if isinstance(asked, RaceAsked):
        found += [text.partition("=")[2] for text in asked.sets]
    return tuple(name for name in found if isinstance(name, str))
