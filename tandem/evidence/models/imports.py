"""Imports: one file brought in once, however often it is run or killed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tandem.core.models import StoredFile
from tandem.evidence.models.source import Source
from tandem.record.history import kept
from tandem.record.models import Named
from tandem.team.models import Member

STATES = ("mapping", "waiting", "running", "done", "refused", "undone")


@kept(derived=["rows_read", "created", "updated", "unchanged", "skipped", "rejected", "position"])
class Import(Named):
    """A file, its mapping and what became of each row: rows in = created + updated + unchanged + skipped + rejected."""

    kind: ClassVar[str] = "import"
    draft_act: ClassVar[str] = "import"

    target = models.CharField(max_length=20)
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="imports")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    shape = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="mapping", choices=[(name, name) for name in STATES])
    started_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    why_refused = models.TextField(default="", blank=True)
    rows_read = models.BigIntegerField(default=0)
    rows_expected = models.BigIntegerField(default=0)
    created = models.BigIntegerField(default=0)
    updated = models.BigIntegerField(default=0)
    unchanged = models.BigIntegerField(default=0)
    skipped = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)
    position = models.BigIntegerField(default=0)
    rejects = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
