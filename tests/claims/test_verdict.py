"""Verdicts: computed from intervals, worlds and inputs at their ends."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from midcourse.claims.check import differences, record_of
from midcourse.claims.flips import flips_of
from midcourse.claims.model import Claim
from midcourse.claims.result import check_claim
from midcourse.claims.verdict import verdict_of
from midcourse.claims.work import Work

Read = Callable[[str], Claim]


def verif_four_independent_shots_are_one_less_the_product_of_misses(sound: str, read: Read) -> None:
    found = verdict_of(Work(read(sound)))
    assert found.computed["four"].value == pytest.approx(1.0 - 0.44**4, abs=1e-12)
    assert found.computed["rest"].value == pytest.approx(0.44**4, abs=1e-12)


@pytest.mark.parametrize(
    ("threshold", "word", "met"),
    [("0.9", "holds", True), ("0.96", "depends on chance", True), ("0.97", "depends on chance", False),
     ("0.99", "does not hold", False)],
)  # fmt: skip
def verif_a_verdict_follows_the_ends_of_its_inputs(
    threshold: str, word: str, met: bool, sound: str, read: Read
) -> None:
    # 1 - 0.5^4 = 0.9375, 1 - 0.44^4 = 0.9625, 1 - 0.38^4 = 0.9791
    found = verdict_of(Work(read(sound.replace("0.96\n", f"{threshold}\n"))))
    assert (found.word, found.outcome.fulfilled) == (word, met)


def verif_the_smallest_change_is_where_the_condition_turns(sound: str, read: Read) -> None:
    (flip,) = flips_of(Work(read(sound)))
    exact = 1.0 - 0.04**0.25
    assert isinstance(flip.to, float)
    assert flip.interval is not None
    assert flip.interval[0] is not None and flip.interval[1] is not None
    assert flip.interval[0] <= exact <= flip.interval[1]
    assert flip.to == pytest.approx(exact, abs=0.12 / 512)


def test_an_interval_of_a_quantity_leaves_the_condition_open(sound: str, read: Read) -> None:
    text = sound.replace(
        "four: {kind: shots, chance: chance, shots: 4}", "four: {kind: record, of: gmd, gives: mean}"
    )
    found = verdict_of(Work(read(text.replace("0.96\n", "0.7\n").replace(", low: 0.5, high: 0.62", ""))))
    assert found.word == "depends on few tests"
    assert found.outcome.fulfilled is False


def test_a_quantity_without_a_value_cannot_be_told(sound: str, read: Read) -> None:
    text = sound.replace("of: 1 - four", "of: four / 0").replace("four >= 0.96", "rest > 1")
    found = verdict_of(Work(read(text)))
    assert found.word == "cannot be told"
    assert found.missing == ("rest: no value",)


def test_only_what_decides_is_computed_with_an_input_moved(sound: str, read: Read) -> None:
    said: list[str] = []
    work = Work(read(sound), tick=lambda count, what: said.append(what))
    verdict_of(work)
    assert said == ["my four", "my rest", "my four", "my four"]


@pytest.mark.parametrize(("value", "count"), [("0.9625", 0), ("0.9", 1), ("null", 1)])
def test_what_no_longer_is_as_recorded_is_found(value: str, count: int, sound: str, read: Read) -> None:
    held = f"four: {{value: {value}, tolerance: 0.001}}\n  rest: {{value: 0.0375, tolerance: 0.001}}"
    text = f"{sound}recorded:\n  {held}\n"
    assert len(check_claim(read(text)).differences) == count


def test_a_quantity_that_was_never_recorded_does_not_reproduce(sound: str, read: Read) -> None:
    assert [one.name for one in check_claim(read(sound)).differences] == ["four", "rest"]


def test_what_is_recorded_reproduces(sound: str, read: Read) -> None:
    verdict = verdict_of(Work(read(sound)))
    again = read(sound + record_of(verdict.claim, verdict))
    assert differences(verdict_of(Work(again))) == ()


def test_a_claim_with_a_quantity_that_cannot_be_asked_names_it(sound: str, read: Read) -> None:
    from midcourse.errors import ClaimError

    text = sound.replace("shots: 4}", "shots: 4.5}")
    with pytest.raises(ClaimError, match=r"quantities\.four: chances lie between 0 and 1"):
        verdict_of(Work(read(text)))
