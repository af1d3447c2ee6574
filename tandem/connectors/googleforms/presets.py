"""What is known of the CSV of Google Forms: the time comes first, then the questions as headers."""

from __future__ import annotations

from typing import Any

from tandem.connectors.making import NOTE
from tandem.connectors.surveys import Survey, makes
from tandem.evidence.presets import Preset, register
from tandem.evidence.reading import Question, Shape
from tandem.evidence.tables import Tables, loosened

FACTS, WHEN = "Timestamp|Email Address|Username|Score", "Timestamp"


def asks(tables: Tables, product: Any) -> list[Question]:
    """Which columns hold open answers."""
    return Survey(tables, FACTS, WHEN).asks()


def has_questions(shape: Shape) -> bool:
    """Whether the time comes first and most of the other headers read like questions."""
    first, *others = [column.header for column in shape.columns] or [""]
    asked = [header for header in others if header.strip().endswith(("?", ":")) or len(header.split()) > 3]
    return loosened(first) == "timestamp" and len(asked) * 2 >= max(1, len(others))


register(
    Preset(
        "googleforms_responses",
        "Google Forms responses",
        "notes",
        "A row a respondent. Each answer to an open question is a note, with the question as its title; the other "
        "answers are kept beside it. The time is written as the owner's language has it: where day and month could "
        "be either, it is asked. There are no ids: an answer is found again by time and words.",
        needs=("Timestamp",),
        knows=("Email Address", "Username", "Score"),
        fits=has_questions,
        makes=makes(FACTS, WHEN, "A response"),
        asks=asks,
        gives=NOTE,
        form="survey",
    )
)
