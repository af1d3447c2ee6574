"""What charter members answer and ask for."""

from __future__ import annotations

from django.db import models

from tandem.charter import rules
from tandem.charter.models.charter_member import CharterMember
from tandem.definition.models import Feature
from tandem.evidence.models import Note
from tandem.record.history import kept


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

    @property
    def fact(self) -> rules.Answer:
        return rules.Answer(self.answered_on, self.score, self.very_disappointed)

    @property
    def says(self) -> str:
        """9 of 10, or how disappointed they would be."""
        told = f"{self.score} of 10" if self.score is not None else ""
        missed = {True: "very disappointed without it", False: "not very disappointed without it", None: ""}[
            self.very_disappointed
        ]
        return ", ".join(part for part in (told, missed) if part)


@kept()
class Wish(models.Model):
    """A feature a member asked for; asked for by one member alone, it is a one-off."""

    member = models.ForeignKey(CharterMember, models.PROTECT, related_name="wishes")
    feature = models.ForeignKey(Feature, models.PROTECT, related_name="wishes")
    words = models.TextField(default="", blank=True)
    asked_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "feature"], name="wish_once")]

    def __str__(self) -> str:
        return f"{self.member} wants {self.feature}"
