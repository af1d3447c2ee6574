"""What points at a person is covered, and what only looks like it stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.language.masking import COVER, covered, names_in

COVERED = [
    ("Write to anna.meier@client.example please.", "anna.meier@client.example"),
    ("mailto:a+b@mail.client.example?x", "a+b@mail.client.example"),
    ("?q=anna%40client.example", "anna%40client.example"),
    ("Write to anna.meier@cli…", "anna.meier@cli…"),
    ("Ask anna.meier@cli… · Tandem", "anna.meier@cli…"),
    ("Call +49 176 55…", "+49 176 55…"),
    ("josé@société.example, thanks", "josé@société.example"),
    ("Call +49 176 1234 5678 after five.", "+49 176 1234 5678"),
    ("+1 (415) 555-0132 is mine", "+1 (415) 555-0132"),
    ("+4917612345678", "+4917612345678"),
    ("or 0049 30 1234567.", "0049 30 1234567"),
    ("at (415) 555-0132 or later", "(415) 555-0132"),
    ("415-555-0132", "415-555-0132"),
    ("030/12345678", "030/12345678"),
    ("0176 12345678 (mobil)", "0176 12345678"),
    ("01 23 45 67 89", "01 23 45 67 89"),
    ("my phone number is 5550132", "5550132"),
    ("Tel.: 22 33 44 55", "22 33 44 55"),
    ("4111 1111 1111 1111 was charged twice", "4111 1111 1111 1111"),
    ("card 5500-0000-0000-0004", "5500-0000-0000-0004"),
    ("378282246310005", "378282246310005"),
    ("IBAN DE89 3704 0044 0532 0130 00, thanks", "DE89 3704 0044 0532 0130 00"),
    ("GB82WEST12345698765432", "GB82WEST12345698765432"),
]
STAYS = [
    "2026-11-22 09:00:00", "22/11/2026", "22.11.2026", "2026-11-22T09:00:00Z", "from 2019-2024", "09:00-17:30",
    "version 2.14.3", "v10.0.19045.3693", "Python 3.11.2 on 10.0.0.12", "192.168.100.200", "build 20261122.104",
    "order 4111111111111111", "order 555-123-4567", "invoice no. 030-1234567", "ticket #0176 12345678", "id 378282246310005",
    "4111111111111112", "1234567890123456", "569587140490866700", "1732266000000", "$1,234,567.89", "1 234 567 890", "12,500 rows",
    "1.300.000,00 EUR", "0.123456789", "ISBN 978-3-16-148410-0", "SKU 1234-5678", "F-3 and P-7", "react@18.2.0", "@client",
    "a @ b", "user@host", "DE00 3704 0044 0532 0130 00", "ABCD 1234", "4 of 6", "100000000", "0 to 10", "10-20-30-40",
    "550e8400-e29b-41d4-a716-446655440000", "9f23d931234567890", "+2", "+100%", "+1000000 rows", "call me on 3 May", "50.1234, 8.5678",
    "part-00003-44214757-070f-43de-9c3a", "0f 1f 84 00 00 00 00 00 66 90",
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), COVERED)
def test_what_points_at_a_person_is_covered_and_nothing_else(text: str, found: str) -> None:
    assert covered(text) == text.replace(found, COVER * len(found))


@pytest.mark.parametrize("text", STAYS)
def test_versions_dates_amounts_ids_and_order_numbers_stay(text: str) -> None:
    assert covered(text) == text


def test_a_name_of_two_words_is_covered_wherever_it_stands_and_one_word_only_alone() -> None:
    assert covered("Regards, ANNA  Meier.", ["Anna Meier"]) == "Regards, •••••••••••."
    assert covered("Annamaria Meierling", ["Anna Meier"]) == "Annamaria Meierling"
    assert covered(" Will ", ["Will"]) == " •••• "
    assert covered("Will it work?", ["Will"]) == "Will it work?"


def test_a_name_that_was_cut_short_is_covered_as_far_as_it_stands() -> None:
    assert names_in("Stuck, says Anna Mei…") >= {"Anna Mei…", "Mei…"}
    assert "Anna Mei…" in names_in("Stuck, says Anna Mei… · Tandem")
    assert covered("Stuck, says Anna Mei…", ["Anna Mei…"]) == "Stuck, says •••••••••"
    assert covered("Said Anna...", ["Anna..."]) == "Said •••••••"


def test_a_nickname_that_a_line_begins_with_is_covered() -> None:
    assert "lou" in names_in("lou, Support inbox")
    assert covered("lou, Support inbox", ["lou"]) == "•••, Support inbox"


def test_colleagues_are_spared() -> None:
    text = "Ada Okafor <ada@northwind.example> asked bo@client.example"
    assert covered(text, ["Ada Okafor"], spared=["ADA@northwind.example", "ada okafor"]).startswith(text[:35])


def test_names_are_looked_for_among_words_with_capitals() -> None:
    assert {"Anna Meier", "Jean-Luc O'Neil"} <= names_in("Yesterday Anna Meier met Jean-Luc O'Neil in town")


@given(st.text(), st.lists(st.text(), max_size=3))
def test_a_covered_text_is_as_long_as_it_was(text: str, names: list[str]) -> None:
    assert len(covered(text, names)) == len(text)
    assert covered(covered(text, names), names) == covered(text, names) or COVER in covered(text, names)
