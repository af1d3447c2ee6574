"""What is known of NPS and satisfaction surveys: a score, and for those who wrote something a comment."""

from __future__ import annotations

from tandem.connectors.making import NOTE, Maker, address, skipped
from tandem.core.errors import Refused
from tandem.evidence.presets import Made, Preset, register
from tandem.evidence.reading import BadRow, Shape
from tandem.evidence.reading.values import number
from tandem.evidence.tables import Cells, Tables, text

BEST = {"nps": 10, "csat": 5, "ces": 7, "smileys": 5, "5-star": 5, "stars": 5, "pmf": 0}
WORDLESS = "A score without a comment says nothing that could be read."
SCORES = "score|nps|nps score|rating|how likely are you to recommend us"
COMMENTS = "comment|comments|feedback|verbatim|reason|reason for score|what is the main reason for your score"
USED = (
    "id|score|comment|created_at|permalink|person.email|person.name|person.id|person|email|name|tags|survey_type|"
    "response id|response date|person email|person name"
)
FEEDBACK_USED = (
    "properties.hs_content|properties.hs_value|hs_content|hs_value|properties.hs_submission_timestamp|hs_submission_timestamp|properties.hs_contact_email_rollup|hs_contact_email_rollup|properties.hs_object_id|hs_object_id|id|properties.hs_survey_type|hs_survey_type|properties.hs_submission_url|hs_submission_url"
)


def delighted(tables: Tables) -> Made:
    """A note for each response with a comment, on the scale of its kind of survey."""
    maker = Maker(tables, USED)
    for row, cells in tables.rows():
        comment = text(cells, "comment")
        if isinstance(row, BadRow) or not comment:
            yield skipped(row, WORDLESS)
            continue
        yield maker.record(
            row,
            cells,
            body=comment,
            external_id=text(cells, "id", "response id"),
            rating=scored(text(cells, "score"), text(cells, "survey_type") or "nps"),
            tags=cells.get("tags"),
            created_at=text(cells, "created_at", "response date"),
            url=text(cells, "permalink"),
            author_email=address(text(cells, "person.email", "person email", "email")),
            author_name=text(cells, "person.name", "person name", "name"),
            author_external_id=text(cells, "person.id", "person"),
        )


def feedback(tables: Tables) -> Made:
    """A note for each feedback submission of HubSpot with words."""
    maker = Maker(tables, FEEDBACK_USED)
    for row, cells in tables.rows():
        said = {name: _property(cells, name) for name in ("content", "value", "survey_type", "object_id")}
        if isinstance(row, BadRow) or not said["content"]:
            yield skipped(row, WORDLESS)
            continue
        yield maker.record(
            row,
            cells,
            body=said["content"],
            rating=scored(said["value"], said["survey_type"].lower()),
            external_id=said["object_id"] or text(cells, "id"),
            created_at=_property(cells, "submission_timestamp"),
            author_email=address(_property(cells, "contact_email_rollup")),
            url=_property(cells, "submission_url"),
        )


def scored(score: str, kind: str) -> str:
    """A score with the best one its kind of survey has; empty where the scale is not known or it lies outside of it."""
    best = BEST.get(kind, 0)
    return f"{score}/{best}" if best and score.isdecimal() and len(score) < 4 and int(score) <= best else ""


def is_promoting(shape: Shape) -> bool:
    """Whether the scores run from 0 to 10, with some above five, and a column of words stands beside them."""
    for column in shape.columns:
        if any(column.header.strip().lower() == name for name in SCORES.split("|")):
            found = _numbers(column.samples)
            return bool(found) and max(found) <= 10 and max(found) > 5
    return False


def _numbers(samples: tuple[str, ...]) -> list[float]:
    found = []
    for sample in samples:
        try:
            found.append(float(number(sample)))
        except Refused:
            continue
    return found


def _property(cells: Cells, name: str) -> str:
    return text(cells, f"properties.hs_{name}", f"hs_{name}")


register(
    Preset(
        "nps_delighted",
        "Delighted responses",
        "notes",
        "Responses as JSON of the API, or as CSV. The kind of survey decides the scale. A score without a comment "
        "is passed over: a note is what somebody said.",
        needs=("id|response id", "score", "comment", "survey_type|permalink|response date"),
        knows=("person|person.id|person email", "created_at", "tags", "notes", "additional_answers"),
        makes=delighted,
        gives=NOTE,
        form="nps",
        verified=False,
    )
)
register(
    Preset(
        "nps_hubspot",
        "HubSpot feedback submissions",
        "notes",
        "Feedback submissions as JSON of the API or as a table. A score without words is passed over.",
        needs=("properties.hs_content|hs_content", "properties.hs_value|hs_value"),
        knows=(
            "properties.hs_survey_type|hs_survey_type",
            "properties.hs_survey_name|hs_survey_name",
            "properties.hs_response_group|hs_response_group",
        ),
        makes=feedback,
        gives=NOTE,
        form="nps",
        verified=False,
    )
)
register(
    Preset(
        "nps_scores",
        "NPS scores with comments",
        "notes",
        "Any table with a score from 0 to 10 and a comment beside it.",
        needs=(SCORES, COMMENTS),
        knows=("email", "name", "date|created_at|response date", "id|response id", "company"),
        lacks=("survey_type", "permalink", "hs_content", "reviewId"),
        fits=is_promoting,
        scales={"rating": "nps_0_10"},
        columns={
            "body": COMMENTS,
            "rating": SCORES,
            "author_email": "email|email address|customer email",
            "author_name": "name|customer",
            "created_at": "date|created_at|response date|submitted at|timestamp",
            "external_id": "id|response id",
            "company": "company|account|organization",
            "tags": "tags|segment",
        },
        form="nps",
        verified=False,
    )
)
