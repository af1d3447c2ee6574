"""Competitors, capability by capability, each with evidence and a date."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tandem.record.history import kept
from tandem.record.models import Named
from tandem.team.models import Member

STANDINGS = [("better", "We are better"), ("equal", "Equal"), ("worse", "We are worse")]


@kept()
class Competitor(Named):
    """Another way customers could go. Facts about it are common ground: either owner writes them."""

    kind: ClassVar[str] = "competitor"
    draft_act: ClassVar[str] = "note a competitor"
    searched: ClassVar[tuple[str, ...]] = ("summary",)
    revisable: ClassVar[tuple[str, ...]] = ("summary", "site")

    summary = models.TextField(default="", blank=True)
    site = models.TextField(default="", blank=True)


@kept()
class Capability(models.Model):
    """How we stand against one competitor in one capability, as seen on a day."""

    competitor = models.ForeignKey(Competitor, models.PROTECT, related_name="capabilities")
    position = models.IntegerField()
    name = models.CharField(max_length=160)
    standing = models.CharField(max_length=6, choices=STANDINGS)
    evidence = models.TextField(default="", blank=True)
    as_of = models.DateField()
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["competitor", "position"], name="capability_position")]

    def __str__(self) -> str:
        return f"{self.name}: {self.standing}"
