"""Formulas of prioritizing: what they come to, what they refuse, and that a hostile one costs nothing."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from tandem.core.errors import Refused
from tandem.definition.formulas import Formula, Scaled
from tandem.definition.recipes import RECIPES, band_of

# The first four rows are those of the field; the others are reckoned by hand.
VECTORS = [
    ("rice", {"reach": 2000, "impact": 2, "confidence": "0.8", "effort": 4}, "800"),
    ("opportunity", {"importance": 9, "satisfaction": 3}, "15"),
    ("opportunity", {"importance": 9, "satisfaction": 9}, "9"),
    ("opportunity", {"importance": 4, "satisfaction": 8}, "4"),
    ("value_effort", {"value": 9, "effort": 4}, "2.25"),
    ("wsjf", {"user_value": 13, "time_criticality": 8, "risk_reduction": 3, "job_size": 5}, "4.8"),
    ("ice", {"impact_of_ten": 7, "confidence_of_ten": 6, "ease": 5}, "210"),
    ("weighted", {"revenue": 250, "in_market": 50, "rising": "1.5", "strategic_fit": 10, "ease": 1}, "55"),
]


@pytest.mark.parametrize(("recipe", "values", "comes_to"), VECTORS)
def test_every_template_comes_to_its_vector(recipe: str, values: dict[str, object], comes_to: str) -> None:
    given = {key: Decimal(str(value)) for key, value in values.items()}
    chosen = RECIPES[recipe]
    scaled = {one.key: _scaled(one, given[one.key]) for one in chosen.drivers}
    assert Formula.read(chosen.formula).work_out(given, scaled).value == Decimal(comes_to)
    assert set(Formula.read(chosen.formula).drivers) == {one.key for one in chosen.drivers}


def _scaled(driver, value: Decimal) -> Scaled | None:
    if driver.low is None or driver.high is None:
        return None
    share = (min(max(value, driver.low), driver.high) - driver.low) / (driver.high - driver.low)
    return Scaled(1 - share if driver.falls else share, driver.weight)


@pytest.mark.parametrize(
    ("value", "band"),
    [
        (20, "Major"),
        ("15.1", "Major"),
        (15, "Solid"),
        (12, "Solid"),
        ("11.9", "Modest"),
        (10, "Modest"),
        (9, "Served already"),
    ],
)
def test_an_opportunity_says_its_band(value: object, band: str) -> None:
    assert band_of("opportunity", Decimal(str(value))) == band
    assert band_of("rice", Decimal(20)) == ""


@pytest.mark.parametrize(
    ("text", "comes_to"),
    [
        ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("10 - 4 - 3", "3"), ("2 * -3", "-6"), ("12 / 4 / 3", "1"),
        ("min(a, b, 7)", "2"), ("max(a, b)", "5"), ("if(a > b, 1, 0)", "1"), ("if(a + 1 <= b, 1, 0)", "0"), ("A * B", "10"),
        ("1 / 3", "0.3333"), ("if(b = 0, 0, a / b)", "2.5"),
    ],
)  # fmt: skip
def test_arithmetic_reads_as_on_paper(text: str, comes_to: str) -> None:
    assert Formula.read(text).work_out({"a": Decimal(5), "b": Decimal(2)}).value == Decimal(comes_to)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a / (b - 2)", "It divides by b, which is 0 here."),
        ("a / 0", "It divides by 0, which is 0 here."),
        ("a * c + effort_left", "Still needs c and effort left."),
        ("*".join(["999999999999"] * 15), "The figure is too large to be compared."),
    ],
)
def test_no_figure_is_answered_in_a_sentence(text: str, says: str) -> None:
    found = Formula.read(text).work_out({"a": Decimal(5), "b": Decimal(2)})
    assert (found.value, found.says) == (None, says)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Write a formula"), ("a b", "does not fit"), ("a +", "ends too early"), ("* a", "is missing"), ("(a", "not closed"),
        ("a)", "does not fit"), ("pow(a, b)", "There is no pow"), ("if(a, 1, 2)", "compares two things"), ("if(a > 1, 2)", "two answers"),
        ("min", "needs brackets"), ("weighted(a + 1)", "drivers alone"), ("a ** 9", "is missing"), ("a.b", "cannot be read"),
        ("__import__('os').system('ls')", "cannot be read"), ("a" * 401, "longer than 400"), ("(" * 30 + "a" + ")" * 30, "deeper"),
        ("-" * 60 + "a", "deeper"), ("1+" * 100 + "1", "more than 120"), ("lambda: 1", "cannot be read"), ("1e999", "does not fit"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_a_sentence_and_at_once(text: str, says: str) -> None:
    start = time.perf_counter()
    with pytest.raises(Refused, match=says):
        Formula.read(text)
    assert time.perf_counter() - start < 0.1
