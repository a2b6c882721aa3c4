"""Runs as a console and a notebook show them: one run object by object, many by their share with its bands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from midcourse.campaign.estimate import BANDS
from midcourse.shown.card import Card
from midcourse.shown.frame import Table, table_of
from midcourse.shown.share import percent, tenths

if TYPE_CHECKING:
    from midcourse.api.runs import Runs

EVENT = ("run", "time_s", "what", "object", "name")


def line(runs: Runs) -> str:
    """Return the answer in a few words."""
    head, fought = f"{runs.scenario.name_id or runs.scenario.name}, seed {runs.fought.seed}", runs.fought
    cut = "" if fought.complete else f"interrupted, {fought.done:,} of {fought.asked:,} runs"
    if not fought.done:
        return f"{head}, {cut or 'in no world can the missiles reach their aims'}"
    if fought.asked == 1:
        return f"{head}, one run: {_outcome(runs)}"
    found = runs.p_no_leaker
    low, high, why = found.low, found.high, "by luck alone"
    if found.doubt is not None:
        low, high, why = found.doubt["low"], found.doubt["high"], "with doubtful inputs"
    share = f"{tenths(found.value)} ({tenths(low)} to {tenths(high)} {why})"
    return f"{head}, {cut or f'{fought.done:,} runs'}: none gets through in {share}"


def card(runs: Runs) -> Card:
    """Return what a notebook shows."""
    from midcourse.sentences.run import remarks

    if not runs.fought.done:
        return Card(f"{line(runs)}.", notes=(runs.rerun,))
    notes = (*remarks(runs), runs.rerun)
    return _one(runs, notes) if runs.fought.asked == 1 else _many(runs, notes)


def story_table(runs: Runs) -> Table:
    """Return the events of the first run with the names of their objects; empty where none was finished."""
    if not runs.fought.done:
        return Table(EVENT, ())
    names = runs.fought.again(runs.scenario, runs._number(None)).sky.names
    told = [{**event, "name": names[event["object"]]} for event in runs.story()]
    more = dict.fromkeys(key for event in told for key in event if key not in EVENT)
    return table_of((*EVENT, *more), told)


def _many(runs: Runs, notes: tuple[str, ...]) -> Card:
    from midcourse.campaign.metrics import why_not
    from midcourse.report.words import first_sentence

    found, fought = runs.p_no_leaker, runs.fought
    broken = sorted(why_not(fought).items(), key=lambda pair: -pair[1])
    lost = f"Of the warheads not killed: {', '.join(f'{link} {percent(share)}' for link, share in broken)}."
    cut = "" if fought.complete else f"Interrupted: {fought.done:,} of {fought.asked:,} runs."
    return Card(
        first_sentence(runs.scenario, found, runs.cannot_reach, []),
        f"{runs.scenario.name}: share of the runs in which no warhead gets through",
        BANDS,
        found.rows(),
        (cut, lost if broken else "", *notes),
    )


def _one(runs: Runs, notes: tuple[str, ...]) -> Card:
    from midcourse.api.explain import told_of_run

    number = runs._number(None)
    result = runs.fought.again(runs.scenario, number)
    fates = told_of_run(result, number, None, None)["fates"]
    fired = result.fates["shots"].tolist()
    world = "in one world of doubt" if runs.fought.worlds else "in the nominal world"
    return Card(
        f"{runs.scenario.name}, run {number} {world}, seed {runs.fought.seed}: {_outcome(runs)}.",
        "",
        ("object", "what became of it", "why", "shots at it"),
        tuple((row["name"], row["link"], row["why"], shots) for row, shots in zip(fates, fired, strict=True)),
        notes,
        'frame("results")',
    )


def _outcome(runs: Runs) -> str:
    leaked = int(runs.fought.tally.leaked.sum())
    if leaked == 0:
        return "no warhead gets through"
    return f"{leaked} warhead{'s get' if leaked > 1 else ' gets'} through"
