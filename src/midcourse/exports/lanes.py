"""The time line of one run: a lane for each that takes part, bars for what lasts, marks for what happens."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.exports.flown import DEFENCE, INTERCEPTOR

if TYPE_CHECKING:
    from midcourse.engagement.run import Result
    from midcourse.exports.czml import Kept
    from midcourse.exports.flown import Thing
    from midcourse.exports.scene import ExportScene
    from midcourse.scenario.model import Scenario

Lane = dict[str, Any]
FIRST = ("warhead",)
MOST = 120
BREAK_S = 31.0  # without a report a track has ended


def lanes(world: Scenario, result: Result, scene: ExportScene, kept: Kept) -> list[Lane]:
    """Return the lanes of one run, sensors first, then the raid, then batteries with what they launched.

    Args:
        world: the scenario with the values of the run's world.
        result: the run, fought alone.
        scene: what flew and stood.
        kept: what of it the globe shows.
    """
    ids = {thing.id for thing in kept[2]}
    raid = [thing for thing in scene.things if thing.kind not in DEFENCE]
    raid.sort(key=lambda thing: thing.kind not in FIRST)
    found = [*_satellites(world, result, scene), *_radars(scene, result)]
    found += [_object(thing, result, scene, ids) for thing in raid]
    found += _batteries(world, scene, ids)
    return found[:MOST]


def _mark(at_s: float, kind: str, label: str, entity: str | None = None) -> dict[str, Any]:
    return {"at_s": round(at_s, 3), "kind": kind, "label": label, "entity": entity}


def _bar(from_s: float, to_s: float, kind: str, label: str) -> dict[str, Any]:
    return {"from_s": round(from_s, 3), "to_s": round(max(to_s, from_s), 3), "kind": kind, "label": label}


def _lane(key: str, label: str, kind: str, bars: list[Any], marks: list[Any]) -> Lane:
    return {"id": key, "label": label, "kind": kind, "bars": bars, "marks": sorted(marks, key=lambda one: one["at_s"])}


def _satellites(world: Scenario, result: Result, scene: ExportScene) -> list[Lane]:
    if all(item.is_radar for item in world.sensors):
        return []
    marks = []
    for k, end_s in enumerate(_ends(scene, result)):
        seen = result.watched
        for time_s, what in ((seen.cue_s[k], "launch reported"), (seen.state_s[k], "burnout reported")):
            if time_s <= end_s:
                marks.append(_mark(float(time_s), "first_seen", f"{what}: {result.sky.names[k]}", scene.things[k].id))
    return [_lane("satellites", "warning satellites", "satellite", [], marks)]


def _radars(scene: ExportScene, result: Result) -> list[Lane]:
    found, ends = [], _ends(scene, result)
    names = [one.name for one in scene.stations if one.kind == "radar"]
    for s, radar in enumerate(result.radars):
        bars, marks = [], []
        for k, end_s in enumerate(ends):
            first_s = float(result.watched.sensor_first_s[0, k, s])
            if math.isnan(first_s) or first_s > end_s:
                continue
            thing = scene.things[k]
            marks.append(_mark(first_s, "first_seen", f"first sees {thing.name}", thing.id))
            for begin_s, last_s in _held(scene, s, k, first_s, end_s):
                bars.append(_bar(begin_s, last_s, "in_view", thing.name))
        name = names[s] if s < len(names) else radar
        found.append(_lane(f"radar-{s + 1}", name, "radar", bars, marks))
    return found


def _ends(scene: ExportScene, result: Result) -> list[float]:
    return [scene.things[k].end_s for k in range(len(result.sky.paths))]


def _held(scene: ExportScene, s: int, k: int, first_s: float, end_s: float) -> list[tuple[float, float]]:
    # from the first look on as long as tracks of the object are reported that the radar feeds
    rows = scene.tracks[np.isin(scene.tracks["track"], np.flatnonzero(scene.track_objects == k))]
    mine = np.unique(rows["time_s"][(rows["sensors"] >> s & 1) == 1])
    last_s = float(mine[mine >= first_s].max(initial=first_s))
    return [(first_s, min(last_s, end_s))]


def _object(thing: Thing, result: Result, scene: ExportScene, ids: set[str]) -> Lane:
    k, entity = thing.object, thing.id if thing.id in ids else None
    burnt_s = float(result.sky.burnout_s[k])
    bars = [_bar(thing.start_s, thing.end_s, "flight", thing.kind)]
    marks = []
    if thing.start_s < burnt_s <= thing.end_s:
        bars = [_bar(thing.start_s, burnt_s, "boost", "burning"), _bar(burnt_s, thing.end_s, "flight", thing.kind)]
        marks = [_mark(thing.start_s, "launch", "lift-off", entity), _mark(burnt_s, "burnout", "burnout", entity)]
    for n in np.flatnonzero(scene.track_objects == k):
        times = scene.tracks["time_s"][scene.tracks["track"] == n]
        bars += [_bar(a, b, "track", f"track {n + 1}") for a, b in _stretches(times)]
    fate = result.fates[result.fates["object"] == k][0]
    for name, kind, words in (("first_seen_s", "first_seen", "first seen"), ("firm_s", "firm", "firm track"),
                              ("decision_s", "order", "decision")):  # fmt: skip
        if fate[name] <= thing.end_s:
            marks.append(_mark(float(fate[name]), kind, words, entity))
    struck = thing.ending == "hit"
    marks.append(_mark(thing.end_s, "intercept" if struck else "arrival", thing.ending, entity))
    return _lane(f"object-{k}", thing.name, thing.kind, bars, marks)


def _stretches(times: np.ndarray) -> list[tuple[float, float]]:
    if not len(times):
        return []
    cuts = np.flatnonzero(np.diff(times) > BREAK_S) + 1
    return [(float(part[0]), float(part[-1])) for part in np.split(times, cuts)]


def _batteries(world: Scenario, scene: ExportScene, ids: set[str]) -> list[Lane]:
    found: list[Lane] = []
    for b, item in enumerate(world.batteries):
        mine = np.flatnonzero(scene.shots["battery"] == b)
        at_s = scene.shots["launch_s"]
        orders = [_mark(float(at_s[row]), "launch", f"launches interceptor {row + 1}") for row in mine]
        label = f"{item.place.name or item.place.id}, {item.count} {item.interceptor.name or item.interceptor.id}"
        found.append(_lane(f"battery-{b + 1}", label, "battery", [], orders))
        found += [_shot(scene, int(row), ids) for row in mine]
    return found


def _shot(scene: ExportScene, row: int, ids: set[str]) -> Lane:
    shot = scene.shots[row]
    parts = [thing for thing in scene.things if thing.shot == row]
    entity = next((thing.id for thing in reversed(parts) if thing.id in ids), None)
    bars = []
    for thing in parts:
        kind = "planned" if not thing.flown else "boost" if thing.kind == INTERCEPTOR else "flyout"
        bars.append(_bar(thing.start_s, thing.end_s, kind, thing.kind))
    ending = parts[-1].ending if parts else "not flown"
    kind = "intercept" if shot["hit"] else "miss"
    marks = [_mark(float(shot["launch_s"]), "launch", "launch", entity),
             _mark(float(shot["intercept_s"]), kind, ending, entity)]  # fmt: skip
    return _lane(f"shot-{row + 1}", f"interceptor {row + 1}", INTERCEPTOR, bars, marks)
