"""The file of a campaign: what is varied, how the cells are laid out, how long each is fought, what is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from midcourse.campaign.plan import NOMINAL
from midcourse.catalog.fields import build
from midcourse.catalog.model import Checked
from midcourse.catalog.tree import MAX_BYTES, Node, Origin, decode, parse_text
from midcourse.errors import ScenarioError

MOST_RUNS = 10**9
SAMPLED = ("latin-hypercube", "sobol-sequence", "sobol-indices", "morris")
Design = Literal["grid", "list", "latin-hypercube", "sobol-sequence", "sobol-indices", "morris"]


class StopRule(Checked):
    """When a cell, or the whole campaign, has been fought enough.

    `width`: of the interval of luck of the chance that no warhead gets through, a cell; `most` runs a cell until then.
    `total` runs in all, an even part of them for each cell; or `seconds` of work in all. What is left then is taken up
    by a later call that allows more.
    """

    width: float | None = Field(default=None, gt=0.0, lt=1.0)
    most: int | None = Field(default=None, ge=1, le=MOST_RUNS)
    total: int | None = Field(default=None, ge=1, le=MOST_RUNS)
    seconds: float | None = Field(default=None, gt=0.0, le=1e9)

    @model_validator(mode="after")
    def _together(self) -> StopRule:
        if (self.width is None) != (self.most is None):
            raise ValueError("width and most stand together: an interval, and how many runs it may cost a cell")
        if self.total is not None and self.width is not None:
            raise ValueError("total bounds campaigns without a width: with one, most bounds each cell")
        return self


class Campaign(Checked):
    """What is to be fought.

    `over` names inputs as `sweep --vary` takes them; `design` lays cells over them, a grid over their steps, `points`
    of a sampled one, or the rows of `cells`. Each cell has `worlds` of doubt and `runs` in all, the same luck in each.
    """

    title: str = Field(default="", max_length=200)
    scenarios: tuple[str, ...] = Field(default=(), max_length=100)
    scenario: str | None = Field(default=None, max_length=200)
    variant: str | None = Field(default=None, max_length=100)
    sets: tuple[str, ...] = Field(default=(), max_length=50, alias="set")
    grade: str | None = Field(default=None, max_length=40)
    over: tuple[str, ...] = Field(default=(), max_length=100)
    design: Design = "grid"
    points: int | None = Field(default=None, ge=1, le=1_000_000)
    cells: tuple[tuple[float | int | bool | str, ...], ...] = Field(default=(), max_length=100_000)
    worlds: int = Field(default=0, ge=0, lt=NOMINAL)
    runs: int = Field(default=1000, ge=1, le=MOST_RUNS)
    seed: int = Field(default=1, ge=0, le=2**63 - 1)
    stop: StopRule | None = None
    metrics: tuple[str, ...] = Field(default=("p_no_leaker",), min_length=1, max_length=40)

    @model_validator(mode="after")
    def _agrees(self) -> Campaign:
        if (self.scenario is None) == (not self.scenarios):
            raise ValueError("scenario or scenarios is due, one of them")
        if (self.design in SAMPLED) != (self.points is not None):
            raise ValueError(f"points go with {', '.join(SAMPLED)}, and with these only")
        if (self.design == "list") != bool(self.cells):
            raise ValueError("cells are the rows of the design list, and of no other")
        if self.design in SAMPLED and not self.over:
            raise ValueError(f"a design of the kind {self.design} wants inputs under over")
        for row in self.cells:
            if len(row) != len(self.over):
                raise ValueError(f"a row of cells has {len(row)} values for {len(self.over)} inputs under over")
        return self

    @property
    def asked(self) -> tuple[str, ...]:
        """The scenarios, by name or file."""
        return self.scenarios or ((self.scenario,) if self.scenario else ())


def read_campaign(path: str | Path) -> tuple[Campaign, Node, str]:
    """Read the file of a campaign.

    Args:
        path: a YAML file.

    Returns:
        what it asks, its tree, in which the lines of its keys are found again, and its text.

    Raises:
        ScenarioError: the first thing that is wrong with it, with its line.
    """
    name = str(path)
    try:
        with Path(path).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as problem:
        reason = (getattr(problem, "strerror", None) or str(problem)).lower()
        raise ScenarioError(f"cannot be read: {reason}", file=name, allowed="the file of a campaign") from None
    asked, tree = campaign_of(data, name)
    return asked, tree, data.decode("utf-8-sig")


def campaign_of(data: bytes, name: str) -> tuple[Campaign, Node]:
    """Read a campaign from the bytes of its file; raises as `read_campaign`."""
    origin = Origin(name, ScenarioError)
    tree = parse_text(decode(data, origin), origin)
    table: Any = tree.mapping()
    for key in ("scenarios", "set", "over", "metrics"):
        node = table.get(key)
        if node is not None and not isinstance(node.value, list):
            raise node.fault("a list is due here", allowed="one item a line, each after a dash")
    return build(Campaign, tree)[0], tree
