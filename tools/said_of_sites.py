"""What was said in 2007 and after of whom the sites defend, each sentence held against cells and runs of ours."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from midcourse.analysis.footprint import NOTHING, Cell
from midcourse.analysis.sights import sights
from midcourse.engagement.run import Batch, fight
from midcourse.errors import NoSolution
from midcourse.records import LINKS, WARHEAD
from midcourse.scenario import Scenario
from midcourse.scenario.place import Place
from midcourse.threats.fly import fly_raid

Ask = Callable[[str, str], list[Cell]]  # the cells of a country's cities in a case
EAST_DEG = 25.0  # of Romania: what lies east of it
RUNS, EVEN = 400, 0.5
HOTNEWS = "https://english.hotnews.ro/stiri-archive-1751988-romania-partially-protected-anti-missile-defense-shield.htm"
SPA = "https://sauress.com/spa/456679"
DEFENSE = "http://www.defense.gov/News/NewsArticle.aspx?ID=3144"
RANT = "https://thedignifiedrant.blogspot.com/2009/09/missile-defense.html"
DAILY = (
    "https://defensedaily.com/study-says-using-aegis-ships-instead-of-european-missile-defense-would-cost-"
    "twice-as-much-as-emd/congress"
)
MOSCOW = "http://oldtmt.vedomosti.ru/sitemap/free/2007/6/article/president-sees-iraq-turkey-in-shield/196403.html"


def counted(cells: Sequence[Cell]) -> tuple[int, int]:
    """Return how many of the places in reach are defended, and how many are in reach."""
    reached = [cell for cell in cells if cell.reached]
    return sum(cell.constraint == NOTHING for cell in reached), len(reached)


def verdict(found: Sequence[tuple[int, int]], defended: bool) -> str:
    """Say whether places are defended, or are not, as somebody said: all of them, none, or some."""
    kept, reached = (sum(column) for column in zip(*found, strict=True))
    right = kept if defended else reached - kept
    return "follows" if right == reached else "does not follow" if right == 0 else "follows in part"


def told(found: dict[str, tuple[int, int]]) -> str:
    """Return the counts in words."""
    return ", ".join(f"{name} {kept} of {reached}" for name, (kept, reached) in found.items())


def south_east(ask: Ask, case: str) -> dict[str, tuple[int, int]]:
    """Return the counts of the countries that were said to be left out."""
    found = {name: counted(ask(case, code)) for name, code in (("Turkey", "TR"), ("Greece", "GR"), ("Bulgaria", "BG"))}
    east = [cell for cell in ask(case, "RO") if cell.lon_deg > EAST_DEG]
    return found | {"eastern Romania": counted(east)}


def seen_from_gabala(scenario: Scenario, points: Sequence[tuple[float, float]]) -> tuple[int, int, float]:
    """Return from how many launch points Gabala sees the missile, of how many in reach, and the latest first look."""
    count, looks = 0, []
    for lat, lon in points:
        one = {"from_place": Place(lat=lat, lon=lon), "launch_s": 0.0}
        alone = scenario.model_copy(update={"raid": (scenario.raid[0].model_copy(update=one),)})
        try:
            sky = fly_raid(alone.raid)
        except NoSolution:
            continue
        count += 1
        k = int(np.flatnonzero(sky.kind == WARHEAD)[0])
        first_s = next(row.first_s for row in sights(alone, sky, k).radars if row.radar == "gabala-daryal")
        looks += [] if first_s is None else [first_s]
    return len(looks), count, max(looks)


def fought(scenario: Scenario) -> tuple[float, float]:
    """Return the share of runs without a leaker, and of the shots that worked those that were not in the basket."""
    result = fight(scenario, Batch(1, 0, np.arange(RUNS)))
    link = np.array(LINKS)[result.shots["link"]]
    worked = link != "failed in flight"
    leaked = np.unique(result.fates["run"][result.fates["leaked"] > 0])
    return 1.0 - len(leaked) / RUNS, float((link[worked] == "not in the basket").mean())


def left_out(ask: Ask, plan: str, blind: str, late: str) -> str:
    """The south-east is not covered: by whom it was said, and when it follows."""
    with_both, alone, slow = (south_east(ask, case) for case in (plan, blind, late))
    kept = {name: counted(ask(plan, code)) for name, code in (("Italy", "IT"), ("Spain", "ES"))}
    return f"""- **Covered are Italy, Spain and Portugal, but not Greece, Turkey, Bulgaria and eastern Romania**,
    said the Czech ambassador to NATO ([HotNews]({HOTNEWS})), and so did a map from the United States
    ([SPA]({SPA})). The first half {verdict(list(kept.values()), True)}: {told(kept)}; Portugal is out of range of
    this missile. The second half {verdict(list(with_both.values()), False)} with all that was planned:
    {told(with_both)} of the cities are defended. Without the radar in Turkey it
    {verdict(list(alone.values()), False)} ({told(alone)}), and with a decision after 180 s in place of 60 it
    {verdict(list(slow.values()), False)} ({told(slow)}). The place of the second radar was not named in 2007, and
    the delay is assumed: whoever says the sentence says something of both."""


def both_shores(ask: Ask, plan: str) -> str:
    """The site defends the United States and Europe."""
    here = {name: counted(ask(plan, code)) for name, code in (("France", "FR"), ("Britain", "GB"), ("Germany", "DE"))}
    there = {"the United States": counted(ask(plan, "US"))}
    return f"""- **The site would protect the United States and Europe**, said the director of the Missile Defense
    Agency ([Department of Defense, 22 February 2007]({DEFENSE})). For what the missiles reach it
    {verdict([*here.values(), *there.values()], True)} in the north-west and over the ocean ({told(here | there)}),
    as far as time and geometry go; how often a shot hits is told with [the scenario](europe-2007.md)."""


def best_places(ask: Ask, plan: str, south: str, people: tuple[int, int]) -> str:
    """Poland and the Czech Republic were the best places."""
    shots = {case: sorted({cell.shots[-1] for cell in ask(case, "US") if cell.reached}) for case in (plan, south)}
    words = {case: " to ".join(map(str, dict.fromkeys((found[0], found[-1])))) for case, found in shots.items()}
    europe = "follows" if people[0] > people[1] else "does not follow"
    america = "follows" if shots[plan][0] > shots[south][-1] else "does not follow"
    return f"""- **Poland and the Czech Republic were the best places: nearer there is no time, further back
    countries are exposed**, said a briefing of 2009 ([as quoted]({RANT})). For Europe it {europe} from the
    place of the interceptors alone: from Turkey they defend {people[1]} million people, from Poland {people[0]}.
    For the United States it {america}: {words[plan]} shots from Poland, {words[south]} from Turkey."""


def other_plans(ask: Ask, plan: str, others: Sequence[str]) -> str:
    """None of the alternatives adds as much for the United States."""
    least = min(cell.shots[-1] for cell in ask(plan, "US") if cell.reached)
    most = max(cell.shots[-1] for case in others for cell in ask(case, "US") if cell.reached)
    holds = "follows" if least > most else "does not follow"
    return f"""- **None of the alternatives gives as much additional defence of the United States**, found the
    Congressional Budget Office ([Defense Daily, 2009]({DAILY})). It {holds} in the order: the plan has at least
    {least} shots, one after the other, at each city in reach, SM-3 IIA on land or on ships and interceptors in
    Turkey at most {most}. Its alternatives had other radars, in Azerbaijan and Qatar, which are not modelled here."""


def gabala(seen: tuple[int, int, float], alone: tuple[float, float], plan: tuple[float, float]) -> str:
    """Gabala sees all of Iran; it does not track well enough."""
    count, reached, last_s = seen
    sees = "follows" if count == reached else "follows in part"
    # most shots out of the seeker's field, more than with the radars of the plan, or no more
    coarse = "follows" if alone[1] > EVEN else "follows in part" if alone[1] > plan[1] else "does not follow"
    return f"""- **Gabala covers the whole region completely**, said the President of Russia ([The Moscow Times,
    June 2007]({MOSCOW})); **it is good for surveillance and not for precise tracking**, said the director of the
    Missile Defense Agency (Satellite Today, 24 September 2007). The first {sees}: of {reached} launch points in
    Iran from which the missile reaches Warsaw, Gabala sees it from {count}, at {last_s:.0f} s at the latest. The
    second {coarse}: in {RUNS} runs of the raid on London with Gabala as the only radar no warhead gets through in
    {100 * alone[0]:.0f} %, with the radars of the plan in {100 * plan[0]:.0f} %; of the shots that worked,
    {100 * alone[1]:.0f} % had no target in the field of their seeker, with the plan {100 * plan[1]:.0f} %. The maps
    above ask for an even chance of that, which Gabala's track just gives. Its power, aperture and errors are
    assumed so that it reaches 6000 km."""
