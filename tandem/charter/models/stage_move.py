"""Moves of a charter member from stage to stage."""

from __future__ import annotations

from django.db import models

from tandem.charter.models.charter_member import STAGES, CharterMember
from tandem.record.history import kept
from tandem.team.models import Member


@kept()
class StageMove(models.Model):
    """A member moved from one stage to another, on a day, for a reason."""

    member = models.ForeignKey(CharterMember, models.PROTECT, related_name="moves")
    before = models.CharField(max_length=10, default="", blank=True)
    after = models.CharField(max_length=10, choices=STAGES)
    because = models.TextField(default="", blank=True)
    on = models.DateField()
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"
