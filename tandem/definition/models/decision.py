"""Decisions: what was chosen, what was turned down, on what evidence, and when to look again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tandem.record.history import kept
from tandem.record.models import Item
from tandem.team.models.acceptance import Accepted

FORMS = [("scope", "Scope"), ("price", "Price"), ("priority", "Priority"), ("other", "Other")]


@kept()
class Decision(Accepted):
    """A choice with its reasons; its title is what was chosen."""

    kind: ClassVar[str] = "decision"
    searched: ClassVar[tuple[str, ...]] = ("because", "turned_down")

    about = models.ForeignKey(Item, models.PROTECT, related_name="decisions")
    form = models.CharField(max_length=10, choices=FORMS, default="other")
    because = models.TextField(default="", blank=True)
    turned_down = models.TextField(default="", blank=True)
    evidence = models.JSONField(default=dict)
    decided_on = models.DateField()
    look_again_on = models.DateField(null=True, blank=True)

    @property
    def accept_act(self) -> str:  # type: ignore[override]
        """A price is the marketer's to accept; everything else the product manager's."""
        return "accept messaging" if self.form == "price" else "accept definition"
