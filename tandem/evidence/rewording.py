"""What a note says anew: other words of its author, another score beside them. What it said before is kept."""

from __future__ import annotations

from decimal import Decimal

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.evidence.discovery import place_note
from tandem.evidence.erased import ERASED
from tandem.evidence.figures import refresh_figures
from tandem.evidence.languages import language_in
from tandem.evidence.models.note import Note
from tandem.evidence.models.version import NoteVersion


def reword(note: Note, text: str) -> None:
    """Other words become the text; the earlier ones stay as a version, and highlights made on them stay on it."""
    if text == note.body:
        return
    if note.body == ERASED:
        raise Refused("Whoever said this was erased; nothing is added to it any more.")
    former = note.theme_id
    NoteVersion.objects.create(note=note, version=note.version, body=note.body, replaced_at=clock.now())
    note.body, note.version = text, note.version + 1
    note.language = language_in(note.custom, note.whole)
    note.save(update_fields=["body", "version", "language"])
    place_note(note)
    refresh_figures([former] if former and former != note.theme_id else [])


def score_anew(note: Note, score: int | None) -> None:
    """How likely its author would recommend us, 0 to 10, brought up to date within a verb."""
    if note.rating != score:
        note.rating, note.rating_scale = (None, "") if score is None else (Decimal(score), "nps_0_10")
        note.save(update_fields=["rating", "rating_scale"])
