"""Positioning, and a message for each stage of awareness."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tandem.record.history import kept
from tandem.team.models.acceptance import Accepted
from tandem.team.models.product import Product

AWARENESS = [
    ("unaware", "Do not know they have the need"), ("need", "Know the need"), ("solutions", "Know solutions"),
    ("us", "Know us"), ("convinced", "Are convinced"),
]  # fmt: skip


@kept()
class Positioning(Accepted):
    """For whom a product is and for whom not, against what, how it differs and what that is worth. Its title is the category."""

    kind: ClassVar[str] = "positioning"
    draft_act: ClassVar[str] = "draft messaging"
    accept_act = "accept messaging"
    searched: ClassVar[tuple[str, ...]] = ("for_whom", "not_for", "alternative", "different", "value")
    revisable: ClassVar[tuple[str, ...]] = ("for_whom", "not_for", "alternative", "different", "value")

    for_whom = models.TextField(default="", blank=True)
    not_for = models.TextField(default="", blank=True)
    alternative = models.TextField(default="", blank=True)
    different = models.TextField(default="", blank=True)
    value = models.TextField(default="", blank=True)


@kept()
class StageMessage(models.Model):
    """What we say to people at one stage of awareness; an empty stage is a flag."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="stage_messages")
    stage = models.CharField(max_length=10, choices=AWARENESS)
    message = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["product", "stage"], name="stage_message_once")]

    def __str__(self) -> str:
        return self.message
