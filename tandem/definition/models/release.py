"""Releases and the goals stated before they ship."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tandem.record.history import kept
from tandem.record.models import Item, Named


@kept()
class Release(Named):
    """A named version of a product: its scope is the features that point at it."""

    kind: ClassVar[str] = "release"
    searched: ClassVar[tuple[str, ...]] = ("summary",)
    revisable: ClassVar[tuple[str, ...]] = ("summary", "charter_release_on", "available_on")

    summary = models.TextField(default="", blank=True)
    charter_release_on = models.DateField(null=True, blank=True)
    available_on = models.DateField(null=True, blank=True)
    charter_released_on = models.DateField(null=True, blank=True)
    made_available_on = models.DateField(null=True, blank=True)


@kept()
class Goal(Named):
    """What a release or launch should achieve: metric, baseline, target and the day it is measured. Its title is the metric."""

    kind: ClassVar[str] = "goal"
    revisable: ClassVar[tuple[str, ...]] = ("baseline", "target", "unit", "due_on")

    about = models.ForeignKey(Item, models.PROTECT, related_name="goals")
    baseline = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=30, default="", blank=True)
    due_on = models.DateField(null=True, blank=True)
    stated_on = models.DateField()
