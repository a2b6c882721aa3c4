"""Readings of equal standing, bands of doubt, and the size from which something gets through."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from midcourse.claims.check import record_of
from midcourse.claims.model import Claim
from midcourse.claims.read import load_claim
from midcourse.claims.result import Checked, check_claim
from midcourse.claims.verdict import verdict_of
from midcourse.claims.work import Computed, Work
from midcourse.errors import ClaimError
from midcourse.sentences import claims as words

Read = Callable[[str], Claim]
SIDED = ("cuts-make-the-shield-matter", "starts-an-arms-race", "ten-are-negligible")


@pytest.fixture(scope="module")
def checked() -> dict[str, Checked]:
    return {name: check_claim(load_claim(name)) for name in SIDED}


def stated_as(claim: Claim, value: object) -> Claim:
    name = str(claim.readings)
    one = claim.numbers[name]
    others = tuple(each for each in (one.value, *one.others) if each != value)
    own = one.model_copy(update={"value": value, "others": others})
    return claim.model_copy(update={"numbers": {**claim.numbers, name: own}})


@pytest.mark.parametrize("name", SIDED)
def verif_each_reading_is_the_claim_stated_so(name: str, checked: dict[str, Checked]) -> None:
    # which of them stands first in the file decides nothing
    first = checked[name].verdict
    for at, reading in enumerate(first.readings):
        other = verdict_of(Work(stated_as(load_claim(name), reading.value)))
        assert (other.kind, other.parted) == (first.kind, first.parted)
        assert other.outcome.fulfilled is reading.fulfilled
        assert other.readings[0] == reading == first.readings[at]
        assert set(other.depends_on) == set(first.depends_on)


def test_both_claims_of_one_family_are_told_on_both_alerts(checked: dict[str, Checked]) -> None:
    for name in SIDED[:2]:
        one = checked[name]
        assert [each.value for each in one.verdict.readings] == ["day-to-day", "generated"]
        told = words.headline(one)
        assert ": day-to-day it " in told and "; generated it " in told
        assert "as stated it" not in words.verdict(one)
    # only what comes out otherwise by another reading depends on which
    turned, firmer = (checked[name] for name in SIDED[:2])
    assert words.headline(turned).startswith("Depends on alert: day-to-day it holds")
    assert turned.verdict.depends_on[0] == "alert" and "alert" not in firmer.verdict.depends_on
    assert words.headline(firmer).startswith("Depends on what is in doubt, but for alert day-to-day: ")


def test_without_readings_the_stated_answer_is_told(sound: str, read: Read) -> None:
    found = check_claim(read(sound))
    assert found.verdict.readings == () and not found.verdict.parted
    assert "; as stated it holds" in words.verdict(found)


@pytest.mark.parametrize(
    ("key", "said"), [("readings: chance", "no number with others"), ("beside: [fuor]", "did you mean four")]
)
def test_what_is_told_side_by_side_has_to_be_there(key: str, said: str, sound: str, read: Read) -> None:
    with pytest.raises(ClaimError, match=said) as caught:
        read(f"{sound}{key}\n")
    assert caught.value.one_line().startswith("my.yaml:15:")


def verif_the_band_of_a_formula_is_that_of_its_parts_world_by_world(checked: dict[str, Checked]) -> None:
    found = checked["ten-are-negligible"].verdict.computed
    every = np.minimum(1.0, 10.0 / np.array(found["flying"].every))
    assert found["of_reply"].doubt == pytest.approx(tuple(np.percentile(every, (5.0, 95.0))))
    assert found["stopped"].doubt is None  # no world moves a count


def test_every_quantity_of_worlds_has_a_band_in_all_that_is_told(checked: dict[str, Checked]) -> None:
    one = checked["cuts-make-the-shield-matter"]
    assert all(one.verdict.computed[name].doubt for name in one.claim.quantities)
    told = f"{words.row(one)}; {words.bands(one)}"
    assert told.count("where inputs are in doubt") == len(one.claim.quantities) == len(words.recorded(one.claim))
    assert all("where inputs are in doubt" in line for line in words.recorded(one.claim).values())
    assert record_of(one.claim, one.verdict).count(", low: ") == len(one.claim.quantities)


@pytest.mark.parametrize(
    ("low", "high", "spread", "said"),
    [(0.2, 0.4, "luck", "by no more than luck"), (0.09, 0.11, "luck", "to one side"), (0.1, 0.1, "", "to one side")],
)
def test_a_value_outside_its_own_band_says_so(low: float, high: float, spread: str, said: str) -> None:
    told = words.with_band(Computed(0.1, low, high, "share", "what", spread, (0.3, 0.5)))
    assert "as stated it lies outside that band" in told and said in told
    assert "outside" not in words.with_band(Computed(0.4, low, high, "share", "what", spread, (0.3, 0.5)))


def raids(sound: str, below: float) -> str:
    shots = "".join(f"  s{n}: {{kind: shots, chance: 0.56, shots: {n}}}\n" for n in (1, 2, 3))
    names = "{kind: onset, of: [s3, s2, s1], sizes: [1, 2, 5], below: limit, words: the least}"
    text = sound.replace("quantities:\n", f"quantities:\n{shots}  from_n: {names}\n")
    limit = f"limit: {{value: {below}, source: four-shots-2017, grade: press}}"
    return text.replace("numbers:\n", f"numbers:\n  {limit}\n")


@pytest.mark.parametrize(("below", "size"), [(0.99, 1), (0.9, 2), (0.6, 5), (0.5, 6)])
def verif_the_onset_is_the_least_size_from_which_all_lie_below(
    below: float, size: int, sound: str, read: Read
) -> None:
    # 0.915, 0.806, 0.56
    found = Work(read(raids(sound, below))).at()["from_n"]
    assert found.value == size


def test_sizes_stand_in_order_and_one_to_a_quantity(sound: str, read: Read) -> None:
    with pytest.raises(ClaimError, match="as many sizes as quantities"):
        read(raids(sound, 0.5).replace("sizes: [1, 2, 5]", "sizes: [1, 5, 2]"))


def test_a_share_of_worlds_is_counted_and_of_no_single_race() -> None:
    claim = load_claim("starts-an-arms-race")
    asked = claim.quantities["worlds"]
    found = Work(claim).at(only={"worlds", "wanted"})
    every = np.array(found["wanted"].every)
    assert found["worlds"].value == pytest.approx((every > 0.5).mean())
    alone = asked.model_copy(update={"less": ()})
    spoiled = claim.model_copy(update={"quantities": {**claim.quantities, "worlds": alone}})
    with pytest.raises(ClaimError, match="with more than another race"):
        Work(spoiled).at()


def verif_what_outlives_a_strike_is_that_of_the_balance() -> None:
    # both claims of the family rest on the same shares: the reply of a race as of now is that of drawdown
    from midcourse.claims.argument import _survivable
    from midcourse.strategy.balance.stance import stance_of

    for alert in ("day-to-day", "generated"):
        ours, theirs = _survivable("russia-2009-deployed", alert, 0, 1), stance_of("russia-2009-deployed").reply[alert]
        assert ours * 0.85 == pytest.approx(theirs)
