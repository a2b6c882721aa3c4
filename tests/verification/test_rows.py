"""Every shipped check case passes, and none is left out; names are built here from the files themselves."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace

import pytest

from midcourse.sentences.verify import headline
from midcourse.verification import shipped
from midcourse.verification.row import Case, Row
from midcourse.verification.run import verify

Worked = dict[str, list[Row]]

ATMOSPHERE = shipped.table("us76")
GEODESY = shipped.table("geodesy")
NESC = [f"nesc-{row['id']}" for row in shipped.table("nesc")["rows"]]
AIR = [f"us76-{row['alt_m'] / 1e3:g}km" for part in ("lower", "upper") for row in ATMOSPHERE[part]["rows"]]
PLACES = [
    f"geodetic {row['lat_deg']:g},{row['lon_deg']:.9g},{row['alt_m']:g}"
    for row in GEODESY["geodetic"]["rows"]
]
LOOKS = [f"look-{i}" for i, _ in enumerate(GEODESY["look"]["rows"], 1)]
DISTANCES = [f"geodesic-{i}" for i, _ in enumerate(shipped.table("geodesic")["rows"], 1)]
GRAVITY = [
    f"normal-gravity {row['lat_deg']:g},{row['alt_m']:g}" for row in shipped.table("normal_gravity")["rows"]
]
OREKIT = [f"{name}-{row['id']}" for name in ("kepler", "j2") for row in shipped.table(name)["rows"]]
LAMBERT = [f"lambert-{row['id']}" for row in shipped.table("lambert")["rows"]]
PHILOX = [f"philox {row['id']}" for row in shipped.table("philox")["rows"]]
ROCKETS = ["rocket-median", *(f"rocket-{row['id']}" for row in shipped.table("rockets")["rows"])]
FREE_FLIGHT = [
    f"free-flight {row['alt_m'] / 1e3:g}km,{row['speed_m_s']:g}m/s,{row['fpa_deg']:g}deg"
    for row in shipped.table("free_flight")["rows"]
]
ENTRY = [
    f"allen-eggers {row['speed_m_s']:g}m/s,{row['angle_deg']:g}deg,{row['beta_kg_m2']:g}kg/m2"
    for row in shipped.table("allen_eggers")["rows"]
]
MACH = ["entry-mach 7000m/s,20deg", "entry-mach 4000m/s,60deg", "entry-mach 2000m/s,90deg"]
ARCS = [
    "arcs",
    *(f"arcs-{label}" for label in ("eastward", "retrograde", "polar", "dateline", "lofted", "between")),
]
KEPT = ["kept-two-body", "kept-oblate"]


def target_cases() -> list[str]:
    """Return the names of the cases that docs/validation.md shows."""
    tables = [shipped.table(name) for name in ("published_missiles", "published_interceptors", "argument")]
    names = [f"{table['prefix']}-{row['id']}" for table in tables for row in table["rows"]]
    names.append(f"published-{shipped.table('argument')['needed']['id']}")
    flights = shipped.table("lofted")["rows"]
    names += [f"published-{target['id']}" for row in flights for target in row["targets"]]
    names += [f"lofted-{row['missile']}" for row in flights if "second_s" in row]
    for row in shipped.table("stage_sets")["rows"]:
        load = f" {row['payload_kg']}kg" if "payload_kg" in row else ""
        names.append(f"stage-set-{row['missile']}{load}")
    speeds = shipped.table("burnout_speeds")
    names += [f"burnout-{row['stages']}-stages {row['dead_kg']}kg" for row in speeds["rows"]]
    names += [f"burnout-2-stages {row[0]}km/s" for row in speeds["solved"]["rows"]]
    names += [f"burnout-{row[0]}-stages {row[1]}kg" for row in speeds["furthest"]["rows"]]
    return list(dict.fromkeys([*names, "burnout-3-stages 2003"]))


def arithmetic_cases() -> list[str]:
    """Return the names of the cases about radars, filters, homing and assignment."""
    radar, tracking, guidance, shots = (
        shipped.table(name) for name in ("radar", "tracking", "guidance", "assignment")
    )
    names = [f"published-{row['id']}" for row in shipped.table("sensors")["rows"]]
    for kind, alarm, pulses, ratio, _ in radar["detection"]["rows"]:
        many = f" {pulses} pulses" if pulses > 1 else ""
        names.append(f"radar-swerling{kind} {float(alarm):g} {ratio:g}dB{many}")
    for part in ("albersheim", "albersheim_seldom"):
        names += [f"radar-albersheim {row[0]:g} {float(row[1]):g}" for row in radar[part]["rows"]]
    names += [
        f"radar-{row['id']}" for part in ("equation", "four_thirds", "bending") for row in radar[part]["rows"]
    ]
    names += [f"tracking-{row['id']}" for row in tracking["posterior"]["rows"]]
    names += [f"tracking-bound {row['t_s']:g}s" for row in tracking["bound"]["rows"]]
    names.append("tracking-bound filter")
    limits = tracking["consistency"]["rows"]
    names += [f"tracking-nees {row['dof']} of {row['runs']} at {row['alpha']:g}" for row in limits]
    one, five = guidance["single_lag"]["rows"], guidance["fifth_order"]["rows"]
    names += [f"guidance-{who} 1-lag N{row[0]:g} {row[1]:g}" for row in one for who in ("home", "law")]
    names += [f"guidance-law 5-lag N{row[0]:g} {row[1]:g}" for row in five]
    names += [f"guidance-{row['id']}" for part in ("beyond", "chain") for row in guidance[part]["rows"]]
    names += [f"guidance-law command N{row[0]:g} {row[1]:g}" for row in guidance["commands"]["rows"]]
    names += ["assignment-random", *(f"assignment-shots {row['id']}" for row in shots["shots"]["rows"])]
    return list(dict.fromkeys(names))


def statistics_cases() -> list[str]:
    """Return the names of the cases about shares, salvos and hits."""
    table = shipped.table("statistics")
    names = [f"statistics interval {row[0]} of {row[1]}" for row in table["intervals"]["rows"]]
    names += [f"statistics salvo {row[0]:g} {row[1]} at {row[2]}" for row in table["salvos"]["rows"]]
    names += [f"statistics hits {row[0]:g} {row[1]:g} {row[2]}" for row in table["hits"]["rows"]]
    return list(dict.fromkeys([*names, "statistics four shots"]))


TARGETS = [*target_cases(), *arithmetic_cases()]
IDENTITIES = [
    "order-rk4",
    "order-nystrom",
    "order-dop853",
    "rocket-equation",
    "pad",
    "wind",
    "graze",
    "events",
    "hold",
]

OUTSIDE_VALUES = [*NESC, *AIR, *PLACES, *LOOKS, *DISTANCES, *GRAVITY, *OREKIT, *LAMBERT, *ROCKETS, *PHILOX]
OUTSIDE_VALUES += [*TARGETS, *statistics_cases()]
SECOND_METHODS = [*FREE_FLIGHT, *ENTRY, *MACH, *ARCS, *IDENTITIES]


def judge(rows: list[Row]) -> None:
    """Fail with the words that `midcourse verify` prints."""
    assert rows
    for row in rows:
        assert row.passed is not False, (
            f"{row.what}: {row.difference:.3g} of {row.tolerance:.3g} {row.unit} {row.note}"
        )


@pytest.mark.parametrize("case", OUTSIDE_VALUES)
def val_case(worked: Worked, case: str) -> None:
    judge(worked[case])


@pytest.mark.parametrize("case", SECOND_METHODS)
def verif_case(worked: Worked, case: str) -> None:
    judge(worked[case])


@pytest.mark.parametrize("case", KEPT)
def prop_case(worked: Worked, case: str) -> None:
    judge(worked[case])


def test_every_case_is_tested_and_once(worked: Worked) -> None:
    listed = Counter([*OUTSIDE_VALUES, *SECOND_METHODS, *KEPT, "timing"])
    assert set(listed.values()) == {1}
    assert set(worked) == set(listed)


def test_every_judged_row_has_a_source_and_a_tolerance(worked: Worked) -> None:
    for row in (row for rows in worked.values() for row in rows if row.passed is not None):
        assert row.source
        assert row.tolerance > 0.0 or row.case in ("events", *PHILOX), row


def test_only_named_rows_are_not_judged(worked: Worked) -> None:
    rows = [row for rows in worked.values() for row in rows if row.passed is None]
    outside = Counter(row.case for row in rows if row.is_outside)
    assert outside == {
        "published-V-70": 1,
        "rocket-camoes": 2,
        "published-V-09": 1,
        "published-V-15": 1,
        "published-V-18": 1,
        "published-V-25": 1,
        "published-V-48": 1,
        "burnout-3-stages 970kg": 1,
        "radar-albersheim 0.1 0.0001": 1,
        "guidance-home 1-lag pulled N3 2.75": 1,
        "guidance-home 5-lag N3 5": 1,
    }
    rest = {(row.case.split("-")[0], row.note.split(":")[0]) for row in rows if not row.is_outside}
    assert rest == {
        ("rocket", "judged by the median"),
        ("timing", "this machine, one core"),
        ("burnout", "for information"),
        ("published", "context"),
        ("published", "not judged"),
    }


def test_all_cases_add_every_single_arc_within_ten_seconds(worked: Worked) -> None:
    begin = time.process_time()
    rows = verify(all_cases=True)
    assert time.process_time() - begin < 10.0
    assert len(rows) == sum(len(some) for some in worked.values()) + 4_000
    assert all(row.case.startswith("arc-") and row.passed is not None for row in rows[-4_000:])


def test_a_result_that_is_not_a_number_fails() -> None:
    case = Case("case", "here")
    assert case.near("x", float("nan"), 1.0, 1.0, "m").passed is False
    assert case.share("x", 1.0, float("nan"), 1.0, "m").passed is False
    assert case.apart("x", float("inf"), 1.0, "m").passed is False


def test_the_first_line_says_how_many_agree_and_how_many_lie_outside(worked: Worked) -> None:
    rows = [row for of_case in worked.values() for row in of_case]
    count = Counter((row.passed, row.is_outside) for row in rows)
    agree, outside, shown = count[True, False], count[None, True], count[None, False]
    assert agree > 1000 and outside > 0 and shown > 0
    assert headline(rows) == (
        f"{agree:,} of {agree + outside:,} checks agree with their reference, {outside} lie outside with a reason, "
        f"none fail; {shown} more are only shown."
    )
    failed = [replace(rows[0], passed=False), *rows[1:]]
    assert f"{agree - 1:,} of {agree + outside:,} checks agree" in headline(failed) and "1 fail" in headline(failed)
