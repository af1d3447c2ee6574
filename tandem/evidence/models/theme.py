"""Themes: what many notes speak of, found by the engine and kept by people."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tandem.record.history import kept
from tandem.record.models import Named

STATES = ("found", "accepted", "dismissed")


@kept(derived=["centroid", "note_count", "company_count", "arr", "weekly"])
class Theme(Named):
    """A group of notes titled by its most typical note, or by a person; what a person did survives every re-run."""

    kind: ClassVar[str] = "theme"
    draft_act: ClassVar[str] = "sort evidence"
    searched: ClassVar[tuple[str, ...]] = ("keyword_line",)

    keywords = ArrayField(models.CharField(max_length=80), default=list)
    state = models.CharField(max_length=10, default="found", choices=[(name, name) for name in STATES])
    named_by_person = models.BooleanField(default=False)
    centroid = models.BinaryField(default=b"")
    found_at = models.DateTimeField()
    note_count = models.IntegerField(default=0)
    company_count = models.IntegerField(default=0)
    arr = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    weekly = ArrayField(models.IntegerField(), default=list)

    @property
    def keyword_line(self) -> str:
        return ", ".join(self.keywords)
