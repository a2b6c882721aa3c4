"""Files of claims: what is wrong with one is told in a line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from midcourse.catalog import entries
from midcourse.claims.model import Claim
from midcourse.claims.read import claim_names, load_claim
from midcourse.errors import ClaimError

Read = Callable[[str], Claim]


def test_a_sound_claim_is_read(sound: str, read: Read) -> None:
    claim = read(sound)
    assert claim.tested.names == ("four",)
    assert claim.numbers["chance"].high == 0.62


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("source: four-shots-2017\nwhere", "where", 1, "a key is missing"),
        ("four-shots-2017\nwhere", "four-shots-2018\nwhere", 4, "did you mean four-shots-2017"),
        ("press\nquantities", "gossip\nquantities", 6, "not a grade"),
        ("2017-10-11", "last week", 3, "not a day"),
        ("condition: four >= 0.96\n", "", 1, "a key is missing"),
        ("four >= 0.96", "fuor >= 0.96", 12, "did you mean four"),
        ("four >= 0.96", "four == 0.96", 12, "not a comparison"),
        ("four >= 0.96", "four", 12, "neither true nor false"),
        ("shows: four", "shows: five", 13, "no such quantity"),
        ("{four}.", "{for}.", 14, "did you mean four"),
        ("{four}.", "{four.", 14, "not readable"),
        ("kind: shots", "kind: shot", 8, "did you mean shots"),
        ("kind: shots, ", "", 8, "a key is missing"),
        ("of: 1 - four", "of: 1 - rest", 9, "rests on itself"),
        ("of: 1 - four", "of: 1 - foru", 9, "did you mean four"),
        ("  four: {", "  Four!: {", 8, "not a name"),
        ("  chance: {", "  four: {", 11, "the name of a quantity too"),
        ("value: 0.56", "value: 0.66", 11, "out of order"),
        ("low: 0.5, ", "", 11, "low and high stand together"),
        ("who: somebody", "whom: somebody", 2, "unknown key"),
        ("says: Four shots stop it.", f"says: {'word ' * 31}", 1, "longer than 30 words"),
        ("shots: 4}", "shots: 4, verdict: holds}", 8, "unknown key"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(
    old: str, new: str, line: int, said: str, sound: str, read: Read
) -> None:
    assert old in sound
    with pytest.raises(ClaimError) as caught:
        read(sound.replace(old, new, 1))
    told = caught.value.one_line()
    assert told.startswith(f"my.yaml:{line}:"), told
    assert said in told


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gabala-would-d", "did you mean gabala-would-do"),
        ("nothing/there.yaml", "cannot be read"),
        ("docs.yaml/", "no such claim"),
    ],
)
def test_a_claim_that_does_not_exist_is_told_in_a_line(name: str, said: str) -> None:
    with pytest.raises(ClaimError, match=said) as caught:
        load_claim(name)
    assert caught.value.exit_code == 2


def test_a_file_of_ones_own_is_read(tmp_path: Path, sound: str) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(sound)
    assert load_claim(file).id == "mine"


@pytest.mark.parametrize("name", claim_names())
def test_a_built_in_claim_is_sound_cited_and_holds_no_verdict(name: str) -> None:
    claim = load_claim(name)
    assert claim.source in entries("sources")
    assert set(claim.recorded) == set(claim.quantities)
    assert not {"verdict", "holds"} & set(Claim.model_fields)
