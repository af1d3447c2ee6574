"""Folding by a person's hand, and taking apart: the other half of what `repeats` finds."""

from __future__ import annotations

from typing import Any

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.evidence.figures import refresh_figures
from tandem.evidence.models.fold import Fold
from tandem.evidence.models.highlight import Highlight
from tandem.evidence.models.note import Note


def fold_by_hand(note: Note, into: Note, by: Any) -> None:
    """Put a note under another of the same product, and whatever lies under it as well."""
    into = into.folded_into or into
    if into.pk == note.pk:
        raise Refused("A note cannot lie under itself.")
    if into.product_id != note.product_id:
        raise Refused("Only notes of one product can be folded together.")
    if note.folded_into_id:
        raise Refused("This note already lies under another; take it apart first.")
    if Highlight.objects.standing().filter(note=note).exists():
        raise Refused("This note is linked to something. Fold the other one under it, so that nothing is lost.")
    moved = list(Fold.objects.standing().filter(into=note))
    Fold.objects.filter(pk__in=[fold.pk for fold in moved]).update(into=into)
    Note.objects.filter(folded_into=note).update(folded_into=into)
    Fold.objects.create(note=note, into=into, by_id=by.pk, at=clock.now())
    note.folded_into = into
    note.save(update_fields=["folded_into"])
    _count_anew(note, into)


def take_apart(note: Note) -> None:
    """Each stands for itself again."""
    standing = Fold.objects.standing().filter(note=note)
    if not standing.update(taken_apart_at=clock.now()):
        raise Refused("This note does not lie under another.")
    into, note.folded_into = note.folded_into, None
    note.save(update_fields=["folded_into"])
    _count_anew(note, into)


def _count_anew(*notes: Note | None) -> None:
    refresh_figures(list({note.theme_id for note in notes if note and note.theme_id}))
