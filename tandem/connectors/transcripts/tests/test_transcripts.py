"""Transcripts: customers' turns are notes, ours are kept beside and never counted, and each note points back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tandem.connectors.tests.kit import bring, figures, fixture, note
from tandem.connectors.transcripts.presets import role_of
from tandem.core.errors import Refused
from tandem.evidence.models import Company, Import
from tandem.evidence.tests.importing_cast import Cast, gather


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


def test_turns_of_one_speaker_are_joined_and_ours_stand_beside(cast: Cast) -> None:
    assert figures(bring(cast, "transcripts_session")) == (2, 0, 0, 2, 0)
    first = note(cast, "bank feed stops")
    assert first.body == "The bank feed stops.\nAnd nobody is told about it."
    assert first.custom["before it"] == "Interviewer 1: Thank you for your time.\nWhat happens on Mondays?"
    assert (first.author_name, first.title) == ("Interviewee", "transcripts_session")
    whole = fixture("transcripts_session").read_text()
    start, end = map(int, first.custom["characters"].split(" to "))
    assert whole[start:end] == "The bank feed stops.\n\nInterviewee : And nobody is told about it."


def test_a_session_with_the_manager_counts_as_a_talk_with_the_pm(cast: Cast) -> None:
    Company.open("Quay Freight", by=cast.owner, domains=["quay.example"])
    answers = {"speaker Ana Quay": "customer", "company": "quay.example", "day": "2026-03-31"}
    assert figures(bring(cast, "call.vtt", answers=answers)) == (1, 0, 0, 1, 0)
    found = note(cast, "nobody is told")
    assert (found.with_pm, found.company.title) == (True, "Quay Freight")
    assert found.said_at.date().isoformat() == "2026-03-31"
    assert found.custom["time"] == "00:00:04 to 00:00:09"


def test_who_an_unknown_speaker_is_must_be_said(cast: Cast) -> None:
    with pytest.raises(Refused, match="Who is Ana, with 1 turn\\? Answer speaker Ana with customer or ours"):
        bring(cast, "call.srt")
    assert figures(bring(cast, "call.srt", answers={"speaker Ana": "customer"})) == (1, 0, 0, 1, 0)
    assert note(cast, "The bank feed").body == "The bank feed\nstops."


def test_a_talk_without_labels_is_read_where_it_is_said_to_be_one(cast: Cast, tmp_path: Path) -> None:
    talk = tmp_path / "talk.txt"
    talk.write_text("It stops on Mondays, and no one tells us.\n\nWe see it when a customer calls.\n")
    answers = {"speaker (no name)": "customer"}
    assert figures(bring(cast, talk, preset="transcripts_session", answers=answers)) == (2, 0, 0, 0, 0)


def test_a_turn_put_in_later_moves_no_other_note(cast: Cast, tmp_path: Path) -> None:
    talk = tmp_path / "talk.txt"
    text = "Interviewer: Well?\n\nInterviewee: It stops.\n\nInterviewer: And?\n\nInterviewee: It stops.\n"
    talk.write_text(text)
    assert bring(cast, talk).created == 2
    talk.write_text("Interviewee: Hello.\n\n" + text)
    again = bring(cast, talk)
    assert (again.created, again.unchanged + again.updated) == (1, 2)


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Interviewer 1", "ours"), ("interviewer1", "ours"), ("Moderator", "ours"), ("Interviewee", "customer"),
        ("P3", "customer"), ("Ines Import", "pm"), ("Sam Support", "ours"), ("Ana Quay", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_label_or_a_name_tells_who_is_ours(label: str, role: str) -> None:
    assert role_of(label, {"samsupport", "inesimport"}, "inesimport") == role


def test_the_questions_are_kept_with_the_import(cast: Cast) -> None:
    bring(cast, "transcripts_session")
    asked = [one.name for one in Import.objects.latest("item__number").shown_shape.questions if one.name]
    assert asked == ["speaker Interviewer 1", "speaker Interviewee", "session", "company", "day"]
