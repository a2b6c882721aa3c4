"""The story of one run of a folder, second by second, and why each object got its fate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from midcourse.api.again import asked_runs, drawn_worlds, fought_again, median_run, taken_up
from midcourse.api.claim import SOMETIMES
from midcourse.api.missed import missed_run
from midcourse.api.which import which_object
from midcourse.errors import ScenarioError
from midcourse.records import KINDS, LINKS, MARGIN_UNITS
from midcourse.report.rerun import rerun
from midcourse.sentences.story import became
from midcourse.shown.document import finite

if TYPE_CHECKING:
    from midcourse.engagement.run import Result

WHY = {
    "killed": "an interceptor hit it",
    "not seen": "no radar ever detected it",
    "seen late": "it was seen, but too late for any launch",
    "no firm track": "it was seen, but its track never became firm",
    "not judged a threat": "its track was taken for no warhead, or for one that falls elsewhere",
    "no launch window": "no interceptor could be there in time",
    "overflown": "the interceptors are too fast for so near a point",
    "no interceptor left": "there was nothing left to launch",
    "held by doctrine": "the rules held the shot back",
    "failed in flight": "an interceptor failed on the way",
    "not in the basket": "the kill vehicle's seeker looked elsewhere",
    "out of divert": "the kill vehicle had spent its velocity",
    "wrong object": "the shot went to something that is no warhead",
    "missed": "the kill vehicle passed it by",
    "leaked after hit assessed": "a miss was taken for a hit, and nothing more was fired",
    "threatened nobody": "it came down where nobody is defended",
}


def explain(folder: str | Path, run: int | None = None, thing: int | str | None = None) -> dict[str, Any]:
    """Tell one run of a run folder.

    Args:
        folder: a folder that `run` has written.
        run: number of the run. Where None the recorded run of median outcome; with a `thing` that got through in some
            runs, the first of those in which the link broke that broke most often. Any run can be told, for it is
            fought again.
        thing: number or name of an object, to tell of it alone; the beginning of a name will do where it is clear.

    Returns:
        the answer in a sentence, run, why that one, world, events in order of time, and the fate of each object with
        the link that broke and its margin.

    Raises:
        ScenarioError: no run folder, no such run or object, or a folder of another version.
    """
    path = Path(folder)
    scenario, manifest = taken_up(path)
    number = median_run(path) if run is None else run
    asked = asked_runs(manifest)
    if not 0 <= number < asked:
        raise ScenarioError("no such run", key="--run", got=str(number), allowed=f"0 to {asked - 1}")
    drawn = drawn_worlds(scenario, manifest)
    result = fought_again(scenario, manifest, drawn, number)
    meant = None if thing is None else which_object(result.sky, thing)
    missed = None if meant is None or run is not None else missed_run(path, meant)
    if missed is not None and missed.run != number:
        number = missed.run
        result = fought_again(scenario, manifest, drawn, number)
    world = number % len(drawn) if drawn else None
    told = told_of_run(result, number, world, meant)
    why = "the run of median outcome" if run is None else "as asked"
    told = {"answer": became(told), "why_run": why if missed is None else missed.why(), **told}
    if any(name in manifest for name in SOMETIMES):
        told["rerun"] = rerun(scenario, manifest, len(drawn))
    return told


def told_of_run(result: Result, number: int, world: int | None, thing: int | None) -> dict[str, Any]:
    """Return the events and fates of one run, as `explain` does.

    Args:
        result: a batch that holds the run.
        number: of the run; world: that it belongs to.
        thing: number of the object to tell of; all where None.
    """
    from midcourse.engagement.story import events

    names = result.sky.names
    told = [
        {**event, "name": names[event["object"]]}
        for event in events(result, number)
        if thing is None or event["object"] == thing
    ]
    fates = []
    for fate in result.fates:
        if thing is not None and fate["object"] != thing:
            continue
        link = LINKS[fate["link"]]
        margin = float(fate["margin"])
        fates.append(
            {
                "object": int(fate["object"]),
                "name": names[fate["object"]],
                "kind": KINDS[fate["kind"]],
                "killed": bool(fate["killed"]),
                "leaked": bool(fate["leaked"]),
                "link": link,
                "why": WHY[link],
                "margin": finite(margin),
                "margin_unit": MARGIN_UNITS[fate["link"]],
            }
        )
    return {"run": number, "world": world, "events": told, "fates": fates}
