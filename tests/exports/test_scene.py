"""What is gathered of a run: every object, flights that fit together, events at their places, belief and truth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow.parquet as pq
import pytest

from midcourse.api import load, run
from midcourse.api.explain import explain
from midcourse.exports.belief import believed, sigma_enu_m
from midcourse.exports.czml import kept
from midcourse.exports.flown import DEFENCE, INTERCEPTOR, KILL_VEHICLE
from midcourse.exports.moments import states_ecef


def prop_every_object_of_the_tables_is_there(europe, europe_folder) -> None:
    scene = europe.scene
    table = pq.read_table(europe_folder / "results.parquet").to_pydict()
    mine = [k for k, number in enumerate(table["run"]) if number == scene.run]
    raid = [thing for thing in scene.things if thing.kind not in DEFENCE]
    assert [thing.object for thing in raid] == [table["object"][k] for k in mine]
    assert [thing.ending == "hit" for thing in raid] == [bool(table["killed"][k]) for k in mine]
    shots = pq.read_table(europe_folder / "shots.parquet").to_pydict()
    fired = [s for s, number in zip(shots["launch_s"], shots["run"], strict=True) if number == scene.run]
    # a flight is solved anew, within a microsecond
    assert [t.start_s for t in scene.things if t.kind == INTERCEPTOR] == pytest.approx(
        sorted(fired), abs=1e-6
    )


def prop_names_are_one_each(europe) -> None:
    ids = [thing.id for thing in europe.scene.things]
    assert len(set(ids)) == len(ids) and all(one == one.lower() and " " not in one for one in ids)


def prop_a_kill_vehicle_goes_on_where_its_interceptor_burnt_out(europe) -> None:
    things = europe.scene.things
    parts = {(thing.shot, thing.kind): thing for thing in things}
    flights = [thing for thing in things if thing.kind == KILL_VEHICLE]
    assert flights
    for one in flights:
        before = parts[one.shot, INTERCEPTOR]
        assert before.end_s == one.start_s == one.path.burnout_s
        assert one.ending in ("hit", "missed", "failed in flight", "nothing left to hit", "out of divert",
                              "not in the basket")  # fmt: skip
        assert one.flown == (one.ending != "failed in flight")


def prop_a_hit_is_where_both_are(europe) -> None:
    scene = europe.scene
    hits = [(row, shot) for row, shot in enumerate(scene.shots) if shot["hit"]]
    assert hits, "choose a run with a hit"
    for row, shot in hits:
        target = scene.things[int(shot["object"])]
        vehicle = next(t for t in scene.things if t.shot == row and t.kind == KILL_VEHICLE)
        both = [states_ecef(t.path, np.array([t.end_s]))[0, :3] for t in (target, vehicle)]
        assert target.end_s == shot["intercept_s"] == pytest.approx(vehicle.end_s, abs=1e-6)
        assert np.linalg.norm(both[0] - both[1]) < 5e3  # m: what updates and homing make good
        (event,) = [e for e in scene.happenings if e.what == "intercept: hit" and e.object == target.object]
        names = ("intercept_lat_deg", "intercept_lon_deg", "intercept_alt_m")
        assert event.spot == pytest.approx([float(shot[name]) for name in names], abs=1e-5)
        assert event.interceptor.startswith("interceptor-") and event.time_s == pytest.approx(
            shot["intercept_s"], abs=1e-3
        )


def prop_events_are_those_of_explain(europe, europe_folder) -> None:
    told = explain(europe_folder, europe.scene.run)["events"]
    found = [(one.time_s, one.what, one.name) for one in europe.scene.happenings]
    assert found == [(one["time_s"], one["what"], one["name"]) for one in told]


def prop_places_of_events_are_on_their_flights(europe) -> None:
    scene = europe.scene
    for one in scene.happenings:
        if one.what.startswith(("assessed", "decision")):
            assert one.spot is None
    launch = next(one for one in scene.happenings if one.what == "interceptor launched")
    assert launch.spot == pytest.approx((54.48, 17.1, 0.0), abs=0.01)
    lift_off = next(one for one in scene.happenings if one.what == "lift-off")
    assert lift_off.spot == pytest.approx((38.07, 46.28, 0.0), abs=1e-6)


def prop_numbers_are_of_this_world(europe) -> None:
    warhead = europe.scene.things[0]
    assert warhead.make == "notional-irbm" and warhead.kind == "warhead"
    top_m = warhead.path.apogee()[1]
    assert 600e3 < top_m < 900e3  # a minimum-energy arc of 3,900 km
    kinds = [one.kind for one in europe.scene.stations]
    assert kinds.count("radar") == 2 and kinds.count("battery") == 1 and kinds.count("launch") == 1
    london = next(one for one in europe.scene.stations if one.kind == "aim")
    assert (london.lat_deg, london.lon_deg) == pytest.approx((51.5, -0.1), abs=0.1)


def prop_what_the_defender_believed_is_near_the_truth(europe) -> None:
    scene = europe.scene
    off = []
    for belief in believed(scene):
        thing = scene.things[belief.object]
        assert belief.time_s <= thing.end_s  # nothing is believed of what is gone
        lat_deg, lon_deg, alt_m = thing.path.geodetic(np.array([belief.time_s]))[0]
        north_m = np.radians(belief.lat_deg - lat_deg) * 6.37e6
        east_m = np.radians(belief.lon_deg - lon_deg) * 6.37e6 * np.cos(np.radians(lat_deg))
        off.append(np.array([east_m, north_m, belief.alt_m - alt_m]) / belief.sigma_enu_m)
        assert set(belief.radars) <= set(scene.radars) and belief.radars
    assert len(off) > 50
    # standard deviations, of which two in three lie within one and next to none beyond five
    assert (np.abs(off) < 1.0).mean() > 0.3 and (np.abs(off) < 5.0).mean() > 0.97


def verif_sigma_keeps_the_trace_and_the_axes() -> None:
    rng = np.random.default_rng(1)
    root = rng.normal(size=(6, 6))
    cov = root @ root.T
    found = sigma_enu_m(cov[np.triu_indices(6)], 0.0, 0.3, 1.1)
    assert (found**2).sum() == pytest.approx(np.trace(cov[:3, :3]), rel=1e-12)
    # at latitude 0 and longitude 0 east is y, north z, up x
    assert sigma_enu_m(cov[np.triu_indices(6)], 0.0, 0.0, 0.0) ** 2 == pytest.approx(
        cov.diagonal()[[1, 2, 0]]
    )
    quarter_s = 0.5 * np.pi / 7.292115e-5
    assert sigma_enu_m(cov[np.triu_indices(6)], quarter_s, 0.0, -0.5 * np.pi) ** 2 == pytest.approx(
        cov.diagonal()[[1, 2, 0]]
    )


def test_a_globe_gets_no_more_than_it_has_room_for(europe) -> None:
    scene = europe.scene
    decoys = tuple(replace(scene.things[0], id=f"decoy-{n}", kind="decoy") for n in range(400))
    crowded = replace(scene, things=(*scene.things, *decoys))
    (stations, events, things), said = kept(crowded)
    assert len(stations) + len(events) + len(things) == 300
    assert things[0].kind == "warhead" and {t.id for t in scene.things} <= {t.id for t in things}
    assert f"{len(crowded.things) - len(things)} things that fly" in said
    assert kept(scene)[1] == ""


def test_a_late_first_launch_is_said(tmp_path) -> None:
    late = run(load("nodong-japan").set("raid.0.launch", "100 s"), worlds=0).export(tmp_path, "kml").scene
    assert "the first launch is at 100.0 s" in " ".join(late.about())
    assert late.things[0].start_s == 100.0
