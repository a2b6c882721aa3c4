"""The scenario as the engine sees it: ids resolved, quantities in SI, checked and frozen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, PrivateAttr, field_validator, model_validator

from midcourse.catalog.model import (
    Altitude,
    Angle,
    Checked,
    Infrared,
    Interceptor,
    Length,
    Missile,
    Radar,
    Ratio,
    Sensor,
    Time,
)
from midcourse.catalog.provenance import Assumed, Beside, Provenance
from midcourse.scenario.place import Place, sea_warning
from midcourse.shown.card import Card, Shown
from midcourse.shown.frame import framed

if TYPE_CHECKING:
    import pandas as pd

    from midcourse.catalog.tree import Node

MAX_ITEMS = 1000
MAX_DECOYS = 400
MAX_WARHEADS = 16
FULL_TURN = 6.283185307179586
CLOCKS = "lift-off, satellite, first-track, or radar:ID with the id of a radar of the scenario"
_CLOCK = re.compile(r"lift-off|satellite|first-track|radar:[a-z0-9][a-z0-9@.-]{0,63}")


class RaidItem(Checked):
    """One missile of the attack, or `count` of them that fly alike, each `interval_s` after the one before.

    Without an `arc` it flies the one of least energy, or lofted where its thrust cannot be cut off; with an
    `apogee_m` it flies to that height, whatever the arc. `decoys` and `debris` are counts of what it lets go of at
    its last burnout; so are `warheads`, of which the first is the missile's own.
    """

    missile: Annotated[Missile, Beside()]
    from_place: Place = Field(alias="from")
    to_place: Place = Field(alias="to")
    arc: Literal["minimum-energy", "lofted", "depressed"] | None = None
    apogee_m: Altitude | None = Field(alias="apogee", default=None, ge=1e4, le=2e7)
    launch_s: Time = Field(alias="launch", default=0.0, ge=0, le=86400)
    count: int = Field(default=1, ge=1, le=MAX_ITEMS)
    interval_s: Time = Field(alias="interval", default=0.0, ge=0, le=3600)
    warheads: int = Field(default=1, ge=1, le=MAX_WARHEADS)
    decoys: int = Field(default=0, ge=0, le=MAX_DECOYS)
    debris: int = Field(default=0, ge=0, le=MAX_DECOYS)


class SensorItem(Checked):
    """One radar at its place, or the satellites of one warning system, which need none.

    The boresight is the azimuth of the antenna, from north over east; `boresight.py` says what it is where nobody
    gives it.
    """

    sensor: Annotated[Sensor, Beside()] = Field(discriminator="kind")
    site: Place | None = None
    boresight_azimuth_rad: Angle | None = Field(alias="boresight", default=None, ge=-FULL_TURN, le=FULL_TURN)

    @property
    def is_radar(self) -> bool:
        """Whether it is a radar and no warning system in space."""
        return isinstance(self.sensor, Radar)

    @property
    def radar(self) -> Radar:
        """The radar; ask `is_radar` first."""
        assert isinstance(self.sensor, Radar), "satellites are no radar"
        return self.sensor

    @property
    def infrared(self) -> Infrared:
        """The warning satellites; ask `is_radar` first."""
        assert isinstance(self.sensor, Infrared), "a radar is no satellite"
        return self.sensor

    @property
    def place(self) -> Place:
        """Where the radar stands; satellites stand nowhere."""
        assert self.site is not None, "satellites have no site"
        return self.site


class BatteryItem(Checked):
    """Interceptors of one kind at one place."""

    interceptor: Annotated[Interceptor, Beside()]
    place: Place = Field(alias="site")
    count: int = Field(ge=0, le=1000)


class Doctrine(Checked):
    """How the defence decides: a salvo at each threat, and after a look at what came of it perhaps another.

    Threats of one moment share what is left by `assignment`: most threats first and then the earliest intercepts, or
    by an integer programme for the greatest number of kills where `programme_from` threats or more are open.

    The first launch comes `decision_delay_s` after the event that the `clock` names, and `latency_s` later for the
    way to the launcher. Each battery holds `reserve` interceptors back. What came of a shot is told
    `assessment_delay_s` after it, and told wrongly with two probabilities. What is a warhead with less than
    `threat_probability` is not shot at. What an object shows is off the middle of its class by chance, of which
    `common_discrimination` is the share that all objects of a class have in common. `attacker_knows` takes from all
    sensors the means to tell classes apart; `boost_commit` lets orders rest on tracks of burning missiles.
    """

    kind: Literal["salvo", "shoot-look-shoot"] = "salvo"
    salvo: int = Field(default=2, ge=1, le=8)
    reserve: int = Field(default=0, ge=0, le=1000)
    clock: str = Field(default="first-track", max_length=80)
    decision_delay_s: Annotated[Time, Assumed(0.0, 300.0)] = Field(
        alias="decision_delay", default=60.0, ge=0, le=3600
    )
    latency_s: Annotated[Time, Assumed(2.0, 20.0)] = Field(alias="latency", default=5.0, ge=0, le=600)
    spacing_s: Annotated[Time, Assumed(5.0, 30.0)] = Field(alias="spacing", default=10.0, ge=0, le=600)
    common_cause: Annotated[Ratio, Assumed(0.0, 0.3)] = Field(default=0.1, ge=0, le=1)
    assessment_delay_s: Annotated[Time, Assumed(10.0, 90.0)] = Field(
        alias="assessment_delay", default=30.0, ge=0, le=3600
    )
    miss_called_hit: Annotated[Ratio, Assumed(0.0, 0.2)] = Field(default=0.05, ge=0, le=1)
    hit_called_miss: Annotated[Ratio, Assumed(0.0, 0.2)] = Field(default=0.05, ge=0, le=1)
    threat_probability: Annotated[Ratio, Assumed(0.1, 0.6)] = Field(default=0.3, ge=0, le=1)
    common_discrimination: Annotated[Ratio, Assumed(0.0, 0.3)] = Field(default=0.1, ge=0, le=1)
    attacker_knows: bool = False
    boost_commit: bool = False
    max_rounds: int = Field(default=16, ge=1, le=1000)
    assignment: Literal["nearest-time", "programme"] = "nearest-time"
    programme_from: int = Field(default=2, ge=1, le=1000)

    @field_validator("clock")
    @classmethod
    def _known_clock(cls, given: str) -> str:
        if _CLOCK.fullmatch(given) is None:
            raise ValueError(f"not a clock, which is one of {CLOCKS}")
        return given


class Tracker(Checked):
    """When a track starts, ends and is firm.

    It starts with `confirm` detections among `window` looks, ends after a silence, and is firm after `firm_looks`
    looks at what no longer burns, once the ellipse around its predicted impact is smaller than `firm_ellipse_m`. Firm
    tracks are reported every `report_interval_s`. The filter is `extended` or, as a second method, `unscented`.
    """

    confirm: int = Field(default=3, ge=1, le=20)
    window: int = Field(default=5, ge=1, le=20)
    silence_s: Annotated[Time, Assumed(5.0, 60.0)] = Field(alias="silence", default=20.0, gt=0, le=3600)
    firm_looks: int = Field(default=5, ge=1, le=1000)
    firm_ellipse_m: Annotated[Length, Assumed(200e3, 1000e3)] = Field(
        alias="firm_ellipse", default=500e3, gt=0, le=2e7
    )

    report_interval_s: Annotated[Time, Assumed(5.0, 30.0)] = Field(
        alias="report_interval", default=10.0, ge=1, le=600
    )
    filter: Literal["extended", "unscented"] = "extended"

    @model_validator(mode="after")
    def _window_holds_them(self) -> Tracker:
        if self.confirm > self.window:
            raise ValueError("confirm is above window: so many detections do not fit into so few looks")
        return self


@dataclass(frozen=True)
class Record:
    """Where a scenario comes from: its text, its tree before resolution, the author of each number, what loads it.

    With a `grade`, only numbers of it or better are in doubt; `held` are the others that would be, with their doubt.
    """

    name_id: str = ""
    text: str = ""
    tree: Node | None = None
    provenance: dict[str, Provenance] = field(default_factory=dict)
    grade: str | None = None
    held: dict[str, Provenance] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()


class Scenario(Shown, Checked):
    """A whole engagement: what attacks, what sees, what shoots, by which rules, and what is defended."""

    name: str = Field(min_length=1, max_length=200)
    as_of: date | None = None
    summary: str = Field(default="", max_length=2000)
    raid: tuple[RaidItem, ...] = Field(min_length=1, max_length=MAX_ITEMS)
    sensors: tuple[SensorItem, ...] = Field(default=(), max_length=MAX_ITEMS)
    batteries: tuple[BatteryItem, ...] = Field(default=(), max_length=MAX_ITEMS)
    doctrine: Doctrine = Field(default_factory=Doctrine)
    tracker: Tracker = Field(default_factory=Tracker)
    defended: tuple[Place, ...] = Field(min_length=1, max_length=MAX_ITEMS)
    variants: dict[str, dict[str, Any]] = Field(default_factory=dict, max_length=100)

    @field_validator("as_of", mode="before")
    @classmethod
    def _as_date(cls, given: Any) -> Any:
        if isinstance(given, str) and len(given) == 10:
            try:
                return date.fromisoformat(given)
            except ValueError:
                pass
        if given is None or isinstance(given, date):
            return given
        raise ValueError("not a date, e.g. 2007-10-12")

    _record: Record = PrivateAttr(default_factory=Record)

    @property
    def name_id(self) -> str:
        """The built-in name, or the name of the file without its ending."""
        return self._record.name_id

    @property
    def text(self) -> str:
        """The scenario as it was given, before variants and replaced values."""
        return self._record.text

    @property
    def arguments(self) -> tuple[str, ...]:
        """What a command takes to load it again: name or file, variant, replaced values."""
        return self._record.arguments or (self.name_id,)

    @property
    def missiles(self) -> tuple[RaidItem, ...]:
        """The raid missile by missile: each item as often as its count says, with its own time of launch."""
        return tuple(
            item.model_copy(update={"launch_s": item.launch_s + copy * item.interval_s, "count": 1})
            for item in self.raid
            for copy in range(item.count)
        )

    @property
    def provenance(self) -> dict[str, Provenance]:
        """Every number in use by its path, with its doubt and its author."""
        return self._record.provenance

    @property
    def grade(self) -> str | None:
        """The worst grade of a number that is in doubt, as `firm_below` restricts it; None where all doubt counts."""
        return self._record.grade

    @property
    def held(self) -> dict[str, Provenance]:
        """The numbers of a worse grade by their paths, with the doubt that is left out; none without a grade."""
        return self._record.held

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is odd in the scenario and still no fault; no part of its hash."""
        found = ((i, sea_warning(item.from_place)) for i, item in enumerate(self.raid))
        return tuple(f"raid.{i}.from: {line}" for i, line in found if line is not None)

    def set(self, path: str, value: Any) -> Scenario:
        """Return the scenario with one value replaced.

        Args:
            path: the value's path, e.g. `doctrine.salvo` or `batteries.0.flight_time_limit`.
            value: the new value as a file would give it: a number, text with a unit, a list, a table.

        Returns:
            A new scenario; this one stays as it is.

        Raises:
            ScenarioError: no such path, or a value that does not fit it.
        """
        from midcourse.scenario.load import with_value

        return with_value(self, path, value)

    def frame(self, name: str = "numbers") -> pd.DataFrame:
        """Return `numbers` as a data frame: every number in use by its path, with its doubt, grade and source."""
        from midcourse.scenario.card import numbers

        return framed(name, {"numbers": lambda: numbers(self)})

    def _line(self) -> str:
        from midcourse.scenario.card import line

        return line(self)

    def _card(self) -> Card:
        from midcourse.scenario.card import card

        return card(self)
