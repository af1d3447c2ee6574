"""Placements: notes that a person put into a theme. They stay there, whatever the engine finds."""

from __future__ import annotations

from django.db import models

from tandem.evidence.models.note import Note
from tandem.evidence.models.theme import Theme
from tandem.record.history import kept
from tandem.record.models import NamedQuerySet
from tandem.team.models import Member


class PlacementQuerySet(NamedQuerySet):
    """Placements, seen as their notes are seen."""

    product_path = "note__product_id"


@kept()
class Placement(models.Model):
    """That somebody put a note into a theme by hand; there is one at most for each note."""

    note = models.OneToOneField(Note, models.CASCADE, related_name="placement")
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="placements")
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = PlacementQuerySet.as_manager()

    def __str__(self) -> str:
        return f"note {self.note_id} in theme {self.theme_id}"
