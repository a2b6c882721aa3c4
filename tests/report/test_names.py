"""Shares and names as people read them."""

from __future__ import annotations

import pytest

from midcourse.report.names import own_words, percent, tenths
from midcourse.scenario import load_scenario


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.345, "35 %"), (0.625, "63 %"), (0.6249, "62 %"), (0.005, "0.5 %"), (0.0, "0 %"), (1.0, "100 %")],
)
def test_a_half_is_rounded_up(share: float, words: str) -> None:
    assert percent(share) == words


def test_nearly_all_and_nearly_nothing_are_told_as_such() -> None:
    assert tenths(0.99996) == "over 99.9 %"
    assert tenths(0.00001) == "under 0.1 %"
    assert tenths(0.4285) == "42.9 %"


def test_inputs_have_plain_names_and_owners() -> None:
    europe = load_scenario("europe-2007")
    told = {path: own_words(europe, path) for path in europe.provenance}
    assert told["sensors.1.search_share"] == ("search share", "AN/TPY-2")
    assert told["defended.0.lat"] == ("latitude", "London")
    assert told["batteries.0.stages.0.burn"][0] == "burning time of stage 1"
    assert told["doctrine.latency"] == ("order delay", "rules of the defence")
    assert not [path for path, (words, owner) in told.items() if "_" in words or "." in words or not owner]
