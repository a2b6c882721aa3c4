"""What the catalogue knows of a missile, an interceptor, a radar or a site: frozen models of SI floats."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from midcourse.catalog.provenance import Assumed, Quantity

Length = Annotated[float, Quantity("length")]
Altitude = Annotated[float, Quantity("altitude")]
Mass = Annotated[float, Quantity("mass")]
Time = Annotated[float, Quantity("time")]
Angle = Annotated[float, Quantity("angle")]
AngularRate = Annotated[float, Quantity("angular_rate")]
Speed = Annotated[float, Quantity("speed")]
Acceleration = Annotated[float, Quantity("acceleration")]
Power = Annotated[float, Quantity("power")]
Area = Annotated[float, Quantity("area")]
PowerAperture = Annotated[float, Quantity("power_aperture")]
Temperature = Annotated[float, Quantity("temperature")]
Frequency = Annotated[float, Quantity("frequency")]
Gain = Annotated[float, Quantity("gain")]
Ratio = Annotated[float, Quantity("ratio")]
CrossSection = Annotated[float, Quantity("cross_section")]
BallisticCoefficient = Annotated[float, Quantity("ballistic_coefficient")]
SpecificImpulse = Annotated[float, Quantity("specific_impulse")]
Latitude = Annotated[float, Quantity("latitude")]
Longitude = Annotated[float, Quantity("longitude")]
Year = Annotated[float, Quantity("year")]

QUARTER_TURN = 1.5707963267948966
HALF_TURN = 3.141592653589793
TEN_DEGREES = 0.17453292519943295

Basing = Literal["fixed", "mobile", "sea", "air", "space"]
"""Where something stands: fixed or mobile on land (what can be carried elsewhere is mobile), or not on land."""


class Checked(BaseModel):
    """A model that is frozen, refuses unknown keys and converts nothing in silence."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        allow_inf_nan=False,
        validate_by_name=True,
        validate_by_alias=True,
    )


class Entry(Checked):
    """What every entry of the catalogue has."""

    id: str = Field(default="custom", max_length=64, pattern=r"^[a-z0-9][a-z0-9@.-]*$")
    name: str = Field(default="", max_length=200)
    summary: str = Field(default="", max_length=2000)


class Stage(Checked):
    """One rocket stage; thrust is vacuum thrust less pressure times exit area, so that both impulses hold."""

    propellant_kg: Mass = Field(alias="propellant", gt=0, le=1e6)
    inert_kg: Mass = Field(alias="inert", gt=0, le=1e6)
    isp_vacuum_s: SpecificImpulse = Field(alias="isp_vacuum", ge=100, le=500)
    isp_sea_level_s: SpecificImpulse = Field(alias="isp_sea_level", ge=100, le=500)
    burn_s: Time = Field(alias="burn", gt=0, le=2000)
    diameter_m: Length = Field(alias="diameter", gt=0, le=20)
    ignition_delay_s: Time = Field(alias="ignition_delay", default=0.0, ge=0, le=1000)
    exit_area_m2: Area | None = Field(alias="exit_area", default=None, gt=0, le=100)
    cut_off: bool = False
    mass_kg: Mass | None = Field(alias="mass", default=None, gt=0, le=2e6)

    @model_validator(mode="after")
    def _masses_add_up(self) -> Stage:
        """Check a whole mass, where one is given beside propellant and inert mass."""
        if self.mass_kg is None:
            return self
        if self.propellant_kg >= self.mass_kg:
            raise ValueError("propellant is above the mass of the stage")
        if abs(self.propellant_kg + self.inert_kg - self.mass_kg) > 0.01 * self.mass_kg:
            raise ValueError("mass is not propellant and inert together")
        return self

    @model_validator(mode="after")
    def _impulses_in_order(self) -> Stage:
        if self.isp_sea_level_s > self.isp_vacuum_s:
            raise ValueError("isp_sea_level is above isp_vacuum")
        return self


class DragTable(Checked):
    """Drag coefficient against Mach number, joined by straight lines and constant beyond the ends."""

    id: str = Field(default="custom", max_length=64)
    name: str = Field(default="", max_length=200)
    mach: tuple[float, ...] = Field(min_length=2, max_length=1000)
    cd: tuple[float, ...] = Field(min_length=2, max_length=1000)
    source: str = Field(default="", max_length=300)
    where: str = Field(default="", max_length=300)
    grade: str = Field(default="", max_length=20)

    @model_validator(mode="after")
    def _rows_in_order(self) -> DragTable:
        if len(self.mach) != len(self.cd):
            raise ValueError("mach and cd differ in length")
        if self.mach[0] < 0 or any(b <= a for a, b in zip(self.mach, self.mach[1:], strict=False)):
            raise ValueError("mach is not strictly increasing from 0 or more")
        if not all(0 < cd <= 10 for cd in self.cd):
            raise ValueError("cd is not between 0 and 10")
        return self


