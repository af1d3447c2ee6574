"""The words for people outside on one feature or problem: what changed, what did not, and where to see it."""

from __future__ import annotations

from typing import Any

from django.db import models

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.record.history import kept
from tandem.record.models import Item, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Member


class OutsideQuerySet(NamedQuerySet):
    """Seen as what they are about."""

    product_path = "about__product"


@kept()
class OutsideWords(models.Model):
    """What everyone who asked is told alike. A feature's own title and statement stand in where nothing is written."""

    about = models.OneToOneField(Item, models.PROTECT, related_name="outside_words")
    what = models.TextField(default="", blank=True)
    unchanged = models.TextField(default="", blank=True)
    link = models.CharField(max_length=500, default="", blank=True)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OutsideQuerySet.as_manager()

    def __str__(self) -> str:
        return self.what

    @property
    def item(self) -> Item:
        """Their place in the record is that of what they are about."""
        return self.about

    @classmethod
    @recorded("worded for people outside", act="write to customers")
    def put(cls, noun: Any, *, by: Any, what: str = "", unchanged: str = "", link: str = "") -> OutsideWords:
        """Say what everyone who asked is told. Replies that are not sent yet are drafted anew only when asked for."""
        if link and not link.startswith(("https://", "http://")):
            raise Refused("The link must begin with https:// or http://.")
        said = {"what": what.strip(), "unchanged": unchanged.strip(), "link": link, "by_id": by.pk, "at": clock.now()}
        found, _ = cls.objects.update_or_create(about=noun.item, defaults=said)
        return found
