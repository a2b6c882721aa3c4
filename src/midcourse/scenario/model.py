"""The scenario as the engine sees it: ids resolved, quantities in SI, checked and frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, PrivateAttr, field_validator

from midcourse.catalog.model import Altitude, Angle, Checked, Interceptor, Missile, Radar, Ratio, Time
from midcourse.catalog.provenance import Beside, Provenance
from midcourse.scenario.place import Place, sea_warning

if TYPE_CHECKING:
    from midcourse.catalog.tree import Node

MAX_ITEMS = 1000
FULL_TURN = 6.283185307179586


class RaidItem(Checked):
    """One missile of the attack.

    Without an `arc` it flies the one of least energy, or lofted where its thrust cannot be cut off; with an
    `apogee_m` it flies to that height, whatever the arc.
    """

    missile: Annotated[Missile, Beside()]
    from_place: Place = Field(alias="from")
    to_place: Place = Field(alias="to")
    arc: Literal["minimum-energy", "lofted", "depressed"] | None = None
    apogee_m: Altitude | None = Field(alias="apogee", default=None, ge=1e4, le=2e7)
    launch_s: Time = Field(alias="launch", default=0.0, ge=0, le=86400)


class SensorItem(Checked):
    """One radar at its place; the boresight is the azimuth of the antenna, from north over east."""

    radar: Annotated[Radar, Beside()] = Field(alias="sensor")
    place: Place = Field(alias="site")
    boresight_azimuth_rad: Angle | None = Field(alias="boresight", default=None, ge=-FULL_TURN, le=FULL_TURN)


class BatteryItem(Checked):
    """Interceptors of one kind at one place."""

    interceptor: Annotated[Interceptor, Beside()]
    place: Place = Field(alias="site")
    count: int = Field(ge=0, le=1000)


class Doctrine(Checked):
    """How the defence decides: a salvo at each threat, once it is in track."""

    kind: Literal["salvo"] = "salvo"
    salvo: int = Field(default=2, ge=1, le=8)
    clock: Literal["first-track"] = "first-track"
    decision_delay_s: Time = Field(alias="decision_delay", default=60.0, ge=0, le=3600)
    spacing_s: Time = Field(alias="spacing", default=10.0, ge=0, le=600)
    common_cause: Ratio = Field(default=0.1, ge=0, le=1)


@dataclass(frozen=True)
class Record:
    """Where a scenario comes from: its text, its tree before resolution, and the author of each number."""

    name_id: str = ""
    text: str = ""
    tree: Node | None = None
    provenance: dict[str, Provenance] = field(default_factory=dict)


class Scenario(Checked):
    """A whole engagement: what attacks, what sees, what shoots, by which rules, and what is defended."""

    name: str = Field(min_length=1, max_length=200)
    as_of: date | None = None
    summary: str = Field(default="", max_length=2000)
    raid: tuple[RaidItem, ...] = Field(min_length=1, max_length=MAX_ITEMS)
    sensors: tuple[SensorItem, ...] = Field(default=(), max_length=MAX_ITEMS)
    batteries: tuple[BatteryItem, ...] = Field(default=(), max_length=MAX_ITEMS)
    doctrine: Doctrine = Field(default_factory=Doctrine)
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
    def provenance(self) -> dict[str, Provenance]:
        """Every number in use by its path, with its doubt and its author."""
        return self._record.provenance

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
