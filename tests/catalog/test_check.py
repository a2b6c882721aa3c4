"""The check of the catalogue: what it must catch, each with file and line, on a copy that is broken on purpose."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from midcourse.catalog import catalogue_warnings, check_catalogue, load_interceptor, load_missile
from midcourse.errors import CatalogError


@pytest.fixture
def copy(tmp_path: Path, as_catalogue: Callable[[Path], None]) -> Path:
    """A small catalogue of its own: one missile, one interceptor, one sensor, and what they need."""
    home = Path(str(files("midcourse.catalog")))
    for path in ("drag.yaml", "sources.yaml", "missiles/nodong.yaml", "interceptors/sm-3-iia.yaml"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        shutil.copy(home / path, tmp_path / path)
    for path in ("sensors/an-tpy-2.yaml", "sites/asia.yaml", "sites/west.yaml", "records/gmd.yaml"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        shutil.copy(home / path, tmp_path / path)
    many = ("treaties/sort.yaml", "forces/russia.yaml", "coefficients/prices.yaml", "postures.yaml", "shields.yaml")
    for path in many:
        (tmp_path / path).parent.mkdir(exist_ok=True)
        shutil.copy(home / path, tmp_path / path)
    as_catalogue(tmp_path)
    return tmp_path


def _edit(path: Path, old: str, new: str) -> int:
    """Replace the one place where a text stands; return its line."""
    text = path.read_text()
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new))
    return text[: text.index(old)].count("\n") + 1


def test_sound_copy_has_no_problems(copy: Path) -> None:
    assert check_catalogue() == []


PAYLOAD = "{value: 1000 kg, low: 800 kg, high: 1200 kg, source: midcourse-stage-models,"
BROKEN = [
    (PAYLOAD, "{value: 1000 kg, low: 800 kg, high: 1200 kg,", "payload: a number without a source"),
    (PAYLOAD, PAYLOAD.replace("800 kg", "1100 kg"), "payload: low, value and high are out of order"),
    (PAYLOAD, PAYLOAD.replace("1200 kg", "900 kg"), "payload: low, value and high are out of order"),
    (PAYLOAD, PAYLOAD.replace("1000 kg", "1000 stone"), "stone is not a unit of mass"),
    (PAYLOAD, PAYLOAD.replace("1000 kg", "1000"), "a unit is missing"),
    (PAYLOAD, PAYLOAD.replace("1000 kg", "1000 km"), "km is not a unit of mass"),
    (
        PAYLOAD,
        PAYLOAD.replace("-stage-models", "-stage-modules"),
        "payload: the source is not in sources.yaml",
    ),
    ("drag: v2-sutton", "drag: v3-sutton", "drag: no such drag"),
    ("drag: v2-sutton", "draught: v2-sutton", "unknown key"),
    (
        "name: Nodong\n",
        "name: Nodong\nshroud: {value: 10 kg, source: sutton, grade: press}\n",
        "shroud_release",
    ),
]


@pytest.mark.parametrize(("old", "new", "why"), BROKEN)
def test_broken_number_is_named_with_file_and_line(copy: Path, old: str, new: str, why: str) -> None:
    line = _edit(copy / "missiles/nodong.yaml", old, new)
    (problem,) = check_catalogue()
    assert why in problem
    where, _, _ = problem.partition(": ")
    file, _, found = where.partition(":")
    assert file == "catalog/missiles/nodong.yaml"
    assert "shroud" in new or int(found) in (line, line + 1)


def test_broken_flight_test_is_named_with_file_and_line(copy: Path) -> None:
    line = _edit(copy / "records/gmd.yaml", "source: usa-today-2006,", "source: usa-yesterday,")
    (problem,) = check_catalogue()
    assert problem.startswith(f"catalog/records/gmd.yaml:{line}: ") and "usa-yesterday" in problem
    assert "tests.10.source: the source is not in sources.yaml" in problem


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ("{of: gmdd}", "no such record (did you mean gmd?)"),
        ("{of: gmd, configurations: [surogate]}", "no such configuration: surogate"),
        ("{of: gmd, tests: all}", "unknown key"),
        ("gmd", "a table of keys is due here"),
    ],
)
def test_interceptor_must_name_flight_tests_that_are_there(copy: Path, record: str, why: str) -> None:
    path = copy / "interceptors/sm-3-iia.yaml"
    text = path.read_text()
    path.write_text(f"{text}record: {record}\n")
    (problem,) = check_catalogue()
    assert why in problem
    assert problem.startswith(f"catalog/interceptors/sm-3-iia.yaml:{text.count(chr(10)) + 1}: ")


def test_sources_of_flight_tests_are_cited(copy: Path) -> None:
    assert not any("cnn-2002" in line for line in catalogue_warnings())
    assert any("donga-2019" in line for line in catalogue_warnings())  # THAAD is not in this copy


def test_source_that_nothing_cites_is_a_warning(copy: Path) -> None:
    with (copy / "sources.yaml").open("a") as file:
        file.write("\nforgotten:\n  author: A\n  year: 1\n  title: T\n  kind: book\n  publication: P\n")
    assert check_catalogue() == []
    assert any("sources.yaml" in line and "forgotten" in line for line in catalogue_warnings())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("\nodd:\n  author: A\n  year: 1\n  title: T\n  kind: book\n", "neither url nor publication"),
        ("\nodd:\n  year: 1\n  title: T\n  kind: book\n  url: U\n", "missing in a source"),
        ("\nodd:\n  author: A\n  year: 1\n  title: T\n  kind: book\n  url: U\n  isbn: 1\n", "unknown key"),
        ("\nodd:\n  author: A\n  year: 1\n  title: T\n  kind: book\n  url: U\n  seen: twice\n", "seen"),
    ],
)
def test_unsound_source_is_named(copy: Path, text: str, why: str) -> None:
    with (copy / "sources.yaml").open("a") as file:
        file.write(text)
    (problem,) = check_catalogue()
    assert why in problem
    assert problem.startswith("catalog/sources.yaml:")


def test_duplicate_ids_are_refused_within_and_across_files(copy: Path) -> None:
    block = "\ntabriz:\n  name: Twice\n  lat: 1 deg\n  lon: 1 deg\n  source: geonames\n  grade: press\n"
    path = copy / "sites/west.yaml"
    lines = path.read_text().count("\n")
    path.write_text(path.read_text() + block)
    (problem,) = check_catalogue()
    assert problem.startswith(f"catalog/sites/west.yaml:{lines + 2}: tabriz: duplicate id")


def test_duplicate_id_in_two_kinds_is_refused(copy: Path) -> None:
    shutil.copy(copy / "sensors/an-tpy-2.yaml", copy / "sensors/nodong.yaml")
    (problem,) = check_catalogue()
    assert "duplicate id, also under missiles" in problem
    assert problem.startswith("catalog/sensors/nodong.yaml:")


def _add(copy: Path, entry: str, text: str) -> None:
    (copy / f"missiles/{entry}.yaml").write_text(text)


def test_like_takes_over_what_is_not_said_and_replaces_numbers_whole(copy: Path) -> None:
    text = "like: nodong\nname: Light\npayload: {value: 700 kg, source: sutton, grade: press}\n"
    _add(copy, "nodong@light", text + "stages: {0: {cut_off: false}}\n")
    base, _ = load_missile("nodong")
    light, numbers = load_missile("nodong@light")
    assert (light.id, light.name, light.payload_kg) == ("nodong@light", "Light", 700.0)
    assert numbers["payload"].low is None
    assert numbers["payload"].source == "sutton"
    assert not light.stages[0].cut_off
    same = light.model_copy(
        update={"id": base.id, "name": base.name, "payload_kg": 1000.0, "stages": base.stages}
    )
    assert same == base
    assert check_catalogue() == []


@pytest.mark.parametrize(
    ("chain", "why"),
    [
        ({"a": "a"}, "in a ring"),
        ({"a": "b", "b": "a"}, "in a ring"),
        ({"a": "b", "b": "c", "c": "b"}, "in a ring"),
        ({"a": "nodnog"}, "did you mean nodong"),
        ({"a@x": "nodong"}, "a variant that is not like its entry"),
        ({"a": "b", "b": "c", "c": "d", "d": "nodong"}, "too long"),
    ],
)
def test_bad_likes_are_refused_with_file_and_line(copy: Path, chain: dict[str, str], why: str) -> None:
    for entry, like in chain.items():
        _add(copy, entry, f"# a comment\nname: N\nlike: {like}\n")
    first = next(iter(chain))
    with pytest.raises(CatalogError, match=why) as caught:
        load_missile(first)
    assert caught.value.file is not None and caught.value.file.startswith("catalog/missiles/")
    assert caught.value.line in (2, 3)
    assert any(why in problem for problem in check_catalogue())


def test_chain_of_two_likes_is_followed(copy: Path) -> None:
    _add(copy, "b", "like: nodong\nname: B\n")
    _add(copy, "a", "like: b\nname: A\n")
    missile, _ = load_missile("a")
    assert missile.name == "A"
    assert len(missile.stages) == 1


def test_rocket_that_cannot_leave_the_ground_is_named(copy: Path) -> None:
    # the preset thrust of 8300 kgf for the Scud-B: 141.6 s of burning, thrust below the weight of a heavier stack
    _edit(copy / "missiles/nodong.yaml", "{value: 110 s, low: 99 s, high: 121 s", "{value: 300 s")
    (problem,) = check_catalogue()
    assert "thrust at lift-off" in problem
    assert problem.startswith("catalog/missiles/nodong.yaml:")


def _without(path: Path, key: str) -> None:
    path.write_text("".join(row for row in path.read_text().splitlines(True) if not row.startswith(key)))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda path: _without(path, "name:"), "without a name"),
        (lambda path: _without(path, "summary:"), "without a summary"),
    ],
)
def test_entry_must_say_what_it_is(copy: Path, change: Callable[[Path], None], why: str) -> None:
    change(copy / "interceptors/sm-3-iia.yaml")
    assert any(why in problem for problem in check_catalogue())


def test_energy_management_is_none_or_shed(copy: Path, as_catalogue: Callable[[Path], None]) -> None:
    path = copy / "interceptors/sm-3-iia.yaml"
    assert load_interceptor("sm-3-iia")[0].energy_management == "none"
    assert load_interceptor("sm-3-iia")[0].least_speed_share == 1.0
    path.write_text(path.read_text() + "energy_management: some\n")
    as_catalogue(copy)
    with pytest.raises(CatalogError, match="'none' or 'shed'"):
        load_interceptor("sm-3-iia")


TREATIES = [
    ("treaties/sort.yaml", "source: sort-2002, where: \"I,", "source: sort-2003, where: \"I,", "not in sources.yaml"),
    ("treaties/sort.yaml", "ended: 2011-02-05", "ended: 2001-02-05", "signed, in_force and ended are not in order"),
    ("treaties/sort.yaml", "measure: operational", "measure: new-start-2", "not allowed here"),
    ("treaties/sort.yaml", "limits: {warheads: 2200}", "limits: {warhead: 2200}", "unknown key"),
    ("treaties/sort.yaml", "due: 2012-12-31", "due: december", "not a day"),
    ("forces/russia.yaml", "SS-11, kind: icbm, vehicles: 326", "SS-11, kind: icbm, vehicles: 327", "sum to 2501"),
    ("forces/russia.yaml", "value: 6626.3 t", "value: 6626.3", "a unit is missing"),
    ("shields.yaml", "  source: crs-2007\n", "  source: crs-2070\n", "not in sources.yaml"),
    ("shields.yaml", "value: 100,", "value: -100,", "interceptors.value: out of range"),
    ("coefficients/prices.yaml", "value: 88 M$", "value: 88", "a unit is missing"),
    ("coefficients/prices.yaml", "value: 52 M$, low: 26 M$", "value: 52 M$, low: 56 M$", "out of order"),
    ("coefficients/prices.yaml", "source: topol-m-price", "source: topol-n-price", "not in sources.yaml"),
    ("forces/russia.yaml", "  source: podvig-2009", "  source: podvig-2010", "not in sources.yaml"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "why"), TREATIES)
def test_broken_treaties_and_forces_are_named_with_file_and_line(
    copy: Path, path: str, old: str, new: str, why: str, as_catalogue: Callable[[Path], None]
) -> None:
    line = _edit(copy / path, old, new)
    as_catalogue(copy)
    problems = check_catalogue()
    assert problems and all(why in problem for problem in problems)
    exact = "sum to" not in why and "in order" not in why
    assert all(problem.startswith(f"catalog/{path}:{line if exact else ''}") for problem in problems)
