"""Validations: what happened when real customers tried it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.db import models

from tandem.core.errors import Refused
from tandem.definition.models.feature import Feature
from tandem.evidence.models import Company
from tandem.record.history import kept
from tandem.record.models import NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Workspace
from tandem.team.models.acceptance import Accepted

FORMS = [
    ("prototype_test", "Prototype test"),
    ("usability_test", "Usability test"),
    ("trial", "Trial of a build"),
    ("release_candidate", "Release-candidate test"),
]
VERDICTS = [("works", "It works"), ("mixed", "Mixed"), ("fails", "It fails")]
TONES = {"works": "ok", "mixed": "warn", "fails": "risk"}


@kept()
class Validation(Accepted):
    """One test of a feature with named companies: tasks, what happened, the verdict. Anyone who drafts writes one down;
    its verdict counts once the product manager or a delegate accepts it.
    """

    kind: ClassVar[str] = "validation"
    searched: ClassVar[tuple[str, ...]] = ("tasks", "happened")
    revisable: ClassVar[tuple[str, ...]] = ("tasks", "happened")

    feature = models.ForeignKey(Feature, models.PROTECT, related_name="validations")
    form = models.CharField(max_length=20, choices=FORMS)
    companies = models.ManyToManyField(Company, related_name="validations", blank=True)
    tasks = models.TextField(default="", blank=True)
    happened = models.TextField(default="", blank=True)
    verdict = models.CharField(max_length=6, choices=VERDICTS)
    held_on = models.DateField()

    objects = NamedQuerySet.as_manager()

    @property
    def tone(self) -> str:
        return TONES[self.verdict]

    @classmethod
    @recorded("held", act="draft definition", facts=("verdict",))
    def hold(
        cls,
        feature: Feature,
        title: str,
        *,
        form: str,
        companies: Sequence[Company],
        verdict: str,
        by: Any,
        tasks: str = "",
        happened: str = "",
        held_on: date | None = None,
    ) -> Validation:
        """Record a test with real customers. A test without a named company, or of a day to come, is none."""
        if not companies:
            raise Refused("Name at least one company that tried it.")
        today = Workspace.current().today
        if held_on and held_on > today:
            raise Refused("A test counts once it was held; give the day it took place.")
        if not happened.strip():
            raise Refused("Write down what happened; the verdict alone convinces nobody.")
        named = title.strip() or f"{dict(FORMS)[form]} of {feature.title}"
        fields = {"tasks": tasks, "happened": happened, "held_on": held_on or today}
        made = cls._make(named, product=feature.item.product, feature=feature, form=form, verdict=verdict, **fields)
        made.companies.set(companies)
        made._accept_if_owner(by)
        return made
