"""Write docs/national-2004.md and docs/russia-2007.md: flights to American cities, every missile and every battery.

What a case is and how it is worked is in homeland.py, the tables are in homeland_tables.py; how pages are compared is
shared with make_europe.py.

Run: python tools/make_homeland.py NAME                   writes the page of a scenario
     python tools/make_homeland.py NAME --check           compares with what stands there; exit 1 where they differ
     python tools/make_homeland.py NAME --check --quick   the same, with the runs of the scenario itself only
"""

from __future__ import annotations

import math
import sys

import numpy as np

from homeland import Row, Subject, Worked, chances_from, radar_names
from homeland_tables import page, shots_of
from make_europe import SKIPPED, differences, percent, seconds, table, wrapped
from make_scenario_page import BASE, ROOT, WATCHED
from midcourse.engagement.geometry import geometry
from midcourse.engagement.watch import placed
from midcourse.records import WARHEAD
from midcourse.scenario import load_scenario
from midcourse.threats.fly import fly_raid

BASES = ("vypolzovo", "teykovo", "yoshkar-ola", "tatishchevo", "kozelsk", "dombarovsky")
CLAIMS = ("gbi-two-stage@mda-2007", "gbi-two-stage@lewis-postol-2008")
RELEASES_S = (100.0, 200.0, 300.0)


def share(case: Worked) -> str:
    return SKIPPED if case.outcome is None else f"{percent(case.outcome.kept.value)} %"


def at_warhead(case: Worked) -> str:
    return SKIPPED if case.outcome is None else f"{percent(case.outcome.at_warhead)} %"


def stopped(case: Worked) -> str:
    return SKIPPED if case.outcome is None else f"{sum(case.outcome.stopped):.2f}"


def in_doubt(case: Worked) -> str:
    return SKIPPED if case.doubted is None else f"{percent(case.doubted.kept.value)} %"


def stopped_in_doubt(case: Worked) -> str:
    return SKIPPED if case.doubted is None else f"{case.doubted.stopped:.2f}"


def told(row: Row, lever: str | None = None) -> str:
    chance = row.chance if lever is None else row.levers[lever]
    if chance is None or not chance.meetings_s:
        return "none"
    times = "one shot" if len(chance.meetings_s) == 1 else f"{len(chance.meetings_s)} shots"
    return f"{times} from {chance.window.first_s:.0f} s on"


def national(cases: dict[str, Worked]) -> list[str]:
    base, blind, alone = cases[BASE], cases["no-cobra-dane"], cases["cobra-dane-alone"]
    slow, sbx, shariki, alaska = (
        cases[x] for x in ("speed-of-2003", "with-sbx", "with-shariki", "anchorage")
    )
    dane, clear, beale = (base.sights[0].looks[name] for name in radar_names(base.scenario))
    greely, vandenberg = base.rows
    sea = sbx.sights[0].looks[radar_names(sbx.scenario)[-1]]
    assert base.outcome is None or base.outcome.launch_s < sea[0]
    counted = {name: sum(case.reached[name] for case in older(cases, 1158.0)) for name in ("value", "high")}
    assert all(all(cases[name].reached.values()) for name in (BASE, "anchorage", "seattle"))
    assert counted["high"] == 1 and cases["older-anchorage"].reached["high"]
    light = {name: sum(case.reached[name] for case in older(cases, 300.0)) for name in ("value", "high")}
    return [
        f"The larger reading gets to all three cities, whichever end of its range is taken. The older one, with its "
        f"own load of 1,158 kg, gets to {counted['value']} of 3 at the middle of its range and to "
        f"{counted['high']} at the greatest, which is Anchorage; with 300 kg to {light['value']} and "
        f"{light['high']}. All fly over Russia first.",
        f"Cobra Dane sees the warhead to San Francisco from {seconds(dane[0], 1)} s on, Clear from "
        f"{seconds(clear[0], 1)} s, Beale from {seconds(beale[0], 1)} s; the clock starts with Cobra Dane, at "
        f"{seconds(base.clock_s, 1)} s. Without Cobra Dane a launch is allowed at {seconds(blind.allowed_s, 1)} s "
        f"instead of {seconds(base.allowed_s, 1)}, and no warhead gets through in {share(blind)}, with it in "
        f"{share(base)}: in the nominal world there is time enough for a late start. Over worlds of doubt it is "
        f"{in_doubt(blind)} instead of {in_doubt(base)}. Clear and Beale add little: without them it is "
        f"{share(alone)}, over worlds {in_doubt(alone)}.",
        f"Fort Greely has {told(greely)} against the missile to San Francisco, Vandenberg {told(vandenberg)}; alone "
        f"they stop it in {share(cases['greely-alone'])} and {share(cases['vandenberg-alone'])} of the runs. To "
        f"Anchorage Fort Greely has {told(alaska.rows[0])} and Vandenberg {told(alaska.rows[1])}.",
        f"With the speed of the booster flight of 2003 Fort Greely has {told(slow.rows[0])} and Vandenberg "
        f"{told(slow.rows[1])}; no warhead gets through in {share(slow)}. Against one missile speed hardly shows.",
        f"Of the shots {at_warhead(base)} go to the warhead, the others to the empty stage beside it, which radars of "
        f"long waves hardly tell from it. The sea-based radar at its home port makes it {at_warhead(sbx)}: it sees "
        f"the warhead from {seconds(sea[0], 1)} s on, when the first shots have just left. The X-band radar at "
        f"Shariki makes it {at_warhead(shariki)}.",
        f"Four decoys take the share from {share(base)} to {share(cases['decoys'])}, and all eight interceptors are "
        f"fired. That the attacker knows how to make them look alike leaves it at {share(cases['attacker-knows'])}, "
        f"because these radars hardly tell them apart anyhow; over worlds, where some do, it is "
        f"{in_doubt(cases['decoys'])} and {in_doubt(cases['attacker-knows'])}.",
    ]


