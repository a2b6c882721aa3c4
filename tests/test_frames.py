"""Every vector says its frame, and every field of several units its units, in its name or on the page of names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import make_nomenclature

PAGE = make_nomenclature.PAGE.read_text(encoding="utf-8")
SEVERAL = make_nomenclature.several(PAGE)
FRAMES = {"`eci`", "`ecef`", "`enu`", "geodetic", "–"}
IN_NAME = re.compile(r"_(eci|ecef|enu)(_|$)")
COMPONENT = re.compile(r"v?[xyz]_m(_s)?|\w+_[xyz]")
VECTOR = re.compile(
    r"\b(unit vector|covariance|place|position|origin|velocity|velocities)\b|`(eci|ecef|enu)`"
)
CALLED = re.compile(r"(state|nodes|cov|place|position|velocity|foot)(_|$)")
LENGTHS = {"m", "m/s", "m/s²", "m²", "1"}
SCALAR = re.compile(r"\b(one axis|latitude|longitude|on paper|on the axis|across|speed|angle between)\b")


def page_lines() -> Iterator[tuple[str, str, str, str]]:
    """Yield name, class, unit and words of every line of every table of fields."""
    for table in make_nomenclature.tables(PAGE).values():
        for name, (where, unit, words) in table.items():
            for owner in where.split(", "):
                yield name, owner, unit, words


def with_dimension(unit: str) -> set[str]:
    parts = set(unit.split(", ")) - make_nomenclature.WITHOUT_DIMENSION
    return {part for part in parts if not part.startswith("by ")}


def needs_numbers(name: str, unit: str) -> bool:
    """Whether a field has several units, one of them at least with a dimension, that its name does not say."""
    return ", " in unit and bool(with_dimension(unit)) and make_nomenclature.unit_of(name) is None


def needs_frame(name: str, unit: str, words: str, form: str) -> bool:
    """Whether a field holds a vector, or what its words call one, whose name says no frame."""
    many = re.search(r"\((3|6|21),\)", form)
    called = (VECTOR.search(words) or CALLED.match(name)) and not SCALAR.search(words)
    called = called and set(unit.split(", ")) & LENGTHS
    return bool(many or called or COMPONENT.fullmatch(name)) and not IN_NAME.search(name)


def forms() -> dict[tuple[str, str], str]:
    return {(field.name, field.owner): field.annotation for field in make_nomenclature.fields()}


def prop_every_vector_says_its_frame() -> None:
    form = forms()
    for name, owner, unit, words in page_lines():
        if needs_frame(name, unit, words, form[name, owner]):
            assert (name, owner) in SEVERAL, f"{name} of {owner} has no frame"
            assert SEVERAL[name, owner][0] != "–", f"{name} of {owner} has no frame"


def prop_every_field_of_several_units_says_which_number_has_which() -> None:
    for name, owner, unit, _ in page_lines():
        if needs_numbers(name, unit):
            assert (name, owner) in SEVERAL, f"{name} of {owner} has {unit} and its numbers are not told"
            said = set(re.findall(r"\(([^()]+)\)", SEVERAL[name, owner][1]))
            assert said == set(unit.split(", ")), f"{name} of {owner}"


def prop_no_line_is_there_for_nothing() -> None:
    said = {(name, owner): unit for name, owner, unit, _ in page_lines()}
    for (name, owner), (frame, numbers) in SEVERAL.items():
        assert (name, owner) in said, f"{owner} has no {name}"
        assert set(frame.split(", ")) <= FRAMES, frame
        assert frame != "–" or needs_numbers(name, said[name, owner]), f"{name} of {owner}"
        assert re.findall(r"\(([^()]+)\)", numbers), f"{name} of {owner}: no unit"
        for part in IN_NAME.findall(name):
            assert frame == f"`{part[0]}`"


def prop_a_frame_stands_in_one_place() -> None:
    for name, owner, _, words in page_lines():
        assert not re.search(r"`(eci|ecef|enu)`", words), (
            f"{name} of {owner}: its frame stands in the table below"
        )


def prop_several_units_of_one_name_are_told_apart() -> None:
    lines = [line for table in make_nomenclature.tables(PAGE).values() for line in table.items()]
    for name, (where, unit, words) in lines:
        owners = set(where.split(", "))
        if ", " in unit and not make_nomenclature.unit_of(name) and not owners <= {of for _, of in SEVERAL}:
            assert not with_dimension(unit), f"{name}: {unit}"
            told = re.findall(r"\bof ((?:[A-Z]\w+(?:, | and )?)+):", words)
            assert owners <= set(re.findall(r"[A-Z]\w+", " ".join(told))), f"{name}: {words}"


def prop_what_a_unit_hangs_on_is_explained() -> None:
    law = PAGE[PAGE.index("| unit | in | where it stands |") : PAGE.index("\n## Frames")]
    explained = {
        unit: set(where.split(", ")) for unit, where in re.findall(r"^\| (by \w+) \| ([^|]+) \|", law, re.M)
    }
    used: dict[str, set[str]] = {}
    lines = [line for table in make_nomenclature.tables(PAGE).values() for line in table.values()]
    for where, unit, _ in lines:
        owners, units = where.split(", "), unit.split(", ")
        pairs = zip(owners, units, strict=True) if len(units) == len(owners) else product(owners, units)
        for owner, part in pairs:
            if part.startswith("by "):
                used.setdefault(part, set()).add(owner)
    assert used == explained
