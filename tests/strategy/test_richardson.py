"""Richardson's equations: textbook values, the exact test of stability, two methods that agree."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from midcourse.errors import ScenarioError
from midcourse.strategy.race.coefficients import bounds_of, chosen, coefficient, dollars, worlds_of
from midcourse.strategy.race.richardson import BORDERLINE, RUNAWAY, STABLE, Richardson, disagreement

YEARS = [float(year) for year in range(41)]
RATES = st.floats(0.01, 1.0).map(lambda value: round(value, 3))
OUTLAYS = st.floats(0.0, 100.0)


def val_a_textbook_race_rests_where_the_formula_says() -> None:
    # x* = (k h + b g) / (ab - kl): k = l = 1, a = b = 2, g = h = 3 gives 3 and 3; rates -1 and -3
    model = Richardson(1.0, 1.0, 2.0, 2.0, 3.0, 3.0)
    assert model.equilibrium == (3.0, 3.0)
    assert model.eigenvalues == (-1.0, -3.0)
    assert model.verdict == STABLE
    # from nought, both alike: 3 (1 - e^-t)
    assert model.course([1.0])[0] == pytest.approx([3.0 * (1.0 - math.exp(-1.0))] * 2, rel=1e-13)
    # k = 2, l = 1, a = 3, b = 2, g = 4, h = 1: ab - kl = 4, x* = (2 + 8) / 4, y* = (4 + 3) / 4
    assert Richardson(2.0, 1.0, 3.0, 2.0, 4.0, 1.0).equilibrium == (2.5, 1.75)


def val_the_outlays_before_1914_grow_by_the_published_slope() -> None:
    # Richardson 1960, recalled: 199.2, 204.8, 214.9, 238.7, 289.0 million pounds from 1909 to 1913; he found
    # the yearly change to rise by 0.73 a year with the mean of two years, nought at 194
    outlay = np.array([199.2, 204.8, 214.9, 238.7, 289.0])
    slope, at_nought = np.polyfit((outlay[1:] + outlay[:-1]) / 2.0, np.diff(outlay), 1)
    assert slope == pytest.approx(0.73, abs=0.01)
    assert -at_nought / slope == pytest.approx(194.0, abs=1.0)
    # two sides alike with k - a = 0.73 and no grievance beyond -0.73 x 194 / 2 each: their sum follows that law
    model = Richardson(0.93, 0.93, 0.2, 0.2, -0.73 * 97.0, -0.73 * 97.0, 99.6, 99.6)
    total = model.course([4.0])[0].sum()
    assert total == pytest.approx(194.0 + (199.2 - 194.0) * math.exp(4.0 * 0.73), rel=1e-9)
    assert total == pytest.approx(289.0, rel=0.02)


@pytest.mark.parametrize(
    ("k", "l", "a", "b", "verdict"),
    [
        (0.1, 0.4, 0.2, 0.2, BORDERLINE),  # 0.1 x 0.4 is 0.2 x 0.2, in decimals though not in binary
        (0.1, 0.39, 0.2, 0.2, STABLE),
        (0.1, 0.41, 0.2, 0.2, RUNAWAY),
        (0.0, 0.0, 0.0, 0.0, BORDERLINE),
        (0.0, 5.0, 0.1, 0.1, STABLE),
        (0.5, 0.5, 0.0, 1.0, RUNAWAY),
    ],
)
def verif_the_verdict_is_that_of_ab_against_kl(k: float, l: float, a: float, b: float, verdict: str) -> None:  # noqa: E741
    model = Richardson(k, l, a, b, 1.0, 1.0, 1.0, 1.0)
    assert model.verdict == verdict
    assert (model.equilibrium is None) == (verdict == BORDERLINE)
    assert disagreement(model.course(YEARS), model.integrated(YEARS)) < 1e-8


@given(RATES, RATES, RATES, RATES, OUTLAYS, OUTLAYS, OUTLAYS, OUTLAYS)
@settings(max_examples=60, deadline=None)
def prop_test_eigenvalues_and_the_long_run_agree(
    k: float, l: float, a: float, b: float, g: float, h: float, x0: float, y0: float  # noqa: E741
) -> None:  # fmt: skip
    model = Richardson(k, l, a, b, g, h, x0, y0)
    first, second = model.eigenvalues
    assert sorted((first, second)) == pytest.approx(sorted(np.linalg.eigvals(model.matrix).real), abs=1e-9)
    assert first * second == pytest.approx(model.determinant, abs=1e-9)
    assert first + second == pytest.approx(model.trace, abs=1e-9)
    assert model.below_zero(YEARS) is None  # nothing here is below nought
    if model.verdict == STABLE and first < -0.005:
        rest = model.equilibrium
        assert rest is not None
        far = model.course([30.0 / -first])[0]
        assert far == pytest.approx(rest, rel=1e-6, abs=1e-6)
    if model.verdict == RUNAWAY and first > 0.005 and x0 + y0 + g + h > 0.1:
        early, late = model.course([20.0 / first, 21.0 / first])
        assert late[0] == pytest.approx(early[0] * math.e, rel=1e-3)


def test_goodwill_may_take_a_linear_model_below_nought_and_says_so() -> None:
    assert (
        Richardson(0.1, 0.1, 0.2, 0.2, -1.0, -1.0, 5.0, 5.0).below_zero(YEARS) == 5.0
    )  # 15 e^(-t/10) = 10 at 4.05


def test_coefficients_are_set_by_name_and_lose_their_doubt() -> None:
    names = ("shots", "reliable", "system-price", "european-site-price", "fatigue-shield")
    known = chosen(names, ["shots=2", "system-price = 1 bn$"])
    assert (
        known["shots"].value == 2.0 and not known["shots"].doubtful and known["shots"].number.grade == "user"
    )
    assert known["system-price"].value == 1e9
    assert known["european-site-price"].value == pytest.approx(404e6)  # of ten
    assert known["reliable"].doubtful
    assert bounds_of(known["fatigue-shield"]) == (0.0, 2.0)
    draws = worlds_of(known, 50, 1)
    assert set(draws["shots"]) == {2.0}
    assert draws["reliable"].min() >= 0.75 and draws["reliable"].max() <= 0.95
    alone = worlds_of({"reliable": known["reliable"]}, 50, 1)
    assert (alone["reliable"] == draws["reliable"]).all()  # another coefficient less changes nothing


@pytest.mark.parametrize(
    "text", ["shots", "shots=", "shotz=2", "shots=0", "reliable=2", "system-price=3", "shots=nan"]
)
def test_what_cannot_be_set_is_refused(text: str) -> None:
    with pytest.raises(ScenarioError):
        chosen(("shots", "reliable", "system-price"), [text])


def test_money_reads_as_people_write_it() -> None:
    assert [dollars(value) for value in (0.0, 88e6, 999e6, 1e9, 29.5e9, 2e12)] == [
        "0 $", "88 M$", "999 M$", "1 bn$", "29.5 bn$", "2,000 bn$",
    ]  # fmt: skip
    assert coefficient("plan-c3-price").value == pytest.approx(48.8e9 / 250)
