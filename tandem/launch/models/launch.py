"""A launch: the one problem it announces, to whom, when, and with what."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tandem.definition.models import Problem, Release
from tandem.record.history import kept
from tandem.record.models import Named
from tandem.team.models import Member


@kept()
class Launch(Named):
    """One launch of one or more releases; its tier decides which gates stand before it."""

    kind: ClassVar[str] = "launch"
    draft_act: ClassVar[str] = "plan the launch"
    searched: ClassVar[tuple[str, ...]] = ("audience",)
    revisable: ClassVar[tuple[str, ...]] = ("tier", "day", "audience", "market_share")

    tier = models.IntegerField(choices=[(1, "Tier 1"), (2, "Tier 2"), (3, "Tier 3")])
    day = models.DateField()
    lead = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="launches")
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, blank=True, related_name="launches")
    market_share = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    audience = models.TextField(default="", blank=True)
    releases = models.ManyToManyField(Release, related_name="launches", blank=True)
    launched_on = models.DateField(null=True, blank=True)
