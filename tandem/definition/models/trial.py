"""The parts of a validation: who took part, what they were asked to do, and how each task went for each of them."""

from __future__ import annotations

from django.db import models

from tandem.definition.succeeding import OUTCOMES
from tandem.evidence.models import Company, Contact
from tandem.record.history import kept


@kept(personal=["name"])
class Participant(models.Model):
    """Somebody who tried it: a contact, somebody of a company, or a company alone."""

    validation = models.ForeignKey("definition.Validation", models.PROTECT, related_name="participants")
    position = models.IntegerField()
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="+")
    company = models.ForeignKey(Company, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200, default="", blank=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.who

    @property
    def who(self) -> str:
        """Their name with the company, as far as either is known."""
        person = str(self.contact) if self.contact else self.name
        firm = self.company.title if self.company else ""
        return f"{person}, {firm}" if person and firm else person or firm or "Somebody"


@kept()
class Task(models.Model):
    """One thing people were asked to do."""

    validation = models.ForeignKey("definition.Validation", models.PROTECT, related_name="asked")
    position = models.IntegerField()
    text = models.TextField()
    taken_out_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.text


@kept()
class TaskResult(models.Model):
    """How one task went for one person."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="results")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="results")
    outcome = models.CharField(max_length=6, choices=OUTCOMES)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "participant"], name="result_once")]

    def __str__(self) -> str:
        return self.outcome
