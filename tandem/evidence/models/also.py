"""Further companies of a note: a call with two of them, a partner who speaks for a customer."""

from __future__ import annotations

from django.db import models

from tandem.evidence.models.company import Company
from tandem.evidence.models.imports import Import
from tandem.evidence.models.note import Note
from tandem.record.history import kept


@kept(in_bulk=True)
class NoteCompany(models.Model):
    """A note speaks for this company too, beside the one that said it. Both count as having said it, each once."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="further", db_index=False)
    company = models.ForeignKey(Company, models.PROTECT, related_name="further_notes")
    imported = models.ForeignKey(Import, models.SET_NULL, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "company"], name="note_company_once")]

    def __str__(self) -> str:
        return str(self.company)
