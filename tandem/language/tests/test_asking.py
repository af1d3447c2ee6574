"""A search as it was typed, typos, and excerpts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.language import Asked, Encoder, excerpt, nearest_sentences, nearest_words

KNOWN = [("reconciliation", 40), ("recognition", 12), ("crane", 9), ("crate", 30), ("feed", 80), ("food", 3)]


def test_words_phrases_and_what_is_unwanted_are_told_apart() -> None:
    asked = Asked.of("“Bank feed” stuck OR late -reply  -“on hold”")
    assert asked.words == ["bank", "feed", "stuck", "late"]
    assert asked.unwanted == '"reply" OR "on hold"'
    assert asked.sense == "Bank feed stuck late"
    assert asked.verbatim == ""
    assert Asked.of('"Bank feed"').verbatim == "bank feed"


def test_a_word_with_a_hyphen_is_wanted() -> None:
    assert Asked.of("log-in fails").unwanted == ""


def test_another_word_takes_a_words_place_but_not_where_it_is_unwanted() -> None:
    assert Asked.of("cranne Cranne crannes -cranne").instead("cranne", "crane").text == "crane crane crannes -cranne"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("reconcilation", ["reconciliation"]),
        ("recnociliation", ["reconciliation"]),
        ("craen", ["crane"]),
        ("crake", ["crate", "crane"]),
        ("fede", ["feed"]),
        ("fe", []),
        ("zebra", []),
    ],
)
def test_the_nearest_known_words_are_meant(typed: str, meant: list[str]) -> None:
    assert nearest_words(typed, KNOWN) == meant


def test_an_excerpt_stands_around_its_first_place() -> None:
    text = "word " * 200 + "needle " + "word " * 200
    shown = excerpt(text, [(1000, 1006), (1900, 1904)])
    assert len(shown.text) <= 322
    assert shown.text.startswith("…")
    assert shown.text.endswith("…")
    assert [shown.text[start:end] for start, end in shown.places] == ["needle"]


@given(st.text(max_size=900), st.integers(0, 900), st.integers(1, 30))
def test_a_marked_place_says_in_the_excerpt_what_it_says_in_the_text(text: str, start: int, length: int) -> None:
    end = min(start + length, len(text))
    shown = excerpt(text, [(start, end)] if start < end else [])
    for first, last in shown.places:
        assert shown.text[first:last] in text[start:end]
    assert start >= end or shown.places


@given(st.text(max_size=1200))
def test_anything_typed_can_be_asked(typed: str) -> None:
    asked = Asked.of(typed)
    assert len(asked.text) <= 1000
    assert isinstance(asked.fault, str)
    assert isinstance(asked.sense + asked.unwanted + asked.verbatim, str)


def test_the_nearest_sentence_of_each_text_is_found() -> None:
    wanted = Encoder.shipped().encode(["the invoice is wrong"])[0]
    text = "We like the colours. Your bill shows the wrong amount! See you soon."
    (place, none) = nearest_sentences([text, "Short."], wanted)
    assert place is not None
    assert text[slice(*place)] == "Your bill shows the wrong amount!"
    assert none is None
