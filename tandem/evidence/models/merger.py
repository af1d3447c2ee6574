"""Mergers of companies, each with the list of what went over, and pairs that somebody said are two."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from tandem.evidence.models.company import Company
from tandem.record.history import kept
from tandem.record.models import Item


@kept()
class CompanyMerger(models.Model):
    """Two companies were one. `moved` names every row that went over, `aside` holds those that would have been there
    twice, `filled` the facts that the one that stays did not know: with them it is taken apart again exactly.
    """

    gone = models.ForeignKey(Company, models.PROTECT, related_name="merged_away")
    into = models.ForeignKey(Company, models.PROTECT, related_name="mergers")
    by = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    moved = models.JSONField(default=dict)
    aside = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    filled = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gone"], condition=models.Q(undone_at=None), name="company_merged_once")
        ]

    def __str__(self) -> str:
        return f"{self.gone} into {self.into}"


@kept()
class KeptApart(models.Model):
    """Two companies that look alike and are two: they are not suggested again. The older one stands first."""

    one = models.ForeignKey(Company, models.PROTECT, related_name="+")
    other = models.ForeignKey(Company, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="kept_apart_once")]

    def __str__(self) -> str:
        return f"{self.one} and {self.other}"
