"""What stands beside a decision: what was turned down and why, who was of another mind, and who signed."""

from __future__ import annotations

from django.db import models

from tandem.record.history import kept
from tandem.team.models import Member

SIDES = [("pm", "Product manager"), ("pmm", "Product marketer")]


@kept()
class Alternative(models.Model):
    """One thing that was turned down, with its reason. Addressed by its place in the decision."""

    decision = models.ForeignKey("definition.Decision", models.PROTECT, related_name="alternatives")
    position = models.IntegerField()
    title = models.CharField(max_length=300)
    because = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "position"], name="alternative_position")]

    def __str__(self) -> str:
        return self.title


@kept()
class Dissent(models.Model):
    """Somebody who was of another mind, in their own words; taken back, it stays in the history."""

    decision = models.ForeignKey("definition.Decision", models.PROTECT, related_name="dissents")
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    words = models.TextField()
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "by"], name="dissent_once")]

    def __str__(self) -> str:
        return self.words


@kept()
class DecisionSignature(models.Model):
    """The name of one side under a decision. Who holds both seats signs once for each, and it says so."""

    decision = models.ForeignKey("definition.Decision", models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=3, choices=SIDES)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    holds_both_seats = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "side"], name="decision_signed_once")]

    def __str__(self) -> str:
        return f"{self.get_side_display()}: {self.by}"
