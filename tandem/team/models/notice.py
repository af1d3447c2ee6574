"""Notices: what a member asked to be told, waiting until it is read. Without e-mail this is the only way it is told."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from tandem.core import clock, mail
from tandem.record.models import Item
from tandem.team.models.follow import Choices
from tandem.team.models.member import Member

DIGESTED = models.Q(way="digest", mailed_at=None)


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices are read by the one they are for, and only as long as that person sees the product."""

    def visible_to(self, member: Any) -> Self:
        seen = models.Q(product=None) | models.Q(product__in=member.visible_products())
        return self.filter(seen, member=member.pk)

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def ringing(self) -> Self:
        """Those the bell counts. What comes with the digest does not, as long as mail leaves at all."""
        return self.unread().exclude(way="digest") if mail.leaves() else self.unread()

    def read(self) -> int:
        """Mark them as read; says how many were not."""
        return self.unread().update(read_at=clock.now())


class Notice(models.Model):
    """One thing told to one member: a sentence, and where it leads."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="notices")
    product = models.ForeignKey(Item, models.CASCADE, null=True, related_name="+")
    happening = models.CharField(max_length=10, default="search")
    way = models.CharField(max_length=6, default="app")
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=2500)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["member", "-at", "-id"], name="notice_member_newest"),
            models.Index(fields=["member"], condition=models.Q(read_at=None), name="notice_unread"),
            models.Index(fields=["member"], condition=DIGESTED, name="notice_for_digest"),
        ]

    def __str__(self) -> str:
        return self.text

    @classmethod
    def tell(cls, member: Any, text: str, url: str, *, product: Item | None = None, happening: str = "search") -> None:
        """Tell a member something, the way this member chose for what happened. What waits unread about the same page
        is replaced: nobody reads a thing twice.
        """
        from tandem.team.telling import set_going

        way = getattr(Choices.of(member), happening)
        if way == "none":
            return
        told = {"text": text[:300], "product": product, "at": clock.now(), "happening": happening, "way": way}
        told["mailed_at"] = None
        found, _ = cls.objects.update_or_create(member=member, url=url, read_at=None, defaults=told)
        set_going(found)