class Holder(Checked):
    """A country that has a missile since another year than its maker."""

    owner: str = Field(min_length=1, max_length=100)
    available: Year = Field(ge=1940, le=2100)


class Missile(Entry):
    """A ballistic missile as a stack of stages with one thing on top.

    Cross sections without `_uhf` are those of the X band; a `_uhf` one serves VHF, UHF and L band, and where it is
    None the missile shows the same in all bands. `range_m` is a published range, by default over an Earth that does
    not turn; `range_note` says by which steering law. `available` is the first year in which its owners have it,
    `until` the last, None where they still do. A missile that `separates` leaves its spent stages behind, each pushed
    back at `separation_speed_m_s`; what else it leaves, and how far that spreads, is assumed and the same for all.
    """

    owners: tuple[str, ...] = Field(default=(), max_length=20)
    available: Year = Field(ge=1940, le=2100, default=2000.0)
    holders: tuple[Holder, ...] = Field(default=(), max_length=20)
    until: Year | None = Field(ge=1940, le=2100, default=None)
    stages: tuple[Stage, ...] = Field(min_length=1, max_length=4)
    payload_kg: Mass = Field(alias="payload", gt=0, le=1e5)
    shroud_kg: Mass = Field(alias="shroud", default=0.0, ge=0, le=1e5)
    shroud_release_s: Time = Field(alias="shroud_release", default=0.0, ge=0, le=1e4)
    beta_kg_m2: BallisticCoefficient = Field(alias="ballistic_coefficient", gt=0, le=1e6)
    drag: DragTable
    rcs_warhead_m2: CrossSection = Field(alias="rcs_warhead", gt=0, le=1e4)
    rcs_burning_m2: CrossSection = Field(alias="rcs_burning", gt=0, le=1e4)
    rcs_warhead_uhf_m2: CrossSection | None = Field(alias="rcs_warhead_uhf", default=None, gt=0, le=1e4)
    rcs_burning_uhf_m2: CrossSection | None = Field(alias="rcs_burning_uhf", default=None, gt=0, le=1e4)
    rcs_stage_m2: Annotated[CrossSection, Assumed(1.0, 10.0)] = Field(
        alias="rcs_stage", default=5.0, gt=0, le=1e4
    )
    separates: bool = True
    separation_speed_m_s: Annotated[Speed, Assumed(1.0, 10.0)] = Field(
        alias="separation_speed", default=3.0, ge=0, le=100
    )
    stage_beta_kg_m2: Annotated[BallisticCoefficient, Assumed(100.0, 500.0)] = Field(
        alias="stage_ballistic_coefficient", default=250.0, gt=0, le=1e6
    )
    decoy_spread_m_s: Annotated[Speed, Assumed(1.0, 20.0)] = Field(
        alias="decoy_spread", default=5.0, ge=0, le=100
    )
    debris_spread_m_s: Annotated[Speed, Assumed(1.0, 20.0)] = Field(
        alias="debris_spread", default=5.0, ge=0, le=100
    )
    debris_beta_kg_m2: Annotated[BallisticCoefficient, Assumed(20.0, 200.0)] = Field(
        alias="debris_ballistic_coefficient", default=60.0, gt=0, le=1e6
    )
    rcs_debris_m2: Annotated[CrossSection, Assumed(0.01, 1.0)] = Field(
        alias="rcs_debris", default=0.1, gt=0, le=1e4
    )
    range_m: Length | None = Field(alias="range", default=None, gt=0, le=4.1e7)
    range_payload_kg: Mass | None = Field(alias="range_payload", default=None, gt=0, le=1e5)
    range_note: str = Field(default="", max_length=500)

    @model_validator(mode="after")
    def _years_in_order(self) -> Missile:
        if self.until is not None and self.until < self.available:
            raise ValueError("until is before available")
        return self

    @model_validator(mode="after")
    def _shroud_comes_off(self) -> Missile:
        burning_s = sum(stage.burn_s + stage.ignition_delay_s for stage in self.stages)
        if self.shroud_kg > 0.0 and not 0.0 < self.shroud_release_s <= burning_s:
            raise ValueError("shroud_release is not between lift-off and the last burnout")
        return self


