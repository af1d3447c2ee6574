"""Numbers, money and days as a person says them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tandem.ui import figures

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (0, "$0"),
        (940, "$940"),
        (999.6, "$1k"),
        (1000, "$1k"),
        (1_500, "$1.5k"),
        (9_960, "$10k"),
        (182_400, "$182k"),
        (999_700, "$1m"),
        (1_312_400, "$1.3m"),
        (Decimal("2000000000"), "$2bn"),
        (-45_000, "-$45k"),
    ],
)
def test_money_is_said_in_three_figures(amount: Decimal, said: str) -> None:
    assert figures.compact(amount) == said


def test_money_keeps_the_full_amount_in_its_title() -> None:
    assert 'title="1,312,400.00 EUR"' in figures.money(1_312_400, "EUR")
    assert "€1.3m" in figures.money(1_312_400, "EUR")


@pytest.mark.parametrize("nothing", [None, "", "n/a", "NaN", "Infinity"])
def test_what_is_no_number_is_shown_as_nothing(nothing: object) -> None:
    assert (figures.num(nothing), figures.compact(nothing), figures.money(nothing)) == ("", "", "")


def test_numbers_group_their_thousands() -> None:
    assert [figures.num(value) for value in (12480, 18.4, Decimal("3.00"), "7")] == ["12,480", "18.4", "3", "7"]


def test_one_note_is_singular() -> None:
    assert [figures.plural(count, "note") for count in (0, 1, 1200)] == ["0 notes", "1 note", "1,200 notes"]
    assert figures.plural(2, "company,companies") == "2 companies"


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 11, 22), "Today"),
        (date(2026, 11, 21), "Yesterday"),
        (date(2026, 11, 23), "Tomorrow"),
        (date(2026, 11, 18), "18 Nov"),
        (date(2024, 3, 1), "1 Mar 2024"),
        (datetime(2026, 11, 22, 8, 0, tzinfo=UTC), "Today"),
    ],
)
def test_days_are_said_as_seen_from_today(on: date, said: str) -> None:
    assert figures.day(on, TODAY) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [("Ada Okafor", "AO"), ("Mina", "M"), ("Ana de la Cruz", "AC"), (None, "?"), ("", "?"), ("— ", "?")],
)
def test_initials_are_of_the_first_and_last_name(name: str | None, said: str) -> None:
    assert figures.initials(name) == said


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [(30, "%", "30%"), (Decimal("4.50"), "days", "4.5 days"), (0, "% of firms", "0% of firms"), (None, "days", "–")],
)
def test_a_percent_sign_stands_at_its_number_and_other_units_apart(value: object, unit: str, said: str) -> None:
    assert figures.measured(value, unit) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("No price is decided.", "No price is decided"),
        ("One left. Ask again.", "One left. Ask again."),
        ("and so on...", "and so on..."),
    ],
)
def test_one_sentence_under_a_title_goes_without_its_period(text: str, said: str) -> None:
    assert figures.line(text) == said
