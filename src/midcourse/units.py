"""Quantities as people write them (`3000 km`, `6 dB`) turned into plain SI floats."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from midcourse.errors import ScenarioError

MAX_LENGTH = 40
MAX_MAGNITUDE = 1e38

_LB = 0.45359237
_FT = 0.3048
_DEG = math.pi / 180.0
_G0 = 9.80665

_LENGTH = {"m": 1.0, "km": 1e3, "cm": 1e-2, "mm": 1e-3, "ft": _FT, "mi": 1609.344, "nmi": 1852.0}
_TIME = {"s": 1.0, "ms": 1e-3, "min": 60.0, "h": 3600.0}
_ANGLE = {"deg": _DEG, "°": _DEG, "rad": 1.0, "mrad": 1e-3, "µrad": 1e-6, "urad": 1e-6}
_PLAIN = {"": 1.0, "%": 0.01}


@dataclass(frozen=True)
class Dimension:
    """What a number measures: its SI unit, an example of how to write it, the units known without pint.

    A `closed` dimension takes the listed units only; an open one asks pint about any other.
    """

    unit: str
    example: str
    factors: dict[str, float]
    closed: bool = False
    decibel: str = ""

    @property
    def bare(self) -> bool:
        """Whether a number without a unit is complete."""
        return "" in self.factors


DIMENSIONS: dict[str, Dimension] = {
    "length": Dimension("m", "3000 km", _LENGTH),
    "altitude": Dimension("m", "130 km", _LENGTH),
    "mass": Dimension("kg", "1000 kg", {"kg": 1.0, "g": 1e-3, "t": 1e3, "lb": _LB}, closed=True),
    "time": Dimension("s", "60 s", _TIME),
    "angle": Dimension("rad", "12 deg", _ANGLE, closed=True),
    "latitude": Dimension("deg", "40.86 deg", {"deg": 1.0, "°": 1.0}, closed=True),
    "longitude": Dimension("deg", "129.67 deg", {"deg": 1.0, "°": 1.0}, closed=True),
    "speed": Dimension("m/s", "4.5 km/s", {"m/s": 1.0, "km/s": 1e3, "km/h": 1 / 3.6}),
    "acceleration": Dimension("m/s^2", "20 m/s^2", {"m/s^2": 1.0}),
    "power": Dimension("W", "81 kW", {"W": 1.0, "kW": 1e3, "MW": 1e6}),
    "force": Dimension("N", "850 kN", {"N": 1.0, "kN": 1e3, "lbf": _LB * _G0, "kgf": _G0}),
    "area": Dimension("m^2", "9.2 m^2", {"m^2": 1.0, "cm^2": 1e-4}),
    "power_aperture": Dimension("W*m^2", "3e6 W*m^2", {"W*m^2": 1.0}, closed=True),
    "temperature": Dimension("K", "500 K", {"K": 1.0}, closed=True),
    "frequency": Dimension("Hz", "9.5 GHz", {"Hz": 1.0, "kHz": 1e3, "MHz": 1e6, "GHz": 1e9}, closed=True),
    "ballistic_coefficient": Dimension("kg/m^2", "5000 kg/m^2", {"kg/m^2": 1.0, "lb/ft^2": _LB / _FT**2}),
    "specific_impulse": Dimension("s", "226 s", {"s": 1.0}, closed=True),
    "angular_rate": Dimension("rad/s", "2 deg/s", {"rad/s": 1.0, "deg/s": _DEG, "mrad/s": 1e-3}, closed=True),
    "ratio": Dimension("", "0.9 or 90 %", _PLAIN, closed=True),
    "gain": Dimension("", "6 dB", {"": 1.0}, closed=True, decibel="dB"),
    "cross_section": Dimension("m^2", "0.01 m^2 or -20 dBsm", {"m^2": 1.0}, decibel="dBsm"),
    "year": Dimension("", "1995", {"": 1.0}, closed=True),
    "money": Dimension("$", "70 M$", {"$": 1.0, "k$": 1e3, "M$": 1e6, "bn$": 1e9}, closed=True),
}

# Spellings that two readers take for two different things: refused in every dimension.
AMBIGUOUS = {
    "kt": "kt may be knots or kilotonnes; write m/s or km/s for a speed, t for a mass",
    "ton": "a ton may be 907, 1000 or 1016 kg; write kg or t (1000 kg)",
    "tons": "a ton may be 907, 1000 or 1016 kg; write kg or t (1000 kg)",
    "tonne": "tonne is easily misread as ton; write kg or t (1000 kg)",
    "tonnes": "tonnes is easily misread as tons; write kg or t (1000 kg)",
    "nm": "nm may be nanometres or nautical miles; write km or nmi",
    "NM": "NM may be nautical miles or newton metres; write km or nmi",
    "mach": "the speed of sound changes with altitude; write m/s or km/s",
    "Mach": "the speed of sound changes with altitude; write m/s or km/s",
}

_NUMBER = re.compile(r"\s*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?)\s*(.*?)\s*", re.DOTALL)
_NAME = r"[A-Za-zµ°%$]+"
_UNIT = re.compile(rf"(?:{_NAME}(?:\^-?[1-4])?(?:[/*]{_NAME}(?:\^-?[1-4])?){{0,2}})?")
_SPELLING = str.maketrans({"μ": "µ", "²": "^2", "³": "^3", "·": "*"})


def parse_quantity(text: Any, dimension: str, *, bare_unit: str | None = None) -> float:
    """Turn a quantity with its unit into a float in the SI unit of its dimension.

    Args:
        text: the quantity, e.g. `3000 km`; a number only where no unit is due.
        dimension: a key of `DIMENSIONS`, e.g. `length`.
        bare_unit: the unit that a number without one is taken to have, if any (command line only).

    Returns:
        The value in `DIMENSIONS[dimension].unit` (latitude and longitude in degrees).

    Raises:
        ScenarioError: not a finite number with a unit of this dimension.
    """
    if isinstance(text, str):
        return _parsed(text, dimension, bare_unit)
    return _read(text, dimension, bare_unit)


def _read(text: Any, dimension: str, bare_unit: str | None) -> float:
    kind = DIMENSIONS[dimension]
    number, unit = _split(text, kind)
    if unit == "" and bare_unit is not None:
        unit = bare_unit
    if kind.decibel and unit in ("dB", "dBsm"):
        value = _decibel(number, unit, kind, text)
    else:
        value = _scaled(number, _factor(unit, dimension, text))
    if not math.isfinite(value) or abs(value) > MAX_MAGNITUDE:
        raise ScenarioError(
            "not a finite number of usable size", got=text, allowed=f"at most {MAX_MAGNITUDE:g}"
        )
    return value


# the catalogue writes the same quantities again and again; a fault is not remembered
_parsed = lru_cache(maxsize=4096)(_read)


def format_quantity(value: float, dimension: str) -> str | float:
    """Write an SI value so that `parse_quantity` reads exactly the same float."""
    unit = DIMENSIONS[dimension].unit
    return f"{value!r} {unit}" if unit else value


def _split(text: Any, kind: Dimension) -> tuple[float, str]:
    """Return the number and the unit of a quantity, checked in form but not in meaning."""
    form = f"a number with a unit, e.g. {kind.example}" if not kind.bare else f"e.g. {kind.example}"
    if isinstance(text, bool) or not isinstance(text, (str, int, float)):
        raise ScenarioError("not a quantity", got=text, allowed=form)
    written = text if isinstance(text, str) else repr(text)
    if len(written) > MAX_LENGTH:
        raise ScenarioError(f"longer than {MAX_LENGTH} characters", got=text, allowed=form)
    match = _NUMBER.fullmatch(written)
    if match is None:
        raise ScenarioError("not a finite number with a unit", got=text, allowed=form)
    unit = _plain_spelling(match[2])
    if _UNIT.fullmatch(unit) is None:
        raise ScenarioError("the unit is not understood", got=text, allowed=form)
    return float(match[1]), unit


def _plain_spelling(unit: str) -> str:
    """Write powers as `^n`: `m2`, `m²` and `m**2` all become `m^2`."""
    unit = re.sub(r" *([/*^]) *", r"\1", unit.translate(_SPELLING).replace("**", "^"))
    return re.sub(r"(?<=[A-Za-zµ])(?=[0-9])", "^", unit)


def _decibel(number: float, unit: str, kind: Dimension, text: Any) -> float:
    if unit != kind.decibel:
        raise ScenarioError(f"{unit} does not fit here", got=text, allowed=f"e.g. {kind.example}")
    if abs(number) > 300.0:
        raise ScenarioError("decibels out of range", got=text, allowed="-300 to 300 dB")
    return float(10.0 ** (number / 10.0))


def _scaled(number: float, factor: float) -> float:
    """Multiply, or divide where the factor is 1 over a whole number: 50 µrad is then 5e-05 exactly."""
    inverse = 1.0 / factor
    return number / inverse if factor < 1.0 and inverse.is_integer() else number * factor


def _factor(unit: str, dimension: str, text: Any) -> float:
    """Return what one `unit` is in SI: from the table where it stands there, else from pint."""
    kind = DIMENSIONS[dimension]
    if unit in kind.factors:
        return kind.factors[unit]
    if unit in AMBIGUOUS:
        raise ScenarioError(AMBIGUOUS[unit], got=text, allowed=f"e.g. {kind.example}")
    if unit == "":
        allowed = f"a number with a unit, e.g. {kind.example}{_units_of(kind)}"
        raise ScenarioError("a unit is missing", got=text, allowed=allowed)
    factor = None if kind.closed else _factor_by_pint(unit, kind.unit)
    if factor is None:
        why = f"{unit} is not a unit of {dimension.replace('_', ' ')}"
        raise ScenarioError(why, got=text, allowed=f"e.g. {kind.example}{_units_of(kind)}")
    return factor


def _units_of(kind: Dimension) -> str:
    known = ", ".join(name for name in kind.factors if name)
    return f" (units: {known})" if known else ""


@lru_cache(maxsize=256)
def _factor_by_pint(unit: str, si_unit: str) -> float | None:
    """Ask pint what one `unit` is in `si_unit`; None where it knows no answer.

    The unit has passed a grammar of names, powers, `*` and `/`, because pint evaluates expressions.
    """
    registry = _registry()
    written, si = unit.replace("^", "**"), si_unit.replace("^", "**")
    try:
        once, twice = (float(registry.Quantity(x, written).to(si).magnitude) for x in (1.0, 2.0))
    except Exception:  # pint raises a dozen classes for a bad unit; to the user they are one
        return None
    # units with an offset or a logarithm (degF, dBm) have no factor
    return once if 0.0 < once < math.inf and math.isclose(twice, 2.0 * once, rel_tol=1e-12) else None


@lru_cache(maxsize=1)
def _registry() -> Any:
    """Make the one unit registry, at the first unit outside the tables (0.3 s), cached on disk by pint."""
    import pint

    try:
        return pint.UnitRegistry(cache_folder=":auto:")
    except OSError:  # a home without write access is no reason to fail
        return pint.UnitRegistry()
