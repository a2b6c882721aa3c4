"""Treaties as data: articles in own words, each with its limits, the rule that measures it, and who reads it how."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from midcourse.catalog.flight_tests import Cited, day
from midcourse.catalog.model import Checked, Entry, Latitude, Length, Longitude, Mass, PowerAperture, Speed

ROLES = ("abm", "early-warning", "verification", "theatre")


class Limits(Checked):
    """The limits of one article; those that it does not set are None.

    `radius_m` is that of a deployment area about its centre, `separation_m` between two centres. A target no faster
    than `target_speed_m_s` and no farther than `target_range_m` is one of theatre missiles; one that flies farther
    than `intercontinental_m` is strategic. `ground_ahead_m` is how much own ground a radar on the periphery may have
    before it.
    """

    radius_m: Length | None = Field(alias="radius", default=None, gt=0, le=2e7)
    separation_m: Length | None = Field(alias="separation", default=None, gt=0, le=2e7)
    ground_ahead_m: Length | None = Field(alias="ground_ahead", default=None, gt=0, le=2e7)
    intercontinental_m: Length | None = Field(alias="intercontinental", default=None, gt=0, le=2e7)
    target_range_m: Length | None = Field(alias="target_range", default=None, gt=0, le=2e7)
    target_speed_m_s: Speed | None = Field(alias="target_speed", default=None, gt=0, le=2e4)
    interceptor_speed_m_s: Speed | None = Field(alias="interceptor_speed", default=None, gt=0, le=2e4)
    sea_speed_m_s: Speed | None = Field(alias="sea_speed", default=None, gt=0, le=2e4)
    power_aperture_w_m2: PowerAperture | None = Field(alias="power_aperture", default=None, gt=0, le=1e12)
    throw_weight_kg: Mass | None = Field(alias="throw_weight", default=None, gt=0, le=1e9)
    interceptors: int | None = Field(default=None, ge=0, le=100_000)
    launchers: int | None = Field(default=None, ge=0, le=100_000)
    areas: int | None = Field(default=None, ge=0, le=100)
    large_radars: int | None = Field(default=None, ge=0, le=1000)
    small_radars: int | None = Field(default=None, ge=0, le=1000)
    complexes: int | None = Field(default=None, ge=0, le=1000)
    vehicles: int | None = Field(default=None, ge=0, le=100_000)
    warheads: int | None = Field(default=None, ge=0, le=100_000)
    missile_warheads: int | None = Field(default=None, ge=0, le=100_000)
    heavy: int | None = Field(default=None, ge=0, le=100_000)
    heavy_warheads: int | None = Field(default=None, ge=0, le=100_000)
    mobile_warheads: int | None = Field(default=None, ge=0, le=100_000)
    slbm_warheads: int | None = Field(default=None, ge=0, le=100_000)
    many_warheads: int | None = Field(default=None, ge=0, le=100_000)


class Reading(Cited):
    """How one side reads words that another reads otherwise; `case` names the words, `verdict` what follows."""

    case: str = Field(min_length=1, max_length=40)
    who: str = Field(min_length=1, max_length=100)
    verdict: Literal["allowed", "breach"]
    says: str = Field(min_length=1, max_length=500)


class Article(Cited):
    """One rule of a treaty in own words. `rule` names what measures it.

    Outside of `since` and `until` it is not asked; before `due` its limit binds nobody yet.
    """

    article: str = Field(min_length=1, max_length=60)
    rule: str = Field(min_length=1, max_length=40)
    words: str = Field(min_length=1, max_length=1000)
    limits: Limits = Field(default_factory=Limits)
    since: date | None = None
    until: date | None = None
    due: date | None = None
    readings: tuple[Reading, ...] = Field(default=(), max_length=20)

    @field_validator("since", "until", "due", mode="before")
    @classmethod
    def _as_day(cls, given: Any) -> Any:
        return day(given)


class Ground(Cited):
    """What a place is under the treaty: a capital, a field of ICBM, a test range, or one that one side has named."""

    id: str = Field(min_length=1, max_length=64)
    name: str = Field(min_length=1, max_length=100)
    kind: Literal["capital", "icbm-field", "agreed-range", "named-range"]
    party: str = Field(min_length=2, max_length=2)
    lat_deg: Latitude = Field(alias="lat", ge=-90, le=90)
    lon_deg: Longitude = Field(alias="lon", ge=-180, le=360)
    radius_m: Length = Field(alias="radius", gt=0, le=2e6)
    since: date | None = None

    @field_validator("since", mode="before")
    @classmethod
    def _as_day(cls, given: Any) -> Any:
        return day(given)


class Role(Cited):
    """Entries of the catalogue that the treaty takes for one thing; a variant `id@claim` has the role of its entry."""

    role: Literal["abm", "early-warning", "verification", "theatre"]
    entries: tuple[str, ...] = Field(min_length=1, max_length=100)


class RadarSites(Cited):
    """Sites of early-warning radars abroad that stood when the treaty was signed."""

    sites: tuple[str, ...] = Field(min_length=1, max_length=100)
    radius_m: Length = Field(alias="radius", gt=0, le=2e6)


class Counting(Cited):
    """How heavy bombers of one side count: the first so many with cruise missiles at a figure, others as equipped."""

    state: str = Field(min_length=2, max_length=2)
    first: int = Field(ge=0, le=10_000)
    each: int = Field(ge=1, le=100)
    other_bombers: int = Field(ge=1, le=100)


class Treaty(Entry):
    """A treaty. `in_force` is None where it never was, `ended` where it never ended; it is in force before `ended`.

    A `framework` is what two sides stated and never signed as a treaty: no day of it binds, no rule of it counts.
    """

    kind: Literal["defensive", "offensive"]
    measure: Literal["start-1", "operational", "new-start"] | None = None
    framework: bool = False
    parties: tuple[str, ...] = Field(min_length=2, max_length=10)
    signed: date | None = None
    in_force: date | None = None
    ended: date | None = None
    dates: Cited
    lines: Limits = Field(default_factory=Limits)
    lines_from: Cited | None = None
    roles: tuple[Role, ...] = Field(default=(), max_length=10)
    grounds: tuple[Ground, ...] = Field(default=(), max_length=100)
    standing: RadarSites | None = None
    counting: tuple[Counting, ...] = Field(default=(), max_length=10)
    articles: tuple[Article, ...] = Field(min_length=1, max_length=100)

    @field_validator("signed", "in_force", "ended", mode="before")
    @classmethod
    def _as_day(cls, given: Any) -> Any:
        return day(given)

    @model_validator(mode="after")
    def _days_in_order(self) -> Treaty:
        days = [one for one in (self.signed, self.in_force, self.ended) if one is not None]
        if days != sorted(days) or (self.ended is not None and self.in_force is None):
            raise ValueError("signed, in_force and ended are not in order")
        if self.framework != (self.signed is None) or (self.framework and self.in_force is not None):
            raise ValueError("a treaty was signed; a framework was not, and was never in force")
        if (self.kind == "offensive" and not self.framework) != (self.measure is not None):
            raise ValueError("an offensive treaty, and no other, says by which measure it counts")
        return self

    @property
    def cited(self) -> Iterator[Cited]:
        """Everything in it that has an author."""
        yield self.dates
        yield from (one for one in (self.lines_from, self.standing) if one is not None)
        yield from (*self.roles, *self.grounds, *self.counting, *self.articles)
        for article in self.articles:
            yield from article.readings

    @property
    def sources(self) -> set[str]:
        """Keys of all sources that the treaty cites."""
        return {one.source for one in self.cited}

    def in_force_on(self, on: date) -> bool:
        """Return whether it is in force on a day; on the day it ends it is not."""
        begun = self.in_force is not None and self.in_force <= on
        return begun and (self.ended is None or on < self.ended)
