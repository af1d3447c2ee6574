"""Charter members: a company on its way from candidate to reference."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tandem.charter.models.program import Program
from tandem.definition.models import Feature
from tandem.evidence.models import Company, Contact, Note
from tandem.record.history import kept
from tandem.record.models import Named
from tandem.team.models import Member

STAGES = [
    ("candidate", "Candidate"), ("invited", "Invited"), ("joined", "Joined"), ("in_trial", "In trial"), ("live", "Live"),
    ("happy", "Happy"), ("reference", "Reference"), ("declined", "Declined"), ("left", "Left"),
]  # fmt: skip
ORIGINS = [("customer", "Customer"), ("prospect", "Prospect")]


@kept()
class CharterMember(Named):
    """One company in one program, with the deal that was struck: what they get and what they give."""

    kind: ClassVar[str] = "charter member"
    draft_act: ClassVar[str] = "run the charter"
    searched: ClassVar[tuple[str, ...]] = ("urgency",)

    program = models.ForeignKey(Program, models.PROTECT, related_name="members")
    company = models.ForeignKey(Company, models.PROTECT, related_name="charter_memberships")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="+")
    stage = models.CharField(max_length=10, default="candidate", choices=STAGES)
    since = models.DateField()
    origin = models.CharField(max_length=8, default="customer", choices=ORIGINS)
    urgency = models.TextField(default="", blank=True)
    one_general_product = models.BooleanField(default=False)
    pays_after = models.BooleanField(default=False)
    gets = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    gives = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    early_adopter = models.BooleanField(default=False)
    brought_by_sales = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "company"], name="charter_member_once")]


@kept()
class StageMove(models.Model):
    """A member moved from one stage to another, on a day, for a reason."""

    member = models.ForeignKey(CharterMember, models.PROTECT, related_name="moves")
    before = models.CharField(max_length=10, default="", blank=True)
    after = models.CharField(max_length=10, choices=STAGES)
    because = models.TextField(default="", blank=True)
    on = models.DateField()
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"


@kept()
class Happiness(models.Model):
    """One answer to "would you recommend us", 0 to 10, or how disappointed they would be without it."""

    member = models.ForeignKey(CharterMember, models.PROTECT, related_name="answers")
    score = models.IntegerField(null=True)
    very_disappointed = models.BooleanField(null=True)
    note = models.ForeignKey(Note, models.SET_NULL, null=True, related_name="+")
    answered_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.score} on {self.answered_on}"


@kept()
class Wish(models.Model):
    """A feature a member asked for; asked for by one member alone, it is a one-off."""

    member = models.ForeignKey(CharterMember, models.PROTECT, related_name="wishes")
    feature = models.ForeignKey(Feature, models.PROTECT, related_name="wishes")
    asked_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "feature"], name="wish_once")]

    def __str__(self) -> str:
        return f"{self.member} wants {self.feature}"
