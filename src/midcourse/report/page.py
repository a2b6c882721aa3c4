"""The page: sections in their order, the five questions with their answers at the top."""

from __future__ import annotations

from midcourse.report.answer import answer_section, questions
from midcourse.report.chain import chain_tables
from midcourse.report.glossary import words_section
from midcourse.report.hangs import Hang
from midcourse.report.inputs import hangs_of, hangs_section
from midcourse.report.ledger import ledger
from midcourse.report.limits import outside_section, rerun_section, wrong_section
from midcourse.report.look import STYLE
from midcourse.report.markup import Html, joined, link, paragraph, section, text
from midcourse.report.numbers import numbers_section, sources_section
from midcourse.report.one_shot import one_shot
from midcourse.report.recorded import altitude_section, factors_figure, map_section
from midcourse.report.seconds import timeline_section
from midcourse.report.speed import speeds
from midcourse.report.told import Told, recorded_run
from midcourse.report.words import first_sentence
from midcourse.report.worlds import worlds_table
from midcourse.version import __version__

NOTHING = "Nothing was fought, so there is nothing to show."
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def page(told: Told) -> str:
    """Write the report of finished runs: one HTML file that asks no other computer for anything.

    Args:
        told: what the folder holds; it is written from that alone, so that it can be drawn again.

    Returns:
        the page, the same for the same runs.
    """
    scenario = told.scenario
    hangs = hangs_of(told)
    sections = _sections(told, hangs)
    sentence = opening(told, hangs)
    contents = joined([link(anchor, title) for anchor, title, _ in sections], " · ")
    body = joined(section(anchor, title, content) for anchor, title, content in sections)
    name = text(scenario.name)
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{name}: report</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f'<header>\n<p class="name">{name}</p>\n<h1>{text(sentence)}</h1>\n{paragraph(scenario.summary)}</header>\n'
        f'{questions(told, hangs)}<nav aria-label="Contents">{contents}</nav>\n<main>\n{body}</main>\n'
        f"<footer>{paragraph(f'midcourse {__version__}, from public sources.', kind='quiet')}</footer>\n"
        "</body>\n</html>\n"
    )


def opening(told: Told, hangs: list[Hang]) -> str:
    """Return the first sentence of the page."""
    if told.done == 0 and not told.complete:
        return "Interrupted before a run was finished: there is no answer."
    lost = told.out_of_reach / max(told.asked, 1)
    return first_sentence(told.scenario, told.estimate, lost, [hang.path for hang in hangs])


def _sections(told: Told, hangs: list[Hang]) -> list[tuple[str, str, Html]]:
    run = recorded_run(told)
    if run is not None:
        fight = [
            ("map", "Where it happens", map_section(told, run)),
            ("altitude", "Altitude against range", altitude_section(told, run)),
            ("timeline", "Engagement timeline and battle space", timeline_section(told, run)),
            (
                "chain",
                "The kill chain, link by link",
                joined(
                    [factors_figure(told), chain_tables(told.summary), worlds_table(told), one_shot(told)]
                ),
            ),
            ("why-not", "Why warheads got through", ledger(told)),
        ]
    else:
        fight = [("map", "Where it happens", paragraph(NOTHING))]
    return [
        ("answer", "The answer in numbers", answer_section(told)),
        *fight,
        ("hangs-on", "What would change it", hangs_section(told, hangs)),
        ("speed", "Where the interceptor's speed comes from", speeds(told.scenario, run)),
        ("numbers", "Every number used", numbers_section(told)),
        ("sources", "Sources", sources_section(told)),
        ("words", "Words", words_section()),
        ("rerun", "Run it again, and cite it", rerun_section(told)),
        ("wrong", "How this could be wrong", wrong_section(told, hangs)),
        ("outside", "What the model does not contain", outside_section()),
    ]
