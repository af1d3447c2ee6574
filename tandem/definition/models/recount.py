"""Scores that the worker works out again, because there are too many of them for one request."""

from __future__ import annotations

from typing import Self

from django.db import models

from tandem.definition.models.scoring import CAUSES, ScoringModel
from tandem.team.models import Member


class RecountQuerySet(models.QuerySet["Recount"]):
    """Recounts, by whether they are done."""

    def at_work(self) -> Self:
        """Those that the worker has not finished."""
        return self.filter(ended_at=None)


class Recount(models.Model):
    """The scores of one model being worked out again: why, and how far it has come.

    `position` is the last thing that was scored, so that a worker that was killed goes on from there. What begins
    anew takes the place of what was under way: then everything is worked out once more, for the newer reason.
    """

    model = models.OneToOneField(ScoringModel, models.PROTECT, primary_key=True, related_name="recount")
    cause = models.CharField(max_length=10, choices=CAUSES)
    because = models.TextField(default="", blank=True)
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    expected = models.IntegerField()
    scored = models.IntegerField(default=0)
    position = models.BigIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    objects = RecountQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.scored} of {self.expected}"
