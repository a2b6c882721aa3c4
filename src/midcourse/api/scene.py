"""One run of a folder as a page shows it: what moves, the time line, the story, and why each object got its fate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from midcourse.errors import NoSolution, ScenarioError

NAME = "globe-run-{run}.html"


def globe(folder: str | Path, run: int | None = None, out: str | Path | None = None) -> Path:
    """Write the replay of one run as one HTML file that opens from disk and asks no other computer for anything.

    Args:
        folder: a folder that `run` has written; the run is fought again, which gives the same.
        run: number of the run; the recorded one of median outcome where None.
        out: the file; `globe-run-K.html` in the run folder where None. A file of that name is replaced.

    Returns:
        the path of the file.

    Raises:
        ScenarioError: no run folder, no such run, a page that is not built here, or a file that cannot be written.
        NoSolution: the run belongs to a world in which a missile cannot reach its aim: nothing flew.
    """
    from midcourse.api.again import median_run, taken_up
    from midcourse.engagement.record import write_file
    from midcourse.report.globe_page import STATIC, one_file, template

    template(STATIC)
    taken_up(folder)
    home = Path(folder)
    number = median_run(home) if run is None else run
    page = one_file(STATIC, scene_of(home, number))
    path = home / NAME.format(run=number) if out is None else Path(out)
    write_file(path, lambda part: _write(part, page))
    return path


def _write(path: Path, page: str) -> None:
    path.write_text(page, encoding="utf-8", newline="\n")


def scene_of(folder: Path, run: int) -> dict[str, Any]:
    """Return one run of a folder with all that a page shows of it.

    Args:
        folder: a run folder.
        run: number of the run, which is fought again alone.

    Raises:
        ScenarioError: no such run, or a folder of another version; NoSolution: nothing flew in it.
    """
    from midcourse.api.again import taken_up

    return _scene(*taken_up(folder), run)


def _scene(scenario: Any, held: dict[str, Any], run: int) -> dict[str, Any]:
    from midcourse.api.again import asked_runs, drawn_worlds, fought_again
    from midcourse.exports.czml import MOST_ENTITIES, czml, kept
    from midcourse.exports.lanes import lanes
    from midcourse.exports.moments import utc
    from midcourse.exports.scene import gathered
    from midcourse.exports.tracks import chosen
    from midcourse.report.clock import radar_names

    asked = asked_runs(held)
    if not 0 <= run < asked:
        raise ScenarioError("no such run", key="--run", got=str(run), allowed=f"0 to {asked - 1}")
    drawn = drawn_worlds(scenario, held)
    world = drawn[run % len(drawn)] if drawn else None
    if world is not None and world.cannot_reach:
        raise NoSolution(f"nothing flew: run {run} belongs to world {world.number}, in which {world.why}", key="--run")
    result = fought_again(scenario, held, drawn, run)
    fought = scenario if world is None else world.scenario
    scene = gathered(fought, result, radar_names(scenario), None if world is None else world.number, scenario.name_id)
    there, left_out = kept(scene, MOST_ENTITIES - len(chosen(scene)))
    story, why = _told(result, run, scene.world)
    return {
        "run": run,
        "world": scene.world,
        "name": scene.name,
        "start_utc": utc(scene.start, 0.0),
        "end_s": round(scene.end_s, 3),
        "about": scene.about(),
        "left_out": left_out,
        "czml": json.loads("".join(czml(scene))),
        "lanes": lanes(fought, result, scene, there),
        "events": story,
        "why_not": why,
    }


def _told(result: Any, run: int, world: int | None) -> tuple[list[Any], list[Any]]:
    from midcourse.api.explain import told_of_run

    told = told_of_run(result, run, world, None)
    events = [
        {"at_s": one["time_s"], "text": f"{one['name']}: {one['what']}", "object": one["object"], "kind": _kind(one)}
        for one in told["events"]
    ]
    why = [
        {
            "object": one["object"],
            "label": one["name"],
            "fate": "killed" if one["killed"] else "leaked" if one["leaked"] else "not killed",
            "link": one["link"],
            "sentence": one["why"],
            "margin": one["margin"],
            "margin_unit": one["margin_unit"],
        }
        for one in told["fates"]
    ]
    return events, why


KINDS = {
    "lift-off": "launch", "interceptor launched": "launch", "first seen": "first_seen", "firm track": "firm",
    "decision": "order", "impact": "arrival", "intercept: hit": "intercept",
}  # fmt: skip


def _kind(event: dict[str, Any]) -> str:
    what = str(event["what"])
    if what.startswith("intercept:"):
        return KINDS.get(what, "miss")
    return KINDS.get(what, "burnout" if what.startswith("burnout") else "other")
