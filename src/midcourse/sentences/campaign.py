"""What is said of a campaign: what it would take, how far it is, a line a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from midcourse.sentences.flip import number, shown

if TYPE_CHECKING:
    from midcourse.api.campaigned import Campaigned, Plan
    from midcourse.cells.answers import CellAnswer

MOST_ROWS = 60


def lasting(seconds: float) -> str:
    """Return a time in words that fit it."""
    for unit, size in (("days", 86400.0), ("hours", 3600.0), ("minutes", 60.0)):
        if seconds >= 2.0 * size:
            return f"{seconds / size:.1f} {unit}"
    return f"{seconds:.0f} seconds" if seconds >= 10.0 else f"{seconds:.1f} seconds"


def sized(count: float) -> str:
    """Return a number of bytes in words that fit it."""
    for unit, size in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count:.0f} bytes"


def planned(plan: Plan) -> list[str]:
    """Return what a campaign would take, line by line."""
    layout, rule = plan.layout, plan.layout.asked.stop
    more = "" if rule is None or rule.width is None else " at first; more where an interval is still too wide"
    places = "in one place, to be shared by all that there are"
    if plan.slots > 1:
        places = f"in {plan.slots} places at once"
    worlds = f" in {layout.asked.worlds} worlds" if layout.asked.worlds else ", no worlds of doubt"
    return [
        f"{layout.name}: {plan.cells:,} cells, {plan.runs:,} runs{worlds}{more}",
        f"{plan.tasks:,} tasks; a world takes {1e3 * plan.pace.world_s:.0f} ms, a run {1e3 * plan.pace.run_s:.2f} ms",
        f"about {lasting(plan.expected_s)} {places}{_bound(plan)}, about {sized(plan.bytes)} on the disk",
        "nothing was written; the times are of a few runs of a few cells",
    ]


def _bound(plan: Plan) -> str:
    rule = plan.layout.asked.stop
    return f", no longer than {lasting(rule.seconds)}" if rule is not None and rule.seconds is not None else ""


def headline(done: Campaigned) -> list[str]:
    """Return how far a campaign is, and where it is kept."""
    cells = f"{len(done.cells):,} cell{'s' * (len(done.cells) != 1)}"
    lines = [f"{done.layout.name}: {done.runs_done:,} of {done.runs_total:,} runs of {cells}, {done.status}"]
    rate = f", {done.fresh / done.fresh_s:,.0f} runs a second" if done.fresh and done.fresh_s > 0.0 else ""
    lines.append(f"{done.engine}, {lasting(done.wall_s)} of work{rate}; store {done.store}")
    if done.forced:
        lines.append(done.forced)
    lines += [f"given up: {words}" for words in done.failed]
    return lines


def cell_rows(done: Campaigned) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the heads and the rows of the table of cells."""
    layout = done.layout
    many = len(layout.inputs) > 1
    heads = ["cell", *["scenario"] * many, *layout.paths]
    for metric in layout.metrics:
        heads += [metric.full_name, *["luck, 95 %"] * metric.has_luck]
        heads += ["doubt, 5 to 95 %"] * (metric.has_luck and layout.asked.worlds > 0)
    return (*heads, "runs"), [_row(done, one, many) for one in done.cells]


def _row(done: Campaigned, one: CellAnswer, many: bool) -> tuple[str, ...]:
    layout = done.layout
    inputs = layout.inputs[one.number // layout.a_scenario].varied
    cells = [str(one.number), *[one.scenario] * many]
    cells += [shown(each, value) for each, value in zip(inputs, one.values, strict=True)]
    for metric, found in zip(layout.metrics, one.found, strict=True):
        known = not found.why
        cells.append(number(metric, found.value) if known else one.why or found.why)
        if metric.has_luck:
            cells.append(_span(metric, (found.low, found.high)) if known else "")
            if layout.asked.worlds:
                cells.append("" if found.doubt is None else _span(metric, found.doubt))
    return (*cells, f"{one.runs:,}")


def _span(metric: object, ends: tuple[float, float]) -> str:
    return f"{number(metric, ends[0])} to {number(metric, ends[1])}"  # type: ignore[arg-type]
