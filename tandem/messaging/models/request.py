"""Requests from sales, each tied to a deal."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tandem.messaging.models.asset import FORMS, SalesAsset
from tandem.messaging.models.deal import Deal
from tandem.record.history import kept
from tandem.record.models import Named
from tandem.team.models import Member


@kept()
class SalesRequest(Named):
    """Something sales needs for a deal; its title says what."""

    kind: ClassVar[str] = "request"
    draft_act: ClassVar[str] = "ask for a sales asset"

    deal = models.ForeignKey(Deal, models.PROTECT, null=True, related_name="requests")
    form = models.CharField(max_length=12, choices=FORMS, default="deck")
    asked_by = models.ForeignKey(Member, models.PROTECT, related_name="requests")
    asked_on = models.DateField()
    answered_with = models.ForeignKey(SalesAsset, models.SET_NULL, null=True, blank=True, related_name="requests")
    closed_on = models.DateField(null=True, blank=True)
    expedited = models.BooleanField(default=False)
