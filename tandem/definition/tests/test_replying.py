"""What a reply says, as rules: their own words found, the letter put together, what must not leave seen."""

from __future__ import annotations

from datetime import date

import pytest

from tandem.core.errors import Refused
from tandem.definition.replying import (
    LONGEST,
    Said,
    Secret,
    asked_block,
    greeting,
    is_late,
    is_solved,
    leaks,
    ways_to_write,
    words_from,
)
from tandem.team.letters import DECLINED, SHIPPED, compose, refuse_unknown

DAY = date(2026, 3, 18)
CALL = "Ada Okafor: What do you check first?\nLucille Brandt: Whether it balances. If it doesn't I stop.\nI mean it."


@pytest.mark.parametrize(
    ("said", "about", "words"),
    [
        (Said(DAY, f"Hi. The feed {'z' * 40} stops. Bye.", marked="The feed"), "x", f"The feed {'z' * 40} stops."),
        (
            Said(DAY, "Twelve bills are late. The same twelve.", marked="same"),
            "x",
            "Twelve bills are late. The same twelve.",
        ),
        (Said(DAY, "Hello. The bank feed stops. Bye now."), "The bank feed stops", "The bank feed stops."),
        (Said(DAY, "Nothing fits. Here."), "reconcile", "Nothing fits."),
        (Said(DAY, CALL, "Lucille Brandt"), "What do you check", "Whether it balances."),
        (Said(DAY, CALL, "Lucille Brandt", "If it doesn't"), "x", "Whether it balances. If it doesn't I stop."),
        (Said(DAY, "Note: it stops"), "stops", "it stops"),
        (Said(DAY, ""), "x", ""),
    ],
)
def test_a_reply_quotes_the_marked_or_the_fittest_sentence_of_the_person_alone(
    said: Said, about: str, words: str
) -> None:
    assert words_from(said, about) == words


def test_a_reply_quotes_a_sentence_and_not_a_call() -> None:
    assert len(words_from(Said(DAY, "word " * 500), "word")) <= LONGEST + 2


def test_what_they_told_us_stands_under_its_day_once_and_at_most_three_times() -> None:
    said = [(date(2026, 3, day), f"Words {day}") for day in (4, 3, 2, 5)] + [(DAY, "Words 2")]
    told = asked_block(said)
    assert told.startswith("On 2 March 2026 you told us:\n> Words 2")
    assert told.count("you told us") == 3
    assert "18 March" not in told


def test_a_line_that_needs_something_unknown_is_left_out() -> None:
    known = {"greeting": greeting(""), "asked": "On 2 March …", "title": "Reconcile", "since": "23 July 2026"}
    letter = compose(SHIPPED, known)
    assert letter.startswith("Hello,\n\nOn 2 March")
    assert "Since 23 July 2026 this is there for you: Reconcile." in letter
    assert "{" not in letter
    assert "What has not changed" not in letter
    assert "\n\n\n" not in letter


def test_a_declining_letter_gives_the_reason_and_no_date() -> None:
    letter = compose(DECLINED, {"greeting": greeting("Ana"), "reason": "Four of four would not open it."})
    assert letter.startswith("Hello Ana,")
    assert "Four of four would not open it." in letter


def test_braces_that_stand_for_nothing_are_refused_and_never_run() -> None:
    with pytest.raises(Refused, match="stands for nothing"):
        refuse_unknown("Hello {name.__class__}")
    assert compose("{greeting}", {"greeting": "{sender} %s {0}"}) == "{sender} %s {0}"


@pytest.mark.parametrize(
    ("text", "secret", "found"),
    [
        ("Aster Clinic has it too", "Aster Clinic", True),
        ("aster  clinic has it too", "Aster Clinic", True),
        ("We use Box for files", "Box", True),
        ("Tick the box", "Box", False),
        ("Boxes arrive", "Box", False),
        ("It comes with 2.1.", "2.1", True),
        ("It comes with 12.1 and 2.15", "2.1", False),
        ("On 4 December", "4 December", True),
        ("On 14 December", "4 December", False),
    ],
)
def test_a_secret_is_found_as_a_whole_word(text: str, secret: str, found: bool) -> None:
    assert bool(leaks(text, [Secret(secret, "a secret")])) is found


def test_their_own_quoted_words_give_nothing_away_and_words_added_to_them_do() -> None:
    own = asked_block([(DAY, "Aster Clinic told me about you")])
    secrets = [Secret("Aster Clinic", "another customer")]
    assert leaks(f"Hello,\n\n{own}\n\nIt is there.", secrets, their_own=own) == []
    assert leaks(f"{own}\n\nAster Clinic has it.", secrets, their_own=own) == secrets
    assert leaks("> Aster Clinic has it.", secrets, their_own=own) == secrets


def test_a_planned_day_is_found_however_it_is_written() -> None:
    assert {"4 December", "December 4", "2026-12-04", "4.12.2026"} <= set(ways_to_write(date(2026, 12, 4)))


def test_who_asked_waits_too_long_from_the_day_after_the_limit() -> None:
    assert not is_late(date(2026, 11, 8), date(2026, 11, 22), 14)
    assert is_late(date(2026, 11, 7), date(2026, 11, 22), 14)


@pytest.mark.parametrize(
    ("yes", "answers", "solved"), [(2, 2, False), (2, 3, True), (3, 5, True), (2, 5, False), (0, 0, False)]
)
def test_a_problem_is_solved_when_enough_of_enough_say_so(yes: int, answers: int, solved: bool) -> None:
    assert is_solved(yes, answers, share=0.6, least=3) is solved
