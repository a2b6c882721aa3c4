"""Why warheads got through: every reason has its link of the chain, and the counts add up."""

from __future__ import annotations

import numpy as np
import pytest

from midcourse.campaign.metrics import lost as counted
from midcourse.campaign.parts import Part
from midcourse.campaign.runs import Fought
from midcourse.campaign.store import Store
from midcourse.records import FATE, KILLED, LINKS, NO_FIRM_TRACK, NOT_JUDGED_A_THREAT, SHOT, WARHEAD
from midcourse.report.ledger import Reason
from midcourse.report.ledger import reasons as named
from midcourse.report.names import FACTOR_WORDS, LINK_WORDS


def lost(link: int, margin: float = 0.0, track: int = 0, count: int = 1) -> np.ndarray:
    fates = np.zeros(count, dtype=FATE)
    fates["kind"], fates["link"], fates["margin"], fates["track"] = WARHEAD, link, margin, track
    return fates


def reasons(fates: np.ndarray) -> list[Reason]:
    """Count rows as a campaign does, and say the reasons."""
    fates["run"] = np.arange(len(fates))
    store = Store()
    store.add(Part(0, 0, fates["run"], fates, np.zeros(0, dtype=SHOT)))
    return named(counted(Fought(1, len(fates), store, True)))


@pytest.mark.parametrize("link", [number for number in range(len(LINKS)) if number != KILLED])
def test_every_reason_has_a_link_and_words(link: int) -> None:
    (found,) = reasons(lost(link))
    assert found.lost == 1
    assert found.link not in ("", "–")
    assert found.words in LINK_WORDS.values() or link == NOT_JUDGED_A_THREAT


def test_what_is_not_judged_a_threat_is_two_links_of_the_chain() -> None:
    fates = np.concatenate([lost(NOT_JUDGED_A_THREAT, -0.1, count=3), lost(NOT_JUDGED_A_THREAT, 0.2)])
    found = {one.link: one.lost for one in reasons(fates)}
    assert found == {FACTOR_WORDS["discriminate"][0]: 3, FACTOR_WORDS["decide"][0]: 1}


def test_no_firm_track_is_told_as_the_chain_counts_it() -> None:
    fates = np.concatenate([lost(NO_FIRM_TRACK, track=-1, count=2), lost(NO_FIRM_TRACK, track=0)])
    (found,) = reasons(fates)
    assert found.link == "tracked: 2, in reach: 1"


def prop_counts_add_up(many: Fought) -> None:
    fates = many.fates
    left = (fates["kind"] == WARHEAD) & (fates["killed"] == 0)
    assert sum(one.lost for one in named(counted(many))) == int(left.sum())
