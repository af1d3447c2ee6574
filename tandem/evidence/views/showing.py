"""How notes are read for a page: with the words that are marked in them and the files beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Prefetch, prefetch_related_objects

from tandem.evidence.models import Attachment, Highlight, Note
from tandem.evidence.models.note import NoteQuerySet


@dataclass(frozen=True)
class Span:
    """Marked words as the text shows them: where, to what they lead, and what a reader is told."""

    start: int
    end: int
    url: str
    says: str
    side: str = ""


def with_marks(notes: NoteQuerySet) -> NoteQuerySet:
    """Notes together with the highlights that stand on their present text, and the files beside them."""
    marks = Highlight.objects.standing().with_words().filter(version=F("note__version")).order_by("start", "pk")
    return notes.prefetch_related(Prefetch("highlights", marks, to_attr="marks"), _files())


def look_up_files(notes: Sequence[Note]) -> None:
    """The files beside notes that were read already."""
    prefetch_related_objects(notes, _files())


def _files() -> Any:
    return Prefetch("attachments", Attachment.objects.standing().order_by("pk"), to_attr="files")


def spans(note: Note, marks: Sequence[Any]) -> list[Span]:
    """The marks made on the text that is shown now; those on an earlier version stay with it."""
    return [_span(mark) for mark in marks if mark.version == note.version]


def _span(mark: Highlight) -> Span:
    about = mark.about
    said = [
        f"{about.mark} {about.title}" if about else "",
        mark.feeling,
        mark.get_consent_display() if mark.consent else "",
    ]
    return Span(
        mark.start,
        mark.end,
        about.get_absolute_url() if about else "",
        ", ".join(part for part in said if part),
        "pmm" if mark.consent else "",
    )
