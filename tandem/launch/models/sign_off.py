"""Signatures: go or no-go by both owners, and closed gates overruled with reasons."""

from __future__ import annotations

from typing import Any

from django.db import models

from tandem.core.errors import Refused
from tandem.definition.availability import holds
from tandem.definition.models import Release
from tandem.launch.models.launch import Launch, overrule_gate
from tandem.record.history import kept
from tandem.record.models import Item
from tandem.record.verbs import recorded
from tandem.team.models import Member, Workspace
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

    @property
    def item(self) -> Item:
        return self.about

    @classmethod
    @recorded("overruled a gate of", act="overrule", facts=("gate", "side"))
    def of_release(cls, release: Release, gate: str, side: str, *, because: str, by: Any) -> Overrule:
        """Pass a gate that keeps a release from general availability: both owners, each with a reason."""
        if release.has_shipped:
            raise Refused(f"{release.title} is generally available already; there is nothing to overrule.")
        closed = [hold.name for hold in holds(release, Workspace.current().today) if not hold.is_open]
        if gate not in closed:
            raise Refused(f"No closed gate called {gate} stands before {release.title}.")
        seats = {"pm", "pmm"} & by.hats(release.item.product_id)
        made: Overrule = overrule_gate(release.item, gate, side, because=because, by=by, seats=seats)
        return made
