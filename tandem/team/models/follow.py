"""Who follows what, and how each person wants to be told of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django.db import models

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.record.history import kept
from tandem.record.models import Item
from tandem.record.verbs import recorded
from tandem.team.models.member import Member

WAYS = [
    ("app", "In Tandem"),
    ("mail", "In Tandem, and by mail at once"),
    ("digest", "In the daily digest"),
    ("none", "Not at all"),
]
HAPPENINGS: Mapping[str, tuple[str, str]] = {
    "mention": ("Somebody mentions you", "mail"),
    "answer": ("Somebody comments where you did", "app"),
    "comment": ("Somebody comments on what you follow", "app"),
    "change": ("Something you follow changes", "digest"),
    "input": ("The other side asks you, or answers you", "app"),
    "search": ("New notes in a search you follow", "app"),
}


@kept()
class Follow(models.Model):
    """A member follows a thing, or wants nothing of it: owners follow everything of their product without asking.

    Who follows a product follows everything of it. A note is no item: following one names its source and the note.
    """

    draft_act: ClassVar[str] = "follow"

    member = models.ForeignKey(Member, models.CASCADE, related_name="follows")
    about = models.ForeignKey(Item, models.PROTECT, related_name="+")
    note = models.BigIntegerField(null=True, blank=True)
    is_on = models.BooleanField()
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["about", "member", "note"], nulls_distinct=False, name="one_follow")
        ]

    def __str__(self) -> str:
        return f"{self.member} {'follows' if self.is_on else 'does not follow'} {self.about.mark}"

    @property
    def item(self) -> Item:
        return self.about

    @classmethod
    @recorded("followed", act="follow")
    def begin(cls, about: Item, *, by: Any, note: int | None = None) -> Follow:
        """Be told of what happens with a thing. `end` undoes it."""
        return cls._say(about, note, by, is_on=True)

    @classmethod
    @recorded("stopped following", act="follow")
    def end(cls, about: Item, *, by: Any, note: int | None = None) -> Follow:
        """Be told no more, also not as an owner. `begin` undoes it."""
        return cls._say(about, note, by, is_on=False)

    @classmethod
    def _say(cls, about: Item, note: int | None, by: Any, *, is_on: bool) -> Follow:
        said = {"is_on": is_on, "since": clock.now()}
        return cls.objects.update_or_create(about=about, note=note, member=by, defaults=said)[0]


@kept()
class Choices(models.Model):
    """How one member wants to be told of each thing that happens; whoever never chose has the usual way of each."""

    draft_act: ClassVar[str] = "follow"

    member = models.OneToOneField(Member, models.CASCADE, related_name="choices")
    mention = models.CharField(max_length=6, choices=WAYS, default=HAPPENINGS["mention"][1])
    answer = models.CharField(max_length=6, choices=WAYS, default=HAPPENINGS["answer"][1])
    comment = models.CharField(max_length=6, choices=WAYS, default=HAPPENINGS["comment"][1])
    change = models.CharField(max_length=6, choices=WAYS, default=HAPPENINGS["change"][1])
    input = models.CharField(max_length=6, choices=WAYS, default=HAPPENINGS["input"][1])
    search = models.CharField(max_length=6, choices=WAYS, default=HAPPENINGS["search"][1])
    digest_hour = models.PositiveSmallIntegerField(default=8)
    time_zone = models.CharField(max_length=40, default="", blank=True)

    def __str__(self) -> str:
        return f"What {self.member} is told"

    @property
    def item(self) -> Item:
        return self.member.item

    @classmethod
    def of(cls, member: Any) -> Choices:
        """What this member chose, or the usual."""
        return cls.objects.filter(member=member.pk).first() or cls(member=member)

    @classmethod
    @recorded("chose what to be told", act="follow")
    def choose(
        cls, ways: Mapping[str, str], *, by: Any, digest_hour: int | None = None, time_zone: str | None = None
    ) -> Choices:
        """Say for oneself how to be told of each thing, and when the digest comes."""
        if set(ways) - set(HAPPENINGS) or set(ways.values()) - {way for way, _ in WAYS}:
            raise Refused("That is no way of being told that Tandem knows.")
        chosen = cls.of(by)
        for name, way in ways.items():
            setattr(chosen, name, way)
        if digest_hour is not None:
            chosen.digest_hour = _hour(digest_hour)
        if time_zone is not None:
            chosen.time_zone = _zone(time_zone)
        chosen.save()
        return chosen

    def zone(self, usual: str) -> tzinfo:
        """Where this person's day begins."""
        return ZoneInfo(self.time_zone or usual)


def _hour(said: int) -> int:
    if not 0 <= said <= 23:
        raise Refused("The digest comes at an hour from 0 to 23.")
    return said


def _zone(said: str) -> str:
    if said and said not in available_timezones():
        raise Refused(f"{said[:60]} is no time zone; write it like Europe/Berlin.")
    return said
