"""Validations: what happened when real customers tried it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tandem.definition.models.feature import Feature
from tandem.evidence.models import Company
from tandem.record.history import kept
from tandem.record.models import Named

FORMS = [
    ("prototype_test", "Prototype test"), ("usability_test", "Usability test"), ("trial", "Trial of a build"),
    ("release_candidate", "Release-candidate test"),
]  # fmt: skip
VERDICTS = [("works", "It works"), ("mixed", "Mixed"), ("fails", "It fails")]


@kept()
class Validation(Named):
    """One test of a feature with named companies: tasks, what happened, the verdict."""

    kind: ClassVar[str] = "validation"
    searched: ClassVar[tuple[str, ...]] = ("tasks", "happened")

    feature = models.ForeignKey(Feature, models.PROTECT, related_name="validations")
    form = models.CharField(max_length=20, choices=FORMS)
    companies = models.ManyToManyField(Company, related_name="validations", blank=True)
    tasks = models.TextField(default="", blank=True)
    happened = models.TextField(default="", blank=True)
    verdict = models.CharField(max_length=6, choices=VERDICTS)
    held_on = models.DateField()
