"""Earlier texts of notes."""

from __future__ import annotations

from django.db import models

from tandem.evidence.models.note import Note
from tandem.record.history import kept


@kept(personal=["body"])
class NoteVersion(models.Model):
    """An earlier verbatim text of a note; highlights made on it stay on it."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="versions")
    version = models.IntegerField()
    body = models.TextField()
    replaced_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "version"], name="note_version")]

    def __str__(self) -> str:
        return f"version {self.version}"
