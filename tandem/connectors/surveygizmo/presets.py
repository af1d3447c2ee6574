"""What is known of SurveyGizmo's CSV: many rows are partial, and headers repeat the question for each option."""

from __future__ import annotations

from typing import Any

from tandem.connectors.making import NOTE
from tandem.connectors.surveys import Survey, makes
from tandem.evidence.presets import Preset, register
from tandem.evidence.reading import Question
from tandem.evidence.tables import Tables

FACTS = (
    "Response ID|Time Started|Date Submitted|Status|Contact ID|Legacy Comments|Comments|Language|Referer|SessionID|"
    "User Agent|IP Address|Longitude|Latitude|Country|City|State/Region|Postal"
)
WHEN = "Time Started"


def asks(tables: Tables, product: Any) -> list[Question]:
    """Which columns hold open answers."""
    return Survey(tables, FACTS, WHEN).asks()


register(
    Preset(
        "surveygizmo_responses",
        "SurveyGizmo responses",
        "notes",
        "A row a respondent. Each answer to an open question is a note, with the question as its title; the other "
        "answers are kept beside it, and whether the respondent went to the end. Times have no zone in the file: "
        "say it. A respondent without an open answer is passed over. There are no ids: an answer is found again by "
        "time and words.",
        needs=("Time Started", "Date Submitted", "Status"),
        knows=("Response ID", "Contact ID"),
        makes=makes(FACTS, WHEN, "A response"),
        asks=asks,
        gives=NOTE,
        form="survey",
    )
)
