"""What makes two rows the same note, and when something said more often is growth: rules on plain values."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tandem.evidence.growth import growth_of, rises
from tandem.evidence.keys import key_of_id, key_of_words

THEN = datetime(2026, 11, 1, 9, tzinfo=UTC)
KEY = key_of_words("Ola Reyes", THEN, "The feed stops unseen.", 1)


def test_the_key_of_a_note_is_its_id_where_the_source_gives_one() -> None:
    assert key_of_id("T-1") == key_of_id("T-1")
    assert key_of_id("T-1") != key_of_id("T-2")
    assert key_of_id("T-1") != key_of_words("", None, "T-1", 1)


@pytest.mark.parametrize(
    ("author", "said_at", "body", "nth"),
    [
        ("Ola Reyes", THEN, "The feed stops unseen.", 1),
        (" ola reyes ", THEN, "The feed stops unseen.", 1),
        ("Ola Reyes", THEN, " The  feed\nstops unseen. ", 1),
        ("Ola Reyes", THEN, "the FEED stops unseen.", 1),
    ],
)
def test_without_an_id_spaces_and_case_make_no_other_note(author: str, said_at: datetime, body: str, nth: int) -> None:
    assert key_of_words(author, said_at, body, nth) == KEY


@pytest.mark.parametrize(
    ("author", "said_at", "body", "nth"),
    [
        ("Ada Reyes", THEN, "The feed stops unseen.", 1),
        ("Ola Reyes", THEN.replace(day=2), "The feed stops unseen.", 1),
        ("Ola Reyes", None, "The feed stops unseen.", 1),
        ("Ola Reyes", THEN, "The feed stops.", 1),
        ("Ola Reyes", THEN, "The feed stops unseen.", 2),
    ],
)
def test_without_an_id_another_author_date_text_or_occurrence_is_another_note(
    author: str, said_at: datetime | None, body: str, nth: int
) -> None:
    assert key_of_words(author, said_at, body, nth) != KEY


@pytest.mark.parametrize(
    ("lately", "before", "growth", "up"),
    [
        (0, 0, None, False),
        (4, 0, None, False),
        (5, 0, float("inf"), True),
        (3, 2, 1.5, True),
        (7, 5, 1.4, False),
        (0, 9, 0.0, False),
    ],
)
def test_growth_is_six_weeks_against_six_and_rises_from_half_as_often_again(
    lately: int, before: int, growth: float | None, up: bool
) -> None:
    assert growth_of(lately, before) == growth
    assert rises(growth) is up
