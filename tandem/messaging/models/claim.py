"""Claims, the key messages above them and the proof below them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tandem.charter.models import Reference
from tandem.definition.models import Feature, Goal, Problem, Validation
from tandem.evidence.models import Highlight
from tandem.launch.models import Launch
from tandem.record.history import kept
from tandem.record.models import Named
from tandem.team.models import Member
from tandem.team.models.acceptance import Accepted

FORMS = [("quote", "Quote"), ("reference", "Reference"), ("metric", "Measured metric"), ("validation", "Validation"), ("page", "Third-party page")]


@kept()
class KeyMessage(Named):
    """One of the few things the product says; claims stand under it."""

    kind: ClassVar[str] = "key message"
    draft_act: ClassVar[str] = "draft messaging"

    position = models.IntegerField(default=0)


@kept()
class Claim(Accepted):
    """A sentence we tell the world; its title is the sentence. Strength is computed from its proof points."""

    kind: ClassVar[str] = "claim"
    draft_act: ClassVar[str] = "draft messaging"
    accept_act = "accept messaging"

    message = models.ForeignKey(KeyMessage, models.PROTECT, null=True, blank=True, related_name="claims")
    problems = models.ManyToManyField(Problem, related_name="claims", blank=True)
    features = models.ManyToManyField(Feature, related_name="claims", blank=True)
    launches = models.ManyToManyField(Launch, related_name="claims", blank=True)
    released_because = models.TextField(default="", blank=True)
    released_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    released_on = models.DateField(null=True, blank=True)


@kept()
class ProofPoint(models.Model):
    """One piece of proof under a claim, or against it: a quote, reference, metric, validation or third-party page."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="proof_points")
    position = models.IntegerField()
    form = models.CharField(max_length=10, choices=FORMS)
    says = models.TextField(default="", blank=True)
    supports = models.BooleanField(default=True)
    highlight = models.ForeignKey(Highlight, models.PROTECT, null=True, blank=True, related_name="proofs")
    reference = models.ForeignKey(Reference, models.PROTECT, null=True, blank=True, related_name="proofs")
    validation = models.ForeignKey(Validation, models.PROTECT, null=True, blank=True, related_name="proofs")
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, blank=True, related_name="proofs")
    url = models.TextField(default="", blank=True)
    as_of = models.DateField()
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    taken_out_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "position"], name="proof_point_position")]

    def __str__(self) -> str:
        return self.says or self.form