def older(cases: dict[str, Worked], load_kg: float) -> list[Worked]:
    """Return the cases of the older reading with a load."""
    items = {name: case.scenario.raid[0].missile for name, case in cases.items()}
    return [
        cases[name]
        for name, one in items.items()
        if one.id == "taepodong-2" and round(one.payload_kg) == load_kg
    ]


def releases(cases: dict[str, Worked]) -> list[str]:
    """Return the section that sweeps the launch, whatever doctrine and radars say: who is met at which speed."""
    rows = []
    for name in BASES:
        cells = [f"`{name}`"]
        for claim in CLAIMS:
            scenario = load_scenario(RUSSIA.name, name, [f"batteries.0.interceptor={claim}"])
            sky = fly_raid(scenario.raid)
            cells += [shots_of(chances_from(scenario, sky, time)[0]) for time in RELEASES_S]
        rows.append(cells)
    words = """
        ## The dispute of 2007: a sweep of the launch

        Shots, and the first intercept, with a launch from so many seconds after lift-off on, whatever doctrine and
        radars say: first the agency's interceptor of 6.3 km/s, then that of the critics, 8.0 km/s, each with 900 s of
        flight. Published is that at 6.3 km/s no missile of the western fields can be met, and near 8 to 9 km/s it can;
        the launch was not published with it.
        """
    heads = [f"{speed}, {time:.0f} s" for speed in ("6.3 km/s", "8.0 km/s") for time in RELEASES_S]
    return [*wrapped(words), *table(["base", *heads], rows), ""]


def heights(case: Worked, radar: int) -> list[float]:
    """Return how high each warhead comes to stand before a radar, in degrees, the bending of rays included."""
    assert case.sky is not None
    view = geometry(case.sky, np.array(placed([item for item in case.scenario.sensors if item.is_radar])))
    heads = np.flatnonzero(case.sky.kind == WARHEAD)
    return [
        math.degrees(view.elevation_rad[view.range_m[:, k, radar] > 0.0, k, radar].max()) for k in map(int, heads)
    ]


