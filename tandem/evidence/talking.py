"""Talking beside notes, which are no items: their comments stand with their source. And what mail to members covers."""

from __future__ import annotations

from typing import Any

from tandem.evidence.masking import covered_text
from tandem.evidence.models import Note
from tandem.team.talking import Place, talked_about
from tandem.team.telling import covering


@talked_about("notes")
def of_a_note(number: int, member: Any) -> Place | None:
    """A note that this member sees."""
    note = Note.objects.visible_to(member).select_related("source__item__product").filter(pk=number).first()
    if note is None:
        return None
    return Place(note.source.item, f"a note from {note.source}", note.get_absolute_url(), "a note", note.pk)


covering(covered_text)