class Reliability(Checked):
    """Chances that one interceptor passes each step of its flight."""

    launch: Ratio = Field(ge=0, le=1)
    boost: Ratio = Field(ge=0, le=1)
    separation: Ratio = Field(ge=0, le=1)
    seeker: Ratio = Field(ge=0, le=1)


class KillVehicle(Checked):
    """What an interceptor carries to the collision."""

    mass_kg: Mass = Field(alias="mass", gt=0, le=1e4)
    divert_m_s: Speed = Field(alias="divert", ge=0, le=1e4)
    acquisition_range_m: Length = Field(alias="acquisition_range", gt=0, le=1e7)
    half_field_of_view_rad: Angle = Field(alias="half_field_of_view", gt=0, le=QUARTER_TURN)
    seeker_noise_rad: Angle = Field(alias="seeker_noise", ge=0, le=0.1)
    homing_lag_s: Time = Field(alias="homing_lag", ge=0, le=10)
    max_acceleration_m_s2: Acceleration = Field(alias="max_acceleration", gt=0, le=1e4)
    hit_miss_m: Length = Field(alias="hit_miss", gt=0, le=1e3)
    ready_s: Time = Field(alias="ready", ge=0, le=1e4)
    homing_s: Time = Field(alias="homing_time", gt=0, le=1e4)


class Counted(Checked):
    """The flight tests that speak for an interceptor: a record, and which configurations of it; all where none is."""

    of: str = Field(min_length=1, max_length=64)
    configurations: tuple[str, ...] = Field(default=(), max_length=20)


class Interceptor(Entry):
    """A defensive missile: stages, dead mass carried to the last burnout, and a kill vehicle.

    With `energy_management` `shed`, every burnout speed between `least_speed_share` of the full one and the full one
    is to be had; with `none` it burns out and flies as fast as it can. `burnout_speed_m_s` is what is published, if
    anything is: it is compared with, never flown. `record` names the flight tests: they are compared with, and the
    steps of `reliability` that a file leaves out are counted from them. `basing` matters to treaties only.
    """

    available: Year | None = Field(ge=1940, le=2100, default=None)
    stages: tuple[Stage, ...] = Field(min_length=1, max_length=4)
    dead_kg: Mass = Field(alias="dead", ge=0, le=1e4)
    drag: DragTable
    kill_vehicle: KillVehicle
    reliability: Reliability
    floor_m: Altitude = Field(alias="floor", ge=0, le=2e6)
    ceiling_m: Altitude | None = Field(alias="ceiling", default=None, gt=0, le=1e8)
    flight_time_limit_s: Time = Field(alias="flight_time_limit", gt=0, le=1e5)
    update_interval_s: Time = Field(alias="update_interval", gt=0, le=1e4)
    energy_management: Literal["none", "shed"] = "none"
    least_speed_share: Ratio = Field(default=1.0, gt=0, le=1)
    burnout_speed_m_s: Speed | None = Field(alias="burnout_speed", default=None, gt=0, le=2e4)
    record: Counted | None = None
    basing: Basing = "fixed"

    @model_validator(mode="after")
    def _floor_below_ceiling(self) -> Interceptor:
        if self.ceiling_m is not None and self.ceiling_m <= self.floor_m:
            raise ValueError("the ceiling is not above the floor")
        return self


