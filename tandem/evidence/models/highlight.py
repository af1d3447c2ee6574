"""Highlights: the words in a note that speak of a problem, feature or competitor, or that are worth quoting."""

from __future__ import annotations

from django.db import models

from tandem.evidence.models.note import Note
from tandem.record.history import kept
from tandem.record.models import Item, NamedQuerySet
from tandem.team.models import Member

FEELINGS = ("", "angry", "resigned", "hopeful", "pleased", "delighted")
CONSENTS = [("", "not a quote"), ("may_use", "may use"), ("ask_first", "ask first")]


class HighlightQuerySet(NamedQuerySet):
    """Highlights, seen as their note is seen."""

    product_path = "note__product_id"


@kept(personal=["words"])
class Highlight(models.Model):
    """Words from `start` to `end` (code points, end excluded) of one version of a note, linked to what they speak of.

    A link to a whole note has start = end = 0 and no words. With a consent it is a quote.
    """

    note = models.ForeignKey(Note, models.PROTECT, related_name="highlights")
    version = models.IntegerField(default=1)
    start = models.IntegerField(default=0)
    end = models.IntegerField(default=0)
    words = models.TextField(default="", blank=True)
    about = models.ForeignKey(Item, models.PROTECT, null=True, related_name="highlights")
    feeling = models.CharField(max_length=10, default="", blank=True, choices=[(name, name) for name in FEELINGS])
    consent = models.CharField(max_length=10, default="", blank=True, choices=CONSENTS)
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    objects = HighlightQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "note", "version", "start", "end", "about", condition=models.Q(taken_back_at=None), name="highlight_once"
            )
        ]
        indexes = [models.Index(fields=["about", "-at"], name="highlight_about")]

    def __str__(self) -> str:
        return self.words or "the whole note"
