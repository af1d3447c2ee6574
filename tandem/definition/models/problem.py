"""Problems: who has it, in what situation, what it costs them, what they do today."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tandem.evidence.models import Theme
from tandem.record.history import kept
from tandem.team.models import Member
from tandem.team.models.acceptance import Accepted

STATES = [("heard", "Heard"), ("validated", "Validated"), ("solved", "Solved"), ("refuted", "Refuted")]


@kept()
class Problem(Accepted):
    """A problem of customers, in their words. `state` follows the latest standing verdict."""

    kind: ClassVar[str] = "problem"
    searched: ClassVar[tuple[str, ...]] = ("statement", "persona", "situation", "cost", "workaround")
    revisable: ClassVar[tuple[str, ...]] = ("statement", "persona", "situation", "cost", "workaround")

    statement = models.TextField(default="", blank=True)
    persona = models.CharField(max_length=120, default="", blank=True)
    situation = models.TextField(default="", blank=True)
    cost = models.TextField(default="", blank=True)
    workaround = models.TextField(default="", blank=True)
    state = models.CharField(max_length=10, default="heard", choices=STATES)
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, blank=True, related_name="problems")


@kept()
class Verdict(models.Model):
    """Somebody called a problem validated, solved or refuted, on the evidence of that day."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="verdicts")
    verdict = models.CharField(max_length=10, choices=STATES[1:])
    because = models.TextField(default="", blank=True)
    evidence = models.JSONField(default=dict)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.verdict