def russia(cases: dict[str, Worked]) -> list[str]:
    base, up = cases[BASE], cases["lift-off"]
    alone = [cases[name] for name in BASES]

    def bases(lever: str | None) -> str:
        met_ = [
            case.scenario.raid[0].from_place.name.partition(" (")[0]
            for case in alone
            for row in case.rows
            if (one := row.chance if lever is None else row.levers[lever]) is not None and one.meetings_s
        ]
        if len(met_) in (0, 6):
            return "all six bases" if met_ else "no base"
        return f"{', '.join(met_)} only"

    def within(name: str) -> str:
        rows = cases[name].rows
        return str(sum(row.chance is not None and bool(row.chance.meetings_s) for row in rows))

    seen = [sight.warhead.count for sight in base.sights]
    high = heights(base, 0)
    least_deg = math.degrees(base.scenario.sensors[1].radar.least_elevation_rad)
    assert sorted(high)[-2] < 0.0 and BASES[high.index(max(high))] == "tatishchevo"
    assert max(high) < least_deg
    for name in ("no-forward-radar", "turkey-to-iran"):
        assert [one.warhead for one in cases[name].sights] == [one.warhead for one in base.sights]
    slow, early = cases["mda-speed"], cases["lift-off-mda-speed"]
    first, second = bases("lift-off"), bases("other speed, lift-off")
    soon = f"both could meet {first}" if first == second else f"it would be {first} and {second}"
    return [
        f"Taken alone, with a launch that the doctrine allows, the interceptor of the critics can meet the missile of "
        f"{bases(None)}, that of the agency the one of {bases('other speed')}. With the clock at lift-off {soon}; but "
        f"no radar has a track by then: in the raid the first is firm at {seconds(base.clock_s, 1)} s. Which side of "
        f"2007 was right hangs first of all on the dead mass of the interceptor, which nobody has published.",
        f"In the raid of six the windows are open for {within(BASE)} missiles; with a kill vehicle that lives 500 s "
        f"for {within('limit-500')}, 700 s for {within('limit-700')}, without such a limit for {within('no-limit')}; "
        f"with the agency's speed for {within('mda-speed')}.",
        f"A window is not a kill. The radar at Brdy turns and sees 24 degrees at once: of the six warheads it has a "
        f"firm track in {', '.join(str(runs) for runs in seen)} of {WATCHED} runs. Of six warheads {stopped(base)} "
        f"are stopped in the mean; with the agency's speed {stopped(slow)}, and {stopped(early)} with its clock at "
        f"lift-off. With the critics' speed the clock at lift-off changes nothing ({stopped(up)}): there is no track "
        f"to fire on sooner. Over worlds of doubt {stopped_in_doubt(base)} are stopped, and "
        f"{stopped_in_doubt(slow)} with the agency's speed.",
        f"Against one missile, with ten interceptors, no warhead gets through in {share(cases['vypolzovo'])} from "
        f"Vypolzovo, {share(cases['kozelsk'])} from Kozelsk, {share(cases['dombarovsky'])} from Dombarovsky; over "
        f"worlds of doubt in {in_doubt(cases['vypolzovo'])}, {in_doubt(cases['kozelsk'])} and "
        f"{in_doubt(cases['dombarovsky'])}.",
        f"The radar in Turkey sees none of them. The warhead of Tatishchevo comes to stand {max(high):.1f} degrees "
        f"above its horizon, the others stay below it, and it looks no lower than {least_deg:.0f}: without it, and "
        f"turned to Iran, all stays as it is.",
        f"Without satellites, searching by itself, Brdy has a firm track of the first warhead in "
        f"{cases['brdy-searches-alone'].sights[0].warhead.count} of {WATCHED} runs, of the second in "
        f"{cases['brdy-searches-alone'].sights[1].warhead.count}; {stopped(cases['brdy-searches-alone'])} of six are "
        f"stopped.",
    ]


