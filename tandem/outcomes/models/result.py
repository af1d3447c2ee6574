"""Results: what a goal came to, measured or judged."""

from __future__ import annotations

from django.db import models

from tandem.definition.models import Goal
from tandem.record.history import kept
from tandem.team.models import Member


@kept()
class Result(models.Model):
    """The actual of one goal on the day it was read, or a signed judgment where nothing could be measured."""

    goal = models.OneToOneField(Goal, models.PROTECT, related_name="result")
    actual = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    judged_met = models.BooleanField(null=True)
    because = models.TextField(default="", blank=True)
    read_on = models.DateField()
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.goal}: {self.actual}"
