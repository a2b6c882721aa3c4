"""The page in a real browser: drawn, fought from, scrubbed, linked, wrong input, by keyboard, without WebGL."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from browser_steps import (
    FLAGS,
    OWN,
    READY_S,
    RUNS,
    SEED,
    WORLDS,
    Seen,
    Served,
    answered,
    globe_time,
    opened,
    pixels,
    share_near,
)

SEA, LAND, RADAR = (213, 225, 233), (242, 239, 233), (158, 208, 196)
ASKED = ["nodong-japan", "--runs", str(RUNS), "--worlds", str(WORLDS), "--seed", str(SEED)]


def command(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "midcourse", *words], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> tuple[Path, dict[str, Any]]:
    """Return the folder and the document of the same runs, fought by the command line."""
    folder = tmp_path_factory.mktemp("alone") / "run"
    done = command("run", *ASKED, "--out", str(folder), "--json")
    assert done.returncode == 0, done.stderr
    return folder, json.loads(done.stdout)


def test_the_page_is_ready_in_time(context: Any, served: Served) -> None:
    begun = time.monotonic()
    opened(context, served.url, 1000.0 * READY_S).close()
    assert time.monotonic() - begun < READY_S


def test_the_globe_is_drawn(page: Any) -> None:
    page.wait_for_selector("#globe .canvas[data-tiles='loaded']")
    page.wait_for_timeout(300)
    picture = pixels(page, "#globe")
    assert share_near(picture, SEA) > 0.15
    assert share_near(picture, LAND) > 0.05
    assert share_near(picture, RADAR, 40) > 0.01  # the radar volume over both


def test_a_run_started_from_the_page_gives_the_number_of_the_command_line(
    page: Any, alone: tuple[Path, dict[str, Any]]
) -> None:
    folder, told = alone
    assert told["p_no_leaker"]["value"] == float(page.get_attribute("#value", "data-value"))
    shown = float(page.get_attribute("#value", "data-value"))
    assert shown == json.loads((folder / "summary.json").read_text())["p_no_leaker"]["value"]
    manifest = json.loads((folder / "manifest.json").read_text())
    assert page.inner_text("#answer .sentence") == manifest["answer"]
    assert page.get_attribute("#digest", "data-digest") == manifest["checksums"]["results.parquet"]


def test_time_line_and_globe_move_each_other(page: Any) -> None:
    page.focus(".gantt")
    page.keyboard.press("Home")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    assert globe_time(page) == pytest.approx(13.0, abs=1e-6)
    box = page.locator("#bottom .gantt").bounding_box()
    page.mouse.click(box["x"] + 0.6 * box["width"], box["y"] + 60)
    there = globe_time(page)
    assert there > 60.0
    assert float(page.get_attribute("#bottom .gantt", "data-time")) == pytest.approx(there, abs=1e-2)
    page.eval_on_selector("#scrub", "one => { one.value = 200; one.dispatchEvent(new Event('input')); }")
    assert globe_time(page) == pytest.approx(200.0, abs=1e-6)
    assert page.get_attribute("#bottom .gantt", "aria-valuenow") == "200"


def test_space_plays_and_pauses(page: Any) -> None:
    page.focus(".gantt")
    page.keyboard.press("Home")
    page.keyboard.press("Space")
    page.wait_for_timeout(700)
    page.keyboard.press("Space")
    stopped = globe_time(page)
    assert stopped > 1.0
    page.wait_for_timeout(200)
    assert globe_time(page) == stopped


def test_a_permalink_fights_the_same_bytes_again(context: Any, page: Any, served: Served, tmp_path: Path) -> None:
    page.click("#permalink")
    address = page.get_attribute("#permalink", "data-address")
    digest = page.get_attribute("#digest", "data-digest")
    assert f"seed={SEED}" in address
    assert digest in address
    for folder in [one for one in served.runs.iterdir() if (one / "manifest.json").is_file()]:
        shutil.move(folder, tmp_path / folder.name)  # so that it must be fought, and is not found
    other = opened(context, address)
    assert other.inner_text("#notice") == "Press Fight to reproduce it."
    assert other.evaluate("() => document.activeElement.id") == "run"
    other.wait_for_timeout(300)
    assert not [one for one in served.runs.iterdir() if (one / "manifest.json").is_file()]  # a link begins nothing
    other.click("#run")
    answered(other)
    other.wait_for_selector("#same.good")
    assert other.locator("#other").is_hidden()
    assert other.get_attribute("#digest", "data-digest") == digest
    other.close()


def test_the_permalink_is_of_the_run_that_is_shown_not_of_the_form(page: Any) -> None:
    page.fill("#seed", "9007199254740993")
    page.wait_for_selector("#other:visible")
    page.click("#permalink")
    assert f"seed={SEED}&" in page.get_attribute("#permalink", "data-address")
    assert page.evaluate("() => window.midcourse.state.seed") == "9007199254740993"
    page.fill("#seed", str(SEED))
    page.wait_for_selector("#other", state="hidden")


def test_a_link_to_nothing_changes_nothing(context: Any, page: Any, served: Served) -> None:
    jobs = len(context.request.get(f"{served.origin}/api/jobs").json())
    other = opened(context, f"{served.origin}/#s=nope&seed=8")
    assert "nope" in other.inner_text("#notice")
    assert other.input_value("#seed") == str(SEED)
    assert len(context.request.get(f"{served.origin}/api/jobs").json()) == jobs
    other.close()


def test_a_wrong_token_does_not_take_the_place_of_a_right_one(context: Any, page: Any, served: Served) -> None:
    other = opened(context, f"{served.origin}/#token=bad")
    assert "kept" in other.inner_text("#notice")
    held = other.evaluate("() => localStorage.getItem('midcourse.token')")
    assert held == served.url.partition("token=")[2]
    other.close()


def test_any_other_number_by_path_and_value(page: Any) -> None:
    page.fill("#another", "doctrine.nonsense=3")
    page.keyboard.press("Tab")
    page.wait_for_selector("#another-problem:visible")
    said = command("run", "nodong-japan", "--set", "doctrine.nonsense=3")
    assert page.inner_text("#another-problem") in said.stderr
    page.fill("#another", "doctrine.salvo=4")
    page.keyboard.press("Tab")
    page.wait_for_selector("[data-path='doctrine.salvo'].changed")
    assert page.input_value("[id='knob-doctrine.salvo']") == "4"
    page.click("[data-path='doctrine.salvo'] .undo")


def test_bad_input_is_answered_beside_its_field_in_the_words_of_the_command_line(page: Any) -> None:
    field = page.locator("[id='knob-doctrine.decision_delay']")
    field.fill("60 parsecs")
    problem = page.locator("[data-path='doctrine.decision_delay'] .problem")
    problem.wait_for(state="visible")
    said = command("run", "nodong-japan", "--set", "doctrine.decision_delay=60 parsecs")
    assert said.returncode == 2
    assert problem.inner_text() in said.stderr
    assert len(problem.inner_text()) > 20
    field.fill("60")
    problem.wait_for(state="hidden")


def test_everything_is_reached_by_keyboard_and_a_run_is_started_by_it(context: Any, page: Any, served: Served) -> None:
    other = opened(context, f"{served.origin}/#s=nodong-japan&runs={RUNS}&worlds={WORLDS}&seed={SEED}")
    answered(other)
    reached = set()
    for _ in range(160):
        other.keyboard.press("Tab")
        reached.add(other.evaluate("() => document.activeElement.id || document.activeElement.className"))
        if other.evaluate("() => document.activeElement.id") == "run":
            break
    assert {"which", "variant", "knob-doctrine.salvo", "runs", "seed", "grade", "run"} <= reached
    other.keyboard.press("Enter")
    other.wait_for_selector("#jobs .job.complete")
    other.keyboard.press("?")
    assert other.locator("#keys").is_visible()
    other.keyboard.press("Escape")
    other.close()


def test_without_webgl_still_pictures_stand_in_place_of_the_globe(chromium: str, page: Any, served: Served) -> None:
    flags = [*FLAGS, "--disable-gpu", "--disable-3d-apis"]
    other = page.context.browser.browser_type.launch(executable_path=chromium, headless=True, args=flags)
    shown = opened(other, served.url)
    shown.wait_for_selector(".stills img")
    shown.wait_for_timeout(500)
    widths = shown.eval_on_selector_all(".stills img", "all => all.map(one => one.naturalWidth)")
    assert len(widths) == 4
    assert min(widths) > 300
    shown.wait_for_selector("#bottom .lane")
    assert float(shown.get_attribute("#value", "data-value")) == float(page.get_attribute("#value", "data-value"))
    other.close()


def test_a_hundred_moving_objects_are_drawn_often_enough(page: Any) -> None:
    script = (Path(__file__).parent / "many_objects.js").read_text(encoding="utf-8")
    frames = page.evaluate(script, 100)
    assert frames >= 2.0


def test_one_file_opens_from_disk_and_is_drawn(context: Any, page: Any, served: Served, tmp_path: Path) -> None:
    folder = next(one for one in served.runs.iterdir() if (one / "manifest.json").is_file())
    done = command("report", str(folder), "--globe", "--out", str(tmp_path / "one.html"))
    assert done.returncode == 0, done.stderr
    path = tmp_path / "one.html"
    assert path.stat().st_size < 15e6
    other = opened(context, path.as_uri())
    other.wait_for_timeout(300)
    picture = pixels(other, "#globe")
    assert share_near(picture, SEA) > 0.1
    assert share_near(picture, LAND) > 0.05
    other.keyboard.press("ArrowRight")
    assert other.locator("#bottom .lane").count() >= 3
    reply = context.request.get(f"{served.origin}/api/runs/{folder.name}/globe")
    assert reply.body() == path.read_bytes()
    other.close()


def test_no_request_left_the_machine_and_nothing_was_complained_of(page: Any, seen: Seen, served: Served) -> None:
    assert len(seen.requests) > 50
    assert [one for one in seen.requests if not one.startswith(OWN)] == []
    # a browser calls an answer of 400 an error; bad input, link and token above were asked for
    asked_for = ("400 (Bad Request)", "401 (Unauthorized)", "404 (Not Found)")
    assert [one for one in seen.errors if not any(code in one for code in asked_for)] == []
    assert served.url.partition("token=")[2] not in served.log.read_text()