NATIONAL = Subject(
    "national-2004",
    """
    # North Korea to the American west, 2004

    The built-in scenario `national-2004`. Written by `tools/make_homeland.py` from the
    [scenario](../src/midcourse/scenario/library/national-2004.yaml); do not edit it.

    One missile rises on North Korea's east coast and flies to San Francisco, Seattle or Anchorage, in the two readings
    of the Taepodong-2 that were published. Six interceptors with three stages stand at Fort Greely in Alaska, two at
    Vandenberg in California, as at the end of 2004. Cobra Dane and two early-warning radars search by themselves.
    Interceptors are fired two at a time, one minute after the first firm track, and again if there is time left.

    **Cited** are the numbers of interceptors (two more at Fort Greely in 2005, two in place at Vandenberg:
    [Air Force Magazine](https://www.airforcemag.com/1090fielding/); eight and two in January 2006:
    [ABC](https://air-attack.com/news/news_article/997)), the radars that took part, the older reading's stages, the
    larger reading's range, faces of the radars, motors and reliability of the interceptor. **Assumed** are the larger
    reading's stages, the dead mass of the interceptor, that Clear takes part, the sectors of the radars (recalled),
    cross sections and all of the doctrine. The head of the scenario names each. No input was changed to make an answer
    come out.

    **Out of their time** are the larger reading (an estimate of 2009), Clear as an upgraded radar (about
    2012), and the reliability, which counts tests to 2023: at the end of 2004 the new booster had hit nothing yet.
    What it says of 2004 is what time and geometry allowed, not what the eight interceptors of that winter would
    have done.

    What was said then: a two-stage Taepodong-2 takes several hundred kilograms to Alaska and Hawaii, a lighter load to
    the western half of the United States ([report of January
    2002](https://www.worldtribune.com/worldtribune/WTARC/2002/ea_nkorea_02_07.html)); a tonne 6,700 km, to Alaska and
    possibly Hawaii ([South Korea's ministry,
    2006](https://online91.thedailystar.net/2006/07/06/d607061305106.html)); 4,000 to 8,000 km ([Arms Control Today,
    2009](https://www.armscontrol.org/act/2009-03/north-korea-seen-preparing-missile-launch)).

    Times are in seconds after lift-off, in the nominal world: every input at its stated value. Words such as
    *firm track* are told in the [glossary](glossary.md).
    """,
    {
        "gbi-three-stage": "gbi-three-stage@booster-flight-2003",
        "gbi-three-stage@booster-flight-2003": "gbi-three-stage",
    },
    "the interceptor as its booster flew in 2003, and in `speed-of-2003` the faster one",
    national,
    (
        BASE,
        "anchorage",
        "no-cobra-dane",
        "cobra-dane-alone",
        "speed-of-2003",
        "with-sbx",
        "decoys",
        "attacker-knows",
    ),
)
RUSSIA = Subject(
    "russia-2007",
    """
    # Russia to Washington, past the Polish site, 2007

    The built-in scenario `russia-2007`. Written by `tools/make_homeland.py` from the
    [scenario](../src/midcourse/scenario/library/russia-2007.yaml); do not edit it.

    Six missiles rise at once from the bases of European Russia that the quarrel of 2007 named, and fly to Washington.
    The sensors and the ten interceptors are those of [europe-2007](europe-2007.md). Could they catch a missile that
    flies away from them? It hangs on the speed of the interceptor, on how early the order comes, on how long the kill
    vehicle lives, and on what the radars see.

    **Cited** are the missile of each base, launch mass and throw-weight, the sites, the radars and the two claims of
    speed. **Assumed** are the stages of the missiles, that each carries one object, that all rise at once on
    the arc of least energy, the dead mass of the interceptor and 900 s for the flight of its kill vehicle, where
    the radar in Turkey looks, and all of the doctrine. The head of the scenario names each. No input was changed to
    make an answer come out.

    What stood at each base, one source each:

    - Vypolzovo, the seventh division in the Tver region: Topol
      ([a visit of
      bloggers](http://news.windowstorussia.com/bloggers-visit-top-secret-strategic-missile-force-unit.html)).

    - Teykovo: Topol, and from 2006 on Topol-M on the road ([ITAR-TASS, in Global
      Research](https://www.globalresearch.ca/russian-military-deploys-new-intercontinental-ballistic-missile/4112)).

    - Yoshkar-Ola: the first Topol of all, in 1985 ([Sputnik,
      2020](https://cartadelsur.blogspot.com/2020/07/memoria-misiles-intercontinentales.html)).

    - Tatishchevo: 42 Topol-M in silos in July 2006, perhaps 44 in 2007 ([P.
      Podvig](https://russianforces.org/blog/2007/04/puzzles_of_the_2007_missile_de.shtml)); SS-19 there are recalled.

    - Kozelsk: 60 SS-19 in silos, of which 46 were left in July 2008 ([P.
      Podvig](http://russianforces.org/blog/2008/11/changes_in_the_kozelsk_divisio.shtml)).

    - Dombarovsky: one of the two bases where SS-18 stay ([P.
      Podvig](http://russianforces.org/blog/2005/05/last_missile_at_kartaly.shtml)).

    **What this cannot say.** Ten interceptors against six missiles are a question of geometry. Against the
    hundreds that Russia had then ten are nothing, and both sides said so. SS-18 and SS-19 carry their whole
    throw-weight here as one object, and no missile has decoys.

    Times are in seconds after lift-off, in the nominal world: every input at its stated value. Words such as
    *firm track* are told in the [glossary](glossary.md).
    """,
    {
        "gbi-two-stage": "gbi-two-stage@mda-2007",
        "gbi-two-stage@lewis-postol-2008": "gbi-two-stage@mda-2007",
        "gbi-two-stage@mda-2007": "gbi-two-stage@lewis-postol-2008",
    },
    "the agency's interceptor of 6.3 km/s",
    russia,
    (BASE, "mda-speed", "no-limit", *BASES),
    releases,
)
SUBJECTS = {subject.name: subject for subject in (NATIONAL, RUSSIA)}


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in SUBJECTS:
        print(__doc__)
        return 2
    subject, rest = SUBJECTS[arguments[0]], arguments[1:]
    path = ROOT / f"docs/{subject.name}.md"
    if rest[:1] == ["--check"] and rest[1:] in ([], ["--quick"]):
        wrong = differences(page(subject, quick=bool(rest[1:])), path.read_text(encoding="utf-8"))
        print("\n".join(wrong) or f"docs/{subject.name}.md is as it should be")
        return 1 if wrong else 0
    if rest:
        print(__doc__)
        return 2
    path.write_text("\n".join(page(subject)) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
