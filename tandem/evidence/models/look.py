"""Looks: when somebody last looked at a product's evidence or at a theme, from which the unread counts come."""

from __future__ import annotations

from django.db import models

from tandem.record.models import Item
from tandem.team.models import Member


class Look(models.Model):
    """One member's last look at one thing. It is no change of the record and leaves no event."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="+", db_index=False)
    on = models.ForeignKey(Item, models.CASCADE, related_name="+", db_index=False)
    since = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "on"], name="look_once")]

    def __str__(self) -> str:
        return f"{self.member_id} at {self.on_id}"
