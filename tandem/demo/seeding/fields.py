"""What the demo company asks of its things beyond what Tandem does, and what was answered."""

from __future__ import annotations

from typing import Any

from tandem.demo.cast import Cast
from tandem.demo.seeding.team import ADMINISTRATOR, HEAD
from tandem.demo.timeline import Timeline
from tandem.team.models import CustomField, FieldValue

ASKED, ANSWERED = 70, 20
FIELDS: tuple[dict[str, Any], ...] = (
    {"name": "Promised in a contract", "of": "feature", "form": "yes", "hint": "Somebody signed for it."},
    {"name": "Team", "of": "feature", "form": "choice", "options": ("Feeds", "Close", "Payments")},
    {"name": "Annual theme", "of": "problem", "form": "choice", "options": ("Trust", "Speed", "Reach")},
    {"name": "Data kept in", "of": "company", "form": "choice", "options": ("Europe", "United States")},
    {"name": "Seats", "of": "company", "form": "number", "unit": "seats"},
)
SAID: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("feature", "f_tell", {"team": "Feeds", "promised_in_a_contract": "yes"}),
    ("feature", "f_resync", {"team": "Feeds", "promised_in_a_contract": "no"}),
    ("feature", "f_close_list", {"team": "Close"}),
    ("problem", "feed", {"annual_theme": "Trust"}),
    ("problem", "close", {"annual_theme": "Speed"}),
    ("company", "finch", {"data_kept_in": "United States", "seats": "18"}),
)


def schedule(timeline: Timeline, cast: Cast) -> None:
    """Asked once the first features stood, answered since."""
    for row in FIELDS:
        timeline.on(ASKED, _ask, cast, row)
    for kind, key, said in SAID:
        timeline.on(ANSWERED, _answer, cast, (kind, key, said))


def _ask(cast: Cast, row: dict[str, Any]) -> None:
    rest = {name: value for name, value in row.items() if name != "name"}
    CustomField.open(row["name"], by=cast.member(ADMINISTRATOR), **rest)


def _answer(cast: Cast, row: tuple[str, str, dict[str, Any]]) -> None:
    kind, key, said = row
    FieldValue.fill(cast.item(kind, key), said, by=cast.member(HEAD))
