"""Sessions: the agreed rhythm of visits and group meetings."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tandem.charter.models.charter_member import CharterMember
from tandem.charter.models.program import Program
from tandem.record.history import kept
from tandem.record.models import Named


@kept()
class Session(Named):
    """A meeting with members: when, with whom, what came of it. Its title says what it is for."""

    kind: ClassVar[str] = "session"
    draft_act: ClassVar[str] = "run the charter"
    searched: ClassVar[tuple[str, ...]] = ("outcome",)

    program = models.ForeignKey(Program, models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField()
    members = models.ManyToManyField(CharterMember, related_name="sessions", blank=True)
    outcome = models.TextField(default="", blank=True)
