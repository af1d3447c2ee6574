"""Answers to custom fields are read as a person means them, or refused in a sentence that names the field."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tandem.core.errors import Refused
from tandem.team.filling import FORMS, LISTS, Shape, in_words, read

OPTIONS = ((1, "EMEA", True), (2, "Americas", True), (3, "Moon", False))


def shape(form: str) -> Shape:
    return Shape("Region", form, "seats" if form == "number" else "", OPTIONS if form in LISTS else ())


@pytest.mark.parametrize(
    ("form", "said", "kept", "words"),
    [
        ("line", "  two\n words ", "two words", "two words"),
        ("words", "two\nlines ", "two\nlines", "two\nlines"),
        ("number", "1,200.50", "1200.5", "1,200.5 seats"),
        ("number", 0, "0", "0 seats"),
        ("number", "100", "100", "100 seats"),
        ("money", "-12.345", "-12.34", "-12.34"),
        ("day", "2026-11-22", "2026-11-22", "22 Nov 2026"),
        ("day", date(2026, 11, 22), "2026-11-22", "22 Nov 2026"),
        ("yes", "Yes", True, "Yes"),
        ("yes", False, False, "No"),
        ("choice", "emea", 1, "EMEA"),
        ("choices", ["Americas", "EMEA", "emea"], [1, 2], "EMEA, Americas"),
        ("choices", "Americas; EMEA", [1, 2], "EMEA, Americas"),
        ("link", "https://example.com/a?b=1", "https://example.com/a?b=1", "https://example.com/a?b=1"),
        ("member", "7", 7, "Ada Okafor"),
    ],
)
def test_an_answer_is_kept_and_said_again(form: str, said: Any, kept: Any, words: str) -> None:
    assert read(shape(form), said) == kept
    assert in_words(shape(form), kept, {7: "Ada Okafor"}) == words


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("line", "x" * 301),
        ("number", "1,5"),
        ("number", "many"),
        ("number", "1e400"),
        ("number", True),
        ("number", "9" * 16),
        ("number", "Infinity"),
        ("day", "22.11.2026"),
        ("day", "2026-02-30"),
        ("yes", "perhaps"),
        ("choice", "Mars"),
        ("choice", "Moon"),
        ("choices", ["EMEA", "Mars"]),
        ("link", "javascript:alert(1)"),
        ("link", "https://"),
        ("link", "http://[half"),
        ("link", "https://a b.example"),
        ("member", "Ada"),
        ("member", "-1"),
    ],
)
def test_what_does_not_fit_is_refused_by_the_name_of_the_field(form: str, said: Any) -> None:
    with pytest.raises(Refused, match="Region"):
        read(shape(form), said)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("said", ["", "  ", None, []])
def test_nothing_is_no_answer(form: str, said: Any) -> None:
    assert read(shape(form), said) is None
    assert in_words(shape(form), None, {}) == ""


def test_what_was_withdrawn_is_still_read_where_it_was_chosen() -> None:
    assert in_words(shape("choice"), 3, {}) == "Moon"
