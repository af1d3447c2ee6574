"""Snoozes: the only thing about a flag that is stored."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.record.history import kept
from tandem.record.models import Item
from tandem.record.verbs import recorded
from tandem.team.models.member import Member
from tandem.team.models.product import Product


@kept()
class Snooze(models.Model):
    """Somebody put a flag to sleep until a day, with a reason."""

    flag = models.CharField(max_length=200)
    product = models.ForeignKey(Product, models.PROTECT, related_name="snoozes")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    until = models.DateField()
    because = models.TextField()
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["product", "until"], name="snooze_product_until")]

    def __str__(self) -> str:
        return f"{self.flag} until {self.until}"

    @classmethod
    @recorded("snoozed", act="snooze", facts=("flag", "until"))
    def put(cls, product: Product, flag: str, *, until: date, because: str, by: Any) -> Snooze:
        """Put a flag to sleep until a later day. It needs a reason, and both are in the record."""
        if not because.strip():
            raise Refused("Say why this can wait.")
        if until <= clock.today():
            raise Refused("Choose a day in the future.")
        return cls.objects.create(
            flag=flag, product=product, item=product.item, until=until, because=because, by=by, at=clock.now()
        )
