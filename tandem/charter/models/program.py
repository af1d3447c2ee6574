"""Charter programs: six live, happy, referenceable customers of one target market."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tandem.definition.models import Release
from tandem.evidence.models import Company, TargetMarket
from tandem.record.history import kept
from tandem.record.models import Named


@kept()
class Program(Named):
    """One program of a product: it aims at six references of one target market and never holds more than its cap."""

    kind: ClassVar[str] = "charter program"
    draft_act: ClassVar[str] = "run the charter"
    revisable: ClassVar[tuple[str, ...]] = ("rhythm_days",)

    market = models.ForeignKey(TargetMarket, models.PROTECT, related_name="programs")
    release = models.ForeignKey(Release, models.PROTECT, null=True, blank=True, related_name="programs")
    aim = models.IntegerField(default=6)
    cap = models.IntegerField(default=10)
    rhythm_days = models.IntegerField(default=14)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)


@kept()
class EarlyAccess(models.Model):
    """A company offered the early access program instead: unlimited, separate, never counted as a reference."""

    program = models.ForeignKey(Program, models.PROTECT, related_name="early_access")
    company = models.ForeignKey(Company, models.PROTECT, related_name="+")
    offered_on = models.DateField()
    because = models.TextField(default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "company"], name="early_access_once")]

    def __str__(self) -> str:
        return f"{self.company}: early access"
