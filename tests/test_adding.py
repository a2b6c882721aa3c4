"""The samples of docs/adding.md are what they say: written to a copy of the catalogue, they make it no worse."""

from __future__ import annotations

import ast
import re
import shutil
import textwrap
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from midcourse.catalog import check_catalogue, load_interceptor, load_missile, load_sensor, reader
from midcourse.scenario import load_scenario

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/adding.md").read_text(encoding="utf-8")
CACHES = (reader.entry_node, reader._written, reader._places)
THINGS = ("radar", "missile", "interceptor", "place", "scenario", "metric", "verify case", "doctrine")
IN_FILES = ("sensors", "missiles", "interceptors")


def section(thing: str) -> str:
    (found,) = re.findall(rf"^## An? {thing}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    return str(found)


def samples(thing: str, language: str) -> list[str]:
    found = re.findall(rf"^   ```{language}\n(.*?)^   ```$", section(thing), re.MULTILINE | re.DOTALL)
    return [textwrap.dedent(block) for block in found]


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The whole catalogue, copied, with the samples of the page added as it says."""
    home = tmp_path / "catalog"
    shutil.copytree(
        str(files("midcourse.catalog")), home, ignore=shutil.ignore_patterns("*.py", "__pycache__")
    )
    for thing in ("radar", "missile", "interceptor"):
        name, folder = re.findall(
            r"Write `([a-z-]+\.yaml)` in `src/midcourse/catalog/([a-z]+)`", section(thing)
        )[0]
        assert folder in IN_FILES
        (text,) = samples(thing, "yaml")
        (home / folder / name).write_text(text, encoding="utf-8")
    (block,) = samples("place", "yaml")
    assert "`src/midcourse/catalog/sites/asia.yaml`" in section("place")
    with (home / "sites/asia.yaml").open("a", encoding="utf-8") as sites:
        sites.write("\n" + block)
    monkeypatch.setattr(reader, "files", lambda package: home)
    for cache in CACHES:
        cache.cache_clear()
    yield home
    for cache in CACHES:
        cache.cache_clear()


def test_all_eight_things_have_their_steps() -> None:
    for thing in THINGS:
        steps = [int(number) for number in re.findall(r"^(\d)\. ", section(thing), re.MULTILINE)]
        assert steps == list(range(1, len(steps) + 1)) and len(steps) >= 2, thing


def test_the_samples_make_a_sound_catalogue(copy: Path) -> None:
    assert check_catalogue() == []
    assert load_sensor("sample-radar")[0].aperture_m2 == 18.4
    assert load_missile("sample-missile")[0].payload_kg == 800.0
    assert load_interceptor("sample-interceptor")[0].kill_vehicle.acquisition_range_m == 6e5


def test_the_sample_scenario_uses_them_all_and_is_sound(copy: Path, tmp_path: Path) -> None:
    (text,) = samples("scenario", "yaml")
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    scenario = load_scenario(str(path))
    assert scenario.raid[0].missile.payload_kg == 800.0
    assert scenario.sensors[0].place.lat_deg == 40.0
    for name in scenario.variants:
        load_scenario(str(path), variant=name)


def test_the_pieces_of_code_are_code() -> None:
    for thing in ("metric", "verify case", "doctrine"):
        found = samples(thing, "python")
        assert found
        for code in found:
            ast.parse(code)
    (case,) = samples("verify case", "yaml")
    table = YAML(typ="safe", pure=True).load(case)
    assert {"title", "source", "oracle", "rows"} <= set(table)
