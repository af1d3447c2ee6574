"""Notices: what a member asked to be told, waiting until it is read. Without e-mail this is the only way it is told."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from tandem.core import clock
from tandem.record.models import Item
from tandem.team.models.member import Member


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices are read by the one they are for, and only as long as that person sees the product."""

    def visible_to(self, member: Any) -> Self:
        seen = models.Q(product=None) | models.Q(product__in=member.visible_products())
        return self.filter(seen, member=member.pk)

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def read(self) -> int:
        """Mark them as read; says how many were not."""
        return self.unread().update(read_at=clock.now())


class Notice(models.Model):
    """One thing told to one member: a sentence, and where it leads."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="notices")
    product = models.ForeignKey(Item, models.CASCADE, null=True, related_name="+")
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=2500)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["member", "-at", "-id"], name="notice_member_newest"),
            models.Index(fields=["member"], condition=models.Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return self.text

    @classmethod
    def tell(cls, member: Any, text: str, url: str, *, product: Item | None = None) -> None:
        """Tell a member something. What waits unread about the same page is replaced: nobody reads a thing twice."""
        told = {"text": text[:300], "product": product, "at": clock.now()}
        cls.objects.update_or_create(member=member, url=url, read_at=None, defaults=told)
