"""Deals, as the CRM has them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tandem.evidence.models import Company, Import
from tandem.record.history import kept
from tandem.record.models import Named

OUTCOMES = [("open", "Open"), ("won", "Won"), ("lost", "Lost"), ("no decision", "No decision"), ("disqualified", "Disqualified")]


@kept(in_bulk=True)
class Deal(Named):
    """One deal with one company; money in the workspace's currency, with the original amount beside it."""

    kind: ClassVar[str] = "deal"
    draft_act: ClassVar[str] = "import"
    searched: ClassVar[tuple[str, ...]] = ("stage", "competitor", "reason", "crm_id")

    crm_id = models.CharField(max_length=80, default="", blank=True)
    company = models.ForeignKey(Company, models.PROTECT, null=True, related_name="deals")
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    amount_original = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default="", blank=True)
    rate = models.DecimalField(max_digits=18, decimal_places=8, null=True)
    stage = models.CharField(max_length=60, default="", blank=True)
    outcome = models.CharField(max_length=12, default="open", choices=OUTCOMES)
    reason = models.TextField(default="", blank=True)
    competitor = models.CharField(max_length=120, default="", blank=True)
    owner = models.CharField(max_length=120, default="", blank=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    custom = models.JSONField(default=dict, blank=True)
    imported = models.ForeignKey(Import, models.SET_NULL, null=True, related_name="deals")

    class Meta:
        constraints = [models.UniqueConstraint("crm_id", condition=~models.Q(crm_id=""), name="deal_crm_id")]
