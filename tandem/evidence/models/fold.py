"""Folds: a note that repeats another one lies folded under it, until somebody takes them apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from django.db import models

from tandem.core import clock
from tandem.evidence.models.note import Note
from tandem.record.history import kept
from tandem.record.models import NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Member


class FoldQuerySet(NamedQuerySet):
    """Folds, seen as their notes are seen."""

    product_path = "note__product_id"

    def standing(self) -> Self:
        """Those that nobody took apart."""
        return self.filter(taken_apart_at=None)


@kept()
class Fold(models.Model):
    """That one note says again what the same person said before, nearly in the same words.

    `likeness` is the share of four-letter runs the two have in common, 0 to 1; `by` the member who folded them or
    asked for what found them. One that was taken apart stays, so that the engine does not fold the two again.
    """

    note = models.ForeignKey(Note, models.CASCADE, related_name="folds")
    into = models.ForeignKey(Note, models.CASCADE, related_name="repeats")
    likeness = models.FloatField(default=0)
    found_by_engine = models.BooleanField(default=False)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_apart_at = models.DateTimeField(null=True)

    objects = FoldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["note"], condition=models.Q(taken_apart_at=None), name="fold_once")
        ]

    def __str__(self) -> str:
        return f"note {self.note_id} under note {self.into_id}"

    @classmethod
    @recorded("folded repeats", act="sort evidence")
    def settle(cls, product: Any, found: Sequence[tuple[int, int, float]], *, by: Any) -> int:
        """Fold what the engine found: (note, the one it repeats, likeness). One event, however many; says how many."""
        now = clock.now()
        made = [
            cls(note_id=note, into_id=into, likeness=likeness, found_by_engine=True, by_id=by.pk, at=now)
            for note, into, likeness in found
        ]
        cls.objects.bulk_create(made, batch_size=2000)
        rows = [Note(pk=fold.note_id, folded_into_id=fold.into_id) for fold in made]
        Note.objects.bulk_update(rows, ["folded_into"], batch_size=2000)
        return len(made)
