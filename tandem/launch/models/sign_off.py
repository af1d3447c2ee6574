"""Signatures: go or no-go by both owners, and closed gates overruled with reasons."""

from __future__ import annotations

from django.db import models

from tandem.launch.models.launch import Launch
from tandem.record.history import kept
from tandem.record.models import Item
from tandem.team.models import Member
from tandem.team.models.product import SIDES


@kept()
class SignOff(models.Model):
    """One owner's go or no-go for one side, with the reason. The latest of a side counts."""

    launch = models.ForeignKey(Launch, models.PROTECT, related_name="sign_offs")
    side = models.CharField(max_length=3, choices=SIDES)
    go = models.BooleanField()
    because = models.TextField(default="", blank=True)
    holds_both_seats = models.BooleanField(default=False)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return "go" if self.go else "no-go"


@kept()
class Overrule(models.Model):
    """One owner's reason for passing a closed gate of a launch or release. It takes both owners, and stays for ever."""

    about = models.ForeignKey(Item, models.PROTECT, related_name="overrules")
    gate = models.CharField(max_length=40)
    side = models.CharField(max_length=3, choices=SIDES)
    because = models.TextField()
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["about", "gate", "side"], name="overrule_once")]

    def __str__(self) -> str:
        return f"{self.gate} overruled"
