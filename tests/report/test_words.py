"""The first sentence: never above 30 words, never without the answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midcourse.campaign.estimate import Estimate
from midcourse.report.names import percent, quantity
from midcourse.report.words import MOST_WORDS, first_sentence
from midcourse.scenario import Scenario, load_scenario

EUROPE = load_scenario("europe-2007")
BAND = {"low": 0.7, "high": 0.91, "worlds": 10}


def prop_every_input_fits_into_thirty_words() -> None:
    for path in EUROPE.provenance:
        for doubt in (None, BAND):
            for lost in (0.0, 0.4):
                said = first_sentence(EUROPE, Estimate(0.81, 0.75, 0.86, 200, doubt), lost, [path])
                assert len(said.split()) <= MOST_WORDS, said
                assert "81 of 100" in said
                assert "; of assumed inputs, " in said and said.endswith(" moves it most.")


@given(st.text(min_size=1, max_size=200), st.floats(0.0, 1.0))
def prop_any_names_fit(word: str, share: float) -> None:
    place = EUROPE.raid[0].to_place.model_copy(update={"name": word})
    raid = (EUROPE.raid[0].model_copy(update={"to_place": place}),)
    scenario = EUROPE.model_copy(update={"raid": raid})
    said = first_sentence(scenario, Estimate(share, share, share, 9), 0.5, [word])
    assert len(said.split()) <= MOST_WORDS
    assert "of 100 runs" in said


def test_nearly_all_is_not_all(scenario: Scenario) -> None:
    assert "99.9 of 100" in first_sentence(scenario, Estimate(0.999, 0.99, 1.0, 1000), 0.0, [])
    assert "100 of 100" in first_sentence(scenario, Estimate(1.0, 0.99, 1.0, 1000), 0.0, [])


def test_what_cannot_reach_is_no_success(scenario: Scenario) -> None:
    assert first_sentence(scenario, Estimate(0.5, 0.4, 0.6, 100), 0.2, []).startswith(
        "If the missile can get that far"
    )
    assert first_sentence(scenario, None, 1.0, []).startswith("In none of the worlds")


def test_numbers_as_people_read_them() -> None:
    assert quantity(3.6e6, "length", "m") == "3600 km"
    assert quantity(0.01, "cross_section", "m^2") == "0.01 m² (-20 dBsm)"
    assert quantity(None, "mass", "kg") == "–"
    assert percent(0.999) == "99.9 %"
    assert percent(1.0) == "100 %"


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.125, "13"),
        (0.005, "1"),
        (0.045, "5"),
        (0.985, "99"),
        (0.0025, "0.3"),
        (0.995, "99.5"),
        (0.0001, "under 0.1"),
    ],
)
def test_a_half_is_rounded_up(scenario: Scenario, share: float, words: str) -> None:
    assert f" in {words} of 100 runs" in first_sentence(
        scenario, Estimate(share, share, share, 1000), 0.0, []
    )


@pytest.mark.parametrize("name", ["testbed-2001", "national-2004"])
def test_the_words_hold_for_any_aim(name: str) -> None:
    # a test range is no city: nobody is spared there, and nobody is hit
    one = load_scenario(name)
    said = first_sentence(one, Estimate(0.5, 0.4, 0.6, 100), 0.0, [])
    assert said.startswith(f"No warhead arrives at {one.raid[0].to_place.name} in 50 of 100 runs")
