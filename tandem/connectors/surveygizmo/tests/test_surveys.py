"""Surveys: each open answer is a note, closed ones stand beside it, and which are open can be said otherwise."""

from __future__ import annotations

import pytest

from tandem.connectors.surveys import is_open, is_score, looks_written, question_of
from tandem.connectors.tests.kit import bring, figures, note
from tandem.evidence.tests.importing_cast import Cast, gather


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


def test_an_answer_to_an_open_question_is_a_note_and_the_rest_stands_beside(cast: Cast) -> None:
    assert figures(bring(cast, "surveygizmo_responses")) == (7, 0, 0, 1, 0)
    found = note(cast, "Rounding")
    assert found.title == "What would you like to see changed? (Feature #1)"
    assert found.custom["How often do you use it?"] == "Daily"
    assert note(cast, "Nobody is told").custom["answered"] == "Partial"


def test_a_person_says_which_columns_are_open(cast: Cast) -> None:
    report = bring(cast, "surveygizmo_responses", answers={"column 6": "leave", "column 7": "beside"})
    assert figures(report) == (3, 0, 0, 1, 0)
    assert "Feature #2:What would you like to see changed?" in note(cast, "every Monday").custom


def test_a_score_is_counted_once_for_each_respondent(cast: Cast) -> None:
    bring(cast, "googleforms_responses", dates="mdy")
    assert [(n.rating, n.rating_scale) for n in cast.notes()] == [(9, "nps_0_10"), (4, "nps_0_10")]
    assert note(cast, "by hand").custom["What is your name?"] == "Ana"


@pytest.mark.parametrize(
    ("question", "answers", "opened"),
    [
        ("What hinders you?", ["The bank feed stops on Mondays", "Nobody tells me when it does"], True),
        ("What is your name?", ["Ana Quay of the Harbor", "Bo Mill of the Valley"], False),
        ("How often?", ["Every single day of it", "Every single day of it"], False),
        ("Any comments?", ["no", "none"], False),
        ("Your course material", ["https://a.example/long/path", "https://b.example/long/path"], False),
        ("Nothing was said", [], False),
    ],
)
def test_an_open_answer_is_mostly_different_of_some_length_and_no_name(
    question: str, answers: list[str], opened: bool
) -> None:
    assert is_open(question, answers) is opened


def test_headers_and_scores_are_read_as_they_are_meant() -> None:
    assert question_of("Other - Write In:How do you run it?") == "How do you run it? (Other - Write In)"
    assert question_of("How do you\n run it?") == "How do you run it?"
    assert is_score("How likely are you to recommend us?", "10")
    assert not is_score("How likely are you to recommend us?", "eleven")
    assert not looks_written(["yes", "yes", "yes", "yes"])
