"""The samples of docs/adding.md do what it says: files in a copy of the catalogue, code in the rooms that it names."""

from __future__ import annotations

import inspect
import re
import shutil
import textwrap
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import numpy as np
import pytest
from ruamel.yaml import YAML

from midcourse.analysis import footprint
from midcourse.api import run
from midcourse.battle import decide, doctrine
from midcourse.campaign import metrics
from midcourse.catalog import check_catalogue, load_interceptor, load_missile, load_sensor
from midcourse.cli.front import enter
from midcourse.engagement import closed_form, judge
from midcourse.engagement.run import Batch, fight
from midcourse.scenario import Scenario, load_scenario
from midcourse.scenario.model import Doctrine
from midcourse.verification import orbits

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/adding.md").read_text(encoding="utf-8")
THINGS = ("radar", "missile", "interceptor", "place", "scenario", "metric", "verify case", "doctrine")
# what the commands of a section must tell of what it added
SAID = {
    "radar": ("sound", "Sample radar", "18.4"),
    "missile": ("sound", "km"),
    "interceptor": ("sound",),
    "place": ("sound", "40.0000 deg N, 140.0000 deg E"),
    "scenario": ("sound", "One sample missile against Tokyo"),
}
IN_FILES = ("sensors", "missiles", "interceptors")


def section(thing: str) -> str:
    (found,) = re.findall(rf"^## An? {thing}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    return str(found)


def samples(thing: str, language: str) -> list[str]:
    found = re.findall(rf"^   ```{language}\n(.*?)^   ```$", section(thing), re.MULTILINE | re.DOTALL)
    return [textwrap.dedent(block) for block in found]


@pytest.fixture
def copy(tmp_path: Path, as_catalogue: Callable[[Path], None]) -> Path:
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
    as_catalogue(home)
    return home


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


def asked(thing: str) -> list[str]:
    """Return the commands of a section, in its order."""
    return re.findall(r"`midcourse ([^`]+)`", section(thing))


@pytest.mark.parametrize("thing", ["radar", "missile", "interceptor", "place", "scenario"])
def test_the_commands_of_the_page_know_what_was_added(
    thing: str,
    copy: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert asked(thing)
    for words in asked(thing):
        few = ["--runs", "4", "--worlds", "2"] if words.startswith("run ") else []
        assert enter([*words.split(), *few]) == 0, words
        if words.startswith("scenario new "):  # step 2: it is edited
            (text,) = samples("scenario", "yaml")
            Path(words.split()[2]).write_text(text, encoding="utf-8")
    said = capsys.readouterr().out
    for word in SAID[thing]:
        assert word in said, word


def added(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, code: str, *users: ModuleType
) -> dict[str, Any]:
    """Let a module have what code defines, as if it stood in its file, and modules that imported it by name too."""
    made: dict[str, Any] = {}
    exec(
        compile(f"from __future__ import annotations\n{code}", str(module.__file__), "exec"),
        vars(module),
        made,
    )
    made.pop("annotations")
    for name, value in made.items():
        monkeypatch.setattr(module, name, value, raising=False)
        for user in users:
            if hasattr(user, name):
                monkeypatch.setattr(user, name, value)
    return made


def edited(function: Callable[..., Any], old: str, new: str) -> str:
    """Return the source of a function with one place of it replaced."""
    source = inspect.getsource(function)
    assert source.count(old) == 1
    return source.replace(old, new)


def test_the_sample_metric_stands_in_the_summary(scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = samples("metric", "python")
    (line,) = re.findall(r"Add one line to `summary` in the same file: `([^`]+)`", section("metric"))
    added(monkeypatch, metrics, code)
    after = '        "hit": hit(fought),\n'
    added(monkeypatch, metrics, edited(metrics.summary, after, f"{after}        {line}\n"))
    done = run(scenario, 40, worlds=2)
    fates = done.fought.fates
    leaked = [int(fates["leaked"][fates["run"] == run].sum()) for run in np.unique(fates["run"])]
    assert done.summary()["most_leakers"] == max(leaked) == 1


def test_the_sample_case_passes_and_notices_a_wrong_pull(monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = samples("verify case", "python")
    (case,) = samples("verify case", "yaml")
    table = YAML(typ="safe", pure=True).load(case)
    assert {"title", "source", "oracle", "rows"} <= set(table)
    made = added(monkeypatch, orbits, code)
    rows = [*made["circular_rows"](table, lambda earth, air: (earth, air))]
    assert len(rows) == 4 and all(row.passed for row in rows)
    off = 1.0 + 1e-9  # the mistake that the page names
    spoiled = made["circular_rows"](
        table, lambda earth, air: (earth._replace(gm_m3_s2=off * earth.gm_m3_s2), air)
    )
    assert not any(row.passed for row in spoiled)


def test_the_sample_doctrine_fires_one_more_in_every_round(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scenario = load_scenario("europe-2007")
    rooms = (decide, judge, closed_form, footprint)
    for code in samples("doctrine", "python"):
        added(monkeypatch, doctrine, code, *rooms)
    assert "use it in `rule_row`" in section("doctrine")
    row = edited(doctrine.rule_row, "rules.salvo,", "shots_of(rules, round_),")
    added(monkeypatch, doctrine, row, *rooms)

    class Longer(Doctrine):
        """As after the first step: the word is known."""

        kind: Literal["salvo", "shoot-look-shoot", "one-more-each"] = "salvo"

    rules = Longer(**scenario.doctrine.model_dump() | {"kind": doctrine.ONE_MORE_EACH, "salvo": 3})
    result = fight(scenario.model_copy(update={"doctrine": rules}), Batch(1, 0, np.arange(60)))
    most = {}
    for order in result.orders:
        key = int(order["run"]), int(order["track"]), int(order["round"])
        most[key] = most.get(key, 0) + 1
    by_round = {round_: max(n for (*_, of), n in most.items() if of == round_) for *_, round_ in most}
    assert by_round == {0: 1, 1: 2, 2: 3}


def prop_no_room_asks_for_a_doctrine_by_its_name() -> None:
    for path in sorted((ROOT / "src/midcourse").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert path.name == "doctrine.py" or not re.search(r"\bkind (==|!=|in) .*shoot-look", text), path