class Radar(Entry):
    """A radar by its energy: mean power, aperture, dwell and losses decide how far it sees.

    `half_field_rad` is what it sees without turning; `turn_rad_s` how fast the whole antenna turns, 0 where it does
    not. `class_separation` tells warheads from the rest, in standard deviations a look; 0: not at all. `swerling`
    is how echoes vary: 0 not at all, 1 as of many small parts from look to look, 3 as of one large part among them.
    It searches a `fence`, a band `fence_rad` high above its least elevation, or the whole `volume` of its field, with
    `search_share` of its energy; or nothing but where a `cue` sends it. A cued place is searched `cue_spread` standard
    errors wide, a reported heading over a `cue_sector_rad` of its fence, and the sky about each object that leads a
    launch `beside_rad` to all sides. After `looks_to_learn` looks it knows what it tells classes by as well as the
    class itself spreads. `basing` matters to treaties only.
    """

    kind: Literal["radar"] = "radar"
    available: Year | None = Field(ge=1940, le=2100, default=None)
    band: Literal["VHF", "UHF", "L", "S", "C", "X"]
    frequency_hz: Frequency = Field(alias="frequency", ge=1e7, le=1e12)
    bandwidth_hz: Frequency = Field(alias="bandwidth", ge=1e3, le=1e12)
    mean_power_w: Power = Field(alias="mean_power", gt=0, le=1e9)
    aperture_m2: Area = Field(alias="aperture", gt=0, le=1e5)
    efficiency: Ratio = Field(gt=0, le=1)
    system_temperature_k: Temperature = Field(alias="system_temperature", gt=0, le=1e5)
    losses: Gain = Field(ge=1, le=1e6)
    dwell_s: Time = Field(alias="dwell", gt=0, le=100)
    least_elevation_rad: Angle = Field(alias="least_elevation", ge=0, lt=QUARTER_TURN)
    half_field_rad: Angle = Field(alias="half_field", gt=0, le=HALF_TURN)
    false_alarm: Ratio = Field(gt=0, lt=1)
    range_bias_m: Length = Field(alias="range_bias", ge=0, le=1e5)
    angle_bias_rad: Angle = Field(alias="angle_bias", ge=0, le=1)
    look_interval_s: Time = Field(alias="look_interval", gt=0, le=1e3)
    search_revisit_s: Time = Field(alias="search_revisit", gt=0, le=1e4)
    turn_rad_s: AngularRate = Field(alias="turn", default=0.0, ge=0, le=10)
    class_separation: Ratio = Field(default=0.0, ge=0, le=20)
    swerling: Literal[0, 1, 3] = 1
    search: Literal["fence", "volume", "cue"] = "fence"
    search_share: Annotated[Ratio, Assumed(0.2, 0.8)] = Field(default=0.5, gt=0, le=1)
    fence_rad: Annotated[Angle, Assumed(TEN_DEGREES / 2, 2 * TEN_DEGREES)] = Field(
        alias="fence", default=TEN_DEGREES, gt=0, le=QUARTER_TURN
    )
    cue_spread: Annotated[Ratio, Assumed(3.0, 6.0)] = Field(default=4.0, gt=0, le=20)
    cue_sector_rad: Annotated[Angle, Assumed(TEN_DEGREES / 2, 2 * TEN_DEGREES)] = Field(
        alias="cue_sector", default=TEN_DEGREES, gt=0, le=HALF_TURN
    )
    beside_rad: Annotated[Angle, Assumed(TEN_DEGREES / 100, TEN_DEGREES / 10)] = Field(
        alias="beside", default=TEN_DEGREES / 40, gt=0, le=TEN_DEGREES
    )
    looks_to_learn: Annotated[Ratio, Assumed(3.0, 30.0)] = Field(default=10.0, gt=0, le=1e4)
    refraction: bool = True
    basing: Basing = "fixed"


class Orbit(Checked):
    """The place of one satellite that stands still over the equator."""

    lon_deg: Longitude = Field(alias="lon", ge=-180, le=360)
    alt_m: Altitude = Field(alias="alt", gt=1e5, le=1e8)


class Infrared(Entry):
    """Satellites that see a rocket burn above the clouds, report it, and give a coarse state at burnout."""

    kind: Literal["infrared"] = "infrared"
    available: Year | None = Field(ge=1940, le=2100, default=None)
    satellites: tuple[Orbit, ...] = Field(min_length=1, max_length=100)
    least_elevation_rad: Angle = Field(
        alias="least_elevation", default=0.0, ge=-QUARTER_TURN, lt=QUARTER_TURN
    )
    cloud_top_m: Altitude = Field(alias="cloud_top", ge=0, le=1e5)
    report_delay_s: Time = Field(alias="report_delay", ge=0, le=1e4)
    position_sigma_m: Length = Field(alias="position_sigma", gt=0, le=1e6)
    velocity_sigma_m_s: Speed = Field(alias="velocity_sigma", gt=0, le=1e5)


Sensor = Radar | Infrared


class Site(Checked):
    """A place with a name and the source of its position."""

    id: str = Field(default="custom", max_length=64)
    name: str = Field(default="", max_length=200)
    lat_deg: Latitude = Field(alias="lat", ge=-90, le=90)
    lon_deg: Longitude = Field(alias="lon", ge=-180, le=360)
    alt_m: Altitude = Field(alias="alt", default=0.0, ge=-500, le=9000)
    kind: Literal["site", "city"] = "site"
    source: str = Field(default="", max_length=300)
