"""Sentences that need proof, claims found in a text, and what quotes say instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.messaging.claims import against, candidates, contradicts, said_of, sayings, sentences
from tandem.messaging.quantities import quantities


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("You are told within 15 minutes when a bank feed stands still.", ("number",)),
        ("All your history moves over in one weekend.", ("number",)),
        ("Close your books in a day", ("number",)),
        ("Firms on 2.0 closed October.", ()),
        ("Firms on 2.0 closed October in two days.", ("number",)),
        ("Costs less than Rivalbooks from the third seat on.", ("number", "comparison")),
        ("The fastest way to close.", ("superlative",)),
        ("The most careful bookkeeping there is.", ("superlative",)),
        ("Cheaper, and better than a spreadsheet.", ("comparison",)),
        ("Our latest release is honest.", ()),
        ("No one of them knew.", ()),
        ("Every change carries the name of who made it.", ()),
        ("Your accountant opens the hand-over at the first try.", ()),
        ("Saves 40% of the evening.", ("number",)),
        ("It costs $1.5k a seat.", ("number",)),
    ],
)
def test_numbers_superlatives_and_comparisons_are_found(text: str, says: tuple[str, ...]) -> None:
    assert sayings(text) == says


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two days now, it was five", ["two days", "five days"]),
        ("went from four days to two", ["four days", "two days"]),
        ("in a day", ["one day"]),
        ("each one of them", []),
        ("12,500 firms and 30 people", ["12500 firms", "30 people"]),
        ("50% faster in 2.0", ["50%"]),
    ],
)
def test_quantities_are_read_with_what_they_count(text: str, expected: list[str]) -> None:
    assert [one.says for one in quantities(text)] == expected


def test_quotes_that_count_otherwise_are_said_beside_a_claim() -> None:
    quotes = ["two days now, it was five", "two days for the close", "went from four days to two"]
    assert against("Close your books in a day", quotes) == "3 quotes say two days; none says one"
    assert against("Close your books in a day", quotes[:1], ["in one day"]) == "1 quote says two days; 1 says one"
    assert against("Every change carries a name.", quotes) == ""


@pytest.mark.parametrize(
    ("quote", "feeling", "expected"),
    [
        ("two days for the close", "pleased", True),
        ("we close in one day", "pleased", False),
        ("we close in one day", "angry", True),
        ("we like the close", "", False),
        ("three people close", "", False),
    ],
)
def test_another_number_of_the_same_thing_or_a_bitter_voice_may_contradict(
    quote: str, feeling: str, expected: bool
) -> None:
    assert contradicts("Close your books in a day", quote, feeling) is expected


def test_candidates_are_the_sentences_that_assert_something_once_each() -> None:
    page = """Sideline 2
- You are told within an hour when a feed stops.
• Are your books current?
Agenda
Your accountant opens it, e.g. on a phone. You are told within an hour when a feed stops.
"""
    found = candidates(page, "Sideline")
    assert [one.text for one in found] == [
        "You are told within an hour when a feed stops.",
        "Your accountant opens it, e.g. on a phone.",
    ]
    assert said_of(found[0].says) == "a number"


@given(st.text(max_size=400))
def test_any_text_is_read_without_failing(text: str) -> None:
    assert all(sentence.strip() for sentence in sentences(text))
    assert all(4 <= len(one.text.split()) <= 45 for one in candidates(text))
    sayings(text)
