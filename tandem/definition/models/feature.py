"""Features: requirements, user experience and validations, and the problems they solve."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tandem.core.models import StoredFile
from tandem.definition.models.problem import Problem
from tandem.definition.models.release import Release
from tandem.record.history import kept
from tandem.team.models import Member
from tandem.team.models.acceptance import Accepted

STATUSES = [("idea", "Idea"), ("defining", "Being defined"), ("building", "Being built"), ("shipped", "Shipped"), ("dropped", "Dropped")]


@kept()
class Feature(Accepted):
    """Something that solves named problems. Its definition shows as three bars: requirements, experience, validation."""

    kind: ClassVar[str] = "feature"
    searched: ClassVar[tuple[str, ...]] = ("statement", "external_id")
    revisable: ClassVar[tuple[str, ...]] = ("statement", "reach", "impact", "confidence", "effort")

    statement = models.TextField(default="", blank=True)
    problems = models.ManyToManyField(Problem, related_name="features", blank=True)
    release = models.ForeignKey(Release, models.SET_NULL, null=True, blank=True, related_name="features")
    status = models.CharField(max_length=10, default="idea", choices=STATUSES)
    delivery_status = models.CharField(max_length=60, default="", blank=True)
    external_id = models.CharField(max_length=120, default="", blank=True)
    reach = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    impact = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    confidence = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    effort = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)


@kept()
class Requirement(models.Model):
    """What must be true when a feature is built, and how one would see it. Addressed by its place in the feature."""

    feature = models.ForeignKey(Feature, models.PROTECT, related_name="requirements")
    position = models.IntegerField()
    text = models.TextField()
    criteria = models.TextField(default="", blank=True)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    taken_out_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feature", "position"], name="requirement_position")]

    def __str__(self) -> str:
        return self.text


@kept()
class Experience(models.Model):
    """A flow, mock-up or prototype that shows how using the feature feels."""

    feature = models.ForeignKey(Feature, models.PROTECT, related_name="experiences")
    position = models.IntegerField()
    form = models.CharField(max_length=10, choices=[("flow", "Flow"), ("mockup", "Mock-up"), ("prototype", "Prototype")])
    title = models.CharField(max_length=200)
    url = models.TextField(default="", blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    taken_out_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feature", "position"], name="experience_position")]

    def __str__(self) -> str:
        return self.title
